"""The tables of members, tickets and preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.scores.store import values
from quiz.scores.store.sql.database import Database, guarded
from quiz.scores.store.sql.rows import time_text
from quiz.scores.store.values import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from quiz.scores.store.members import Member, Ticket
    from quiz.scores.store.sql.database import Row


class Roster(Database):
    """A store in SQL tables, as far as members, tickets and preferences go."""

    @guarded
    def join(self, member: Member) -> bool:
        with self._transaction():
            added = self._run(
                "put_member",
                person=member.person,
                code=member.code,
                role=member.role,
                joined=time_text(member.joined),
                left=time_text(member.left),
                seen=time_text(member.seen),
            )
            return added.rowcount > 0

    @guarded
    def see(self, person: str, code: str, at: datetime) -> None:
        with self._transaction():
            self._run("see_member", person=person, code=code, at=time_text(at))

    @guarded
    def part(self, person: str, code: str, at: datetime) -> None:
        with self._transaction():
            self._run("leave_member", person=person, code=code, at=time_text(at))

    @guarded
    def members(self, *, code: str | None = None, person: str | None = None) -> list[Member]:
        found = []
        for row in self._rows("members", code=code, person=person):
            try:
                found.append(_member(row))
            except BadValue:  # whoever wrote it, nobody is let in by it
                continue
        return found

    @guarded
    def put_tickets(self, tickets: Iterable[Ticket], at: datetime) -> None:
        with self._transaction():
            for ticket in tickets:
                place = {"person": ticket.person, "code": ticket.code}
                self._run("purge_tickets", at=time_text(at), **place)
                expires = time_text(ticket.expires)
                self._run("put_ticket", digest=ticket.digest, role=ticket.role, expires=expires, **place)

    @guarded
    def take_ticket(self, digest: bytes) -> Ticket | None:
        with self._transaction():
            row = self._run("take_ticket", digest=digest).fetchone()
        try:
            return _ticket(digest, row) if row is not None else None
        except BadValue:
            return None

    @guarded
    def preferences(self, person: str) -> dict[str, str]:
        return {str(row["name"]): str(row["value"]) for row in self._rows("preferences", person=person)}

    @guarded
    def prefer(self, person: str, chosen: Mapping[str, str]) -> None:
        with self._transaction():
            for name, value in chosen.items():
                self._run("put_preference", person=person, name=name, value=value)

    @guarded
    def erase_person(self, person: str) -> None:
        with self._transaction():
            self._run("erase_members", person=person)
            self._run("erase_tickets", person=person)
            self._run("erase_preferences", person=person)


def _member(row: Row) -> Member:
    from quiz.scores.store.members import Member, Role

    return Member(
        person=values.learner(row["person"]),
        code=values.identifier(row["code"], "class"),
        role=values.member(Role, row["role"], "role"),
        joined=values.time(row["joined"], "time of joining"),
        left=values.time_or_none(row["left"], "time of leaving"),
        seen=values.time(row["seen"], "time seen"),
    )


def _ticket(digest: bytes, row: Row) -> Ticket:
    from quiz.scores.store.members import Role, Ticket

    return Ticket(
        digest=digest,
        person=values.learner(row["person"]),
        code=values.identifier(row["code"], "class"),
        role=values.member(Role, row["role"], "role"),
        expires=values.time(row["expires"], "end of a ticket"),
    )
