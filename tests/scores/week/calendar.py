"""Three weeks in which much happens: missed days, the small hours, two summer-time nights and two flights."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
SYDNEY: Final = ZoneInfo("Australia/Sydney")
HONOLULU: Final = ZoneInfo("Pacific/Honolulu")
FIRST: Final = date(2027, 3, 20)
LAST: Final = date(2027, 4, 9)


@dataclass(frozen=True)
class Session:
    """begin: by the clock on the wall. day: whose learning day it is. most: how many responses, None for no end."""

    begin: datetime
    day: date
    most: int | None = None


def _at(day: str, place: ZoneInfo, *, of: str = "", most: int | None = None, fold: int = 0) -> Session:
    """Return a sitting of `month-day hour:minute`; `of`: the learning day where it is not that date."""
    begin = datetime.fromisoformat(f"2027-{day}").replace(tzinfo=place, fold=fold)
    return Session(begin, date.fromisoformat(f"2027-{of}") if of else begin.date(), most)


SITTINGS: Final = (
    _at("03-20 18:00", BRUSSELS, most=6),
    _at("03-21 03:59", BRUSSELS, of="03-20", most=1),
    _at("03-21 04:01", BRUSSELS, most=5),
    _at("03-21 20:00", BRUSSELS),
    _at("03-22 08:00", BRUSSELS, most=5),
    _at("03-22 21:00", BRUSSELS),
    # The 23rd and the 24th are missed.
    _at("03-25 12:00", BRUSSELS),
    _at("03-26 23:50", BRUSSELS, most=7),
    _at("03-27 00:30", BRUSSELS, of="03-26"),
    _at("03-27 09:00", BRUSSELS, most=8),
    # The night that lacks an hour.
    _at("03-28 01:30", BRUSSELS, of="03-27", most=4),
    _at("03-28 03:30", BRUSSELS, of="03-27"),
    _at("03-28 04:00", BRUSSELS),
    _at("03-29 07:00", BRUSSELS),
    # The 30th is missed.
    _at("03-31 19:00", BRUSSELS),
    _at("04-01 10:00", BRUSSELS, most=3),
    _at("04-02 22:00", SYDNEY),
    _at("04-03 12:00", SYDNEY, most=9),
    # The night that has an hour twice.
    _at("04-04 02:30", SYDNEY, of="04-03", most=3),
    _at("04-04 02:30", SYDNEY, of="04-03", fold=1),
    _at("04-04 04:00", SYDNEY),
    _at("04-05 09:00", SYDNEY),
    _at("04-06 09:00", SYDNEY),
    _at("04-07 08:00", SYDNEY, most=7),
    # Over the date line it is the day before once more.
    _at("04-06 21:00", HONOLULU, of="04-07"),
    _at("04-08 07:00", HONOLULU),
    _at("04-09 12:00", HONOLULU),
)


class WallClock:
    """Goes on two seconds whenever it is looked at, and shows what a machine in that place shows."""

    def __init__(self) -> None:
        self._now = SITTINGS[0].begin

    def set(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=2)
        return self._now.astimezone(timezone(self._now.utcoffset() or timedelta()))
