"""The questions of an attempt on its result, what was not right first, in a page that scrolls with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.practice.marking import marks
from quiz.practice.sight import seen_item
from quiz.tui.render import verdict_mark
from quiz.tui.styles import FLAG_MARK, MUTED
from quiz.tui.widgets.lines import LineList
from quiz.tui.widgets.rows import Row, split

if TYPE_CHECKING:
    from quiz.practice.attempt import Attempt
    from quiz.practice.marking import Marks


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls, moved by the list in it."""


class QuestionList(LineList):
    """The questions of an attempt, what was not right first. It is as high as its rows: the page around it scrolls."""

    def show_questions(self, attempt: Attempt) -> None:
        """Show a row a question, in two groups, and highlight the first."""
        told, wrong = marks(attempt), attempt.wrong_positions()
        others = [position for position in range(len(attempt.items)) if position not in wrong]
        options: list[Option] = []
        for name, positions in (("To put right", wrong), ("The rest" if wrong else "The questions", others)):
            if positions:
                blank = [Option(Content(" "), disabled=True)] if options else []
                head = Option(Content.styled(name, MUTED), disabled=True)
                rows = [Option(question_row(attempt, position, told), id=str(position)) for position in positions]
                options += [*blank, head, *rows]
        self.add_options(options)
        self.highlighted = self._places[0]

    @property
    def _places(self) -> list[int]:
        return [place for place, option in enumerate(self.options) if not option.disabled]

    @property
    def _page(self) -> Page:
        assert isinstance(self.parent, Page)
        return self.parent

    @property
    def _row(self) -> Region:
        """Where the highlighted row stands in the page."""
        return Region(0, self.virtual_region.y + (self.highlighted or 0), self.size.width, 1)

    @property
    def _is_below(self) -> bool:
        return self._row.y >= self._page.scroll_y + self._page.size.height

    @on(OptionList.OptionHighlighted)
    def keep_in_view(self) -> None:
        if self.highlighted != self._places[0]:
            self._page.scroll_to_region(self._row, animate=False, force=True)

    def action_cursor_down(self) -> None:
        """Go down: what is not in view yet comes into view before the highlight moves."""
        page = self._page
        if self._is_below:
            page.scroll_relative(y=max(1, page.size.height // 3), animate=False, force=True)
        elif self.highlighted == self._places[-1] and page.scroll_y < page.max_scroll_y:
            page.scroll_end(animate=False, force=True)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.highlighted == self._places[0] and self._page.scroll_y > 0:
            self._page.scroll_home(animate=False, force=True)
        else:
            super().action_cursor_up()

    def action_page_down(self) -> None:
        self._move(self._page.size.height - 1)

    def action_page_up(self) -> None:
        self._move(1 - self._page.size.height)

    def _move(self, rows: int) -> None:
        places = self._places
        wanted = places.index(self.highlighted or places[0]) + rows
        self.highlighted = places[max(0, min(len(places) - 1, wanted))]
        if self.highlighted == places[0]:
            self._page.scroll_home(animate=False, force=True)


def question_row(attempt: Attempt, position: int, told: Marks | None) -> Row:
    """Return a row of a question: mark, prompt, and at the right what is to be said of it, and its tag."""
    question, taken = seen_item(attempt.items[position]).question, attempt.counted[position]
    mark, style = verdict_mark(taken.grade.verdict if taken is not None else None)
    notes = []
    if position in attempt.flagged:
        notes.append(FLAG_MARK)
    if position in attempt.hinted:
        notes.append("hint")
    if told is not None and position in told.lucky:
        notes.append("lucky guess")
    if told is not None and position in told.misconceptions:
        notes.append("sure, but wrong")
    prompt = Content.assemble((f"{mark}  ", style), " ".join(question.prompt.split()))
    note = Content.styled(", ".join(notes), "$text-warning")
    tag = Content.styled(question.tags[0] if question.tags else "", MUTED)

    def lay_out(width: int) -> Content:
        if not tag or width < _WIDE_ROW:
            return split(prompt, note, width)
        short = tag.truncate(width // 4, ellipsis=True)
        return split(prompt, note + "  " + short if note else short, width)

    return Row(lay_out)


_WIDE_ROW: Final = 60
