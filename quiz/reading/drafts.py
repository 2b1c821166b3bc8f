"""Which questions are drafts, and what is not told of them: what they lack so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.reading.normalize import tidy_text

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.document import Document

DRAFT: Final = "draft"

_LACKS: Final = frozenset({"B002", "B006", "B013", "B016", "B024", "B040", "B041"})
"""The codes of what is not there yet."""


def is_draft(data: Any) -> bool:
    """Tell whether the plain data of a question says that it is a draft."""
    if data.__class__ is not dict:
        return False
    status = data.get("status")
    return isinstance(status, str) and tidy_text(status) == DRAFT


def is_lack(found: Diagnostic) -> bool:
    """Tell whether a finding says that something is not there yet, and not that it is there under a wrong name."""
    return found.code in _LACKS and not (found.help or "").startswith("did you mean")


def draft_lines(document: Document) -> list[range]:
    """Return the lines on which the drafts of a bank stand, those that cannot be read too."""
    root = document.root
    pair = root.fields().get("questions") if root is not None and root.kind == "mapping" else None
    if pair is None or pair[1].kind != "list" or DRAFT not in document.text:
        return []
    nodes = list(pair[1].items())
    starts = [node.item_line for node in nodes]
    close = document.lines.place(document.starts[document.closes[pair[1].event]])[0]
    ends = [*starts[1:], close if pair[1].style != "[" else close + 1]
    return [
        range(start, max(start + 1, end))
        for node, start, end in zip(nodes, starts, ends, strict=True)
        if is_draft(node.plain)
    ]
