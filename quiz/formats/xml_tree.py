"""XML as nodes that know their lines, bounded, without document types. Nothing is fetched."""

from __future__ import annotations

import html.entities
import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from msgspec import Struct

from quiz.formats.decoding import decoded, known_encoding
from quiz.formats.report import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.formats.items import Source

DEEPEST: Final = 200
LONGEST: Final = 16 << 20
"""Tags in each other, and characters of one text, up to which XML is read."""

_DECLARED: Final = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


class XmlFault(Exception):
    """XML that is not read; `fault` says why and where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Node(Struct, eq=False, gc=False):
    """A tag: its local name, its attributes by local name, its lines, from 1, what is in it, and the text there.

    lead: the text in it before its first node. tail: the text behind it, before the next node or the end of its parent.
    The garbage collector does not look at nodes, for none of them is in a cycle.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    end_line: int
    children: list[Node] = []
    lead: str = ""
    tail: str = ""

    @property
    def text(self) -> str:
        """The text directly in it."""
        return self.lead + "".join([child.tail for child in self.children]) if self.children else self.lead

    def all(self, tag: str) -> list[Node]:
        """Return what is directly in it with this name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, *path: str) -> Node | None:
        """Return the first node at the end of a path of names; None where there is none."""
        node = self
        for tag in path:
            for child in node.children:
                if child.tag == tag:
                    node = child
                    break
            else:
                return None
        return node

    def text_at(self, *path: str) -> str:
        """Return the text at the end of a path of names without the space around it; empty where there is none."""
        node = self.first(*path)
        return node.text.strip() if node is not None else ""

    def walk(self, *, outside: str = "") -> Iterator[Node]:
        """Give it and everything in it, in the order of the source; nothing of nodes with the name `outside`."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.tag != outside:
                yield node
                waiting += reversed(node.children)


class XmlDocument:
    """A document: its root, the lines of its source, its encoding, and what was mended in it."""

    def __init__(self, root: Node, text: str, encoding: str, faults: tuple[Fault, ...]) -> None:
        self.root = root
        self.encoding = encoding
        self.faults = faults
        self._lines = text.split("\n")

    def source_of(self, node: Node) -> str:
        """Return the lines of a node, verbatim."""
        return "\n".join(self._lines[node.line - 1 : node.end_line])


def read_xml(source: Source, member: str | None = None) -> XmlDocument:
    """Read XML. Raises `XmlFault`, and `UnknownEncoding` where it is in one that is not known."""
    match = _DECLARED.match(source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:400]) if source.encoding is None else None
    name = known_encoding(match[1].decode()) if match else source.encoding
    text, encoding, faults = decoded(source if not match or name in {"utf-8", "utf-16"} else _named(source, str(name)))
    known, mended = _without_names(text.removeprefix("\ufeff"), member)
    return XmlDocument(_parsed(known, member), text, encoding, (*faults, *mended))


def _named(source: Source, encoding: str) -> Source:
    return type(source)(source.data, source.name, encoding, source.columns)


def _without_names(text: str, member: str | None) -> tuple[str, tuple[Fault, ...]]:
    """Return XML with the characters that HTML has names for in place of those names, and a warning for each line."""
    if not any(match[1] not in _OWN for match in _ENTITY.finditer(text)):
        return text, ()
    lines: dict[int, str] = {}
    line = 1
    parts = _CDATA.split(text)
    for at, part in enumerate(parts):
        if at % 2 == 0:
            for match in _ENTITY.finditer(part):
                if match[1] not in _OWN and f"{match[1]};" in html.entities.html5:
                    lines.setdefault(line + part.count("\n", 0, match.start()), match[0])
            parts[at] = _ENTITY.sub(_character, part)
        line += part.count("\n")
    return "".join(parts), tuple(
        Fault(Place(number, member=member), "unknown-entity", name) for number, name in lines.items()
    )


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _OWN else html.entities.html5.get(f"{match[1]};", match[0])


def _parsed(text: str, member: str | None) -> Node:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = 1 << 20
    root = Node("", {}, 0, 0)
    stack = [root]

    def refuse(code: str, detail: str = "") -> XmlFault:
        column = parser.CurrentColumnNumber + 1
        return XmlFault(Fault(Place(parser.CurrentLineNumber, column=column, member=member), code, detail=detail))

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise refuse("too-large", f"more than {DEEPEST} tags in each other")
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if attributes and ":" in "".join(attributes):
            attributes = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        line = parser.CurrentLineNumber
        node = Node(tag, attributes, line, line)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_tag: str) -> None:
        stack.pop().end_line = parser.CurrentLineNumber

    def characters(data: str) -> None:
        node = stack[-1]
        if node.children:
            node = node.children[-1]
            text = node.tail = node.tail + data
        else:
            text = node.lead = node.lead + data
        if len(text) > LONGEST:
            raise refuse("too-large", "a text of more than 16 MiB")

    def doctype(*_: object) -> None:
        raise refuse("doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        place = Place(error.lineno, column=error.offset + 1, member=member)
        raise XmlFault(Fault(place, "not-well-formed", detail=expat.ErrorString(error.code))) from error
    finally:
        # They know the parser, and it knows them: a circle that would keep all nodes until it is collected.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartDoctypeDeclHandler = None
    return root.children[0]
