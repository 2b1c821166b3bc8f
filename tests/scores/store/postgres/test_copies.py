"""A store on a server as a file and back, and between the engines as a results file: nothing is lost."""

from datetime import UTC, datetime
from pathlib import Path

import psycopg

from quiz.bank.model import Bank
from quiz.practice.remarks import RemarkKind
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.exchange.transfer import export_results, import_results
from quiz.scores.store.base import Store
from quiz.scores.store.copies import bring_back
from quiz.scores.store.records import Note, Remark
from quiz.scores.store.sqlite.open import open_store
from tests.scores.conftest import Begin
from tests.scores.store.postgres.conftest import OpenAt

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def fill(store: Store, begin: Begin, nine: Bank) -> None:
    for seed, mode in enumerate(Mode):
        recorder = begin(store, nine, mode=mode, seed=seed)
        for position in range(3):
            recorder.step(recorder.attempt.go(position))
            recorder.answer(DONT_KNOW, 1)
    store.put_note(Note("Ada", Key("nine", "single"), "mine", star=True, at=NOW))
    store.add_remark(Remark("0" * 32, "Ada", Key("nine", "single"), RemarkKind.SLIP, "a slip", NOW))


def content(store: Store) -> tuple[object, ...]:
    return list(store.every()), store.notes(), store.remarks(), [store.numbers(uid) for uid in store.uids()]


def test_a_backup_is_a_file_that_comes_back_on_either_engine(
    address: str, open_at: OpenAt, begin: Begin, nine: Bank, tmp_path: Path, data: Path
) -> None:
    store = open_at(address)
    fill(store, begin, nine)
    whole = content(store)
    store.back_up(tmp_path / "copy.db")
    begin(store, nine, learner="Bob")
    kept = bring_back(store, tmp_path / "copy.db", NOW)
    assert kept is not None
    assert kept.parent == data / "backups"
    assert content(store) == whole
    recorder = begin(store, nine)  # numbers go on behind those that came back
    recorder.answer(DONT_KNOW, 1)
    assert store.last_number() == 13
    file = open_store(tmp_path / "another")
    bring_back(file, tmp_path / "copy.db", NOW)
    assert content(file) == whole
    file.close()


def test_the_server_knows_at_once_how_much_came_back(
    address: str, open_at: OpenAt, begin: Begin, nine: Bank, tmp_path: Path
) -> None:
    """Until it has counted, it plans each look for a store without rows: an analysis took thirty times as long."""
    store = open_at(address)
    fill(store, begin, nine)
    store.back_up(tmp_path / "copy.db")
    bring_back(store, tmp_path / "copy.db", NOW)
    with psycopg.connect(address) as connection:
        counted = connection.execute("select distinct tablename from pg_stats where schemaname = current_schema()")
        assert {"attempt", "item", "part", "response"} <= {name for (name,) in counted}


def test_a_results_file_takes_everything_from_a_file_to_a_server_and_back(
    address: str, open_at: OpenAt, begin: Begin, nine: Bank, tmp_path: Path
) -> None:
    here, there, back = open_store(tmp_path / "here"), open_at(address), open_store(tmp_path / "back")
    fill(here, begin, nine)
    import_results(there, list(export_results(here, NOW, notes=True)))
    assert content(there) == content(here)
    import_results(back, list(export_results(there, NOW, notes=True)))
    assert content(back) == content(here)
    here.close()
    back.close()
