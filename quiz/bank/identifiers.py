"""Ids made of what a person writes: readable, in ASCII, and free."""

import re
import unicodedata
from collections.abc import Container
from typing import Final

_LONGEST: Final = 48
_MOST_WORDS: Final = 6
_SMALL: Final = re.compile(
    "a|an|and|are|as|at|be|by|did|do|does|for|from|had|has|have|how|in|into|is|it|its|of|on|or|the|their|this|to|was|"
    "were|what|when|where|which|who|whom|whose|why|will|with"
)


def named(text: str, fallback: str) -> str:
    """Return an id that says what a text says: its words that tell something, as many as fit.

    `fallback` is the id where no word can be written in ASCII.

    >>> named("Which planet is red?", "question")
    'planet-red'
    """
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", letters))
    telling = [word for word in words if not _SMALL.fullmatch(word)] or words
    name = ""
    for word in telling:
        if len(name) + len(word) >= _LONGEST or name.count("-") >= _MOST_WORDS - 1:
            break
        name = f"{name}-{word}" if name else word
    return name or fallback


def free(name: str, taken: Container[str]) -> str:
    """Return `name`, with the first number from 2 that makes it free where it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
