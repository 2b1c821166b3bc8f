"""Brackets and braces that nothing closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.reading.yaml.complaints import Meaning
from quiz.reading.yaml.libyaml import open_parser

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.slip import Slip


def open_bracket(slip: Slip) -> Diagnostic | None:
    """Find a bracket or brace that nothing closes."""
    if slip.meaning is not Meaning.BRACKET:
        return None
    # Where a value was expected, the parser does not say of which bracket.
    start = slip.began if slip.text.startswith(("[", "{"), slip.began) else _last_open(slip)
    if start is None:
        return None
    opening = slip.text[start]
    closing = {"[": "]", "{": "}"}[opening]
    return slip.found(
        "Y012",
        f"`{opening}` opens here, and no `{closing}` that fits closes it.",
        start,
        start + 1,
        f"add `{closing}`, or put the text in quotes if the bracket belongs to it",
    )


def _last_open(slip: Slip) -> int | None:
    """Return the index of the innermost bracket or brace that is open where it was noticed."""
    import yaml

    tokens = open_parser(slip.text)
    opened: list[int] = []
    try:
        while (token := tokens.get_token()) is not None and token.start_mark.index < slip.at:
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
