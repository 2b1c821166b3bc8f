"""What is wrong with the sources that a question, lesson or event cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.diagnostics.suggest import did_you_mean
from quiz.reading.normalize import tidy_text
from quiz.reading.questions.base import BankText
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Collection

    from quiz.diagnostics.lines import Span
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def explain_citations(findings: Findings, sources: Node, references: Collection[str] | None) -> None:
    """Report the sources of a list that are not among the ids of references; None where these are not known.

    Where there are none at all that is told once.
    """
    if references is None:
        return
    for source in sources.items():
        said = _reference_of(source)
        if said is None or said.text in references:
            continue
        where = said.node if source.kind == "mapping" else _start_of(source, said.text)
        if references:
            message = f"There is no reference `{shortened(said.text)}`."
            help_ = _comma_help(said.text, references) or did_you_mean(said.text, list(references), _PLACES)
            findings.add("B042", message, where, help_)
        elif findings.is_first("B042"):
            message = f"`{shortened(said.text)}` is cited, and the bank has no references."
            findings.add("B042", message, where, _PLACES)


_PLACES: Final = "add it to `references:` in the bank, or in sources.yaml beside it"


def _comma_help(text: str, references: Collection[str]) -> str | None:
    """Return what to type where a known reference is followed by a place in it, and no comma parts them."""
    words = text.split(" ")
    known = next((name for end in range(len(words) - 1, 0, -1) if (name := " ".join(words[:end])) in references), None)
    if known is None:
        return None
    return f"put a comma after the reference: `{shortened(f'{known}, {text[len(known) :].strip()}')}`"


def _reference_of(source: Node) -> BankText | None:
    if source.kind == "mapping":
        ref = source.fields().get("ref")
        return BankText(tidy_text(ref[1].text), ref[1]) if ref and ref[1].text else None
    text = tidy_text(source.text).partition(",")[0].strip()
    return BankText(text, source) if tidy_text(source.text) else None


def _start_of(node: Node, text: str) -> Span:
    """The part of a node at its start that says `text`; all of it where that cannot be told."""
    document = node.document
    start = node.start + (node.style in {"'", '"'})
    if document.text.startswith(text, start):
        return document.lines.span(start, start + len(text))
    return node.span
