"""Choosing: single, multiple and true-false."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quiz.bank.questions.choice import Multiple, TrueFalse
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.wording import choices_taken
from quiz.tui.commands import bindings, move
from quiz.tui.markup import row_text
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import Line, RowInput, feedback_line, row_label

if TYPE_CHECKING:
    from textual.binding import BindingType

    from quiz.practice.attempt import Item
    from quiz.practice.response import Response

ONE, SEVERAL = ("○", "●"), ("□", "■")
"""The marks of choices before and after they are chosen, where one is to be chosen and where several are."""


class ChoiceInput(RowInput):
    """Rows to choose from; of all but multiple, one at a time."""

    SPACED = True
    KEYS = "A number or space chooses, enter submits"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("j", "move(1)", "The row above or below"),
        move("k", "move(-1)", "The row above or below"),
        move("space", "choose", "Choose"),
        move("t", "truth(0)", "True"),
        move("f", "truth(1)", "False"),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.chosen: frozenset[int] = frozenset()
        self.several = isinstance(item.question, Multiple)
        self.judging = isinstance(item.question, TrueFalse)

    def response(self) -> Response | None:
        if not self.chosen:
            return None
        if self.judging:
            return Judged(self.chosen == {0})
        rows = self.item.presentation.rows
        return Chosen(tuple(rows[place] for place in sorted(self.chosen)))

    def preset(self, response: Response) -> None:
        rows = self.item.presentation.rows
        taken = choices_taken(response)
        self.chosen = frozenset(place for place, row in enumerate(rows) if row in taken)
        self.cursor = min(self.chosen, default=0)

    def row_line(self, place: int) -> Line:
        is_chosen = place in self.chosen
        mark = (SEVERAL if self.several else ONE)[is_chosen]
        style = "bold $text-primary" if is_chosen else MUTED
        return Line(
            row_label(mark, style, str(place + 1), style),
            row_text(self.item, self.item.presentation.rows[place], "bold" if is_chosen else ""),
        )

    def answered_lines(self) -> list[Line]:
        return [feedback_line(self.item, row, str(number)) for number, row in enumerate(self.feedback, start=1)]

    def take_digit(self, place: int) -> None:
        self.cursor = place
        if self.several:
            self.chosen ^= {place}
        else:
            self.chosen = frozenset({place})
        self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self.judging or action != "truth"

    def action_choose(self) -> None:
        if not self.locked:
            self.take_digit(self.cursor)

    def action_truth(self, place: int) -> None:
        if self.judging and not self.locked:
            self.take_digit(place)
