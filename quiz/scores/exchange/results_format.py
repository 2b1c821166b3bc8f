"""Results as JSON Lines: attempts with all that it takes to look at them again, on any machine.

The first line is `{"format": "eu-dprk-quiz-results", "version": 1, "exported": "2026-11-22T09:30:00Z"}`. Each further
line is one of two: `{"snapshot": digest, "body": {…}}` is a question as it was drawn, with its bank's title and its
sources, and stands once, before its first use; `{"uid": …, "items": […], "log": […]}` is an attempt, see `AttemptLine`.
Version 2 has two more, and is written only where there are some: `{"remark": id, …}` is what a learner reported of a
question, `{"note": text, …}` what one wrote down for themselves, see `notebook_lines`. Version 3, again only where
there are some, has `{"aside": id, …}`: a lesson that one does not want offered. Times are UTC, durations seconds,
positions count from 0.

What is read may come from anyone: every line is bounded, its form and its sense are checked, and its text is cleaned as
a bank's is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

from quiz.bank.questions.base import Identifier
from quiz.practice.attempt import Attempt, LogLine, RecordedResponse
from quiz.practice.digest import digest
from quiz.practice.draw import Options
from quiz.practice.grading import grade
from quiz.practice.questions.base import LONGEST_TEXT, Presentation
from quiz.practice.response import Response
from quiz.practice.types import Confidence, Mode
from quiz.scores.exchange.checked_snapshots import CheckedSnapshot, checked_snapshot, cleaned_values
from quiz.scores.exchange.lines import Hex, LearnerName, Refusal, Time, check_time, decoded, encoded, learner_of
from quiz.scores.exchange.notebook_lines import AsideLine, NoteLine, RemarkLine, note_of, put_aside_of, remark_of
from quiz.scores.store.snapshot import Snapshot, snapshot_of
from quiz.scores.store.values import MOST_ITEMS, MOST_SECONDS, YEARS
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.practice.grade import Grade
    from quiz.scores.store.records import Note, PutAside, Remark

FORMAT: Final = "eu-dprk-quiz-results"
ATTEMPTS_ONLY: Final = 1
"""The version in which there are no remarks and notes."""
WITH_NOTES: Final = 2
"""The version in which no lesson is put aside."""
VERSION: Final = 3
MAX_LINE: Final = 32 << 20
MAX_SNAPSHOTS: Final = 128 << 20
"""Bytes of questions in one file: they are held until it is read."""
_SAME: Final = 1e-9
T = TypeVar("T")

Seconds: TypeAlias = Annotated[float, Meta(ge=0, le=MOST_SECONDS)]
Place: TypeAlias = Annotated[int, Meta(ge=0, le=MOST_ITEMS)]


class ClassLine(Struct, frozen=True, omit_defaults=True):
    """A class that a person belongs to. code: by which its people come in. left: when they went away last."""

    code: str
    role: str
    joined: Time
    seen: Time
    left: Time | None = None


class PersonLine(Struct, frozen=True):
    """What is kept of a person besides their results, for them to see. settings: what they chose, by name."""

    classes: tuple[ClassLine, ...]
    settings: dict[str, str]


class Header(Struct, frozen=True, omit_defaults=True):
    """The first line. person: of whom alone the file is, where it was made for them; nothing of that is brought in."""

    format: Literal["eu-dprk-quiz-results"]
    version: int
    exported: Time
    person: PersonLine | None = None


class SnapshotLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A question as it was drawn. snapshot: the name by which the attempts in this file refer to it."""

    snapshot: Hex
    body: Snapshot


class ItemLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A drawn question and how it was laid out. bank, question: their ids."""

    bank: Identifier
    question: Identifier
    snapshot: Hex
    presentation: Presentation
    flagged: bool = False
    hinted: bool = False
    written: Annotated[str, Meta(max_length=LONGEST_TEXT)] | None = None


class EntryLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A response. number: orders those of all attempts in the file. fraction: how much of it is right, 0 to 1."""

    number: Annotated[int, Meta(ge=1, le=1_000_000_000_000)]
    position: Place
    response: Response
    fraction: Annotated[float, Meta(ge=0, le=1)]
    seconds: Seconds
    at: Time
    day: date
    confidence: Confidence | None = None
    retry: bool = False


class AttemptLine(Struct, frozen=True, forbid_unknown_fields=True):
    """An attempt with its items in their order and its log in the order of the responses; the fields of `Attempt`."""

    uid: Hex
    learner: LearnerName
    mode: Mode
    seed: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
    options: Options
    started: Time
    finished: Time | None
    position: Place
    time_left: Seconds | None
    extended: Seconds
    items: Annotated[tuple[ItemLine, ...], Meta(min_length=1)]
    log: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class ReceivedAttempt:
    """An attempt from a file. numbers: those of its log, ascending, in the order of the responses over all attempts."""

    attempt: Attempt
    numbers: tuple[int, ...]


