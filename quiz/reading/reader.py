"""From the bytes of a bank file to a `Bank` and everything there is to say about it.

Nearly every question of nearly every bank has no fault: it is converted in one step and given a quick look. Only where
one of the two fails is it taken apart again, node by node. A faulty question is left out and the others stay playable.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from quiz.bank.model import Bank, Reference
from quiz.bank.questions.base import Lint, ref_of
from quiz.bank.questions.registry import Question
from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic, is_error, sorted_findings
from quiz.reading.collector import MAX_FINDINGS, Findings
from quiz.reading.drafts import is_draft, is_lack
from quiz.reading.fast_check import is_sound
from quiz.reading.normalize import is_tidy, tidy_question, tidy_text
from quiz.reading.reading import Reading
from quiz.reading.yaml.document import Document, Node
from quiz.reading.yaml.parser import read_nodes
from quiz.text import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from quiz.bank.lessons import Event, Lesson
    from quiz.bank.markup import Markup
    from quiz.reading.passages import Passages


_MAKERS: Final = frozenset({"questions", "lessons", "passages", "events", "id", "title"})
"""The fields of which a bank has at least one."""

_NAMED_ELSEWHERE: Final = frozenset({"B032", "B033", "B050", "B071", "B072"})
"""The codes of what names a question, a passage or a lesson that is not there, or has none."""


_JOINED: Final = frozenset({"Y035", "Y036"})
"""The codes of a line that is one space off, so that it is read as a part of the one above."""

_ID_LINE: Final = re.compile(r"\s*(?:-\s+)?id:")


def _blamed(told: list[Diagnostic], found: list[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Give the blame for an error to the line that was read into the one above, and leave out what it led to there."""
    joined = {one.span.line - 1 for one in told if one.code in _JOINED}
    wrong = {one.span.line for one in found if is_error(one)} & joined if joined else set[int]()
    if not wrong:
        return told, found
    graver = [
        replace(one, severity=Severity.ERROR) if one.code in _JOINED and one.span.line - 1 in wrong else one
        for one in told
    ]
    return graver, [one for one in found if not (is_error(one) and one.span.line in wrong)]


class DocumentReading(NamedTuple):
    """A reading with the document that it came from.

    places: the event at which each question by id stands in it. references: all that may be cited, by id.
    """

    reading: Reading
    document: Document
    places: dict[str, int]
    references: Mapping[str, Reference]


def read_bank(data: bytes, file: str, shared: Mapping[str, Reference] | None = None) -> Reading:
    """Read the bytes of a bank file.

    `shared` are the references of its `sources.yaml`: empty where there is none, None where they cannot be known, so
    that citations are not checked against them.
    """
    return read_located(data, file, shared).reading


def read_located(
    data: bytes, file: str, shared: Mapping[str, Reference] | None = None, *, drafts_too: bool = False
) -> DocumentReading:
    """Read the bytes of a bank file as `read_bank` does, and keep where everything stands.

    With `drafts_too` its drafts are questions like all others.
    """
    with no_collection():
        document = read_nodes(data, file)
        root = document.root
        if root is None:
            return DocumentReading(Reading(None, sorted_findings(document.diagnostics)), document, {}, shared or {})
        reader = _Reader(document, root, shared, drafts_too=drafts_too)
        return DocumentReading(reader.read(), document, reader.places, reader.references)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking the growing tree again and again: nothing in it is a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _is_something_else(root: Node, document: Document) -> bool:
    """Tell whether a file has no field that makes a bank, not even misspelt or by another format's word."""
    from quiz.reading.foreign_words import place_of
    from quiz.reading.likeness import is_slip

    names = root.fields()
    if not names or document.lost or not _MAKERS.isdisjoint(names):
        return False
    return not any(
        any(is_slip(name, maker) for maker in _MAKERS)
        or ((place := place_of(name, "bank", {})) is not None and not _MAKERS.isdisjoint(place.fields))
        for name in names
    )


