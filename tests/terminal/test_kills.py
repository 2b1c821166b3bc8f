"""`kill -9` at any moment: what was shown as taken is in the store, and nothing that came before is lost."""

import os
import random
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from quiz.practice.attempt import Attempt
from quiz.practice.questions.choice import Judged

if TYPE_CHECKING:
    from tests.terminal.conftest import Place, Terminal

pytestmark = pytest.mark.terminal

BATCHES, KILLS = 4, 47
APP_KILLS = 12
"""Four batches in the line mode and twelve in the app: two hundred."""

LONG_BANK = "id: long\ntitle: Long\nlanguage: en\nquestions:\n" + "".join(
    f"  - {{id: q{number}, type: true-false, prompt: 'Statement {number}.', answer: {str(number % 3 > 0).lower()}}}\n"
    for number in range(40)
)


def shown_verdicts(output: str) -> list[str]:
    """Return the verdicts that a person has seen, in their order; a line that was cut off was not seen."""
    return re.findall(r"^(Right|Wrong)\.\n", output, re.MULTILINE)


def kept_verdicts(attempt: Attempt) -> list[str]:
    return [entry.taken.grade.verdict.word for entry in attempt.log]


def last_question_shown(app: "Terminal") -> int:
    """Return the highest number of a question on any screen so far: all before it were shown as taken."""
    _ = app.text
    return max(int(number) for number in re.findall(rb"Question (\d+) of 40", app.raw))


def play_until_killed(place: "Place", enough: int, seed: int) -> str:
    """Answer everything at full speed and kill the program once it has printed so many bytes; return them all."""
    process = subprocess.Popen(
        place.command("take", "long", "--plain", "--count", "all", "--seed", str(seed)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=place.environment,
        cwd=place.folder,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(b"1\n" * 40)
        process.stdin.close()
        output = b""
        while len(output) < enough and (data := os.read(process.stdout.fileno(), 65536)):
            output += data
        process.kill()
        output += process.stdout.read()
    return output.decode()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_kills_at_random_moments_of_the_line_mode_lose_nothing_that_was_shown(place: "Place", batch: int) -> None:
    place.write_bank(LONG_BANK, "long.yaml")
    whole = play_until_killed(place, 1_000_000, seed=0)
    assert len(shown_verdicts(whole)) == 40
    chance = random.Random(batch)
    outputs = [whole, *(play_until_killed(place, chance.randrange(len(whole)), seed) for seed in range(1, KILLS + 1))]

    attempts = place.attempts()
    by_seed = {attempt.seed: attempt for attempt in attempts}
    assert len(attempts) == len(by_seed) == len(outputs), "what was kept before is kept after every kill"
    for seed, output in enumerate(outputs):
        shown, kept = shown_verdicts(output), kept_verdicts(by_seed[seed])
        assert kept[: len(shown)] == shown, f"kill {seed} lost a response"
        assert len(kept) <= len(shown) + 1, "and nothing is there that was not about to be shown"
        assert all(entry.taken.response == Judged(value=True) for entry in by_seed[seed].log)
    cut = [seed for seed, output in enumerate(outputs) if 0 < len(shown_verdicts(output)) < 40]
    assert len(cut) > KILLS // 2, "most of the kills came while questions were answered"


@pytest.mark.parametrize("batch", range(2))
def test_kills_at_random_moments_of_the_app_lose_nothing_that_was_shown(place: "Place", batch: int) -> None:
    place.write_bank(LONG_BANK, "long.yaml")
    chance = random.Random(batch)
    seen: dict[int, int] = {}
    for seed in range(APP_KILLS // 2):
        app = place.open("take", "long", "--count", "all", "--seed", str(seed))
        app.wait("Question 1 of 40")
        for number in range(1, chance.randrange(2, 6)):
            app.wait(f"Question {number} of 40")
            app.press("1", "1 (•)")
            app.type("\r\r")
        # Nobody waits for the verdict: the kill comes somewhere between the enter and the next question.
        wanted = len(app.raw) + chance.randrange(1_500)
        app.wait_bytes(wanted)
        app.kill()
        seen[seed] = last_question_shown(app) - 1
    by_seed = {attempt.seed: len(attempt.log) for attempt in place.attempts()}
    assert by_seed.keys() == seen.keys()
    for seed, shown in seen.items():
        assert shown <= by_seed[seed], f"kill {seed} lost a response"
    assert any(0 < count < 40 for count in by_seed.values())


def test_a_kill_the_instant_a_response_shows_as_taken_in_the_app_does_not_lose_it(place: "Place") -> None:
    app = place.open("take", "capitals", "--seed", "1")
    app.wait("Question 1 of 6")
    app.press("2", "2 (•)")
    app.press("\r", lambda: "✗ Wrong".encode() in app.raw)
    app.kill()
    (attempt,) = place.attempts()
    assert kept_verdicts(attempt) == ["Wrong"]
    assert attempt.log[0].taken.response == Judged(value=False)


def test_a_kill_the_instant_a_response_shows_as_taken_in_the_line_mode_does_not_lose_it(place: "Place") -> None:
    lines = place.open("take", "capitals", "--plain", "--seed", "1")
    lines.wait("Question 1 of 6")
    lines.press("1\r", lambda: b"Right." in lines.raw)
    lines.kill()
    (attempt,) = place.attempts()
    assert kept_verdicts(attempt) == ["Right"]


def test_an_attempt_killed_in_the_app_is_offered_and_continues_where_it_was(place: "Place") -> None:
    app = place.open("take", "capitals", "--seed", "1")
    app.wait("Question 1 of 6")
    app.press("1", "1 (•)")
    app.press("\r", "✓ Right")
    app.press("\r", "Question 2 of 6")
    app.kill()
    again = place.open()
    again.wait("Continue  ")
    again.press("\r", "Question 2 of 6")
