"""The text of `quiz check --explain`."""

from __future__ import annotations

import textwrap
from typing import Final

from quiz.diagnostics.codes import RULES, Severity
from quiz.lint.rules import ALL, LINT
from quiz.lint.selection import closeness, entry_problem

_WIDTH: Final = 100
_FAMILIES: Final = {
    "Y": "Slips in the YAML",
    "B": "Faults in the form of a bank",
    "F": "Flaws of questions",
    "S": "Style and settings",
}


def explain(entry: str) -> str:
    """Return the explanation of a rule by code or name, or the list of a family by its letter.

    Raises `LookupError` with what to type instead.
    """
    if entry.upper() in _FAMILIES:
        return _family(entry.upper())
    code = next((code for code in ALL if closeness(entry, code) > len(code)), None)
    if code is None:
        message, help_ = entry_problem(entry) or (
            f"There is no rule `{entry}`.",
            "`quiz check --explain F` lists the rules",
        )
        raise LookupError(f"{message} {help_[0].upper()}{help_[1:]}")
    return _rule(code)


def _family(letter: str) -> str:
    rows = [f"{_FAMILIES[letter]}:"]
    for code, name in ALL.items():
        if code.startswith(letter):
            rule = LINT.get(code)
            summary = rule.summary if rule else RULES[code].meaning
            rows.append(f"  {code}  {name:22} {summary}")
    return "\n".join(rows)


def _rule(code: str) -> str:
    severity = LINT[code].severity if code in LINT else RULES[code].severity
    parts = [f"{code} {ALL[code]} ({severity})"]
    if rule := LINT.get(code):
        parts += [rule.summary, f"Why: {rule.why}", f"Example: {rule.example}"]
        if rule.source != "style":
            parts.append(f"Source: {rule.source}.")
    else:
        parts.append(RULES[code].meaning)
    if severity is Severity.ERROR:
        parts.append("It cannot be switched off: what it speaks of cannot be used as it stands.")
    else:
        parts.append(
            f"Switch it off beside the question or the bank: lint: {{ignore: [{code}], reason: …}}; for a folder in "
            f'its quiz.toml: ignore = ["{code}"]; once: --ignore {code}.'
        )
    return "\n\n".join(textwrap.fill(part, _WIDTH, break_long_words=False, break_on_hyphens=False) for part in parts)