Received: TypeAlias = "ReceivedAttempt | Remark | Note | PutAside"
"""What a line of a results file may bring."""


class ResultsFault(ValueError):
    """A line that is not what it should be. line: counted from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


# Writing


def version_for(*, written: bool, aside: bool) -> int:
    """Return the first version that can say it all: with remarks or notes, with lessons put aside."""
    return VERSION if aside else WITH_NOTES if written else ATTEMPTS_ONLY


class Writer:
    """Turns attempts into lines; a question that was written already is not written again."""

    def __init__(self) -> None:
        self._written: set[bytes] = set()

    def header(self, exported: datetime, version: int = ATTEMPTS_ONLY, person: PersonLine | None = None) -> bytes:
        """Return the first line."""
        return encoded(Header(FORMAT, version, exported, person))

    def lines(self, attempt: Attempt, numbers: Iterable[int]) -> Iterator[bytes]:
        """Give the lines of an attempt, new questions first. numbers: those of its log."""
        items = []
        for position, item in enumerate(attempt.items):
            body = snapshot_of(item)
            key = digest(0, msgspec.json.encode(body).decode())
            if key not in self._written:
                self._written.add(key)
                yield encoded(SnapshotLine(key.hex(), body))
            items.append(
                ItemLine(
                    item.bank,
                    item.question.id,
                    key.hex(),
                    item.presentation,
                    flagged=position in attempt.flagged,
                    hinted=position in attempt.hinted,
                    written=attempt.written.get(position),
                )
            )
        yield encoded(
            AttemptLine(
                uid=attempt.uid,
                learner=attempt.learner,
                mode=attempt.mode,
                seed=attempt.seed,
                options=attempt.options,
                started=attempt.started,
                finished=attempt.finished,
                position=attempt.position,
                time_left=attempt.time_left,
                extended=attempt.extended,
                items=tuple(items),
                log=tuple(_entry_line(entry, number) for entry, number in zip(attempt.log, numbers, strict=True)),
            )
        )


def _entry_line(entry: LogLine, number: int) -> EntryLine:
    taken = entry.taken
    return EntryLine(
        number=number,
        position=entry.position,
        response=taken.response,
        fraction=taken.grade.fraction,
        seconds=taken.seconds,
        at=taken.at,
        day=taken.day,
        confidence=taken.confidence,
        retry=entry.retry,
    )


# Reading


def bounded_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Give the lines of a file. Raises `ResultsFault` at one that is too long, before the whole of it is read."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise ResultsFault(number, f"the line is longer than {MAX_LINE >> 20} MiB")
        yield line


def read_results(lines: Iterable[bytes]) -> Iterator[ReceivedAttempt]:
    """Give the attempts of a results file one by one, each checked. Raises `ResultsFault`."""
    return (received for received in read_lines(lines) if isinstance(received, ReceivedAttempt))


def read_lines(lines: Iterable[bytes]) -> Iterator[Received]:
    """Give what stands in a results file one by one, each checked. Raises `ResultsFault`."""
    reader = _Reader()
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            received = reader.take(line, first=number == 1)
        except Refusal as refused:
            raise ResultsFault(number, str(refused)) from refused
        if received is not None:
            yield received
    if number == 0:
        raise ResultsFault(1, "the file is empty")


class _Kind(Struct):
    """What tells the kinds of lines apart."""

    uid: Any = None
    snapshot: Any = None
    remark: Any = None
    note: Any = None
    aside: Any = None


class _Reader:
    def __init__(self) -> None:
        self._known: dict[str, CheckedSnapshot] = {}
        self._held = 0

    def take(self, line: bytes, *, first: bool) -> Received | None:
        if first:
            _check_header(line.removeprefix(b"\xef\xbb\xbf"))
            return None
        if not line.strip():
            return None
        kind = decoded(line, _Kind)
        if kind.uid is not None:
            return self._attempt(decoded(line, AttemptLine))
        if kind.snapshot is not None:
            self._keep(decoded(line, SnapshotLine), len(line))
            return None
        if kind.remark is not None:
            return remark_of(decoded(line, RemarkLine))
        if kind.note is not None:
            return note_of(decoded(line, NoteLine))
        if kind.aside is not None:
            return put_aside_of(decoded(line, AsideLine))
        raise Refusal("the line is neither an attempt nor a snapshot, a remark, a note or a lesson put aside")

    def _keep(self, line: SnapshotLine, size: int) -> None:
        if line.snapshot in self._known:
            raise Refusal(f"the snapshot {line.snapshot} stands twice")
        self._held += size
        if self._held > MAX_SNAPSHOTS:
            raise Refusal(f"the questions are larger than {MAX_SNAPSHOTS >> 20} MiB in all; export bank by bank")
        try:
            self._known[line.snapshot] = checked_snapshot(line.body)
        except Refusal:
            self._known[line.snapshot] = checked_snapshot(line.body.before_lists())

    def _attempt(self, line: AttemptLine) -> ReceivedAttempt:
        learner = learner_of(line.learner)
        for time in (line.started, line.finished):
            check_time(time)
        snapshots = [self._drawn(item) for item in line.items]
        log = tuple(_entry(entry, snapshots) for entry in line.log)
        if line.position >= len(snapshots):
            raise Refusal(f"the position {line.position} lies beyond the items")
        numbers = tuple(entry.number for entry in line.log)
        if any(after <= before for before, after in pairwise(numbers)):
            raise Refusal("the numbers in the log do not ascend")
        counted = [entry.position for entry in log if not entry.retry]
        if line.mode is not Mode.EXAM and len(set(counted)) < len(counted):
            raise Refusal("a question is answered twice, which only an exam allows")
        attempt = Attempt(
            uid=line.uid,
            mode=line.mode,
            learner=learner,
            seed=line.seed,
            options=_checked_options(line.options),
            started=line.started,
            items=tuple(
                snapshot.snapshot.item(item.bank, item.presentation)
                for item, snapshot in zip(line.items, snapshots, strict=True)
            ),
            log=log,
            position=line.position,
            flagged=frozenset(position for position, item in enumerate(line.items) if item.flagged),
            hinted=frozenset(position for position, item in enumerate(line.items) if item.hinted),
            finished=line.finished,
            written={at: clean(item.written) for at, item in enumerate(line.items) if item.written is not None},
            time_left=line.time_left,
            extended=line.extended,
        )
        return ReceivedAttempt(attempt, numbers)

    def _drawn(self, line: ItemLine) -> CheckedSnapshot:
        snapshot = self._known.get(line.snapshot)
        if snapshot is None:
            raise Refusal(f"the snapshot {line.snapshot} does not stand before its first use")
        if snapshot.snapshot.question.id != line.question:
            raise Refusal(f"the snapshot of the question {line.question} is that of {snapshot.snapshot.question.id}")
        if not line.presentation.lists:
            snapshot = checked_snapshot(snapshot.snapshot.before_lists())
        if not snapshot.layout.shows(line.presentation):
            raise Refusal(f"the presentation of the question {line.question} does not show its choices")
        return snapshot


def _contents(presentation: Presentation) -> tuple[list[str], list[str]]:
    return sorted(presentation.rows), sorted(presentation.options)


def _check_header(line: bytes) -> None:
    try:
        header = decoded(line, Header)
    except Refusal as refused:
        raise Refusal("this is no results file: it does not begin with the line that names its format") from refused
    if header.version not in range(ATTEMPTS_ONLY, VERSION + 1):
        raise Refusal(f"the file has version {header.version} of the format; update the program")


def refusal(attempt: Attempt) -> str | None:
    """Return why an attempt that the store could read would not be taken from a results file; None where it would."""
    try:
        snapshots = [checked_snapshot(snapshot_of(item)) for item in attempt.items]
        _checked_options(attempt.options)
        for entry in attempt.log:
            taken = entry.taken
            _graded(snapshots[entry.position], taken.response, taken.grade.fraction)
    except Refusal as refused:
        return str(refused)
    return None


def _checked_options(options: Options) -> Options:
    if options.count is not None and options.count < 1:
        raise Refusal("options: the count is out of range")
    if options.time_limit is not None and not 0 <= options.time_limit <= MOST_SECONDS:
        raise Refusal("options: the time limit is out of range")
    checked = msgspec.convert(cleaned_values(msgspec.to_builtins(options)), Options)
    if options.lesson is None or checked.lesson is None:
        return checked
    lesson = msgspec.structs.replace(checked.lesson, text=clean(options.lesson.text).strip())  # with its lines
    return msgspec.structs.replace(checked, lesson=lesson)


def _entry(line: EntryLine, items: list[CheckedSnapshot]) -> LogLine:
    if line.position >= len(items):
        raise Refusal(f"number {line.number}: the position {line.position} lies beyond the items")
    check_time(line.at)
    if line.day.year not in YEARS:
        raise Refusal(f"number {line.number}: the day {line.day} is out of range")
    try:
        response, graded = _graded(items[line.position], line.response, line.fraction)
    except Refusal as refused:
        raise Refusal(f"number {line.number}: {refused}") from refused
    taken = RecordedResponse(response, graded, line.seconds, line.at, line.day, line.confidence)
    return LogLine(line.position, taken, retry=line.retry)


def _graded(snapshot: CheckedSnapshot, given: Response, fraction: float) -> tuple[Response, Grade]:
    """Return a response cleaned, and its grade, which must be the share that is said."""
    question = snapshot.snapshot.question
    response = snapshot.layout.fitting(question, given)
    if response is None:
        raise Refusal(f"this is no response to the question {question.id}")
    graded = grade(question, response)
    if abs(graded.fraction - fraction) > _SAME:
        raise Refusal(f"the response to {question.id} is worth {graded.fraction:g}, not {fraction:g}")
    return response, graded
