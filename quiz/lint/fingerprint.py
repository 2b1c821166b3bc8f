"""Fingerprints of questions: the words of each, short enough to be kept and compared with those of other banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.bank.questions.templates import PLACEHOLDERS
from quiz.lint.banks import Gist, gist
from quiz.lint.rules import ACROSS
from quiz.lint.selection import closeness
from quiz.lint.words import vocabulary
from quiz.practice.digest import digest
from quiz.practice.sight import seen_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.bank.model import Bank
    from quiz.bank.questions.base import Lint


class Fingerprint(Struct, frozen=True, array_like=True, omit_defaults=True):
    """A question by its id, with its `Gist` as texts. quiet: the rule about several banks is switched off for it."""

    id: str
    words: str
    marks: str = ""
    quiet: bool = False

    @property
    def gist(self) -> Gist:
        return Gist(frozenset(self.words.split()), frozenset(self.marks.split()))


def fingerprints(bank: Bank) -> Iterator[Fingerprint]:
    """Give the questions of a bank that are written and say enough to be compared."""
    words = vocabulary(bank.language)
    everywhere = _is_off(bank.lint)
    for question in bank.questions:
        if question.prompt not in PLACEHOLDERS:
            words_and_marks = gist(seen_question(question, bank.markup), words)
            marks = words_and_marks.marks
            if (passage := bank.passage_of(question)) is not None:
                marks |= {digest(0, passage.text).hex()}  # a prompt asks the same only of the same text
            quiet = everywhere or _is_off(question.lint)
            yield Fingerprint(question.id, " ".join(words_and_marks.words), " ".join(marks), quiet)


def _is_off(lint: Lint | None) -> bool:
    return lint is not None and any(closeness(entry, ACROSS) for entry in lint.ignore)
