"""What a check finds: plain values that a command, a notice or a page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from quiz.diagnostics.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOLD: Final = 3
"""So many faults of one kind are told."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong.

    name: stays the same, for programs. message: what is wrong, as sentences. path: the file or folder it is about.
    remedy: commands for a shell, to be run in turn. help: what a person can do besides, or where no command can.
    details: figures, for programs.
    """

    name: str
    severity: Severity
    message: str
    path: str | None = None
    remedy: tuple[str, ...] = ()
    help: str | None = None
    details: dict[str, Any] = {}

    @property
    def is_wrong(self) -> bool:
        """Whether it counts as wrong; a hint does not."""
        return self.severity is not Severity.HINT


class Section(Struct, frozen=True, kw_only=True):
    """What one check saw. name: what was looked at. summary: it in a few words. facts: what was seen, for programs."""

    name: str
    summary: str
    facts: dict[str, Any] = {}
    findings: tuple[Finding, ...] = ()

    @property
    def is_well(self) -> bool:
        return not any(finding.is_wrong for finding in self.findings)


def first_of(bad: Mapping[str, str]) -> str:
    """Say the first few of what is wrong, each by its name, and how many more there are."""
    first = "; ".join(f"{name}: {what}" for name, what in list(bad.items())[:_TOLD])
    return f"{first}; and {len(bad) - _TOLD} more" if len(bad) > _TOLD else first
