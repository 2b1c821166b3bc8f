"""A passage is kept with the questions about it: in every store, in a results file, and in what was written before."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from quiz.bank.model import Bank
from quiz.practice.attempt import Attempt
from quiz.reading.reader import read_bank
from quiz.scores.exchange.results_format import ResultsFault, read_results
from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from quiz.scores.store.snapshot import Snapshot, snapshot_of
from tests.scores.conftest import ALL, Begin
from tests.scores.exchange.test_results_format import written


def bank() -> Bank:
    about = {"type": "true-false", "answer": True, "prompt": "So?", "explanation": "E.", "sources": ["r"]}
    text = {
        "id": "b",
        "title": "B",
        "references": [{"id": "r", "title": "R"}, {"id": "s", "title": "S", "URL": "https://example.org/s"}],
        "passages": [
            {
                "id": "p",
                "title": "Title",
                "text": "One **line**.\n\n- [a link](https://example.org/a)",
                "markup": "markdown",
                "sources": ["s, page 3"],
            }
        ],
        "questions": [about | {"id": "a", "passage": "p"}, about | {"id": "b", "passage": "p"}, about | {"id": "c"}],
    }
    found = read_bank(json.dumps(text).encode(), "b.yaml", {}).bank
    assert found is not None
    return found


def test_an_attempt_with_passages_comes_back_from_a_store_and_from_a_results_file(
    either_store: Store, begin: Begin
) -> None:
    attempt = begin(either_store, bank(), options=ALL).attempt
    assert either_store.load(attempt.uid) == attempt
    assert [received.attempt for received in read_results(written(attempt))] == [attempt]
    passages = [item.passage for item in attempt.items]
    assert [one.title if one else None for one in passages].count("Title") == 2
    (passage, *_) = filter(None, passages)
    assert [source.citation.ref for source in passage.sources] == ["s", "https://example.org/a"]
    about = next(item for item in attempt.items if item.passage)
    assert [source.citation.ref for source in about.every_source] == ["r", "s", "https://example.org/a"]


@pytest.fixture
def attempt(begin: Begin) -> Attempt:
    store = unsaved_store()
    attempt = begin(store, bank(), options=ALL).attempt
    store.close()
    return attempt


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.pop("passage"),
        lambda body: body["passage"].update(id="other"),
        lambda body: body["passage"].update(text=""),
        lambda body: body["passage"].update(markup="html"),
    ],
)
def test_a_results_file_whose_passage_does_not_fit_is_refused(
    attempt: Attempt, change: Callable[[dict[str, Any]], object]
) -> None:
    lines = written(attempt)
    at = next(number for number, line in enumerate(lines) if b'"passage":{' in line)
    data = json.loads(lines[at])
    change(data["body"])
    lines[at] = json.dumps(data).encode() + b"\n"
    with pytest.raises(ResultsFault):
        list(read_results(lines))


def test_hostile_signs_in_the_passage_of_a_results_file_become_visible(attempt: Attempt) -> None:
    lines = [
        line.replace(b"One **line**", b"\\u001b[31m\\u202e").replace(b"page 3", b"\\u0007") for line in written(attempt)
    ]
    (received,) = read_results(lines)
    (passage, *_) = (item.passage for item in received.attempt.items if item.passage)
    assert passage.text.replace("\n", "").isprintable()
    assert (passage.sources[0].citation.locator or "").isprintable()


def test_a_snapshot_from_before_there_were_passages_reads_as_it_did(attempt: Attempt) -> None:
    bare = next(item for item in attempt.items if item.passage is None)
    body = msgspec.json.encode(snapshot_of(bare))
    assert b"passage" not in body  # what is the same as before is the same bytes, and is kept once
    assert msgspec.json.decode(body, type=Snapshot).item("b", bare.presentation) == bare
