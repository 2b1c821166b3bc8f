"""Checks a bank whole: what the reader finds, the item-writing rules, style, and what is switched off."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from quiz.bank.questions.templates import PLACEHOLDERS
from quiz.bank.seen import has_code, text_of, written_marks
from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic, Edit, Related, is_error, sorted_findings
from quiz.diagnostics.lines import Span
from quiz.lint.banks import BANK_CHECKS, QuestionInForm
from quiz.lint.fingerprint import Fingerprint, fingerprints
from quiz.lint.fixes import ascending, fixed, missing_ids
from quiz.lint.parts import Elsewhere, elsewhere, lesson_days, marks_as_written, part_findings
from quiz.lint.pictures import MISSING_PICTURE, NamedPicture
from quiz.lint.rules import ACROSS, LINT, OUT_OF_DATE, lint_finding
from quiz.lint.selection import Selection, closeness, entry_problem
from quiz.lint.stem_and_choices import form_of
from quiz.lint.style import padded_texts, quoted_texts, template_texts, text_span, trailing_spaces, unread_marks
from quiz.lint.validity import LastDay, dated_questions
from quiz.lint.words import vocabulary
from quiz.practice.sight import seen_question
from quiz.reading.drafts import draft_lines
from quiz.reading.normalize import tidy_row, tidy_text
from quiz.reading.reader import DocumentReading, no_collection, read_located
from quiz.reading.reading import VERSION as READER_VERSION
from quiz.reading.yaml.document import Document, Node
from quiz.text import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from quiz.bank.markup import Markup
    from quiz.bank.model import Bank
    from quiz.bank.questions.base import Lint
    from quiz.library.cache import Cache
    from quiz.library.library import BankFile
    from quiz.lint.stem_and_choices import QuestionForm, Remark
    from quiz.lint.words import Words

VERSION: Final = f"{READER_VERSION}.15"
"""Raised whenever a rule would say something else about the same bank; the cache is keyed by it."""

MATTERS_OF_FORM: Final = frozenset({"F003", "F004", "F014", "F020"})
"""The rules whose hint an author who writes a whole bank in one form need not read with every question."""

_SAID_BY: Final = {"F014": "F004"}
"""The rule that says of a question what another one would only say less exactly."""

_ALIKE: Final = 8
"""The least number of questions that make a form."""

ALL_ON: Final = Selection()


class Report(Struct, frozen=True):
    """The findings about a bank, sorted, and the number of its questions that can be played.

    bank: its id. asked: fingerprints of its questions for comparison with other banks. Both only for a file.
    last_days: of what holds until a day; which of them are over is not for a cache to say. elsewhere: what lessons and
    events name of other banks, pictures: those that are named; whether these are there is not for it either.
    """

    questions: int
    diagnostics: tuple[Diagnostic, ...]
    bank: str = ""
    asked: tuple[Fingerprint, ...] = ()
    last_days: tuple[LastDay, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    pictures: tuple[NamedPicture, ...] = ()


def check_file(
    file: BankFile, selection: Selection = ALL_ON, cache: Cache | None = None, *, drafts_too: bool = False
) -> Report:
    """Check a bank with its sources, through a cache where there is one; with `drafts_too` as if no draft was one."""
    version = VERSION + "d" * drafts_too
    key = file.key(version.encode(), *map(str.encode, selection.select), b"", *map(str.encode, selection.ignore))
    report = cache.load(key, Report) if cache else None
    if report is None:
        shared, more = file.references()
        located = read_located(file.data, str(file.path), shared, drafts_too=drafts_too)
        report = check_located(located, selection, drafts_too=drafts_too)
        if bank := located.reading.bank:
            report = replace(report, bank=bank.id, asked=tuple(fingerprints(bank)))
        report = replace(report, diagnostics=(*more, *report.diagnostics)) if more else report
        if cache:
            cache.save(key, report)
    return report


def fixed_file(
    file: BankFile, selection: Selection = ALL_ON, cache: Cache | None = None, *, drafts_too: bool = False
) -> BankFile:
    """Return a bank with everything fixed that is found in it, with `drafts_too` in drafts as well, and safe to fix."""

    def check(data: bytes) -> Sequence[Diagnostic]:
        return check_file(replace(file, data=data), selection, cache, drafts_too=drafts_too).diagnostics

    return replace(file, data=fixed(file.data, check, str(file.path)))


def prompt_spans(file: BankFile, questions: Collection[str], cache: Cache | None = None) -> dict[str, Span]:
    """Return the spans of the prompts of questions in a bank, through a cache where there is one."""
    key = file.key(VERSION.encode(), b"prompts", *map(str.encode, sorted(questions)))
    spans = cache.load(key, dict[str, Span]) if cache else None
    if spans is None:
        located = read_located(file.data, str(file.path), None)
        spans = {name: _QuestionNode(located, name).field("prompt") for name in questions if name in located.places}
        if cache:
            cache.save(key, spans)
    return spans


def check_located(located: DocumentReading, selection: Selection = ALL_ON, *, drafts_too: bool = False) -> Report:
    """Lint a bank that has been read; `drafts_too` as it was read."""
    reading, document, *_ = located
    findings = list(reading.diagnostics)
    if document.root is not None:
        with no_collection():
            findings = missing_ids(document, findings)
            findings += trailing_spaces(document)
            findings += padded_texts(document)
            findings += template_texts(document, {one.span for one in findings if is_error(one)})
            findings += quoted_texts(document)
            findings += unread_marks(document)
            if reading.bank is not None:
                findings += _lint(reading.bank, located)
                findings = _Suppression(reading.bank, located, selection).apply(findings)
            if not drafts_too and (drafts := draft_lines(document)):
                findings = [one for one in findings if one.code not in LINT or not _is_on(drafts, one.span.line)]
    told = sorted_findings(finding for finding in findings if selection.is_on(finding.code))
    if reading.bank is None:
        return Report(0, told)
    last_days = _last_days(reading.bank, located) if selection.is_on(OUT_OF_DATE) else ()
    named = tuple(elsewhere(reading.bank, document))
    pictures = tuple(_pictures(reading.bank, located)) if selection.is_on(MISSING_PICTURE) else ()
    return Report(len(reading.bank.questions), told, last_days=tuple(last_days), elsewhere=named, pictures=pictures)


def _pictures(bank: Bank, located: DocumentReading) -> Iterator[NamedPicture]:
    for question in bank.questions:
        if question.image is not None:
            yield NamedPicture(question.image.file, _QuestionNode(located, question.id).picture)


def _is_on(lines: Sequence[range], line: int) -> bool:
    """Tell whether a line is one of these, which come in order."""
    place = bisect_right(lines, line, key=lambda one: one.start) - 1
    return place >= 0 and line in lines[place]


def _last_days(bank: Bank, located: DocumentReading) -> Iterator[LastDay]:
    for question in dated_questions(bank):
        if question.valid_until is not None:
            yield LastDay(question.valid_until, _QuestionNode(located, question.id).field("valid_until"))
    yield from lesson_days(bank, located.document)


def _lint(bank: Bank, located: DocumentReading) -> Iterator[Diagnostic]:
    words = vocabulary(bank.language)
    # What has not been written yet has no flaws; that it has to be written is told already.
    items = []
    for question in bank.questions:
        if question.prompt not in PLACEHOLDERS:
            seen = seen_question(question, bank.markup)
            is_code = bank.markup == "markdown" and has_code(question)
            items.append(QuestionInForm(seen, form_of(seen, is_code=is_code)))
            if bank.markup == "markdown" and (marks := written_marks(question)):
                span = _QuestionNode(located, question.id).field("id")
                yield from marks_as_written(marks, located.document, span)
    yield from part_findings(bank, located.document)
    for code, remark, (question, form) in _remarks(items, words):
        assert form is not None
        yield _found(code, remark, form, _QuestionNode(located, question.id, bank.markup))
    for code, check in BANK_CHECKS.items():
        for bank_remark in check(items, words):
            place = _QuestionNode(located, bank_remark.question)
            related: tuple[Related, ...] = ()
            if bank_remark.other:
                other = _QuestionNode(located, bank_remark.other)
                related = (Related(f"`{bank_remark.other}`", located.document.file, other.field("prompt")),)
            span = place.field("prompt") if bank_remark.question else place.headline
            yield lint_finding(
                code,
                bank_remark.message,
                located.document.file,
                span,
                help=bank_remark.help,
                related=related,
                hint=bank_remark.hint,
            )


def _remarks(items: Sequence[QuestionInForm], words: Words | None) -> Iterator[tuple[str, Remark, QuestionInForm]]:
    """Give what the rules remark on each question; what most of a bank is meant to be like is told once."""
    rules = [rule for rule in LINT.values() if rule.check is not None]
    written = [item for item in items if item.form is not None and PLACEHOLDERS.isdisjoint(item.form.choices)]
    alike: dict[str, list[tuple[Remark, QuestionInForm]]] = {}
    for item in written:
        assert item.form is not None
        told: set[str] = set()
        for rule in rules:
            if _SAID_BY.get(rule.code) in told:
                continue
            for remark in rule.remarks(item.form, words):
                told.add(rule.code)
                if rule.code in MATTERS_OF_FORM:
                    alike.setdefault(rule.code, []).append((remark, item))
                else:
                    yield rule.code, remark, item
    choosing = sum(item.form is not None and len(item.form.choices) > 1 for item in written)
    for code, found in alike.items():
        if len(found) >= _ALIKE and 2 * len(found) > choosing:
            remark, item = found[0]
            message = f"{remark.message} So it is with {counted(len(found) - 1, 'more question')} of the bank."
            yield code, remark._replace(message=message), item
        else:
            yield from ((code, remark, item) for remark, item in found)


def _found(code: str, remark: Remark, form: QuestionForm, place: _QuestionNode) -> Diagnostic:
    span = place.field("prompt") if remark.choice is None else place.choice(form.choices[remark.choice])
    message, help_ = shortened(remark.message, 200), shortened(remark.help, 200)
    fix = place.ascending() if code == "F005" else ()
    return lint_finding(code, message, place.document.file, span, help=help_, hint=remark.hint, fix=fix)


class _QuestionNode:
    """The node of a question, or of the bank, with the spans of its fields."""

    def __init__(self, located: DocumentReading, question: str | None, markup: Markup = "plain") -> None:
        self._markup = markup
        self.document = located.document
        self._node = Node(located.document, located.places[question] if question else 0)
        self._fields = {name: value for name, (_, value) in self._node.fields().items()}

    @property
    def headline(self) -> Span:
        """The span of the word `questions`."""
        pair = self._node.fields().get("questions")
        return pair[0].span if pair else self._node.span

    def ascending(self) -> tuple[Edit, ...]:
        """Return the edits that put a `sequence` of numbers in order."""
        return ascending(self._fields["sequence"]) if "sequence" in self._fields else ()

    def field(self, name: str) -> Span:
        node = self._fields.get(name, self._node)
        return text_span(node)

    @property
    def picture(self) -> Span:
        """The span of the name of the picture's file."""
        pair = self._fields["image"].fields().get("file") if "image" in self._fields else None
        return pair[1].span if pair else self._node.span

    def choice(self, text: str) -> Span:
        """Return the span of the text of a choice."""
        for name in ("answer", "answers", "distractors"):
            if (node := self._fields.get(name)) is None:
                continue
            for entry in node.items() if node.kind == "list" else (node,):
                pair = entry.fields().get("text") if entry.kind == "mapping" else None
                value = pair[1] if pair else entry
                if text in {tidy_row(value.text), self._seen(value.text)}:
                    return text_span(value)
        return self.field("prompt")

    def _seen(self, text: str) -> str:
        return text if self._markup == "plain" else text_of(tidy_row(text), is_row=True)


