"""Where banks are looked for."""

from __future__ import annotations

import os
from pathlib import Path

from quiz.paths import bundled_banks_folder, own_banks_folder


def library_folders() -> list[tuple[Path, bool]]:
    """Return the folders to look in, first come first served, each with whether it holds the bundled banks."""
    named = [Path(name).expanduser() for name in os.environ.get("QUIZ_BANKS", "").split(os.pathsep) if name]
    folders = [(own_banks_folder(), False), *((folder, False) for folder in named), (bundled_banks_folder(), True)]
    seen: set[str] = set()
    found = []
    for folder, bundled in folders:
        real = os.path.realpath(folder)
        if real not in seen:
            seen.add(real)
            found.append((folder, bundled))
    return found
