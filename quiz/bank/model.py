"""Banks and references as immutable values; the questions of a bank stand in `quiz.bank.questions`."""

from __future__ import annotations

from msgspec import Struct

from quiz.bank.languages import writes_decimal_comma
from quiz.bank.lessons import Event, Lesson
from quiz.bank.markup import Markup
from quiz.bank.passage import Passage
from quiz.bank.questions.base import Citation, Lint
from quiz.bank.questions.registry import Question


class Reference(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source: the CSL fields that the program shows, dates as text."""

    id: str
    title: str
    type: str | None = None
    publisher: str | None = None
    author: str | None = None
    issued: str | None = None
    accessed: str | None = None
    url: str | None = None
    genre: str | None = None
    note: str | None = None


class Bank(Struct, frozen=True, kw_only=True):
    """A bank as read: faulty questions are left out, its references resolved by id.

    drafts: its questions that are not ready; nobody but previews and those who write it is to see them.
    """

    id: str
    title: str
    topic: str
    description: str | None = None
    language: str = "en"
    markup: Markup = "plain"
    authors: tuple[str, ...] = ()
    license: str | None = None
    updated: str | None = None
    passages: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()
    drafts: tuple[Question, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    events: tuple[Event, ...] = ()
    references: dict[str, Reference] = {}
    lint: Lint | None = None

    @property
    def writes_decimal_comma(self) -> bool:
        """Whether its language writes decimals with a comma, by which typed numbers are read."""
        return writes_decimal_comma(self.language)

    def references_of(
        self, cited: Question | Passage | Lesson | Event
    ) -> tuple[tuple[Citation, Reference | None], ...]:
        """The sources of a part of the bank in order, each with its reference where there is one."""
        return tuple((citation, self.references.get(citation.ref)) for citation in cited.citations)

    def passage_of(self, question: Question) -> Passage | None:
        """The text that a question is about, if any."""
        if question.passage is None:
            return None
        return next((passage for passage in self.passages if passage.id == question.passage), None)
