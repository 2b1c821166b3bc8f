"""A question as it is kept with an attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from quiz.bank.markup import Markup
from quiz.bank.questions.registry import Question
from quiz.practice.attempt import Item, ItemPassage
from quiz.practice.citations import SourceCitation

if TYPE_CHECKING:
    from quiz.practice.questions.base import Presentation


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """The part of an item that is the same whenever its question is drawn."""

    bank_title: str
    topic: str
    question: Question
    sources: tuple[SourceCitation, ...] = ()
    markup: Markup = "plain"
    passage: ItemPassage | None = None

    def before_lists(self) -> Snapshot:
        """Return the snapshot of version 0.1.0, in which no blank was picked from a list."""
        return replace(self, question=self.question.before_lists())

    def item(self, bank: str, presentation: Presentation) -> Item:
        """Return the question of a bank as it was drawn, laid out so."""
        return Item(
            bank, self.bank_title, self.topic, self.question, presentation, self.sources, self.markup, self.passage
        )


def snapshot_of(item: Item) -> Snapshot:
    return Snapshot(item.bank_title, item.topic, item.question, item.sources, item.markup, item.passage)
