"""What all answer inputs share: a response so far, and showing it once it is taken."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, TypeAlias

from rich.cells import cell_len
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from quiz.practice.questions.base import RowState
from quiz.practice.response import Response, missing
from quiz.practice.wording import feedback_rows
from quiz.tui.commands import bindings, move
from quiz.tui.markup import Prose, feedback_text, overhang, prose
from quiz.tui.styles import EDGE_MARK, MUTED
from quiz.tui.textual_private import ReverseRows, run_own_key
from quiz.tui.widgets.focus import AlikeInFocus
from quiz.tui.widgets.wide_lines import WideLines

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click, Key

    from quiz.practice.attempt import Item, RecordedResponse
    from quiz.practice.questions.base import FeedbackRow

MOST_DRAWN: Final = 500
"""Drawn entries are kept up to this number."""


class Incomplete(Exception):
    """A response that lacks something. `counts` tells whether it may be submitted as it is."""

    def __init__(self, message: str, *, counts: bool) -> None:
        super().__init__(message)
        self.counts = counts


class AnswerInput(Widget):
    """Where a learner answers one question."""

    KEYS: ClassVar[str] = ""
    """How it is used, in one line."""

    class Changed(Message):
        """The response is another than before."""

        def __init__(self, answer: AnswerInput) -> None:
            super().__init__()
            self.answer = answer

    class Given(Message):
        """The response is given whole by what was just done, and is to be taken."""

        def __init__(self, answer: AnswerInput) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.settles: Callable[[str], bool] = lambda _text: True
        """Keeps what is written before the model answer is shown, and says whether it is kept."""
        self.taken: RecordedResponse | None = None
        self.locked = False
        """Whether it is answered, and shows what is right."""

    @property
    def feedback(self) -> tuple[FeedbackRow, ...]:
        """What became of each row, once it is answered."""
        return feedback_rows(self.item, self.taken.response if self.taken is not None else None)

    @property
    def call(self) -> str:
        """What is to be done now, where that is not what the question says from the start."""
        return ""

    def reveal(self, text: str) -> None:
        """Show what is shown once such a text was written; most types show nothing before the response."""

    @property
    def takes_letters(self) -> bool:
        """Whether letters place or type something now, so that they can mean nothing else."""
        return False

    def response(self) -> Response | None:
        """Return the response so far, or None where nothing is answered.

        Raises `quiz.practice.parsing.Unreadable` where what is typed cannot be read.
        """
        raise NotImplementedError

    @property
    def keys(self) -> str:
        """What its keys do, in a few words."""
        return self.KEYS

    def unsubmitted(self) -> Response | None:
        """Return what stands there as it is, to start from another time; None where nothing does."""
        return self.response()

    def submitted(self, *, as_it_is: bool) -> Response:
        """Return the response to be taken; with `as_it_is` also one that lacks something.

        Raises `Incomplete`, and `quiz.practice.parsing.Unreadable` where what is typed cannot be read.
        """
        response = self.response()
        lack = missing(self.item.question, response)
        if response is None:
            raise Incomplete(f"{lack} {self.keys}.", counts=False)
        if lack and not as_it_is:
            raise Incomplete(f"{lack} Enter again submits it as it is.", counts=True)
        return response

    def preset(self, response: Response) -> None:
        """Start from a response given before; from “don't know” there is nothing to start from, unless it is typed."""
        raise NotImplementedError

    async def take_key(self, event: Key) -> bool:
        """Do what a key means here, wherever the focus is, and return whether it means anything."""
        return await run_own_key(self, event.key)

    def focus_missing(self, *, scroll: bool = True) -> None:
        """Put the focus where the next key belongs: on what is still missing."""
        self.screen.set_focus(self, scroll)

    def settle(self, taken: RecordedResponse | None) -> None:
        """Show the response as taken, with what is right, and change no more; None where there was none."""
        self.taken, self.locked = taken, True
        self.refresh_answer()

    def fold(self, is_folded: bool) -> None:
        """Leave out what is neither given nor right, where rows lack, or show it again."""

    def refresh_answer(self) -> None:
        """Show the response so far."""
        raise NotImplementedError


