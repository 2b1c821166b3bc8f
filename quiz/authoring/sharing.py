"""A bank to give away, in one zip or folder: itself with the sources that it cites, and its pictures.

Such a zip is opened here too.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from quiz.authoring.copy import own_copy
from quiz.files import FileProblem, read_bounded, write_new
from quiz.formats.archive import packed
from quiz.reading.reading import MAX_BYTES
from quiz.reading.yaml.parser import read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quiz.library.library import BankFile
    from quiz.reading.yaml.document import Node

PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp"})
"""The suffixes of pictures that are given away and taken in."""
BANKS: Final = (".yaml", ".yml")
"""The suffixes of banks, and of the sources beside them."""
_MOST_FILES: Final = 1000
_LARGEST: Final = 256 << 20
"""Bytes that all files of a parcel have together, at most."""


def parcel(file: BankFile) -> dict[str, bytes]:
    """Return what is given away of a bank, by name within its folder: the bank, with its sources, and its pictures.

    Raises `FileProblem` for a picture that cannot be read.
    """
    files = {file.path.name: own_copy(file)}
    for name in _pictures(file):
        files[name.as_posix()] = read_bounded(file.path.parent / name, MAX_BYTES)
    return files


def _pictures(file: BankFile) -> Iterator[Path]:
    """Give the pictures that a bank names, as far as they lie in its folder or below it."""
    root = read_nodes(file.data, str(file.path)).root
    for name in sorted(set(_picture_names(root))) if root is not None else ():
        path = Path(name)
        inside = (file.path.parent / path).resolve().is_relative_to(file.path.parent.resolve())
        if not path.is_absolute() and inside and path.suffix.lower() in PICTURES and _is_plain(PurePosixPath(name)):
            yield path


def _picture_names(node: Node) -> Iterator[str]:
    for child in node.items() if node.kind == "list" else ():
        yield from _picture_names(child)
    for key, value in node.pairs() if node.kind == "mapping" else ():
        if key.text == "image" and value.kind == "mapping" and (name := value.fields().get("file")):
            yield name[1].text
        else:
            yield from _picture_names(value)


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return a zip with the files in a folder; the same bytes for the same files."""
    return packed({f"{folder}/{name}": data for name, data in files.items()})


def give(file: BankFile, target: Path) -> None:
    """Write a bank to give away: a zip where the name ends so, else a new folder. Raises `FileProblem`."""
    files = parcel(file)
    if target.suffix.lower() == ".zip":
        write_new(target, zipped(files, file.path.stem))
        return
    try:
        target.mkdir()
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileProblem(target, "something has this name already; choose another") from error
    except OSError as error:
        raise FileProblem(target, (error.strerror or "it cannot be made").lower()) from error
    for name, data in files.items():
        write_new(target / name, data)


def opened_parcel(data: bytes, path: Path) -> dict[str, bytes]:
    """Return the banks and pictures of a zip by name; `path` is where it lies.

    Raises `FileProblem` for anything else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = dict(_taken_out(archive, path))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FileProblem(path, "this is no zip that can be read; ask for it again") from error
    if not any(name.endswith(BANKS) for name in files):
        raise FileProblem(path, "there is no bank in it, no file that ends in .yaml")
    return files


def _taken_out(archive: zipfile.ZipFile, path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the banks and pictures of a zip, without the folder that holds them all."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_FILES:
        raise FileProblem(path, f"there are more than {_MOST_FILES:,} files in it")
    names = [PurePosixPath(info.filename) for info in infos]
    strip = len(names[0].parts) > 1 and len({name.parts[0] for name in names if name.parts}) == 1 if names else False
    left = _LARGEST
    for info, name in zip(infos, names, strict=True):
        inner = PurePosixPath(*name.parts[1:]) if strip else name
        if not _is_plain(inner) or inner.suffix.lower() not in {*BANKS, *PICTURES}:
            continue  # what else is there is not wanted
        with archive.open(info) as file:
            data = file.read(min(left, MAX_BYTES) + 1)
        left -= len(data)
        if left < 0 or len(data) > MAX_BYTES:
            raise FileProblem(path, "what is in it is too large for a bank")
        yield str(inner), data


def _is_plain(name: PurePosixPath) -> bool:
    """Tell whether a name stays in the folder that it is put into, on any system."""
    parts = name.parts
    return (
        bool(parts)
        and not name.is_absolute()
        and not any(
            part.startswith(".") or any(sign in part for sign in '\\:*?"<>|') or not part.isprintable()
            for part in parts
        )
    )
