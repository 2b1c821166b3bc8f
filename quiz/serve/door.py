"""The door: who is let in, and why somebody is not."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.scores.store.members import Member, Role
from quiz.serve.identity import Identity, code_of, name_of, ticket_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from quiz.scores.store.base import Store

TRIES: Final = 10
"""So many wrong codes and tickets an address may try in a minute."""
_MINUTE: Final = 60.0

WRONG_CODE: Final = "That is no code of a class here. Ask who teaches it."
WRONG_NAME: Final = "Please type your name, of at most 60 letters."
TAKEN: Final = "Somebody of that name is here already. If that is you on another machine, ask for a ticket."
WRONG_TICKET: Final = "That is no ticket, or it was used, or it is out of date. Ask for a new one."
TOO_MANY: Final = "Too many wrong tries. Wait a minute, and try again."


class Refusal(NamedTuple):
    """Why somebody is not let in. status: of HTTP. at: the field that it is about."""

    message: str
    status: int = 403
    at: str = "name"


class Door:
    """Lets people in by the code of a class, by a ticket, or by what a proxy says of them.

    codes: the classes whose door is open. now: with its zone. monotonic: a clock that only goes on, in seconds.
    """

    def __init__(
        self, store: Store, codes: Collection[str], now: Callable[[], datetime], monotonic: Callable[[], float]
    ) -> None:
        self._store = store
        self._codes = frozenset(codes)
        self._now = now
        self._monotonic = monotonic
        self._wrong: dict[str, deque[float]] = {}

    def by_code(self, typed_name: str, typed_code: str, address: str, known: Identity | None) -> Identity | Refusal:
        """Let somebody into a class by its code, under a name that is free; `known` is whom their cookie names."""
        if self._is_shut(address):
            return Refusal(TOO_MANY, 429)
        code, name = code_of(typed_code), name_of(typed_name)
        if code not in self._codes:
            self._note_wrong(address)
            return Refusal(WRONG_CODE, at="code")
        if name is None:
            return Refusal(WRONG_NAME, 400)
        is_theirs = known is not None and known.person == name and self.is_member(known)
        if is_theirs and known is not None and known.code == code:
            return known
        if not is_theirs and self._is_taken(name):
            return Refusal(TAKEN)
        return self._joined(Identity(name, code, Role.LEARNER), is_new=True)

    def by_ticket(self, typed: str, address: str) -> Identity | Refusal:
        """Let somebody in by a ticket, which is used up by it."""
        if self._is_shut(address):
            return Refusal(TOO_MANY, 429)
        ticket = self._store.take_ticket(ticket_digest(typed))
        if ticket is None or ticket.expires <= self._now():
            self._note_wrong(address)
            return Refusal(WRONG_TICKET)
        return self._joined(Identity(ticket.person, ticket.code, ticket.role), is_new=False)

    def by_proxy(self, said: str, code: str) -> Identity | Refusal:
        """Let in whom a proxy in front of the server names, who signed them in."""
        name = name_of(said)
        if name is None:
            return Refusal("The proxy in front of this server names nobody. Tell who runs it.")
        return self._joined(Identity(name, code, Role.LEARNER), is_new=False)

    def is_member(self, identity: Identity) -> bool:
        """Say whether somebody whom a cookie names is still a member: they may have been forgotten meanwhile."""
        members = self._store.members(code=identity.code, person=identity.person)
        return any(member.role is identity.role for member in members)

    def _is_taken(self, name: str) -> bool:
        """Say whether somebody of a name is in any class or has answered anything: results go by the name alone."""
        return bool(self._store.members(person=name) or self._store.uids(learner=name))

    def _joined(self, identity: Identity, *, is_new: bool) -> Identity | Refusal:
        now = self._now()
        member = Member(identity.person, identity.code, identity.role, now, None, now)
        if not self._store.join(member):
            if is_new:
                return Refusal(TAKEN)
            there = self._store.members(code=identity.code, person=identity.person)
            if there and there[0].role is not identity.role:
                return Refusal(TAKEN)
            self._store.see(identity.person, identity.code, now)
        return identity

    def _is_shut(self, address: str) -> bool:
        tries = self._wrong.get(address)
        while tries and self._monotonic() - tries[0] > _MINUTE:
            tries.popleft()
        if tries is not None and not tries:
            del self._wrong[address]
        return tries is not None and len(tries) >= TRIES

    def _note_wrong(self, address: str) -> None:
        self._wrong.setdefault(address, deque()).append(self._monotonic())
