"""All checks in turn, and how what they find is said."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from quiz.doctor.banks import check_banks
from quiz.doctor.cache import check_cache
from quiz.doctor.clock import check_clock
from quiz.doctor.rights import check_rights
from quiz.doctor.settings import check_settings
from quiz.doctor.store import check_copies, check_set_aside, check_store, days_to_come
from quiz.doctor.terminal import Terminal, check_terminal
from quiz.doctor.versions import check_versions
from quiz.library.folders import library_folders
from quiz.library.library import open_library
from quiz.paths import cache_folder, config_folder, data_folder
from quiz.scores.store.sqlite.connection import sqlite_version
from quiz.settings import load_settings
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from quiz.doctor.findings import Finding, Section


def examine(now: datetime, terminal: Terminal) -> tuple[Section, ...]:
    """Look at everything on this machine, and change nothing. now: with its zone."""
    data, config, cache = data_folder(), config_folder(), cache_folder()
    library = open_library(library_folders())
    return (
        check_store(data),
        check_set_aside(data),
        check_copies(data),
        check_banks(library),
        check_settings(config),
        check_cache(cache, library.entries),
        check_clock(now, terminal.environment, days_to_come(data, now, load_settings(config)[0].day_start)),
        check_rights(data, config, cache),
        check_terminal(terminal),
        check_versions(sys.version_info[:3], sqlite_version()),
    )


def this_terminal() -> Terminal:
    """Return the terminal in which the program runs."""
    is_terminal = sys.stdout.isatty()
    size: tuple[int, int] | None = None
    if is_terminal:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
        size = (columns, lines) if columns and lines else None  # some say that they have none
    encoding = sys.stdout.encoding or "ascii"
    return Terminal(environment=dict(os.environ), encoding=encoding, is_terminal=is_terminal, size=size)


def is_well(sections: Sequence[Section]) -> bool:
    return all(section.is_well for section in sections)


def page(sections: Sequence[Section]) -> Iterator[str]:
    """Give the lines of one page: what is wrong and how it is mended, or that all is well."""
    wrong = sum(finding.is_wrong for section in sections for finding in section.findings)
    well = ", ".join(section.summary for section in sections if section.is_well and section.summary)
    findings = [(section, finding) for section in sections for finding in section.findings]
    if not wrong:
        yield f"All is well: {well}."
    for section, finding in findings:
        yield from _paragraph(section, finding)
        if wrong:
            yield ""
    if wrong:
        yield f"{counted(wrong, 'thing is', 'things are')} wrong. Well: {well or 'nothing'}."


def record(sections: Sequence[Section]) -> dict[str, Any]:
    """Return everything as plain data. Keys are only ever added."""
    return {
        "well": is_well(sections),
        "sections": [
            {
                "name": section.name,
                "well": section.is_well,
                "facts": section.facts,
                "findings": [
                    {
                        "name": finding.name,
                        "severity": finding.severity.value,
                        "message": finding.message,
                        "path": finding.path,
                        "remedy": list(finding.remedy),
                        "help": finding.help,
                        "details": finding.details,
                    }
                    for finding in section.findings
                ],
            }
            for section in sections
        ],
    }


def _paragraph(section: Section, finding: Finding) -> Iterator[str]:
    path = f"{clean_line(finding.path)}: " if finding.path else ""
    yield f"{finding.severity.value}: {section.name}: {path}{clean_line(finding.message)}"
    for command in finding.remedy:
        yield f"    {clean(command)}"
    if finding.help:
        yield f"  {clean_line(finding.help)}"
