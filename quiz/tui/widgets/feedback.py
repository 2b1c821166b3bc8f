"""A question with its feedback: what is read after a response, with a card for each source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.bank.addresses import openable
from quiz.tui.render import feedback, source_card

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quiz.practice.attempt import Item, RecordedResponse


class Feedback(Vertical):
    """The answer, the explanation and the sources of one question."""

    def compose(self) -> ComposeResult:
        yield Static("", id="paragraphs", markup=False)
        yield Static("", id="sources", markup=False)

    def show(self, item: Item, taken: RecordedResponse | None) -> None:
        self.query_one("#paragraphs", Static).update(Content("\n\n").join(feedback(item, taken)))
        first = first_url(item)
        cards = [
            source_card(
                cited,
                item.question.as_of,
                number,
                can_open=cited.reference is not None and cited.reference.url == first,
            )
            for number, cited in enumerate(item.sources, start=1)
        ]
        sources = self.query_one("#sources", Static)
        sources.update(Content("\n").join(cards))
        sources.display = bool(cards)


def first_url(item: Item) -> str | None:
    """Return the first address among the sources that may be opened."""
    urls = (cited.reference.url for cited in item.sources if cited.reference is not None)
    return next((url for url in urls if openable(url)), None)
