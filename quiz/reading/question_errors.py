"""What is wrong with a question, told from its nodes: every problem at its own place, whatever else is broken."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.questions.base import QuestionBase
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.typed import ClozeFault, split_cloze
from quiz.diagnostics.findings import Edit, Span, quoted
from quiz.reading.field_errors import (
    Findings,
    did_you_mean,
    meant_by,
    struct_fields,
    walk,
    walk_struct,
)
from quiz.reading.foreign_words import help_with, place_of, type_help
from quiz.reading.likeness import is_slip
from quiz.reading.normalize import fold, fold_case, tidy_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from quiz.reading.yaml.parser import Node


class _Said(NamedTuple):
    """A text of the bank, cleaned, with the node that says it."""

    text: str
    node: Node


def explain_question(findings: Findings, node: Node, references: Collection[str] | None) -> None:
    """Report everything that is wrong with the question at `node`.

    `references` are the ids of the known references, None where they are not known.
    """
    if node.kind != "mapping":
        findings.add(
            "B005", "A question is a mapping of fields.", node, "write `- id: …` and its other fields below it"
        )
        return
    fields = node.fields()
    kind = _explain_type(findings, node, fields)
    if kind is None:
        _walk_common(findings, fields)
    else:
        skip = _explain_mix_up(findings, kind, fields)
        walk_struct(findings, node, QUESTION_TYPES[kind], _THING[kind], {"type", *skip})
        values = {name: value for name, (_, value) in fields.items()}
        _EXPLAIN[kind](findings, values)
    _explain_support(findings, node, fields, references)


_SUPPORT: Final = ("explanation", "sources")

_THING: Final = {
    "single": "A single question",
    "multiple": "A multiple question",
    "true-false": "A true-false question",
    "number": "A number question",
    "text": "A text question",
    "order": "An order question",
    "match": "A match question",
    "classify": "A classify question",
    "cloze": "A cloze question",
}


def _explain_type(findings: Findings, node: Node, fields: dict[str, tuple[Node, Node]]) -> str | None:
    known = ", ".join(QUESTION_TYPES)
    if "type" not in fields:
        place = fields["id"][1] if "id" in fields else next((key for key, _ in fields.values()), node)
        message = "A question needs the field `type`."
        for name, (key, value) in fields.items():
            if is_slip(name, "type") and tidy_text(value.text) in QUESTION_TYPES:
                findings.add("B002", message, key, "did you mean `type`?", fix=(Edit(key.span, "type"),))
                return None
        findings.add("B002", message, place, f"add `type: …`, one of {known}")
        return None
    value = fields["type"][1]
    name = tidy_text(value.text)
    if name in QUESTION_TYPES:
        return name
    if value.kind != "text":
        findings.add("B005", "`type` should be a text.", value, f"write one of {known}")
    else:
        message = f"`{quoted(name)}` is not a type of question." if name else "`type` is empty."
        help_ = type_help(name) or did_you_mean(name, list(QUESTION_TYPES), f"write one of {known}")
        findings.add("B004", message, value, help_)
    return None


def _walk_common(findings: Findings, fields: dict[str, tuple[Node, Node]]) -> None:
    """Report problems with the fields that all types share, and the words of other formats, where there is no type."""
    for name, field in struct_fields(QuestionBase).items():
        if name in fields:
            walk(findings, fields[name][1], field.type, name)
    known = _known()
    for name, (key, value) in fields.items():
        if name not in known and (place := place_of(name, "question", known)):
            message = f"A question has no field `{quoted(name)}`."
            findings.add("B003", message, key, help_with(quoted(name), place, value, fields))


@cache
def _known() -> frozenset[str]:
    """Return every field that a question of any type has."""
    return frozenset({"type"}.union(*map(struct_fields, QUESTION_TYPES.values())))


def _explain_mix_up(findings: Findings, kind: str, fields: dict[str, tuple[Node, Node]]) -> set[str]:
    """Report `answer` where `answers` belongs, or the other way; return the fields that this settles."""
    known = struct_fields(QUESTION_TYPES[kind])
    for right, wrong in (("answer", "answers"), ("answers", "answer")):
        if right in known and right not in fields and wrong in fields:
            article = "a list" if right == "answers" else "one value"
            findings.add(
                "B015",
                f"{_THING[kind]} has `{right}`, not `{wrong}`.",
                fields[wrong][0],
                f"write `{right}:` with {article}" + ("" if kind != "single" else ", or `type: multiple`"),
            )
            return {right, wrong}
    if "answer" in known and "answer" in fields and fields["answer"][1].kind == "list":
        other = ", or `type: multiple` with `answers:`" if kind == "single" else ""
        findings.add(
            "B015", f"{_THING[kind]} has one answer, not a list.", fields["answer"][1], f"write `answer: …`{other}"
        )
        return {"answer"}
    return set()


def _explain_support(
    findings: Findings, node: Node, fields: dict[str, tuple[Node, Node]], references: Collection[str] | None
) -> None:
    place = fields["id"][1] if "id" in fields else next((key for key, _ in fields.values()), node)
    support = {name: field.type for name, field in struct_fields(QuestionBase).items() if name in _SUPPORT}
    unknown = [name for name in fields if name not in _known()]
    misspelt = {field for name in unknown for field in meant_by(name, fields, support, "question").fields}
    if "explanation" not in fields and "explanation" not in misspelt:
        findings.add("B040", "The question has no explanation.", place, "add `explanation: …`: why the answer is right")
    sources = fields["sources"][1] if "sources" in fields else None
    if sources is None or sources.plain == []:
        if "sources" not in misspelt:
            help_ = "add `sources:` with a line `- reference, place in it`"
            findings.add("B041", "The question has no source.", place, help_)
        return
    if references is None:
        return
    for source in sources.items():
        said = _reference_of(source)
        if said is None or said.text in references:
            continue
        otherwise = (
            "add it to the `references` in sources.yaml" if references else "list it in sources.yaml beside the bank"
        )
        findings.add(
            "B042",
            f"There is no reference `{quoted(said.text)}`.",
            said.node if source.kind == "mapping" else _start_of(source, said.text),
            did_you_mean(said.text, list(references), otherwise),
        )


def _reference_of(source: Node) -> _Said | None:
    if source.kind == "mapping":
        ref = source.fields().get("ref")
        return _Said(tidy_text(ref[1].text), ref[1]) if ref and ref[1].text else None
    text = tidy_text(source.text).partition(",")[0].strip()
    return _Said(text, source) if tidy_text(source.text) else None


def _start_of(node: Node, text: str) -> Span:
    """The part of a node at its start that says `text`; all of it where that cannot be told."""
    document = node.document
    start = node.start + (node.style in {"'", '"'})
    if document.text.startswith(text, start):
        return document.lines.span(start, start + len(text))
    return node.span


def _choice(node: Node | None) -> Iterator[_Said]:
    if node is None:
        return
    if node.kind == "mapping":
        text = node.fields().get("text")
        node = text[1] if text else node
    if text_ := tidy_text(node.text):
        yield _Said(text_, node)


def _choices(node: Node | None) -> Iterator[_Said]:
    for item in node.items() if node else ():
        yield from _choice(item)


def _texts(node: Node | None) -> list[_Said]:
    return [_Said(text, item) for item in (node.items() if node else ()) if (text := tidy_text(item.text))]


def _explain_equals(
    findings: Findings, entries: Iterable[_Said], code: str, message: str, help_: str = "change or remove one of them"
) -> None:
    """Report entries that are the same as an earlier one, or the same but for capitals."""
    exact: dict[str, _Said] = {}
    loose: dict[str, _Said] = {}
    for entry in entries:
        if first := exact.get(fold(entry.text)):
            findings.add(code, message.format(quoted(entry.text)), entry.node, help_, first=first.node)
        elif first := loose.get(fold_case(entry.text)):
            findings.add(
                "B022",
                f"`{quoted(entry.text)}` and `{quoted(first.text)}` differ only in capitals.",
                entry.node,
                help_,
                first=first.node,
            )
        exact.setdefault(fold(entry.text), entry)
        loose.setdefault(fold_case(entry.text), entry)


def _explain_choices(findings: Findings, answers: list[_Said], fields: dict[str, Node]) -> None:
    distractors = list(_choices(fields.get("distractors")))
    right = {fold(answer.text): answer for answer in reversed(answers)}
    for distractor in distractors:
        if answer := right.get(fold(distractor.text)):
            findings.add(
                "B023",
                f"`{quoted(distractor.text)}` is an answer and a distractor.",
                distractor.node,
                "remove it from one of the two",
                first=answer.node,
                label="the answer",
            )
    others = [distractor for distractor in distractors if fold(distractor.text) not in right]
    _explain_equals(findings, [*answers, *others], "B021", "The choice `{}` stands twice.")
    _explain_sequence(findings, fields.get("sequence"), [*answers, *distractors])


def _explain_sequence(findings: Findings, sequence: Node | None, choices: list[_Said]) -> None:
    if sequence is None or sequence.kind != "list":
        return
    known = {fold(choice.text): choice.text for choice in choices}
    exact = {choice.text for choice in choices}
    listed: set[str] = set()
    for entry in _texts(sequence):
        name = fold(entry.text)
        if name in listed:
            findings.add(
                "B025", f"`{quoted(entry.text)}` stands twice in `sequence`.", entry.node, "remove one of them"
            )
        elif entry.text not in exact:
            otherwise = "write it as in `answer` and `distractors`"
            same = f"did you mean `{quoted(known[name])}`?" if name in known else None
            findings.add(
                "B025",
                f"`{quoted(entry.text)}` is not one of the choices.",
                entry.node,
                same or did_you_mean(entry.text, list(known.values()), otherwise),
            )
        listed.add(name)
    if missing := [quoted(text) for name, text in known.items() if name not in listed]:
        names = ", ".join(f"`{name}`" for name in missing)
        findings.add("B025", f"`sequence` leaves out {names}.", sequence, "list every choice once")


def _explain_single(findings: Findings, fields: dict[str, Node]) -> None:
    _explain_choices(findings, list(_choice(fields.get("answer"))), fields)


def _explain_multiple(findings: Findings, fields: dict[str, Node]) -> None:
    _explain_choices(findings, list(_choices(fields.get("answers"))), fields)


def _explain_nothing(_findings: Findings, _fields: dict[str, Node]) -> None:
    """The fields say it all."""


def _explain_order(findings: Findings, fields: dict[str, Node]) -> None:
    _explain_equals(findings, _texts(fields.get("items")), "B028", "The item `{}` stands twice.")


def _explain_match(findings: Findings, fields: dict[str, Node]) -> None:
    pairs = list(fields["pairs"].pairs()) if "pairs" in fields else []
    lefts = [_Said(text, key) for key, _ in pairs if (text := tidy_text(key.text))]
    _explain_equals(findings, lefts, "B028", "The left side `{}` stands twice.")
    rights: dict[str, _Said] = {}
    for _, value in pairs:
        if text := tidy_text(value.text):
            # The very same text may serve several lefts; texts that only look the same would show twice.
            first = rights.setdefault(fold_case(text), _Said(text, value))
            if first.text != text:
                findings.add(
                    "B022",
                    f"`{quoted(text)}` and `{quoted(first.text)}` are the same but for capitals or spaces.",
                    value,
                    "write both in the same way if they are meant to be one",
                    first=first.node,
                )
    distractors = _texts(fields.get("distractors"))
    exact = {fold(right.text): right for right in rights.values()}
    for distractor in distractors:
        if fits := exact.get(fold(distractor.text)):
            findings.add(
                "B027",
                f"The distractor `{quoted(distractor.text)}` is the right-hand side of a pair.",
                distractor.node,
                "remove it, or write one that fits nothing",
                first=fits.node,
                label="the pair",
            )
    others = [distractor for distractor in distractors if fold(distractor.text) not in exact]
    _explain_equals(findings, [*rights.values(), *others], "B028", "The distractor `{}` stands twice.")


def _explain_classify(findings: Findings, fields: dict[str, Node]) -> None:
    pairs = list(fields["categories"].pairs()) if "categories" in fields else []
    names = [_Said(text, key) for key, _ in pairs if (text := tidy_text(key.text))]
    _explain_equals(findings, names, "B028", "The category `{}` stands twice.")
    places: dict[str, tuple[Node, _Said]] = {}
    kept: list[_Said] = []
    for key, value in pairs:
        for entry in _texts(value):
            category, first = places.setdefault(fold(entry.text), (key, entry))
            if category is key:
                kept.append(entry)
                continue
            findings.add(
                "B026",
                f"`{quoted(entry.text)}` stands in the categories `{quoted(category.text)}` and `{quoted(key.text)}`.",
                entry.node,
                "leave it in the one where it belongs",
                first=first.node,
            )
    _explain_equals(findings, kept, "B028", "The item `{}` stands twice.")


def _explain_cloze(findings: Findings, fields: dict[str, Node]) -> None:
    node = fields.get("text")
    if node is None or not (text := tidy_text(node.text, prose=True)):
        return
    try:
        segments = split_cloze(text)
    except ClozeFault as fault:
        message = str(fault)
        what, _, help_ = message.partition("; ")
        findings.add("B029", f"{what[0].upper()}{what[1:]}.", _blank_span(node, text, fault.offset), help_ or None)
        return
    if all(isinstance(segment, str) for segment in segments):
        findings.add(
            "B029", "The text has no blank.", node, "write each blank as {{answer}} or {{answer|other spelling}}"
        )


def _blank_span(node: Node, text: str, offset: int) -> Span:
    """Where in the file the blank stands that opens at `offset` of the text: the same in number among all openings."""
    document = node.document
    number = text.count("{{", 0, offset) + 1
    stop = document.ends[node.event]
    at = node.start - 1
    for _ in range(number):
        at = document.text.find("{{", at + 1 if at < node.start else at + 2, stop)
        if at < 0:
            return node.span
    return document.lines.span(at, at + 2)


_EXPLAIN: Final[dict[str, Callable[[Findings, dict[str, Node]], None]]] = {
    "single": _explain_single,
    "multiple": _explain_multiple,
    "true-false": _explain_nothing,
    "number": _explain_nothing,
    "text": _explain_nothing,
    "order": _explain_order,
    "match": _explain_match,
    "classify": _explain_classify,
    "cloze": _explain_cloze,
}
