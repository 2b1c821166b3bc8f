"""Whether the scores are sound, and what else of them lies beside the store."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section, first_of
from quiz.doctor.folders import files_in
from quiz.doctor.remedies import free_name, move, quiz
from quiz.doctor.server import check_server, scores_as_they_are
from quiz.files import FileProblem, opened
from quiz.paths import store_address
from quiz.scores.exchange.notebook_lines import note_of, put_aside_of, remark_of
from quiz.scores.exchange.results_format import ResultsFault, bounded_lines, read_results
from quiz.scores.exchange.transfer import Outcome, foreseen
from quiz.scores.store.clock import ClockAhead, ahead
from quiz.scores.store.names import FOLDER
from quiz.scores.store.records import StoreProblem, short_uid
from quiz.scores.store.sqlite.backup import daily_copies, fault_of, newest_copy
from quiz.scores.store.sqlite.content import examine
from quiz.scores.store.sqlite.lock import StoreLock
from quiz.scores.store.sqlite.open import FILE_NAME
from quiz.scores.store.sqlite.place import COMPANIONS, log_is_foreign, log_of, noted
from quiz.scores.store.sqlite.salvage import Salvage, Tally, free_output
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from quiz.scores.store.base import Store

DAMAGED: Final = "store-damaged"
VALUES: Final = "store-values"


def check_store(folder: Path) -> Section:
    """Look at the scores in a data folder, or on the server that they are kept on."""
    if store_address():
        return check_server(folder)
    path = folder / FILE_NAME
    counts = dict.fromkeys(("attempts", "responses", "notes", "remarks"), 0)
    facts: dict[str, Any] = {"path": str(path), "exists": os.path.lexists(path), **counts}
    findings = tuple(_findings(path, facts))
    summary = "no attempt yet"
    if facts["attempts"]:
        summary = f"{counted(facts['attempts'], 'attempt')} with {counted(facts['responses'], 'response')}"
    if facts["notes"] or facts["remarks"]:
        summary += f", {counted(facts['notes'], 'note')} and {counted(facts['remarks'], 'remark')}"
    return Section(name="store", summary=summary if _is_in_reach(path) else "", facts=facts, findings=findings)


def _is_in_reach(path: Path) -> bool:
    """Say whether a file can be read, or it can be known that it is not there."""
    if os.path.lexists(path):
        return not path.is_file() or os.access(path, os.R_OK)
    return not os.path.lexists(path.parent) or os.access(path.parent, os.X_OK)


def check_copies(folder: Path) -> Section:
    """Look at the daily copies of the scores in a data folder."""
    copies: list[Path] = []
    with contextlib.suppress(OSError):  # told of the folder
        copies = daily_copies(folder / FOLDER)
    findings = [
        Finding(
            name="copy-damaged",
            severity=Severity.WARNING,
            message=f"This daily copy of the scores cannot be brought back: {clean_line(fault)}.",
            path=str(path),
            remedy=(move(path, free_name(path, "damaged")),),
            help="The next one is made by itself, before the first response of a day.",
        )
        for path in copies
        if (fault := fault_of(path)) is not None
    ]
    newest = copies[-1] if copies else None
    return Section(
        name="backups",
        summary=counted(len(copies), "daily copy", "daily copies"),
        facts={"copies": len(copies), "newest": str(newest) if newest else None},
        findings=tuple(findings),
    )


def check_set_aside(folder: Path) -> Section:
    """Look at what was set aside or rescued, for responses in it that the store does not have."""
    findings: list[Finding] = []
    files: list[dict[str, Any]] = []
    damaged, rescued = files_in(folder, "scores.damaged-*.db"), files_in(folder, "rescued-*.jsonl")
    if damaged or rescued:
        with scores_as_they_are(folder) as store:
            for path in damaged:
                with contextlib.suppress(FileProblem, StoreProblem), Salvage(path) as salvage:
                    attempts = (salvaged.received() for salvaged in salvage.attempts())
                    files.append(_held_against(path, attempts, store) | {"missing_written": _written(salvage, store)})
                    findings += _left_behind(files[-1], _salvaging(path))
            for path in rescued:
                with contextlib.suppress(FileProblem, ResultsFault), opened(path) as lines:
                    attempts = (received.attempt for received in read_results(bounded_lines(lines)))
                    files.append(_held_against(path, attempts, store))
                    findings += _left_behind(files[-1], (quiz("import-results", path),))
    return Section(
        name="set aside",
        summary=counted(len(files), "file set aside", "files set aside") if files else "",
        facts={"files": files},
        findings=tuple(findings),
    )


def days_to_come(folder: Path, now: datetime, day_start: int) -> tuple[Finding, ...]:
    """Return whose learning days lie ahead of today, as a clock left them that was ahead."""
    with scores_as_they_are(folder) as store:
        found: list[ClockAhead] = []
        place = store.place or str(folder / FILE_NAME)
        with contextlib.suppress(StoreProblem):  # told of the store
            found += filter(None, (ahead(store, learner, now, day_start) for learner in store.learners()))
    return tuple(
        Finding(
            name="clock-ahead",
            severity=Severity.WARNING,
            message=f"The attempt {short_uid(one.uid)} of {one.learner} has {counted(one.responses, 'response')} of "
            f"days to come, up to {one.last}, and it is {one.today}: their learning day stays {one.last} until then.",
            path=place,
            remedy=(quiz("doctor", "--fix-clock"),),
            help="Only if the clock is right now.",
            details={"attempt": one.uid, "learner": one.learner, "responses": one.responses, "last": str(one.last)},
        )
        for one in found
    )


def _held_against(path: Path, attempts: Iterable[Attempt], store: Store) -> dict[str, Any]:
    """Count in a file what it has, what of that the store lacks, and what went on differently in the store."""
    counts: Counter[str] = Counter()
    for attempt in attempts:
        counts["attempts"] += 1
        counts["responses"] += len(attempt.log)
        try:
            outcome = Outcome.KNOWN if store.is_deleted(attempt.uid) else foreseen(store, attempt)
            here = store.load(attempt.uid).log if outcome in {Outcome.LONGER, Outcome.DIVERGED} else ()
        except StoreProblem:  # told of the store
            continue
        if outcome is not Outcome.KNOWN:
            counts["parted" if outcome is Outcome.DIVERGED else "missing"] += sum(
                entry not in here for entry in attempt.log
            )
    return {"path": str(path), **{name: counts[name] for name in ("attempts", "responses", "missing", "parted")}}


def _written(salvage: Salvage, store: Store) -> int:
    """Count the remarks, notes and lessons put aside in a file that the store lacks."""
    remarks, notes, aside = salvage.notebook()
    there = {remark.uid for remark in store.remarks()}
    noted = {(note.learner, note.key) for note in store.notes()}
    left = [remark for remark in map(remark_of, remarks) if remark.uid not in there]
    put = {(one.learner, one.lesson) for one in store.put_aside()}
    left_notes = sum((note.learner, note.key) not in noted for note in map(note_of, notes))
    return len(left) + left_notes + sum((one.learner, one.lesson) not in put for one in map(put_aside_of, aside))


def _salvaging(path: Path) -> tuple[str, ...]:
    output = free_output(path.parent)
    return quiz("doctor", "--salvage", path, "--output", output), quiz("import-results", output)


def _left_behind(file: dict[str, Any], remedy: tuple[str, ...]) -> Iterator[Finding]:
    missing, parted, written = file["missing"], file["parted"], file.get("missing_written", 0)
    if missing or written:
        lacking = [f"{missing} of them {'is' if missing == 1 else 'are'} not in the store"] if missing else []
        if written:
            are = "is" if written == 1 else "are"
            lacking.append(f"{counted(written, 'note or remark', 'notes and remarks')} in it {are} not in the store")
        yield Finding(
            name="set-aside",
            severity=Severity.WARNING,
            message=f"In this file, which was set aside, {counted(file['responses'], 'response')} can be read; "
            f"{'; '.join(lacking)}.",
            path=file["path"],
            remedy=remedy,
            help="The file stays where it is; delete it when you do not need it.",
            details=file,
        )
    elif parted:
        yield Finding(
            name="set-aside-differs",
            severity=Severity.HINT,
            message=f"This file has {counted(parted, 'response')} of attempts that went on differently in the store.",
            path=file["path"],
            help="What is in the store stands. Delete the file when you do not need it.",
            details=file,
        )


# The store itself


def _findings(path: Path, facts: dict[str, Any]) -> Iterator[Finding]:
    if not _is_in_reach(path):  # told of the file or its folder
        return
    lock = StoreLock(path.parent, make=False)
    try:
        foreign_log = log_is_foreign(path, noted(lock.note()))
    finally:
        lock.release()
    if foreign_log and log_of(path).stat().st_size:
        yield _foreign_log(path)
    if not os.path.lexists(path):
        yield from _missing(path)
    elif not path.is_file():
        yield _no_file(path)
    elif path.stat().st_size or not foreign_log:
        yield from _content(path, facts, without_log=foreign_log)


def _content(path: Path, facts: dict[str, Any], *, without_log: bool) -> Iterator[Finding]:
    content = examine(path, without_log=without_log)
    facts.update(content.facts)
    if content.out_of_reach is not None:
        yield _out_of_reach(path, content.out_of_reach)
    elif content.is_foreign:
        yield _foreign(path)
    elif content.is_newer:
        yield _newer(path, facts["version"])
    elif content.unreadable is not None:
        yield _damaged(path, DAMAGED, f"The scores are damaged ({clean_line(content.unreadable)}).")
    elif content.faults:
        yield _damaged(path, DAMAGED, f"The scores are damaged: {clean_line('; '.join(content.faults))}.")
    elif content.bad_values or content.bad_entries:
        yield _bad_values(path, content.bad_values, content.bad_entries)


def _bad_values(path: Path, attempts: dict[str, str], entries: dict[str, str]) -> Finding:
    bad = attempts | entries
    are = "has values" if len(bad) == 1 else "have values"
    parts = [counted(len(attempts), "attempt")] if attempts else []
    if entries:
        parts.append(counted(len(entries), "note or remark", "notes and remarks"))
    message = f"{' and '.join(parts)} {are} that make no sense, and are left out: {first_of(bad)}."
    return _damaged(path, VALUES, message, {"attempts": attempts, "notes_and_remarks": entries})


def _damaged(path: Path, name: str, message: str, details: dict[str, Any] | None = None) -> Finding:
    output, copied = free_output(path.parent), newest_copy(path.parent / FOLDER)
    tally = Tally()
    with contextlib.suppress(FileProblem, StoreProblem), Salvage(path) as salvage:
        tally = salvage.read_through()
    remedy = [quiz("doctor", "--salvage", path, "--output", output)]
    if copied is not None:
        remedy.append(quiz("restore", copied))
    if not tally.is_empty:
        remedy.append(quiz("import-results", output))
    readable = f"{counted(tally.responses, 'response')} in {counted(tally.attempts, 'attempt')} can be read"
    if tally.remarks or tally.notes:
        readable += f", with {counted(tally.remarks, 'remark')} and {counted(tally.notes, 'note')}"
    if tally.aside:
        readable += f", with {counted(tally.aside, 'lesson')} put aside"
    kept = "The damaged file is set aside, never deleted."
    return Finding(
        name=name,
        severity=Severity.ERROR,
        message=f"{message} {readable}.",
        path=str(path),
        remedy=tuple(remedy),
        help=f"{kept} Close the program everywhere else first." if copied is None else kept,
        details={
            "readable_attempts": tally.attempts,
            "readable_responses": tally.responses,
            "readable_remarks": tally.remarks,
            "readable_notes": tally.notes,
            **(details or {}),
        },
    )


def _missing(path: Path) -> Iterator[Finding]:
    copied = newest_copy(path.parent / FOLDER)
    if copied is not None:
        yield Finding(
            name="store-missing",
            severity=Severity.WARNING,
            message="The scores are not there, but daily copies of them are: the file was moved or deleted.",
            path=str(path),
            remedy=(quiz("restore", copied),),
            help="If you know where the file is, put it back instead.",
        )


def _no_file(path: Path) -> Finding:
    return Finding(
        name="store-no-file",
        severity=Severity.ERROR,
        message="Something that is no ordinary file is in the place of the scores.",
        path=str(path),
        remedy=(move(path, free_name(path, "set-aside")),),
    )


def _foreign_log(path: Path) -> Finding:
    log = log_of(path)
    return Finding(
        name="store-log",
        severity=Severity.WARNING,
        message="This log belongs to another file of scores than the one beside it, and is not read.",
        path=str(log),
        remedy=(move(log, free_name(path, "replaced", f"{path.suffix}{COMPANIONS[0]}")),),
    )


def _foreign(path: Path) -> Finding:
    return Finding(
        name="store-foreign",
        severity=Severity.ERROR,
        message="In the place of the scores is a database of another program.",
        path=str(path),
        remedy=_moved(path, "other"),
        help="Or set QUIZ_DATA_DIR to another folder.",
    )


def _newer(path: Path, version: int) -> Finding:
    return Finding(
        name="store-newer",
        severity=Severity.ERROR,
        message="A newer version of this program wrote the scores; this one cannot read them.",
        path=str(path),
        remedy=_moved(path, f"version-{version}"),
        help="Better update the program, as you installed it. The command puts the scores aside: this version then "
        "begins new ones, and what you do with it can be moved later with `quiz export-results`.",
        details={"version": version},
    )


def _moved(path: Path, mark: str) -> tuple[str, ...]:
    """Return the commands that give a store, and what belongs to it, another name."""
    target = free_name(path, mark)
    files = [(path, target)]
    for suffix in (*COMPANIONS, "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            files.append((beside, target.with_name(target.name + suffix)))
    return tuple(move(*names) for names in files)


def _out_of_reach(path: Path, reason: str) -> Finding:
    return Finding(
        name="store-busy",
        severity=Severity.WARNING,
        message=f"The scores could not be looked at: {clean_line(reason)}.",
        path=str(path),
        help="Close other programs that have them open, and run `quiz doctor` again.",
    )
