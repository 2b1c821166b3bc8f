"""Sources that are added to a bank: a reference in its own list or in a source list, and the citation of it.

The texts are read by lines and indents, so that one with errors takes a reference too; nothing else in it changes.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.authoring.outline import BREAK, is_item, read_outline
from quiz.authoring.question_edits import QuestionEdit, ended_rows
from quiz.authoring.templates import add_reference
from quiz.bank.addresses import refusal
from quiz.bank.identifiers import free, identifier
from quiz.diagnostics.lines import Lines
from quiz.formats.bank_yaml import scalar
from quiz.reading.yaml.parser import read_nodes
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

REFERENCES: Final = "references"
KINDS: Final = {
    "web page": "webpage",
    "book": "book",
    "report": "report",
    "article": "article-journal",
    "newspaper": "article-newspaper",
    "law": "legislation",
    "treaty": "treaty",
    "speech": "speech",
    "document": "document",
}
"""What a source may be, in words, with CSL's word for it."""

_ID_WORDS: Final = 3
_IDS: Final = re.compile(r"""(?:^|[{,]) *(?:- +)?["']?id["']? *: *["']?([^\s"'#,}]+)""", re.MULTILINE)
_EMPTY: Final = re.compile(r"\s*(?:\[\s*\]\s*)?(?:#.*)?")


class NewSource(Struct, frozen=True):
    """A source as a person describes it. kind: CSL's word. where: the place in it that a question cites."""

    kind: str
    title: str
    publisher: str = ""
    issued: str = ""
    url: str = ""
    where: str = ""

    @property
    def problem(self) -> str | None:
        """Why it cannot be taken so, and what to do; None where it can."""
        if not self.title:
            return "A source needs a title."
        if self.url and (refused := refusal(self.url)):
            return f"The address is not used: {refused[1]}."
        return None

    def name(self, taken: Container[str]) -> str:
        """Return an id for it: who published it, or else what it is, and the year."""
        words = identifier(self.publisher, "") or identifier(self.title, "source")
        year = re.match(r"[0-9]{4}(?![0-9])", self.issued)
        return free("-".join((*words.split("-")[:_ID_WORDS], *([year[0]] if year else ()))), taken)

    def fields(self, name: str) -> dict[str, str]:
        """Return the fields of the reference, with `name` as its id."""
        fields = {
            "id": name,
            "type": self.kind,
            "title": self.title,
            "publisher": self.publisher,
            "issued": self.issued,
            "URL": self.url,
        }
        return {field: value for field, value in fields.items() if value}


def names_in(*texts: str) -> frozenset[str]:
    """Return every id in texts, of references or not."""
    return frozenset(name for text in texts for name in _IDS.findall(text))


_CITED: Final = re.compile(r" *- +(?!.*: )(?P<name>[^\s\"'\[{#&*!|>%@`,][^,#]*?)(?P<place> *,.*|(?: +#.*| *))")
_SOURCES: Final = re.compile(r" *(?:- +)?sources *:\s*(?:#.*)?")


def cited_at(text: str, line: int) -> str | None:
    """Return the reference that the item on a line cites; None where it is no item of a list of sources on lines."""
    rows = BREAK.split(text)
    match = _CITED.fullmatch(rows[line - 1])
    if match is None:
        return None
    depth = indent_of(rows[line - 1])
    above = (row for row in reversed(rows[: line - 1]) if row.strip() and not row.lstrip().startswith("#"))
    head = next((row for row in above if indent_of(row) < depth or not (is_item(row) or indent_of(row) > depth)), "")
    return match["name"] if _SOURCES.fullmatch(head) else None


def is_reference(name: str, *texts: str) -> bool:
    """Tell whether anything in texts, a reference or not, has a name for its id."""
    named = re.compile(rf"""\bid["']? *: *(["']?){re.escape(name)}\1 *(?:[,}}#\r\n]|$)""")
    return any(named.search(text) for text in texts)


def with_reference(text: str, fields: Mapping[str, str]) -> str | None:
    """Return a bank, or a source list, with a reference at the end of its `references`, which are begun if need be.

    A source list may be the references alone. None where they are no list that can be read.
    """
    return _in_lines(text, fields) or _in_list(text, fields)


