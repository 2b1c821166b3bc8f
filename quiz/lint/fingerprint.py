"""Fingerprints of questions: the words of each, short enough to be kept and compared with those of other banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.bank.questions.templates import PLACEHOLDERS
from quiz.lint.banks import Gist, gist, key_words
from quiz.lint.rules import ACROSS
from quiz.lint.selection import closeness
from quiz.lint.telling import Asked
from quiz.lint.words import vocabulary
from quiz.practice.digest import digest
from quiz.practice.sight import seen_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.bank.model import Bank
    from quiz.bank.questions.base import Lint


class Fingerprint(Struct, frozen=True, array_like=True, omit_defaults=True):
    """A question by its id, with its `Gist` and the words of its answer as texts.

    quiet: the codes of the rules about several banks that are switched off for it.
    """

    id: str
    words: str
    marks: str = ""
    key: str = ""
    quiet: tuple[str, ...] = ()

    @property
    def gist(self) -> Gist:
        return Gist(frozenset(self.words.split()), frozenset(self.marks.split()))

    @property
    def asked(self) -> Asked:
        prompt, key = frozenset(self.words.split()), frozenset(self.key.split())
        return Asked(prompt, key, prompt | key if key else prompt)


def fingerprints(bank: Bank) -> Iterator[Fingerprint]:
    """Give the questions of a bank that are written and say enough to be compared."""
    words = vocabulary(bank.language)
    everywhere = _off(bank.lint)
    for question in bank.questions:
        if question.prompt not in PLACEHOLDERS:
            seen = seen_question(question, bank.markup)
            words_and_marks = gist(seen, words)
            marks = words_and_marks.marks
            if (passage := bank.passage_of(question)) is not None:
                marks |= {digest(0, passage.text).hex()}  # a prompt asks the same only of the same text
            yield Fingerprint(
                question.id,
                " ".join(words_and_marks.words),
                " ".join(marks),
                " ".join(key_words(seen, words_and_marks.words, words)),
                tuple(code for code in ACROSS if code in everywhere or code in _off(question.lint)),
            )


def _off(lint: Lint | None) -> frozenset[str]:
    """Return the codes of the rules about several banks that are switched off."""
    entries = lint.ignore if lint is not None else ()
    return frozenset(code for code in ACROSS for entry in entries if closeness(entry, code))
