"""A list of lines to pick from, which leaves enter to its screen, so that the footer can say what enter does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.tui.commands import bindings, move
from quiz.tui.styles import EDGE_MARK
from quiz.tui.textual_private import PageKeys, ReverseRows

if TYPE_CHECKING:
    from textual.binding import BindingType

LEAD: Final = 2
"""Columns before the text of each line, for the edge."""


class LineList(ReverseRows, PageKeys, OptionList, inherit_bindings=False):
    """One option a line, an edge at the highlighted one. A click picks it; what a key does is for the screen to say."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--edge"}
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("up,k", "cursor_up", "Move the highlight"),
        move("down,j", "cursor_down", "Move the highlight"),
        move("home", "first", "The first or the last"),
        move("end", "last", "The first or the last"),
        move("pageup", "page_up", "A page up or down"),
        move("pagedown", "page_down", "A page up or down"),
    )

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, markup=False, compact=True)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if self.highlighted is None or line >= len(self._lines) or self._lines[line][0] != self.highlighted:
            return strip
        style = self.get_visual_style("line-list--edge").rich_style
        behind = next((segment.style.bgcolor for segment in strip if segment.style), None)
        edge = Segment(EDGE_MARK, style if behind is None else style + Style(bgcolor=behind))
        return Strip([edge, *strip.crop(1)], strip.cell_length)

    @property
    def highlighted_id(self) -> str | None:
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def show(self, lines: list[tuple[str, Content]], highlight: str | None = None) -> None:
        """Show lines, each an id and its text; one without an id is only read.

        The highlight stays where its id still is, else goes to the top.
        """
        ids = [key for key, _ in lines]
        with self.app.batch_update():
            if not self._stand_there(lines):
                self.clear_options()
                self.add_options([Option(text, id=key or None, disabled=not key) for key, text in lines])
            if any(ids):
                self.highlighted = ids.index(highlight) if highlight in ids else ids.index(next(filter(None, ids)))

    def _stand_there(self, lines: list[tuple[str, Content]]) -> bool:
        """Say whether these lines are shown already: laying a list out anew costs more than comparing it."""
        shown = [(option.id or "", option.prompt) for option in self.options]
        return len(shown) == len(lines) and all(
            key == shown_key and isinstance(before, Content) and before.is_same(text)
            for (shown_key, before), (key, text) in zip(shown, lines, strict=True)
        )
