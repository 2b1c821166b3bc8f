"""What can be read of damaged scores: everything that stands on sound pages, and nothing that is not so."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.bank.lessons import FullName
from quiz.bank.model import Bank
from quiz.files import FileProblem
from quiz.practice.questions.typed import Typed
from quiz.practice.remarks import RemarkKind
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.exchange.transfer import export_results, import_results
from quiz.scores.store.records import Note, Remark, StoreProblem
from quiz.scores.store.reset import Scope, reset
from quiz.scores.store.sqlite.open import FILE_NAME, open_for_a_look, open_store
from quiz.scores.store.sqlite.pages import Pages
from quiz.scores.store.sqlite.salvage import NothingReadable, Salvage, Tally, write_salvage
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import Begin

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PAGE = 4096
Change = Callable[[bytearray], None]


@pytest.fixture
def path(data: Path) -> Path:
    return data / FILE_NAME


ALL = 148
"""Responses in the filled store."""
REPLACED = 7
"""Of these, responses of exams that were replaced: where one is lost it cannot be told that it was there."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the filled store is kept, once the first test that begins with it has filled it."""
    return tmp_path_factory.mktemp("kept") / "data"


@pytest.fixture
def filled(data: Path, kept: Path, begin: Begin) -> list[bytes]:
    """Thirty attempts of two learners in practice and exam, some open; the lines of their results, sorted."""
    if not kept.exists():
        fill(data, begin)
        shutil.copytree(data, kept)
    else:
        shutil.copytree(kept, data)
    with closing(open_for_a_look(data)) as store:
        return sorted(export_results(store, NOW))


def fill(data: Path, begin: Begin) -> None:
    store = open_store(data)
    for seed in range(30):
        recorder = begin(
            store, seed=seed, learner="Bob" if seed % 3 else "Ada", mode=Mode.EXAM if seed % 4 == 0 else Mode.PRACTICE
        )
        for position in range(seed % 9 + 1):
            recorder.step(recorder.attempt.go(position).flag())
            recorder.answer(DONT_KNOW, 1.5)
        if seed % 4 == 0:
            recorder.step(recorder.attempt.go(0))
            recorder.answer(DONT_KNOW, 2)
    store.close()


def salvaged(path: Path) -> tuple[list[bytes], Tally]:
    with Salvage(path) as salvage:
        return list(salvage.lines(NOW)), salvage.tally


def brought_in(folder: Path, lines: list[bytes]) -> int:
    """Import lines into a new store, and return how many responses that has."""
    store = open_store(folder)
    import_results(store, lines)
    found = sum(len(store.load(uid).log) for uid in store.uids())
    store.close()
    return found


def test_of_a_sound_store_comes_out_what_an_export_has(path: Path, filled: list[bytes]) -> None:
    lines, tally = salvaged(path)
    assert sorted(lines) == filled
    assert tally == Tally(attempts=30, responses=ALL)


def test_what_stands_in_the_log_beside_the_file_comes_out_too(data: Path, path: Path, begin: Begin) -> None:
    store = open_store(data)
    begin(store).answer(DONT_KNOW, 1)
    assert path.with_name(f"{FILE_NAME}-wal").stat().st_size
    assert sorted(salvaged(path)[0]) == sorted(export_results(store, NOW))
    store.close()


