"""Taking results out of a store and bringing them into another, as lines of `results_format`."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from quiz.files import FileProblem, replaced
from quiz.scores.exchange.lines import encoded
from quiz.scores.exchange.notebook_lines import aside_line, note_line, remark_line
from quiz.scores.exchange.results_format import (
    ReceivedAttempt,
    ResultsFault,
    Writer,
    read_lines,
    version_for,
)
from quiz.scores.store.records import (
    REMEDY,
    BadAttempt,
    NoSuchAttempt,
    Note,
    NumberTaken,
    PutAside,
    Remark,
    StoreProblem,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from quiz.scores.exchange.results_format import PersonLine
    from quiz.scores.store.base import Store


class Outcome(Enum):
    """What became of an attempt that was received."""

    NEW = auto()
    RESTORED = auto()
    LONGER = auto()
    KNOWN = auto()
    DIVERGED = auto()


class ImportResult(Struct, frozen=True):
    """What became of what is in one file. diverged: the ids of such attempts. last_day: the latest learning day in it.

    Of remarks, notes and lessons put aside: how many there are, and how many of these the store did not have.
    """

    outcomes: Counter[Outcome]
    diverged: tuple[str, ...]
    last_day: date | None
    remarks: int = 0
    new_remarks: int = 0
    notes: int = 0
    new_notes: int = 0
    aside: int = 0
    new_aside: int = 0


def export_results(
    store: Store,
    exported: datetime,
    *,
    learner: str | None = None,
    bank: str | None = None,
    since: datetime | None = None,
    code: str | None = None,
    notes: bool = False,
    person: PersonLine | None = None,
) -> Generator[bytes, None, None]:
    """Give the lines of a results file one by one; to be closed before the store is.

    Remarks travel with the results; what people wrote down for themselves, and the lessons that they put aside, only
    where `notes` asks for it. person: what else is kept of the learner, where all of it is given out to them. An
    attempt that cannot be read is left out, and told. Raises `StoreProblem`, also where no attempt can be read.
    """
    writer = Writer()
    with store.still():
        remarks = store.remarks(learner=learner, bank=bank, since=since, code=code)
        noted = store.notes(learner=learner, bank=bank, since=since, code=code) if notes else []
        aside = store.put_aside(learner=learner, bank=bank, since=since, code=code) if notes else []
        yield writer.header(exported, version_for(written=bool(remarks or noted), aside=bool(aside)), person)
        uids = store.uids(learner=learner, bank=bank, since=since, code=code)
        left_out = 0
        for uid in uids:
            try:
                attempt = store.load(uid)
            except BadAttempt as bad:
                store.leave_out(bad.uid, bad.what)
                left_out += 1
            except NoSuchAttempt:  # an index of a damaged file
                store.leave_out(uid, "it is listed and not found by its id")
                left_out += 1
            else:
                yield from writer.lines(attempt, store.numbers(uid))
        if uids and left_out == len(uids):
            raise StoreProblem(store.place, f"none of the attempts can be read; {REMEDY}")
        yield from (encoded(remark_line(remark)) for remark in remarks)
        yield from (encoded(note_line(note)) for note in noted)
        yield from (encoded(aside_line(one)) for one in aside)


def import_results(store: Store, lines: Iterable[bytes]) -> ImportResult:
    """Bring what is in a results file into a store: all of it, or nothing where a line is at fault.

    The responses come after those in the store, in the order in which they stand in the file among themselves. Raises
    `ResultsFault` and `StoreProblem`.
    """
    outcomes: Counter[Outcome] = Counter()
    written: Counter[str] = Counter()
    diverged: list[str] = []
    last: date | None = None
    counted = _NumberedLines(lines)
    with store.together():
        base = store.last_number()
        for received in read_lines(counted):
            if isinstance(received, Remark):
                written.update(remarks=1, new_remarks=store.add_remark(received))
                continue
            if isinstance(received, Note):
                written.update(notes=1, new_notes=_take_note(store, received))
                continue
            if isinstance(received, PutAside):
                written.update(aside=1, new_aside=_take_aside(store, received))
                continue
            try:
                outcome = _receive(store, received, base)
            except NumberTaken as taken:
                raise ResultsFault(counted.number, "a number in the log stands twice in the file") from taken
            outcomes[outcome] += 1
            if outcome is Outcome.DIVERGED:
                diverged.append(received.attempt.uid)
            days = [entry.taken.day for entry in received.attempt.log]
            last = max((*days, *([last] if last else ())), default=None)
    return ImportResult(outcomes, tuple(diverged), last, **written)


def carry_over(store: Store, attempt: Attempt) -> Attempt:
    """Bring an attempt that is under way into a store, and return it as it stands there. Raises `StoreProblem`.

    One that is not there is new, one that stands there less far is taken further, and one that stands there further is
    left as it is. Where it went on differently there, or cannot be read, ours gets an id of its own.
    """
    with store.together():
        _receive(store, ReceivedAttempt(attempt, tuple(range(1, len(attempt.log) + 1))), store.last_number())
        try:
            present: Attempt | None = store.load(attempt.uid)
        except BadAttempt:
            present = None
        if present is None or not _is_same(present, attempt) or attempt.log != present.log[: len(attempt.log)]:
            present = attempt = replace(attempt, uid=secrets.token_hex(16))
            store.save(None, attempt)
        if (present.log, present.finished) != (attempt.log, attempt.finished):
            return present
        store.save(present, attempt)  # what is no response: where the learner is, flags, hints, time
        return attempt


def rescue(attempt: Attempt, folders: Sequence[Path]) -> Path:
    """Write an attempt that no store can take into a results file in the first folder that takes it.

    Raises `FileProblem` where none does.
    """
    writer = Writer()
    lines = [
        writer.header(datetime.now(UTC).replace(microsecond=0)),
        *writer.lines(attempt, range(1, len(attempt.log) + 1)),
    ]
    problem: FileProblem | None = None
    for folder in folders:
        file = folder / f"rescued-{attempt.uid[:8]}.jsonl"
        try:
            with replaced(file, 0o600) as written:
                written.writelines(lines)
        except FileProblem as error:
            problem = error
        else:
            return file
    assert problem is not None
    raise problem


class _NumberedLines:
    """Lines that know how many of them were read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.number += 1
            yield line


