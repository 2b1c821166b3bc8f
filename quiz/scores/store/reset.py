"""Beginning anew: what a learner answered and wrote, or what was answered and written to a bank, leaves the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from quiz.scores.store.records import NoSuchAttempt, StoreProblem

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from quiz.scores.store.base import Store


class Scope(Struct, frozen=True, kw_only=True):
    """What is begun anew: everything of a learner, of a bank, or of a learner in a bank; None for all of them."""

    learner: str | None = None
    bank: str | None = None


class Extent(Struct, frozen=True):
    """How much that is.

    whole: the attempts that go. mixed: those of several banks, which stay without their questions of the bank.
    unreadable: attempts of several banks that cannot be read, and so stay as they are. responses, notes, remarks,
    aside: how many go, the last the lessons put aside.
    """

    whole: tuple[str, ...]
    mixed: tuple[str, ...]
    unreadable: tuple[str, ...]
    responses: int
    notes: int
    remarks: int
    aside: int

    @property
    def attempts(self) -> int:
        return len(self.whole) + len(self.mixed)

    @property
    def is_empty(self) -> bool:
        return not (self.attempts or self.notes or self.remarks or self.aside)


def extent(store: Store, scope: Scope) -> Extent:
    """Return what a reset would take out. Raises `StoreProblem`."""
    whole: list[str] = []
    mixed: list[str] = []
    unreadable: list[str] = []
    responses = 0
    for uid in store.uids(learner=scope.learner, bank=scope.bank):
        try:
            attempt = store.load(uid)
        except NoSuchAttempt:  # deleted at this moment
            continue
        except StoreProblem:
            # Of one learner it goes whole, whatever stands in it.
            (whole if scope.bank is None else unreadable).append(uid)
            continue
        rest = _without(attempt, scope.bank)
        responses += len(attempt.log) - len(rest.log if rest else ())
        (mixed if rest else whole).append(uid)
    notes = store.notes(learner=scope.learner, bank=scope.bank)
    remarks = store.remarks(learner=scope.learner, bank=scope.bank)
    aside = store.put_aside(learner=scope.learner, bank=scope.bank)
    return Extent(tuple(whole), tuple(mixed), tuple(unreadable), responses, len(notes), len(remarks), len(aside))


def reset(store: Store, scope: Scope, now: datetime) -> tuple[Extent, Path]:
    """Take all of a scope out of the store, and return what that was, and the backup that was made before.

    Raises `StoreProblem` where another program has the store open, or the backup cannot be made; then nothing was
    changed.
    """
    with store.alone():
        copied = store.keep_copy("before-reset", now)
        assert copied is not None
        with store.together():
            found = extent(store, scope)
            rests = [(rest, numbers) for uid in found.mixed for rest, numbers in _rest(store, uid, scope.bank)]
            store.erase((*found.whole, *found.mixed))
            for rest, numbers in rests:
                store.save(None, rest, numbers)
            store.erase_notebook(learner=scope.learner, bank=scope.bank)
    return found, copied


def _rest(store: Store, uid: str, bank: str | None) -> list[tuple[Attempt, list[int]]]:
    """Return an attempt without its questions of a bank, and where in the order of all responses those left stand."""
    attempt = store.load(uid)
    rest = _without(attempt, bank)
    numbers = zip(attempt.log, store.numbers(uid), strict=True)
    kept = [number for entry, number in numbers if attempt.items[entry.position].bank != bank]
    return [(rest, kept)] if rest else []


def _without(attempt: Attempt, bank: str | None) -> Attempt | None:
    """Return an attempt as if the questions of a bank had not been in it; None where nothing is left."""
    kept = [place for place, item in enumerate(attempt.items) if bank is not None and item.bank != bank]
    if not kept:
        return None
    places = {place: new for new, place in enumerate(kept)}
    return replace(
        attempt,
        items=tuple(attempt.items[place] for place in kept),
        log=tuple(replace(entry, position=places[entry.position]) for entry in attempt.log if entry.position in places),
        position=places.get(attempt.position, 0),
        flagged=frozenset(places[place] for place in attempt.flagged if place in places),
        hinted=frozenset(places[place] for place in attempt.hinted if place in places),
        written={places[place]: text for place, text in attempt.written.items() if place in places},
    )
