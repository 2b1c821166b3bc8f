"""What a day asks, counted anew from exported results, by none of the program's own code."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from tests.scores.progress.recount import Answer, Memory, answers, memory

Asked = tuple[str, str]


@dataclass(frozen=True)
class Counted:
    """What there is to say of a day. state: of each question, from 0 for new to 3 for solid."""

    figures: dict[str, Any]
    due: frozenset[Asked]
    new: frozenset[Asked]
    new_left: int
    mistakes: frozenset[Asked]
    state: dict[Asked, int]
    answers: Sequence[Answer]

    @property
    def waiting(self) -> int:
        return len(self.due) + min(len(self.new), self.new_left) + len(self.mistakes)


def count_day(
    lines: Sequence[bytes], learner: str, questions: Iterable[Asked], today: date, *, goal: int, new_a_day: int
) -> Counted:
    """Return what waits on a day, what was done, and what is known."""
    given = answers(lines, learner)
    by_question: dict[Asked, list[Answer]] = defaultdict(list)
    for one in given:
        by_question[one.bank, one.question].append(one)
    known = {asked: memory(responses) for asked, responses in by_question.items()}
    everything = frozenset(questions)
    due = frozenset(asked for asked in everything if asked in known and known[asked].due <= today)
    new = everything - known.keys()
    mistakes = frozenset(
        asked
        for asked, responses in by_question.items()
        if responses[-1].fraction < 1 and responses[-1].day < today and asked not in due
    )
    new_left = max(0, new_a_day - sum(responses[0].day == today for responses in by_question.values()))
    days = Counter(one.day for one in given)
    seconds = median(one.seconds for one in given) if len(given) >= 5 else 25
    to_go = len(due) + min(len(new), new_left) + len(mistakes)
    figures = {
        "day": today,
        "done": days[today],
        "due": len(due),
        "new": min(len(new), new_left),
        "mistakes": len(mistakes),
        "minutes": ceil(to_go * seconds / 60),
        "streak": _streak(set(days), today),
        "week": [
            (day, days[day], days[day] >= goal) for day in (today - timedelta(days=ago) for ago in range(6, -1, -1))
        ],
        "to_come": [
            sum(one.due == today + timedelta(days=ahead) for asked, one in known.items() if asked in everything)
            for ahead in range(1, 8)
        ],
    }
    state = {asked: _state(known.get(asked)) for asked in everything}
    return Counted(figures, due, new, new_left, mistakes, state, given)


def _streak(days: set[date], today: date) -> int:
    found = 0
    day = today if today in days else today - timedelta(days=1)
    while day in days:
        found, day = found + 1, day - timedelta(days=1)
    return found


def _state(known: Memory | None) -> int:
    if known is None:
        return 0
    if known.last < 1 or known.stability < 7:
        return 1
    return 2 if known.stability < 30 else 3
