"""Whether the settings can be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.doctor.remedies import free_name, move
from quiz.settings import FILE_NAME, load_settings
from quiz.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path


def check_settings(folder: Path) -> Section:
    """Look at the settings of a config folder."""
    path = folder / FILE_NAME
    _, problems = load_settings(folder)
    said = [_without_path(problem, clean_line(str(path))) for problem in problems]
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


def _without_path(problem: str, path: str) -> str:
    """Return a problem without the path that the finding names already: `line 2: goal = 0 cannot be used. …`."""
    said = problem.removeprefix(f"{path}:")
    return re.sub(r"^(\d+): ", r"line \1: ", said).lstrip()
