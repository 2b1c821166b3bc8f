"""References: CSL-YAML as pandoc and Zotero write it, read into what a source card shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from quiz.bank.addresses import refusal
from quiz.bank.model import Reference
from quiz.diagnostics.findings import Diagnostic, Edit, finding, sorted_findings
from quiz.reading.likeness import is_slip
from quiz.reading.normalize import tidy_text
from quiz.reading.yaml.parser import read_nodes
from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node

_TEXT_FIELDS: Final = ("type", "publisher", "genre", "note")
_A_DATE: Final = "write a date as text, such as `2006-10-14`, or `date-parts: [[2006, 10, 14]]`"
_IN_PARTS: Final = {
    "issued": _A_DATE,
    "accessed": _A_DATE,
    "author": "write a name as text, or a list of `family` and `given`, or of `literal` for a body",
}
"""The fields that may have parts, and what to write into them."""
_OTHERS: Final = frozenset({"issue", "url"})
"""Names that look like slips and are none: the issue of a journal, and an address as other programs write it."""


class Sources(Struct, frozen=True):
    """The references of a file by id, and what is wrong with it. `broken`: it could not be read as a whole."""

    references: dict[str, Reference] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: bool = False


def read_sources(data: bytes, file: str) -> Sources:
    """Read the bytes of a `sources.yaml`."""
    from quiz.reading.collector import Findings

    document = read_nodes(data, file)
    root = document.root
    if root is None:
        return Sources({}, sorted_findings(document.diagnostics), broken=True)
    findings = Findings(file)
    references: dict[str, Reference] = {}
    entries = root if root.kind == "list" else root.fields().get("references", (root, None))[1]
    if entries is None or (root.kind == "text"):
        findings.add(
            "B001", "A list of sources starts with `references:`.", root, "write `references:` and entries below it"
        )
    else:
        references = read_references(findings, entries)
    return Sources(references, sorted_findings((*document.diagnostics, *findings.found)))


def read_references(findings: Findings, node: Node) -> dict[str, Reference]:
    """Read a list of references; those with faults are reported and left out."""
    if node.kind != "list":
        if not (node.kind == "text" and not node.text):
            findings.add("B005", "`references` should be a list.", node, "write `- id: …` lines below `references:`")
        return {}
    found: dict[str, Reference] = {}
    places: dict[str, Node] = {}
    for entry in node.items():
        errors = findings.errors
        place = _check(findings, entry)
        if place is not None:
            name = tidy_text(place.text)
            if name in places:
                message = f"The reference `{shortened(name)}` stands twice."
                findings.add("B044", message, place, "remove or rename one of them", first=places[name])
            places.setdefault(name, place)
        reference = _convert(findings, entry)
        if findings.errors == errors and not entry.document.is_refused(entry.event):
            found[reference.id] = reference
    return found


def _check(findings: Findings, entry: Node) -> Node | None:
    """Report what is wrong with the form of a reference; return the node of its id where there is one."""
    from quiz.bank.format.fields import ReferenceFields
    from quiz.reading.field_errors import walk_struct

    if entry.kind != "mapping":
        findings.add(
            "B043", "A reference is a mapping of fields.", entry, "write `- id: …` and its other fields below it"
        )
        return None
    walk_struct(findings, entry, ReferenceFields, "A reference", skip=("issued", "accessed", "author"))
    _check_shown(findings, entry)
    pair = entry.fields().get("id")
    if pair is None or not (name := tidy_text(pair[1].text)):
        return None
    if "," in name:
        message = f"The id `{shortened(name)}` has a comma, at which a citation ends."
        findings.add("B043", message, pair[1], "use letters, digits, `.`, `_` and `-`")
    return pair[1]


def _check_shown(findings: Findings, entry: Node) -> None:
    """Tell of what the author surely meant to be shown and nothing is shown of: other CSL fields may stand there."""
    _check_names(findings, entry, "reference")
    for name, (key, value) in entry.fields().items():
        if name not in _IN_PARTS or not _says_anything(value.plain):
            continue
        parts = [value, *(value.items() if value.kind == "list" else ())]
        slips = [_check_names(findings, part, name) for part in parts if part.kind == "mapping"]
        shown = _author(value.plain) if name == "author" else _date(value.plain)
        if shown is None and not any(slips):
            message = f"Nothing of this `{name}` can be shown."
            findings.add("B054", message, key, _IN_PARTS[name])


def _says_anything(value: Any) -> bool:
    """Tell whether there is any text in a value; other programs write empty ones."""
    if isinstance(value, dict):
        value = [*value.values()]
    return any(map(_says_anything, value)) if isinstance(value, list) else bool(value)


def _check_names(findings: Findings, node: Node, thing: str) -> bool:
    """Tell of names that are a slip of one that is shown; return whether there are any."""
    from quiz.bank.format.fields import CslDate, Name, ReferenceFields
    from quiz.reading.field_errors import struct_fields

    form = {"reference": ReferenceFields, "author": Name}.get(thing, CslDate)
    known, named = struct_fields(form), node.fields()
    found = False
    for name, (key, _) in named.items():
        if name in known or name in _OTHERS:
            continue
        meant = [field for field in known if is_slip(name, field) and field not in named]
        if len(meant) == 1:
            found = True
            message = f"Nothing is shown of the field `{shortened(name)}`."
            findings.add("B054", message, key, f"did you mean `{meant[0]}`?", fix=(Edit(key.span, meant[0]),))
    return found


def _convert(findings: Findings, entry: Node) -> Reference:
    fields = {name: value for name, (_, value) in entry.fields().items()}
    plain: dict[str, Any] = {name: value.plain for name, value in fields.items()}
    texts = {name: _text(plain.get(name)) for name in _TEXT_FIELDS}
    return Reference(
        id=_text(plain.get("id")) or "",
        title=_text(plain.get("title")) or "",
        author=_author(plain.get("author")),
        issued=_date(plain.get("issued")),
        accessed=_date(plain.get("accessed")),
        url=_url(findings, fields.get("URL") or fields.get("url")),
        **texts,
    )


def _text(value: Any) -> str | None:
    return (tidy_text(value) or None) if isinstance(value, str) else None


def _url(findings: Findings, node: Node | None) -> str | None:
    if node is None or not (url := tidy_text(node.text)):
        return None
    if refused := refusal(url):
        reason, remedy = refused
        findings.add("B045", f"The address `{shortened(url)}` is not used: {reason}.", node, remedy)
        return None
    return url


def _author(value: Any) -> str | None:
    if isinstance(value, str):
        return _text(value)
    names = [_name(entry) for entry in (value if isinstance(value, list) else [value])]
    return ", ".join(name for name in names if name) or None


def _name(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return _text(entry)
    if literal := _text(entry.get("literal")):
        return literal
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(text for part in parts if (text := _text(entry.get(part)))) or None


def _date(value: Any) -> str | None:
    """Return a CSL date as text: `2006-10-14`, a range with a slash, or what it says in words."""
    if isinstance(value, list):
        # pandoc writes a list of {year, month, day}; the parts alone are read the same way.
        days = [_date(entry) for entry in value]
        return "/".join(day for day in days if day) or None
    if not isinstance(value, dict):
        return _text(value)
    if "date-parts" in value:
        parts = value["date-parts"]
        if isinstance(parts, list):
            ranges = parts if any(isinstance(part, list) for part in parts) else [parts]
            days = [_day(part) for part in ranges if isinstance(part, list)]
            if found := "/".join(day for day in days if day):
                return _circa(value, found)
    if "year" in value and (found := _day([value.get(part) for part in ("year", "month", "day")])):
        return _circa(value, found)
    return _text(value.get("literal")) or _text(value.get("raw")) or _text(value.get("season"))


def _circa(value: dict[str, Any], day: str) -> str:
    return f"c. {day}" if str(value.get("circa", "")).lower() in {"1", "true"} else day


def _day(parts: list[Any]) -> str:
    texts = [text for part in parts if (text := _text(part))]
    return "-".join(text.zfill(2) if place else text for place, text in enumerate(texts[:3]))


def broken_sources(bank: str, sources: str) -> Diagnostic:
    """Return the finding of a bank whose source list cannot be read."""
    message = f"The sources in {shortened(sources, 200)} cannot be read, so sources are not checked."
    return finding("B046", message, bank, help="run `quiz check` on that file")
