"""Walks a faulty part of a bank field by field and reports every problem at its node, in words an author knows."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from msgspec import inspect

from quiz.bank.format.fields import BankForm
from quiz.bank.identifiers import slug
from quiz.bank.lessons import NAME_PATTERN, Event, Lesson
from quiz.bank.passage import Passage
from quiz.bank.questions.base import (
    DATE_PATTERN,
    DAY_PATTERN,
    ID_PATTERN,
    NUMBER_PATTERN,
    Choice,
    Citation,
    Distractor,
    Lint,
    NearNumber,
    NearText,
    Picture,
    QuestionBase,
    TruthFeedback,
)
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.diagnostics.findings import Edit
from quiz.diagnostics.suggest import suggestion
from quiz.reading.collector import Findings
from quiz.reading.foreign_words import help_with, is_foreign, place_of
from quiz.reading.likeness import folded, is_slip
from quiz.reading.normalize import tidy_text
from quiz.reading.questions.base import is_date, is_day
from quiz.reading.value_errors import (
    KINDS,
    kind_help,
    walk_flag,
    walk_literal,
    walk_number,
    walk_number_text,
    wrong_kind,
)
from quiz.reading.yaml.quoting import quoting
from quiz.reading.yaml.stray_lines import FIELD_NAMES, odd_items, unfolded_text
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.reading.yaml.document import Node

_TOLD: Final = 50
"""How many unknown fields of one mapping are told."""

_READ_ELSEWHERE: Final = ("questions", "references", "passages", "lessons", "events")
"""Lists whose entries are read one by one, those with faults left out."""

_LIKENESS: Final = 0.75
"""How alike, up to 1, an unknown field and a known one must be for this one to be named as the one that was meant."""


@cache
def struct_fields(struct: type[msgspec.Struct]) -> dict[str, inspect.Field]:
    """Return the fields of a struct by the name they have in a file."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    return {field.encode_name: field for field in described.fields}


class Meant(NamedTuple):
    """What was meant by an unknown field: the fields it stands for, what to type, and the edit where that is sure."""

    fields: tuple[str, ...] = ()
    help: str | None = None
    fix: tuple[Edit, ...] = ()


def meant_by(
    name: str, named: Mapping[str, tuple[Node, Node]], fields: Mapping[str, inspect.Type], thing: str
) -> Meant:
    """Return what was meant by the unknown field `name` of a mapping with the pairs `named`.

    `fields` are the types of the fields that are known there, `thing` is what the mapping is, as foreign words know it.
    """
    key, value = named[name]
    slips = [field for field in fields if is_slip(name, field) and field not in named]
    fitting = [field for field in slips if _fits(value, fields[field], field)]
    if len(fitting) == 1:
        (field,) = fitting
        rivals = [other for other in named if other not in fields and is_slip(other, field)]
        fix = (Edit(key.span, field),) if len(rivals) == 1 else ()
        return Meant((field,), f"did you mean `{field}`?", fix)
    same = next((field for field in fields if folded(field) == folded(name)), None)
    if same is not None:
        help_ = f"`{same}` is there already: remove one of the two" if same in named else f"did you mean `{same}`?"
        return Meant((same,), help_)
    if (thing, folded(name)) == ("choice", "credit"):
        return Meant((), "only a distractor of a `single` question takes `credit`: remove it")
    if place := place_of(name, thing, fields):
        return Meant(place.fields, help_with(shortened(name), place, value, named))
    if owners := [kind for kind, struct in QUESTION_TYPES.items() if name in struct_fields(struct)]:
        whose = f"{' and '.join(owners)} questions have it" if thing == "question" else "a question has it"
        return Meant((), f"`{name}` does not belong here: {whose}")
    if thing != "bank" and name in struct_fields(BankForm):
        return Meant((), f"`{name}` belongs to the bank: write it at the left margin, above or below the questions")
    meant = slips[0] if slips else suggestion(name, fields, _LIKENESS)
    return Meant((meant,), f"did you mean `{meant}`?") if meant else Meant()


def _fits(value: Node, expected: inspect.Type, name: str) -> bool:
    """Tell whether a value could stand in a field: it has no error there."""
    if name in _READ_ELSEWHERE:
        return value.kind == "list"
    scratch = Findings(value.document.file)
    walk(scratch, value, expected, name)
    return not scratch.errors


_THINGS: Final[dict[type[msgspec.Struct], str]] = {
    Choice: "choice",
    Distractor: "choice",
    Citation: "citation",
    Lint: "lint",
    Lesson: "lesson",
    Event: "event",
    Passage: "passage",
    Picture: "picture",
    TruthFeedback: "truth",
    NearNumber: "near",
    NearText: "near",
}


