"""Whether the person may read and write what is theirs, and nobody else may."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.doctor.folders import files_in
from quiz.doctor.remedies import own, permit
from quiz.files import is_owner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_WRITTEN_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def check_rights(data: Path, config: Path, cache: Path) -> Section:
    """Look at the permissions of the folders of the program and of the scores in them."""
    findings: list[Finding] = []
    if os.name != "nt":  # there the folders of a person are their own by where they lie
        for folder in (data, data / "backups", data / "drafts", data / "banks", config):
            findings += _folder(folder, is_ours=folder != data / "banks")
        for folder in (cache, cache / "banks", cache / "checks"):
            findings += _folder(folder, is_ours=True)
            findings += _of_another(folder)
        for file in (*files_in(data, "scores*.db*"), *files_in(data / "backups", "scores*.db*")):
            findings += _file(file)
    return Section(name="permissions", summary="permissions", findings=tuple(findings))


def _folder(path: Path, *, is_ours: bool) -> Iterator[Finding]:
    status = _status(path)
    if status is None or not stat.S_ISDIR(status.st_mode):
        return
    if not _may(path, status, stat.S_IRWXU, os.R_OK | os.W_OK | os.X_OK):
        yield _barred(path, status, "u+rwx", "The folder cannot be used: it may not be read or written.")
    elif is_ours and status.st_mode & _WRITTEN_BY_OTHERS:
        yield Finding(
            name="folder-open",
            severity=Severity.WARNING,
            message="Other users of this computer may change what lies in this folder.",
            path=str(path),
            remedy=(permit("go-w", path),),
        )


def _of_another(path: Path) -> Iterator[Finding]:
    status = _status(path)
    if status is not None and not is_owner(status):
        yield Finding(
            name="cache-of-another",
            severity=Severity.WARNING,
            message="The cache belongs to another user, who could write anything into it, and is not used.",
            path=str(path),
            remedy=(own(path),),
            help="Or set QUIZ_CACHE_DIR to another folder.",
        )


def _file(path: Path) -> Iterator[Finding]:
    status = _status(path)
    if status is None:
        return
    if not _may(path, status, stat.S_IRUSR | stat.S_IWUSR, os.R_OK | os.W_OK):
        yield _barred(path, status, "u+rw", "The file cannot be used: it may not be read or written.")
    if status.st_mode & _OTHERS:
        yield Finding(
            name="scores-open",
            severity=Severity.WARNING,
            message="Other users of this computer may read these scores, unless the folder keeps them out.",
            path=str(path),
            remedy=(permit("go=", path),),
        )


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def _may(path: Path, status: os.stat_result, bits: int, access: int) -> bool:
    """Say whether a file or folder can be used; the bits count too, which the superuser passes over."""
    return status.st_mode & bits == bits and os.access(path, access)


def _barred(path: Path, status: os.stat_result, rights: str, message: str) -> Finding:
    return Finding(
        name="no-access",
        severity=Severity.ERROR,
        message=message,
        path=str(path),
        remedy=(permit(rights, path),) if is_owner(status) else (own(path),),
        help="Where it lies on a medium that cannot be written, QUIZ_DATA_DIR names another folder.",
        details={"mode": f"{stat.S_IMODE(status.st_mode):04o}", "owner": status.st_uid},
    )
