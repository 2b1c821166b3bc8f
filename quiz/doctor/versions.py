"""Whether Python, SQLite and the libraries are of the versions that the program was made for."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.paths import APP
from quiz.scores.store.sqlite.connection import OLDEST_SQLITE
from quiz.text import shell_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

OLDEST_PYTHON: Final = (3, 11)
_REQUIREMENT: Final = re.compile(r"\s*([\w.-]+)\s*(?:\[[^]]*\])?\s*\(?([^;()]*)\)?\s*(?:;\s*(.*))?")
_BOUND: Final = re.compile(r"\s*(==|!=|<=|>=|<|>|~=)\s*([\w.*+!-]+)\s*")
Version = tuple[int, ...]


def check_versions(
    python: Version, sqlite: Version, required: Iterable[str] | None = None, installed: Mapping[str, str] | None = None
) -> Section:
    """Hold versions against the bounds that are declared.

    required: requirements as a package declares them (`fsrs>=6.3.2,<7`). installed: the versions there are, by name.
    """
    findings = []
    if python < OLDEST_PYTHON:
        findings.append(_too_old("Python", python, OLDEST_PYTHON))
    if sqlite < OLDEST_SQLITE:
        findings.append(_too_old("SQLite", sqlite, OLDEST_SQLITE))
    required = list(declared() if required is None else required)
    versions: dict[str, str | None] = {}
    for requirement in required:
        match = _REQUIREMENT.match(requirement)
        if match is None or match[3]:  # of an extra, or of another system
            continue
        name, bounds = match[1], match[2]
        there = installed_version(name) if installed is None else installed.get(name)
        versions[name] = there
        if there is None or not is_within(there, bounds):
            findings.append(_library(name, bounds.strip(), there))
    return Section(
        name="versions",
        summary="versions",
        facts={
            "python": _text(python),
            "sqlite": _text(sqlite),
            "program": installed_version(APP),
            "libraries": versions,
        },
        findings=tuple(findings),
    )


def declared() -> Sequence[str]:
    """Return the requirements of this program; none where it runs from a checkout that is not installed."""
    try:
        return requires(APP) or ()
    except PackageNotFoundError:
        return ()


@cache
def installed_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def is_within(there: str, bounds: str) -> bool:
    """Say whether a version is within bounds such as `>=6.0.2,<7`."""
    return all(_holds(numbers(there), match[1], match[2]) for match in _BOUND.finditer(bounds))


def numbers(text: str) -> Version:
    """Return the numbers of a release, without what follows them: `6.0.2rc1` is 6, 0, 2."""
    match = re.match(r"(?:\d+!)?(\d+(?:\.\d+)*)", text)
    return tuple(map(int, match[1].split("."))) if match else ()


def _holds(there: Version, sign: str, bound: str) -> bool:
    limit = numbers(bound)
    if bound.endswith(".*") or sign == "~=":
        start = limit if sign != "~=" else limit[:-1]
        is_like = there[: len(start)] == start
        return not is_like if sign == "!=" else is_like and (sign != "~=" or _compared(there, limit) >= 0)
    order = _compared(there, limit)
    checks: dict[str, Callable[[int], bool]] = {
        "==": lambda order: order == 0,
        "!=": lambda order: order != 0,
        "<": lambda order: order < 0,
        "<=": lambda order: order <= 0,
        ">": lambda order: order > 0,
        ">=": lambda order: order >= 0,
    }
    return checks[sign](order)


def _compared(one: Version, other: Version) -> int:
    length = max(len(one), len(other))
    left, right = (version + (0,) * (length - len(version)) for version in (one, other))
    return (left > right) - (left < right)


def _library(name: str, bounds: str, there: str | None) -> Finding:
    wanted = f"{name}{bounds}"
    pip = (sys.executable, "-m", "pip", "install") if find_spec("pip") else ("uv", "pip", "install")
    is_there = f"{name} {there} is installed" if there else f"{name} is not installed"
    return Finding(
        name="library",
        severity=Severity.WARNING,
        message=f"{is_there}; the program was made for {wanted}.",
        remedy=(shell_line(*pip, wanted),),
        details={"library": name, "installed": there, "required": bounds},
    )


def _too_old(name: str, there: Version, oldest: Version) -> Finding:
    return Finding(
        name=name.lower(),
        severity=Severity.ERROR,
        message=f"{name} {_text(there)} is too old; the program needs {_text(oldest)} or newer.",
        help="Install a newer Python; it brings its own SQLite." if name == "SQLite" else "Install a newer Python.",
    )


def _text(version: Version) -> str:
    return ".".join(map(str, version))
