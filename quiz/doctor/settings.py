"""Whether the settings can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.doctor.remedies import free_name, move
from quiz.settings import FILE_NAME, load_settings

if TYPE_CHECKING:
    from pathlib import Path


def check_settings(folder: Path) -> Section:
    """Look at the settings of a config folder."""
    path = folder / FILE_NAME
    _, problems = load_settings(folder)
    said = [problem.removeprefix(f"{path}: ") for problem in problems]
    finding = Finding(
        name="settings",
        severity=Severity.WARNING,
        message=" ".join(said),
        path=str(path),
        remedy=(move(path, free_name(path, "set-aside")),),
        help="Better correct the file. The command puts it aside: then every setting has its default.",
        details={"problems": said},
    )
    return Section(
        name="settings", summary="settings", facts={"path": str(path)}, findings=(finding,) if problems else ()
    )
