"""The word that was most likely meant by one that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def suggestion(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word that was most likely meant; None where none is alike by `likeness`, from 0 to 1."""
    import difflib

    by_fold = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=likeness)
    return by_fold[close[0]] if close else None


def did_you_mean(word: str, known: Sequence[str], otherwise: str | None = None) -> str | None:
    """Return a help text that names the word most likely meant, or else `otherwise`."""
    meant = suggestion(word, known)
    return f"did you mean `{meant}`?" if meant else otherwise
