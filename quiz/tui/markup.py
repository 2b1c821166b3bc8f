"""Markdown of banks as `Content`: text with styles, never markup, and no link that a terminal could open."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

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
    """A text laid out anew for each width: lists hang, tables stand in columns, code keeps its lines."""

    def __init__(self, blocks: Iterable[Block], gaps: Sequence[Content] = ()) -> None:
        """`gaps`: what stands in the blanks, in order."""
        self._blocks = tuple(blocks)
        self._gaps = tuple(gaps)
        self._laid_out: tuple[int, Content] | None = None

    def at(self, width: int) -> Content:
        """Return the text in lines of at most so many columns."""
        if self._laid_out is None or self._laid_out[0] != width:
            lines = _Layout(self._gaps).lines(self._blocks, max(1, width))
            self._laid_out = (width, Content("\n").join(lines))
        return self._laid_out[1]

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

    def __init__(self, gaps: Sequence[Content]) -> None:
        self._gaps = iter(gaps)

    def lines(self, blocks: Iterable[Block], width: int) -> list[Content]:
        lines: list[Content] = []
        for number, block in enumerate(blocks):
            lines += [Content("")] if number else []
            lines += self._block(block, width)
        return lines

    def _block(self, block: Block, width: int) -> Iterator[Content]:
        match block:
            case Paragraph(spans):
                yield from self._filled(spans_content(spans)).wrap(width)
            case Code():
                yield from (Content.assemble(_INDENT, line) for line in self._code(block, width - len(_INDENT)))
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

    def _code(self, code: Code, width: int) -> list[Content]:
        shown = self._filled(highlighted(code.text, code.language)).stylize_before("not bold")
        return [part for line in shown.split("\n", allow_blank=True) for part in _folded(line, max(1, width))]

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


def _folded(line: Content, width: int) -> list[Content]:
    """Break a line of code where the room ends: spaces in it mean something."""
    return line.fold(width) if line.cell_length > width else [line]


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
    return Led(blocks_of(text), lead, end, style)


class Led(Prose):
    """A text with something before its first line and after its last."""

    def __init__(
        self, blocks: Sequence[Block], lead: Content | None = None, end: Content | None = None, style: str = ""
    ) -> None:
        super().__init__(blocks)
        self._lead, self._end, self._style = lead, end, style

    def at(self, width: int) -> Content:
        laid_out = super().at(width).stylize_before(self._style)
        return Content.assemble(*(part for part in (self._lead, laid_out, self._end) if part is not None))


class Stack(Prose):
    """Texts below each other, a blank line between two."""

    def __init__(self, parts: Sequence[Content | Prose]) -> None:
        super().__init__(())
        self._parts = tuple(parts)

    def at(self, width: int) -> Content:
        texts = [part.at(width) if isinstance(part, Prose) else part for part in self._parts]
        return Content("\n\n").join(texts)


def stacked(parts: Sequence[Content | Prose]) -> Content | Prose:
    """Return texts below each other."""
    texts = [part for part in parts if isinstance(part, Content)]
    return Content("\n\n").join(texts) if len(texts) == len(parts) else Stack(parts)


def row_content(item: Item, text: str, style: str = "") -> Content:
    """Return a choice, an item or a side of a pair as it stands in its row."""
    if item.markup == "plain" or not item.question.ROWS:
        return Content.styled(text, style)
    parts = [
        highlighted(block.text, block.language) if isinstance(block, Code) else spans_content(block.spans)
        for block in blocks_of(text, is_row=True)
        if isinstance(block, Code | Paragraph)
    ]
    return Content("\n").join(parts).stylize(style)


def feedback_text(item: Item, row: FeedbackRow, style: str) -> Content | Prose:
    """Return the text of a row of the feedback."""
    match row.form:
        case "plain":
            return Content.styled(row.text, style)
        case "prose":
            return prose(row.text, item.markup, style=style)
        case "row":
            return row_content(item, row.text, style)
