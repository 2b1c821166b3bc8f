"""Choosing: single, multiple and true-false."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.practice.attempt import Item
from quiz.practice.presentation import TRUE_FALSE
from quiz.practice.response import Chosen, Judged, Response
from quiz.practice.wording import truth
from quiz.tui.render import MUTED, choice_marks
from quiz.tui.widgets.answer import Line, RowInput


class ChoiceInput(RowInput):
    """Rows to choose from; of all but multiple, one at a time."""

    KEYS = "A number or space chooses, enter submits"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "Choose", show=False),
        Binding("t", "truth(0)", "True", show=False),
        Binding("f", "truth(1)", "False", show=False),
    ]

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.chosen: frozenset[int] = frozenset()
        self.several = item.question.type == "multiple"
        self.judging = item.question.type == "true-false"

    def response(self) -> Response | None:
        if not self.chosen:
            return None
        if self.judging:
            return Judged(self.chosen == {0})
        rows = self.item.presentation.rows
        return Chosen(tuple(rows[place] for place in sorted(self.chosen)))

    def preset(self, response: Response) -> None:
        rows = self.item.presentation.rows
        match response:
            case Chosen(choices):
                self.chosen = frozenset(place for place, row in enumerate(rows) if row in choices)
            case Judged(value):
                self.chosen = frozenset({TRUE_FALSE.index(truth(value))})
            case _:
                return
        self.cursor = min(self.chosen)

    def row_line(self, place: int) -> Line:
        taken = place in self.chosen
        box = ("[x]" if taken else "[ ]") if self.several else ("(•)" if taken else "( )")
        mark, style = choice_marks(self.item, self.taken)[place] if self.taken else (" ", "")
        text_style = style if mark.strip() else "bold" if taken and not self.taken else ""
        label = Content.assemble((f" {mark} ", style), (f"{place + 1} {box} ", MUTED))
        return Line(label, Content.styled(self.item.presentation.rows[place], text_style))

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
