"""The text of a bank, to be typed: highlighted, indented, and with what was found in it underlined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widgets.text_area import Edit, EditResult, Selection, TextAreaTheme

from quiz.authoring.stops import is_emptied, next_stop, stop_before
from quiz.diagnostics.codes import Severity
from quiz.text import indent_of
from quiz.tui import callbacks
from quiz.tui.colours import HUES
from quiz.tui.commands import Command, bindings
from quiz.tui.textual_private.wrapping import HangingLines
from quiz.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.diagnostics.findings import Diagnostic

HIGHLIGHTED: Final = 100 << 10
"""Characters up to which the text is highlighted: beyond, every key would be slow."""

STEP: Final = 2
"""Spaces of one level of indentation."""

THEME: Final = "bank"

_LEAVE_LINE: Final = frozenset({"up", "down", "pageup", "pagedown", "ctrl+home", "ctrl+end"})
"""Keys that take the cursor to another line."""

_STYLES: Final = {
    "yaml.field": "text-primary",
    "boolean": "text-warning",
    "number": "text-warning",
    "constant.builtin": "text-warning",
    "comment": "text-muted",
    "error": "text-error",
}
"""The colour of each part of the text: a variable of the theme."""

_MARKS: Final = {Severity.ERROR: "text-error", Severity.WARNING: "text-warning", Severity.HINT: "text-muted"}

_DASHES: Final = re.compile(r"(?:- +)*")
_FIELD: Final = re.compile(r"""(?:[\w-]+|"[^"]*"|'[^']*') *:(?=\s|$)""")
_KEY: Final = r"""(?:"[^"]*"|'[^']*'|[^\s"'#\[\]{},&*!|>%@`](?:(?!:\s|\s#).)*?) *:"""
_TEXT_BELOW: Final = r"[|>](?:[1-9][-+]?|[-+][1-9]?)?"
_NOTE: Final = r"(?:\s+#.*)?\s*"
_OPENS: Final = re.compile(rf"(?:{_KEY}(?:\s+{_TEXT_BELOW})?|{_TEXT_BELOW}){_NOTE}")
_HEADS_TEXT: Final = re.compile(rf"(?:.*:\s+)?{_TEXT_BELOW}{_NOTE}")


def indentation_after(line: str, above: Sequence[str] = ()) -> int:
    """Return how many spaces the line after `line` begins with: as deep as its own text, or deeper after a colon.

    The lines above tell whether it belongs to a text of several lines, where a colon is no more than a colon.

    >>> indentation_after("  - id: one"), indentation_after("    distractors:"), indentation_after("      - Rice")
    (4, 6, 6)
    """
    indent = indent_of(line)
    if line.startswith("#", indent) or _is_in_text(indent, above):
        return indent
    entry = line[_own_column(line) :]
    opens = _OPENS.fullmatch(entry) is not None
    if _FIELD.match(entry) or (opens and not re.match("[|>]", entry)):
        indent = len(line) - len(entry)
    else:
        indent = max(indent, line.rfind("-", indent, len(line) - len(entry)))
    return indent + (STEP if opens else 0)


def _own_column(line: str) -> int:
    """Return where what a line says begins, its dashes left out."""
    found = _DASHES.match(line, indent_of(line))
    return found.end() if found else 0


def _is_in_text(indent: int, above: Sequence[str]) -> bool:
    """Tell whether a line with this indentation belongs to a text that begins with `|` or `>` above it."""
    least = indent
    for line in reversed(above):
        if not line.strip() or (deep := indent_of(line)) >= least or line.startswith("#", deep):
            continue
        start = _own_column(line)
        if _HEADS_TEXT.fullmatch(line, start) and (start if _FIELD.match(line, start) else deep) < indent:
            return True
        if not deep:
            return False
        least = deep
    return False


