"""Inspection of a bank while it is written: its questions by line, and all findings."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import is_error, sorted_findings
from quiz.lint.across import CheckedFile, near_findings
from quiz.lint.checking import check_located, fixed_file
from quiz.lint.elsewhere import elsewhere_findings
from quiz.lint.pictures import picture_findings
from quiz.lint.rules import ACROSS
from quiz.lint.settings import SettingsFiles
from quiz.lint.validity import over
from quiz.reading.drafts import is_draft
from quiz.reading.normalize import tidy_text
from quiz.reading.reader import read_located

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from quiz.bank.model import Bank, Reference
    from quiz.bank.questions.registry import Question
    from quiz.diagnostics.findings import Diagnostic
    from quiz.library.library import BankFile
    from quiz.lint.across import OtherBanks
    from quiz.reading.reader import DocumentReading
    from quiz.reading.yaml.document import Document, Node


@dataclass(frozen=True)
class WrittenQuestion:
    """A question in the text of a bank. Lines count from 1, `last` is its last one.

    id, prompt: as they stand, empty where there is none. question: None where it cannot be played. is_draft: whether
    nobody else is shown it.
    """

    first: int
    last: int
    id: str
    prompt: str
    question: Question | None
    is_draft: bool = False


@dataclass(frozen=True)
class Inspection:
    """The result of reading and checking the text of a bank.

    bank: None where it cannot be read. diagnostics: in order. places: its questions from the top, also faulty ones.
    references: those that it may cite.
    """

    bank: Bank | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    places: tuple[WrittenQuestion, ...] = ()
    references: tuple[Reference, ...] = ()

    def at(self, line: int) -> WrittenQuestion | None:
        """Return the question to which a line belongs."""
        number = bisect_right(self.places, line, key=lambda question: question.first) - 1
        question = self.places[number] if number >= 0 else None
        return question if question is not None and line <= question.last else None

    def finding_at(self, line: int) -> Diagnostic | None:
        """Return the gravest finding that begins on a line, or else on a line of its question."""
        here = [finding for finding in self.diagnostics if finding.span.line == line]
        if not here and (question := self.at(line)) is not None:
            here = [finding for finding in self.diagnostics if question.first <= finding.span.line <= question.last]
        return min(here, key=lambda finding: not is_error(finding), default=None)


_LINE_OF_NAME: Final = re.compile(r" *(?:- +)?(id|prompt): *(?![|>])(.+)")


def inspect(file: BankFile, folder: Path, others: OtherBanks | None = None, today: date | None = None) -> Inspection:
    """Read and lint a version of a bank, with the sources and the settings of its folder as they are now.

    `others` are the other banks, to compare it with and to look up what it names of them; None while they are read.
    `today` is the day by which questions may be over; without it none is.
    """
    shared, more = file.references()
    located = read_located(file.data, str(file.path), shared)
    selection, bank = SettingsFiles().selection_for(file.path, folder), located.reading.bank
    report = check_located(located, selection)
    findings = [*more, *report.diagnostics]
    findings += picture_findings(report.pictures, file.path)
    if today is not None:
        findings += over(report.last_days, str(file.path), today)
    if others is not None and bank is not None:
        findings += near_findings(file, bank, others, [code for code in ACROSS if selection.is_on(code)])
        findings += elsewhere_findings([CheckedFile(file, report, selection)], [bank, *others.banks])
    return Inspection(bank, sorted_findings(findings), tuple(_places(located)), tuple(located.references.values()))


def fixed_data(file: BankFile, folder: Path) -> bytes:
    """Return the bytes of a bank with everything fixed that can be fixed safely."""
    return fixed_file(file, SettingsFiles().selection_for(file.path, folder)).data


def _places(located: DocumentReading) -> list[WrittenQuestion]:
    document = located.document
    root = document.root
    pair = root.fields().get("questions") if root is not None and root.kind == "mapping" else None
    if root is None or pair is None:
        return []
    lost = document.lost_in(pair[1])
    entries: list[tuple[int, Node | range]] = [(node.item_line, node) for node in pair[1].items()]
    entries = sorted([*entries, *((lines.start, lines) for lines in lost)], key=lambda entry: entry[0])
    if not entries:
        return []
    ends = [*(first for first, _ in entries[1:]), _line_after(pair[1]) if pair[1].kind == "list" else lost[-1].stop]
    bank = located.reading.bank
    playable = {located.places[question.id]: question for question in (*bank.questions, *bank.drafts)} if bank else {}
    places = []
    for (first, node), following in zip(entries, ends, strict=True):
        if isinstance(node, range):
            places.append(_lost_question(document, node))
            continue
        fields = node.fields()
        texts = [tidy_text(fields[name][1].text) if name in fields else "" for name in ("id", "prompt")]
        last, question = max(first, following - 1), playable.get(node.event)
        places.append(WrittenQuestion(first, last, texts[0], texts[1], question, is_draft(node.plain)))
    return places


def _lost_question(document: Document, lines: range) -> WrittenQuestion:
    """Return a question that a slip of YAML has taken, as far as its lines can be read."""
    last = max(number for number in lines if number == lines.start or document.lines[number].strip())
    texts = {
        match[1]: tidy_text(match[2])
        for number in reversed(lines)
        if (match := _LINE_OF_NAME.match(document.lines[number]))
    }
    return WrittenQuestion(lines.start, last, texts.get("id", ""), texts.get("prompt", ""), None)


def _line_after(list_: Node) -> int:
    """Return the first line after a list: the one after its bracket, or that of the next content."""
    document = list_.document
    close = document.starts[document.closes[list_.event]]
    if list_.style == "[":
        return document.lines.place(close)[0] + 1
    return document.lines.place(close)[0] if close < len(document.text) else len(document.lines) + 1
