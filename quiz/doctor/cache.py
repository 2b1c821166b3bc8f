"""Whether the cache can be read, and says of each bank what the bank itself says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.doctor.folders import files_in
from quiz.doctor.remedies import remove, remove_folder
from quiz.files import FileProblem, read_bounded
from quiz.library.library import LibraryEntry, cached_reading
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PARTS: Final = ("banks", "checks")
_LARGEST: Final = 256 << 20
_TOLD: Final = 5


def check_cache(folder: Path, entries: Iterable[LibraryEntry]) -> Section:
    """Look at the cache folder. entries: the banks, read without a cache."""
    findings: list[Finding] = []
    files: list[Path] = []
    if os.path.lexists(folder) and not folder.is_dir():
        message = "Something else has the name of the cache folder, so nothing is cached and each start takes longer."
        findings.append(
            Finding(
                name="cache-folder",
                severity=Severity.WARNING,
                message=message,
                path=str(folder),
                remedy=(remove(folder),),
                help="The folder is made again at the next start.",
            )
        )
    else:
        files = [path for part in _PARTS for path in files_in(folder / part, "*.msgpack")]
        unreadable = [path for path in files if not _is_readable(path)]
        false = [entry.path for entry in entries if _is_false(entry, folder)]
        if unreadable or false:
            findings.append(_spoilt(folder, unreadable, false))
    facts = {"path": str(folder), "entries": len(files)}
    return Section(name="cache", summary="cache", facts=facts, findings=tuple(findings))


def _spoilt(folder: Path, unreadable: list[Path], false: list[Path]) -> Finding:
    parts = []
    if unreadable:
        parts.append(f"{counted(len(unreadable), 'entry', 'entries')} in it cannot be read")
    if false:
        banks = ", ".join(clean_line(path.name) for path in false[:_TOLD]) + (", …" if len(false) > _TOLD else "")
        parts.append(f"it says something else than the bank itself of {banks}")
    return Finding(
        name="cache",
        severity=Severity.WARNING,
        message=f"The cache is spoilt: {' and '.join(parts)}.",
        path=str(folder),
        remedy=(remove_folder(folder),),
        help="It is made anew from the banks; nothing is lost with it.",
        details={"unreadable": list(map(str, unreadable)), "false": list(map(str, false))},
    )


def _is_readable(path: Path) -> bool:
    try:
        msgspec.msgpack.decode(read_bounded(path, _LARGEST))
    except (FileProblem, msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        return False
    return True


def _is_false(entry: LibraryEntry, folder: Path) -> bool:
    cached = cached_reading(entry.path, folder)
    return cached is not None and (cached.bank, cached.diagnostics) != (entry.bank, entry.diagnostics)