def thing_of(struct: type[msgspec.Struct]) -> str:
    """Return what a mapping of this struct is, as foreign words know it."""
    return "question" if issubclass(struct, QuestionBase) else _THINGS.get(struct, "bank")


def walk_struct(
    findings: Findings, node: Node, struct: type[msgspec.Struct], thing: str, skip: Iterable[str] = ()
) -> None:
    """Report every problem with the fields of a mapping that should be a `struct`; fields in `skip` are left alone."""
    fields = struct_fields(struct)
    left = frozenset(skip)
    named = node.fields()
    for key, _ in node.pairs():
        first, _ = named[tidy_text(key.text)]
        if first.text != key.text:  # the very same key is a slip of YAML, told there
            message = f"{thing} has the field `{shortened(key.text)}` twice."
            findings.add("B003", message, key, "remove one of the two", first=first)
    needed = [name for name, field in fields.items() if field.required]
    if issubclass(struct, QuestionBase) and struct.ONE_OF and not any(name in named for name in struct.ONE_OF):
        needed.append(struct.ONE_OF[0])
    missing = [name for name in needed if name not in named and name not in left]
    types = {name: field.type for name, field in fields.items()}
    unknown = [name for name in named if name not in fields and name not in left]
    if struct.__struct_config__.forbid_unknown_fields:
        settled = walk_unknown(findings, unknown, named, types, thing, thing_of(struct), missing)
        if issubclass(struct, QuestionBase) and settled & {*struct.ONE_OF}:
            settled |= {*struct.ONE_OF}
        missing = [name for name in missing if name not in settled]
    for name in missing:
        slip = next(
            (other for other in unknown if is_slip(other, name) and _fits(named[other][1], types[name], name)), ""
        )
        if slip:  # where fields beside the known ones are allowed, only a missing one makes a slip of them
            key = named[slip][0]
            findings.add(
                "B002",
                f"{thing} needs the field `{name}`.",
                key,
                f"did you mean `{name}`?",
                fix=(Edit(key.span, name),),
            )
        elif name == "distractors":
            help_ = "add `distractors:` and `- …`"
            findings.add("B024", f"{thing} needs `distractors`.", _headline(node, named), help_)
        else:
            findings.add("B002", f"{thing} needs the field `{name}`.", _headline(node, named), f"add `{name}: …`")
    for name, (_, value) in named.items():
        if name in fields and name not in left:
            walk(findings, value, fields[name].type, name)


def walk_unknown(
    findings: Findings,
    unknown: Sequence[str],
    named: Mapping[str, tuple[Node, Node]],
    fields: Mapping[str, inspect.Type],
    subject: str,
    thing: str,
    missing: Sequence[str] = (),
) -> set[str]:
    """Report fields that are not known; return the known ones that they stand for. Parameters as for `meant_by`.

    The only unknown field stands for the only one of `missing` where its value could be that of it.
    """
    settled: set[str] = set()
    for name in unknown[:_TOLD]:
        meant = meant_by(name, named, fields, thing)
        if (
            not meant.help
            and len(unknown) == len(missing) == 1
            and _fits(named[name][1], fields[missing[0]], missing[0])
        ):
            meant = Meant((missing[0],), f"did you mean `{missing[0]}`?")
        settled.update(meant.fields)
        help_ = meant.help or f"its fields are {', '.join(fields)}"
        findings.add("B003", f"{subject} has no field `{shortened(name)}`.", named[name][0], help_, fix=meant.fix)
    return settled


def _headline(node: Node, named: dict[str, tuple[Node, Node]]) -> Node:
    """The id of a mapping, or else its start."""
    if "id" in named and named["id"][1].text:
        return named["id"][1]
    return next((key for key, _ in named.values()), node)


def walk(findings: Findings, node: Node, expected: inspect.Type, name: str) -> None:
    """Report every problem with a node that should be of the type `expected`; `name` is its field."""
    match expected:
        case inspect.Metadata(type=inner):
            walk(findings, node, inner, name)
        case inspect.UnionType(types=types):
            _walk_union(findings, node, types, name)
        case inspect.StrType(pattern=pattern) if pattern == NUMBER_PATTERN:
            walk_number_text(findings, node, name)
        case inspect.StrType() | inspect.AnyType():
            _walk_text(findings, node, getattr(expected, "pattern", None), name)
        case inspect.LiteralType(values=values):
            walk_literal(findings, node, [str(value) for value in values], name)
        case inspect.IntType() | inspect.FloatType():
            walk_number(findings, node, expected, name)
        case inspect.BoolType():
            walk_flag(findings, node, name)
        case inspect.VarTupleType():
            _walk_list(findings, node, expected, name)
        case inspect.DictType(value_type=value, min_length=least):
            _walk_mapping(findings, node, value, least or 0, name)
        case inspect.StructType(cls=struct):
            if node.kind != "mapping":
                wrong_kind(findings, node, name, "a mapping", _fields_help(struct))
            else:
                walk_struct(findings, node, struct, f"An entry of `{name}`")
        case _:
            raise AssertionError(expected)


