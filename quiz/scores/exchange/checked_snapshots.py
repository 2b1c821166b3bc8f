"""Questions of a results file, which may come from anyone: checked and cleaned as those of a bank are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from quiz.diagnostics.findings import is_error
from quiz.practice.attempt import ItemPassage
from quiz.practice.citations import SourceCitation
from quiz.reading.reader import read_bank
from quiz.scores.exchange.lines import Refusal
from quiz.scores.store.fit import Layout
from quiz.scores.store.snapshot import Snapshot
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.bank.passage import Passage

_CACHED: Final = 64 << 10
"""Bytes of a question up to which what came of it is remembered."""
_WITH_COMMA: Final = "de"
"""A language that writes decimals with a comma."""


@dataclass(frozen=True, slots=True)
class CheckedSnapshot:
    """A checked snapshot, with the layout that any presentation of it must have."""

    snapshot: Snapshot
    layout: Layout


def checked_snapshot(snapshot: Snapshot) -> CheckedSnapshot:
    """Return a snapshot with its texts cleaned. Raises `Refusal` where its question is not sound."""
    body = msgspec.json.encode(snapshot)
    return _seen(body) if len(body) <= _CACHED else _checked(body)


def _checked(body: bytes) -> CheckedSnapshot:
    """Read a question as one in a bank is read, with the same checks and the same cleaning."""
    given = msgspec.json.decode(body, type=Snapshot)
    bank: dict[str, Any] = {
        "id": "results",
        "title": given.bank_title,
        "topic": given.topic,
        "questions": [given.question],
    }
    if given.markup != "plain":
        bank["markup"] = given.markup
    if given.passage is not None:
        passage = given.passage
        bank["passages"] = [{"id": passage.id, "title": passage.title, "text": passage.text, "markup": passage.markup}]
    reading = read_bank(msgspec.json.encode(bank), "", None)
    if any(map(is_error, reading.diagnostics)):
        # A number stands as its author wrote it, with a point or a comma; the language of the bank is not kept.
        with_comma = read_bank(msgspec.json.encode(bank | {"language": _WITH_COMMA}), "", None)
        reading = reading if any(map(is_error, with_comma.diagnostics)) else with_comma
    for finding in filter(is_error, reading.diagnostics):
        raise Refusal(f"the question is not sound: {clean_line(finding.message)}")
    if reading.bank is None or not reading.bank.questions:
        raise Refusal("the question is not sound")
    read = reading.bank
    question = read.questions[0]
    checked = Snapshot(
        read.title,
        read.topic,
        question,
        _cleaned_sources(given.sources),
        read.markup,
        _checked_passage(given.passage, read.passage_of(question)),
    )
    return CheckedSnapshot(checked, Layout(question))


def _checked_passage(given: ItemPassage | None, read: Passage | None) -> ItemPassage | None:
    """Return the passage of a question as it was read, with the sources that are given."""
    if given is None or read is None:
        return None
    return ItemPassage(read.id, read.title, read.text, _cleaned_sources(given.sources), read.markup or "plain")


def _cleaned_sources(sources: tuple[SourceCitation, ...]) -> tuple[SourceCitation, ...]:
    return msgspec.convert(cleaned_values(msgspec.to_builtins(sources)), tuple[SourceCitation, ...])


_seen = lru_cache(maxsize=1024)(_checked)
"""The same questions stand in the files of all who learn from one bank."""


def cleaned_values(value: Any) -> Any:
    """Return a value of plain data with every text in it cleaned."""
    match value:
        case str():
            return clean_line(value)
        case dict():
            return {key: cleaned_values(item) for key, item in value.items()}
        case list() | tuple():
            return [cleaned_values(item) for item in value]
        case _:
            return value
