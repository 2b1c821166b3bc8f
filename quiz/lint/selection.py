"""Which rules are on: from the command line, a folder's settings, and beside the question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.diagnostics.suggest import suggestion
from quiz.lint.rules import ALL, ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterable


class Selection(Struct, frozen=True):
    """Rules switched on and off by code, start of a code (`F`, `F1`) or name. Without `select` all are on."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def is_on(self, code: str) -> bool:
        """Tell whether a rule is on: the closest entry counts, and to ignore before to select. Errors always are."""
        if code in ERRORS:
            return True
        chosen = max((closeness(entry, code) for entry in self.select), default=0 if self.select else 1)
        ignored = max((closeness(entry, code) for entry in self.ignore), default=0)
        return chosen > ignored


def closeness(entry: str, code: str) -> int:
    """Return how much of a rule's code an entry names: 0 for another rule, more for a closer match."""
    if entry.casefold() == ALL[code] or entry.upper() == code:
        return len(code) + 1
    return len(entry) + 1 if entry and code.startswith(entry.upper()) else 0


def entry_problem(entry: str) -> tuple[str, str] | None:
    """Return the fault of an entry and the remedy; None where it names a rule that can be switched."""
    named = [code for code in ALL if closeness(entry, code)]
    if named and not ERRORS.issuperset(named):
        return None
    if named:
        return f"`{entry}` is an error and cannot be switched off.", "mend what it says, and remove the entry"
    padded = re.sub(r"^([A-Za-z])0*(\d{1,3})$", lambda match: f"{match[1].upper()}{int(match[2]):03}", entry)
    meant = padded if padded in ALL else suggestion(entry, (*ALL, *ALL.values()))
    help_ = f"did you mean `{meant}`?" if meant else "`quiz check --explain F` lists the rules"
    return f"There is no rule `{entry}`.", help_


def unknown_entries(entries: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the entries that name no rule, each with its fault and the remedy."""
    return [(entry, *fault) for entry in entries if (fault := entry_problem(entry))]
