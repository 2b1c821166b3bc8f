"""What can still be read of a damaged store, as attempts that `quiz import-results` takes.

Each row is taken from its page (see `pages`), put together with those it belongs to, and checked as strictly as a line
of a results file from elsewhere (see `salvaged_lines`). What fails the check is left out by itself: a response costs
only itself, a question its responses. An attempt whose own row is gone is put together from the indexes, which repeat
parts of it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

import msgspec
from msgspec.structs import replace

from quiz.files import created
from quiz.practice.presentation import present
from quiz.practice.types import Mode
from quiz.scores.exchange.lines import encoded
from quiz.scores.exchange.results_format import (
    FORMAT,
    AttemptLine,
    Header,
    SnapshotLine,
    version_for,
)
from quiz.scores.store.names import FOLDER
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.snapshot import Snapshot
from quiz.scores.store.sqlite.backup import daily_copies
from quiz.scores.store.sqlite.pages import Pages, Record, Value
from quiz.scores.store.sqlite.salvaged_lines import (
    UID,
    AttemptHead,
    aside_line,
    attempt_line,
    entry_line,
    item_lines,
    json_text,
    note_line,
    received_attempt,
    remark_line,
    sound_part,
    time_of,
)
from quiz.scores.store.sqlite.schema import APPLICATION_ID, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from quiz.scores.exchange.notebook_lines import AsideLine, NoteLine, RemarkLine

_KINDS: Final[dict[str, tuple[type, ...]]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (int, float), "BLOB": (bytes,)}
_TABLES: Final = ("snapshot", "attempt", "item", "response", "remark", "note", "aside")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the newest schema has it. lengths: how many values a row had in any version. rowids: it has them."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    required: tuple[bool, ...]
    keys: tuple[str, ...]
    rowids: bool
    lengths: frozenset[int]

    @property
    def insert(self) -> str:
        return f"insert or ignore into {self.name} values ({', '.join('?' * len(self.columns))})"  # noqa: S608 - our own

    def row(self, record: Record) -> list[Value]:
        """Return a record as a row: with its rowid, decimals as decimals, and None for columns of a later version."""
        values = [record.rowid, *record.values[1:]] if self.rowids else list(record.values)
        values += [None] * (len(self.columns) - len(values))
        return [
            float(value) if kind == "REAL" and isinstance(value, int) else value
            for value, kind in zip(values, self.kinds, strict=True)
        ]

    def holds(self, record: Record) -> bool:
        """Say whether a record may be a row of this table."""
        if self.rowids != (record.rowid is not None) or len(record.values) not in self.lengths:
            return False
        values = zip(record.values, self.kinds, self.required, strict=False)
        return all(not needed if value is None else isinstance(value, _KINDS[kind]) for value, kind, needed in values)


@dataclass(frozen=True, slots=True)
class SalvagedAttempt:
    """An attempt as it was put together. responses: how many it has. lost: how many it had more."""

    snapshots: tuple[SnapshotLine, ...]
    attempt: AttemptLine
    lost: int

    def received(self) -> Attempt:
        """Return the attempt as import would take it."""
        received = received_attempt(self.snapshots, self.attempt)
        assert received is not None
        return received.attempt

    @property
    def responses(self) -> int:
        return len(self.attempt.log)


@dataclass(slots=True)
class Tally:
    """What came out of a damaged store, and what did not.

    lost: responses that can be told to have been there. incomplete: attempts that came out without some of theirs.
    unreadable: attempts with responses of which nothing came out.
    """

    attempts: int = 0
    responses: int = 0
    remarks: int = 0
    notes: int = 0
    aside: int = 0
    lost: int = 0
    incomplete: int = 0
    unreadable: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.attempts or self.remarks or self.notes or self.aside)


class NotebookLines(NamedTuple):
    """What people wrote about questions, and what they put aside."""

    remarks: list[RemarkLine]
    notes: list[NoteLine]
    aside: list[AsideLine]


class Salvage:
    """The rows of a damaged store, in a database of their own; to be used in `with`.

    What is lost of an attempt is taken from the daily copies beside it, as far as they have it. Raises `FileProblem`
    where the file cannot be read at all, `StoreProblem` where it is another program's.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tally = Tally()

    def __enter__(self) -> Self:
        # A private file that goes with the connection.
        self._rows = sqlite3.connect("file:", uri=True, isolation_level=None)
        try:
            self._fill()
        except BaseException:
            self._rows.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def attempts(self) -> Iterator[SalvagedAttempt]:
        """Give every attempt of which something can be read, and count in `tally` what cannot."""
        self.tally = tally = Tally()
        for (number,) in self._rows.execute(_IDS).fetchall():
            salvaged, responses = self._attempt(number)
            if salvaged is None:
                tally.unreadable += responses > 0
                tally.lost += responses
                continue
            tally.attempts += 1
            tally.responses += salvaged.responses
            tally.lost += salvaged.lost
            tally.incomplete += salvaged.lost > 0
            yield salvaged
        tally.lost += self._rows.execute(_STRAYS).fetchone()[0]

    def notebook(self) -> NotebookLines:
        """Return every remark, note and lesson put aside that can be read."""
        remarks = map(remark_line, self._all("select * from remark order by at, uid"))
        notes = map(note_line, self._all("select * from note order by learner, bank, question"))
        aside = map(aside_line, self._all("select * from aside order by learner, bank, lesson"))
        return NotebookLines(list(filter(None, remarks)), list(filter(None, notes)), list(filter(None, aside)))

    def read_through(self) -> Tally:
        """Read everything once, and return what came out of it and what did not."""
        for _ in self.attempts():
            pass
        self._count(self.notebook())
        return self.tally

    def lines(self, exported: datetime) -> Iterator[bytes]:
        """Give the lines of a results file: every attempt of which something can be read, then the notebook."""
        notebook = self.notebook()
        version = version_for(written=bool(notebook.remarks or notebook.notes), aside=bool(notebook.aside))
        yield encoded(Header(FORMAT, version, exported))
        written: set[str] = set()
        for salvaged in self.attempts():
            for line in salvaged.snapshots:
                if line.snapshot not in written:
                    written.add(line.snapshot)
                    yield encoded(line)
            yield encoded(salvaged.attempt)
        self._count(notebook)
        yield from map(encoded, (*notebook.remarks, *notebook.notes, *notebook.aside))

    def _count(self, notebook: NotebookLines) -> None:
        tally = self.tally
        tally.remarks, tally.notes, tally.aside = len(notebook.remarks), len(notebook.notes), len(notebook.aside)

    def _fill(self) -> None:
        tables = _tables()
        for table in tables:
            parts = [*table.columns, f"primary key ({', '.join(table.keys)})"]
            self._rows.execute(f"create table {table.name} ({', '.join(parts)})")
        self._rows.execute("create table hint (id, uid, learner, mode, started)")
        self._rows.execute("create table mark (id, digest)")
        self._rows.execute("create table place (attempt_id, position, bank, question)")
        self._rows.execute("create table link (snapshot_id, attempt_id, position)")
        with Pages(self.path) as pages:
            if pages.application not in {None, 0, APPLICATION_ID}:
                raise StoreProblem(self.path, "this is another program's database; name a score file of this program")
            self._rows.execute("begin")
            for record in pages.records():
                self._keep(record, tables)
        self._rows.execute("commit")
        self._rows.execute("create index response_by_attempt on response (attempt_id, id)")
        self._rows.execute("create index hint_by_id on hint (id)")
        self._rows.execute("create index mark_by_id on mark (id)")
        for copied in _copies(self.path.parent / FOLDER):
            with contextlib.suppress(sqlite3.Error):
                self._complete(copied, tables)
        self._lay_out_again()
        learners = self._rows.execute("select learner from attempt union select learner from hint").fetchall()
        names = [name for (name,) in learners if name]
        self._only_learner = names[0] if len(names) == 1 else None

    def _keep(self, record: Record, tables: Sequence[Table]) -> None:
        table = next((table for table in tables if table.holds(record)), None)
        if table is not None:
            self._rows.execute(table.insert, table.row(record))
            return
        if record.rowid is None:
            self._keep_entry(record.values)

    def _keep_entry(self, values: tuple[Value, ...]) -> None:
        """Keep what an entry of an index says of an attempt or a question."""
        match values:
            case (bytes(mark), int(number)):
                self._rows.execute("insert into mark values (?, ?)", (number, mark))
            case (int(), int(), int()):
                self._rows.execute("insert into link values (?, ?, ?)", values)
            case (str(uid), int(number)) if UID.fullmatch(uid):
                self._rows.execute("insert into hint (id, uid) values (?, ?)", (number, uid))
            case (str(name), str(started), int(number), int(same)) if number == same and time_of(started) is not None:
                mode, learner = (name, None) if name in set(Mode) else (None, name)
                hint = (number, mode, learner, started)
                self._rows.execute("insert into hint (id, mode, learner, started) values (?, ?, ?, ?)", hint)
            case (str(bank), str(question), int(number), int(position)):
                self._rows.execute("insert into place values (?, ?, ?, ?)", (number, position, bank, question))

    def _complete(self, copied: Path, tables: Sequence[Table]) -> None:
        """Take from a copy what it has of the attempts in this file. Raises `sqlite3.Error`."""
        self._rows.execute("attach database ? as copy", (f"{copied.absolute().as_uri()}?immutable=1",))
        try:
            self._rows.execute(_SAME)
            for table in tables:
                there = {row[1] for row in self._rows.execute(f"pragma copy.table_info({table.name})")}
                if not there:  # a copy of an earlier version
                    continue
                names = ", ".join(column for column in table.columns if column in there)
                self._rows.execute(
                    f"insert or ignore into {table.name} ({names}) "  # noqa: S608 - our own
                    f"select {names} from copy.{table.name} where {_FROM_COPY[table.name]}"
                )
        finally:
            self._rows.execute("drop table if exists temp.same")
            self._rows.execute("detach database copy")

    def _lay_out_again(self) -> None:
        """Put together the rows of drawn questions that are lost: the indexes name each, its seed says how it lay."""
        lost = self._rows.execute(_LOST_ITEMS).fetchall()
        if not lost:
            return
        self._rows.execute("create index link_by_place on link (attempt_id, position)")
        known: dict[str, dict[int, Snapshot]] = {}
        for number, body in self._rows.execute("select id, body from snapshot order by id"):
            with contextlib.suppress(ValueError, RecursionError):
                snapshot = msgspec.json.decode(body, type=Snapshot)
                known.setdefault(snapshot.question.id, {})[number] = snapshot
        for attempt, position, bank, question, seed in lost:
            there = known.get(question, {})
            links = self._rows.execute(
                "select snapshot_id from link where attempt_id = ? and position = ?", (attempt, position)
            )
            number = next((number for (number,) in links if number in there), max(there, default=None))
            if number is not None:
                shown = json_text(present(there[number].question, bank, seed))
                self._rows.execute(_NEW_ITEM, (attempt, position, number, bank, question, shown))

    def _attempt(self, number: int) -> tuple[SalvagedAttempt | None, int]:
        """Put an attempt together, None where nothing of it can be read; with how many responses were there."""
        row = self._one("select * from attempt where id = ?", number)
        hint = self._one(_HINT, number)
        items = self._all(_ITEMS, number)
        responses = self._all("select * from response where attempt_id = ? order by id", number)
        drawn = {item["position"]: read for item in items if (read := item_lines(item)) is not None}
        places = {position: place for place, position in enumerate(drawn)}
        log = [entry for response in responses if (entry := entry_line(response, places)) is not None]
        there = max(len(responses), row.get("answered", 0))
        try:
            head = AttemptHead.of(number, row, hint | {"learner": hint["learner"] or self._only_learner}, responses)
            attempt = attempt_line(head, row, [item for _, item in drawn.values()], log, places)
        except (ValueError, TypeError):
            return None, there
        snapshots = {line.snapshot: line for line, _ in drawn.values()}
        sound = sound_part(snapshots, attempt)
        if sound is None or (there and not sound.log):
            return None, there
        answered = {entry.position for entry in sound.log if not entry.retry}
        lost = max(len(responses) - len(sound.log), row.get("answered", 0) - len(answered), 0)
        if lost and sound.mode is not Mode.EXAM:
            sound = replace(sound, finished=None)  # what is lost can be answered again, and is no zero until then
        used = dict.fromkeys(item.snapshot for item in sound.items)
        return SalvagedAttempt(tuple(snapshots[key] for key in used), sound, lost), there

    def _all(self, query: str, *bound: int) -> list[dict[str, Any]]:
        cursor = self._rows.execute(query, bound)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _one(self, query: str, number: int) -> dict[str, Any]:
        return next(iter(self._all(query, number)), {})


