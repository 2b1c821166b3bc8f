"""Two months of a made-up learner in a real store: all that can be in a log, by a seed."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from quiz.bank.model import Bank
from quiz.library.library import open_bank
from quiz.practice.attempt import Item
from quiz.practice.draw import EmptyDraw, Options
from quiz.practice.questions.choice import Chosen
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.types import Confidence, Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.base import Store

LEARNER: Final = "Ada"
DAYS: Final = 70
TAGS: Final = ("early", "late", "漢字の札", "a very long tag that has no room anywhere, and goes on and on")
BANKS: Final = {"aid": "Aid", "bans": "Bans and embargoes", "courts": "Courts"}
QUESTIONS: Final = 12


def write_banks(folder: Path) -> list[Bank]:
    """Write three banks, of which one has questions that nobody answers."""
    found = []
    for name, title in BANKS.items():
        questions = [
            {"id": f"q{number}", "prompt": f"Prompt {number} of {name}?", "tags": [TAGS[number % 4]]}
            | (
                {"type": "single", "answer": "Right", "distractors": ["Wrong", "Bad", "Off", "Out", "No"]}
                if number % 3
                else {"type": "multiple", "answers": ["Right", "True"], "distractors": ["Wrong", "Bad"]}
            )
            for number in range(QUESTIONS)
        ]
        path = folder / f"{name}.yaml"
        path.write_text(json.dumps({"id": name, "title": title, "questions": questions}), encoding="utf-8")
        bank = open_bank(path).bank
        assert bank is not None
        found.append(bank)
    return found


def learn(store: Store, banks: Sequence[Bank], seed: int) -> None:
    """Answer over many days up to now: some of them missed, some answers guessed, partly right, or tried again."""
    chance = Random(seed)
    for back in range(DAYS, -1, -1):
        if back > 1 and chance.random() < 0.35:
            continue
        clock = _clock(datetime.now(UTC) - timedelta(days=back, minutes=30))
        for _ in range(chance.randint(1, 3)):
            _sit(store, banks, chance, clock)


def _clock(begin: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on by a second whenever it is looked at."""
    ticks = count(1)

    def now() -> datetime:
        return (begin + timedelta(seconds=next(ticks))).astimezone()

    return now


def _sit(store: Store, banks: Sequence[Bank], chance: Random, clock: Callable[[], datetime]) -> None:
    mode = chance.choice(list(Mode))
    options = Options(count=chance.randint(1, 9), confidence=True)
    try:
        recorder = start(
            store, banks[:2], learner=LEARNER, options=options, seed=chance.randrange(1000), mode=mode, now=clock
        )
    except EmptyDraw:
        return
    for position, item in enumerate(recorder.attempt.items[: chance.randint(1, 9)]):
        recorder.step(recorder.attempt.go(position))
        confidence = chance.choice([None, *Confidence])
        recorder.answer(_response(item, chance.random()), seconds=chance.uniform(1, 60), confidence=confidence)
    if mode is Mode.EXAM and chance.random() < 0.5 and recorder.attempt.finished is None:
        recorder.hand_in()
    _try_again(recorder, chance)


def _try_again(recorder: AttemptRecorder, chance: Random) -> None:
    wrong = recorder.attempt.wrong_positions() if recorder.attempt.finished is not None else ()
    for position in wrong:
        if recorder.attempt.mode is not Mode.EXAM and chance.random() < 0.5:
            recorder.retry(position, _response(recorder.attempt.items[position], 0.0), seconds=3)


def _response(item: Item, luck: float) -> Response:
    if luck > 0.9 and item.question.id != "q7":
        return DONT_KNOW
    is_right = luck < 0.75 and item.question.id != "q7"  # one that never goes right
    if item.question.type == "multiple":
        return Chosen(("Right", "True") if is_right else ("True",))
    return Chosen(("Right",) if is_right else ("Wrong",))
