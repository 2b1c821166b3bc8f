"""Three days of `quiz take --today --plain` and `quiz today`, by the clock on the wall."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quiz.library.folders import library_folders
from quiz.library.library import open_library
from quiz.paths import cache_folder, own_banks_folder
from quiz.practice.attempt import Attempt
from quiz.practice.draw import bank_keys
from quiz.scores.store.engine import open_for_a_look
from tests.conftest import Invoke
from tests.plain import sentences
from tests.plain.dialogues import prompts
from tests.scores.week.learner import write_banks
from tests.scores.week.recount import count_day

BRUSSELS = ZoneInfo("Europe/Brussels")


class Machine:
    """A machine whose clock can be set, in Brussels, with two small banks without lessons in its library."""

    def __init__(self, invoke: Invoke, data: Path, questions: Sequence[tuple[str, str]]) -> None:
        self.invoke = invoke
        self.now = datetime(2027, 3, 27, 18, tzinfo=BRUSSELS)
        self._data = data
        self._questions = questions

    def take(self, *answers: str) -> str:
        """Go on with today, and return what was said."""
        done = self.invoke("take", "aid", "bans", "--today", "--plain", input="".join(f"{line}\n" for line in answers))
        assert done.exit_code == 0, done.stderr
        self.notes = done.stderr
        return done.stdout

    def newest(self) -> Attempt:
        store = open_for_a_look(self._data)
        try:
            return store.load(store.summaries()[0].uid)
        finally:
            store.close()

    def right(self, attempt: Attempt) -> list[str]:
        """Return the right answers to what is open, in turn."""
        return [_line(attempt, position) for position in attempt.open_positions]

    def check(self, day: date) -> dict[str, Any]:
        """Hold what `quiz today` says against a count of the exported results; return its figures."""
        lines = self.invoke("export-results", "-").stdout_bytes.splitlines()
        counted = count_day(lines, "Ada", self._questions, day, goal=20, new_a_day=10).figures
        said: dict[str, Any] = json.loads(self.invoke("today", "--format", "json").stdout)
        wanted = {name: counted[name] for name in ("done", "due", "new", "mistakes", "minutes", "streak")}
        assert {name: said[name] for name in wanted} == wanted
        assert (said["day"], said["tomorrow"]) == (day.isoformat(), counted["to_come"][0])
        assert [tuple(one.values()) for one in said["week"]] == [
            (one.isoformat(), responses, is_met) for one, responses, is_met in counted["week"]
        ]
        return said


def _line(attempt: Attempt, position: int) -> str:
    rows = attempt.items[position].presentation.rows
    return ",".join(str(rows.index(text) + 1) for text in ("Right", "True") if text in rows)


@pytest.fixture
def machine(invoke: Invoke, data: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", own_banks_folder)
    write_banks(shelf)
    library = open_library(library_folders(), cache_folder())
    keys = [key for entry in library.playable for key in bank_keys(entry.bank)]
    made = Machine(invoke, data, [(key.bank, key.question) for key in keys])
    monkeypatch.setattr("quiz.scores.now.datetime", SimpleNamespace(now=lambda: made.now))
    monkeypatch.setenv("TZ", "Europe/Brussels")
    time.tzset()
    yield made
    monkeypatch.undo()
    time.tzset()


def test_three_days_can_be_lived_line_by_line(machine: Machine) -> None:
    assert machine.check(date(2027, 3, 27))["new"] == 10
    # The first evening: three answers, and the window is closed.
    machine.take("?", "?", "?")
    attempt = machine.newest()
    assert len(attempt.items) == 10
    # In the small hours, of a night that lacks one, it is still that day, and the set goes on.
    machine.now = datetime(2027, 3, 28, 3, 59, tzinfo=BRUSSELS)
    again = [_line(attempt, position) for position in range(3)]
    heard = machine.take(*machine.right(attempt), *again)
    assert "Going on with what was left open: 3 of 10 questions answered." in machine.notes
    assert heard.count(sentences.SCORE) == 1
    assert len(prompts(heard, "Again, question")) == 3
    assert machine.check(date(2027, 3, 27))["done"] == 10
    assert machine.invoke("today").stdout.endswith("· day 1\n")
    # That nothing is due any more is good news.
    assert machine.take() == ""
    assert "Nothing is due today" in machine.notes
    # Two minutes later it is the next day: what was not known is due, and ten are new.
    machine.now += timedelta(minutes=2)
    day = machine.check(date(2027, 3, 28))
    assert (day["due"], day["new"], day["done"], day["streak"]) == (3, 10, 0, 1)
    machine.take("?")
    attempt = machine.newest()
    assert len(attempt.items) == 12
    machine.take(*machine.right(attempt), _line(attempt, 0))
    machine.take("?")
    machine.take()
    assert "Nothing is due today" in machine.notes
    assert machine.check(date(2027, 3, 28))["done"] == 13
    # The third day, in another place.
    machine.now = datetime(2027, 3, 29, 12, tzinfo=UTC)
    day = machine.check(date(2027, 3, 29))
    assert day["due"]
    assert machine.invoke("today").stdout == f"{day['due']} due · 10 new · day 2\n"
    machine.take("?", "?")
    assert machine.check(date(2027, 3, 29))["streak"] == 3
