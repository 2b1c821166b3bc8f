"""What learners reported, as an author reads it."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace

from quiz.authoring.closed_remarks import ClosedRemarks
from quiz.practice.remarks import RemarkKind
from quiz.practice.types import Key
from quiz.scores.store.engine import open_store
from quiz.scores.store.records import Remark

Invoke = Callable[..., Result]
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FIRST = Remark("a" * 32, "Ada", Key("nine", "single"), RemarkKind.WRONG_KEY, "it was 1718 [/x]", AT, attempt="b" * 32)
SECOND = replace(FIRST, uid="c" * 32, learner="Bob", kind=RemarkKind.UNCLEAR, text="", at=AT + timedelta(days=1))


def put(data: Path, *remarks: Remark) -> None:
    with closing(open_store(data)) as store:
        for remark in remarks:
            assert store.add_remark(remark)


@pytest.fixture
def reported(data: Path, nine_file: Path) -> Path:
    put(
        data,
        replace(FIRST, uid="d" * 32, key=Key("nine", "text"), kind=RemarkKind.SLIP, text="a slip"),
        SECOND,
        FIRST,
        replace(FIRST, uid="e" * 32, key=Key("nine", "gone"), kind=RemarkKind.OTHER, text="gone"),
        replace(FIRST, uid="f" * 32, key=Key("lost", "q"), kind=RemarkKind.OUT_OF_DATE, text=""),
    )
    return nine_file


def local(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def test_remarks_are_listed_by_bank_with_the_place_of_each_question(invoke: Invoke, reported: Path) -> None:
    done = invoke("remarks")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "lost: 1 remark",
        "  no bank in the library  q",
        f"    out of date  (Ada, {local(AT)})",
        "",
        "Nine types (nine): 4 remarks",
        f"  {reported}:6  single",
        f"    wrong key: it was 1718 [/x]  (Ada, {local(AT)})",
        f"    unclear  (Bob, {local(SECOND.at)})",
        f"  {reported}:48  text",
        f"    slip: a slip  (Ada, {local(AT)})",
        f"  {reported}, no question of that id  gone",
        f"    other: gone  (Ada, {local(AT)})",
    ]


def test_the_json_has_the_documented_keys(invoke: Invoke, reported: Path) -> None:
    found = json.loads(invoke("remarks", "nine", "--learner", "Ada", "--format", "json").stdout)
    assert found[0] == {
        "id": "a" * 32,
        "bank": "nine",
        "question": "single",
        "kind": "wrong-key",
        "text": "it was 1718 [/x]",
        "learner": "Ada",
        "at": "2026-11-22T09:30:00Z",
        "attempt": "b" * 32,
        "path": str(reported),
        "line": 6,
        "closed": False,
    }
    assert [(one["question"], one["line"]) for one in found] == [("single", 6), ("text", 48), ("gone", None)]
    help_ = " ".join(invoke("remarks", "--help").stdout.split())
    assert [key for key in found[0] if key not in help_] == []
    assert [kind for kind in RemarkKind if kind not in help_] == []


@pytest.mark.parametrize("name", ["nine", "file"])
def test_a_bank_is_named_by_id_or_file(invoke: Invoke, reported: Path, name: str) -> None:
    done = invoke("remarks", reported if name == "file" else name)
    assert done.exit_code == 0
    assert done.stdout.startswith("Nine types (nine): 4 remarks\n")
    assert "lost" not in done.stdout


def test_of_a_bank_that_is_gone_what_was_reported_is_still_there(invoke: Invoke, reported: Path) -> None:
    assert invoke("remarks", "lost").stdout.startswith("lost: 1 remark\n")


def test_an_unknown_bank_is_told_with_those_that_are_near(invoke: Invoke, reported: Path) -> None:
    done = invoke("remarks", "nien")
    assert done.exit_code == 2
    assert "there is no bank “nien”; did you mean nine?" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("bank", [(), ("nine",)])
def test_that_there_is_no_remark_is_said_and_no_error(
    invoke: Invoke, nine_file: Path, data: Path, bank: tuple[str, ...]
) -> None:
    done = invoke("remarks", *bank)
    assert (done.exit_code, done.stdout) == (0, "No remark yet.\n")
    assert json.loads(invoke("remarks", *bank, "--format", "json").stdout) == []
    assert not list(data.glob("scores*"))


def test_what_was_reported_before_is_left_out_where_a_time_is_given(invoke: Invoke, reported: Path) -> None:
    assert invoke("remarks", "--since", "2100-01-01").stdout == "No remark is like that.\n"


def test_a_store_that_cannot_be_read_is_told_and_is_no_empty_list(invoke: Invoke, nine_file: Path, data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / "scores.db").write_text("no store " * 1000)
    done = invoke("remarks", "nine")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "scores.db" in done.stderr


def test_what_an_author_closed_is_left_out_unless_it_is_asked_for(invoke: Invoke, reported: Path, data: Path) -> None:
    ClosedRemarks(data).close("d" * 32)
    assert "a slip" not in invoke("remarks", "nine").stdout
    assert "a slip" in invoke("remarks", "nine", "--closed").stdout
    found = json.loads(invoke("remarks", "nine", "--closed", "--format", "json").stdout)
    assert {one["id"][0]: one["closed"] for one in found} == {"a": False, "c": False, "d": True, "e": False}
