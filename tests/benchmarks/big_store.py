"""Stores of any size: one attempt as the program keeps it, copied inside SQLite for many learners."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from quiz.practice.draw import Options
from quiz.practice.questions.choice import Chosen
from quiz.practice.response import DONT_KNOW
from quiz.reading.reader import read_bank
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from quiz.scores.store.sqlite.open import FILE_NAME

QUESTIONS = 10
LEARNER = "'learner-' || (n % :learners)"
NUMBERS = (
    "with recursive number (n) as (select 1 union all select n + 1 from number where n < :attempts - 1) "
    "insert into {table} ({columns}) select {values} from {table}, number where {key} = :template"
)

BANK = "id: sanctions\ntitle: Sanctions\nlanguage: en\nquestions:\n" + "".join(
    f"  - {{id: q{number}, type: single, prompt: What of {number}?, answer: This, distractors: [That, These, Those]}}\n"
    for number in range(QUESTIONS)
)


def make_store(folder: Path, responses: int, learners: int) -> None:
    """Make a store with so many responses in attempts of ten, spread over learners named `learner-0` and so on."""
    _make_template(folder)
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute("pragma journal_mode = memory")
        connection.execute("begin")
        template = connection.execute("select max(id) from attempt").fetchone()[0]
        bound = {"attempts": responses // QUESTIONS, "template": template, "learners": learners}
        for table, key, own in (
            (
                "attempt",
                "id",
                {"id": "id + n", "uid": "lower(hex(randomblob(16)))", "learner": "'learner-' || (n % :learners)"},
            ),
            ("item", "attempt_id", {}),
            ("part", "attempt_id", {}),
            ("response", "attempt_id", {"id": None}),
        ):
            names = [row[1] for row in connection.execute(f"pragma table_info({table})")]
            values = {name: own.get(name, "attempt_id + n" if name == "attempt_id" else name) for name in names}
            kept = {name: value for name, value in values.items() if value is not None}
            connection.execute(
                NUMBERS.format(table=table, key=key, columns=", ".join(kept), values=", ".join(kept.values())), bound
            )
        connection.execute("commit")
        connection.execute("pragma journal_mode = wal")
        found = connection.execute("select count(*) from response").fetchone()[0]
        assert found == responses, found


def _make_template(folder: Path) -> None:
    bank = read_bank(BANK.encode(), "sanctions.yaml", {}).bank
    assert bank is not None
    with contextlib.closing(open_store(folder)) as store:
        recorder = start(store, [bank], learner="learner-0", options=Options(), seed=1, now=lambda: datetime.now(UTC))
        for place in range(QUESTIONS):
            recorder.step(recorder.attempt.go(place))
            recorder.answer(Chosen(("This",)) if place % 2 else DONT_KNOW, seconds=3.5)
        assert recorder.attempt.finished is not None
