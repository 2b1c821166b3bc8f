"""A question as the rules see it: a stem, choices and keys, whatever its type and wherever it comes from."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.lint.symbols import are_symbols, has_code
from quiz.practice.presentation import stem_and_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.questions.registry import Question

_WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE_END: Final = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=\S)")
_ABBREVIATION: Final = re.compile(r"(?:\b(?:\w|Mr|Mrs|Ms|Dr|Prof|St|No|vs|e\.g|i\.e|etc|approx|z\.B|Nr|Art))\.$")

_NEAR: Final = 12
"""Characters before a full stop in which an abbreviation is looked for."""


class Remark(NamedTuple):
    """A remark of a rule on the choice with this number, or on the stem.

    `hint` lowers a warning to a hint where the author can hardly do better.
    """

    message: str
    help: str
    choice: int | None = None
    hint: bool = False


class QuestionForm:
    """The stem, the choices and the keys of a question.

    `choices` stand in the order in which an author or learner sees them, `keys` are the places of the right ones.
    `shuffled` says that learners see them in another order each time, `is_code` that every sign in them counts.
    """

    def __init__(
        self,
        stem: str,
        choices: Iterable[str] = (),
        keys: Iterable[int] = (),
        *,
        shuffled: bool = True,
        is_code: bool = False,
    ) -> None:
        self.stem = stem
        self.choices = tuple(choices)
        self.keys = frozenset(keys)
        self.shuffled = shuffled
        self.is_code = is_code

    @cached_property
    def in_symbols(self) -> bool:
        """Whether the choices are code, numbers or literals, or the stem shows code: rules about words do not speak."""
        return self.is_code or are_symbols(self.choices) or has_code(self.stem)

    @property
    def key(self) -> int | None:
        """The place of the right choice, where there is exactly one."""
        return next(iter(self.keys)) if len(self.keys) == 1 else None

    @cached_property
    def last_sentence(self) -> str:
        """The question proper: the last sentence of the stem."""
        return sentences(self.stem)[-1] if self.stem.strip() else ""

    @cached_property
    def bare_choices(self) -> tuple[str, ...]:
        """The choices in small letters without punctuation at their ends, for comparison with a phrase."""
        return tuple(bare(choice) for choice in self.choices)

    @cached_property
    def words(self) -> list[str]:
        return words(self.stem)


def form_of(question: Question, *, is_code: bool = False) -> QuestionForm | None:
    """Return the form of a question; None for types to which the rules do not speak.

    is_code: its choices have code in them, in which every sign counts.
    """
    seen = stem_and_choices(question)
    return (
        None
        if seen is None
        else QuestionForm(seen.stem, seen.choices, seen.right, shuffled=not seen.is_fixed, is_code=is_code)
    )


def words(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    if text.isascii():
        return _WORD.findall(text.casefold())
    return [word.casefold() for word in _WORD.findall(text)]


def bare(text: str) -> str:
    return " ".join(words(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; abbreviations do not end one."""
    result: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[max(start, match.start() - _NEAR) : match.start()]):
            result.append(text[start : match.end()].strip())
            start = match.end()
    if rest := text[start:].strip():
        result.append(rest)
    return result
