"""Reads the lessons and events of a bank. What has faults is reported and left out, and the others stay."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import msgspec

from quiz.bank.lessons import NAME_PATTERN, Event, Lesson, circles, full_name
from quiz.diagnostics.suggest import did_you_mean
from quiz.reading.citation_errors import explain_citations
from quiz.reading.collector import MAX_FINDINGS
from quiz.reading.field_errors import walk_struct
from quiz.reading.normalize import tidy_fields, tidy_text
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from quiz.bank.lessons import FullName
    from quiz.bank.markup import Markup
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node

_NAME: Final = re.compile(NAME_PATTERN)

_TOLD: Final = 20
"""How many circles are told."""

_NAMED: Final = 5
"""How many lessons of a circle are named."""

CIRCLE_REMEDY: Final = "remove one of the names from `after`"

_GUESSED: Final = 100
"""For how many unknown names the one that was meant is looked for: that takes a while in a long bank."""

_SUBJECTS: Final[dict[type[Lesson | Event], str]] = {Lesson: "A lesson", Event: "An event"}

Part = TypeVar("Part", Lesson, Event)


class Known(NamedTuple):
    """What lessons and events may name.

    bank: the id of the bank. markup: how it is written. questions: the ids of all its questions, drafts and faulty ones
    too. references: the ids of the references, None where they are not known.
    """

    bank: str
    markup: Markup
    questions: Collection[str]
    references: Collection[str] | None


def read_lessons(findings: Findings, node: Node, known: Known) -> tuple[Lesson, ...]:
    """Read a list of lessons; what they come after is checked among all that have an id."""
    lessons: list[Lesson] = []
    places: dict[str, Node] = {}
    entries: dict[str, Node] = {}
    for entry in _entries(findings, node, Lesson):
        lesson = _read(findings, entry, Lesson, known)
        name = entry.fields().get("id")
        if name is not None and (text := tidy_text(name[1].text)):
            if text in places:
                message = f"Two lessons have the id `{shortened(text)}`."
                findings.add("B070", message, name[1], "give one of them another id", first=places[text])
                continue
            places[text], entries[text] = name[1], entry
        if lesson is not None:
            lessons.append(msgspec.structs.replace(lesson, markup=lesson.markup or known.markup))
    _explain_order(findings, entries, known.bank)
    return tuple(lessons)


def read_events(findings: Findings, node: Node, known: Known) -> tuple[Event, ...]:
    """Read a list of events."""
    entries = _entries(findings, node, Event)
    return tuple(event for entry in entries if (event := _read(findings, entry, Event, known)) is not None)


def _entries(findings: Findings, node: Node, struct: type[Lesson | Event]) -> Iterator[Node]:
    """Give the mappings of a list, as many as are looked at where nearly all have faults."""
    thing, first = struct.__name__.lower(), struct.__struct_encode_fields__[0]
    if node.kind != "list":
        if node.kind != "text" or node.text:
            help_ = f"write `- {first}: …` lines below `{thing}s:`"
            findings.add("B005", f"`{thing}s` should be a list.", node, help_)
        return
    for entry in node.items():
        if len(findings.found) > MAX_FINDINGS:
            message = f"The {thing}s from here on were not looked at and are left out."
            findings.add("B052", message, entry, "mend those that are told first")
            return
        if entry.kind == "mapping":
            yield entry
        else:
            help_ = f"write `- {first}: …` and its other fields below it"
            findings.add("B005", f"{_SUBJECTS[struct]} is a mapping of fields.", entry, help_)


def _read(findings: Findings, entry: Node, struct: type[Part], known: Known) -> Part | None:
    """Report what is wrong with a lesson or event; return it where its fields can be read."""
    before = findings.errors
    walk_struct(findings, entry, struct, _SUBJECTS[struct])
    is_whole = findings.errors == before and not entry.document.is_refused(entry.event)
    fields = entry.fields()
    if "sources" in fields:
        explain_citations(findings, fields["sources"][1], known.references)
    if "questions" in fields:
        _explain_questions(findings, fields["questions"][1], known)
    if not is_whole:
        return None
    plain = entry.plain
    assert isinstance(plain, dict)
    part: Part = msgspec.convert(tidy_fields(plain, struct.PROSE), struct, strict=False)
    return part


def _explain_questions(findings: Findings, names: Node, known: Known) -> None:
    for node in names.items():
        name = tidy_text(node.text)
        if not _NAME.fullmatch(name):
            continue
        bank, asked = full_name(name, known.bank)
        if bank == known.bank and asked not in known.questions:
            message = f"The bank has no question `{shortened(asked)}`."
            findings.add("B072", message, node, _meant(findings, asked, known.questions, "write the id of a question"))


def _explain_order(findings: Findings, entries: dict[str, Node], bank: str) -> None:
    """Report what lessons come after and is none of the bank, and those that come after each other in a circle."""
    after: dict[FullName, dict[FullName, Node]] = {}
    for id_, entry in entries.items():
        pair = entry.fields().get("after")
        nodes = pair[1].items() if pair else ()
        names = {full_name(text, bank): node for node in nodes if _NAME.fullmatch(text := tidy_text(node.text))}
        after[full_name(id_, bank)] = names
        for name, node in names.items():
            if name.bank == bank and name.id not in entries:
                message = f"The bank has no lesson `{shortened(name.id)}`."
                findings.add("B071", message, node, _meant(findings, name.id, entries, "write the id of a lesson"))
    for circle in islice(circles(after), _TOLD):
        place = after[circle[-1]][circle[0]]
        findings.add("B073", circle_message([name.id for name in circle]), place, CIRCLE_REMEDY)


def circle_message(names: Sequence[str]) -> str:
    """Say that lessons come after each other in a circle."""
    *first, last = [f"`{shortened(name)}`" for name in names[:_NAMED]]
    if not first:
        return f"The lesson {last} comes after itself."
    if len(names) > _NAMED:
        first, last = [*first, last], f"{len(names) - _NAMED} more"
    return f"The lessons {', '.join(first)} and {last} come after each other in a circle."


def _meant(findings: Findings, name: str, known: Collection[str], otherwise: str) -> str:
    is_guessed = len(findings.found) < _GUESSED
    return (did_you_mean(name, list(known), otherwise) if is_guessed else None) or otherwise
