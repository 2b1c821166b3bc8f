"""Markdown of banks as `Content`: text with styles, never markup, and no link that a terminal could open."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from copy import copy
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.visual import Visual

from quiz.bank.markup import BLANK, Code, Items, Paragraph, Quote, Table, blocks_of
from quiz.bank.seen import marks_of, padding
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions

    from quiz.bank.markup import Block, Markup, Span
    from quiz.practice.attempt import Item
    from quiz.practice.questions.base import FeedbackRow

_STYLES: Final = {"emphasis": "italic", "strong": "bold", "code": "$text-accent", "link": "underline"}
_BULLETS: Final = "•"
_BAR: Final = Content.styled("▎ ", MUTED)
_INDENT: Final = "  "
_GOES_BACK: Final = Content.styled("‹", "bold $text-primary")
_GOES_ON: Final = Content.styled("›", "bold $text-primary")
"""Stand at the edge of a line of code that has more to the left or to the right."""
_MOST_HIGHLIGHTED: Final = 4_000
"""Characters of code up to which it is coloured."""
_HIGHLIGHTS: Final = (
    ("Comment", MUTED),
    ("Keyword", "$text-accent"),
    ("Literal.String", "$text-success"),
    ("Literal.Number", "$text-warning"),
    ("Name.Builtin", "$text-secondary"),
    ("Name.Function", "$text-primary"),
    ("Name.Class", "$text-primary"),
    ("Name.Decorator", "$text-primary"),
    ("Operator.Word", "$text-accent"),
)
"""How kinds of code look, in colours that are legible on all that a text stands on."""


class Prose(Visual):
    """A text laid out anew for each width: lists hang, tables stand in columns, code keeps its lines.

    A line of code is never broken: where it is longer than the room it is cut, with a sign, and seen from a column on.
    """

    def __init__(
        self,
        blocks: Iterable[Block],
        gaps: Sequence[Content] = (),
        *,
        lead: Content | None = None,
        end: Content | None = None,
        style: str = "",
        is_row: bool = False,
    ) -> None:
        """`gaps`: what stands in the blanks, in order. `style`: that of the text.

        `lead`, `end`: what stands before and after the text, in its first and last line where these are running text,
        else in lines of their own. `is_row`: whether it stands in a row, where nothing is set off from what is above.
        """
        self._blocks = tuple(blocks)
        self._gaps = tuple(gaps)
        self._lead, self._end, self._style, self._is_row = lead, end, style, is_row
        self.column = 0
        """The column from which its code is seen, where that is longer than the room."""
        self._laid_out: tuple[tuple[int, int], tuple[Content, int]] | None = None

    def at(self, width: int) -> Content:
        """Return the text in lines of at most so many columns."""
        return self._at(width)[0]

    def overhang(self, width: int) -> int:
        """Return how many columns of its code are out of view in so many columns, from whichever column it is seen."""
        return self._at(width)[1]

    def panned(self, column: int) -> Prose:
        """Return the same text with its code seen from a column on, counted from 0."""
        if column == self.column:
            return self
        panned = copy(self)
        panned.column = column
        return panned

    def _at(self, width: int) -> tuple[Content, int]:
        if self._laid_out is None or self._laid_out[0] != (width, self.column):
            self._laid_out = (width, self.column), self._lay_out(max(1, width))
        return self._laid_out[1]

    def _lay_out(self, width: int) -> tuple[Content, int]:
        layout = _Layout(self._gaps, self.column, is_row=self._is_row)
        lines = layout.whole(self._blocks, width, self._lead, self._end, self._style)
        return Content("\n").join(lines), layout.overhang

    def render_strips(self, width: int, height: int | None, style: VisualStyle, options: RenderOptions) -> list[Strip]:
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.at(container_width).get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        return self.at(1).get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.at(width).get_height(rules, width)


class _Layout:
    """Lays blocks out, and puts what belongs there into the blanks, one after the other."""

    def __init__(self, gaps: Sequence[Content], column: int, *, is_row: bool) -> None:
        """`column`: from which code is seen."""
        self._gaps = iter(gaps)
        self._column = column
        self._apart, self._indent = ([], "") if is_row else ([Content("")], _INDENT)
        self.overhang = 0
        """The most columns of a piece of code that are out of view."""

    def whole(
        self, blocks: Sequence[Block], width: int, lead: Content | None, end: Content | None, style: str
    ) -> list[Content]:
        """Return the lines of a text with what stands before and after it."""
        lines = lead.wrap(width) if lead is not None and not _is_running(blocks[:1]) else []
        for number, block in enumerate(blocks):
            lines += self._apart if number else []
            if isinstance(block, Paragraph):
                text = self._filled(spans_content(block.spans)).stylize_before(style)
                around = (lead if number == 0 else None, text, end if number == len(blocks) - 1 else None)
                lines += Content.assemble(*(part for part in around if part is not None)).wrap(width)
            else:
                lines += (line.stylize_before(style) for line in self._block(block, width))
        if end is not None and not _is_running(blocks[-1:]):
            lines += end[len(end) - len(end.plain.lstrip()) :].wrap(width)
        return lines

    def lines(self, blocks: Iterable[Block], width: int) -> list[Content]:
        lines: list[Content] = []
        for number, block in enumerate(blocks):
            lines += self._apart if number else []
            lines += self._block(block, width)
        return lines

    def _block(self, block: Block, width: int) -> Iterator[Content]:
        match block:
            case Paragraph(spans):
                yield from self._filled(spans_content(spans)).wrap(width)
            case Code():
                code = self._code(block, max(1, width - len(self._indent)))
                yield from (Content.assemble(self._indent, line) for line in code)
            case Items():
                yield from self._items(block, width)
            case Quote(blocks):
                yield from (Content.assemble(_BAR, line) for line in self.lines(blocks, max(1, width - 2)))
            case Table():
                yield from self._table(block, width)

    def _filled(self, content: Content) -> Content:
        if BLANK not in content.plain:
            return content
        first, *rest = content.split(BLANK, allow_blank=True)
        parts = [part for after in rest for part in (next(self._gaps, Content("")), after)]
        return Content.assemble(first, *parts)

    def _code(self, code: Code, room: int) -> list[Content]:
        """Return the lines of code as far as they are seen, those of one piece from the same column on."""
        shown = self._filled(highlighted(code.text, code.language)).stylize_before("not bold")
        lines = shown.split("\n", allow_blank=True)
        over = max(0, max(line.cell_length for line in lines) - room)
        self.overhang = max(self.overhang, over)
        return [in_view(line, min(self._column, over), room) for line in lines] if over else lines

    def _items(self, items: Items, width: int) -> Iterator[Content]:
        for mark, blocks in zip(marks_of(items, _BULLETS), items.items, strict=True):
            room = max(1, width - len(mark) - 1)
            inside = [line for block in blocks for line in self._block(block, room)]
            for number, line in enumerate(inside or [Content("")]):
                lead = f"{mark} " if number == 0 else " " * (len(mark) + 1)
                yield Content.assemble((lead, MUTED), line)

    def _table(self, table: Table, width: int) -> Iterator[Content]:
        rows = [[self._filled(spans_content(cell.spans)) for cell in row] for row in table.rows]
        widths = _column_widths(rows, width)
        for number, row in enumerate(rows):
            cells = [cell.wrap(room) if cell.plain else [Content("")] for cell, room in zip(row, widths, strict=True)]
            for line in range(max(map(len, cells))):
                parts: list[Content | str] = []
                for at, (cell, room) in enumerate(zip(cells, widths, strict=True)):
                    text = cell[line] if line < len(cell) else Content("")
                    before, after = padding(max(0, room - text.cell_length), at, table)
                    parts += ["  " if at else "", " " * before, text.stylize("bold") if number == 0 else text]
                    parts.append(" " * after)
                yield Content.assemble(*parts)
            if number == 0:
                yield Content.styled("  ".join("─" * room for room in widths), MUTED)


def _column_widths(rows: Sequence[Sequence[Content]], width: int) -> list[int]:
    """Return the widths of columns: that of their longest cell; the widest gives way where room lacks."""
    widths = [max(1, *(row[at].cell_length for row in rows)) for at in range(len(rows[0]))]
    over = sum(widths) + 2 * (len(widths) - 1) - width
    while over > 0 and (widest := max(widths)) > 1:
        at = widths.index(widest)
        next_widest = max((one for one in widths if one < widest), default=1)
        less = min(over, max(1, widest - next_widest))
        widths[at] -= less
        over -= less
    return widths


def _is_running(blocks: Sequence[Block]) -> bool:
    """Tell whether a block is running text, so that more may stand in its line."""
    return bool(blocks) and isinstance(blocks[0], Paragraph)


def in_view(line: Content, column: int, width: int) -> Content:
    """Return what is seen of a line of code from a column on in so many columns, with a sign where it goes on."""
    whole, has_room = line.cell_length, width > len("‹›")
    is_cut_before = has_room and column > 0 and bool(_columns_of(line, 0, column).plain.strip())
    is_cut_after = has_room and whole > column + width
    first, last = column + is_cut_before, min(whole, column + width) - is_cut_after
    return Content.assemble(
        _GOES_BACK if is_cut_before else "", _columns_of(line, first, last), _GOES_ON if is_cut_after else ""
    )


def _columns_of(line: Content, first: int, last: int) -> Content:
    """Return the columns of a line from one up to another; half of a wide sign is a space."""
    ends = list(accumulate(map(cell_len, line.plain)))
    start, stop = bisect_left(ends, first + 1) if first else 0, bisect_right(ends, last)
    starts_at, stops_at = ends[start - 1] if start else 0, ends[stop - 1] if stop else 0
    if start < len(ends) and starts_at < first:  # a wide sign begins before
        starts_at, start = ends[start], start + 1
    if stop <= start:
        return Content(" " * max(0, min(last, ends[-1] if ends else 0) - first))
    return Content.assemble(" " * (starts_at - first), line[start:stop], " " * (min(last, ends[-1]) - stops_at))


def spans_content(spans: Iterable[Span], style: str = "") -> Content:
    """Return running text with its styles over another one; without colours code stands in its signs."""
    sign = "`" if "NO_COLOR" in os.environ else ""
    parts: list[tuple[str, str]] = []
    for span in spans:
        around = sign if "code" in span.styles else ""
        styles = [style, *(_STYLES[one] for one in sorted(span.styles))]
        parts.append((f"{around}{span.text}{around}", " ".join(filter(None, styles))))
    return Content.assemble(*parts)


@lru_cache(maxsize=128)
def highlighted(code: str, language: str) -> Content:
    """Return code in the colours of its language; as it is where that is unknown."""
    name = language.split(maxsplit=1)[0] if language.split() else ""
    if not name or len(code) > _MOST_HIGHLIGHTED:
        return Content(code)
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return Content(code)
    parts = [(text, _style_of(str(kind))) for kind, text in lexer.get_tokens(code)]
    return Content.assemble(*parts) if "".join(text for text, _ in parts) == code else Content(code)


def _style_of(kind: str) -> str:
    name = kind.removeprefix("Token.")
    return next((style for known, style in _HIGHLIGHTS if name.startswith(known)), "")


def prose(
    text: str, markup: Markup, *, lead: Content | None = None, end: Content | None = None, style: str = ""
) -> Content | Prose:
    """Return a text as it is shown, something before it on its first line and after it on its last."""
    if markup == "plain":
        return Content.assemble(*(part for part in (lead, (text, style), end) if part is not None))
    return Prose(blocks_of(text), lead=lead, end=end, style=style)


class Stack(Prose):
    """Texts below each other."""

    def __init__(self, parts: Sequence[Content | Prose], between: str) -> None:
        super().__init__(())
        self._parts, self._between = tuple(parts), between

    def _lay_out(self, width: int) -> tuple[Content, int]:
        parts = [part.panned(self.column) if isinstance(part, Prose) else part for part in self._parts]
        texts = [part.at(width) if isinstance(part, Prose) else part for part in parts]
        return Content(self._between).join(texts), max(overhang(part, width) for part in parts)


def stacked(parts: Sequence[Content | Prose], between: str = "\n\n") -> Content | Prose:
    """Return texts below each other, with a blank line between two unless something else is to stand there."""
    texts = [part for part in parts if isinstance(part, Content)]
    return Content(between).join(texts) if len(texts) == len(parts) else Stack(parts, between)


def overhang(text: object, width: int) -> int:
    """Return how many columns of the code in a text are out of view in so many columns."""
    return text.overhang(width) if isinstance(text, Prose) else 0


def row_text(item: Item, text: str, style: str = "", end: Content | None = None) -> Content | Prose:
    """Return a choice, an item or a side of a pair as it stands in its row, and something after it."""
    if item.markup == "plain" or not item.question.ROWS:
        return Content.assemble((text, style), end or "")
    return _row_text(text, style) if end is None else _laid_out_row(text, style, end)


def _laid_out_row(text: str, style: str, end: Content | None) -> Content | Prose:
    blocks = blocks_of(text, is_row=True)
    if any(isinstance(block, Code) for block in blocks):
        return Prose(blocks, end=end, style=style, is_row=True)
    return Content.assemble(_joined(blocks).stylize(style), end or "")


@lru_cache(maxsize=256)
def _row_text(text: str, style: str) -> Content | Prose:
    """Return the same for the same text: what is drawn of it is kept as long as it is the same."""
    return _laid_out_row(text, style, None)


def row_content(item: Item, text: str, style: str = "") -> Content:
    """Return a choice, an item or a side of a pair with its code as it is written, for a room that is wide enough."""
    if item.markup == "plain" or not item.question.ROWS:
        return Content.styled(text, style)
    return _joined(blocks_of(text, is_row=True)).stylize(style)


def _joined(blocks: Iterable[Block]) -> Content:
    parts = [
        highlighted(block.text, block.language) if isinstance(block, Code) else spans_content(block.spans)
        for block in blocks
        if isinstance(block, Code | Paragraph)
    ]
    return Content("\n").join(parts)


def code_width(item: Item, text: str) -> int:
    """Return the columns of the longest line of code in a text that stands in a row."""
    if item.markup == "plain" or not item.question.ROWS:
        return 0
    code = (block.text for block in blocks_of(text, is_row=True) if isinstance(block, Code))
    return max((cell_len(line) for text in code for line in text.split("\n")), default=0)


def feedback_text(item: Item, row: FeedbackRow, style: str) -> Content | Prose:
    """Return the text of a row of the feedback."""
    match row.form:
        case "plain":
            return Content.styled(row.text, style)
        case "prose":
            return prose(row.text, item.markup, style=style)
        case "row":
            return row_text(item, row.text, style)
