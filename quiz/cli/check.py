"""`quiz check`: read banks, say what is wrong with them, and fix what is safe to fix."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from quiz.cli.completion import complete_files, complete_rule, complete_rules
from quiz.cli.words import WORDS
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from quiz.diagnostics.findings import Diagnostic
    from quiz.library.cache import Cache
    from quiz.library.library import BankFile, SourceList
    from quiz.lint.across import CheckedFile
    from quiz.lint.selection import Selection
    from quiz.lint.settings import SettingsFiles

FORMATS: Final = ("full", "concise", "json", "github")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]", type=click.Path(path_type=Path), shell_complete=complete_files)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to show what was found: with the lines it stands in (default on a terminal), one line each (default "
    "otherwise), as a JSON list, or as annotations of a GitHub workflow.",
)
@click.option(
    "--select",
    type=WORDS,
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Only these rules: codes, starts of codes, or names.",
)
@click.option(
    "--ignore",
    type=WORDS,
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Not these rules. Errors are always told.",
)
@click.option("--fix", is_flag=True, help="Fix what can be fixed without changing what a question means.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--drafts", is_flag=True, help="Tell what drafts lack too, and hold them to every rule.")
@click.option("--strict", is_flag=True, help="Let hints count as well, but for those that a day brings.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Tell what is out of date as of that day; this day unless given.",
)
@click.option(
    "--explain",
    type=WORDS,
    metavar="RULE",
    shell_complete=complete_rule,
    help="Say what a rule is about; F, S, B or Y lists the rules of a family.",
)
def check(
    paths: tuple[Path, ...],
    form: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    drafts: bool,
    strict: bool,
    today: datetime | None,
    explain: str | None,
) -> None:
    """Read question banks and say what is wrong with them.

    PATH is a bank (its file or its id), a sources.yaml, or a folder of banks; without one the whole library is checked.
    Ends with 0 if nothing is wrong, 1 if something was found, and 2 if something cannot be read at all.
    """
    if explain is not None:
        _explain(explain)
        return
    from quiz.diagnostics.codes import RULES, Severity
    from quiz.diagnostics.findings import sorted_findings
    from quiz.lint.rules import OUT_OF_DATE

    round_ = _Run(_selection(select, ignore), (today or datetime.now().astimezone()).date(), drafts)
    if fix or diff:
        round_.fixing = "write" if fix and not diff else "diff"
    if paths:
        for path in paths:
            round_.check(path)
    else:
        round_.check_library()
    round_.finish()
    if round_.fixing == "diff":
        click.echo("".join(round_.changes), nl=False)
        click.echo(f"--fix would change {counted(len(round_.changes), 'bank')}.", err=True)
        sys.exit(2 if round_.failed else 1 if round_.changes else 0)
    findings = sorted_findings(round_.found)
    _show(findings, form or ("full" if sys.stdout.isatty() else "concise"))
    click.echo(_result_line(round_, findings), err=True)
    if round_.failed or any(finding.code in RULES and RULES[finding.code].unreadable for finding in findings):
        sys.exit(2)
    sys.exit(
        1
        if any(finding.code != OUT_OF_DATE if strict else finding.severity is not Severity.HINT for finding in findings)
        else 0
    )


def _named_bank(name: str) -> Path | None:
    """Return the file of a bank that is named by its id, as other commands take it; None where it is a path."""
    from quiz.cli.common import looks_like_file, the_library

    if looks_like_file(name) or os.path.lexists(name):
        return None
    entry = the_library().find(name)
    return entry.path if entry is not None else None


def _selection(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    from quiz.lint.selection import Selection, unknown_entries

    chosen, ignored = (
        tuple(entry.strip() for text in given for entry in text.split(",") if entry.strip())
        for given in (select, ignore)
    )
    for _, message, help_ in unknown_entries((*chosen, *ignored)):
        raise click.UsageError(f"{message} {help_[0].upper()}{help_[1:]}")
    return Selection(chosen, ignored)


def _explain(rule: str) -> None:
    from quiz.lint.explaining import explain

    try:
        click.echo(explain(rule))
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error


@dataclass
class _Run:
    """One run: the files that were checked and their findings. `failed`: a named file or folder is missing.

    `fixing` is empty, "write" or "diff"; `changes` has a diff for each bank that is or would be changed.
    """

    selection: Selection
    today: date
    drafts: bool
    fixing: str = ""
    found: list[Diagnostic] = field(default_factory=list)
    banks: list[Path] = field(default_factory=list)
    lists: list[Path] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    questions: int = 0
    fixed: int = 0
    failed: bool = False
    _checked: list[CheckedFile] = field(default_factory=list)
    _source_lists: dict[Path, SourceList] = field(default_factory=dict)
    _settings: SettingsFiles | None = None
    _cache: Cache | None = None

    def check(self, path: Path) -> None:
        """Check a file or folder that was named."""
        from quiz.library.library import SOURCES_NAME, home_of

        path = _named_bank(str(path)) or path
        if path.is_dir():
            self._check_folder(path, named=True)
        elif path.name == SOURCES_NAME:
            self._check_sources(path)
        else:
            self._check_bank(path, home_of(path))

    def check_library(self) -> None:
        from quiz.library.folders import library_folders
        from quiz.paths import own_banks_folder

        own = own_banks_folder()
        for folder, _ in library_folders():
            if folder != own or os.path.lexists(folder):
                self._check_folder(folder, named=False)
        self.failed = self.failed or not self.banks

    def finish(self) -> None:
        """Compare the banks with each other, add what is wrong with the settings, and leave the cache tidy."""
        if self._settings is not None:
            self.found += self._settings.diagnostics
        if len(self._checked) > 1 and self.fixing != "diff":
            from quiz.lint.across import across

            self.found += across(self._checked, self._cache)
        if any(one.report.elsewhere for one in self._checked) and self.fixing != "diff":
            self.found += self._elsewhere()
        if self._cache is not None:
            self._cache.prune()

    def _elsewhere(self) -> Iterator[Diagnostic]:
        """Hold what the banks name of other banks against those that were checked and those of the library."""
        from quiz.library.folders import library_folders
        from quiz.library.library import open_bank, open_library
        from quiz.lint.elsewhere import elsewhere_findings
        from quiz.paths import cache_folder

        cache = cache_folder()
        entries = [open_bank(one.file.path, cache) for one in self._checked]
        entries += open_library(library_folders(), cache).playable
        return elsewhere_findings(self._checked, [entry.bank for entry in entries if entry.bank is not None])

    def _check_folder(self, folder: Path, *, named: bool) -> None:
        from quiz.library.library import bank_files, source_files
        from quiz.paths import own_banks_folder

        paths, problem = bank_files(folder)
        if problem is not None and (named or folder != own_banks_folder()):
            self.found.append(problem)
            self.failed = self.failed or named
        for path in paths:
            self._check_bank(path, folder)
        for path in source_files(folder):
            self._check_sources(path)

    def _check_bank(self, path: Path, folder: Path) -> None:
        from msgspec.structs import replace

        from quiz.cli.foreign_files import foreign_finding
        from quiz.diagnostics.findings import is_error
        from quiz.files import FileProblem
        from quiz.library.library import BankFile, sources_of, unreadable
        from quiz.lint.across import CheckedFile
        from quiz.lint.checking import check_file
        from quiz.lint.fixes import gone
        from quiz.lint.pictures import picture_findings
        from quiz.lint.validity import over

        if path in self.banks:
            return
        self.banks.append(path)
        try:
            file = BankFile.read(path, folder, self._source_lists)
        except FileProblem as problem:
            self.found.append(unreadable(problem))
            return
        selection = self._selection_for(path, folder)
        if self._cache is None:
            self._cache = _open_cache()
        report = check_file(file, selection, self._cache, drafts_too=self.drafts)
        if self.fixing and any(finding.fix for finding in report.diagnostics):
            file = self._fix(file, selection)
            if self.fixing == "write":
                before = report
                report = check_file(file, selection, self._cache, drafts_too=self.drafts)
                self.fixed += gone(before.diagnostics, report.diagnostics)
        if not report.bank and any(map(is_error, report.diagnostics)):
            foreign = foreign_finding(path, file.data)
            report = report if foreign is None else replace(report, diagnostics=(foreign,))
        self.questions += report.questions
        self.found += report.diagnostics
        self.found += over(report.last_days, str(path), self.today)
        self.found += picture_findings(report.pictures, path)
        if report.asked:
            self._checked.append(CheckedFile(file, report, selection))
        if sources := sources_of(path, folder):
            self._check_sources(sources)

    def _selection_for(self, path: Path, folder: Path) -> Selection:
        """The switches of the command line, with those of the folder's quiz.toml where these say nothing."""
        from quiz.lint.selection import Selection
        from quiz.lint.settings import (
            SettingsFiles,
        )

        if self._settings is None:
            self._settings = SettingsFiles()
        of_folder = self._settings.selection_for(path, folder)
        return Selection(self.selection.select or of_folder.select, (*of_folder.ignore, *self.selection.ignore))

    def _fix(self, file: BankFile, selection: Selection) -> BankFile:
        from quiz.files import FileProblem, write_atomic
        from quiz.lint.checking import fixed_file
        from quiz.lint.fixes import difference

        after = fixed_file(file, selection, self._cache, drafts_too=self.drafts)
        if after.data == file.data:
            return file
        if self.fixing == "write":
            try:
                write_atomic(file.path, after.data)
            except FileProblem as problem:
                click.echo(f"{clean_line(str(file.path))}: {problem.message}", err=True)
                self.failed = True
                return file
        self.changes.append(difference(file.data, after.data, str(file.path)))
        return after

    def _check_sources(self, path: Path) -> None:
        from quiz.library.library import SourceList

        if path not in self.lists:
            self.lists.append(path)
            if path not in self._source_lists:
                self._source_lists[path] = SourceList.read(path)
            findings = self._source_lists[path].sources.diagnostics
            self.found += (finding for finding in findings if self.selection.is_on(finding.code))


