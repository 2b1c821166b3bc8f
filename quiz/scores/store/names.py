"""How files beside the store are named, and where they lie: copies, and what each person has where many share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FOLDER: Final = "backups"
"""The folder of copies in the data folder."""


def named(folder: Path, occasion: str, now: datetime) -> Path:
    """Return a free name for a copy of a certain occasion, such as `scores-2026-11-22-093000-before-restore.db`."""
    stem = "-".join(filter(None, (f"scores-{now:%Y-%m-%d-%H%M%S}", occasion)))
    path, number = folder / f"{stem}.db", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.db"
    return path


def own_folder(folder: Path, person: str) -> Path:
    """Return the folder in a data folder that has what a person whom the program is served to did not submit."""
    import hashlib

    return folder / "served" / hashlib.sha256(person.encode()).hexdigest()[:16]