def _fields_help(struct: type[msgspec.Struct]) -> str:
    return f"write {' and '.join(f'`{field}: …`' for field in struct_fields(struct))} below it, indented"


def _walk_union(findings: Findings, node: Node, types: tuple[inspect.Type, ...], name: str) -> None:
    by_kind: dict[str, inspect.Type] = {}
    for member in types:
        bare = member.type if isinstance(member, inspect.Metadata) else member
        match bare:
            case inspect.NoneType():
                continue
            case inspect.StructType() | inspect.DictType():
                by_kind["mapping"] = member
            case inspect.VarTupleType():
                by_kind["list"] = member
            case inspect.StrType():
                by_kind["text"] = member
            case _:
                by_kind.setdefault("text", member)
    if len(by_kind) == 1:
        walk(findings, node, next(iter(by_kind.values())), name)
    elif node.kind == "mapping" and "mapping" in by_kind and _is_cut_text(node, by_kind["mapping"]):
        _explain_cut_text(findings, node)
    elif node.kind == "mapping" and "text" in by_kind and _explain_unfolded(findings, node):
        return
    elif node.kind in by_kind:
        walk(findings, node, by_kind[node.kind], name)
    else:
        wanted = " or ".join(KINDS[kind] for kind in by_kind)
        wrong_kind(findings, node, name, wanted, kind_help(node, name))


def _is_cut_text(node: Node, expected: inspect.Type) -> bool:
    """Tell whether a mapping is a text with a colon: one pair on one line, and no field of any format."""
    fields = struct_fields(expected.cls) if isinstance(expected, inspect.StructType) else {}
    pairs = list(node.pairs())
    if len(pairs) != 1 or node.style or any(one.kind != "text" or one.style for one in pairs[0]):
        return False
    (key, value), *_ = pairs
    if key.span.line != value.span.end_line or any(is_slip(key.text, name) for name in fields):
        return False
    return key.text not in fields and not (is_foreign(key.text) and key.text[:1].islower())


def _explain_cut_text(findings: Findings, node: Node, *, is_sure: bool = True) -> None:
    """Report a text with a colon; the fix is for one of which it is sure that its key is no field."""
    document = node.document
    end = document.lines.end(node.start)
    key = next(key.text for key, _ in node.pairs())
    findings.add(
        "Y017",
        "The text contains a colon and a space, which YAML takes for a key.",
        document.lines.span(node.start, end),
        'put the whole text in quotes: "…"',
        fix=quoting(document.text, document.lines, node.start) if is_sure and not is_foreign(key) else (),
    )


def _explain_unfolded(findings: Findings, node: Node) -> bool:
    """Report a text that goes on below its field without `>-`, where a mapping is one; tell whether it is."""
    if node.style or any(key.text in FIELD_NAMES or value.kind != "text" for key, value in node.pairs()):
        return False
    lines = node.document.lines
    stray = unfolded_text(lines, lines.place(node.start)[0])
    if stray is None:
        return False
    end = lines.start(stray.line) + stray.end
    fix = (Edit(lines.span(end, end), stray.new or ""),)
    findings.add("Y014", stray.message, lines.span(end - 1, end), stray.help, fix=fix)
    return True


