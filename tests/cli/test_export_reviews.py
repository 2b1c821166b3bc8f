"""The review log as FSRS optimisers read it."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.bank.model import Bank
from quiz.cli.export_reviews import COLUMNS
from quiz.paths import data_folder
from quiz.practice.draw import Options
from quiz.practice.questions.choice import Judged
from quiz.practice.questions.typed import Typed
from quiz.practice.response import Response
from quiz.practice.types import Confidence, Mode
from quiz.scores.recorder import start
from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_store
from tests.conftest import Invoke, Run

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOMENT = 1_772_452_800_000


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(data_folder())
    yield opened
    opened.close()


def take(
    store: Store,
    bank: Bank,
    kind: str,
    response: Response,
    *,
    days: int = 0,
    mode: Mode = Mode.PRACTICE,
    confidence: Confidence | None = None,
    learner: str = "Ada",
    hand_in: bool = True,
) -> None:
    """Answer the question of one type, some days after the first."""
    options = Options(types=(kind,), count=None)
    recorder = start(
        store,
        [bank],
        learner=learner,
        options=options,
        seed=1,
        mode=mode,
        now=lambda: NOON + timedelta(days=days),
    )
    recorder.answer(response, 2.5, confidence)
    if mode is Mode.EXAM and hand_in:
        recorder.hand_in()


def rows(text: str) -> list[tuple[int, ...]]:
    head, *lines = csv.reader(io.StringIO(text))
    assert tuple(head) == COLUMNS == ("card_id", "review_time", "review_rating", "review_state", "review_duration")
    return [tuple(map(int, line)) for line in lines]


def test_each_review_is_a_line_with_time_rating_state_and_duration(invoke: Invoke, store: Store, nine: Bank) -> None:
    take(store, nine, "true-false", Judged(True))
    take(store, nine, "text", Typed("Seoul"), days=1)
    take(store, nine, "true-false", Judged(False), days=2)
    day = 86_400_000
    assert rows(invoke("export-reviews").stdout) == [
        (1, MOMENT, 3, 0, 2500),
        (2, MOMENT + day, 1, 0, 2500),
        (1, MOMENT + 2 * day, 1, 2, 2500),
    ]


def test_of_one_day_only_the_first_response_to_a_question_is_a_review(invoke: Invoke, store: Store, nine: Bank) -> None:
    for value in (False, True, True):
        take(store, nine, "true-false", Judged(value))
    assert [row[2] for row in rows(invoke("export-reviews").stdout)] == [1]


def test_the_confidence_is_in_the_rating(invoke: Invoke, store: Store, nine: Bank) -> None:
    take(store, nine, "true-false", Judged(True), confidence=Confidence.GUESS)
    take(store, nine, "text", Typed("Pyongyang"), confidence=Confidence.GUESS)
    take(store, nine, "number", Typed("366"), confidence=Confidence.SURE)
    assert [row[2] for row in rows(invoke("export-reviews").stdout)] == [1, 2, 3]


def test_an_exam_is_exported_once_it_is_handed_in(invoke: Invoke, store: Store, nine: Bank) -> None:
    take(store, nine, "true-false", Judged(True), mode=Mode.EXAM, hand_in=False)
    assert rows(invoke("export-reviews").stdout) == []
    take(store, nine, "text", Typed("Pyongyang"), mode=Mode.EXAM)
    assert [row[2] for row in rows(invoke("export-reviews").stdout)] == [3]


def test_each_learner_has_a_log_of_their_own(invoke: Invoke, store: Store, nine: Bank) -> None:
    take(store, nine, "true-false", Judged(True), learner="Bob")
    assert rows(invoke("export-reviews").stdout) == []
    assert len(rows(invoke("export-reviews", "--learner", "Bob").stdout)) == 1


def test_without_any_review_there_is_the_head_alone(invoke: Invoke) -> None:
    done = invoke("export-reviews")
    assert (done.exit_code, done.stdout) == (0, ",".join(COLUMNS) + "\n")


def test_it_is_written_to_a_file_where_one_is_named(run: Run, store: Store, nine: Bank, tmp_path: Path) -> None:
    take(store, nine, "true-false", Judged(True))
    file = tmp_path / "reviews.csv"
    done = run("export-reviews", file)
    assert (done.returncode, done.stdout) == (0, "")
    assert rows(file.read_text(encoding="utf-8")) == [(1, MOMENT, 3, 0, 2500)]
    assert b"\r" not in file.read_bytes()


def test_a_file_that_cannot_be_written_is_named(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    done = invoke("export-reviews", tmp_path / "taken" / "reviews.csv")
    assert done.exit_code == 2
    assert "reviews.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_run_gives_the_same(invoke: Invoke, store: Store, nine: Bank) -> None:
    for days in range(5):
        take(store, nine, "true-false", Judged(days % 2 == 0), days=days)
    assert invoke("export-reviews").stdout == invoke("export-reviews").stdout
