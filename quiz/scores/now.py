"""The time, which everything that needs it takes as an argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the time with the zone of this machine."""
    return datetime.now().astimezone()