Look: TypeAlias = tuple[Hashable, ...]


class Line(NamedTuple):
    """One entry of a row input.

    label: mark and key, text: what wraps beside them, tag: a word at the right edge, where there is room for it, below:
    what hangs under the text. state: what picks tint and edge, one of `STATES`, or empty.
    """

    label: Content
    text: Content | Prose
    tag: str = ""
    below: Content | Prose | None = None
    state: str = ""

    @property
    def look(self) -> Look:
        """All that decides how the entry is drawn; equal for equal entries."""
        parts = (self.label, self.text, self.below)
        looks = ((part.plain, tuple(part.spans)) if isinstance(part, Content) else part for part in parts)
        return (self.tag, self.state, *looks)


STATES: Final = ("cursor", "lifted", "right", "partly", "wrong", "missed", "neutral")
"""The states of a row, each with a style of its own."""
EDGES: Final = {
    "cursor": "$edge-primary",
    "lifted": "$edge-primary",
    "right": "$edge-success",
    "partly": "$edge-warning",
    "wrong": "$edge-error",
    "missed": "$edge-warning",
}
"""The colour of the edge of a row in a state."""
STATE_OF: Final = {
    RowState.RIGHT: "right",
    RowState.ANSWER: "right",
    RowState.PARTLY: "partly",
    RowState.WRONG: "wrong",
    RowState.MISSED: "missed",
    RowState.NEUTRAL: "neutral",
}
"""How a row of the feedback looks."""
TEXT_STYLES: Final = {
    "right": "bold $text-success",
    "partly": "bold $text-warning",
    "wrong": "bold $text-error",
    "missed": "bold $text-warning",
    "neutral": MUTED,
}
LEAD, KEY = 4, 3
"""Columns for the mark and for the key before each row."""
ROOM_FOR_TAGS: Final = 66
"""Columns from which on the words at the right edge are shown."""


def row_label(mark: str, style: str, key: str, key_style: str = MUTED) -> Content:
    """Return what stands before a row: its mark, and the key that means it."""
    return Content.assemble((f" {mark}".ljust(LEAD), style), (key.ljust(KEY), key_style))


def feedback_line(item: Item, row: FeedbackRow, key: str) -> Line:
    """Return a row of the feedback: its mark, its text, whose it is, and what is said of it."""
    state = STATE_OF[row.state]
    style = TEXT_STYLES[state]
    below = prose(row.feedback, "plain" if row.form == "plain" else item.markup, style=MUTED) if row.feedback else None
    return Line(row_label(row.mark, style, key), feedback_text(item, row, style), row.tag, below, state)


ROW_CLASSES: Final = frozenset({"row-input--row", *(f"row-input--{state}" for state in STATES)})
"""The component classes of what draws rows."""


def _tag(line: Line, width: int) -> str:
    return f" {line.tag} " if line.tag and width >= ROOM_FOR_TAGS else ""


def _rooms(line: Line, width: int) -> tuple[int, int]:
    """Return the columns for the text of an entry, and for what hangs under it."""
    margin, tag = 1 + line.label.cell_length, _tag(line, width)
    return max(1, width - margin - (cell_len(tag) + 1 if tag else 0)), max(1, width - margin - 1)


def line_overhang(line: Line, width: int) -> int:
    """Return how many columns of the code in an entry are out of view in so many; none before it has a place."""
    if not width:
        return 0
    room, below = _rooms(line, width)
    return max(overhang(line.text, room), overhang(line.below, below))


