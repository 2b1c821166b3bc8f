"""What is read after a response: why it is so, and the sources, a line each."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from quiz.bank.markup import Code
from quiz.bank.seen import has_code
from quiz.practice.sight import seen_item
from quiz.practice.wording import OUT_OF_DATE, answer_lines, out_of_date
from quiz.scores.now import local_now
from quiz.tui.markup import Prose, prose, stacked
from quiz.tui.styles import MUTED, shortened
from quiz.tui.widgets.wide_lines import ProseText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Size

    from quiz.practice.attempt import Item
    from quiz.practice.citations import SourceCitation

SHORTEST_TITLE = 8
"""Columns that a title keeps, however long the locator is."""


class Feedback(Vertical):
    """The explanation and the sources of one question; before them the answer, where it is asked for."""

    def compose(self) -> ComposeResult:
        yield ProseText(id="explanation")
        yield SourceLines()

    def show(self, item: Item, *, with_answer: bool = False, note: str = "") -> None:
        """Show what there is to say; nothing at all where there is nothing. note: what the learner wrote themselves."""
        question = item.question
        paragraphs: list[Content | Prose] = [_answer(item)] if with_answer else []
        if question.explanation:
            as_of = Content.styled(f"  (as of {question.as_of})", MUTED) if question.as_of else None
            paragraphs.append(prose(question.explanation, item.markup, end=as_of))
        if until := out_of_date(question, local_now().date()):
            paragraphs.append(Content.assemble((f"{OUT_OF_DATE}  ", "bold $text-warning"), (until, MUTED)))
        if note:
            paragraphs.append(Content.assemble(("Your note  ", f"bold {MUTED}"), note))
        text = self.query_one("#explanation", ProseText)
        text.update(stacked(paragraphs))
        text.display = bool(paragraphs)
        self.query_one(SourceLines).show(item.sources)
        self.display = bool(paragraphs or item.sources)


def _answer(item: Item) -> Content | Prose:
    """Return the right answer on one line, or below its heading; code in it keeps its lines."""
    lines = answer_lines(seen_item(item).question)
    if item.markup == "markdown" and has_code(item.question):
        return Prose((Code(dedent("\n".join(lines))),), lead=Content.styled("Answer:", MUTED))
    if len(lines) == 1:
        return Content.assemble(("Answer: ", MUTED), (lines[0], "bold"))
    return Content("\n").join([Content.styled("Answer:", MUTED), *(Content(f"  {line}") for line in lines)])


class SourceLines(Widget):
    """Sources, one a line: the title gives way where room lacks, the place in it stays whole."""

    def __init__(self) -> None:
        super().__init__(id="sources")
        self._sources: Sequence[SourceCitation] = ()

    def show(self, sources: Sequence[SourceCitation]) -> None:
        self._sources = sources
        self.display = bool(sources)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._sources)

    def render(self) -> Content:
        width = self.size.width
        return Content("\n").join(source_line(cited, number, width) for number, cited in enumerate(self._sources, 1))


def source_line(cited: SourceCitation, number: int, width: int) -> Content:
    """Return a source on one line of so many columns: its number, its title, and the place in it."""
    reference, locator = cited.reference, cited.citation.locator
    title = reference.title if reference is not None else f"{cited.citation.ref}, not in the source list"
    lead, place = f"{number}  ", f"  {locator}" if locator else ""
    room = max(SHORTEST_TITLE, width - cell_len(lead) - cell_len(place))
    text = shortened(shortened(title, room) + place, max(0, width - cell_len(lead)))
    return Content.assemble((lead, f"bold {MUTED}"), (text, MUTED))
