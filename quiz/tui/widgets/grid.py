"""Numbered cells, ten a row, so that a number keeps its place; five where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.visual import Visual
from textual.widget import Widget

from quiz.tui import callbacks
from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED
from quiz.tui.textual_private import ReverseRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.events import Click
    from textual.strip import Strip

HERE_SIGN: Final = "›"
"""Stands before the number of the highlighted cell."""
USUAL: Final = 10
NARROW: Final = 5
_AROUND: Final = 4
"""Columns of a cell beside its number: a gap on either side of the mark, the mark, the flag."""


class Cell(NamedTuple):
    """What stands beside a number. is_quiet: whether the number steps back."""

    mark: Content
    flag: Content
    is_quiet: bool = False


class CellGrid(ReverseRows, Widget, can_focus=True):
    """Cells of which one is highlighted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cell-grid--here"}
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("left", "step(-1)", "The question before or after"),
        move("right", "step(1)", "The question before or after"),
        move("up,k", "row(-1)", "The row above or below"),
        move("down,j", "row(1)", "The row above or below"),
        move("home", "edge(0)", "The first or the last"),
        move("end", "edge(-1)", "The first or the last"),
    )

    class Highlighted(Message):
        """Another cell is highlighted."""

    class Picked(Message):
        """A cell was clicked."""

    highlighted: reactive[int] = reactive(0, init=False)

    def __init__(self, cells: Sequence[Cell], highlighted: int) -> None:
        super().__init__()
        self._cells = cells
        self._digits = max(2, len(str(len(cells))))
        self.set_reactive(CellGrid.highlighted, highlighted)

    def columns(self, width: int) -> int:
        """Return how many cells stand in a row of so many columns."""
        return USUAL if width >= USUAL * (self._digits + _AROUND) else NARROW

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return -(-len(self._cells) // self.columns(width))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        columns = self.columns(width)
        size = width // columns
        first = y * columns
        texts = [self._text(place, size) for place in range(first, min(first + columns, len(self._cells)))]
        return Visual.to_strips(self, Content.assemble(*texts), width, 1, self.visual_style)[0]

    def _text(self, place: int, size: int) -> Content:
        cell = self._cells[place]
        is_here = place == self.highlighted
        number = f"{HERE_SIGN if is_here else ' '}{place + 1:>{self._digits}} "
        text = Content.assemble(
            (number, "bold" if is_here else MUTED if cell.is_quiet else ""), cell.mark, cell.flag
        ).pad_right(size)
        text = text[:size]
        return text.stylize_before(self.get_visual_style("cell-grid--here")) if is_here else text

    def on_mount(self) -> None:
        callbacks.after_refresh(self, self.show_highlighted)

    def show_highlighted(self) -> None:
        """Scroll what the grid stands in so that the highlighted cell can be seen."""
        body = next((node for node in self.ancestors if isinstance(node, ScrollableContainer)), None)
        if body is not None:
            row = self.highlighted // self.columns(self.content_size.width)
            body.scroll_to_region(Region(0, row, 1, 1), animate=False)

    def watch_highlighted(self) -> None:
        self.show_highlighted()
        self.post_message(self.Highlighted())

    def action_step(self, step: int) -> None:
        self._highlight(self.highlighted + step)

    def action_row(self, step: int) -> None:
        self._highlight(self.highlighted + step * self.columns(self.content_size.width))

    def action_edge(self, place: int) -> None:
        self._highlight(place % len(self._cells))

    def _highlight(self, place: int) -> None:
        if 0 <= place < len(self._cells):
            self.highlighted = place

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset_capture(self)
        columns = self.columns(self.content_size.width)
        column = offset.x // (self.content_size.width // columns)
        place = offset.y * columns + column
        if column < columns and place < len(self._cells):
            self.highlighted = place
            self.post_message(self.Picked())