def _open_cache() -> Cache:
    from quiz.library.cache import Cache
    from quiz.paths import cache_folder

    return Cache(cache_folder() / "checks")


def _show(findings: Sequence[Diagnostic], form: str) -> None:
    from quiz.diagnostics import output as frames

    if form == "json":
        from quiz.cli.tables import show_json

        show_json(frames.records(findings))
    elif findings and form == "concise":
        click.echo(frames.concise(findings))
    elif findings and form == "github":
        click.echo(frames.github(findings))
    elif findings:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(frames.full(findings, _texts(findings), colour=colour) + "\n")


def _texts(findings: Sequence[Diagnostic]) -> dict[str, str]:
    from quiz.files import FileProblem, read_bounded
    from quiz.reading.reading import MAX_BYTES

    texts: dict[str, str] = {}
    for file in dict.fromkeys(diagnostic.file for diagnostic in findings):
        try:
            texts[file] = read_bounded(Path(file), MAX_BYTES).decode("utf-8-sig", "replace")
        except FileProblem:
            continue
    return texts


def _result_line(round_: _Run, findings: Sequence[Diagnostic]) -> str:
    checked = counted(len(round_.banks), "bank")
    head = ""
    if round_.changes:
        head = f"Fixed {counted(round_.fixed, 'finding')} in {counted(len(round_.changes), 'bank')}. "
    if not findings:
        if not round_.banks:
            subject = counted(len(round_.lists), "source list") if round_.lists else "nothing"
            return f"Checked {subject}: no problems."
        return f"{head}Checked {checked}, {counted(round_.questions, 'question')}: no problems."
    numbers = [
        counted(number, name)
        for name in ("error", "warning", "hint")
        if (number := sum(diagnostic.severity == name for diagnostic in findings))
    ]
    subject = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    files = {diagnostic.file for diagnostic in findings}
    faulty = sum(str(path) in files for path in round_.banks)
    tail = ""
    if fixable := sum(bool(finding.fix) for finding in findings):
        possible = "cannot be fixed safely" if round_.fixing else "can be fixed with --fix"
        tail = f" {counted(fixable, 'finding')} {possible}."
    return f"{head}Found {subject} in {faulty} of {checked}.{tail}" if faulty else f"{head}Found {subject}."
