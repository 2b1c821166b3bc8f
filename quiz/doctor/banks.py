"""Which banks cannot be read, or have errors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.codes import RULES, Severity
from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.doctor.findings import Finding, Section
from quiz.doctor.remedies import free_name, make_folder, move, permit, quiz
from quiz.text import counted

if TYPE_CHECKING:
    from quiz.library.library import Library, LibraryEntry

_MISSING_FOLDER: Final = "B060"
_FOLLOWING: Final = "B052"
"""The code of what only says that there are other errors."""


def check_banks(library: Library) -> Section:
    """Look at the banks of a library that was read without a cache, and at the folders they come from."""
    findings = [_folder(diagnostic) for diagnostic in library.diagnostics]
    findings += [_bank(entry) for entry in library.entries if any(map(is_error, entry.diagnostics))]
    playable = [entry for entry in library.entries if entry.is_playable]
    questions = sum(len(entry.bank.questions) for entry in playable if entry.bank is not None)
    if not playable:
        findings.append(
            Finding(
                name="no-bank",
                severity=Severity.ERROR,
                message="There is no bank that can be played, not even a bundled one; the installation is incomplete.",
                help="Install the program again.",
            )
        )
    return Section(
        name="banks",
        summary=f"{counted(len(playable), 'bank')} with {counted(questions, 'question')}",
        facts={"banks": len(library.entries), "playable": len(playable), "questions": questions},
        findings=tuple(findings),
    )


def _bank(entry: LibraryEntry) -> Finding:
    errors = [diagnostic for diagnostic in entry.diagnostics if is_error(diagnostic)]
    first = next((error for error in errors if error.code != _FOLLOWING), errors[0])
    cannot_be_read = entry.bank is None
    where = "" if RULES[first.code].unreadable else f" Line {first.span.line}:"
    head = "The bank cannot be read." if cannot_be_read else f"The bank has {counted(len(errors), 'error')}."
    return Finding(
        name="bank-unreadable" if cannot_be_read else "bank-errors",
        severity=Severity.ERROR if cannot_be_read else Severity.WARNING,
        message=f"{head}{where} {first.message}",
        path=str(entry.path),
        remedy=(_remedy(entry.path, first),),
        help=first.help,
        details={"errors": len(errors), "code": first.code},
    )


def _remedy(path: Path, first: Diagnostic) -> str:
    """Return what lets the bank be read; where it is no text at all, what puts it aside."""
    if not RULES[first.code].unreadable:
        return quiz("check", path)
    if path.is_file() and not _is_permitted(path, 0o400, os.R_OK):
        return permit("u+r", path)
    return move(path, free_name(path, "set-aside", f"{path.suffix}.txt"))


def _folder(diagnostic: Diagnostic) -> Finding:
    path = Path(diagnostic.file)
    remedy: tuple[str, ...] = ()
    if diagnostic.code == _MISSING_FOLDER:
        remedy = (permit("u+rx", path),) if path.is_dir() else (make_folder(path),)
    return Finding(
        name="bank-folder",
        # An empty folder is where a person means to write a bank.
        severity=Severity.WARNING if diagnostic.code == _MISSING_FOLDER else Severity.HINT,
        message=diagnostic.message,
        path=diagnostic.file,
        remedy=remedy,
        help=diagnostic.help,
    )


def _is_permitted(path: Path, bits: int, access: int) -> bool:
    try:
        return bool(path.stat().st_mode & bits) and os.access(path, access)
    except OSError:
        return False
