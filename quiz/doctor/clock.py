"""Whether the clock and the time zone of this machine can be believed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.doctor.remedies import unset_variable
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MADE: Final = 2025
"""No clock that is right shows an earlier year: the program is younger."""
_RULE: Final = re.compile(r"(<[\w+-]+>|[A-Za-z]{3,})[+-]?\d.*", re.ASCII)
"""A zone spelled out, such as `CET-1CEST`."""


def check_clock(now: datetime, environment: Mapping[str, str], of_scores: tuple[Finding, ...] = ()) -> Section:
    """Look at the clock. now: with its zone. of_scores: what they say of it, believed where the clock can be."""
    behind = _year(now)
    findings = [finding for finding in (behind, _zone(environment)) if finding is not None]
    more = of_scores if behind is None else ()
    offset = now.strftime("%z")
    facts: dict[str, Any] = {
        "now": now.isoformat(timespec="seconds"),
        "zone": clean_line(now.tzname() or ""),
        "offset": offset,
    }
    return Section(name="clock", summary="clock", facts=facts, findings=(*findings, *more))


def _year(now: datetime) -> Finding | None:
    if now.year >= MADE:
        return None
    return Finding(
        name="clock-behind",
        severity=Severity.WARNING,
        message=f"The clock shows {now.date()}, which is before this program was made.",
        help="Set the clock of the computer: what you answer now would be kept under that day.",
    )


def _zone(environment: Mapping[str, str]) -> Finding | None:
    zone = environment.get("TZ", "")
    if os.name == "nt" or not zone or _RULE.fullmatch(zone) or _is_known(zone.removeprefix(":")):
        return None
    return Finding(
        name="time-zone",
        severity=Severity.WARNING,
        message=f"There is no time zone {clean_line(zone)} (TZ), so that days turn as they do in UTC.",
        remedy=(unset_variable("TZ"),),
        help="Or name one that there is, such as Europe/Brussels.",
    )


def _is_known(name: str) -> bool:
    if Path(name).is_absolute():
        return Path(name).is_file()
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