def _rows(fields: Mapping[str, str], indent: int) -> list[str]:
    """Return the lines of a reference as an item of a list."""
    rows = [f"{field}: {scalar(value)}" for field, value in fields.items()]
    return [f"{' ' * indent}{'  ' if place else '- '}{row}" for place, row in enumerate(rows)]


def _in_lines(text: str, fields: Mapping[str, str]) -> str | None:
    """Add a reference by lines and indents; None where the references are not written as a list with dashes."""
    outline = read_outline(text, REFERENCES)
    ended = ended_rows(text, outline)
    mark = "\ufeff" * text.startswith("\ufeff")
    if not outline.in_blocks:
        return None
    if outline.headline is None:
        above = outline.last
        new = ["", f"{' ' * outline.root}{REFERENCES}:"] if above else [f"{REFERENCES}:"]
        new += _rows(fields, outline.dash)
    elif not outline.blocks:
        above = outline.headline
        row = outline.rows[above - 1]
        value = row.partition(":")[2]
        if not _EMPTY.fullmatch(value) or outline.last > above:
            return None
        ended[above - 1] = ended[above - 1].replace(value, value.replace("[", "").replace("]", "").rstrip(), 1)
        new = _rows(fields, outline.dash)
    else:
        above = outline.blocks[-1].last
        new = _rows(fields, outline.dash)
    if above and not BREAK.search(ended[above - 1]):
        ended[above - 1] += outline.newline
    return mark + "".join([*ended[:above], *(row + outline.newline for row in new), *ended[above:]])


def _in_list(text: str, fields: Mapping[str, str]) -> str | None:
    """Add a reference to a list in brackets, or to one that is all there is in the file, where that can be read."""
    document = read_nodes(text.encode(), "")
    root = document.root
    if root is None or document.text != text.removeprefix("\ufeff"):
        return None
    entries = root if root.kind == "list" else root.fields().get(REFERENCES, (root, root))[1]
    if entries.kind != "list" or any(item.kind != "mapping" for item in entries.items()):
        return None
    items = list(entries.items())
    if entries.style:
        at = document.bounds(document.closes[items[-1].event])[1] if items else entries.start + 1
        new = ", " * bool(items) + json.dumps(dict(fields), ensure_ascii=False)
    else:
        lines, dash = document.lines, indent_of(document.lines[items[-1].item_line])
        line = lines.place(document.bounds(document.closes[items[-1].event])[0])[0]
        while not lines[line].strip() or (lines[line].lstrip()[0] == "#" and indent_of(lines[line]) <= dash):
            line -= 1
        at, newline = lines.end(lines.start(line)), read_outline(text).newline
        new = "".join(newline + row for row in _rows(fields, dash))
    at += len(text) - len(document.text)
    return f"{text[:at]}{new}{text[at:]}"


def with_citation(text: str, line: int, name: str, where: str = "") -> QuestionEdit | None:
    """Cite a reference in the question at a line; the edit says on which line the citation stands.

    Where the line cites it already the place in it is added, if it has none. None where there is no question, or its
    sources are not a list.
    """
    if cited_at(text, line) == name:
        return QuestionEdit(_with_place(text, line, name, where), line)
    insertion = add_reference(text, name, line, where)
    return QuestionEdit(insertion.applied(text), insertion.line) if insertion is not None else None


def _with_place(text: str, line: int, name: str, where: str) -> str:
    """Return a text whose line cites a reference with the place in it, where it says none."""
    lines = Lines(text)
    match = _CITED.fullmatch(lines[line])
    if not where or match is None or match["place"].strip():
        return text
    start, end = (lines.start(line) + index for index in match.span("name"))
    return text[:start] + scalar(f"{name}, {where}") + text[end:]


def with_source(text: str, line: int, source: NewSource, name: str) -> QuestionEdit | None:
    """Add a source to the references of a bank, and cite it in the question at a line, if there is one.

    None where the references of the bank are not written as a list of lines.
    """
    cited = with_citation(text, line, name, source.where) or QuestionEdit(text, line)
    after = with_reference(cited.text, source.fields(name))
    if after is None:
        return None
    outline = read_outline(cited.text, REFERENCES)
    is_above = outline.blocks and outline.blocks[-1].last < cited.line
    moved = len(BREAK.findall(after)) - len(BREAK.findall(cited.text)) if is_above else 0
    return QuestionEdit(after, cited.line + moved)
