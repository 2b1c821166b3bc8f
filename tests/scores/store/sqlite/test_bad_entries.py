"""A note or remark with a value that makes no sense is left out and named, and stops nothing else."""

import pytest

from quiz.practice.notes import NOTE_LIMIT
from quiz.practice.remarks import RemarkKind
from quiz.practice.types import Key
from quiz.scores.store.records import Note, Remark
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import START

SOUND = Key("aid", "sound")
SPOILT = Key("aid", "spoilt")


@pytest.fixture
def filled(store: SqliteStore) -> SqliteStore:
    for number, key in enumerate((SOUND, SPOILT)):
        store.put_note(Note("Ada", key, "x", star=False, at=START))
        store.add_remark(Remark(f"{number:032x}", "Ada", key, RemarkKind.SLIP, "x", START, attempt="b" * 32))
    return store


@pytest.mark.parametrize(
    "change",
    [
        "text = ''",
        f"text = '{'x' * (NOTE_LIMIT + 1)}'",
        "text = cast(x'ff' as text)",
        "at = 'yesterday'",
        "bank = 'No Bank'",
        "learner = ''",
        "star = 2",
    ],
)
def test_a_bad_note_is_left_out(filled: SqliteStore, change: str) -> None:
    told: list[str] = []
    filled.tell = told.append
    filled._connection.execute("pragma ignore_check_constraints = on")
    filled._connection.execute(f"update note set {change} where question = 'spoilt'")
    assert [note.key for note in filled.notes()] == [SOUND]
    assert filled.note("Ada", SOUND) is not None
    assert len(filled.remarks()) == 2
    (bad,) = filled.bad_entries()
    (line,) = told
    assert (
        line == f"{bad.name.replace('the', 'The', 1)}: {bad.what}. It is left out; `quiz doctor` says what can be done."
    )
    assert bad.name.endswith("/spoilt")


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'fine'",
        "text = cast(x'ff' as text)",
        "at = '2026-02-30T09:00:00+00:00'",
        "attempt = 'none'",
        "learner = ''",
        "question = 'a b'",
        "uid = 'x'",
    ],
)
def test_a_bad_remark_is_left_out(filled: SqliteStore, change: str) -> None:
    told: list[str] = []
    filled.tell = told.append
    filled._connection.execute("pragma ignore_check_constraints = on")
    filled._connection.execute(f"update remark set {change} where question = 'spoilt'")
    assert [remark.key for remark in filled.remarks()] == [SOUND]
    assert len(filled.notes()) == 2
    (bad,) = filled.bad_entries()
    assert bad.name.startswith("the remark")
    assert len(told) == 1


def test_what_would_steer_a_terminal_is_made_visible(filled: SqliteStore) -> None:
    filled._connection.execute("update note set text = char(27) || '[31m' where question = 'sound'")
    filled._connection.execute("update remark set text = 'a' || char(10) || char(27) where question = 'sound'")
    note = filled.note("Ada", SOUND)
    assert note is not None
    assert note.text == "␛[31m"
    assert filled.remarks()[0].text == "a ␛"
