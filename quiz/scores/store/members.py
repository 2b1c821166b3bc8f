"""Members of a class and tickets, as values."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Role(StrEnum):
    """As what a person belongs to a class."""

    LEARNER = "learner"
    TEACHER = "teacher"


class Member(NamedTuple):
    """A person in a class. code: of the class. left: when they went away last, None while they are there."""

    person: str
    code: str
    role: Role
    joined: datetime
    left: datetime | None
    seen: datetime


class Ticket(NamedTuple):
    """What lets a person into a class, once and up to a time. digest: of the words that they were given."""

    digest: bytes
    person: str
    code: str
    role: Role
    expires: datetime
