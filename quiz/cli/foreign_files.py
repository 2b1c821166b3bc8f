"""Files of other programs that are given where a bank belongs: what they are, and the command that imports them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from quiz.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.diagnostics.findings import Diagnostic


_OWN: Final = frozenset({".yaml", ".yml"})
"""The ends of names of banks: what is in such a file is YAML, whatever else it looks like."""


def foreign_title(path: Path, data: bytes) -> str | None:
    """Return what people call the format of a file of another program; None for YAML and for what is not known."""
    from quiz.formats.recognition import recognised
    from quiz.formats.registry import FORMATS

    if path.suffix.lower() in _OWN:
        return None
    names = [name for name in recognised(data, path.name) if name in FORMATS]
    if not names or "yaml" in names:
        return None
    return " or ".join(FORMATS[name].title for name in names)


def import_command(path: Path) -> str:
    return f"quiz import {clean_line(shlex.quote(str(path)))}"


def foreign_finding(path: Path, data: bytes) -> Diagnostic | None:
    """Return the finding for a file of another program that was given as a bank."""
    from quiz.diagnostics.findings import finding

    title = foreign_title(path, data)
    if title is None:
        return None
    return finding(
        "B053", f"This is a {title} file, not a bank.", str(path), help=f"make one of it: {import_command(path)}"
    )