def draw_line(widget: Widget, line: Line, width: int, state: str, column: int = 0) -> list[Strip]:
    """Draw an entry as a widget with the component classes `ROW_CLASSES` shows it, in so many columns.

    `column`: from which its code is seen.
    """
    style = widget.get_visual_style(f"row-input--{state}")
    margin, tag = 1 + line.label.cell_length, _tag(line, width)
    room, room_below = _rooms(line, width)
    edge = Content.styled(EDGE_MARK, f"{EDGES[state]} not reverse") if state in EDGES else Content(" ")

    def drawn(content: Content | Prose, columns: int) -> list[Strip]:
        if isinstance(content, Prose):
            content = content.panned(column)
        return Visual.to_strips(widget, content, columns, None, style) if columns else [Strip([])]

    rows = drawn(line.text, room)
    rows[0] = rows[0].adjust_cell_length(room + 1 if tag else room, style.rich_style)
    rows[0] = Strip.join([rows[0], *drawn(Content.styled(tag, TEXT_STYLES.get(state, MUTED)), cell_len(tag))])
    if line.below is not None:
        rows += drawn(line.below, room_below)
    blank = Content(" " * line.label.cell_length)
    return [
        Strip.join([*drawn(edge, 1), *drawn(line.label if number == 0 else blank, margin - 1), row]).adjust_cell_length(
            width, style.rich_style
        )
        for number, row in enumerate(rows)
    ]


class Sheet(NamedTuple):
    """All lines of a row input as they are drawn for a width. entries: those of each `Line`; rows: all of them."""

    width: int
    is_spaced: bool
    entries: list[list[Strip]]
    rows: list[Strip]


