"""What all lines of a results file share: types of their values, how one is read, and how one is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

from quiz.practice.questions.base import LONGEST_TEXT
from quiz.scores.store.values import YEARS
from quiz.text import clean_line

T = TypeVar("T")

Time: TypeAlias = Annotated[datetime, Meta(tz=True)]
Hex: TypeAlias = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
LearnerName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]


class Refusal(ValueError):
    """A line is not what it should be; the message says why."""


def decoded(line: bytes, kind: type[T]) -> T:
    """Return what a line holds. Raises `Refusal`."""
    try:
        return msgspec.json.decode(line, type=kind)
    except UnicodeDecodeError as error:
        raise Refusal("the line is not UTF-8") from error
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$")
        field = where.strip("`.")
        raise Refusal(clean_line(f"{field}: {reason[0].lower()}{reason[1:]}" if field else reason)) from error
    except msgspec.DecodeError as error:
        raise Refusal(f"the line is not JSON ({clean_line(str(error))})") from error
    except RecursionError as error:
        raise Refusal("the line is nested too deeply") from error


def encoded(value: Struct) -> bytes:
    """Return a value as a line."""
    return msgspec.json.encode(value) + b"\n"


def check_time(time: datetime | None) -> None:
    """Raise `Refusal` where a time is not one in UTC of a year that a clock may show."""
    if time is not None and (time.utcoffset() != timedelta(0) or time.year not in YEARS):
        raise Refusal(f"the time {time.isoformat()} is not one in UTC from {YEARS[0]} to {YEARS[-1]}")


def learner_of(name: str) -> str:
    """Return the name of a learner, cleaned. Raises `Refusal` where nothing of it is left."""
    learner = clean_line(name)
    if not learner:
        raise Refusal("the learner has no name")
    return learner
