"""Collects what is wrong with one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import Diagnostic, Edit, Related, finding, is_error
from quiz.diagnostics.lines import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.reading.yaml.document import Node


MAX_FINDINGS: Final = 25_000
"""Beyond this number what is doubtful is left out without a look, so that no bank can hold the reader up."""


class Findings:
    """Collects what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self.errors = 0
        self._told_once: set[str] = set()

    def add(
        self,
        code: str,
        message: str,
        where: Node | Span,
        help: str | None = None,  # noqa: A002 - the field's name
        *,
        first: Node | None = None,
        label: str = "first here",
        fix: tuple[Edit, ...] = (),
    ) -> None:
        """Report a problem at a node or span; `first` is the other place that belongs to it."""
        span = where if isinstance(where, Span) else where.span
        related = () if first is None else (Related(label, self.file, first.span),)
        one = finding(code, message, self.file, span, help=help, related=related, fix=fix)
        self.found.append(one)
        self.errors += is_error(one)

    def is_first(self, code: str) -> bool:
        """Tell the first time that it is asked about what is told once in a file."""
        is_first = code not in self._told_once
        self._told_once.add(code)
        return is_first

    def forget(self, start: int, is_idle: Callable[[Diagnostic], bool]) -> None:
        """Forget what there is no need to tell, of all that was found after so many findings."""
        later = self.found[start:]
        self.found[start:] = [one for one in later if not is_idle(one)]
        self.errors -= sum(is_error(one) for one in later if is_idle(one))
