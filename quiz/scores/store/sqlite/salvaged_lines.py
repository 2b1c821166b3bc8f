"""The rows of a salvaged attempt as lines of a results file, each value judged by itself.

What cannot be read or is not sound is left out: a response costs only itself, a question its responses.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.structs import replace

from quiz.practice.digest import digest
from quiz.practice.draw import Options
from quiz.practice.questions.base import Presentation
from quiz.practice.response import Response
from quiz.practice.types import Confidence, Mode
from quiz.scores.exchange.lines import Refusal, encoded
from quiz.scores.exchange.notebook_lines import AsideLine, NoteLine, RemarkLine, note_of, put_aside_of, remark_of
from quiz.scores.exchange.results_format import (
    FORMAT,
    VERSION,
    AttemptLine,
    EntryLine,
    Header,
    ItemLine,
    ReceivedAttempt,
    ResultsFault,
    SnapshotLine,
    read_results,
)
from quiz.scores.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.scores.store.sqlite.pages import Value

UID: Final = re.compile(r"[0-9a-f]{32}")
"""What the id of an attempt looks like."""
_OF_ALL: Final = ("learner", "bank", "at")
_OF_BOTH: Final = (*_OF_ALL, "question")
_NOON: Final = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AttemptHead:
    """What an attempt is called and when it was taken."""

    uid: str
    learner: str
    mode: Mode
    started: datetime
    finished: datetime | None

    @classmethod
    def of(
        cls, number: int, row: dict[str, Any], hint: dict[str, Any], responses: Sequence[dict[str, Any]]
    ) -> AttemptHead:
        """Take each from the row of the attempt, else from an index, else from the responses.

        Raises `ValueError` where the learner or every time is lost.
        """
        times = [at for response in responses if (at := time_of(response["at"])) is not None]
        first = times[0].isoformat() if times else ""
        answered = {response["position"] for response in responses if not response["retry"]}
        replaced = len(answered) < sum(not response["retry"] for response in responses)
        uid = next((uid for uid in (row.get("uid"), hint["uid"]) if uid and UID.fullmatch(uid)), None)
        mode = next((mode for mode in (row.get("mode"), hint["mode"]) if mode in set(Mode)), None)
        started = time_of(row.get("started")) or time_of(hint["started"]) or time_of(first)
        learner = row.get("learner") or hint["learner"]
        if not learner or started is None:
            raise ValueError(number)
        return cls(
            # The same again when the file is read again: what was brought in before is known then.
            uid=uid or hashlib.blake2b(f"{number} {first}".encode(), digest_size=16).hexdigest(),
            learner=learner,
            mode=Mode(mode or ("exam" if replaced else "practice")),
            started=started,
            finished=time_of(row.get("finished")),
        )


def item_lines(row: dict[str, Any]) -> tuple[SnapshotLine, ItemLine] | None:
    """Return a drawn question with its snapshot; None where it cannot be read or is not sound."""
    try:
        snapshot = SnapshotLine(digest(0, row["body"]).hex(), msgspec.json.decode(row["body"], type=Snapshot))
        presentation = msgspec.json.decode(row["presentation"], type=Presentation)
    except (ValueError, RecursionError):
        return None
    item = ItemLine(
        row["bank"],
        row["question"],
        snapshot.snapshot,
        presentation,
        flagged=bool(row["flagged"]),
        hinted=bool(row["hinted"]),
        written=row["written"] if isinstance(row["written"], str) else None,
    )
    return snapshot, item


def entry_line(row: dict[str, Any], places: dict[int, int]) -> EntryLine | None:
    """Return a response; None where it cannot be read. Of time and day either is enough."""
    at, day = time_of(row["at"]), _day(row["day"])
    if row["position"] not in places or (at is None and day is None):
        return None
    try:
        return EntryLine(
            number=row["id"],
            position=places[row["position"]],
            response=msgspec.json.decode(row["response"], type=Response),
            fraction=row["fraction"],
            seconds=row["seconds"],
            at=at or datetime.combine(day or date.min, _NOON),
            day=day or (at or datetime.min.replace(tzinfo=UTC)).date(),
            confidence=Confidence(row["confidence"]) if row["confidence"] else None,
            retry=bool(row["retry"]),
        )
    except (ValueError, RecursionError):
        return None


def attempt_line(
    head: AttemptHead,
    row: dict[str, Any],
    items: Sequence[ItemLine],
    log: Sequence[EntryLine],
    places: dict[int, int],
) -> AttemptLine:
    """Return an attempt of these items and entries. places: where each position that could be read stands in them.

    Raises `ValueError` and `TypeError` where a value of its row is none that an attempt can have.
    """
    try:
        options = msgspec.json.decode(row.get("options", "{}"), type=Options)
    except (ValueError, RecursionError):
        options = Options()
    time_left, extended = row.get("time_left"), row.get("extended")
    finished = head.finished
    if (
        finished is None
        and head.mode is not Mode.EXAM
        and log
        and {entry.position for entry in log if not entry.retry} == set(range(len(items)))
    ):
        finished = log[-1].at
    return AttemptLine(
        uid=head.uid,
        learner=head.learner,
        mode=head.mode,
        seed=row.get("seed", 0),
        options=options,
        started=head.started,
        finished=finished,
        position=places.get(row.get("position", 0), 0),
        time_left=time_left if _is_span(time_left) else None,
        extended=extended if extended is not None and _is_span(extended) else 0.0,
        items=tuple(items),
        log=tuple(log),
    )


def _is_span(seconds: float | None) -> bool:
    return seconds is not None and math.isfinite(seconds) and 0 <= seconds <= 1e9


def sound_part(snapshots: dict[str, SnapshotLine], attempt: AttemptLine) -> AttemptLine | None:
    """Return an attempt with all of it that import takes; None where that is nothing."""
    if _is_taken(snapshots, attempt):
        return attempt
    bare = replace(attempt, log=(), position=0, options=Options(), finished=None)
    kept = [place for place, item in enumerate(attempt.items) if _is_taken(snapshots, replace(bare, items=(item,)))]
    places = {place: new for new, place in enumerate(kept)}
    log: list[EntryLine] = []
    counted: set[int] = set()
    for entry in attempt.log:
        alone = replace(bare, items=(attempt.items[entry.position],), log=(replace(entry, position=0),))
        if entry.position not in places or not _is_taken(snapshots, alone):
            continue
        if not entry.retry and attempt.mode is not Mode.EXAM:
            if entry.position in counted:
                continue
            counted.add(entry.position)
        log.append(replace(entry, position=places[entry.position]))
    sound = replace(
        bare,
        items=tuple(attempt.items[place] for place in kept),
        log=tuple(log),
        position=places.get(attempt.position, 0),
    )
    for more in ({"options": attempt.options}, {"finished": attempt.finished}):
        richer = replace(sound, **more)
        sound = richer if _is_taken(snapshots, richer) else sound
    return sound if _is_taken(snapshots, sound) else None


def _is_taken(snapshots: dict[str, SnapshotLine], attempt: AttemptLine) -> bool:
    """Say whether import would take an attempt."""
    used = dict.fromkeys(item.snapshot for item in attempt.items)
    return received_attempt([snapshots[key] for key in used], attempt) is not None


def received_attempt(snapshots: Iterable[SnapshotLine], attempt: AttemptLine) -> ReceivedAttempt | None:
    """Return an attempt as import would take it; None where it would not."""
    header = Header(FORMAT, VERSION, attempt.started)
    try:
        (received,) = read_results(map(encoded, (header, *snapshots, attempt)))
    except ResultsFault:
        return None
    return received


def remark_line(row: dict[str, Any]) -> RemarkLine | None:
    """Return a remark; None where import would not take it."""
    try:
        line = msgspec.convert(
            {"remark": row["uid"], **{name: value for name, value in row.items() if name != "uid"}}, RemarkLine
        )
        remark_of(line)
    except (ValueError, Refusal):
        return None
    return line


def note_line(row: dict[str, Any]) -> NoteLine | None:
    """Return a note; None where import would not take it."""
    try:
        line = msgspec.convert(
            {"note": row["text"], "star": bool(row["star"]), **{name: row[name] for name in _OF_BOTH}}, NoteLine
        )
        note_of(line)
    except (ValueError, Refusal):
        return None
    return line


def aside_line(row: dict[str, Any]) -> AsideLine | None:
    """Return a lesson put aside; None where import would not take it."""
    try:
        line = msgspec.convert({"aside": row["lesson"], **{name: row[name] for name in _OF_ALL}}, AsideLine)
        put_aside_of(line)
    except (ValueError, Refusal):
        return None
    return line


def json_text(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()


def time_of(text: Value) -> datetime | None:
    """Return a time in UTC; None for what is none."""
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        found = datetime.fromisoformat(text)  # type: ignore[arg-type]
        return found.astimezone(UTC) if found.tzinfo is not None else None
    return None


def _day(text: Value) -> date | None:
    with contextlib.suppress(ValueError, TypeError):
        return date.fromisoformat(text)  # type: ignore[arg-type]
    return None
