"""Values as the store keeps them, each checked when it is read, whoever wrote it.

A file that SQLite finds sound may still hold a day that no calendar has, or a text that would steer the terminal: a bit
flipped, another program wrote into it, or someone made it. Every function takes what SQLite returns, whatever its type,
and returns the value or raises `BadValue`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Final, Generic, TypeVar

import msgspec

from quiz.bank.questions.base import ID_PATTERN
from quiz.practice.questions.base import LONGEST_TEXT
from quiz.text import clean, clean_line, shortened

YEARS: Final = range(1970, 3000)
"""Years that a clock may show; a schedule reckons a century on from them."""
MOST_SECONDS: Final = 1e9
MOST_POINTS: Final = 1e12
MOST_ITEMS: Final = 10_000_000
MOST_NUMBER: Final = 10**15
"""Beyond this no response is numbered."""
_ROUNDING: Final = 1e-6
"""Sums of points may differ by so much from what they are added up from in another order."""
_LENGTHS: Final = {len("2026-11-22T09:30:00+00:00"), len("2026-11-22T09:30:00.000001+00:00")}
_UID: Final = re.compile(r"[0-9a-f]{32}")
_ID: Final = re.compile(ID_PATTERN)

Member = TypeVar("Member", bound=StrEnum)
T = TypeVar("T")


class BadValue(ValueError):
    """A value that makes no sense; the message names it and may be shown."""


def bad(name: str, value: object) -> BadValue:
    """Return the error for a value that makes no sense."""
    if isinstance(value, bytes):
        return BadValue(f"the {name} is no text in UTF-8")
    return BadValue(f"the {name} “{shortened(str(value), 40)}” makes no sense")


# Texts


def text_or_bytes(raw: bytes) -> str | bytes:
    """Return what stands in a column of texts; as bytes where it is not UTF-8, which no check lets pass."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def uid(value: object) -> str:
    """Return the id of an attempt: 32 hexadecimal digits."""
    if isinstance(value, str) and _UID.fullmatch(value):
        return value
    raise bad("id", value)


@lru_cache(maxsize=1024)
def learner(value: object) -> str:
    """Return the name of a learner, cleaned."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT and (name := clean_line(value)):
        return name
    raise bad("learner", value)


def text(value: object, name: str, most: int) -> str:
    """Return a text of at most so many characters, cleaned."""
    if isinstance(value, str) and len(value) <= most:
        return clean(value)
    raise bad(name, value)


@lru_cache(maxsize=4096)
def identifier(value: object, name: str) -> str:
    """Return the id of a bank or a question."""
    if isinstance(value, str) and not value.endswith("\n") and _ID.match(value):
        return value
    raise bad(name, value)


@lru_cache(maxsize=64)
def member(kind: type[Member], value: object, name: str) -> Member:
    """Return the member of an enumeration that a text names."""
    try:
        return kind(value)  # type: ignore[arg-type]  # another type is told like another text
    except ValueError:
        raise bad(name, value) from None


def shown(value: Any) -> Any:
    """Return plain data with every text in it cleaned."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(key): shown(one) for key, one in value.items()}
        case list():
            return list(map(shown, value))
        case _:
            return value


class Form(Generic[T]):
    """What a JSON text holds. Its decoder is made when first used: making all takes longer than opening a store."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    @cached_property
    def decoder(self) -> msgspec.json.Decoder[T]:
        return msgspec.json.Decoder(self._kind)


def decoded(value: object, form: Form[T], name: str) -> T:
    """Return what a JSON text holds, every text in it cleaned."""
    if not isinstance(value, str):
        raise bad(name, value)
    try:
        # What steers a terminal stands in JSON as an escape, or is not printable.
        if not value.isprintable() or "\\u" in value:
            value = msgspec.json.encode(shown(msgspec.json.decode(value)))
        return form.decoder.decode(value)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadValue(f"the {name} cannot be read ({clean_line(str(error))})") from None


# Times


def time(value: object, name: str) -> datetime:
    """Return a time in UTC, as it is written here: `2026-11-22T09:30:00+00:00`."""
    try:
        read = datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise bad(name, value) from None
    assert isinstance(value, str)
    # Written in one way only, so that the order of the texts is that of the times.
    if read.tzinfo is UTC and read.year in YEARS and value[7] == "-" and value[10] == "T" and len(value) in _LENGTHS:
        return read
    raise bad(name, value)


def time_or_none(value: object, name: str) -> datetime | None:
    return None if value is None else time(value, name)


@lru_cache(maxsize=4096)
def day(value: object) -> date:
    """Return a learning day, as it is written here: `2026-11-22`."""
    try:
        read = date.fromisoformat(value)  # type: ignore[arg-type]
        if read.year in YEARS and read.isoformat() == value:
            return read
    except (TypeError, ValueError):
        pass
    raise bad("day", value)


# Numbers


def number(value: object, name: str, most: float) -> float:
    """Return a number from 0 to `most`."""
    if isinstance(value, float | int) and 0 <= value <= most:
        return value
    raise bad(name, value)


def whole(value: object, name: str, most: int, least: int = 0) -> int:
    """Return a whole number from `least` to `most`."""
    if isinstance(value, int) and least <= value <= most:
        return value
    raise bad(name, value)


def flag(value: object, name: str) -> bool:
    return bool(whole(value, name, 1))


def points(score: object, possible: object) -> tuple[float, float]:
    """Return a score and what it could be at most."""
    most = number(possible, "possible points", MOST_POINTS)
    if most == 0:
        raise bad("possible points", possible)
    return number(score, "score", most + _ROUNDING * max(1.0, most)), most


def same_points(first: float, second: float) -> bool:
    """Say whether two sums of points are the same but for rounding."""
    return abs(first - second) <= _ROUNDING * max(1.0, abs(second))
