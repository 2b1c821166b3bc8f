"""Stores, sittings and a clock that is set by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_store, unsaved_store

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
ALL = Options(count=None)


class Clock:
    """Goes on a minute whenever it is looked at; `now` can be set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = open_store(data)
    yield opened
    opened.close()


@pytest.fixture
def unsaved() -> Iterator[Store]:
    """A store in memory."""
    opened = unsaved_store()
    yield opened
    opened.close()


Begin = Callable[..., AttemptRecorder]
Lines = Callable[..., list[str]]


@pytest.fixture
def begin(nine: Bank, clock: Clock) -> Begin:
    """Start an attempt on the bank of nine, or on other banks."""

    def call(
        store: Store,
        *banks: Bank,
        learner: str = "Ada",
        mode: Mode = Mode.PRACTICE,
        options: Options = ALL,
        seed: int = 1,
    ) -> AttemptRecorder:
        return start(store, banks or [nine], learner=learner, options=options, seed=seed, mode=mode, now=clock)

    return call
