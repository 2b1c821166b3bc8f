"""The records of an SQLite file, read page by page, for files in which SQLite itself finds no way any more.

Nothing is taken from the tables of contents of the file (header, schema, inner pages of tables), which may be damaged:
each page is looked at by itself, as https://www.sqlite.org/fileformat2.html describes it. What was committed to the log
beside the file (`-wal`) stands in place of the older pages.
"""

from __future__ import annotations

import struct
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Self, TypeAlias

from quiz.files import FileProblem, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

Value: TypeAlias = int | float | str | bytes | None

MAGIC: Final = b"SQLite format 3\0"
PAGE_SIZE: Final = 4096
"""Bytes of a page where the header does not say it: SQLite's own default."""
_HEADER: Final = 100
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 13, 10, 2
_SIZES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer, by the number that stands for its kind."""
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGICS: Final = {0x377F0682: "<", 0x377F0683: ">"}
"""How the checksums of a log are counted, by its first four bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a row, or of an entry of an index. rowid: None in an index and in a table without rowids."""

    rowid: int | None
    values: tuple[Value, ...]


class Pages:
    """An SQLite file as pages, to be used in `with`. Raises `FileProblem` where it cannot be read at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()
        self._frames: dict[int, int] = {}
        """Where in the log the newest content of a page stands."""

    def __enter__(self) -> Self:
        self._file = self._stack.enter_context(opened(self._path))
        self._size = self._file.seek(0, 2)
        self._log: BinaryIO | None = None
        self._read_header()
        try:
            self._log = self._stack.enter_context(opened(self._path.with_name(f"{self._path.name}-wal")))
            self._read_log(self._log)
        except FileProblem:
            self._frames.clear()
        self._free = self._free_pages()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def application(self) -> int | None:
        """The mark of the program that the file belongs to; None where the header cannot be read."""
        head = self.page(1)
        return int.from_bytes(head[68:72]) if head.startswith(MAGIC) else None

    def records(self) -> Iterator[Record]:
        """Give every record that can be read, in the order of the pages."""
        last = max(-(-self._size // self._page_size), max(self._frames, default=0))
        for number in range(1, last + 1):
            if number not in self._free:
                yield from self._records(self.page(number), _HEADER if number == 1 else 0)

    def page(self, number: int) -> bytes:
        """Return a page, counted from 1, filled up with zeros where the file was cut."""
        place = self._frames.get(number)
        try:
            if place is not None and self._log is not None:
                self._log.seek(place)
                data = self._log.read(self._page_size)
            else:
                self._file.seek((number - 1) * self._page_size)
                data = self._file.read(self._page_size)
        except OSError:  # a bad sector costs its page alone
            data = b""
        return data.ljust(self._page_size, b"\0")

    def _read_header(self) -> None:
        self._page_size, self._reserved = PAGE_SIZE, 0
        head = self.page(1)
        size = int.from_bytes(head[16:18])
        if head.startswith(MAGIC) and (size == 1 or (size >= 512 and size & (size - 1) == 0)):
            self._page_size = 1 << 16 if size == 1 else size
            self._reserved = head[20] if self._page_size - head[20] >= 480 else 0

    def _read_log(self, log: BinaryIO) -> None:
        """Find the pages in the log, up to its last commit: what follows, or fails its checksum, never happened."""
        head = log.read(_LOG_HEADER)
        order = _LOG_MAGICS.get(int.from_bytes(head[:4])) if len(head) == _LOG_HEADER else None
        size = int.from_bytes(head[8:12])
        if order is None or size < 512 or size & (size - 1):
            return
        sums = _checksum(head[:24], order)
        if sums != struct.unpack(">II", head[24:]):
            return
        if self._file_has_no_header():
            self._page_size = size
        if size != self._page_size:
            return
        pending: dict[int, int] = {}
        place = _LOG_HEADER
        while len(frame := log.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size:
            sums = _checksum(frame[:8], order, sums)
            sums = _checksum(frame[_FRAME_HEADER:], order, sums)
            if frame[8:16] != head[16:24] or sums != struct.unpack(">II", frame[16:24]):
                break
            number, commit = struct.unpack(">II", frame[:8])
            pending[number] = place + _FRAME_HEADER
            if commit:
                self._frames.update(pending)
                pending.clear()
            place += _FRAME_HEADER + size

    def _file_has_no_header(self) -> bool:
        self._file.seek(0)
        return self._file.read(len(MAGIC)) != MAGIC

    def _free_pages(self) -> set[int]:
        """Return the pages that hold nothing any more; none where the header that leads to them is damaged."""
        head = self.page(1)
        free: set[int] = set()
        if not head.startswith(MAGIC):
            return free
        trunk = int.from_bytes(head[32:36])
        while trunk and trunk not in free and trunk * self._page_size <= self._size + self._page_size:
            free.add(trunk)
            content = self.page(trunk)
            count = min(int.from_bytes(content[4:8]), self._page_size // 4 - 2)
            leaves = struct.unpack_from(f">{count}I", content, 8)
            free.update(leaves)
            trunk = int.from_bytes(content[:4])
        return free

    def _records(self, page: bytes, start: int) -> Iterator[Record]:
        kind = page[start]
        if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER}:
            return
        first = start + (12 if kind == _INDEX_INNER else 8)
        count = min(int.from_bytes(page[start + 3 : start + 5]), (len(page) - first) // 2)
        for place in struct.unpack_from(f">{count}H", page, first):
            try:
                yield self._record(page, place, kind)
            except (_Unreadable, IndexError, struct.error, UnicodeDecodeError):
                continue

    def _record(self, page: bytes, place: int, kind: int) -> Record:
        if kind == _INDEX_INNER:
            place += 4
        length, place = _varint(page, place)
        rowid = None
        if kind == _TABLE_LEAF:
            rowid, place = _varint(page, place)
            rowid -= (rowid >> 63) << 64
        return Record(rowid, _values(self._payload(page, place, length, in_table=kind == _TABLE_LEAF)))

    def _payload(self, page: bytes, place: int, length: int, *, in_table: bool) -> bytes:
        """Return what a cell holds, with the part of it that stands on pages of its own."""
        usable = self._page_size - self._reserved
        most = usable - 35 if in_table else (usable - 12) * 64 // 255 - 23
        if length > self._size + len(self._frames) * self._page_size:
            raise _Unreadable
        if length <= most:
            return page[place : place + length]
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        parts = [page[place : place + local]]
        rest = length - local
        following = int.from_bytes(page[place + local : place + local + 4])
        while rest > 0:
            if following == 0:
                raise _Unreadable
            content = self.page(following)
            parts.append(content[4 : 4 + min(rest, usable - 4)])
            rest -= usable - 4
            following = int.from_bytes(content[:4])
        return b"".join(parts)


class _Unreadable(ValueError):
    """A cell is no record."""


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return the number of one to nine bytes at a place, and where it ends."""
    number = 0
    for _ in range(8):
        byte = data[place]
        place += 1
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place
    return number << 8 | data[place], place + 1


def _values(payload: bytes) -> tuple[Value, ...]:
    """Return the values of a record. Raises `_Unreadable`, `IndexError`, `struct.error` and `UnicodeDecodeError`."""
    end, place = _varint(payload, 0)
    content = end
    values: list[Value] = []
    while place < end:
        kind, place = _varint(payload, place)
        value: Value
        if kind >= 12:
            size = (kind - 12) // 2
            data = payload[content : content + size]
            value = data.decode() if kind % 2 else data
        elif kind in _SIZES:
            size = _SIZES[kind]
            value = int.from_bytes(payload[content : content + size], signed=True)
        elif kind == 7:
            size = 8
            (value,) = struct.unpack_from(">d", payload, content)
        elif kind in {0, 8, 9}:
            size = 0
            value = None if kind == 0 else kind - 8
        else:
            raise _Unreadable
        content += size
        values.append(value)
    if content != len(payload) or place != end:
        raise _Unreadable
    return tuple(values)


def _checksum(data: bytes, order: str, sums: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """Return the running checksum of a log after `data`, whose length is a multiple of eight."""
    first, second = sums
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(numbers[::2], numbers[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
