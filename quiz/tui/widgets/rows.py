"""One-line rows that are laid out for the room they get, so that none ever wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.visual import Visual

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions


class Row(Visual):
    """A row of text; `lay_out` makes it for a width in cells."""

    def __init__(self, lay_out: Callable[[int], Content]) -> None:
        self._lay_out = lay_out

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self._lay_out(width).truncate(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return 1


def split_row(left: Content, right: Content) -> Row:
    """Return a row with text at both edges; the left one is cut with an ellipsis where room lacks."""
    return Row(lambda width: split(left, right, width))


def split(left: Content, right: Content, width: int) -> Content:
    """Return text at both edges of so many cells, two blanks at least between."""
    if not right:
        return left.truncate(width, ellipsis=True)
    room = max(0, width - right.cell_length - 2)
    return left.truncate(room, ellipsis=True, pad=True) + "  " + right
