"""Rules about the text of a bank, which only its author sees."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from quiz.bank.questions.templates import LEAD, PLACEHOLDERS
from quiz.diagnostics.findings import Diagnostic, Edit
from quiz.diagnostics.lines import Span
from quiz.lint.rules import lint_finding
from quiz.reading.normalize import tidy_text
from quiz.reading.yaml.document import Node
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from quiz.reading.yaml.document import Document

_TRAILING: Final = re.compile(r"(?<![ \t])[ \t]++(?=\r?\n|\Z)")
# A pattern that begins with a sign, and looks back from there, passes over a text at the speed of memory.
_SPACED_END: Final = re.compile(r"\n(?<=[ \t]\n)")
_PADDED: Final = re.compile(r"[\"'](?:(?=[ \t])|(?<=[ \t].))")
_QUOTED: Final = re.compile(
    r"^ *(?:- )?(?:prompt|answer|hint|explanation|title|text): +(?P<text>[“„][^“”„\r\n]+[“”]) *$", re.MULTILINE
)
_MARKS: Final = {
    "**": re.compile(r"\*\*(?<![\w*(,`]\*\*)(?=\S)[^*\n]+(?<=\S)\*\*(?![\w*])"),
    "](http": re.compile(r"\[(?<![\w\])]\[)[^\]\n]+\]\(https?://[^)\s]+\)"),
    "![": re.compile(r"!\[[^\]\n]*\]\([^)\s]+\)"),
    "```": re.compile(r"```(?<=[ \n]```)\w*(?=\r?\n)"),
    "\\": re.compile(r"\$(?<![\w$]\$)(?=[^\s$])[^$\n]*\\[a-z]+[^$\n]*\$(?![\w$])"),
    "\\(": re.compile(r"\\\([^\n]+?\\\)"),
}
"""Signs of Markdown, each with what stands in every text that has it."""
_KEEPING: Final = frozenset("|>\"'")
"""The styles of texts in which a space at the end of a line may belong to the text."""

_TOLD: Final = 10_000


def trailing_spaces(document: Document) -> Iterator[Diagnostic]:
    """S001: spaces at the end of lines; those in block texts are part of the text and left alone."""
    text = document.text
    if "\r" not in text and not _SPACED_END.search(text) and not text.endswith((" ", "\t")):
        return
    for match in islice(_TRAILING.finditer(text), _TOLD):
        event = document.event_at(match.start())
        if event >= 0 and match.start() < document.ends[event] and Node(document, event).style in _KEEPING:
            continue
        span = document.lines.span(match.start(), match.end())
        yield lint_finding(
            "S001", "The line ends in spaces.", document.file, span, help="remove them", fix=(Edit(span, ""),)
        )


def padded_texts(document: Document) -> Iterator[Diagnostic]:
    """S002: quoted texts with spaces inside their quotation marks."""
    if not _PADDED.search(document.text):
        return
    for event, value in enumerate(document.values):
        if not isinstance(value, str) or value == value.strip(" ") or not value.strip():
            continue
        node = Node(document, event)
        start, end = node.start + 1, document.ends[event] - 1
        inner = document.text[start:end]
        if node.style not in {'"', "'"} or "\n" in inner or "\\" in inner:
            continue
        yield lint_finding(
            "S002",
            "The text has spaces inside its quotation marks.",
            document.file,
            node.span,
            help="remove them",
            fix=(Edit(document.lines.span(start, end), inner.strip(" ")),),
        )


def template_texts(document: Document, told: Container[Span] = ()) -> Iterator[Diagnostic]:
    """S003: texts of a template that nobody has written over, but for those that are `told` already."""
    if LEAD not in document.text:
        return
    left = (event for event, value in enumerate(document.values) if value.__class__ is str and value in PLACEHOLDERS)
    spans = (text_span(Node(document, event)) for event in left)
    for span in islice((span for span in spans if span not in told), _TOLD):
        yield lint_finding(
            "S003",
            "This text comes from a template.",
            document.file,
            span,
            help="write your own over it, or delete what you do not need",
        )


def quoted_texts(document: Document) -> Iterator[Diagnostic]:
    """S006: fields whose whole text stands in curly quotes, which YAML does not take for its own."""
    if "“" not in document.parsed and "„" not in document.parsed:
        return
    for match in islice(_QUOTED.finditer(document.parsed), _TOLD):
        event = document.event_at(match.start("text"))
        if event < 0 or document.starts[event] != match.start("text") or document.ends[event] != match.end("text"):
            continue
        yield lint_finding(
            "S006",
            "The curly quotes round this text are shown to learners.",
            document.file,
            document.lines.span(*match.span("text")),
            help='leave them out, or write straight ones: "…"',
        )


def unread_marks(document: Document) -> Iterator[Diagnostic]:
    """S007: signs of Markdown in texts that are plain; the first is told, and how many more there are."""
    text, root = document.parsed, document.root
    if root is None or _is_markdown(root):
        return
    patterns = [pattern for sign, pattern in _MARKS.items() if sign in text]
    marks = sorted(match.span() for pattern in patterns for match in islice(pattern.finditer(text), _TOLD))
    read = [
        range(entry.event, document.closes.get(entry.event, entry.event))
        for part in ("passages", "lessons")
        if marks and (pair := root.fields().get(part)) is not None
        for entry in pair[1].items()
        if _is_markdown(entry)
    ]
    texts = [(_text_at(document, start), start, end) for start, end in marks]
    found = [span for event, *span in texts if event is not None and not any(event in one for one in read)]
    if found:
        more = f" So it is in {counted(len(found) - 1, 'more place')}." if len(found) > 1 else ""
        yield lint_finding(
            "S007",
            f"This sign of Markdown is shown as it is written.{more}",
            document.file,
            document.lines.span(*found[0]),
            help="write `markup: markdown` below the title of the bank, with formulas between dollars; or leave it out",
        )


def _is_markdown(node: Node) -> bool:
    markup = node.fields().get("markup")
    return markup is not None and tidy_text(markup[1].text) == "markdown"


def _text_at(document: Document, index: int) -> int | None:
    """Return the event of the text that stands at an index."""
    event = document.event_at(index)
    is_text = event >= 0 and isinstance(document.values[event], str) and index < document.ends[event]
    return event if is_text else None


def text_span(node: Node) -> Span:
    """Return the span of a text; of a block text the first line, not its sign."""
    if node.style not in {"|", ">"}:
        return node.span
    document = node.document
    line = node.span.line + 1
    while line < len(document.lines) and not document.lines[line].strip():
        line += 1
    if line > len(document.lines):
        return node.span
    content = document.lines[line]
    return Span(line, len(content) - len(content.lstrip()) + 1, line, len(content.rstrip()) + 1)