def _walk_text(findings: Findings, node: Node, pattern: str | None, name: str) -> None:
    if node.kind == "mapping" and _is_cut_text(node, inspect.AnyType()):
        _explain_cut_text(findings, node)
        return
    if node.kind == "mapping" and _explain_unfolded(findings, node):
        return
    if node.kind != "text":
        by_name = "name it by its id, such as `- some-id`; what it is stands in a list of its own"
        wrong_kind(findings, node, name, "a text", by_name if pattern == NAME_PATTERN else kind_help(node, name))
        return
    text = tidy_text(node.text)
    if not text:
        findings.add("B006", f"`{name}` is empty.", node, _empty_help(node))
    elif pattern == NAME_PATTERN and not re.fullmatch(NAME_PATTERN, text):
        help_ = "write an id, or `bank/id` for one of another bank"
        findings.add("B007", f"`{shortened(text)}` cannot be an id.", node, help_)
    elif pattern == ID_PATTERN and not re.fullmatch(ID_PATTERN, text):
        findings.add(
            "B007",
            f"`{shortened(text)}` cannot be an id.",
            node,
            "use up to 100 letters, digits, `.`, `_` and `-`, the first a letter or digit"
            + (f": `{proposed}`" if (proposed := slug(text)) else ""),
        )
    elif pattern == DATE_PATTERN and not is_date(text):
        findings.add("B008", f"`{shortened(text)}` is not a date.", node, "write 2017, 2017-12 or 2017-12-31")
    elif pattern == DAY_PATTERN and not is_day(text):
        findings.add("B008", f"`{shortened(text)}` is not a day.", node, "write a full date, such as 2027-12-31")


def _empty_help(node: Node) -> str:
    document = node.document
    rest = document.text[node.start : document.lines.end(node.start)].strip()
    if rest.startswith("#"):
        return f'put the text in quotes: "{shortened(rest)}"'
    return "write something there, or remove the line"


def _explain_odd_items(findings: Findings, node: Node) -> bool:
    """Report a list that is a text because its items start with another sign than a dash; tell whether it is one."""
    lines, span = node.document.lines, node.span
    if node.kind != "text" or node.style or lines[span.line][: span.column - 1].strip():
        return False
    items = odd_items(lines, span.line, span.end_line)
    if not items:
        return False
    starts = [lines.start(item.line) for item in items]
    fix = tuple(
        Edit(lines.span(start + item.column, start + item.end), item.new or "")
        for start, item in zip(starts, items, strict=True)
    )
    findings.add("B005", items[0].message, node, items[0].help, fix=fix)
    return True


def _walk_list(findings: Findings, node: Node, expected: inspect.VarTupleType, name: str) -> None:
    least, most = expected.min_length or 0, expected.max_length
    if node.kind != "list":
        help_ = f"write `- …` lines below `{name}:`"
        if node.kind == "text" and not node.text:
            message = "The question has no distractor." if name == "distractors" else f"`{name}` is empty."
            findings.add("B024" if name == "distractors" else "B006", message, node, help_)
        elif not _explain_odd_items(findings, node):
            wrong_kind(findings, node, name, "a list", help_)
        return
    items = list(node.items())
    keys = Counter(next((key.text for key, _ in entry.pairs()), "") for entry in items)
    for entry in items:
        key = next((key.text for key, _ in entry.pairs()), "")
        if keys[key] > 1 and _is_cut_text(entry, _entry_type(expected.item_type)):
            _explain_cut_text(findings, entry, is_sure=False)  # texts seldom start alike: it may be a field
        else:
            walk(findings, entry, expected.item_type, name)
    bounds = f"{least} to {most}" if most is not None else f"at least {least}"
    if name == "distractors" and not items and least:
        findings.add("B024", "The question has no distractor.", node, "add a wrong choice: `- …`")
    elif len(items) < least:
        message = f"`{name}` needs {bounds}; there {'is' if len(items) == 1 else 'are'} {len(items) or 'none'}."
        findings.add("B013", message, node, "add what is missing")
    elif most is not None and len(items) > most:
        findings.add(
            "B014", f"`{name}` takes {bounds}; there are {len(items)}.", node, "remove some, or ask two questions"
        )


def _entry_type(expected: inspect.Type) -> inspect.Type:
    """Return the mapping that may stand where a text or a mapping may, else the type itself."""
    if isinstance(expected, inspect.Metadata):
        return _entry_type(expected.type)
    members = expected.types if isinstance(expected, inspect.UnionType) else ()
    bare = [member.type if isinstance(member, inspect.Metadata) else member for member in members]
    return next((member for member in bare if isinstance(member, inspect.StructType)), expected)


def _walk_mapping(findings: Findings, node: Node, value: inspect.Type, least: int, name: str) -> None:
    if node.kind != "mapping":
        wrong_kind(findings, node, name, "a mapping", f"write `left: right` lines below `{name}:`, without dashes")
        return
    pairs = list(node.pairs())
    for key, entry in pairs:
        if not tidy_text(key.text):
            findings.add("B006", f"A name in `{name}` is empty.", key, "write something before the colon")
        walk(findings, entry, value, shortened(key.text, 30) or name)
    if len(pairs) < least:
        findings.add("B013", f"`{name}` needs at least {least}; there is {len(pairs) or 'none'}.", node, "add more")
