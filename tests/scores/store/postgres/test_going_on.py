"""What happens to a response where the server, or the way to it, goes away."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.scores.store.records import StoreProblem, TakenFurther
from tests.postgres import Cluster
from tests.scores.conftest import Begin
from tests.scores.store.postgres.conftest import OpenAt
from tests.scores.store.postgres.proxy import Proxy, proxy


@pytest.fixture
def way(postgres: Cluster) -> Iterator[tuple[Proxy, str]]:
    """A way to the server that can be cut, and the address of an empty schema on it."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder, proxy(Path(folder), postgres.socket) as cut:
        yield cut, postgres.new_schema(Path(folder))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_response_whose_commit_got_no_answer_is_kept_once(
    way: tuple[Proxy, str], open_at: OpenAt, begin: Begin, moment: str
) -> None:
    cut, address = way
    store = open_at(address)
    recorder = begin(store)
    setattr(cut, f"cut_{moment}", b"commit")
    recorder.answer(DONT_KNOW, 1)
    assert cut.cuts == 1
    assert store.load(recorder.attempt.uid) == recorder.attempt
    assert store.last_number() == 1


def test_a_restart_of_the_server_is_not_noticed(postgres: Cluster, address: str, open_at: OpenAt, begin: Begin) -> None:
    store = open_at(address)
    recorder = begin(store)
    postgres.stop()
    postgres.start()
    recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid) == recorder.attempt


def test_while_the_server_is_away_nothing_shows_as_taken(
    postgres: Cluster, address: str, open_at: OpenAt, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.scores.store.postgres.store._PAUSES", (0.0,))
    store = open_at(address)
    recorder = begin(store)
    before = recorder.attempt
    postgres.stop(signal.SIGQUIT)
    with pytest.raises(StoreProblem, match="does not answer"):
        recorder.answer(DONT_KNOW, 1)
    assert recorder.attempt == before
    postgres.start()
    recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid) == recorder.attempt


def test_of_two_windows_that_answer_the_same_one_is_told(address: str, open_at: OpenAt, begin: Begin) -> None:
    first, second = open_at(address), open_at(address)
    recorder = begin(first)
    before = recorder.attempt
    recorder.answer(DONT_KNOW, 1)
    another = before.answer(DONT_KNOW, seconds=2, at=before.started, day=before.started.date())
    with pytest.raises(TakenFurther, match="another window"):
        second.save(before, another)
    assert second.load(before.uid) == recorder.attempt
