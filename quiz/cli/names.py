"""The two names of the command: the short one, and one that no other package has."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import Final

SHORT: Final = "quiz"
LONG: Final = "eu-dprk-quiz"


def called(program: str) -> str:
    """Return the name under which the program was started, from the path of its script; the short one for another."""
    name = PureWindowsPath(program).name.lower().removesuffix(".exe")  # it knows both kinds of slashes
    return LONG if name == LONG else SHORT
