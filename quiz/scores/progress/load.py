"""What there is of a learner in the store and the library, and their progress from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.practice.schedule import LogEntry, Memory, learning_day, remember
from quiz.scores.now import Clock, local_now
from quiz.scores.progress.figures import FinishedAttempt, LibraryQuestion, Progress, known_questions, progress
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from quiz.bank.model import Bank
    from quiz.practice.types import Key
    from quiz.scores.store.base import Store


@dataclass(frozen=True, slots=True)
class Records:
    """All that the figures of a learner are worked out from."""

    log: tuple[LogEntry, ...]
    memories: dict[Key, Memory]
    attempts: tuple[FinishedAttempt, ...]
    library: tuple[LibraryQuestion, ...]
    today: date

    @property
    def banks(self) -> dict[str, str]:
        """The titles of the banks of the library by their ids, in the order of the titles."""
        titles = {question.key.bank: question.bank_title for question in self.library}
        return dict(sorted(titles.items(), key=lambda bank: (bank[1], bank[0])))

    def progress(self, bank: str | None = None) -> Progress:
        """Return the figures, or those of one bank alone: its questions, and the attempts with questions of it."""
        if bank is None:
            return progress(self.log, self.memories, self.attempts, self.library, self.today)
        return progress(
            [logged for logged in self.log if logged.key.bank == bank],
            {key: memory for key, memory in self.memories.items() if key.bank == bank},
            [attempt for attempt in self.attempts if bank in attempt.banks],
            [question for question in self.library if question.key.bank == bank],
            self.today,
        )


def records_of(
    store: Store, learner: str, banks: Iterable[Bank], settings: Settings = DEFAULTS, now: Clock = local_now
) -> Records:
    """Return what there is of a learner today. Raises `StoreProblem`."""
    log = store.history(learner)
    zone = now().tzinfo
    attempts = [
        FinishedAttempt(
            learning_day(summary.started.astimezone(zone), settings.day_start), summary.fraction, summary.banks
        )
        for summary in reversed(store.summaries(learner=learner))
        if summary.finished is not None
    ]
    return Records(
        tuple(log),
        remember(log, settings.retention),
        tuple(attempts),
        known_questions(banks),
        learning_day(now(), settings.day_start, store.last_day(learner)),
    )
