"""Moodle XML: the reader."""

from __future__ import annotations

import math
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from quiz.bank.questions.base import DIFFICULTIES
from quiz.formats.cloze_marks import SeveralInGap, is_case_sensitive, taken_apart
from quiz.formats.gift_blocks import category_of
from quiz.formats.hypertext import hypertext
from quiz.formats.items import (
    Body,
    Choices,
    Gap,
    Gaps,
    Item,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pair,
    Pairs,
    Reading,
    Sequence,
    Sorting,
    Truth,
    Typed,
    Unheld,
    gap_mark,
)
from quiz.formats.moodle_phrases import is_stock_info, is_stock_phrase
from quiz.formats.pictures import from_base64, shown_name
from quiz.formats.prose import NOTHING, Prose, markdown, plain
from quiz.formats.report import LOSSES, Fault, Loss, Place
from quiz.formats.xml_tree import Node, XmlFault, read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quiz.formats.items import Source
    from quiz.formats.xml_tree import XmlDocument

_FORMATS: Final[dict[str, Callable[[str], Prose]]] = {
    "html": hypertext,
    "moodle_auto_format": partial(hypertext, keeps_lines=True),
    "plain_text": plain,
    "markdown": markdown,
    "wiki_like": plain,
}
_NUMBERED: Final = {"0": "moodle_auto_format", "1": "html", "2": "plain_text", "3": "wiki_like", "4": "markdown"}
_READERS: Final = _FORMATS | {number: _FORMATS[name] for number, name in _NUMBERED.items()}
"""What reads a text by its format, which old files have as a number."""
_PLACE: Final = re.compile(r"\[\[(\d{1,3})\]\]")
_DIFFICULTIES: Final = {f"difficulty:{one}": one for one in DIFFICULTIES}
"""The tags that say how hard a question is."""
_FEEDBACK: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read(source: Source) -> Reading:
    """Read a Moodle XML file. Raises `UnknownEncoding`, and `PackageMissing` where a text has HTML tags."""
    try:
        document = read_xml(source)
    except XmlFault as refused:
        return Reading((), (), (refused.fault,), form="moodle-xml")
    root = document.root
    faults = list(document.faults)
    if root.tag == "question":
        faults.append(Fault(Place(root.line, root.end_line), "bare-question", document.source_of(root)))
        nodes = [root]
    elif root.tag == "quiz":
        nodes = root.all("question")
    else:
        faults.append(Fault(Place(root.line), "foreign-root", f"<{root.tag}>", detail=f"<{root.tag}>"))
        nodes = []
    items: list[Item] = []
    losses: list[Loss] = []
    category = ""
    for node in nodes:
        if node.attributes.get("type") == "category":
            category = category_of(node.text_at("category", "text") or node.text_at("category"))
            if (said := node.text_at("info", "text").strip()) and not is_stock_info(said):
                losses.append(Loss(Place(node.line, node.end_line), "text-outside", said, kind="note"))
            continue
        question = _Question(node, document)
        items.append(question.item(category))
        faults += question.faults
    return Reading(tuple(items), tuple(losses), tuple(faults), encoding=document.encoding, form="moodle-xml")


