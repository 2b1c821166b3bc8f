"""Placing: each left with its partner, each item in its category."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from quiz.bank.questions.placement import Classify, Match
from quiz.practice.questions.base import letter
from quiz.practice.questions.placement import Placed
from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import Line, RowInput

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Item
    from quiz.practice.grade import Part
    from quiz.practice.response import Response

LEFT_OUT = "–"


class PlacementInput(RowInput):
    """Numbered rows, each to be given one of the lettered options below them."""

    TYPES = (Match, Classify)
    TAKES_LETTERS = True
    KEYS = "A letter places the row, backspace clears it, enter submits"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("space,right", "cycle(1)", "The next option"),
        move("left", "cycle(-1)", "The option before"),
        move("backspace,delete", "clear", "Clear the row"),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.places: dict[str, str] = {}

    @property
    def takes_letters(self) -> bool:
        """Whether a letter places something: it is the one that stands beside an option."""
        return not self.locked

    def response(self) -> Response | None:
        rows = self.item.presentation.rows
        return Placed({row: self.places[row] for row in rows if row in self.places}) if self.places else None

    def preset(self, response: Response) -> None:
        if isinstance(response, Placed):
            self.places = dict(response.places)

    def focus_missing(self, *, scroll: bool = True) -> None:
        super().focus_missing(scroll=scroll)
        self._to_unplaced()

    def row_line(self, place: int) -> Line:
        row = self.item.presentation.rows[place]
        given = self.places.get(row)
        number = (f"{place + 1} ", MUTED)
        if self.taken is None:
            label = letter(self.item.presentation.options.index(given)) if given else LEFT_OUT
            shown = (f"{label} {given}" if given else LEFT_OUT, "bold $text-accent" if given else MUTED)
            return Line(Content.assemble("   ", number), Content.assemble(row, (" → ", MUTED), shown))
        part = self._part(row)
        mark, style = ("✓", "$text-success") if part and part.is_right else ("×", "$text-error")
        text = Content.assemble(row, (" → ", MUTED), (given or LEFT_OUT, style))
        return Line(Content.assemble((f" {mark} ", style), number), text)

    def lines_below(self) -> list[Line]:
        """Return an empty line and the options with their letters."""
        options = [
            Line(Content.styled(f"   {letter(place)} ", "bold $text-accent"), Content(text))
            for place, text in enumerate(self.item.presentation.options)
        ]
        return [Line(Content(""), Content("")), *options]

    def _part(self, row: str) -> Part | None:
        assert self.taken is not None
        return next((part for part in self.taken.grade.parts if part.label == row), None)

    def take_digit(self, place: int) -> None:
        self.cursor = place

    async def take_key(self, event: Key) -> bool:
        labels = [letter(place) for place in range(len(self.item.presentation.options))]
        if event.character in labels:
            self._give(labels.index(event.character))
            return True
        return await super().take_key(event)

    def action_cycle(self, step: int) -> None:
        if self.locked:
            return
        row, options = self.item.presentation.rows[self.cursor], self.item.presentation.options
        given = self.places.get(row)
        before = options.index(given) if given else (-1 if step > 0 else 0)
        self.places[row] = options[(before + step) % len(options)]
        self.changed()

    def action_clear(self) -> None:
        if not self.locked and self.places.pop(self.item.presentation.rows[self.cursor], None) is not None:
            self.changed()

    def _give(self, option: int) -> None:
        self.places[self.item.presentation.rows[self.cursor]] = self.item.presentation.options[option]
        self._to_unplaced()
        self.changed()

    def _to_unplaced(self) -> None:
        """Move the cursor to the next row without a place, if there is one."""
        rows = self.item.presentation.rows
        around = [*range(self.cursor, len(rows)), *range(self.cursor)]
        self.cursor = next((place for place in around if rows[place] not in self.places), self.cursor)

    def take_click_below(self, place: int) -> None:
        """Place the row under the cursor; the first line below is empty."""
        if place > 0:
            self._give(place - 1)
