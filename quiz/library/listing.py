"""The list of banks as it was when the library was read last: what home shows before any bank is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.library.cache import Cache, key_of

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.library.library import Library, LibraryEntry


class BankLine(Struct, frozen=True):
    """What a line of the list says of a bank.

    path: of its file. questions: how many can be asked. problems: how many errors and warnings there are. is_shadowed:
    whether another bank with the same id comes first. lessons: how many it has.
    """

    id: str
    title: str
    path: str
    questions: int
    problems: int
    is_playable: bool
    is_shadowed: bool
    lessons: int = 0

    @property
    def key(self) -> str:
        """What the line is known by from one reading to the next: the id, where that means one bank only."""
        return self.id if self.is_playable else self.path


def bank_lines(library: Library) -> tuple[BankLine, ...]:
    return tuple(map(_line, library.entries))


def load_listing(cache: Path, folders: list[tuple[Path, bool]]) -> tuple[BankLine, ...]:
    """Return the list that was kept for these folders, an empty one where there is none."""
    return Cache(cache / "lists").load(_key(folders), tuple[BankLine, ...]) or ()


def save_listing(cache: Path, folders: list[tuple[Path, bool]], lines: tuple[BankLine, ...]) -> None:
    """Keep the list for the next start, where it is another than the one that is kept."""
    if load_listing(cache, folders) != lines:
        shelf = Cache(cache / "lists")
        shelf.save(_key(folders), lines)
        shelf.prune()


def _key(folders: list[tuple[Path, bool]]) -> str:
    return key_of([b"1", *(bytes(folder.absolute()) for folder, _ in folders)])


def _line(entry: LibraryEntry) -> BankLine:
    questions = len(entry.bank.questions) if entry.bank else 0
    return BankLine(
        id=entry.id,
        title=entry.title,
        path=str(entry.path),
        questions=questions,
        problems=entry.problems,
        is_playable=entry.is_playable,
        is_shadowed=entry.shadowed_by is not None,
        lessons=len(entry.bank.lessons) if entry.bank else 0,
    )