class _Question:
    """One question while it is read: its node, and what is wrong with the files that it shows.

    first: the first node of each name that is directly in it. form: the format of texts that name none: the prompt's.
    """

    def __init__(self, node: Node, document: XmlDocument) -> None:
        self.node = node
        self.kind = node.attributes.get("type", "")
        self.first = {child.tag: child for child in reversed(node.children)}
        prompt = self.first.get("questiontext")
        self.form = (prompt.attributes.get("format") if prompt is not None else None) or "html"
        self.place = Place(node.line, node.end_line)
        self.source = document.source_of(node)
        self.faults: list[Fault] = []
        self.losses: list[Loss] = []
        self.warnings: list[Fault] = []

    def item(self, category: str) -> Item:
        node = self.node
        body = _BODIES.get(self.kind, _unheld)(self)
        prompt = self.prose(self.first.get("questiontext"))
        if isinstance(body, Gaps):
            prompt = NOTHING
        difficulty, tags = self._tags()
        self._look_at_files()
        self._tell_settings()
        return Item(
            place=self.place,
            body=body,
            prompt=prompt,
            source_type=self.kind,
            source=self.source,
            id=self.text_at("idnumber"),
            name=plain(" ".join(self._name().split())).plain,
            category=category,
            tags=tags,
            explanation=self.prose(self.first.get("generalfeedback")),
            hints=tuple(filter(None, map(self.prose, node.all("hint")))),
            points=_number(self.text_at("defaultgrade"), 1.0),
            difficulty=difficulty,
            pictures=self._pictures(),
            losses=tuple(self.losses),
            faults=tuple(self.warnings),
        )

    def prose(self, node: Node | None) -> Prose:
        """Return the text of a node in its format, that of the prompt unless it has one."""
        return self.reader(node)(_raw(node)) if node is not None else NOTHING

    def reader(self, node: Node) -> Callable[[str], Prose]:
        return _READERS.get(node.attributes.get("format") or self.form, hypertext)

    def text_at(self, name: str) -> str:
        """Return the text of its first node with this name without the space around it; empty where there is none."""
        return node.text.strip() if (node := self.first.get(name)) is not None else ""

    def flag(self, name: str, *, usual: bool) -> bool:
        text = self.text_at(name).casefold()
        return usual if not text else text in {"1", "true"}

    def options(self) -> Iterator[tuple[Node, Option]]:
        """Give each answer with its node."""
        for node in self.node.all("answer"):
            feedback = self.prose(node.first("feedback"))
            yield node, Option(self.prose(node), _share(node), feedback)

    def _name(self) -> str:
        node = self.first.get("name")
        return node.text_at("text") or node.text if node is not None else ""

    def _tags(self) -> tuple[str | None, tuple[str, ...]]:
        """Return the difficulty, which a tag may say, and the other tags."""
        tags = [tag.text_at("text") or tag.text.strip() for tags in self.node.all("tags") for tag in tags.all("tag")]
        difficulty = next((_DIFFICULTIES[tag] for tag in tags if tag in _DIFFICULTIES), None)
        return difficulty, tuple([tag for tag in tags if tag and tag not in _DIFFICULTIES])

    def _tell_settings(self) -> None:
        for name in _FEEDBACK:
            said = self.prose(self.first.get(name))
            if said and not is_stock_phrase(said.plain):
                self.lose("combined-feedback", said.plain)
        if self.flag("hidden", usual=False):
            self.lose("hidden", "hidden")

    def lose(self, code: str, text: str) -> None:
        self.losses.append(Loss(self.place, code, text, kind=LOSSES[code].kind))

    def _look_at_files(self) -> None:
        """Tell of files whose names are not plain, of those that a text shows and the source lacks, and of the rest."""
        if "<file" not in self.source and "<img" not in self.source and "&lt;img" not in self.source:
            return
        for holder in self.node.walk():
            files = [str(node.attributes.get("name", "")) for node in holder.all("file")]
            names = {re.split(r"[/\\:]", name)[-1] for name in files}
            for name in files:
                if re.search(r"[/\\:]|\A\.*\Z|[\x00-\x1f]", name):
                    self.faults.append(Fault(self.place, "unsafe-file-name", name, detail=plain(name).plain))
            shown = self.prose(holder).dropped if "<" in _raw(holder) and holder.first("text") is not None else ()
            for one in shown:
                is_file = one.code == "image" and "://" not in one.text and not one.text.startswith("data:")
                if is_file and shown_name(one.text) not in names:
                    self.faults.append(Fault(self.place, "file-missing", one.text, detail=one.text))
            for name in names - {shown_name(one.text) for one in shown if one.code in {"image", "media"}}:
                self.lose("attachment", name)

    def _pictures(self) -> dict[str, bytes]:
        """Return the files that the prompt carries, by their plain names."""
        prompt = self.first.get("questiontext")
        pictures: dict[str, bytes] = {}
        for node in prompt.all("file") if prompt is not None else ():
            data = from_base64(node.text) if node.attributes.get("encoding") == "base64" else None
            if data is not None:
                pictures[str(node.attributes.get("name", ""))] = data
        return pictures


def _raw(node: Node) -> str:
    text = node.first("text")
    return text.text.strip() if text is not None else node.text.strip()


def _number(text: str, usual: float) -> float:
    try:
        value = float(text) if text else usual
    except ValueError:
        return usual
    return value if math.isfinite(value) else usual


def _share(node: Node) -> float:
    """Return the share of an answer, which old files have in a tag of its own."""
    return _number(node.attributes.get("fraction") or node.text_at("fraction"), 0.0) / 100


# Bodies


def _unheld(_question: _Question) -> Body:
    return Unheld()


def _description(_question: _Question) -> Body:
    return Unheld("description")


def _choices(question: _Question) -> Body:
    several = question.kind == "oumultiresponse" or not question.flag("single", usual=True)
    options = tuple(option for _, option in question.options())
    if question.kind == "oumultiresponse":
        options = tuple(Option(one.text, 1.0 if one.share > 0 else 0.0, one.feedback) for one in options)
    return Choices(options, several, not question.flag("shuffleanswers", usual=True))