class Editor(HangingLines, TextField):
    """A field for text that knows how a bank is indented."""

    class NothingLeft(Message):
        """There is no text of a template left to write over."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("shift+tab", "back", "Back", "Back to the text before; or indent a line less", in_footer=False),
    )

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, show_line_numbers=True, tab_behavior="indent")
        self.indent_width = STEP
        for key in ("f6", "f7"):
            self._bindings.key_to_bindings.pop(key)  # selecting by F-keys: they are the screen's here
        self._found: dict[int, list[tuple[int, int | None, Severity]]] = {}
        self._faults: frozenset[int] = frozenset()
        """The rows in which an error begins."""
        self.given: set[str] = set()
        """Ids that the program gave; one that is typed or pasted over is the person's own from then on."""
        self._offered: int | None = None
        """The row whose indentation was put there and not touched yet."""

    def on_mount(self) -> None:
        self.show_theme()
        self.watch(self.app, "theme", self.show_theme, init=False)

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self.scroll_cursor_visible)

    # Looks

    def show_theme(self) -> None:
        """Take the colours of the app's theme, which are legible on it."""
        variables = self.app.get_css_variables()
        styles = {name: Style(color=_color(variables.get(variable))) for name, variable in _STYLES.items()}
        self.register_theme(TextAreaTheme(THEME, syntax_styles=styles))
        self._marks = {
            severity: Style(color=_color(variables.get(name)), underline=True) for severity, name in _MARKS.items()
        }
        behind = [_color(variables.get(name)) for name in ("background", "error")]
        ground, hue = (Color.parse(color) if color is not None else None for color in behind)
        tint = ground.blend(hue, HUES["error"]).hex6 if ground is not None and hue is not None else None
        self._tint = Style(bgcolor=tint) if tint is not None else None
        if self.theme == THEME:
            self._set_theme(THEME)
        else:
            self.theme = THEME
        self._draw_anew()

    def load(self, text: str) -> None:
        """Show another text from its top; what was typed before cannot be taken back."""
        self.language = "yaml" if len(text) <= HIGHLIGHTED and "yaml" in self.available_languages else None
        self.load_text(text)
        self._found, self._faults = {}, frozenset()

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        for start, end, severity in self._found.get(line_index, ()):
            line.stylize(self._marks[severity], start, end)
        return line

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen; one with an error in it has a tint behind it, up to the edge."""
        strip, line = super().render_line(y), y + self.scroll_offset.y
        if self._tint is None or not self._faults or line >= self.wrapped_document.height:
            return strip
        if self.wrapped_document.offset_to_location(Offset(0, line))[0] not in self._faults:
            return strip
        plain = {style.bgcolor for style in self._plain_styles() if style is not None} | {None}
        return Strip(
            [
                Segment(one.text, (one.style or Style()) + self._tint, one.control)
                if one.style is None or one.style.bgcolor in plain
                else one
                for one in strip
            ],
            strip.cell_length,
        )

    def _plain_styles(self) -> tuple[Style | None, ...]:
        """Return what stands behind text that is neither selected nor under the cursor."""
        theme = self._theme
        return (theme.base_style, theme.gutter_style, theme.cursor_line_style, theme.cursor_line_gutter_style)

    def underline(self, found: Sequence[Diagnostic]) -> None:
        """Underline what was found, where it stands."""
        marks: dict[int, list[tuple[int, int | None, Severity]]] = {}
        for one in found:
            span = one.span
            last = min(span.end_line, span.line + 20)
            for line in range(span.line, last + 1):
                start = span.column - 1 if line == span.line else 0
                end = max(span.end_column - 1, start + 1) if line == span.end_line else None
                marks.setdefault(line - 1, []).append((start, end, one.severity))
        faults = frozenset(one.span.line - 1 for one in found if one.severity is Severity.ERROR)
        if (marks, faults) != (self._found, self._faults):
            self._found, self._faults = marks, faults
            self._draw_anew()

    def _draw_anew(self) -> None:
        self._line_cache.clear()
        self.refresh()

    # Places

    @property
    def line(self) -> int:
        """The line of the cursor, from 1."""
        return self.cursor_location[0] + 1

    def go(self, line: int, column: int = 1, end_column: int | None = None) -> None:
        """Put the cursor to a line and column, from 1, or select up to another column of the line."""
        row = max(0, min(line - 1, self.document.line_count - 1))
        start = self.clamp_visitable((row, max(0, column - 1)))
        end = start if end_column is None else self.clamp_visitable((row, end_column - 1))
        self.selection = Selection(start, end)
        self.center_cursor()

    def center_cursor(self) -> None:
        """Scroll so that the cursor stands amid the text."""
        self.scroll_cursor_visible(center=True, animate=False)

    def go_to_end(self, line: int) -> None:
        """Put the cursor behind the text of a line."""
        self.go(line, len(self.document.get_line(min(line, self.document.line_count) - 1)) + 1)

    # Typing

    def rewrite(self, text: str) -> None:
        """Make the text another one as a single change that can be taken back."""
        before = self.text
        if text == before:
            return
        start = next((at for at, pair in enumerate(zip(before, text, strict=False)) if pair[0] != pair[1]), None)
        start = min(len(before), len(text)) if start is None else start
        tail = 0
        while tail < min(len(before), len(text)) - start and before[-1 - tail] == text[-1 - tail]:
            tail += 1
        cursor, given = self.cursor_location, self.given
        self.history.checkpoint()
        self.replace(text[start : len(text) - tail], _place(before, start), _place(before, len(before) - tail))
        self.history.checkpoint()
        self.given = given
        self.move_cursor(cursor)

    def edit(self, edit: Edit) -> EditResult:
        result = super().edit(edit)
        self.given = {one for one in self.given if one not in result.replaced_text}
        return result

    async def _on_key(self, event: Key) -> None:
        """Indent as the line before; spaces that are typed take the place of that. Escape is for the screen."""
        offered = self._offered
        if not event.key.startswith("ctrl+"):  # saving comes by here too, and asks for it then
            self._offered = None
        row, column = self.cursor_location
        if event.key == "escape":
            event.prevent_default()
        elif self.read_only:
            return
        elif event.key == "enter":
            event.prevent_default()
            event.stop()
            self._break_line(start=0 if offered == row and self._is_blank(row, column) else None)
        elif offered == row and event.key in _LEAVE_LINE:
            self.take_back_indentation(offered)
        elif event.key == "tab" and not self._is_blank(row, column):
            event.prevent_default()
            event.stop()
            self.action_next_stop()
        elif event.key == "space" and offered == row and self._is_blank(row, column):
            event.prevent_default()
            event.stop()
            self.replace(" ", (row, 0), (row, column), maintain_selection_offset=False)

    def action_next_stop(self) -> None:
        """Select the next text of a template that is to be written over; indent lines that are selected.

        A line whose text was taken away, because it is not wanted, goes.
        """
        (first, _), (row, column) = sorted(self.selection)
        if first != row:
            self._shift_lines(STEP)
            return
        if not self.read_only and row + 1 < self.document.line_count and is_emptied(self.text, row + 1):
            self.replace("", (row, 0), (row + 1, 0), maintain_selection_offset=False)
            column = 0
        found = next_stop(self.text, row + 1, column + 1)
        if found is None:
            self.move_cursor((row, column))
            self.post_message(self.NothingLeft())
        else:
            self.go(found.line, found.column, found.column + found.length)

    def action_back(self) -> None:
        """Go back to the text before; in the indentation, or where lines are selected, indent less."""
        (row, column), (last, _) = sorted(self.selection)
        if row != last or self._is_blank(row, column):
            self._shift_lines(-STEP)
        elif (found := stop_before(self.text, row + 1, column + 1)) is not None:
            self.go(found.line, found.column, found.column + found.length if found.length else None)

    def _shift_lines(self, by: int) -> None:
        """Indent the lines of the selection by so many spaces more, or up to so many less."""
        if self.read_only:
            return
        start, end = self.selection
        first, last = sorted((start[0], end[0]))
        rows = [self.document.get_line(row) for row in range(first, last + 1)]
        shifts = [_shift(row, by) if row.strip() or first == last else 0 for row in rows]
        shifted = [" " * shift + row if shift > 0 else row[-shift:] for row, shift in zip(rows, shifts, strict=True)]
        if shifted != rows:
            self.replace("\n".join(shifted), (first, 0), (last, len(rows[-1])), maintain_selection_offset=False)
            moved = [(row, max(0, column + shifts[row - first])) for row, column in (start, end)]
            self.selection = Selection(*moved)

    def _break_line(self, start: int | None) -> None:
        """Begin a line, indented; `start` is the column from which this one loses the spaces that nobody typed."""
        (row, column), end = sorted(self.selection)
        before = self.document.get_line(row)[:column]
        indent = indentation_after(before, self.document.lines[:row]) if before.strip() else len(before)
        self._replace_via_keyboard("\n" + " " * indent, (row, column if start is None else start), end)
        self._offered = row + 1 if indent else None

    def take_back_indentation(self, row: int | None = None) -> None:
        """Take away the spaces that were put on a line for the person and stayed alone there."""
        row, self._offered = self._offered if row is None else row, None
        if row is not None and row < self.document.line_count and self.cursor_location[0] == row:
            line = self.document.get_line(row)
            if line and line.isspace() and self.selection.is_empty:
                self.delete((row, 0), (row, len(line)), maintain_selection_offset=False)

    def _is_blank(self, row: int, column: int) -> bool:
        """Tell whether the cursor stands in the indentation of a line, with nothing selected."""
        return self.selection.is_empty and not self.document.get_line(row)[:column].strip()

    def action_delete_left(self) -> None:
        """Delete what is left of the cursor; in the indentation, a level of it."""
        row, column = self.cursor_location
        self._offered = None
        if self._is_blank(row, column) and column and not self.read_only:
            self._delete_via_keyboard((row, column - ((column - 1) % STEP + 1)), (row, column))
        else:
            super().action_delete_left()


def _shift(row: str, by: int) -> int:
    """Return by how many spaces a row is indented more; less where `by` is below 0, down to its last level."""
    indent = indent_of(row)
    return by if by > 0 else -((indent - 1) % STEP + 1) if indent else 0


def _color(value: str | None) -> str | None:
    """Return a colour of the theme as rich takes it; None for one that only the terminal knows."""
    if value is None or value.startswith(("auto", "ansi_")):
        return None
    return Color.parse(value).hex6


def _place(text: str, index: int) -> tuple[int, int]:
    row = text.count("\n", 0, index)
    return row, index - (text.rfind("\n", 0, index) + 1)