class RowInput(AlikeInFocus, ReverseRows, AnswerInput, WideLines, can_focus=True):
    """Numbered rows that a cursor moves over, and lines below them that may be clicked.

    All of it is one widget that draws itself: a widget a row would cost as much again at every key. Only the lines that
    look another way than before are painted anew, and the screen is laid out only where there are more or fewer.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROW_CLASSES)
    SPACED: ClassVar[bool] = False
    """Whether a row is parted from the next by a blank one where there are rows to spare."""
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("up", "move(-1)", "The row above or below"),
        move("down", "move(1)", "The row above or below"),
        *(move(str(digit), f"digit({digit})", "Choose or place by number") for digit in range(1, 10)),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.cursor = 0
        self._lines: list[Line] = []
        self._above = 0
        """How many lines stand above the rows."""
        self.columns = 0
        """The width for which the lines are made."""
        self._looks: list[Look] = []
        self._drawn: dict[tuple[Look, int, str, int], list[Strip]] = {}
        self._drawn_sheet: Sheet | None = None
        """What was drawn last; None where that holds no more."""
        self._is_folded = False

    # What a row input is made of

    def row_line(self, place: int) -> Line:
        """Return how the row at `place` looks now."""
        raise NotImplementedError

    def answered_lines(self) -> list[Line]:
        """Return how the rows look once it is answered; nothing stands above or below them then."""
        return [*map(self.row_line, range(self._rows))]

    def lines_above(self) -> list[Line]:
        """Return what stands above the rows."""
        return []

    def lines_below(self) -> list[Line]:
        """Return what stands below the rows."""
        return []

    def take_digit(self, place: int) -> None:
        """Do what the digit of the row at `place` does."""
        raise NotImplementedError

    def take_click(self, place: int, column: int) -> None:  # noqa: ARG002
        """Do what a click on a column of the row at `place` does."""
        self.take_digit(place)

    def take_click_aside(self, line: int, column: int) -> None:
        """Do what a click does on a line below the rows, counted from 0, or above them, counted from -1."""

    # Drawing

    @property
    def _rows(self) -> int:
        return len(self.item.presentation.rows)

    def on_mount(self) -> None:
        self.refresh_answer()

    def refresh_answer(self) -> None:
        before, width = self._drawn_sheet, self.size.width
        self._make_lines(width)
        after = self._sheet(width) if width else None
        if before is None or after is None or (before.width, len(before.rows)) != (width, len(after.rows)):
            self.refresh(layout=True)
            return
        pairs = enumerate(zip(before.rows, after.rows, strict=True))
        if changed := [Region(0, y, width, 1) for y, (old, new) in pairs if old is not new]:
            self.refresh(*changed)

    def _make_lines(self, width: int) -> None:
        self.columns = width
        above, below = ([], []) if self.locked else (self.lines_above(), self.lines_below())
        rows = self.answered_lines() if self.locked else [*map(self.row_line, range(self._rows))]
        self._lines, self._above = [*above, *rows, *below], len(above)
        self._looks = [line.look for line in self._lines]
        self._drawn_sheet = None

    def _sheet(self, width: int) -> Sheet:
        """Return what is drawn in so many columns."""
        sheet, is_spaced = self._drawn_sheet, self._is_spaced
        if sheet is None or (sheet.width, sheet.is_spaced) != (width, is_spaced):
            if width != self.columns:
                self._make_lines(width)
            entries = [self._strips(place, width) for place in range(len(self._lines))]
            sheet = Sheet(width, is_spaced, entries, [strip for strips in entries for strip in strips])
            self._drawn_sheet = sheet
        return sheet

    @property
    def _is_spaced(self) -> bool:
        return self.SPACED and self.screen.has_class("-tall")

    def notify_style_update(self) -> None:
        self._drawn.clear()
        self._drawn_sheet = None
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return max(1, self._height(width))

    def _height(self, width: int) -> int:
        return len(self._sheet(width).rows) if width else 0

    def fold(self, is_folded: bool) -> None:
        """Leave the neutral rows out, or show them again."""
        if is_folded != self._is_folded:
            self._is_folded, self._drawn_sheet = is_folded, None
            self.refresh(layout=True)

    @property
    def overhang(self) -> int:
        return max((line_overhang(line, self.size.width) for line in self._lines), default=0)

    def see_from(self, column: int) -> None:
        super().see_from(column)
        self._drawn_sheet = None

    def _strips(self, place: int, width: int) -> list[Strip]:
        """Return the drawn lines of an entry. Drawing is what costs at a key, so each look is drawn once."""
        line = self._lines[place]
        if self._is_folded and line.state == "neutral":
            return []
        row = place - self._above
        here = row == self.cursor and not self.locked
        state = line.state or ("cursor" if here else "row")
        key = (self._looks[place], width, state, self.column)
        if (strips := self._drawn.get(key)) is None:
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            strips = self._drawn[key] = draw_line(self, line, width, state, self.column)
        if 0 <= row < self._rows - 1 and self._is_spaced:
            return [*strips, self._blank(width)]
        return strips

    def _blank(self, width: int) -> Strip:
        """Return an empty line."""
        key: tuple[Look, int, str, int] = ((), width, "", 0)
        if key not in self._drawn:
            self._drawn[key] = [Strip.blank(width, self.rich_style)]
        return self._drawn[key][0]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        rows = self._sheet(width).rows
        return rows[y] if y < len(rows) else self._blank(width)

    def _line_at(self, y: int) -> int | None:
        for place, strips in enumerate(self._sheet(self.size.width).entries):
            y -= len(strips)
            if y < 0:
                return place
        return None

    def show_cursor(self) -> None:
        """Show the rows as they are now, and scroll what they stand in so that the one under the cursor can be seen."""
        self.refresh_answer()
        body = next((node for node in self.ancestors if isinstance(node, ScrollableContainer)), None)
        if body is None or not body.max_scroll_y or not self.size.width:
            return
        entries = self._sheet(self.size.width).entries
        line = self.cursor + self._above
        top = self.content_region.y - body.content_region.y + round(body.scroll_y) + sum(map(len, entries[:line]))
        body.scroll_to_region(Region(0, top, 1, len(entries[line])), animate=False)

    # Acting

    def settle(self, taken: RecordedResponse | None) -> None:
        self.add_class("-locked")
        self._drawn.clear()
        super().settle(taken)

    def changed(self) -> None:
        """Show the rows as they are now, and say that the response is another."""
        self.show_cursor()
        self.post_message(self.Changed(self))

    async def _on_key(self, event: Key) -> None:
        if not self.locked and await self.take_key(event):
            event.stop()
            event.prevent_default()

    def action_move(self, step: int) -> None:
        if not self.locked:
            self.cursor = (self.cursor + step) % self._rows
            self.show_cursor()

    def action_digit(self, digit: int) -> None:
        if not self.locked and digit <= self._rows:
            self.take_digit(digit - 1)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset_capture(self)
        line = self._line_at(offset.y)
        if self.locked or line is None:
            return
        row = line - self._above
        if 0 <= row < self._rows:
            self.take_click(row, offset.x)
        else:
            self.take_click_aside(row if row < 0 else row - self._rows, offset.x)