class _Reader:
    def __init__(
        self, document: Document, root: Node, shared: Mapping[str, Reference] | None, *, drafts_too: bool
    ) -> None:
        self.document = document
        self.root = root
        self.shared = shared
        self.references: dict[str, Reference] = dict(shared or {})
        self.places: dict[str, int] = {}
        self._drafts_too = drafts_too
        self._drafts: list[Question] = []
        self._passages: Passages | None = None
        self._findings: Findings | None = None

    @property
    def findings(self) -> Findings:
        """What was found, made only when something is."""
        if self._findings is None:
            self._findings = Findings(self.document.file)
        return self._findings

    def read(self) -> Reading:
        bank = self._bank()
        found = self._findings.found if self._findings else []
        told, rest = _blamed(self.document.diagnostics, self._without_follow_ons(found))
        return Reading(bank, sorted_findings((*told, *rest)))

    def _without_follow_ons(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Leave out what is wrong on a line, or missing, only because of a slip in its YAML, which is told already."""
        slips = [one for one in self.document.diagnostics if is_error(one)]
        lines = {span.line for one in slips for span in (one.span, *(related.span for related in one.related))}
        if not lines:
            return found
        missing, above = self._missing_codes(lines), self._lost_above()
        return [
            one
            for one in found
            if one.code not in missing and not (is_error(one) and (one.span.line in lines or one.span.line <= above))
        ]

    def _lost_above(self) -> int:
        """Return the line of `questions:` where a slip has taken lines above it, else 0."""
        questions = self.root.fields().get("questions") if self.document.lost else None
        line = questions[0].span.line if questions else 0
        return line if any(lost.start < line for lost in self.document.lost) else 0

    def _missing_codes(self, slips: Collection[int]) -> frozenset[str]:
        """Return the codes of what may be missing only because a slip took it. slips: the lines of all."""
        document = self.document
        if not document.lost:
            written = document.text.split("\n")
            is_of_name = any(_ID_LINE.match(written[line - 1]) for line in slips if line <= len(written))
            return _NAMED_ELSEWHERE if is_of_name else frozenset()
        questions = self.root.fields().get("questions")
        stop = document.ends[document.closes.get(questions[1].event, questions[1].event)] if questions else 0
        last = document.lines.place(stop)[0]
        is_whole = all(lost.stop <= min(last, len(document.lines)) for lost in document.lost)
        return _NAMED_ELSEWHERE if is_whole else frozenset({*_NAMED_ELSEWHERE, "B042"})

    def _bank(self) -> Bank | None:
        from quiz.bank.format.fields import BankForm
        from quiz.reading.field_errors import walk_struct

        if self.root.kind != "mapping":
            help_ = "start with `id:`, `title:` and `questions:`, each on a line of its own"
            self.findings.add("B001", "A bank is a mapping of fields.", self.root, help_)
            return None
        elsewhere = ("questions", "references", "passages", "lessons", "events")
        if _is_something_else(self.root, self.document):
            help_ = (
                "a bank has `id:`, `title:` and `questions:`; to import what another program wrote: quiz import FILE"
            )
            self.findings.add("B001", "This is no bank: it has no `questions:`.", self.root, help_)
            return None
        walk_struct(self.findings, self.root, BankForm, "A bank", skip=elsewhere)
        fields = {name: value for name, (_, value) in self.root.fields().items()}
        if "references" in fields:
            from quiz.reading.references import read_references

            self.references.update(read_references(self.findings, fields["references"]))
        faulty = {found.span for found in self.findings.found if is_error(found)}  # spans cost a pass: asked for last
        texts = {
            name: tidy_text(value.text, prose=name == "description")
            for name, value in fields.items()
            if value.kind == "text" and value.text and not (faulty and value.span in faulty)
        }
        if "passages" in fields:
            self._read_passages(fields["passages"])
        questions = self._questions(fields.get("questions"))
        if self._passages is not None:
            self._passages_unused(fields.get("questions"))
        lessons, events = self._lessons(fields, texts.get("id", ""))
        if "id" not in texts or "title" not in texts:
            return None
        authors = fields["authors"].items() if "authors" in fields else ()
        passages = tuple(self._passages.by_id.values()) if self._passages is not None else ()
        citing = (*questions, *self._drafts, *passages, *lessons, *events)
        cited = {ref_of(source) for one in citing for source in one.sources}
        return Bank(
            id=texts["id"],
            title=texts["title"],
            topic=texts.get("topic") or texts["title"],
            description=texts.get("description"),
            language=texts.get("language") or "en",
            markup=self._markup,
            authors=tuple(text for author in authors if (text := tidy_text(author.text))),
            license=texts.get("license"),
            updated=texts.get("updated"),
            passages=passages,
            questions=questions,
            drafts=tuple(self._drafts),
            lessons=lessons,
            events=events,
            references={name: reference for name, reference in self.references.items() if name in cited},
            lint=_lint(fields.get("lint")),
        )

    def _lessons(self, fields: dict[str, Node], bank: str) -> tuple[tuple[Lesson, ...], tuple[Event, ...]]:
        if "lessons" not in fields and "events" not in fields:
            return (), ()
        from quiz.reading.lessons import Known, read_events, read_lessons

        known = Known(bank, self._markup, self.places, None if self.shared is None else self.references)
        lessons = read_lessons(self.findings, fields["lessons"], known) if "lessons" in fields else ()
        events = read_events(self.findings, fields["events"], known) if "events" in fields else ()
        return lessons, events

    @property
    def _markup(self) -> Markup:
        field = self.root.fields().get("markup")
        return "markdown" if field is not None and tidy_text(field[1].text) == "markdown" else "plain"

    def _read_passages(self, node: Node) -> None:
        from quiz.reading.passages import read_passages

        known = None if self.shared is None else self.references
        self._passages = read_passages(self.findings, node, self._markup, known)

    def _passages_unused(self, questions: Node | None) -> None:
        from quiz.reading.passages import tell_unused

        assert self._passages is not None
        written = questions.plain if questions is not None and questions.kind == "list" else ()
        tell_unused(self.findings, self._passages, written)

    def _questions(self, node: Node | None) -> tuple[Question, ...]:
        if node is None:
            help_ = "add `questions:` and a `- id: …` for each question below it"
            self.findings.add("B050", "The bank has no questions.", self._first_key(), help_)
            return ()
        if node.kind != "list" or not node.plain:
            empty = not node.plain
            message = "The bank has no questions." if empty else "`questions` should be a list."
            help_ = "write a `- id: …` for each question below `questions:`"
            self.findings.add("B050" if empty else "B005", message, node, help_)
            return ()
        document = self.document
        every_tidy = is_tidy([value for value in document.values if value.__class__ is str])
        known = None if self.shared is None else self.references
        places = self.places
        passages = self._passages.by_id if self._passages is not None else {}
        questions: list[Question] = []
        unseen = drafts = 0
        for event in document.children(node.event):
            data: Any = document.values[event]
            question = None
            is_kept_back = not self._drafts_too and is_draft(data)
            drafts += is_kept_back
            kept = self._drafts if is_kept_back else questions
            if data.__class__ is dict:
                if not every_tidy and not is_tidy(_texts(document, event)):
                    data = tidy_question(data)
                question = _convert(data)
            if (
                question is not None
                and is_sound(question, data, known, passages)
                and question.id not in places
                and not document.is_refused(event)
            ):
                places[question.id] = event
                kept.append(question)
            elif self._findings is not None and len(self._findings.found) > MAX_FINDINGS:
                unseen += 1
            elif self._explain(event, question, known, places, is_draft=is_kept_back) and question is not None:
                kept.append(question)
        if self._findings is not None:
            from quiz.reading.support_errors import tell_once_of_no_support

            every = (document.values[event] for event in document.children(node.event))
            tell_once_of_no_support(self._findings, every, self._first_key())
        if unseen:
            message = f"{counted(unseen, 'more doubtful question')} were not looked at and are left out."
            self.findings.add("B052", message, self._first_key("questions"), "mend those that are told first")
        return tuple(questions)

    def _explain(
        self,
        event: int,
        question: Question | None,
        known: Mapping[str, Reference] | None,
        places: dict[str, int],
        *,
        is_draft: bool,
    ) -> bool:
        """Report everything about a question that is not plainly right; tell whether it can be played all the same.

        What a draft lacks is not reported.
        """
        from quiz.reading.question_errors import explain_question

        findings = self.findings
        before, told = findings.errors, len(findings.found)
        node = Node(self.document, event)
        explain_question(findings, node, known, self._passages.places if self._passages is not None else ())
        refused = self.document.is_refused(event)
        if question is None and findings.errors == before and not refused:
            findings.add("B005", "This question cannot be read.", node, "compare it with one that can")
        name = node.fields().get("id")
        if name is not None and (text := tidy_text(name[1].text)):
            if text in places:
                first = Node(self.document, places[text])
                place = first.fields()["id"][1]
                lines = f"on lines {place.span.line} and {name[1].span.line}"
                message = f"Two questions have the id `{shortened(text)}`, {lines}."
                findings.add("B020", message, name[1], "give one of them another id", first=place)
            else:
                places[text] = event
        if is_draft:
            findings.forget(told, is_lack)
        # What is wrong with a passage is told there; a question about it cannot be played.
        is_about = question.passage if question is not None else None
        lacks = is_about is not None and (self._passages is None or is_about not in self._passages.by_id)
        return findings.errors == before and not refused and not lacks

    def _first_key(self, name: str | None = None) -> Node:
        pairs = self.root.fields()
        key = pairs.get(name) if name else next(iter(pairs.values()), None)
        return key[0] if key else self.root


def _lint(node: Node | None) -> Lint | None:
    try:
        return None if node is None else msgspec.convert(tidy_question({"lint": node.plain})["lint"], Lint)
    except msgspec.ValidationError:
        return None


def _convert(data: dict[str, Any]) -> Question | None:
    try:
        return msgspec.convert(data, Question, strict=False)  # type: ignore[no-any-return]
    except (msgspec.ValidationError, ValueError, ArithmeticError):
        return None


def _texts(document: Document, event: int) -> list[str]:
    return [value for value in document.values[event : document.closes[event]] if isinstance(value, str)]
