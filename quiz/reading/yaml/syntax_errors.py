"""What an author most likely did where the YAML parser gave up.

The parser names the place where it noticed, often lines after the slip, in words about its own insides; `complaints`
knows them. Here the suspect lines are looked at again, and the finding says what to type. Where the words are not known
the finding repeats them and claims nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from quiz.diagnostics.findings import Diagnostic, Edit, finding
from quiz.reading.yaml.complaints import Meaning, understood
from quiz.reading.yaml.libyaml import open_parser
from quiz.text import indent_of, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.diagnostics.lines import Lines
    from quiz.reading.yaml.stray_lines import StrayLine

_QUOTE_HELP: Final = 'put the whole text in quotes: "…"'
_OPENS: Final = r"^[ ]*(?:- +)*(?:[^\s\"'\[{#:][^\"'#:]*:[ \t]+)?"
_QUOTED_VALUE: Final = re.compile(_OPENS + r"([\"'])")
_BRACES_VALUE: Final = re.compile(_OPENS + r"(\{\{)")
_SPECIAL_VALUE: Final = re.compile(_OPENS + r"([*&!%@`|>\[{])")
_GLUED_KEY: Final = re.compile(r"^[ ]*(?:- +)?([A-Za-z_]+:)(?=[^\s:/])")
_GLUED_DASH: Final = re.compile(r"^[ ]*(-)(?=[^\s-])")
_KEY: Final = re.compile(r"^[ ]*(?:- +)*[^\s:#][^:#]*:(?:[ \t]|$)")
_LONG_KEY: Final = re.compile(r"^[ ]*(?:- +)*((?:(?!:[ \t]).){1024,}?):(?:[ \t]|$)")
_CURLY: Final = re.compile(r"[“”„]([^“”„]+)[“”]")
_BESIDE_TEXT: Final = re.compile(r" *(feedback|credit|text):(?: |$)")
_PLAIN_ITEM: Final = re.compile(r"( *)- +(?=[^\s\"'|>\[{&*!%@`#])(?!.*: )")
_LOOK_BACK: Final = 600
_RESERVED: Final = frozenset("@`%?:,]}|>")
_MISPLACED: Final = frozenset({Meaning.COLON, Meaning.KEY, Meaning.ITEMS, Meaning.DOCUMENT, Meaning.PLACE})
MAX_DEPTH: Final = 20
"""How deep lists and mappings may be nested."""


def within_curly_quotes(value: str) -> str | None:
    """Return what stands in curly quotes, where a value is that and nothing else."""
    match = _CURLY.fullmatch(value)
    return match[1] if match else None


def special_start(text: str, lines: Lines, start: int) -> str:
    """Return what to type where a text without quotes starts with a character that YAML keeps for itself."""
    stop = lines.end(start)
    value = text[start:stop].strip()
    return f'put the text in quotes: "{value}"' if len(value) <= 40 and '"' not in value else _QUOTE_HELP


def quoting(text: str, lines: Lines, start: int) -> tuple[Edit, ...]:
    """Return the edit that puts a text without quotes in quotes, from `start` to the end of its line.

    None where it cannot be told how far the text goes: a comment may follow, or further lines.
    """
    value = text[start : lines.end(start)].rstrip()
    line, column = lines.place(start)
    after = next((number for number in range(line + 1, min(line + 20, len(lines)) + 1) if lines[number].strip()), None)
    outer = re.match(r"[ ]*(?:- +)*", lines[line])
    if (
        after is not None
        and outer
        and indent_of(lines[after]) > indent_of(lines[line])
        and (column - 1 <= outer.end() or indent_of(lines[after]) > outer.end())
    ):
        return ()
    if not value or " #" in value or "\t" in value or value[0] in "\"'|>":
        return ()
    if (inner := within_curly_quotes(value)) is not None:
        value_in_quotes = (
            f'"{inner}"' if '"' not in inner and "\\" not in inner else "'" + inner.replace("'", "''") + "'"
        )
        return (Edit(lines.span(start, start + len(value)), value_in_quotes),)
    shortened = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
    return (Edit(lines.span(start, start + len(value)), shortened),)


def too_deep(file: str, lines: Lines, start: int) -> Diagnostic:
    """Return the finding for a file that is nested too deep at `start`."""
    message = f"Lists and mappings are nested more than {MAX_DEPTH} deep here."
    help_ = "a bank needs no more than six levels; put brackets that belong to a text in quotes"
    return finding("Y021", message, file, lines.span(start, start + 1), help=help_)


def second_document(file: str, lines: Lines, start: int) -> Diagnostic:
    """Return the finding for a file in which a second document begins at `start`."""
    message = "A second document starts here; a bank is one document."
    help_ = "remove the line `---`, or put what follows into a file of its own"
    return finding("Y020", message, file, lines.span(start, lines.end(start)), help=help_)


def explain_slip(file: str, text: str, lines: Lines, error: Any, offset: int | None = None) -> Diagnostic:
    """Return the finding for an exception of the YAML parser.

    With an `offset` it read a part of the file alone, which starts there and ends where `text` does.
    """
    return _Slip(file, text, lines, error, offset).explain()


class _Slip:
    def __init__(self, file: str, text: str, lines: Lines, error: Any, offset: int | None) -> None:
        self.file = file
        self.text = text
        self.lines = lines
        context, problem = getattr(error, "context", None), getattr(error, "problem", None)
        self.meaning = understood(context, str(problem))
        self.words = ", ".join(str(part) for part in (context, problem) if part) or str(error)
        noticed = getattr(error, "problem_mark", None)
        began = getattr(error, "context_mark", None)
        position = getattr(error, "position", 0)
        begin = offset or 0
        self.at: int = min(begin + (noticed.index if noticed else int(position or 0)), len(text))
        self.began: int = min(begin + began.index if began else self.at, len(text))
        if (
            self.at == len(text) and offset is not None
        ):  # of a part of a file the last line that says something, not the next part
            self.at = max(begin, len(text.rstrip()))
            self.began = min(self.began, self.at)

    def explain(self) -> Diagnostic:
        match self.meaning:
            case None:
                return self._unknown()
            case Meaning.DEPTH:
                return too_deep(self.file, self.lines, self.at)
            case Meaning.ESCAPE:
                return self._escape()
            case Meaning.QUOTE:
                return self._unclosed_quote(self.began)
            case Meaning.DIRECTIVE:
                return self._directive()
        return (
            self._stray_quote()
            or self._stray_line(certain=True)
            or self._braces()
            or self._long_key()
            or self._tab()
            or self._tight()
            or self._start()
            or self._glued()
            or self._special()
            or self._colon()
            or self._bracket()
            or self._document()
            or (self._indentation() if self.meaning in _MISPLACED else self._unknown())
        )

    def _found(
        self, code: str, message: str, start: int, end: int, help_: str, fix: tuple[Edit, ...] = ()
    ) -> Diagnostic:
        return finding(code, message, self.file, self.lines.span(start, end), help=help_, fix=fix)

    def _line_of(self, index: int) -> int:
        return self.lines.place(index)[0]

    def _suspects(self) -> list[int]:
        """The lines to look at: where it was noticed, the text line above it, where the surroundings began."""
        noticed = self._line_of(self.at)
        above = next((line for line in range(noticed - 1, 0, -1) if self.lines[line].strip()), noticed)
        return list(dict.fromkeys((noticed, above)))

    def _unknown(self) -> Diagnostic:
        return self._found(
            "Y010",
            f"The YAML parser cannot go on from here. It says: {shortened(self.words, 200)}.",
            self.at,
            self.lines.end(self.at),
            "look at this line and those above it for a quotation mark or bracket that is not closed, a colon or dash "
            "without a space after it, or an odd indentation; put a text with special characters in quotes",
        )

    def _escape(self) -> Diagnostic:
        at = self.text.rfind("\\", 0, self.at + 1)
        at = self.at if at < 0 else at
        return self._found(
            "Y016",
            "A backslash in double quotes means something special, and this one means nothing.",
            at,
            at + 2,
            r"use single quotes ('…'), or write the backslash twice: \\",
        )

    def _unclosed_quote(self, start: int) -> Diagnostic:
        mark = self.text[start : start + 1]
        return self._found(
            "Y011",
            f"A text opens with {mark} and is never closed.",
            start,
            self.lines.end(start),
            f"add {mark} at the end of the text",
        )

    def _braces(self) -> Diagnostic | None:
        noticed = self._line_of(self.at)
        for line in self._suspects():
            match = _BRACES_VALUE.match(self.lines[line])
            # Prose may have a line that starts with a blank: only a value is a suspect when it is not this line.
            if match and (line == noticed or match[0][:-2].strip()):
                start = self.lines.start(line) + match.start(1)
                return self._found(
                    "Y019",
                    "The text starts with `{{`, which YAML takes for a mapping.",
                    start,
                    self.lines.end(start),
                    "write `text: >-` and the text on the next line, indented",
                )
        return None

    def _long_key(self) -> Diagnostic | None:
        for line in dict.fromkeys((self._line_of(self.at), self._line_of(self.began))):
            if match := _LONG_KEY.match(self.lines[line]):
                start, end = (self.lines.start(line) + place for place in match.span(1))
                message = "The text before the colon is too long: YAML takes at most 1,024 characters for a key."
                return self._found("Y010", message, start, end, "shorten it")
        return None

    def _stray_quote(self) -> Diagnostic | None:
        """Find a quoted text that ends before its line does: a quote inside it, or one lost lines above."""
        noticed = self._line_of(self.at)
        for line in range(noticed, max(0, noticed - _LOOK_BACK), -1):
            match = _QUOTED_VALUE.match(self.lines[line])
            if not match:
                continue
            start = self.lines.start(line) + match.start(1)
            end = _closing_quote(self.text, start)
            if end is None:
                return self._unclosed_quote(start)
            rest = self.text[end : self.lines.end(end)].strip()
            if rest in {",", ";"}:
                return self._comma(end)
            if not rest or rest[0] in "#:,]}":
                if line < noticed:
                    return None
                continue
            if self._line_of(end) > line:
                return self._unclosed_quote(start)
            mark = self.text[start]
            other = "double each ' inside it: ''" if mark == "'" else r"write each quotation mark inside it as \" "
            return self._found(
                "Y034",
                f"The text ends at the second {mark}, but the line goes on.",
                end - 1,
                self.lines.end(end),
                f"put the whole text in quotes, and {other}".rstrip(),
            )
        return None

    def _comma(self, end: int) -> Diagnostic:
        """Return the finding for a sign that parts values in other formats, behind a quoted one that ends at `end`."""
        stop = end + len(self.text[end : self.lines.end(end)].rstrip())
        mark = self.text[stop - 1]
        message = f"A `{mark}` follows the closing quotation mark."
        fix = (Edit(self.lines.span(end, stop), ""),)
        return self._found("Y034", message, stop - 1, stop, f"remove the `{mark}`", fix)

    def _tab(self) -> Diagnostic | None:
        if self.meaning is not Meaning.TAB and not self.text.startswith("\t", self.at):
            return None
        line = self._line_of(self.at)
        start = self.lines.start(line)
        if match := re.match(r" *(?:- +)*-(\t+)(?=\S)", self.lines[line]):
            fix = (Edit(self.lines.span(start + match.start(1), start + match.end(1)), " "),)
            return self._found(
                "Y015",
                "A tab follows the dash.",
                start + match.start(1),
                start + match.end(1),
                "write a space there",
                fix,
            )
        return self._found(
            "Y015", "A tab stands where only spaces may stand.", self.at, self.at + 1, "indent with spaces"
        )

    def _tight(self) -> Diagnostic | None:
        if self.meaning is not Meaning.TIGHT:
            return None
        message = "A colon in brackets or braces needs a space after it."
        return self._found("Y013", message, self.at, self.at + 1, "put one there, or put the text in quotes")

    def _start(self) -> Diagnostic | None:
        """Find the character that cannot start a text: where it was noticed, or where what it opens began."""
        if self.meaning is Meaning.BLOCK:
            return self._block()
        if self.meaning is not Meaning.START:
            return None
        if self.text[self.began : self.began + 1] in {"&", "*", "!"}:
            return self._reserved(self.began)
        return self._reserved(self.at) if self.text[self.at : self.at + 1] in _RESERVED else None

    def _block(self) -> Diagnostic:
        mark = self.text[self.began : self.began + 1]
        quotes = special_start(self.text, self.lines, self.began)
        return self._found(
            "Y018",
            f"A text without quotes cannot start with `{mark}`.",
            self.began,
            self.began + 1,
            f"{quotes}; or end the line after `{mark}` and start the text on the next, indented",
        )

    def _reserved(self, at: int) -> Diagnostic:
        return self._found(
            "Y018",
            f"A text without quotes cannot start with `{self.text[at : at + 1]}`.",
            at,
            at + 1,
            special_start(self.text, self.lines, at),
            quoting(self.text, self.lines, at),
        )

    def _glued(self) -> Diagnostic | None:
        lines = self._suspects()
        if self.meaning is Meaning.KEY:
            lines = list(dict.fromkeys((self._line_of(self.began), *lines)))
        for line in lines:
            content = self.lines[line]
            if match := _GLUED_KEY.match(content):
                start = self.lines.start(line) + match.start(1)
                word = match[1]
                message = f"`{word}` needs a space after the colon."
                return self._found("Y013", message, start, start + len(word), f"write `{word} …`")
            if match := _GLUED_DASH.match(content):
                start = self.lines.start(line) + match.start(1)
                return self._found("Y013", "A dash needs a space after it.", start, start + 1, "write `- …`")
        return None

    def _special(self) -> Diagnostic | None:
        line = self._line_of(self.at)
        match = _SPECIAL_VALUE.match(self.lines[line])
        if not match:
            return None
        start = self.lines.start(line) + match.start(1)
        if start > self.at or (match[1] in "[{" and self.began == start) or match[1] in "|>":
            return None
        return self._reserved(start)

    def _colon(self) -> Diagnostic | None:
        if self.meaning is not Meaning.COLON:
            return None
        from quiz.reading.yaml.stray_lines import field_continued, unfolded_text

        line = self._line_of(self.at)
        if stray := unfolded_text(self.lines, line):
            return self._stray((stray,))
        start = self.lines.start(line)
        before = self.text[start : self.at]
        if two := self._two_fields(start, before):
            return two
        if match := re.match(r"[ ]*(?:- +)*[^:#]+:[ \t]+(?=\S)", before):
            return self._found(
                "Y017",
                "The text contains a colon and a space, which YAML takes for a key.",
                start + match.end(),
                self.lines.end(self.at),
                _QUOTE_HELP,
                quoting(self.text, self.lines, start + match.end()),
            )
        if name := field_continued(self.lines, line):
            message = f"The text of `{name}` goes on here, and contains a colon and a space."
            start += indent_of(self.lines[line])
            help_ = f"write `{name}: >-`, and the whole text below it, indented"
            return self._found("Y017", message, start, self.lines.end(start), help_)
        return None

    def _two_fields(self, start: int, before: str) -> Diagnostic | None:
        """Find a second field on the line of a first one."""
        from quiz.reading.yaml.stray_lines import FIELD_NAMES

        match = re.fullmatch(r"[ ]*(?:- +)*([a-z_]+): +\S+( +)([a-z_]+)", before)
        if match is None or not {match[1], match[3]} <= FIELD_NAMES:
            return None
        message = f"`{match[3]}` stands on the line of `{match[1]}`."
        place = start + match.start(3)
        return self._found("Y017", message, place, place + len(match[3]), "give each field a line of its own")

    def _bracket(self) -> Diagnostic | None:
        if self.meaning is not Meaning.BRACKET:
            return None
        # Where a value was expected, the parser does not say of which bracket.
        start = self.began if self.text.startswith(("[", "{"), self.began) else self._last_open()
        if start is None:
            return None
        opening = self.text[start]
        closing = {"[": "]", "{": "}"}[opening]
        return self._found(
            "Y012",
            f"`{opening}` opens here, and no `{closing}` that fits closes it.",
            start,
            start + 1,
            f"add `{closing}`, or put the text in quotes if the bracket belongs to it",
        )

    def _last_open(self) -> int | None:
        """Return the index of the innermost bracket or brace that is open where it was noticed."""
        import yaml

        tokens = open_parser(self.text)
        opened: list[int] = []
        try:
            while (token := tokens.get_token()) is not None and token.start_mark.index < self.at:
                kind = token.__class__.__name__
                if kind in {"FlowSequenceStartToken", "FlowMappingStartToken"}:
                    opened.append(token.start_mark.index)
                elif kind in {"FlowSequenceEndToken", "FlowMappingEndToken"}:
                    opened.pop()
        except (yaml.YAMLError, IndexError):
            pass  # what is open so far is what counts
        finally:
            tokens.dispose()
        return opened[-1] if opened else None

    def _directive(self) -> Diagnostic:
        start = self.lines.start(self._line_of(self.began))
        return self._found(
            "Y010",
            "A line that starts with `%` is an instruction to YAML, and this one cannot be followed.",
            start,
            self.lines.end(start),
            "remove the line, or indent it if it belongs to the text above",
        )

    def _document(self) -> Diagnostic | None:
        if self.meaning is not Meaning.DOCUMENT or self._odd_line_out() != self._line_of(self.at):
            return None
        if (stray := self._stray_line(certain=False)) and stray.span.line < self._line_of(self.at):
            return stray
        return self._found(
            "Y010",
            "The bank ends above this line, and more follows.",
            self.at,
            self.lines.end(self.at),
            "remove lines that start with `---`, `...` or `%`",
        )

    def _odd_line_out(self) -> int:
        """Of the line where it was noticed and the one above, the one whose indentation is rarer in the file."""
        line = self._line_of(self.at)
        while line > 1 and not self.lines[line].strip():
            line -= 1
        above = next((number for number in range(line - 1, 0, -1) if self.lines[number].strip()), line)
        depth, depth_above = indent_of(self.lines[line]), indent_of(self.lines[above])
        if 1 not in {abs(depth - depth_above), abs(depth - self._inner_depth(above))}:
            return line
        around = range(max(1, line - _LOOK_BACK), min(len(self.lines), line + _LOOK_BACK) + 1)
        usual = Counter(indent_of(self.lines[number]) for number in around)
        return above if usual[depth_above] < usual[depth] else line

    def _inner_depth(self, line: int) -> int:
        """The depth of what stands in an item of a list, after its dashes."""
        match = re.match(r"[ ]*(?:- +)*", self.lines[line])
        return match.end() if match else 0

    def _stray_line(self, *, certain: bool) -> Diagnostic | None:
        if self.meaning not in _MISPLACED and self.meaning not in {Meaning.START, Meaning.TAB}:
            return None
        from quiz.reading.yaml.stray_lines import stray_lines

        strays = stray_lines(self.lines, self._line_of(self.at), _LOOK_BACK)
        if not strays or strays[0].certain is not certain:
            return None
        return self._stray(strays)

    def _stray(self, strays: Sequence[StrayLine]) -> Diagnostic:
        first = strays[0]
        start = self.lines.start(first.line)
        begin, end = start + min(first.column, max(first.end - 1, 0)), start + first.end
        fix = tuple(self._replaced(one) for one in strays if one.new is not None)
        fix = fix if len(fix) == len(strays) else ()
        return self._found("Y014", first.message, begin, min(max(begin + 1, end), len(self.text)), first.help, fix)

    def _replaced(self, stray: StrayLine) -> Edit:
        """Return the edit that writes what was meant; a line of which nothing is left goes with its break."""
        start = self.lines.start(stray.line)
        if stray.new == "" and stray.line < len(self.lines):
            return Edit(self.lines.span(start, self.lines.start(stray.line + 1)), "")
        return Edit(self.lines.span(start + stray.column, start + stray.end), stray.new or "")

    def _indentation(self) -> Diagnostic:
        if found := self._stray_line(certain=False):
            return found
        line = self._odd_line_out()
        content = self.lines[line]
        start = self.lines.start(line) + len(content) - len(content.lstrip())
        end = max(start + 1, self.lines.start(line) + len(content.rstrip()))
        if known := self._misplaced_field(line, content, start, end):
            return known
        if self.meaning is Meaning.ITEMS:
            message, help_ = "A list cannot start on the line of its key.", "put each `- …` on a line of its own"
        elif not _KEY.match(content) and not content.lstrip().startswith("- "):
            message = "This line is neither a field (`name: …`) nor an item of a list (`- …`)."
            help_ = "if it belongs to the text above, indent it further than the field's name"
        else:
            message = "This line is not in line with what it belongs to."
            help_ = "give fields of one question, and items of one list, the same number of spaces"
        return self._found("Y014", message, start, min(end, len(self.text)), help_)

    def _misplaced_field(self, line: int, content: str, start: int, end: int) -> Diagnostic | None:
        """Find a field of a choice that has no `text`, and a question with no `questions:` above it."""
        above = next((number for number in range(line - 1, 0, -1) if self.lines[number].strip()), 0)
        row = self.lines[above] if above else ""
        depth = indent_of(content)
        if re.match(r" *- +id *:", content) and not row.rstrip().endswith(":") and indent_of(row) == 0 < len(row):
            fix = (Edit(self.lines.span(self.lines.start(line), self.lines.start(line)), "questions:\n"),)
            return self._found("Y014", "`questions:` is missing above this line.", start, end, "write it there", fix)
        if match := _BESIDE_TEXT.match(content):
            item = _PLAIN_ITEM.match(row)
            if item and depth == item.end():
                text = self.lines.start(above) + item.end()
                message = f"`{match[1]}` belongs to a choice, whose own text is then called `text`."
                help_ = f"write `- text: {shortened(row[item.end() :].strip(), 40)}` on the line above"
                fix = (Edit(self.lines.span(text, text), "text: "),)
                return self._found("Y014", message, start, end, help_, fix)
            if row.lstrip().startswith("- ") or indent_of(row) > depth:
                message = f"`{match[1]}` stands in the list, not in one of its choices."
                help_ = f"write `- text: …` for the choice, and `{match[1]}: …` below `text`"
                return self._found("Y014", message, start, end, help_)
        return None


def _closing_quote(text: str, start: int) -> int | None:
    """Return the index after the quote that closes the one at `start`."""
    pattern = r'"(?:[^"\\]|\\.)*"' if text[start] == '"' else r"'(?:[^']|'')*'"
    match = re.compile(pattern, re.DOTALL).match(text, start)
    return match.end() if match else None
