"""Placing: each left with its partner, each item in its category."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.content import Content

from quiz.bank.questions.placement import Classify, Match
from quiz.practice.questions.base import RowState, letter
from quiz.practice.questions.placement import Placed
from quiz.practice.sight import seen_item
from quiz.tui.columns import side_by_side
from quiz.tui.commands import bindings, move
from quiz.tui.markup import code_width, row_content, row_text, stacked
from quiz.tui.styles import MUTED, OPEN_MARK
from quiz.tui.widgets.answer import KEY, LEAD, ROOM_FOR_TAGS, STATE_OF, TEXT_STYLES, Line, RowInput, row_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.strip import Strip

    from quiz.practice.attempt import Item
    from quiz.practice.questions.base import FeedbackRow
    from quiz.practice.response import Response
    from quiz.tui.markup import Prose

_PLACE: Final = "Give the row the option of that letter"
_NOTHING: Final = Content("")
ARROW: Final = Content.styled("→", MUTED)
HERE: Final = "bold $text-primary"
MARGIN: Final = 1 + LEAD + KEY
"""Columns before the text of a row: edge, mark, key."""
ARROW_WIDTH: Final = 4
LETTER_WIDTH: Final = 3
"""Columns for the letter of an option before its text."""
HEAD_LETTER: Final = 2
"""The same above a column."""
GAP: Final = 2
LEAST_LEFT: Final = 26
"""Columns that the items keep beside the columns of their categories."""
LONGEST_TAG: Final = len("right answer") + 3
"""Columns that the longest word at the right edge takes, with its gaps."""
LEAST_RIGHT: Final = 20
"""Columns that what is given keeps beside such a word."""
LONGEST_USE: Final = len("  in 1, 2")
"""Columns for the rows that have an option, where two options stand beside each other."""


class PlacementInput(RowInput):
    """Numbered rows, each to be given one of the lettered options.

    The options stand below the rows, or, few and short categories, above columns of their own. Where it is narrow, only
    the current row stands above the options.
    """

    KEYS = "A letter places it; the next follows"

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *(move(key, f"place({option})", _PLACE) for option, key in enumerate(ascii_lowercase)),
        move("space,right", "cycle(1)", "The next option"),
        move("left", "cycle(-1)", "The option before"),
        move("backspace,delete", "clear", "Clear the row"),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.places: dict[str, str] = {}
        self._seen = seen_item(item).presentation
        """What is seen of the rows and options, to measure them by."""

    @property
    def takes_letters(self) -> bool:
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
        self.show_cursor()

    # Layout

    @property
    def _options(self) -> tuple[str, ...]:
        return self.item.presentation.options

    @property
    def is_narrow(self) -> bool:
        return self.columns < ROOM_FOR_TAGS or self._is_code_cut

    @property
    def _is_code_cut(self) -> bool:
        """Whether code is longer than its column, so that each text has all the room for itself."""
        longest = max(code_width(self.item, row) for row in self.item.presentation.rows)
        return (
            longest > self._left - GAP or max(code_width(self.item, option) for option in self._options) > self._right
        )

    @property
    def _room(self) -> int:
        """The columns for the text of a row."""
        return max(1, self.columns - MARGIN)

    @property
    def _heads(self) -> list[int]:
        """The widths of the columns of categories; none where the options do not stand in columns."""
        if self.is_narrow or not isinstance(self.item.question, Classify):
            return []
        if any(code_width(self.item, option) for option in self._options):
            return []
        most = self._room - LEAST_LEFT
        widths = [min(HEAD_LETTER + _width(option) + GAP, most) for option in self._seen.options]
        least = [HEAD_LETTER + max(map(cell_len, option.split()), default=0) + GAP for option in self._seen.options]
        while sum(widths) > most:
            widest = max(range(len(widths)), key=widths.__getitem__)
            if widths[widest] <= least[widest]:
                return []
            widths[widest] -= 1
        return widths

    @property
    def _left(self) -> int:
        """The width of the column before the arrows: that of its longest text, at most half the room."""
        longest = max(map(_width, self._seen.rows))
        return max(1, min(longest + GAP, (self._room - ARROW_WIDTH - LETTER_WIDTH) // 2))

    @property
    def _right(self) -> int:
        """The width of the column after the letters."""
        return self._room - self._left - ARROW_WIDTH - LETTER_WIDTH

    @property
    def _has_tags(self) -> bool:
        """Whether words at the right edge leave enough room for what stands before them; the marks say it too."""
        return self._right - LONGEST_TAG >= LEAST_RIGHT

    def row_line(self, place: int) -> Line:
        rows = self.item.presentation.rows
        row, given = rows[place], self.places.get(rows[place])
        key = str(place + 1)
        if self.is_narrow:
            label = Content.styled(f" {key}/{len(rows)} ".ljust(LEAD + KEY), MUTED)
            end = Content.assemble(" ", ARROW, " ", _letter(self._number_of(given)))
            return Line(label, row_text(self.item, row, end=end))
        if heads := self._heads:
            marks = [_circle(is_on=option == given) for option in self._options]
            return Line(row_label("", "", key), self._in_columns(row, marks, heads))
        return Line(row_label("", "", key), self._pair(self._shown(row), given, self._right))

    def _pair(self, left: Content, option: str | None, width: int, style: str = "") -> Content:
        """Return a left and what it is given, the arrows of all rows in one column."""
        label = _letter(self._number_of(option), style or HERE)
        given = self._shown(option or "", style)
        lead = ((left, self._left - GAP), (_NOTHING, GAP), (ARROW, ARROW_WIDTH), (label, LETTER_WIDTH))
        return side_by_side(*lead, (given, width))

    def _in_columns(self, row: str, marks: list[Content], heads: list[int]) -> Content:
        left = self._room - sum(heads)
        return side_by_side((self._shown(row), left - GAP), (_NOTHING, GAP), *zip(marks, heads, strict=True))

    def _shown(self, text: str, style: str = "") -> Content:
        return row_content(self.item, text, style)

    def _number_of(self, option: str | None) -> int | None:
        return None if option is None else self._options.index(option)

    def lines_above(self) -> list[Line]:
        """Return the names of the categories above their columns."""
        if not (heads := self._heads):
            return []
        names = [
            side_by_side((_letter(place), HEAD_LETTER), (self._shown(option, MUTED), width - HEAD_LETTER - GAP))
            for place, (option, width) in enumerate(zip(self._options, heads, strict=True))
        ]
        return [Line(row_label("", "", ""), self._in_columns("", names, heads))]

    def lines_below(self) -> list[Line]:
        """Return an empty line and the options, in two columns where all fit; nothing where they have columns."""
        if self._heads:
            return []
        blank = [] if self.is_narrow else [Line(Content(""), Content(""))]
        return [*blank, *(self._option_line(line) for line in range(self._option_lines))]

    def _option_line(self, line: int) -> Line:
        label = row_label("", "", letter(line), MUTED if self._is_used(line) else HERE)
        other = line + self._option_lines
        if other >= len(self._options):
            return Line(label, row_text(self.item, self._options[line], *self._option_parts(line)))
        beside = _letter(other, MUTED if self._is_used(other) else HERE)
        columns = ((self._option(line), self._half), (beside, LETTER_WIDTH), (self._option(other), self._half))
        return Line(label, side_by_side(*columns))

    @property
    def _half(self) -> int:
        """The columns for the text of an option, where there are two beside each other."""
        return (self._room - LETTER_WIDTH) // 2

    @property
    def _option_lines(self) -> int:
        """How many lines the options take: half as many as there are, where two always fit beside each other."""
        longest = max(map(_width, self._seen.options)) + LONGEST_USE + GAP
        return len(self._options) if self.is_narrow or longest > self._half else -(-len(self._options) // 2)

    def _option(self, place: int) -> Content:
        """Return an option with the rows that have it."""
        style, uses = self._option_parts(place)
        return Content.assemble(self._shown(self._options[place], style), uses or "")

    def _option_parts(self, place: int) -> tuple[str, Content | None]:
        """Return how an option looks, which steps back where it is used, and what says which rows have it."""
        option = self._options[place]
        rows = self.item.presentation.rows
        uses = ", ".join(str(number) for number, row in enumerate(rows, start=1) if self.places.get(row) == option)
        style = MUTED if self._is_used(place) else ""
        return style, Content.styled(f"  in {uses}", MUTED) if uses else None

    def _is_used(self, place: int) -> bool:
        """Whether an option has found its row; a category never has."""
        return isinstance(self.item.question, Match) and self._options[place] in self.places.values()

    def answered_lines(self) -> list[Line]:
        return [
            *self.lines_above(),
            *(line for number, row in enumerate(self.feedback, 1) for line in self._answered(row, str(number))),
        ]

    def _answered(self, row: FeedbackRow, key: str) -> Iterator[Line]:
        """Give a row with what it was given; where that was wrong, what is right under it, or in its own column."""
        if heads := self._heads:
            state = STATE_OF[row.state]
            marks = [_answered_mark(option, row) for option in self._options]
            label = row_label(row.state.mark, TEXT_STYLES[state], key)
            yield Line(label, self._in_columns(row.text, marks, heads), state=state)
            return
        yield self._answered_line(row.text, row.right if row.given is None else row.given, row.state, row.tag, key)
        if row.state is RowState.WRONG:
            yield self._answered_line("", row.right, RowState.MISSED, "right answer")

    def _answered_line(self, left: str, option: str | None, state: RowState, tag: str, key: str = "") -> Line:
        style = TEXT_STYLES[STATE_OF[state]]
        if self.is_narrow:
            text = self._below_each_other(left, option or "", style)
        else:
            text = self._pair(self._shown(left), option, self._right - (LONGEST_TAG if self._has_tags else 0), style)
        return Line(row_label(state.mark, style, key), text, tag if self._has_tags else "", state=STATE_OF[state])

    def _below_each_other(self, left: str, option: str, style: str) -> Content | Prose:
        """Return a left and what it is given in one text; code stands in lines of its own."""
        if not (code_width(self.item, left) or code_width(self.item, option)):
            return Content.assemble(self._shown(left), " " if left else "", ARROW, " ", self._shown(option, style))
        parts = [row_text(self.item, left, end=Content.assemble(" ", ARROW))] if left else [ARROW]
        return stacked([*parts, row_text(self.item, option, style)], between="\n")

    def _strips(self, place: int, width: int) -> list[Strip]:
        """Leave out the rows that are not current, where it is narrow."""
        is_other_row = self._above <= place < self._above + self._rows and place - self._above != self.cursor
        return [] if self.is_narrow and is_other_row and not self.locked else super()._strips(place, width)

    # Acting

    def take_digit(self, place: int) -> None:
        self.cursor = place
        self.show_cursor()

    def take_click(self, place: int, column: int) -> None:
        """Go to the row, where it is narrow to the next; in the column of a category, place it there."""
        self.cursor = (place + 1) % self._rows if self.is_narrow else place
        if (option := self._option_in(column)) is not None:
            self._give(option)
        else:
            self.show_cursor()

    def take_click_aside(self, line: int, column: int) -> None:
        """Place the row under the cursor."""
        option = (
            self._option_in(column) if self._heads else self._option_at(line if self.is_narrow else line - 1, column)
        )
        if option is not None:
            self._give(option)

    def _option_at(self, line: int, column: int) -> int | None:
        """Return the option of the lines below that stands there."""
        has_two = self._option_lines < len(self._options)
        option = line + (self._option_lines if has_two and column >= MARGIN + self._half else 0)
        return option if line >= 0 and option < len(self._options) else None

    def _option_in(self, column: int) -> int | None:
        """Return the category in whose column a click was."""
        left = self.columns - sum(self._heads)
        for place, width in enumerate(self._heads):
            if left <= column < left + width:
                return place
            left += width
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the letters that no option has."""
        match action, parameters:
            case "place", (int(option),):
                return option < len(self._options)
            case _:
                return True

    def action_place(self, option: int) -> None:
        if not self.locked:
            self._give(option)

    def action_cycle(self, step: int) -> None:
        if self.locked:
            return
        row = self.item.presentation.rows[self.cursor]
        given = self._number_of(self.places.get(row))
        before = given if given is not None else (-1 if step > 0 else 0)
        self.places[row] = self._options[(before + step) % len(self._options)]
        self.changed()

    def action_clear(self) -> None:
        if not self.locked and self.places.pop(self.item.presentation.rows[self.cursor], None) is not None:
            self.changed()

    def _give(self, option: int) -> None:
        self.places[self.item.presentation.rows[self.cursor]] = self._options[option]
        self._to_unplaced()
        self.changed()

    def _to_unplaced(self) -> None:
        """Move the cursor to the next row without a place, if there is one."""
        rows = self.item.presentation.rows
        around = [*range(self.cursor, len(rows)), *range(self.cursor)]
        self.cursor = next((place for place in around if rows[place] not in self.places), self.cursor)


def _letter(option: int | None, style: str = HERE) -> Content:
    """Return the letter of an option, or the sign of what is open."""
    return Content.styled(OPEN_MARK if option is None else letter(option), style)


def _answered_mark(option: str, row: FeedbackRow) -> Content:
    """Return the mark of a category beside an item: what was given, and what is right."""
    if option == row.right:
        return _mark(RowState.MISSED if row.state is RowState.WRONG else row.state)
    return _mark(RowState.WRONG) if option == row.given else Content.styled(OPEN_MARK, MUTED)


def _mark(state: RowState) -> Content:
    return Content.styled(state.mark, TEXT_STYLES[STATE_OF[state]])


def _width(text: str) -> int:
    """Return the columns of the longest line of a text."""
    return max(map(cell_len, text.split("\n")))


def _circle(*, is_on: bool) -> Content:
    return Content.styled("●", HERE) if is_on else Content.styled("○", MUTED)
