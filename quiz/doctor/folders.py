"""What lies in folders that may be missing or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def files_in(folder: Path, pattern: str) -> list[Path]:
    """Return the files in a folder whose names fit a pattern, sorted; none where it cannot be read."""
    try:
        return sorted(path for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return []
