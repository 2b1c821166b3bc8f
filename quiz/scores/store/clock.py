"""What a clock that was ahead left in the scores, and how it is put right.

The learning days of a person never go back, so that a clock set back cannot spoil a schedule. The price: where the
clock was ahead once, every day until then is that day, and what is due is reckoned from it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.practice.schedule import DAY_START, learning_day
from quiz.scores.store.records import DatedResponse, short_uid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quiz.scores.store.base import Store

REMEDY: Final = "quiz doctor --fix-clock"
_SLACK: Final = timedelta(days=1)
"""So far ahead a clock may be: between two machines, or where someone travels west."""


class ClockAhead(NamedTuple):
    """The days to come in the log of a learner. uid: of the attempt that has the first. last: the latest of them."""

    uid: str
    learner: str
    responses: int
    last: date
    today: date

    @property
    def message(self) -> str:
        return (
            f"Attempt {short_uid(self.uid)} has a response of a day to come: the clock was ahead then, or is behind "
            f"now. It is {self.today}, but your learning day stays {self.last} until then, and what is due is reckoned "
            f"from it. If the clock is right now, this mends it: {REMEDY}"
        )


class ClockMend(NamedTuple):
    """What was put right. backup: the copy of the scores as they were before, None without a file or a change."""

    responses: int
    attempts: int
    backup: Path | None


def ahead(store: Store, learner: str, now: datetime, start: int = DAY_START) -> ClockAhead | None:
    """Return what is ahead in the log of a learner, None where nothing is. Raises `StoreProblem`.

    now: carries its zone. start: the hour at which a learning day begins.
    """
    today = learning_day(now, start)
    last = store.last_day(learner)
    if last is None or last <= today + _SLACK:
        return None
    later = store.later_responses(today + _SLACK, learner)
    return ClockAhead(later[0].uid, learner, len(later), last, today) if later else None


def mend_clock(store: Store, now: datetime, start: int = DAY_START) -> ClockMend:
    """Put the days and times to come in the logs of all learners right, as far as they can be known.

    A response whose time is not to come gets the learning day of that time; one whose time is to come, time and day of
    the next that is known, or now. The order stays, and no day is behind the one before. A copy is made first.
    Raises `StoreProblem`.
    """
    today, limit, moment = learning_day(now, start), now + _SLACK, now.astimezone(UTC)
    if not _spoilt(store, today) and not store.later_attempts(limit):
        return ClockMend(0, 0, None)
    backup = store.keep_copy("before-fix-clock", now)
    with store.together():
        spoilt = _spoilt(store, today)
        uids = {response.uid for response in spoilt}
        for learner, group in groupby(sorted(spoilt, key=attrgetter("learner", "number")), attrgetter("learner")):
            responses = list(group)
            day = store.day_before(learner, today, responses[0].number) or date.min
            for response, at in zip(responses, _times(responses, limit, moment), strict=True):
                day = max(day, min(today, learning_day(at.astimezone(now.tzinfo), start)))
                store.redate(response.number, at, day)
        for attempt in store.later_attempts(limit):
            started = attempt.started if attempt.started <= limit else attempt.first or moment
            finished = attempt.finished
            if finished is not None and finished > limit:
                finished = max(started, attempt.last or moment)
            store.retime(attempt.uid, started, finished)
            uids.add(attempt.uid)
    return ClockMend(len(spoilt), len(uids), backup)


def _spoilt(store: Store, today: date) -> list[DatedResponse]:
    """Return the responses on days to come of those learners whose days are ahead."""
    later = store.later_responses(today)
    learners = {response.learner for response in later if response.day > today + _SLACK}
    return [response for response in later if response.learner in learners]


def _times(responses: Sequence[DatedResponse], limit: datetime, now: datetime) -> list[datetime]:
    """Return when responses were given: where the time is to come, that of the next that is known, or now."""
    times: list[datetime] = []
    known = now
    for response in reversed(responses):
        known = response.at if response.at <= limit else known
        times.append(known)
    return times[::-1]
