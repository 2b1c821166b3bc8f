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


LESSONS: Final = {
    "aid": {"first": "q10 q11 q12 q13 q14 q15 q16", "second": "q20 q21 q22 q23 q24 q16 bans/q40"},
    "bans": {"third": "q30 q31 q32", "fourth": "q41 q42 q43 q44 q45 q46 q47 q48 q49 q50 q51", "fifth": "q53 aid/q54"},
}
"""The lessons of each bank, in their order, with what they ask."""


def write_banks(folder: Path, *, with_lessons: bool = False) -> Sequence[Bank]:
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
        lessons = [
            {"id": one, "title": one.title(), "text": "What it is about.", "questions": asked.split()}
            for one, asked in LESSONS[name].items()
            if with_lessons
        ]
        path = folder / f"{name}.yaml"
        text = json.dumps({"id": name, "title": name.title(), "lessons": lessons, "questions": questions})
        path.write_text(text, encoding="utf-8")
        bank = open_bank(path).bank
        assert bank is not None
        found.append(bank)
    return found
