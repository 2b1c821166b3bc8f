"""Folding of what a person types: what does not matter in an answer or in a search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_QUOTES: Final = str.maketrans({**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"')})
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_WITH_FORGIVEN_MARKS: Final = ("LATIN", "GREEK")
"""The scripts whose marks are forgiven, by the names of their letters: there a keyboard without them is common."""
_POINTS: Final = frozenset(
    # Hebrew points and accents, Arabic vowel signs: most texts are written without them.
    [*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, *range(0x064B, 0x0653), 0x0670]
)


class Folding(NamedTuple):
    """What matters in a typed answer, and does not unless it is said. case: capitals. accents: marks of every kind."""

    case: bool = False
    accents: bool = False


FORGIVING: Final = Folding()


def fold(text: str, folding: Folding = FORGIVING) -> str:
    """Return `text` without what does not matter in an answer.

    Folded are NFKC forms, case (unless it matters), runs of space, quotes and dashes; a final full stop is dropped.
    Unless accents matter, marks on Latin and Greek letters, Hebrew points and Arabic vowel signs are folded as well;
    every other mark makes another letter (か and が, и and й).
    """
    text = text.replace("`", "'")
    if folding.accents:
        text = text if text.isascii() else _composed(text)
    elif not text.isascii():
        # Run by run: most of a text needs nothing, and no ASCII letter keeps the mark that follows it.
        text = _BEYOND_ASCII.sub(lambda run: _bare(run[0]), text)
    if not folding.case:
        text = text.casefold()
    text = " ".join(text.split())
    return text.removesuffix(".").rstrip() or text


def _composed(text: str) -> str:
    """Return a text in the forms of NFKC, with plain quotes and dashes."""
    # Quotes before NFKC as well: it would turn an acute accent into a space and a double prime into two.
    return unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES).translate(_DASHES)


@lru_cache(1024)
def _bare(run: str) -> str:
    """Return a run of letters beyond ASCII without the marks that are forgiven."""
    kept: list[str] = []
    is_forgiving = True  # what a run begins with stands on an ASCII letter
    for letter in unicodedata.normalize("NFD", _composed(run)):
        if not unicodedata.combining(letter):
            is_forgiving = unicodedata.name(letter, "").startswith(_WITH_FORGIVEN_MARKS)
        elif is_forgiving or ord(letter) in _POINTS:
            continue
        kept.append(letter)
    return unicodedata.normalize("NFKC", "".join(kept))
