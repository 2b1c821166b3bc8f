"""Folding of what a person types: what does not matter in an answer or in a search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_QUOTES: Final = str.maketrans({**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"')})
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


def fold(text: str, *, case_sensitive: bool = False) -> str:
    """Return `text` without what does not matter in an answer.

    Folded are NFKC forms, case (unless it matters), runs of space, diacritics, quotes and dashes; a final full stop is
    dropped.
    """
    text = text.replace("`", "'")
    if not text.isascii():
        # Run by run: most of a text needs nothing, and no ASCII letter keeps the mark that follows it.
        text = _BEYOND_ASCII.sub(lambda run: _bare(run[0]), text)
    if not case_sensitive:
        text = text.casefold()
    text = " ".join(text.split())
    return text.removesuffix(".").rstrip() or text


@lru_cache(1024)
def _bare(run: str) -> str:
    """Return a run of letters beyond ASCII in their plain forms."""
    # Quotes before NFKC as well: it would turn an acute accent into a space and a double prime into two.
    text = unicodedata.normalize("NFKC", run.translate(_QUOTES)).translate(_QUOTES).translate(_DASHES)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", bare)
