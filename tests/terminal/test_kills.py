"""`kill -9` at any moment: what was shown as taken is in the store, and nothing that came before is lost.

A few kills of each kind; `python -m tests.kills` does it a thousand times.
"""

import contextlib
import shutil
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from quiz.practice.questions.choice import Judged
from quiz.scores.store.sqlite.open import FILE_NAME
from tests.kills.runs import killed
from tests.kills.store import LONG_BANK, Ledger, Loss, State, told
from tests.tui.sentences import CONTINUE, NO_ATTEMPT, RIGHT, WRONG, nth, to_go

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from tests.terminal.conftest import Place

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(("kind", "kills"), [("plain", 16), ("app", 3), ("author", 2)])
def test_kills_at_random_moments_lose_nothing(kind: str, kills: int, tmp_path: "Path") -> None:
    counts = Counter[str]()
    assert list(killed(kind, kills, 0, tmp_path, counts)) == []
    assert counts["shown"] or counts["found"], "some of the kills came after something was shown"


HARMS: Final = (
    "delete from response where id = (select max(id) from response)",
    "update response set response = replace(response, 'true', 'false')",
    "update attempt set answered = answered - 1",
    "update part set score = score + 1",
    "update attempt set finished = started",
    "pragma foreign_keys = off; delete from item where position = 0",
    "delete from attempt",
)


def test_what_is_lost_is_noticed(place: "Place") -> None:
    place.write_bank(LONG_BANK, "long.yaml")
    place.run("take", "long", "--plain", "--count", "all", "--seed", "1", given="1\n1\n")
    shown, sound = State().answer(value=True).answer(value=True), place.folder / "sound"
    place.data.rename(sound)

    def is_noticed(harm: str) -> bool:
        shutil.copytree(sound, place.data)
        ledger = Ledger(place)
        ledger.check(1, lambda state: state == shown, told(shown))
        with contextlib.closing(sqlite3.connect(place.data / FILE_NAME)) as connection:
            connection.executescript(harm)
        try:
            ledger.check(1, lambda state: state == shown, told(shown))
        except Loss:
            return True
        finally:
            shutil.rmtree(place.data)
        return False

    assert [harm for harm in HARMS if not is_noticed(harm)] == []


def kept_verdicts(attempt: "Attempt") -> list[str]:
    return [entry.taken.grade.verdict.word for entry in attempt.log]


def test_a_kill_the_instant_a_response_shows_as_taken_in_the_app_does_not_lose_it(place: "Place") -> None:
    app = place.open("take", "capitals", "--seed", "1")
    app.wait(nth(1, 6))
    app.press("2", "●  2")
    app.press("\r", lambda: WRONG.encode() in app.raw)
    app.kill()
    (attempt,) = place.attempts()
    assert kept_verdicts(attempt) == ["Wrong"]
    assert attempt.log[0].taken.response == Judged(value=False)


def test_a_kill_the_instant_a_response_shows_as_taken_in_the_line_mode_does_not_lose_it(place: "Place") -> None:
    lines = place.open("take", "capitals", "--plain", "--seed", "1")
    lines.wait(nth(1, 6))
    lines.press("1\r", lambda: b"Right." in lines.raw)
    lines.kill()
    (attempt,) = place.attempts()
    assert kept_verdicts(attempt) == ["Right"]


def test_an_attempt_killed_in_the_app_is_offered_and_continues_where_it_was(place: "Place") -> None:
    app = place.open("take", "capitals", "--seed", "1")
    app.wait(nth(1, 6))
    app.press("1", "●  1")
    app.press("\r", RIGHT)
    app.go_on(nth(2, 6))
    app.kill()
    again = place.open()
    again.wait("Continue  ")
    again.press("c", nth(2, 6))


def test_a_kill_amid_the_round_of_what_was_wrong_keeps_the_finished_attempt_and_its_retries(place: "Place") -> None:
    app = place.open("take", "capitals", "--count", "2", "--seed", "1")
    for number in (1, 2):
        app.wait(nth(number, 2))
        app.press("2", "●  2")
        app.press("\r", WRONG)
        app.go_on()
    app.wait(to_go(2))
    app.press("1", "●  1")
    app.press("\r", lambda: RIGHT.encode() in app.raw)
    app.kill()
    (attempt,) = place.attempts()
    assert attempt.finished is not None
    assert (attempt.score, [entry.retry for entry in attempt.log]) == (0, [False, False, True])
    again = place.open()
    again.wait("Capitals")
    assert CONTINUE not in again.text


def test_what_a_kill_left_without_a_response_is_gone_at_the_next_start(place: "Place") -> None:
    app = place.open("take", "capitals", "--seed", "1")
    app.wait(nth(1, 6))
    app.kill()
    assert len(place.attempts()) == 1
    again = place.open()
    again.wait("Capitals")
    again.press("s", NO_ATTEMPT)
    again.type("\x11")
    assert again.wait_end() == 0
    assert place.attempts() == []
