"""What a store keeps of people who share it: who belongs to a class, tickets that let them in, what each chose."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from quiz.scores.store.members import Member, Ticket


class Roster(ABC):
    """Members, tickets and preferences. Every method raises `StoreProblem` where it cannot be done."""

    @abstractmethod
    def join(self, member: Member) -> bool:
        """Put a person into a class, and say whether nobody of that name was in it."""

    @abstractmethod
    def see(self, person: str, code: str, at: datetime) -> None:
        """Note that a member is there at a time."""

    @abstractmethod
    def part(self, person: str, code: str, at: datetime) -> None:
        """Note that a member went away at a time; they stay a member."""

    @abstractmethod
    def members(self, *, code: str | None = None, person: str | None = None) -> list[Member]:
        """Return the members of a class, of a person's classes or of all, by class and name."""

    @abstractmethod
    def put_tickets(self, tickets: Iterable[Ticket], at: datetime) -> None:
        """Keep tickets, each in place of an earlier one of the same person and class, and drop those out of date."""

    @abstractmethod
    def take_ticket(self, digest: bytes) -> Ticket | None:
        """Take a ticket out and return it, out of date or not: each lets in once. None where there is none."""

    @abstractmethod
    def preferences(self, person: str) -> dict[str, str]:
        """Return what a person chose, by the name of the setting."""

    @abstractmethod
    def prefer(self, person: str, chosen: Mapping[str, str]) -> None:
        """Keep what a person chose, by the name of the setting, in place of what they chose before."""

    @abstractmethod
    def erase_person(self, person: str) -> None:
        """Take a person out of every class, and their tickets and what they chose away."""
