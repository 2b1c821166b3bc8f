"""Remarks travel with the results, notes and stars where that is asked for; nothing comes twice."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.bank.lessons import FullName
from quiz.practice.notes import NOTE_LIMIT
from quiz.practice.remarks import REMARK_LIMIT, RemarkKind
from quiz.practice.types import Key
from quiz.scores.exchange.results_format import ResultsFault
from quiz.scores.exchange.transfer import export_results, import_results
from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_store
from quiz.scores.store.records import Note, Remark
from tests.scores.conftest import START, Begin

NINE = Key("nine", "single")
REMARK = Remark("a" * 32, "Ada [/x]", NINE, RemarkKind.OTHER, "조선 [/x]", START, attempt="b" * 32)
NOTE = Note("Ada [/x]", NINE, "one\n\ntwo", star=True, at=START)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "other")
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store, begin: Begin) -> Store:
    begin(store)
    store.add_remark(REMARK)
    store.add_remark(replace(REMARK, uid="c" * 32, learner="Bob", key=Key("other", "q"), attempt=None))
    store.put_note(NOTE)
    store.put_note(replace(NOTE, learner="Bob", text=""))
    return store


def exported(store: Store, **options: Any) -> list[bytes]:
    return list(export_results(store, START, **options))


def version(lines: list[bytes]) -> int:
    return int(json.loads(lines[0])["version"])


def test_remarks_come_with_the_results_and_notes_do_not(filled: Store, other: Store) -> None:
    imported = import_results(other, exported(filled))
    assert (imported.remarks, imported.new_remarks, imported.notes) == (2, 2, 0)
    assert other.remarks() == filled.remarks()
    assert other.notes() == []


def test_notes_and_stars_come_where_that_is_asked_for(filled: Store, other: Store) -> None:
    imported = import_results(other, exported(filled, notes=True))
    assert (imported.notes, imported.new_notes) == (2, 2)
    assert other.notes() == filled.notes()
    assert exported(other, notes=True) == exported(filled, notes=True)


def test_importing_twice_adds_nothing_twice(filled: Store, other: Store) -> None:
    lines = exported(filled, notes=True)
    import_results(other, lines)
    again = import_results(other, lines)
    assert (again.remarks, again.new_remarks, again.notes, again.new_notes) == (2, 0, 2, 0)
    assert import_results(filled, lines).new_notes == 0
    assert exported(other, notes=True) == lines


def test_of_two_notes_on_a_question_the_newer_stays(filled: Store, other: Store) -> None:
    newer = replace(NOTE, text="newer", at=START + timedelta(days=1))
    other.put_note(newer)
    import_results(other, exported(filled, notes=True))
    assert other.note(NOTE.learner, NINE) == newer
    import_results(filled, exported(other, notes=True))
    assert filled.note(NOTE.learner, NINE) == newer


def test_an_export_narrows_them_as_it_narrows_attempts(filled: Store, other: Store) -> None:
    import_results(other, exported(filled, learner="Bob", bank="other"))
    assert [remark.uid for remark in other.remarks()] == ["c" * 32]
    assert len(exported(filled, since=START + timedelta(days=1), notes=True)) == 1


def test_a_file_without_them_says_the_version_that_every_program_reads(
    store: Store, filled: Store, begin: Begin
) -> None:
    assert version(exported(filled)) == 2
    assert version(exported(filled, learner="nobody")) == 1
    store.erase_notebook(learner="Ada [/x]")
    store.erase_notebook(learner="Bob")
    assert version(exported(store, notes=True)) == 1


def test_what_was_put_aside_comes_with_the_notes_in_a_version_of_its_own(
    store: Store, other: Store, begin: Begin
) -> None:
    begin(store)
    for learner, bank in (("Ada", "nine"), ("Ada", "other"), ("Bob", "nine")):
        store.put_lesson_aside(learner, FullName(bank, "first"), START)
    assert version(exported(store)) == 1
    lines = exported(store, notes=True)
    assert version(lines) == 3
    imported = import_results(other, lines)
    assert (imported.aside, imported.new_aside) == (3, 3)
    assert other.put_aside() == store.put_aside()
    assert import_results(other, lines).new_aside == 0
    narrowed = exported(store, notes=True, learner="Ada", bank="nine")
    assert json.loads(narrowed[-1]) == {
        "aside": "first",
        "learner": "Ada",
        "bank": "nine",
        "at": "2026-11-22T09:00:00Z",
    }


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.update(kind="fine"), "kind"),
        (lambda line: line.update(text="x" * (REMARK_LIMIT + 1)), "at most 500"),
        (lambda line: line.update(text=" "), "Say in a line"),
        (lambda line: line.update(learner=" "), "no name"),
        (lambda line: line.update(bank="no bank"), "bank"),
        (lambda line: line.update(at="2026-11-22T09:00:00+02:00"), "UTC"),
        (lambda line: line.update(remark="x"), "remark"),
        (lambda line: line.update(attempt="x"), "attempt"),
        (lambda line: line.update(more=1), "more"),
    ],
)
def test_a_remark_that_makes_no_sense_is_refused_with_its_line(
    filled: Store, other: Store, change: Change, message: str
) -> None:
    _refused(filled, other, "remark", change, message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.update(note="x" * (NOTE_LIMIT + 1)), "at most 2,000"),
        (lambda line: line.update(note="", star=False), "says nothing"),
        (lambda line: line.update(question=""), "question"),
        (lambda line: line.update(star=2), "star"),
    ],
)
def test_a_note_that_makes_no_sense_is_refused_with_its_line(
    filled: Store, other: Store, change: Change, message: str
) -> None:
    _refused(filled, other, "note", change, message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.update(aside="no id"), "aside"),
        (lambda line: line.update(learner=" "), "no name"),
        (lambda line: line.update(bank="no bank"), "bank"),
        (lambda line: line.update(at="2026-11-22T09:00:00+02:00"), "UTC"),
        (lambda line: line.update(more=1), "more"),
    ],
)
def test_a_lesson_put_aside_that_makes_no_sense_is_refused_with_its_line(
    filled: Store, other: Store, change: Change, message: str
) -> None:
    filled.put_lesson_aside("Ada", FullName("nine", "first"), START)
    _refused(filled, other, "aside", change, message)


def _refused(filled: Store, other: Store, kind: str, change: Change, message: str) -> None:
    lines = exported(filled, notes=True)
    place = next(number for number, line in enumerate(lines) if kind in json.loads(line))
    line = json.loads(lines[place])
    change(line)
    lines[place] = json.dumps(line).encode()
    with pytest.raises(ResultsFault, match=message) as fault:
        import_results(other, lines)
    assert fault.value.line == place + 1
    assert not other.uids()
    assert not other.remarks()
    assert not other.notes()


def test_what_would_steer_a_terminal_comes_in_visible(other: Store) -> None:
    lines = [
        b'{"format":"eu-dprk-quiz-results","version":2,"exported":"2026-11-22T09:00:00Z"}',
        b'{"remark":"%s","learner":"A\\u001b","bank":"nine","question":"single","kind":"slip",'
        b'"text":"a\\n\\u202e","at":"2026-11-22T09:00:00Z"}' % (b"a" * 32),
    ]
    import_results(other, lines)
    (remark,) = other.remarks()
    assert (remark.learner, remark.text) == ("A␛", "a <U+202E>")