def _receive(store: Store, received: ReceivedAttempt, base: int) -> Outcome:
    arriving, numbers = received.attempt, [base + number for number in received.numbers]
    restored = store.restore(arriving.uid)
    outcome = foreseen(store, arriving)
    if outcome is Outcome.NEW:
        store.save(None, arriving, numbers)
        return outcome
    if outcome is Outcome.LONGER:
        store.save(store.load(arriving.uid), arriving, numbers)
    return Outcome.RESTORED if restored else outcome


def _take_note(store: Store, arriving: Note) -> bool:
    """Keep a note that is newer than the one on the same question here, and say whether it was."""
    here = store.note(arriving.learner, arriving.key)
    if here is not None and here.at >= arriving.at:
        return False
    store.put_note(arriving)
    return True


def _take_aside(store: Store, arriving: PutAside) -> bool:
    """Put a lesson aside that is not yet here, and say whether it was not."""
    if arriving.lesson in store.lessons_aside(arriving.learner):
        return False
    store.put_lesson_aside(arriving.learner, arriving.lesson, arriving.at)
    return True


def foreseen(store: Store, there: Attempt) -> Outcome:
    """Return what would become of an attempt if it were brought into a store. Raises `StoreProblem`."""
    try:
        here = store.load(there.uid)
    except NoSuchAttempt:
        return Outcome.NEW
    except BadAttempt as bad:
        store.leave_out(bad.uid, bad.what)
        return Outcome.DIVERGED
    if _goes_on(here, there):
        return Outcome.LONGER
    return Outcome.KNOWN if _is_same(here, there) and there.log == here.log[: len(there.log)] else Outcome.DIVERGED


def _goes_on(present: Attempt, arriving: Attempt) -> bool:
    """Say whether an attempt was taken further there: ours is its beginning."""
    if not _is_same(present, arriving) or arriving.log[: len(present.log)] != present.log:
        return False
    return len(arriving.log) > len(present.log) or (present.finished is None and arriving.finished is not None)


def _is_same(present: Attempt, arriving: Attempt) -> bool:
    """Say whether two attempts were drawn as one."""
    return (present.learner, present.mode, present.seed, present.options, present.started, present.items) == (
        arriving.learner,
        arriving.mode,
        arriving.seed,
        arriving.options,
        arriving.started,
        arriving.items,
    )
