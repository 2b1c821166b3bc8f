"""Packages that only some formats need: loaded when such a file is met, or named with what installs them."""

from __future__ import annotations

import importlib
from typing import Any, Final

INSTALL: Final = "python -m pip install 'eu-dprk-quiz[exchange]'"
"""The one command that installs all of them."""


class PackageMissing(Exception):
    """A package that a file needs is not installed; the message names it and the command that installs it."""

    def __init__(self, package: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs the package {package}, which is not installed; install it with: {INSTALL}")


def package(name: str, purpose: str) -> Any:
    """Load a module of a package that may be missing; `purpose` says what needs it. Raises `PackageMissing`."""
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise PackageMissing(name.partition(".")[0], purpose) from missing
