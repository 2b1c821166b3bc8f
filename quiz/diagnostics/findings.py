"""Findings about a bank: code, name, severity, message and span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.diagnostics.codes import RULES, Severity
from quiz.diagnostics.lines import WHOLE_FILE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Related(Struct, frozen=True):
    """Another place that belongs to a finding, with a label."""

    label: str
    file: str
    span: Span


class Edit(Struct, frozen=True):
    """A stretch of a file and the text to put there instead."""

    span: Span
    text: str


class Diagnostic(Struct, frozen=True, omit_defaults=True):
    """One finding: `message` says what is wrong, `help` what to type, `fix` what a program may type safely."""

    code: str
    name: str
    severity: Severity
    message: str
    file: str
    span: Span = WHOLE_FILE
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: tuple[Edit, ...] = ()


def finding(
    code: str,
    message: str,
    file: str,
    span: Span = WHOLE_FILE,
    *,
    help: str | None = None,  # noqa: A002 - the field's name
    related: tuple[Related, ...] = (),
    fix: tuple[Edit, ...] = (),
) -> Diagnostic:
    """Return a diagnostic of the kind `code`."""
    rule = RULES[code]
    return Diagnostic(code, rule.name, rule.severity, message, file, span, help, related, fix)


def is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR


def sorted_findings(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings by file and place, each once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda finding: (finding.file, finding.span, finding.code)))
