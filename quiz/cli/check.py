"""`quiz check`: read banks and say what is wrong with them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.diagnostics import Diagnostic


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json"]),
    help="How to show what was found: with the lines it stands in (default on a terminal), one line each (default "
    "otherwise), or as a JSON list.",
)
@click.option("--strict", is_flag=True, help="Let hints count as well.")
def check(paths: tuple[Path, ...], form: str | None, strict: bool) -> None:
    """Read question banks and say what is wrong with them.

    PATH is a bank, a sources.yaml, or a folder of banks; without one the whole library is checked. Ends with 0 if
    nothing is wrong, 1 if something was found, and 2 if something cannot be read at all.
    """
    from quiz.bank.diagnostics import RULES, Severity, in_order  # noqa: PLC0415

    round_ = _Round()
    if paths:
        for path in paths:
            round_.check(path)
    else:
        round_.check_library()
    found = in_order(round_.found)
    _show(found, form or ("full" if sys.stdout.isatty() else "concise"))
    click.echo(_summary(round_, found), err=True)
    if round_.failed or any(RULES[diagnostic.code].unreadable for diagnostic in found):
        sys.exit(2)
    sys.exit(1 if any(strict or diagnostic.severity is not Severity.HINT for diagnostic in found) else 0)


@dataclass
class _Round:
    """One run: what was looked at and found. `failed`: there was nothing to look at where something should be."""

    found: list[Diagnostic] = field(default_factory=list)
    banks: list[Path] = field(default_factory=list)
    lists: list[Path] = field(default_factory=list)
    questions: int = 0
    failed: bool = False

    def check(self, path: Path) -> None:
        """Check a file or folder that was named."""
        from quiz.bank.library import SOURCES_NAME, home_of  # noqa: PLC0415

        if path.is_dir():
            self._check_folder(path, named=True)
        elif path.name == SOURCES_NAME:
            self._check_sources(path)
        else:
            self._check_bank(path, home_of(path))

    def check_library(self) -> None:
        from quiz.bank.library import library_folders  # noqa: PLC0415
        from quiz.paths import own_banks_folder  # noqa: PLC0415

        own = own_banks_folder()
        for folder, _ in library_folders():
            if folder != own or os.path.lexists(folder):
                self._check_folder(folder, named=False)
        self.failed = self.failed or not self.banks

    def _check_folder(self, folder: Path, *, named: bool) -> None:
        from quiz.bank.library import bank_files, source_files  # noqa: PLC0415
        from quiz.paths import own_banks_folder  # noqa: PLC0415

        paths, problem = bank_files(folder)
        if problem is not None and (named or folder != own_banks_folder()):
            self.found.append(problem)
            self.failed = self.failed or named
        for path in paths:
            self._check_bank(path, folder)
        for path in source_files(folder):
            self._check_sources(path)

    def _check_bank(self, path: Path, folder: Path) -> None:
        from quiz.bank.library import open_bank, sources_of  # noqa: PLC0415

        if path in self.banks:
            return
        entry = open_bank(path, folder=folder)
        self.banks.append(path)
        self.questions += len(entry.bank.questions) if entry.bank else 0
        self.found += entry.diagnostics
        if sources := sources_of(path, folder):
            self._check_sources(sources)

    def _check_sources(self, path: Path) -> None:
        from quiz.bank.library import open_sources  # noqa: PLC0415

        if path not in self.lists:
            self.lists.append(path)
            self.found += open_sources(path).diagnostics


def _show(found: Sequence[Diagnostic], form: str) -> None:
    from quiz.bank import frames  # noqa: PLC0415

    if form == "json":
        import json  # noqa: PLC0415

        click.echo(json.dumps(frames.records(found), indent=2))
    elif found and form == "concise":
        click.echo(frames.concise(found))
    elif found:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(frames.full(found, _texts(found), colour=colour) + "\n")


def _texts(found: Sequence[Diagnostic]) -> dict[str, str]:
    from quiz.bank.reader import MAX_BYTES  # noqa: PLC0415
    from quiz.files import FileProblem, read_bounded  # noqa: PLC0415

    texts: dict[str, str] = {}
    for file in dict.fromkeys(diagnostic.file for diagnostic in found):
        try:
            texts[file] = read_bounded(Path(file), MAX_BYTES).decode("utf-8-sig", "replace")
        except FileProblem:
            continue
    return texts


def _summary(round_: _Round, found: Sequence[Diagnostic]) -> str:
    checked = counted(len(round_.banks), "bank")
    if not found:
        if not round_.banks:
            what = counted(len(round_.lists), "source list") if round_.lists else "nothing"
            return f"Checked {what}: no problems."
        return f"Checked {checked}, {counted(round_.questions, 'question')}: no problems."
    numbers = [
        counted(number, name)
        for name in ("error", "warning", "hint")
        if (number := sum(diagnostic.severity == name for diagnostic in found))
    ]
    what = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    files = {diagnostic.file for diagnostic in found}
    faulty = sum(str(path) in files for path in round_.banks)
    return f"Found {what} in {faulty} of {checked}." if faulty else f"Found {what}."
