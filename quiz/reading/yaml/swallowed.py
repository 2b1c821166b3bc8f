"""Fields that a folded text above them has swallowed, because they are indented as its lines are."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from quiz.bank.questions.base import Choice, Citation, Distractor, NearNumber, NearText, Picture
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.reading.yaml.document import Node
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.reading.yaml.document import Document

_NESTED: Final = frozenset().union(
    *(struct.__struct_fields__ for struct in (Choice, Distractor, NearNumber, NearText, Citation, Picture))
)
_NAMES: Final = sorted(
    frozenset().union(*(struct.__struct_encode_fields__ for struct in QUESTION_TYPES.values())) - _NESTED
)
"""The fields of questions that stand nowhere deeper than they do."""

_FIRST: Final = re.compile(r"^( *+(?:- ++)?)prompt *+:", re.MULTILINE)
_TOLD: Final = 1000


def report_swallowed(document: Document) -> None:
    """Warn of a line within a folded text that is a field which the question lacks."""
    text = document.parsed
    root, first = document.root, _FIRST.search(text)
    if root is None or first is None:
        return
    deeper = re.compile(rf"\n( {{{len(first[1]) + 1},}}+)({'|'.join(_NAMES)}) *+:(?=[ \r\n]|$)")
    for match in islice(deeper.finditer(text), _TOLD):
        start, name = match.start(2), match[2]
        event = document.event_at(start)
        head = document.starts[event] if event >= 0 else 0
        if event < 0 or text[head : head + 1] != ">" or not start < document.ends[event]:
            continue
        above = document.lines.place(head)[0] + 1
        if len(match[1]) != indent_of(document.lines[above]) or name in set(_around(root, event)):
            continue
        message = f"This line is read as part of the text above it, not as the field `{name}`."
        help_ = f"give `{name}` as many spaces as the other fields of the question, if it is one"
        document.report("Y038", message, start, match.end(), help=help_)


def _around(root: Node, event: int) -> Iterator[str]:
    """Yield the names of the fields in everything that a node stands in, the bank itself left out."""
    document, node = root.document, root
    while node.event != event:
        inner = next(one for one in document.children(node.event) if one <= event <= document.closes.get(one, one))
        node = Node(document, inner)
        yield from node.fields()
