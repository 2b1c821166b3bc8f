"""A learner who forgets as a forgetting curve says, by a seed."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from quiz.bank.model import Bank
from quiz.library.library import open_bank
from quiz.practice.attempt import Item
from quiz.practice.questions.choice import Chosen
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.types import Confidence, Key

NAME: Final = "Ada"
GUESSED: Final = 0.45
"""How many new questions are right."""


class ForgetfulLearner:
    """Knows a question for some days after it was asked, and for longer whenever it was right."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self._known: dict[Key, tuple[float, date]] = {}

    def response(self, item: Item, day: date) -> Response:
        """Answer a question that counts."""
        key = Key(item.bank, item.question.id)
        strength, last = self._known.get(key, (0.0, day))
        days = (day - last).days
        likely = (1 + 19 / 81 * days / strength) ** -0.5 if strength else GUESSED
        is_right = self.chance.random() < likely
        self._known[key] = (max(2.0, strength * 2.5) if is_right else 1.0, day)
        return right(item) if is_right else self._wrong(item)

    def second(self, item: Item) -> Response:
        """Answer a question that is asked again."""
        return right(item) if self.chance.random() < 0.7 else self._wrong(item)

    def confidence(self) -> Confidence | None:
        levels: list[Confidence | None] = [None, None, *Confidence]
        return self.chance.choice(levels)

    def _wrong(self, item: Item) -> Response:
        if self.chance.random() < 0.3:
            return DONT_KNOW
        return Chosen(("True",) if item.question.type == "multiple" else ("Wrong",))


def right(item: Item) -> Response:
    return Chosen(("Right", "True") if item.question.type == "multiple" else ("Right",))


def write_banks(folder: Path) -> Sequence[Bank]:
    """Write two banks of 55 questions; four of each are variants, of which an attempt has one."""
    found = []
    for name in ("aid", "bans"):
        questions = [
            {"id": f"q{number}", "prompt": f"Prompt {number} of {name}?"}
            | ({"group": "variants"} if number < 4 else {})
            | (
                {
                    "type": "single",
                    "answer": "Right",
                    "distractors": ["Wrong", "Bad", "Off", "Out", "No"][: number % 5 + 1],
                }
                if number % 3
                else {"type": "multiple", "answers": ["Right", "True"], "distractors": ["Wrong", "Bad"]}
            )
            for number in range(55)
        ]
        path = folder / f"{name}.yaml"
        path.write_text(json.dumps({"id": name, "title": name.title(), "questions": questions}), encoding="utf-8")
        bank = open_bank(path).bank
        assert bank is not None
        found.append(bank)
    return found
