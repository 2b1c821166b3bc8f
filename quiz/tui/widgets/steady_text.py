"""A text that is painted only where it is another than before, and moves what is beside it only where it must."""

from __future__ import annotations

from textual.content import Content

from quiz.tui.widgets.wide_lines import ProseText


class SteadyText(ProseText):
    """A text that may be shown at every key: laying out the screen costs ten times as much as painting it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self._shown = Content("")

    def show(self, text: Content) -> None:
        """Show a text; nothing happens where it stands there already."""
        before, self._shown = self._shown, text
        if not before.is_same(text):
            self.update(text, layout=not self._is_as_large(before, text))

    def _is_as_large(self, before: Content, after: Content) -> bool:
        room, width = self.content_size.width, self.styles.width
        fits_itself = width is not None and width.is_auto
        is_as_wide = not fits_itself or before.get_optimal_width({}, room) == after.get_optimal_width({}, room)
        return room > 0 and is_as_wide and before.get_height({}, room) == after.get_height({}, room)
