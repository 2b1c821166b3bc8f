"""Banks that were shared, as an import brings them: text and pictures as they are, under names that nothing has."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from quiz.authoring.sharing import BANKS
from quiz.bank.identifiers import free
from quiz.diagnostics.findings import is_error
from quiz.files import FileProblem
from quiz.formats.assembly import Import, ImportedQuestion
from quiz.formats.items import Item, Unheld
from quiz.formats.report import Fault, Place
from quiz.reading.reader import read_located
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quiz.reading.reader import DocumentReading

_SOURCES: Final = "sources.yaml"
_ID: Final = re.compile(rb"""^id: *["']?([\w.-]+)""", re.MULTILINE)
_HEAD: Final = 1 << 16
"""Bytes at the beginning of a bank in which its id is looked for."""


class SharedBank(NamedTuple):
    """A bank that comes: where it will be, its text, and what an import tells of it, with its pictures."""

    path: Path
    text: str
    content: Import


def shared_banks(files: Mapping[str, bytes], path: Path, folder: Path) -> list[SharedBank]:
    """Return the banks that the files of `path`, by name, become in `folder`.

    A bank alone becomes a file there, one with pictures a folder, each with a name that nothing has there. Raises
    `FileProblem` where there is none, or one is no text.
    """
    taken = {other.stem for other in folder.glob("*")} | {"sources"}
    ids = set(_ids(folder))
    names = [name for name in files if name.endswith(BANKS) and PurePosixPath(name).name != _SOURCES]
    if not names:
        raise FileProblem(path, "there is no bank in it, only sources")
    if len(files) == 1:
        target = folder / f"{free(Path(names[0]).stem, taken)}{Path(names[0]).suffix}"
        return [_shared(files[names[0]], target, path, names[0], {}, ids)]
    own = folder / free(path.stem, taken)
    banks = []
    for name in names:
        others = {other: data for other, data in files.items() if other not in names} if name == names[0] else {}
        beside = {os.path.relpath(other, PurePosixPath(name).parent): data for other, data in others.items()}
        banks.append(_shared(files[name], own / name, path, name, beside, ids))
    return banks


def _shared(data: bytes, target: Path, path: Path, name: str, beside: dict[str, bytes], ids: set[str]) -> SharedBank:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileProblem(path, f"the bank {name} in it is not UTF-8; ask for it again") from error
    located = read_located(data, name, None)
    bank = located.reading.bank
    title = bank.title if bank is not None else name
    faults = tuple(_faults(located, name, ids))
    questions = tuple(_questions(located, name))
    content = Import(title, None, "plain", questions, (), faults, max(_written(located), len(questions)), beside)
    return SharedBank(target, text, content)


def _written(located: DocumentReading) -> int:
    """Return how many questions stand in a bank, whether or not they can be read."""
    root = located.document.root
    pair = root.fields().get("questions") if root is not None else None
    return len(list(pair[1].items())) + len(located.document.lost_in(pair[1])) if pair else 0


def _faults(located: DocumentReading, name: str, ids: set[str]) -> Iterator[Fault]:
    bank, place = located.reading.bank, Place(1, member=name)
    errors = [one for one in located.reading.diagnostics if is_error(one)]
    if bank is None:
        yield Fault(place, "unread-bank", detail=errors[0].message if errors else "")
    elif errors:
        yield Fault(Place(errors[0].span.line, member=name), "faulty-bank", detail=counted(len(errors), "error"))
    if bank is not None and bank.id in ids:
        yield Fault(place, "same-id", detail=bank.id)


def _questions(located: DocumentReading, name: str) -> Iterator[ImportedQuestion]:
    bank = located.reading.bank
    for question in (*bank.questions, *bank.drafts) if bank is not None else ():
        line = located.document.lines.place(located.document.starts[located.places[question.id]])[0]
        item = Item(place=Place(line, member=name), body=Unheld("bank"), source_type=question.type)
        fields = {name: value for name, value in msgspec.to_builtins(question).items() if value is not None}
        yield ImportedQuestion(fields, item)


def _ids(folder: Path) -> Iterator[str]:
    """Give the ids of the banks in a folder and below it, as far as they stand at the beginning of a line."""
    for path in folder.rglob("*.y*ml"):
        try:
            with path.open("rb") as file:
                match = _ID.search(file.read(_HEAD))
        except OSError:
            continue
        if match:
            yield match[1].decode()
