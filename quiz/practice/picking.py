"""Picking one of a list of options by what is typed: its text or its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.bank.matching import fold
from quiz.practice.questions.base import Unreadable, letter
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence


def labels(options: Sequence[str]) -> tuple[str, ...]:
    """Return the letter of each option; nothing where an option is a single sign itself, and a letter could mean it."""
    if any(len(option) == 1 for option in options):
        return ("",) * len(options)
    return tuple(map(letter, range(len(options))))


def picked(options: Sequence[str], text: str) -> str | None:
    """Return the option that a text or a letter means, None where it means none or several."""
    if text in options:
        return text
    said = fold(text)
    named = [option for option, label in zip(options, labels(options), strict=True) if label and label == said]
    named = named or [option for option in options if fold(option) == said]
    return named[0] if len(named) == 1 else None


def listed(options: Sequence[str]) -> str:
    """Return options on one line, each with its letter: `a. June, b. July`."""
    return ", ".join(
        f"{label}. {option}" if label else option for option, label in zip(options, labels(options), strict=True)
    )


def chosen(line: str, answers: Sequence[str], options: Sequence[str]) -> str:
    """Return the option that a line means, also one of the accepted spellings of the right one, the first of `answers`.

    The line as it is, where it is empty or there is no list. Raises `Unreadable`.
    """
    if not line or not options:
        return line
    option = picked(options, line)
    if option is None and any(fold(line) == fold(spelling) for spelling in answers):
        option = answers[0]
    if option is None:
        raise Unreadable(f"`{shortened(line)}` is not one of {listed(options)}.")
    return option
