"""Who somebody is to the server: signed cookies, and the tickets that people are given."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from quiz.scores.store.members import Role
from quiz.text import clean_line

if TYPE_CHECKING:
    from datetime import datetime

KEY_BYTES: Final = 32
LONGEST_NAME: Final = 60
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others: 0 and o, 1, i and l."""
_TICKET: Final = 10
"""So many of them make a ticket: 31 to the 10th are more than anybody can try at ten a minute."""


class Identity(NamedTuple):
    """A person in a class."""

    person: str
    code: str
    role: Role

    @property
    def is_teacher(self) -> bool:
        return self.role is Role.TEACHER


class _Claims(msgspec.Struct, array_like=True, frozen=True):
    person: str
    code: str
    role: Role
    until: float


def name_of(typed: str) -> str | None:
    """Return the name that somebody typed, cleaned; None where it is none."""
    name = " ".join(clean_line(typed).split())
    return name if 0 < len(name) <= LONGEST_NAME else None


def code_of(typed: str) -> str:
    """Return a class code however it was typed: capitals and spaces around it do not matter."""
    return "-".join(clean_line(typed).casefold().split())


# Cookies


def signed(identity: Identity, key: bytes, until: datetime) -> str:
    """Return a cookie that says who somebody is, up to a time."""
    said = msgspec.json.encode(_Claims(*identity, until.timestamp()))
    return f"{_text(said)}.{_text(_signature(said, key))}"


def verified(cookie: str, key: bytes, now: datetime) -> Identity | None:
    """Return who a cookie says that somebody is; None where it is forged, out of date, or none."""
    said, _, signature = cookie.partition(".")
    try:
        raw = _bytes(said)
        if not hmac.compare_digest(_bytes(signature), _signature(raw, key)):
            return None
        claims = msgspec.json.decode(raw, type=_Claims)
    except (ValueError, msgspec.MsgspecError):
        return None
    if claims.until <= now.timestamp():
        return None
    return Identity(claims.person, claims.code, claims.role)


def _signature(said: bytes, key: bytes) -> bytes:
    return hmac.digest(key, said, "sha256")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


# Tickets


def new_ticket() -> str:
    """Return a new ticket, as it is given to a person."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_TICKET))


def ticket_digest(ticket: str) -> bytes:
    """Return what the store keeps of a ticket. It is long and random, so that a plain digest tells nothing of it."""
    return hashlib.sha256("".join(ticket.casefold().split()).encode()).digest()