class _Suppression:
    """The rules that a bank and its questions switch off, with findings about entries that switch off nothing."""

    def __init__(self, bank: Bank, located: DocumentReading, selection: Selection) -> None:
        self.document: Document = located.document
        self.selection = selection
        self.bank = bank.lint
        self.places = located.places
        self.by_question = {question.id: question.lint for question in bank.questions if question.lint}

    def apply(self, findings: list[Diagnostic]) -> list[Diagnostic]:
        if self.bank is None and not self.by_question:
            return findings
        lines = [self.document.lines.place(self.document.starts[event])[0] for event in self.places.values()]
        # What begins at the left margin, such as the lessons, belongs to no question above it.
        margins = [(key.span.line, "") for key, _ in Node(self.document, 0).pairs()]
        order = sorted([*zip(lines, self.places, strict=True), *margins])
        starts = [line for line, _ in order]
        used: set[tuple[str | None, str]] = set()
        kept: list[Diagnostic] = []
        for finding in findings:
            index = bisect_right(starts, finding.span.line) - 1
            owner = (order[index][1] if index >= 0 else None) or None
            entries = [
                (name, entry)
                for name, lint in ((owner, self.by_question.get(owner or "")), (None, self.bank))
                for entry in (lint.ignore if lint else ())
                if closeness(entry, finding.code)
            ]
            if not entries or finding.severity is Severity.ERROR:
                kept.append(finding)
            used.update(entries)
        return kept + list(self._told(used))

    def _told(self, used: set[tuple[str | None, str]]) -> Iterator[Diagnostic]:
        owners: list[tuple[str | None, Lint]] = list(self.by_question.items())
        if self.bank is not None:
            owners.append((None, self.bank))
        for owner, lint in owners:
            node = Node(self.document, self.places[owner] if owner else 0)
            fields = {name: value for name, (_, value) in node.fields().items()}
            lint_node = fields["lint"]
            yield from self._about(owner, lint, lint_node, used)

    def _about(
        self, owner: str | None, lint: Lint, node: Node, used: set[tuple[str | None, str]]
    ) -> Iterator[Diagnostic]:
        file = self.document.file
        if lint.reason is None and lint.ignore:
            yield lint_finding(
                "S011", "Nothing says why these rules are switched off.", file, node.span, help="add `reason: …`"
            )
        entries = node.fields().get("ignore")
        for entry in entries[1].items() if entries else ():
            name = tidy_text(entry.text)
            if problem := entry_problem(name):
                yield lint_finding("S012", shortened(problem[0], 200), file, entry.span, help=problem[1])
            elif (owner, name) not in used and self._is_told(name):
                here = "in this question" if owner else "in this bank"
                yield lint_finding(
                    "S010", f"`{shortened(name)}` has nothing to say {here}.", file, entry.span, help="remove it"
                )

    def _is_told(self, entry: str) -> bool:
        """Tell whether every rule that an entry names is on and needs nothing but this file, on any day."""
        return not any(closeness(entry, code) for code in (*ACROSS, OUT_OF_DATE)) and all(
            self.selection.is_on(code) for code in LINT if closeness(entry, code)
        )