def test_what_was_not_committed_to_the_log_never_happened(data: Path, path: Path, begin: Begin) -> None:
    store = open_store(data)
    recorder = begin(store)
    recorder.answer(DONT_KNOW, 1)
    log = path.with_name(f"{FILE_NAME}-wal")
    recorder.step(recorder.attempt.go(1))
    sizes = log.stat().st_size
    recorder.answer(DONT_KNOW, 1)
    content = log.read_bytes()
    copied = data / "copy.db"
    copied.write_bytes(path.read_bytes())
    for end in (sizes, sizes + 24 + PAGE // 2, len(content) - 1):
        data.joinpath("copy.db-wal").write_bytes(content[:end])
        assert salvaged(copied)[1].responses == 1, end
    store.close()


def _no_header(content: bytearray) -> None:
    content[:100] = bytes(100)


def _no_first_page(content: bytearray) -> None:
    content[:PAGE] = random.Random(1).randbytes(PAGE)


def _no_freelist(content: bytearray) -> None:
    content[32:40] = b"\xff" * 8


@pytest.mark.parametrize("damage", [_no_header, _no_first_page, _no_freelist])
def test_the_way_to_the_tables_is_not_needed(path: Path, filled: list[bytes], damage: Change) -> None:
    content = bytearray(path.read_bytes())
    damage(content)
    path.write_bytes(content)
    lines, tally = salvaged(path)
    assert sorted(lines) == filled
    assert tally.lost == 0


def test_a_spoilt_page_costs_no_more_than_what_stood_on_it_and_that_is_told(
    tmp_path: Path, path: Path, filled: list[bytes]
) -> None:
    sound = path.read_bytes()
    least = ALL
    for page in range(len(sound) // PAGE):
        content = bytearray(sound)
        content[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
        path.write_bytes(content)
        lines, tally = salvaged(path)
        assert ALL - REPLACED <= tally.responses + tally.lost <= ALL, page
        least = min(least, tally.responses)
        if tally.responses < ALL:
            assert brought_in(tmp_path / f"new-{page}", lines) == tally.responses
    assert 60 < least < ALL


def test_bits_that_flipped_cost_what_they_hit(tmp_path: Path, path: Path, filled: list[bytes]) -> None:
    sound = path.read_bytes()
    for seed in range(10):
        rnd, content = random.Random(seed), bytearray(sound)
        for _ in range(60):
            content[rnd.randrange(len(content))] ^= 1 << rnd.randrange(8)
        path.write_bytes(content)
        lines, tally = salvaged(path)
        assert brought_in(tmp_path / str(seed), lines) == tally.responses > 60


def test_attempts_whose_own_rows_are_gone_come_out_with_name_mode_and_start(
    data: Path, path: Path, filled: list[bytes], tmp_path: Path
) -> None:
    store = open_store(data)
    before = {uid: store.load(uid) for uid in store.uids()}
    store.close()
    pages = _leaves(path)
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    lines, tally = salvaged(path)
    assert (tally.attempts, tally.responses, tally.lost) == (30, ALL, 0)
    store = open_store(tmp_path / "new")
    import_results(store, lines)
    for uid, attempt in before.items():
        found = store.load(uid)
        assert (found.learner, found.mode, found.started, found.items) == (
            attempt.learner,
            attempt.mode,
            attempt.started,
            attempt.items,
        )
        assert found.log == attempt.log
    store.close()
    assert salvaged(path)[0] == lines


def test_the_layout_of_questions_whose_rows_are_gone_comes_out_of_index_and_seed(
    path: Path, filled: list[bytes]
) -> None:
    content = bytearray(path.read_bytes())
    for page in _leaves(path, 12):
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    shutil.rmtree(path.parent / "backups")
    lines, tally = salvaged(path)
    assert (tally.attempts, tally.responses, tally.lost) == (30, ALL, 0)
    assert sorted(line.replace(b',"flagged":true', b"") for line in filled) == sorted(lines)


def _leaves(path: Path, columns: int = 17) -> list[int]:
    """Return the pages on which rows with so many columns stand."""
    with Pages(path) as pages:
        last = path.stat().st_size // PAGE
        return [
            number
            for number in range(2, last + 1)
            if any(len(record.values) == columns for record in pages._records(pages.page(number), 0))
        ]


@pytest.mark.parametrize(
    ("column", "value", "responses"),
    [
        ("response.day", "2026-1q-29", ALL),
        ("response.at", "noon", ALL),
        ("response.response", '{"type":"x"}', ALL - 1),
        ("response.fraction", 0.5, ALL - 1),
        ("response.seconds", -1.0, ALL - 1),
        ("attempt.started", "2026-13-45", ALL),
        ("attempt.options", "[", ALL),
        ("attempt.uid", "no id", ALL),
        ("attempt.position", 999, ALL),
        ("attempt.finished", "soon", ALL),
        ("attempt.time_left", -5.0, ALL),
        ("attempt.seed", 1, ALL),
        ("attempt.learner", "\x1b]0;EVIL\x07", ALL),
    ],
)
def test_a_value_that_makes_no_sense_costs_no_more_than_its_row(
    tmp_path: Path, path: Path, filled: list[bytes], column: str, value: object, responses: int
) -> None:
    table, _, name = column.partition(".")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"update {table} set {name} = ? where id = 10", (value,))
    lines, tally = salvaged(path)
    assert (tally.attempts, tally.responses, tally.lost) == (30, responses, ALL - responses)
    assert brought_in(tmp_path / "new", lines) == responses


def test_what_was_deleted_does_not_come_back(data: Path, path: Path, filled: list[bytes]) -> None:
    store = open_store(data)
    uid = store.uids()[0]
    store.delete(uid, NOW)
    store.close()
    lines, tally = salvaged(path)
    assert tally.attempts == 29
    assert not any(uid.encode() in line for line in lines)


def test_long_texts_that_stand_on_pages_of_their_own_come_out(data: Path, path: Path, begin: Begin, nine: Bank) -> None:
    store = open_store(data)
    recorder = begin(store)
    position = next(place for place, item in enumerate(recorder.attempt.items) if item.question.type == "text")
    recorder.step(recorder.attempt.go(position))
    recorder.answer(Typed("é" * 9_000), 1)
    wanted = sorted(export_results(store, NOW))
    store.close()
    assert sorted(salvaged(path)[0]) == wanted


@pytest.mark.parametrize(
    "content", [b"", b"x", b"my scores\n" * 500, bytes(40_000), random.Random(3).randbytes(60_000)]
)
def test_of_what_is_no_store_nothing_comes_out_and_no_file_is_made(tmp_path: Path, content: bytes) -> None:
    file, output = tmp_path / "scores.db", tmp_path / "out.jsonl"
    file.write_bytes(content)
    with pytest.raises(NothingReadable):
        write_salvage(file, output, NOW)
    assert not output.exists()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "theirs.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table theirs (id)")
        connection.execute("pragma application_id = 77")
    with pytest.raises(StoreProblem, match="another program"):
        write_salvage(file, tmp_path / "out.jsonl", NOW)


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path, path: Path, filled: list[bytes]) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("mine")
    with pytest.raises(FileProblem):
        write_salvage(path, output, NOW)
    assert output.read_text() == "mine"


