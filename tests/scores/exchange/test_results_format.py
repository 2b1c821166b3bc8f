"""Lines of a results file: what is written is read again, and what does not hold is refused by its line."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quiz.library.library import open_bank
from quiz.paths import bundled_banks_folder
from quiz.practice.attempt import Attempt
from quiz.practice.draw import Options
from quiz.practice.edit_distance import FAR, distance
from quiz.practice.grading import grade
from quiz.practice.parsing import parse
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Confidence, Mode
from quiz.reading.reader import read_bank
from quiz.scores.exchange.results_format import ReceivedAttempt, ResultsFault, Writer, bounded_lines, read_results
from quiz.scores.exchange.transfer import Outcome, import_results
from quiz.scores.store.engine import open_store, unsaved_store
from tests.cases import CASES, Case, Shown
from tests.scores.conftest import ALL, START, Begin, Lines

Change = Callable[[dict[str, Any]], object]


def written(*attempts: Attempt) -> list[bytes]:
    writer = Writer()
    lines = [writer.header(START)]
    for number, attempt in enumerate(attempts):
        lines += writer.lines(attempt, range(1 + 100 * number, 1 + 100 * number + len(attempt.log)))
    return lines


def read(lines: list[bytes]) -> list[ReceivedAttempt]:
    return list(read_results(lines))


@pytest.fixture
def attempt(begin: Begin, lines: Lines) -> Iterator[Attempt]:
    """An attempt with a response of each type, one of them tried again."""
    store = unsaved_store()
    recorder = begin(store)
    for position, how in enumerate(["right", "wrong"] * 4 + ["?"]):
        recorder.step(recorder.attempt.go(position))
        item = recorder.attempt.item
        response = DONT_KNOW if how == "?" else parse(item.question, item.presentation, lines(item, how))
        recorder.answer(response, 1.25, Confidence.SURE)
    recorder.retry(2, DONT_KNOW, 3)
    recorder.step(recorder.attempt.flag())
    yield recorder.attempt
    store.close()


def test_an_attempt_comes_back_as_it_was(attempt: Attempt) -> None:
    (received,) = read(written(attempt))
    assert received.attempt == attempt
    assert received.numbers == tuple(range(1, 11))


def test_every_field_comes_back(begin: Begin) -> None:
    options = Options(
        count=3, tags=("un",), types=("single",), difficulties=("easy",), confidence=True, time_limit=90.5
    )
    store = unsaved_store()
    recorder = begin(store, options=options, mode=Mode.EXAM, seed=2**63 - 1, learner="Ünï 조선 [/x]")
    recorder.step(recorder.attempt.hint())
    recorder.step(recorder.attempt.extend(30.25))
    recorder.answer(DONT_KNOW, 0.1, None, time_left=12.3)
    store.close()
    assert [received.attempt for received in read(written(recorder.attempt))] == [recorder.attempt]


def test_every_bundled_question_comes_back(begin: Begin) -> None:
    banks = [open_bank(path).bank for path in sorted(bundled_banks_folder().glob("*.yaml")) if path.stem != "sources"]
    store = unsaved_store()
    attempt = begin(store, *[bank for bank in banks if bank], options=ALL).attempt
    store.close()
    assert len(attempt.items) > 100
    assert [received.attempt for received in read(written(attempt))] == [attempt]


def test_a_question_is_written_once(attempt: Attempt) -> None:
    lines = written(attempt, attempt)
    assert sum(b'"body"' in line for line in lines) == 9
    assert lines[0] == b'{"format":"eu-dprk-quiz-results","version":1,"exported":"2026-11-22T09:00:00Z"}\n'
    assert len(lines) == 1 + 9 + 2


def test_a_blank_line_and_a_byte_order_mark_do_no_harm(attempt: Attempt) -> None:
    first, *rest = written(attempt)
    assert len(read([b"\xef\xbb\xbf" + first, *rest, b"\n", b"  \r\n"])) == 1


def test_text_is_cleaned_as_a_banks_is(attempt: Attempt) -> None:
    lines = written(attempt)
    line = json.loads(lines[-1]) | {"learner": "Eve\x1b[31m\u202e\n x"}
    body = json.loads(lines[1])
    body["body"]["question"]["prompt"] = "What\x1b[2J?"
    body["body"]["sources"] = [{"citation": {"ref": "a\x07"}, "reference": {"id": "a", "title": "T\x9b1m"}}]
    (received,) = read([lines[0], json.dumps(body).encode(), *lines[2:-1], json.dumps(line).encode()])
    assert received.attempt.learner == "Eve␛[31m<U+202E> x"
    assert received.attempt.items[0].question.prompt == "What␛[2J?"
    assert received.attempt.items[0].sources[0].citation.ref == "a␇"
    assert received.attempt.items[0].sources[0].reference is not None
    assert received.attempt.items[0].sources[0].reference.title == "T<U+009B>1m"


# What is refused


def _type_at(position: int, attempt: Attempt) -> str:
    return attempt.items[position].question.type


def _set(*path: str | int, to: Any) -> Change:
    def change(line: dict[str, Any]) -> None:
        place: Any = line
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


REFUSED: list[tuple[str, Change, str]] = [
    ("uid", _set("uid", to="x" * 32), "uid"),
    ("learner", _set("learner", to=" \n "), "no name"),
    ("mode", _set("mode", to="party"), "mode"),
    ("seed", _set("seed", to=2**63), "seed"),
    ("count", _set("options", "count", to=-1), "count"),
    ("year", _set("started", to="0001-01-01T00:00:00Z"), "1970"),
    ("far year", _set("finished", to="9999-12-31T00:00:00Z"), "2999"),
    ("zone", _set("started", to="2026-11-22T09:00:00+01:00"), "UTC"),
    ("no zone", _set("started", to="2026-11-22T09:00:00"), "started"),
    ("position", _set("position", to=9), "beyond the items"),
    ("negative", _set("extended", to=-1), "extended"),
    ("a key more", _set("extra", to=1), "unknown field"),
    ("no items", _set("items", to=[]), "items"),
    ("bank", _set("items", 0, "bank", to="../etc"), "bank"),
    ("snapshot", _set("items", 0, "snapshot", to="0" * 32), "before its first use"),
    ("question", _set("items", 0, "question", to="another"), "is that of"),
    ("presentation", _set("items", 0, "presentation", "rows", to=["evil"]), "does not show its choices"),
    ("numbers", _set("log", 1, "number", to=1), "do not ascend"),
    ("number", _set("log", 0, "number", to=0), "number"),
    ("log position", _set("log", 0, "position", to=9), "beyond the items"),
    ("twice", _set("log", 9, "retry", to=False), "answered twice"),
    ("seconds", _set("log", 0, "seconds", to=-0.5), "seconds"),
    ("day", _set("log", 0, "day", to="9999-12-31"), "out of range"),
    ("fraction", _set("log", 0, "fraction", to=0.5), r"number 1: the response to \S+ is worth 1, not 0.5"),
    ("fraction above 1", _set("log", 0, "fraction", to=2), "fraction"),
    ("confidence", _set("log", 0, "confidence", to="very"), "confidence"),
    ("another form", _set("log", 0, "response", to={"type": "filled", "blanks": [""] * 99}), "no response"),
]


@pytest.mark.parametrize(("change", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_an_attempt_that_does_not_hold_is_refused(attempt: Attempt, change: Change, message: str) -> None:
    lines = written(attempt)
    line = json.loads(lines[-1])
    change(line)
    with pytest.raises(ResultsFault, match=message) as fault:
        read([*lines[:-1], json.dumps(line).encode()])
    assert fault.value.line == len(lines)


RESPONSES: list[tuple[str, dict[str, Any]]] = [
    ("single", {"type": "chosen", "choices": ["Something else"]}),
    ("single", {"type": "chosen", "choices": ["Resolution 1718 (2006)", "Resolution 1874 (2009)"]}),
    ("multiple", {"type": "chosen", "choices": ["Coal", "Coal"]}),
    ("multiple", {"type": "chosen", "choices": []}),
    ("number", {"type": "typed", "text": "NaN"}),
    ("number", {"type": "typed", "text": "1e999999999"}),
    ("text", {"type": "typed", "text": "x" * 10_001}),
    ("order", {"type": "ordered", "items": ["Resolution 1718"]}),
    ("match", {"type": "placed", "places": {"First test": "nowhere"}}),
    ("classify", {"type": "placed", "places": {"Nothing": "European Union"}}),
    ("cloze", {"type": "filled", "blanks": ["May"]}),
    ("true-false", {"type": "typed", "text": "true"}),
]


@pytest.mark.parametrize(("kind", "response"), RESPONSES)
def test_a_response_that_the_question_cannot_have_is_refused(
    attempt: Attempt, kind: str, response: dict[str, Any]
) -> None:
    lines = written(attempt)
    line = json.loads(lines[-1])
    entry = next(entry for entry in line["log"] if _type_at(entry["position"], attempt) == kind)
    entry["response"] = response
    with pytest.raises(ResultsFault, match="this is no response to the question"):
        read([*lines[:-1], json.dumps(line).encode()])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("body", "question", "points", to=0), "points"),
        (_set("body", "question", "prompt", to=""), "prompt"),
        (_set("body", "question", "id", to="a b"), "id"),
        (_set("body", "question", "colour", to="red"), "unknown field"),
        (_set("snapshot", to="1"), "snapshot"),
    ],
)
def test_a_question_that_no_bank_could_have_is_refused(attempt: Attempt, change: Change, message: str) -> None:
    lines = written(attempt)
    body = json.loads(lines[1])
    change(body)
    with pytest.raises(ResultsFault, match=message) as fault:
        read([lines[0], json.dumps(body).encode(), *lines[2:]])
    assert fault.value.line == 2


def test_a_question_with_two_equal_choices_is_refused(attempt: Attempt) -> None:
    lines = written(attempt)
    at = next(at for at, line in enumerate(lines) if b'"type":"single"' in line)
    body = json.loads(lines[at])
    body["body"]["question"]["distractors"] = [body["body"]["question"]["answer"]]
    with pytest.raises(ResultsFault, match="not sound"):
        read([*lines[:at], json.dumps(body).encode()])


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ([], 1, "empty"),
        ([b"\n"], 1, "no results file"),
        ([b"id: bank\n"], 1, "no results file"),
        ([b'{"format":"other","version":1,"exported":"2026-11-22T09:00:00Z"}'], 1, "no results file"),
        ([b'{"format":"eu-dprk-quiz-results","version":4,"exported":"2026-11-22T09:00:00Z"}'], 1, "update the program"),
        ([None, b'{"uid": '], 2, "not JSON"),
        ([None, b"[" * 100_000], 2, "."),
        ([None, b'{"x":' * 100_000], 2, "."),
        ([None, b'{"uid":"\xff"}'], 2, "."),
        ([None, b'{"kind":"other"}'], 2, "neither"),
        ([None, None], 2, "neither"),
    ],
)
def test_a_line_that_is_none_of_ours_is_refused(lines: list[bytes | None], line: int, message: str) -> None:
    header = Writer().header(datetime(2026, 11, 22, 9, tzinfo=UTC))
    with pytest.raises(ResultsFault, match=message) as fault:
        read([header if one is None else one for one in lines])
    assert fault.value.line == line


def test_a_line_too_long_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.scores.exchange.results_format.MAX_LINE", 100)
    file = tmp_path / "long.jsonl"
    file.write_bytes(b"a\n" + b"b" * 5000 + b"\n")
    with file.open("rb") as source, pytest.raises(ResultsFault, match="longer than") as fault:
        list(bounded_lines(source))
    assert fault.value.line == 2


def test_questions_are_bounded_in_all(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.scores.exchange.results_format.MAX_SNAPSHOTS", 1000)
    with pytest.raises(ResultsFault, match="larger than"):
        read(written(attempt))


def test_a_word_of_any_length_is_compared_quickly() -> None:
    """Letter by letter this would take a hundred million steps."""
    assert distance("a" * 10_000, "b" * 10_000) == FAR


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_its_grade_from_a_store_from_a_file_from_another_store_and_when_it_is_graded_again(
    case: Case, begin: Begin, tmp_path: Path
) -> None:
    bank = read_bank(case.bank.encode(), "b", None).bank
    assert bank is not None
    with closing(open_store(tmp_path / "store")) as store, closing(unsaved_store()) as another:
        recorder = begin(store, bank, options=ALL)
        item = recorder.attempt.item
        recorder.answer(parse(item.question, item.presentation, case.plain(Shown(item.presentation))), 1)
        attempt = recorder.attempt
        lines = written(attempt)
        (received,) = read(lines)
        assert import_results(another, lines).outcomes == {Outcome.NEW: 1}
        for one in (attempt, store.load(attempt.uid), received.attempt, another.load(attempt.uid)):
            assert one == attempt
            taken = one.counted[0]
            assert taken is not None
            assert taken.grade.fraction == pytest.approx(case.fraction)
            assert taken.grade.how == case.how
            assert grade(one.items[0].question, taken.response) == taken.grade


def test_choices_of_a_blank_that_are_not_its_own_are_refused(begin: Begin) -> None:
    (case,) = [case for case in CASES if case.name == "cloze, picked"]
    bank = read_bank(case.bank.encode(), "b", None).bank
    assert bank is not None
    with closing(unsaved_store()) as store:
        lines = written(begin(store, bank).attempt)
    for lists in (
        [["May", "June"], [], ["Pyongyang", "Seoul"]],
        [["May", "June", "July"], [], ["Pyongyang", "Seoul", "Busan"]],
    ):
        line = json.loads(lines[-1])
        line["items"][0]["presentation"]["lists"] = lists
        with pytest.raises(ResultsFault, match="does not show its choices"):
            read([*lines[:-1], json.dumps(line).encode()])