def _truth(question: _Question) -> Body:
    options = [(_raw(node).casefold(), option) for node, option in question.options()]
    names = [name for name, _ in options]
    if set(names) != {"true", "false"}:
        if len(options) != 2:
            return Truth(None)
        question.warnings.append(
            Fault(question.place, "localised-true-false", question.source, detail=" / ".join(names))
        )
        options = [(name, option) for name, (_, option) in zip(("true", "false"), options, strict=True)]
    by_name = dict(options)
    right = [name for name, option in options if option.share >= 0.999]
    answer = right[0] == "true" if len(right) == 1 else None
    return Truth(answer, by_name["true"].feedback, by_name["false"].feedback)


def _typed(question: _Question) -> Body:
    options = tuple(option for _, option in question.options())
    return Typed(options, is_case_sensitive=question.flag("usecase", usual=False), has_wildcards=True)


def _numeric(question: _Question) -> Body:
    options: list[NumberOption] = []
    otherwise = NOTHING
    for node, option in question.options():
        value = _raw(node)
        if value == "*":
            otherwise = option.feedback
        else:
            options.append(NumberOption(value, node.text_at("tolerance") or "0", option.share, option.feedback))
    units = [
        (unit.text_at("unit_name"), _number(unit.text_at("multiplier"), 1.0))
        for holder in question.node.all("units")
        for unit in holder.all("unit")
    ]
    units.sort(key=lambda unit: unit[1] != 1)
    names = tuple(plain(name).plain for name, _ in units if name)
    return Numeric(tuple(options), names, otherwise, question.text_at("unitgradingtype") in {"1", "2"})


def _pairs(question: _Question) -> Body:
    pairs: list[Pair] = []
    for node in question.node.all("subquestion"):
        answer = node.first("answer")
        right = plain(" ".join(_raw(answer).split())) if answer is not None else NOTHING
        pairs.append(Pair(question.prose(node), right, node.line))
    return Pairs(tuple(pairs))


def _order(question: _Question) -> Body:
    placed = [(_number(node.attributes.get("fraction", ""), 0.0), option.text) for node, option in question.options()]
    return Sequence(tuple(text for _, text in sorted(placed, key=lambda one: one[0])))


def _places(question: _Question) -> Body:
    tag = "selectoption" if question.kind == "gapselect" else "dragbox"
    options = [(plain(" ".join(_raw(node).split())), node.text_at("group") or "1") for node in question.node.all(tag)]
    gaps: list[Gap] = []

    def cut(match: re.Match[str]) -> str:
        number = int(match[1]) - 1
        if not 0 <= number < len(options):
            gaps.append(Gap(()))
        else:
            right, group = options[number]
            others = tuple(text for at, (text, its) in enumerate(options) if its == group and at != number)
            gaps.append(Gap((Option(right, 1.0),), others))
        return gap_mark(len(gaps) - 1)

    node = question.first.get("questiontext")
    text = _PLACE.sub(cut, _raw(node)) if node is not None else ""
    return Gaps(question.reader(node)(text) if node is not None else NOTHING, tuple(gaps))


def _cloze(question: _Question) -> Body:
    node = question.first.get("questiontext")
    raw = _raw(node) if node is not None else ""
    reader = question.reader(node) if node is not None else plain
    try:
        text, gaps = taken_apart(raw, reader)
    except SeveralInGap:
        return Unheld()
    return Gaps(reader(text), gaps, is_case_sensitive=is_case_sensitive(raw))


def _essay(question: _Question) -> Body:
    return Open(question.prose(question.first.get("graderinfo")))


def _sorting(question: _Question) -> Body:
    node = question.node
    columns = {
        one.attributes.get("number", ""): question.prose(one.first("responsetext")) for one in node.all("column")
    }
    rights = {
        one.attributes.get("rownumber"): one.attributes.get("columnnumber", "")
        for one in node.all("weight")
        if _number(one.text_at("value"), 0.0) > 0
    }
    things: dict[str, list[Prose]] = {number: [] for number in columns}
    for row in node.all("row"):
        things.setdefault(rights.get(row.attributes.get("number"), ""), []).append(
            question.prose(row.first("optiontext"))
        )
    if "" in things:
        return Unheld()
    said = tuple(filter(None, (question.prose(row.first("feedbacktext")) for row in node.all("row"))))
    return Sorting(
        tuple((columns[number], tuple(texts)) for number, texts in things.items() if number in columns), said
    )


_BODIES: Final[dict[str, Callable[[_Question], Any]]] = {
    "multichoice": _choices,
    "oumultiresponse": _choices,
    "truefalse": _truth,
    "shortanswer": _typed,
    "numerical": _numeric,
    "matching": _pairs,
    "match": _pairs,
    "ddmatch": _pairs,
    "ordering": _order,
    "gapselect": _places,
    "ddwtos": _places,
    "cloze": _cloze,
    "multianswer": _cloze,
    "description": _description,
    "essay": _essay,
    "mtf": _sorting,
}
"""What reads each type of question."""
