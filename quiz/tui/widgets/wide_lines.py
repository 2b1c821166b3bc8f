"""Lines of code that are longer than the room: seen a part at a time, while all text around them stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from quiz.tui.markup import Prose, overhang

if TYPE_CHECKING:
    from textual.visual import Visual, VisualType


class WideLines(Widget):
    """What may show code."""

    column = 0
    """The column from which code is seen."""
    _was_cut = False

    @property
    def overhang(self) -> int:
        """The columns of code that are out of view, from whichever column it is seen."""
        raise NotImplementedError

    def see_from(self, column: int) -> None:
        """Show code from a column on."""
        if column != self.column:
            self.column = column
            self.refresh()

    def on_resize(self) -> None:
        """Have the keys shown anew where code is cut now, or is no more."""
        is_cut = bool(self.overhang)
        if not is_cut:
            self.see_from(0)
        if is_cut is not self._was_cut:
            self._was_cut = is_cut
            self.screen.refresh_bindings()


class ProseText(WideLines, Static):
    """A text that may have code in it."""

    def __init__(
        self,
        text: VisualType = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)

    @property
    def overhang(self) -> int:
        width = self.content_size.width
        return overhang(self.visual, width) if width else 0

    def render(self) -> Visual:
        visual = self.visual
        return visual.panned(self.column) if isinstance(visual, Prose) else visual

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text, from its first column on."""
        self.column = 0
        super().update(content, layout=layout)