def _copies(folder: Path) -> list[Path]:
    """Return the daily copies in a folder, the newest first; none where it cannot be read."""
    with contextlib.suppress(OSError):
        return daily_copies(folder)[::-1]
    return []


class NothingReadable(Exception):
    """Nothing can be read of a file."""


def write_salvage(file: Path, output: Path, exported: datetime) -> Tally:
    """Read what can be read of a damaged store into a new results file, for its owner only.

    Raises `NothingReadable`, `FileProblem` and `StoreProblem`; then there is no such file.
    """
    with Salvage(file) as salvage, created(output, 0o600) as written:
        written.writelines(salvage.lines(exported))
        if salvage.tally.is_empty:
            raise NothingReadable
        return salvage.tally


def free_output(folder: Path) -> Path:
    """Return a name in a folder for a results file, which nothing has yet."""
    number = 1
    while os.path.lexists(path := folder / f"salvaged-{number}.jsonl"):
        number += 1
    return path


_IDS: Final = """
select id from attempt where deleted is null
union
select attempt_id from item where attempt_id not in (select id from attempt)
order by 1
"""
_SAME: Final = """
create temp table same as
select there.id from copy.attempt as there
where there.uid in (
    select uid from attempt where attempt.id = there.id union select uid from hint where hint.id = there.id
)
"""
"""The attempts that a copy has too, under the same number; a number alone says nothing: free ones are given again."""
_OF_THE_SAME: Final = "learner in (select learner from attempt union select learner from hint)"
_FROM_COPY: Final = {
    "snapshot": "not exists (select 1 from mark where mark.id = snapshot.id and mark.digest <> snapshot.digest)",
    "attempt": "id in same",
    "item": "attempt_id in same",
    # Only where some are lost: a response that was taken back since then is none.
    "response": """
        attempt_id in same and (
            select count(*) from response as own
            where own.attempt_id = copy.response.attempt_id and own.retry = 0
        ) < (select answered from attempt where id = copy.response.attempt_id)
    """,
    # Of those who still have something in the file: what was forgotten of anybody must not come back.
    "remark": _OF_THE_SAME,
    "note": _OF_THE_SAME,
    "aside": _OF_THE_SAME,
}
_LOST_ITEMS: Final = """
select place.attempt_id, place.position, place.bank, place.question, coalesce(attempt.seed, 0)
from place
left join attempt on attempt.id = place.attempt_id
left join item on item.attempt_id = place.attempt_id and item.position = place.position
where item.position is null and place.attempt_id in (select attempt_id from response)
"""
_NEW_ITEM: Final = """
insert or ignore into item (attempt_id, position, snapshot_id, bank, question, presentation) values (?, ?, ?, ?, ?, ?)
"""
_STRAYS: Final = """
select count(*) from response
where attempt_id not in (select id from attempt) and attempt_id not in (select attempt_id from item)
"""
_HINT: Final = """
select max(uid) as uid, max(learner) as learner, max(mode) as mode, max(started) as started from hint where id = ?
"""
_ITEMS: Final = """
select item.position, item.bank, item.question, item.presentation, item.flagged, item.hinted, item.written,
    snapshot.body
from item join snapshot on snapshot.id = item.snapshot_id
where item.attempt_id = ?
order by item.position
"""


@cache
def _tables() -> tuple[Table, ...]:
    """Return the tables that hold what was answered, as the schema of this and of every earlier version has them."""
    lengths: dict[str, set[int]] = {}
    found: dict[str, Table] = {}
    for version in count(1):
        try:
            statements = schema(version)
        except IndexError:
            return tuple(found[name] for name in _TABLES)
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            for name, sql in ((name, sql) for kind, name, sql in statements if kind == "table" and name in _TABLES):
                connection.execute(sql)
                rows = connection.execute(f"pragma table_info({name})").fetchall()
                keys = [row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5]]
                rowids = "without rowid" not in sql.lower()
                lengths.setdefault(name, set()).add(len(rows))
                found[name] = Table(
                    name,
                    columns=tuple(row[1] for row in rows),
                    kinds=tuple(row[2].upper() for row in rows),
                    required=tuple(bool(row[3]) and not (rowids and row[5]) for row in rows),
                    keys=tuple(keys),
                    rowids=rowids,
                    lengths=frozenset(lengths[name]),
                )
    raise AssertionError
