"""The store goes while it is opened again in the place of one that went."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from quiz.scores.store.engine import open_instead, open_store
from quiz.scores.store.records import StoreGone
from tests.plain.dialogues import Begin, hear_from
from tests.plain.sentences import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quiz.scores.store.base import Store

FILE = "scores.db"


def _remove(data: Path) -> None:
    for file in data.glob(f"{FILE}*"):
        file.unlink()


def _goes_once_opened(data: Path, store: Store, gone: StoreGone) -> Store:
    """Open the store, which is removed before anything is brought into it."""
    opened = open_instead(store, gone)
    _remove(data)
    return opened


def _cannot_be_opened(data: Path, store: Store, gone: StoreGone) -> Store:
    """Open the store, in whose place something else is for a moment."""
    (data / FILE).mkdir()
    try:
        return open_instead(store, gone)
    finally:
        (data / FILE).rmdir()


@pytest.mark.parametrize("happens", [_goes_once_opened, _cannot_be_opened])
@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_goes_again_while_it_is_opened_is_opened_once_more(
    begin: Begin, data: Path, happens: Callable[[Path, Store, StoreGone], Store], times: int
) -> None:
    recorder, opened = begin(), 0

    def reopen(store: Store, gone: StoreGone) -> Store:
        nonlocal opened
        opened += 1
        return happens(data, store, gone) if opened <= times else open_instead(store, gone)

    _remove(data)
    heard = hear_from(recorder, io.StringIO("1\ntrue\n2,3\n"), reopen=reopen)
    assert score("3 of 3") in heard.out
    assert opened == times + 1
    recorder.store.close()
    with closing(open_store(data)) as store:
        assert store.load(recorder.attempt.uid) == recorder.attempt


@pytest.mark.parametrize("happens", [_goes_once_opened, _cannot_be_opened])
def test_a_store_that_never_stays_is_given_up(
    begin: Begin, data: Path, happens: Callable[[Path, Store, StoreGone], Store]
) -> None:
    recorder = begin()
    _remove(data)
    with pytest.raises(StoreGone):
        hear_from(recorder, io.StringIO("1\ntrue\n2,3\n"), reopen=lambda store, gone: happens(data, store, gone))
