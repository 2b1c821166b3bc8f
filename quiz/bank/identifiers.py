"""Ids made of what a person writes: readable, in ASCII, and free."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_LONGEST: Final = 48
_MOST_WORDS: Final = 6
_SMALL: Final = re.compile(
    "a|an|and|are|as|at|be|by|did|do|does|for|from|had|has|have|how|in|into|is|it|its|of|on|or|the|their|this|to|was|"
    "were|what|when|where|which|who|whom|whose|why|will|with"
)


def identifier(text: str, fallback: str) -> str:
    """Return an id of the first words of a text that tell something, as many as fit.

    `fallback` is the id where no word can be written in ASCII.

    >>> identifier("Which planet is red?", "question")
    'planet-red'
    """
    words = _words(text)
    telling = [word for word in words if not _SMALL.fullmatch(word)] or words
    return _joined(telling[:_MOST_WORDS]) or fallback


def slug(text: str) -> str:
    """Return the words of a text as an id, as many as fit; empty where none can be written in ASCII.

    >>> slug("The capital (of France)")
    'the-capital-of-france'
    """
    return _joined(_words(text))


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", letters))


def _joined(words: Iterable[str]) -> str:
    name = ""
    for word in words:
        if len(name) + len(word) >= _LONGEST:
            break
        name = f"{name}-{word}" if name else word
    return name


def free(name: str, taken: Container[str]) -> str:
    """Return `name`, with the first number from 2 that makes it free where it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
