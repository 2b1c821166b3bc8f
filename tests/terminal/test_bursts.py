"""Keys faster than screens: none answers a question that was not there when it came, and none that was is lost."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

from tests.cases import CASES, Shown
from tests.examples import TIMES
from tests.tui.sentences import RIGHT

if TYPE_CHECKING:
    from quiz.practice.attempt import Attempt, Item
    from tests.terminal.conftest import Place, Terminal

pytestmark = pytest.mark.terminal

SEEDS: Final = range(TIMES)
GAP: Final = 0.02
"""Seconds between two keys."""
SENT: Final = {"enter": "\r", "tab": "\t", "ctrl+s": "\x13", "up": "\x1b[A", "down": "\x1b[B"}
LEAVE: Final = "\x11"
BUSY: Final = 0 if TIMES == 1 else 2
"""Processes that keep the machine busy besides: in a run of the whole suite the other tests do."""
OF_TYPE: Final = {str(case.question["type"]): case for case in CASES if case.fraction == 1}


def write_questions(place: "Place") -> None:
    """Write a bank with a question of every type."""
    questions = [{"id": name, "prompt": f"This is {name}?", **case.question} for name, case in OF_TYPE.items()]
    place.write_bank(json.dumps({"id": "every", "title": "Every", "questions": questions}), "every.yaml")


def begun(place: "Place", seed: int, mode: str = "practice") -> tuple["Terminal", "Attempt"]:
    write_questions(place)
    app = place.open("take", "every", "--count", "all", "--seed", str(seed), "--mode", mode)
    app.wait("This is ")
    return app, place.attempts()[0]


def keys_of(item: "Item") -> list[str]:
    """Return the keys, as the terminal sends them, of the right response, up to the one that submits."""
    case = OF_TYPE[item.question.type]
    return [SENT.get(key, key) for key in (*case.keys(Shown(item.presentation)), *case.enter)]


def wait_for_question(app: "Terminal", prompt: str) -> None:
    """Wait until a question stands there, and nothing of the verdict before it."""
    app.wait(lambda: prompt in app.text and RIGHT not in app.text)


@contextlib.contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep the machine busy meanwhile."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


@pytest.mark.parametrize("mode", ["practice", "exam"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_typed_blind_answers_nothing_but_what_was_there(seed: int, mode: str, place: "Place") -> None:
    app, attempt = begun(place, seed, mode)
    app.type("".join(key for item in attempt.items for key in (*keys_of(item), "\r")))
    app.wait(attempt.items[1].question.prompt if mode == "exam" else RIGHT)
    app.watch(0.3)
    app.type(LEAVE)
    assert app.wait_end() == 0
    (after,) = place.attempts()
    assert [(line.position, line.taken.grade.fraction) for line in after.log] == [(0, 1.0)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_key_counts_that_comes_after_what_it_is_for(seed: int, place: "Place") -> None:
    chance = Random(seed)
    app, attempt = begun(place, seed)
    with load(BUSY * (seed % 2)):
        for item in attempt.items:
            wait_for_question(app, item.question.prompt)
            is_lost = item.question.type != "cloze" and chance.random() < 0.5  # there tab goes to the next blank
            for key in (["\t"] if is_lost else []) + keys_of(item):
                app.type(key)
                app.watch(GAP)
            app.wait(RIGHT)
            app.go_on()
        app.wait(lambda: not any(item.question.prompt in app.text for item in attempt.items[:-1]))
        app.type(LEAVE)
        assert app.wait_end() == 0
    (after,) = place.attempts()
    assert [(line.position, line.taken.grade.fraction) for line in after.log] == [
        (position, 1.0) for position in range(len(attempt.items))
    ]
