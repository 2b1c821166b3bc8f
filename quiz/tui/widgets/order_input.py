"""Putting things in order by moving them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quiz.practice.questions.order import Ordered
from quiz.tui.commands import Command, bindings, move
from quiz.tui.markup import row_text
from quiz.tui.widgets.answer import Line, RowInput, feedback_line, row_label

if TYPE_CHECKING:
    from textual.binding import BindingType

    from quiz.practice.attempt import Item
    from quiz.practice.response import Response

LIFTED_MARK = "≡"


class OrderInput(RowInput):
    """Rows in the learner's order. A list that was never touched is no response."""

    KEYS = "Space lifts and drops, arrows move it"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("space", "lift", "Lift", "Lift the row, or drop it", in_palette=False, weight=92),
        Command("space", "drop", "Drop", "Lift the row, or drop it", in_palette=False, weight=92),
        move("j", "move(1)", "The row above or below"),
        move("k", "move(-1)", "The row above or below"),
        move("shift+up,ctrl+up", "shift(-1)", "Move the row up or down"),
        move("shift+down,ctrl+down", "shift(1)", "Move the row up or down"),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.order = list(item.presentation.rows)
        self.touched = False
        self.lifted_from: int | None = None
        """The place at which the row under the cursor was lifted; None where none is."""

    @property
    def is_lifted(self) -> bool:
        return self.lifted_from is not None

    def response(self) -> Response | None:
        return Ordered(tuple(self.order)) if self.touched else None

    def preset(self, response: Response) -> None:
        if isinstance(response, Ordered):
            self.order = list(response.items)
            self.touched = True

    def row_line(self, place: int) -> Line:
        text, key = self.order[place], str(place + 1)
        if self.lifted_from is None or place != self.cursor:
            return Line(row_label("", "", key), row_text(self.item, text))
        tag = "lifted" if place == self.lifted_from else f"lifted, was {self.lifted_from + 1}"
        label = row_label(LIFTED_MARK, "bold $text-primary", key)
        return Line(label, row_text(self.item, text, "bold"), tag, state="lifted")

    def answered_lines(self) -> list[Line]:
        """Return the rows in the right order, each with how far it moves there."""
        return [feedback_line(self.item, row, str(place)) for place, row in enumerate(self.feedback, start=1)]

    # Acting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return not (action == "lift" and self.is_lifted) and not (action == "drop" and not self.is_lifted)

    def action_move(self, step: int) -> None:
        if self.is_lifted:
            self.action_shift(step)
        else:
            super().action_move(step)

    def action_lift(self) -> None:
        if not self.locked:
            self._lift(self.cursor)

    def action_drop(self) -> None:
        self._lift(None)

    def _lift(self, place: int | None) -> None:
        self.lifted_from = place
        self.show_cursor()
        self.refresh_bindings()

    def action_shift(self, step: int) -> None:
        target = self.cursor + step
        if not self.locked and 0 <= target < len(self.order):
            self.put(target)

    def take_digit(self, place: int) -> None:
        self.put(place)
        self._lift(None)

    def put(self, place: int) -> None:
        """Move the row under the cursor to `place`; the others close up."""
        self.order.insert(place, self.order.pop(self.cursor))
        self.touched = True
        self.cursor = place
        self.changed()

    def take_click(self, place: int, column: int) -> None:  # noqa: ARG002
        """Lift the row, or drop the one that is lifted there."""
        if self.is_lifted:
            if place != self.cursor:
                self.put(place)
            self._lift(None)
        else:
            self.cursor = place
            self._lift(place)
