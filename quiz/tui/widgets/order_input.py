"""Putting things in order by moving them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from quiz.bank.questions.order import Order
from quiz.practice.questions.order import Ordered
from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import Line, RowInput

if TYPE_CHECKING:
    from textual.binding import BindingType

    from quiz.practice.attempt import Item
    from quiz.practice.response import Response


class OrderInput(RowInput):
    """Rows in the learner's order. A list that was never touched is no response."""

    TYPES = (Order,)
    KEYS = "Space picks up and puts down, arrows move, a number sends it there, enter submits"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("j", "move(1)", "The row above or below"),
        move("k", "move(-1)", "The row above or below"),
        move("space", "grab", "Pick the row up, or put it down"),
        move("shift+up,ctrl+up", "shift(-1)", "Move the row up or down"),
        move("shift+down,ctrl+down", "shift(1)", "Move the row up or down"),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.order = list(item.presentation.rows)
        self.touched = False
        self.held = False

    def response(self) -> Response | None:
        return Ordered(tuple(self.order)) if self.touched else None

    def preset(self, response: Response) -> None:
        if isinstance(response, Ordered):
            self.order = list(response.items)
            self.touched = True

    def row_line(self, place: int) -> Line:
        text = self.order[place]
        if self.taken is not None:
            parts = self.taken.grade.parts
            right = bool(parts) and parts[place].is_right
            mark, style = ("✓", "$text-success") if right else ("×", "$text-error")
            return Line(Content.assemble((f" {mark} ", style), (f"{place + 1} ", MUTED)), Content(text))
        held = self.held and place == self.cursor
        label = Content.assemble((" ≡ " if held else "   ", "bold"), (f"{place + 1} ", MUTED))
        return Line(label, Content.styled(text, "bold" if held else ""))

    def action_move(self, step: int) -> None:
        if self.held:
            self.action_shift(step)
        else:
            super().action_move(step)

    def action_grab(self) -> None:
        if not self.locked:
            self.held = not self.held
            self.refresh_answer()

    def action_shift(self, step: int) -> None:
        target = self.cursor + step
        if not self.locked and 0 <= target < len(self.order):
            self.put(target)

    def take_digit(self, place: int) -> None:
        self.put(place)
        self.held = False
        self.refresh_answer()

    def put(self, place: int) -> None:
        """Move the row under the cursor to `place`; the others close up."""
        self.order.insert(place, self.order.pop(self.cursor))
        self.touched = True
        self.cursor = place
        self.changed()

    def take_click(self, place: int) -> None:
        """Pick the row up, or put the one that is held there."""
        if self.held and place != self.cursor:
            self.take_digit(place)
        else:
            self.cursor = place
            self.action_grab()
