"""The learner's calendar: a learning day turns in the small hours, not at midnight."""

from datetime import date, datetime, timedelta
from typing import Final

from quiz.settings import DEFAULTS

DAY_START: Final = DEFAULTS.day_start
"""The local hour at which a new learning day begins."""


def learning_day(now: datetime, start: int = DAY_START, last: date | None = None) -> date:
    """Return the learning day of a local time.

    `now` carries its zone. `last` is the learner's last day: a clock set back never leads behind it.

    >>> from datetime import UTC
    >>> learning_day(datetime(2026, 3, 1, 3, 59, tzinfo=UTC))
    datetime.date(2026, 2, 28)
    """
    day = (now - timedelta(hours=start)).date()
    return day if last is None else max(day, last)
