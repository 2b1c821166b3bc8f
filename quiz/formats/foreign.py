"""YAML and JSON of the shape that many programs share: a list of questions with options and an answer."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.questions.base import DIFFICULTIES
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.formats.decoding import decoded
from quiz.formats.items import Body, Choices, Item, NumberOption, Numeric, Open, Option, Reading, Truth, Typed, Unheld
from quiz.formats.prose import NOTHING, Prose, plain
from quiz.formats.report import Fault, Loss, Place
from quiz.reading.yaml.parser import read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quiz.formats.items import Source
    from quiz.reading.yaml.document import Node

_FIELDS: Final[dict[str, str]] = {
    "prompt": "question prompt text q stem questiontext statement",
    "options": "options choices answers alternatives possibleanswers variants",
    "answer": "answer correct correctanswer correctanswers rightanswer solution key correctoption correctchoice",
    "index": "correctindex answerindex correctanswerindex correctoptionindex correctindexes correctindices",
    "wrong": "incorrectanswers incorrectanswer incorrect wronganswers wrong distractors distractor",
    "explanation": "explanation rationale reason comment solutiontext",
    "hint": "hint",
    "tags": "tags tag keywords",
    "category": "category topic subject section chapter",
    "type": "type kind questiontype",
    "difficulty": "difficulty level",
    "points": "points score marks weight",
    "tolerance": "tolerance",
    "id": "id uid uuid",
    "title": "title name",
}
_NAMES: Final = {name: field for field, names in _FIELDS.items() for name in names.split()}
_LETTERED: Final = tuple(
    tuple(f"{word}{sign}" for sign in signs)
    for word in ("", "option", "choice", "answer")
    for signs in ("abcdefgh", "12345678")
    if word or signs == "abcdefgh"
)
"""Names under which choices stand beside the question."""
_HOLDERS: Final = ("questions", "items", "quiz", "results", "data", "cards")
_RIGHT: Final = frozenset({"correct", "iscorrect", "right", "isright", "isanswer", "answer"})
_TEXT: Final = frozenset({"text", "option", "answer", "label", "value", "content", "choice", "title"})
_SAID: Final = frozenset({"feedback", "explanation", "rationale", "comment"})
_TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_TRUTH_TYPES: Final = frozenset({"truefalse", "boolean", "bool", "tf"})
_ESSAY_TYPES: Final = frozenset({"essay", "open", "longanswer", "freetext"})
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,31}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_PAIR: Final = re.compile(r"\\u[dD]([89abAB][0-9a-fA-F]{2})\\u[dD]([c-fC-F][0-9a-fA-F]{2})")


def read(source: Source) -> Reading:
    """Read a YAML or JSON file. Raises `UnknownEncoding`."""
    text, encoding, faults = decoded(source)
    document = read_nodes(_as_yaml(text).encode("utf-8", "replace"), source.name)
    root = document.root
    if root is None:
        broken = next(iter(document.diagnostics), None)
        line = broken.span.line if broken else 1
        fault = Fault(Place(line), "not-well-formed", detail=broken.message if broken else "")
        return Reading((), (), (*faults, fault), encoding=encoding, form="yaml")
    if _is_own(root):
        return Reading((), (), (*faults, Fault(Place(1), "own-bank")), encoding=encoding, form="yaml")
    title, entries = _entries(root)
    known = list(entries)
    counts_from = _first_number([entry for entry, _ in known])
    items = tuple(_Entry(node, category, counts_from).item() for node, category in known)
    return Reading(items, (), faults, title=title, encoding=encoding, form="yaml")


def _as_yaml(text: str) -> str:
    """Return JSON as YAML that is read the same, line by line; YAML as it is."""
    text = text.removeprefix("\ufeff")
    if not text.lstrip().startswith(("[", "{")):
        return text
    text = _PAIR.sub(
        lambda pair: chr(0x10000 + (int(f"d{pair[1]}", 16) - 0xD800) * 0x400 + int(f"d{pair[2]}", 16) - 0xDC00), text
    )
    return re.sub(r"(?<!\\)((?:\\\\)*)\\/", r"\1/", text).replace("\t", " ")


def _is_own(root: Node) -> bool:
    fields = root.fields()
    if "questions" not in fields or "id" not in fields:
        return False
    first = next(fields["questions"][1].items(), None)
    own = first.fields() if first is not None else {}
    return "prompt" in own and "type" in own and own["type"][1].text in QUESTION_TYPES


def _entries(root: Node) -> tuple[str, Iterator[tuple[Node, str]]]:
    """Return the title of a file, and its questions with their categories."""
    fields = {_folded(name): value for name, (_, value) in root.fields().items()}
    title = next((fields[name].text for name in ("title", "name", "quiztitle") if name in fields), "")
    for name in _HOLDERS:
        if name in fields and fields[name].kind != "text":
            inner_title, entries = _entries(fields[name])
            return title or inner_title, entries
    if root.kind == "mapping" and not ({"prompt", "options"} & {_NAMES.get(name) for name in fields}):
        groups = [(key.text, value) for key, value in root.pairs() if value.kind == "list"]
        return title, ((entry, category) for category, value in groups for entry in value.items())
    return title, ((entry, "") for entry in ([root] if root.kind == "mapping" else root.items()))


def _first_number(entries: Iterable[Node]) -> int | None:
    """Return the number by which a file means its first choice, 0 or 1; None where nothing in it says which."""
    found: set[int] = set()
    for entry in entries:
        fields = _named(entry)
        if "options" in fields and "answer" in fields:
            size = len(list(fields["options"].items()))
            texts = {option.text for option in fields["options"].items()}
            for text in _listed(fields["answer"]):
                if text in texts or not text.isascii() or not text.isdigit() or len(text) > 4:
                    continue
                found |= {0} if int(text) == 0 else {1} if int(text) == size else set()
    return found.pop() if len(found) == 1 else None


def _named(entry: Node) -> dict[str, Node]:
    """Return the values of a mapping by the fields that their names mean; the first of several counts."""
    fields: dict[str, Node] = {}
    names = {_folded(name): value for name, (_, value) in entry.fields().items()}
    for name, value in names.items():
        field = _NAMES.get(name)
        if name == "answers" and "options" not in names and "choices" not in names and not _marks_right(value):
            field = "answer"
        if name == "a" and "b" not in names:
            field = "answer"
        if field:
            fields.setdefault(field, value)
    return fields


def _marks_right(node: Node) -> bool:
    return any(_RIGHT & {_folded(name) for name in option.fields()} for option in node.items())


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


def _listed(node: Node) -> list[str]:
    return [item.text for item in node.items()] if node.kind == "list" else [node.text]


def _prose(text: str) -> Prose:
    return plain(html.unescape(text) if _ENTITY.search(text) else text)


class _EntryFault(Exception):
    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


class _Choice(NamedTuple):
    """A choice as it stands: its text, whether it says that it is right, and what is said to it."""

    text: str
    is_right: bool | None = None
    said: str = ""


class _Entry:
    """One question while it is read."""

    def __init__(self, node: Node, category: str, counts_from: int | None) -> None:
        self.node = node
        self.category = category
        self.counts_from = counts_from
        self.fields = _named(node)
        lines = node.document.lines
        first = node.item_line if node.document.text[: node.start].strip() else lines.place(node.start)[0]
        self.place = Place(first)

    def item(self) -> Item:
        kind = self._text("type")
        faults: tuple[Fault, ...] = ()
        body: Body = Unheld()
        try:
            body = self._body(_folded(kind))
        except _EntryFault as faulty:
            faults = (Fault(self.place, faulty.code, self._source(), detail=faulty.detail),)
        difficulty = self._text("difficulty").casefold()
        points = self._text("points")
        return Item(
            place=self.place,
            body=body,
            prompt=_prose(self._text("prompt")),
            source_type=kind,
            source=self._source(),
            id=self._text("id"),
            name="",
            category=_prose(self._text("category") or self.category).plain,
            tags=tuple(_prose(tag).plain for tag in self._tags()),
            explanation=_prose(self._text("explanation")),
            hints=(_prose(self._text("hint")),) if self._text("hint") else (),
            points=float(points) if re.fullmatch(r"\d{1,3}(?:\.\d{1,6})?", points) and float(points) else 1.0,
            difficulty=difficulty if difficulty in DIFFICULTIES else None,
            losses=tuple(self._unknown()),
            faults=faults,
        )

    def _text(self, field: str) -> str:
        node = self.fields.get(field)
        return "" if node is None or node.text in {"null", "~"} else node.text.strip()

    def _tags(self) -> list[str]:
        node = self.fields.get("tags")
        return [] if node is None else [tag.strip() for one in _listed(node) for tag in one.split(",") if tag.strip()]

    def _source(self) -> str:
        document = self.node.document
        end = document.ends[document.closes.get(self.node.event, self.node.event)]
        return document.text[self.node.start : end].rstrip()

    def _unknown(self) -> Iterator[Loss]:
        known = {id(one) for one in (*self.fields.values(), *self._lettered())}
        for name, (_, value) in self.node.fields().items():
            if _folded(name) not in _NAMES and id(value) not in known and (value.kind != "text" or value.text.strip()):
                shown = value.text if value.kind == "text" else value.kind
                yield Loss(self.place, "column", f"{name}: {shown}", kind="note")

    def _body(self, kind: str) -> Body:
        if self.node.kind != "mapping":
            raise _EntryFault("no-columns", self.node.text)
        wrong = [_Choice(text) for text in (_listed(self.fields["wrong"]) if "wrong" in self.fields else ())]
        options = [*self._options()]
        answers = [
            one.strip() for one in (_listed(self.fields["answer"]) if "answer" in self.fields else ()) if one.strip()
        ]
        if kind in _ESSAY_TYPES:
            return Open(_prose(answers[0]) if answers else NOTHING)
        if wrong and not options:
            return self._given(answers, wrong, kind)
        if options:
            return self._chosen(options, answers)
        if not answers:
            raise _EntryFault("no-key")
        if (kind in _TRUTH_TYPES or kind == "") and len(answers) == 1 and answers[0].casefold() in {"true", "false"}:
            return Truth(_TRUTHS[answers[0].casefold()])
        tolerance = self._text("tolerance")
        if tolerance or kind in {"number", "numeric", "numerical"}:
            return Numeric(tuple(NumberOption(answer, tolerance or "0") for answer in answers))
        return Typed(tuple(Option(_prose(answer), 1.0) for answer in answers))

    def _given(self, answers: list[str], wrong: list[_Choice], kind: str) -> Body:
        """Return the body where right and wrong choices are listed apart."""
        if not answers:
            raise _EntryFault("no-key")
        if kind in _TRUTH_TYPES and answers[0].casefold() in {"true", "false"}:
            return Truth(answers[0].casefold() == "true")
        options = [Option(_prose(text), 1.0) for text in answers] + [Option(_prose(one.text)) for one in wrong]
        return Choices(tuple(options), several=len(answers) > 1)

    def _options(self) -> Iterator[_Choice]:
        node = self.fields.get("options")
        if node is None:
            yield from (_Choice(value.text.strip()) for value in self._lettered())
            return
        for option in node.items():
            yield _choice(option)
        for key, value in node.pairs():  # `a: …`, `b: …`
            yield _Choice(value.text.strip(), None, "") if key.text else _Choice("")

    def _lettered(self) -> list[Node]:
        """Return the choices that stand beside the question, each under its letter or number."""
        known = {_folded(name): value for name, (_, value) in self.node.fields().items()}
        for names in _LETTERED:
            found = [known[name] for name in names if name in known]
            if len(found) > 1:
                return found
        return []

    def _chosen(self, options: list[_Choice], answers: list[str]) -> Body:
        """Return the body where one or several of the options are said to be right."""
        texts = [option.text for option in options]
        right = {at for at, option in enumerate(options) if option.is_right}
        if not right:
            right = self._right_places(texts, answers)
        if {text.casefold() for text in texts} == {"true", "false"} and len(right) == 1:
            return Truth(texts[next(iter(right))].casefold() == "true")
        several = len(right) > 1 or (self.fields["answer"].kind == "list" if "answer" in self.fields else False)
        made = tuple(Option(_prose(one.text), float(at in right), _prose(one.said)) for at, one in enumerate(options))
        return Choices(made, several=several and len(right) > 1)

    def _right_places(self, texts: list[str], answers: list[str]) -> set[int]:
        if "index" in self.fields:
            return {self._place(text, texts, 0) for text in _listed(self.fields["index"])}
        if not answers:
            raise _EntryFault("no-key")
        keys = self._keys()
        return {
            texts.index(answer)
            if answer in texts
            else keys[answer.casefold()]
            if answer.casefold() in keys
            else self._place(answer, texts, self.counts_from)
            for answer in answers
        }

    def _keys(self) -> Mapping[str, int]:
        """Return the places of choices by the letters by which they may be named."""
        node = self.fields.get("options")
        if node is None:
            return {chr(ord("a") + at): at for at in range(len(self._lettered()))}
        if node.kind == "mapping":
            return {key.text.strip().casefold(): at for at, (key, _) in enumerate(node.pairs())}
        return {chr(ord("a") + at): at for at in range(min(26, len(list(node.items()))))}

    def _place(self, text: str, texts: list[str], counts_from: int | None) -> int:
        if not re.fullmatch(r"\d{1,4}", text):
            raise _EntryFault("answer-is-no-choice", text)
        if counts_from is None:
            raise _EntryFault("answer-is-no-choice", f"{text} could count the choices from 0 or from 1; write its text")
        at = int(text) - counts_from
        if not 0 <= at < len(texts):
            raise _EntryFault("answer-is-no-choice", text)
        return at


def _choice(node: Node) -> _Choice:
    if node.kind != "mapping":
        return _Choice(node.text.strip())
    fields = {_folded(name): value for name, (_, value) in node.fields().items()}
    text = next(
        (fields[name].text for name in _TEXT & set(fields) if fields[name].kind == "text" and name != "answer"), ""
    )
    text = text or (fields["answer"].text if "answer" in fields else "")
    right = next((fields[name].text for name in _RIGHT - {"answer"} if name in fields), None)
    said = next((fields[name].text for name in _SAID & set(fields)), "")
    return _Choice(text.strip(), None if right is None else _TRUTHS.get(right.casefold(), False), said.strip())