def test_reading_changes_nothing(data: Path, path: Path, filled: list[bytes]) -> None:
    before = {file: file.read_bytes() for file in data.rglob("*") if file.is_file()}
    salvaged(path)
    assert {file: file.read_bytes() for file in data.rglob("*") if file.is_file()} == before


def test_a_store_that_was_read_is_whole_in_another(data: Path, path: Path, filled: list[bytes], tmp_path: Path) -> None:
    other = open_store(tmp_path / "other")
    import_results(other, salvaged(path)[0])
    assert sorted(export_results(other, NOW)) == filled
    assert isinstance(other, SqliteStore)
    other.close()


# Notes and remarks


@pytest.fixture
def written(data: Path, filled: list[bytes]) -> list[bytes]:
    """The filled store with notes and remarks of both learners, some of them long; the lines of their results."""
    store = open_store(data)
    for number in range(40):
        learner, key = ("Ada", "Bob")[number % 2], Key("nine", f"q{number}")
        store.put_note(Note(learner, key, "é" * (1 + number * 50), star=number % 3 == 0, at=NOW))
        store.add_remark(Remark(f"{number:032x}", learner, key, RemarkKind.SLIP, f"remark {number}", NOW))
    store.put_lesson_aside("Bob", FullName("nine", "first"), NOW)
    lines = sorted(export_results(store, NOW, notes=True))
    store.back_up(data / "backups" / "scores-2026-11-23.db")
    store.close()
    return lines


def test_notes_and_remarks_come_out_too_and_no_attempt_takes_their_ids(path: Path, written: list[bytes]) -> None:
    lines, tally = salvaged(path)
    assert sorted(lines) == written
    assert tally == Tally(attempts=30, responses=ALL, notes=40, remarks=40, aside=1)
    content = bytearray(path.read_bytes())
    for page in _leaves(path):  # those of the attempts
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    assert salvaged(path)[1] == tally


def test_a_spoilt_page_costs_notes_what_no_copy_has(path: Path, written: list[bytes]) -> None:
    content = bytearray(path.read_bytes())
    for page in {*_leaves(path, 6), *_leaves(path, 8)}:
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    _, tally = salvaged(path)
    assert (tally.notes, tally.remarks, tally.responses) == (40, 40, ALL)
    shutil.rmtree(path.parent / "backups")
    _, tally = salvaged(path)
    assert (tally.notes, tally.remarks, tally.responses) == (0, 0, ALL)


def test_of_who_was_forgotten_nothing_comes_back_from_a_copy(data: Path, path: Path, written: list[bytes]) -> None:
    store = open_store(data)
    reset(store, Scope(learner="Ada"), NOW)
    store.close()
    assert not any(b'"Ada"' in line for line in salvaged(path)[0])


def test_a_note_that_makes_no_sense_costs_itself(path: Path, written: list[bytes]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("update note set at = 'noon' where question = 'q1'")
        connection.execute("update remark set learner = '' where question = 'q1'")
        connection.execute("insert into aside values ('Ada', 'nine', 'second', 'noon')")
    _, tally = salvaged(path)
    assert (tally.notes, tally.remarks, tally.aside, tally.responses) == (39, 39, 1, ALL)


def test_a_store_of_notes_alone_is_worth_a_file(data: Path, path: Path, tmp_path: Path) -> None:
    store = open_store(data)
    store.put_note(Note("Ada", Key("nine", "q"), "x", star=False, at=NOW))
    store.close()
    assert write_salvage(path, tmp_path / "out.jsonl", NOW) == Tally(notes=1)
