"""The system's viewer of pictures, started beside the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


_viewers: list[subprocess.Popen[bytes]] = []
"""What was started and may run still; kept, so that its end is taken note of."""


def open_picture(path: Path) -> bool:
    """Give a picture to the system's viewer; return whether there is one. `path` is a whole one, and so no option."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a picture by its ending and by what is in it
        return True
    program = _viewer()
    if program is None:
        return False
    _viewers[:] = [viewer for viewer in _viewers if viewer.poll() is None]
    _viewers.append(
        subprocess.Popen(  # noqa: S603 - the system's own program
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    )
    return True


def _viewer() -> str | None:
    """Return the program that opens a picture; without a display it would open it within the terminal."""
    if sys.platform == "darwin":
        return shutil.which("open")
    has_display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return shutil.which("xdg-open") if has_display else None
