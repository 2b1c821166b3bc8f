"""Choosing: single, multiple and true-false."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.wording import answer_lines, choices_taken
from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import Line, RowInput

if TYPE_CHECKING:
    from textual.binding import BindingType

    from quiz.practice.attempt import Item
    from quiz.practice.response import Response


class ChoiceInput(RowInput):
    """Rows to choose from; of all but multiple, one at a time."""

    TYPES = (Single, Multiple, TrueFalse)
    KEYS = "A number or space chooses, enter submits"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
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
        taken = place in self.chosen
        box = ("[x]" if taken else "[ ]") if self.several else ("(•)" if taken else "( )")
        mark, style = self._mark(place)
        text_style = style if mark.strip() else "bold" if taken and not self.taken else ""
        label = Content.assemble((f" {mark} ", style), (f"{place + 1} {box} ", MUTED))
        return Line(label, Content.styled(self.item.presentation.rows[place], text_style))

    def _mark(self, place: int) -> tuple[str, str]:
        """Return a mark and its style: once the question is answered, what is right and what was wrongly taken."""
        if self.taken is None:
            return " ", ""
        row = self.item.presentation.rows[place]
        if row in answer_lines(self.item.question):
            return "✓", "bold $text-success"
        return ("×", "$text-error") if row in choices_taken(self.taken.response) else (" ", MUTED)

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
