"""QTI 1.2 as Canvas, Blackboard, Respondus and the common cartridge write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

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
    Sequence,
    Truth,
    Typed,
    Unheld,
    gap_mark,
)
from quiz.formats.number_ranges import is_same_number, range_option
from quiz.formats.prose import NOTHING, Prose, plain
from quiz.formats.report import Fault, Loss, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.formats.xml_tree import Node, XmlDocument

_TYPE_FIELDS: Final = frozenset(
    {"question_type", "cc_profile", "bbmd_questiontype", "qmd_itemtype", "wct_questiontype", "respondusapi_qtype"}
)
_POINT_FIELDS: Final = ("points_possible", "respondusapi_qpoints", "cc_weighting", "qmd_weighting")
_TYPES: Final = {
    **dict.fromkeys(
        ("multiplechoicequestion", "multiplechoice", "ccmultiplechoicev0p1", "wctmultiplechoice"), "choice"
    ),
    **dict.fromkeys(
        ("multipleanswersquestion", "multipleresponse", "multipleanswer", "ccmultipleresponsev0p1"), "several"
    ),
    **dict.fromkeys(("truefalsequestion", "truefalse", "cctruefalsev0p1", "eitheror"), "truth"),
    **dict.fromkeys(
        ("shortanswerquestion", "ccfibv0p1", "fillinblank", "fillintheblank", "ccpatternmatchv0p1"), "typed"
    ),
    **dict.fromkeys(("numericalquestion", "numeric"), "number"),
    **dict.fromkeys(("matchingquestion", "matching"), "match"),
    **dict.fromkeys(("fillinmultipleblanksquestion", "fillintheblankplus"), "blanks"),
    "multipledropdownsquestion": "dropdowns",
    **dict.fromkeys(("essayquestion", "ccessayv0p1", "essay", "shortresponse"), "essay"),
    "textonlyquestion": "description",
    "ordering": "order",
}
_RESPONSES: Final = frozenset({"response_lid", "response_str", "response_num", "response_xy", "response_grp"})
_COMBINED: Final = re.compile(r"(?:general_)?(?:in)?correct(?:_fb)?\Z", re.IGNORECASE)


class _Condition(NamedTuple):
    """A condition: what it gives, what it wants by response, and the feedback that it shows."""

    score: float
    equals: tuple[tuple[str, str], ...]
    bounds: tuple[tuple[str, str], ...]
    feedback: tuple[str, ...]


def items_of(document: XmlDocument, member: str | None) -> tuple[list[Item], str]:
    """Return the items of a document, and its title."""
    nodes = list(document.root.walk())
    title = next((node.attributes.get("title", "") for node in nodes if node.tag == "assessment"), "")
    return [_Question(node, document, member).item() for node in nodes if node.tag == "item"], plain(title).plain


class _Question:
    """One item while it is read."""

    def __init__(self, node: Node, document: XmlDocument, member: str | None) -> None:
        self.node = node
        self.place = Place(node.line, node.end_line, member=member)
        self.source = document.source_of(node)
        self.fields = dict(_fields(node))
        self.presentation = node.first("presentation")
        self.responses = [
            one for one in (self.presentation.walk() if self.presentation else ()) if one.tag in _RESPONSES
        ]
        self.conditions = [_condition(one) for one in node.walk() if one.tag == "respcondition"]
        self.feedback = {one.attributes.get("ident", ""): _material(one) for one in node.all("itemfeedback")}

    def item(self) -> Item:
        kind = next((self.fields[name] for name in sorted(_TYPE_FIELDS) if name in self.fields), "")
        known = (
            _TYPES.get(re.sub(r"[^a-z0-9]", "", kind.casefold()), "" if not kind else "unheld")
            if kind
            else self._kind()
        )
        body = self._body(known)
        faults = (Fault(self.place, body, self.source),) if isinstance(body, str) else ()
        name = plain(self.node.attributes.get("title", "")).plain
        return Item(
            place=self.place,
            body=Unheld() if isinstance(body, str) else body,
            prompt=NOTHING if isinstance(body, Gaps) else self._prompt(),
            source_type=kind,
            source=self.source,
            id=self.node.attributes.get("ident", ""),
            name=name,
            explanation=self.feedback.get("general_fb", NOTHING),
            points=self._points(),
            losses=tuple(
                Loss(self.place, "combined-feedback", said.plain)
                for ident, said in self.feedback.items()
                if said and _COMBINED.match(ident)
            ),
            faults=faults,
        )

    def _kind(self) -> str:
        """Return what an item that does not say its type is, by its responses."""
        if not self.responses:
            return "description"
        first = self.responses[0]
        if len(self.responses) > 1:
            return "match" if first.tag == "response_lid" else "unheld"
        if first.tag == "response_lid":
            cardinality = first.attributes.get("rcardinality", "Single").casefold()
            return {"multiple": "several", "ordered": "order"}.get(cardinality, "choice")
        if first.tag == "response_num":
            return "number"
        has_key = any(condition.equals for condition in self.conditions)
        return ("typed" if has_key else "essay") if first.tag == "response_str" else "unheld"

    def _points(self) -> float:
        for name in _POINT_FIELDS:
            text = self.fields.get(name, "")
            if re.fullmatch(r"\d{1,4}(?:\.\d{1,6})?", text) and float(text) > 0:
                return float(text)
        return 1.0

    def _prompt(self, marks: dict[str, str] | None = None) -> Prose:
        """Return what stands before the first response; names in brackets give way to `marks`."""
        if self.presentation is None:
            return NOTHING
        texts: list[Prose] = []
        for node in self.presentation.walk():
            if node.tag in _RESPONSES:
                break
            if node.tag in {"mattext", "mat_formattedtext"}:
                texts.append(_text(node, marks))
        return _together(texts)

    def _body(self, kind: str) -> Body | str:
        """Return the body of an item, or the code of its fault."""
        match kind:
            case "choice" | "several" | "truth":
                return self._choices(several=kind == "several")
            case "typed":
                right = self._right(self.responses[0].attributes.get("ident", "")) if self.responses else {}
                return Typed(tuple(Option(plain(text), share) for text, share in right.items()))
            case "number":
                return self._numeric()
            case "match":
                return self._pairs()
            case "blanks" | "dropdowns":
                return self._gaps(is_picked=kind == "dropdowns")
            case "order":
                return self._order()
            case "essay":
                return Open(self.feedback.get("solution", NOTHING))
            case "description":
                return Unheld("description")
            case _:
                return Unheld()

    def _right(self, response: str) -> dict[str, float]:
        """Return what earns points in a response, each with its share of the most that it may earn."""
        given: dict[str, float] = {}
        for condition in self.conditions:
            for ident, value in condition.equals:
                if ident == response and condition.score > 0:
                    given[value] = max(given.get(value, 0.0), condition.score)
        if not given:
            shown = [one for one in self.conditions if any(name.endswith("_C") for name in one.feedback)]
            return {value: 1.0 for one in shown for ident, value in one.equals if ident == response}
        most = max(given.values())
        return {value: score / most for value, score in given.items()}

    def _said(self, response: str, label: str) -> Prose:
        """Return the feedback to one choice."""
        for condition in self.conditions:
            if condition.equals == ((response, label),):
                for name in condition.feedback:
                    if name != "general_fb" and not _COMBINED.match(name):
                        return self.feedback.get(name, NOTHING)
        return self.feedback.get(f"{label}_fb", NOTHING)

    def _choices(self, *, several: bool) -> Body | str:
        if not self.responses:
            return "no-choices"
        response = self.responses[0]
        ident = response.attributes.get("ident", "")
        right = self._right(ident)
        if not right:
            return "no-key"
        options = [
            (
                label,
                Option(
                    _material(node),
                    1.0 if several and label in right else right.get(label, 0.0),
                    self._said(ident, label),
                ),
            )
            for label, node in _labels(response)
        ]
        texts = [option.text.plain.strip().casefold() for _, option in options]
        if texts in (["true", "false"], ["false", "true"]) and not several:
            by_text = dict(zip(texts, (option for _, option in options), strict=True))
            is_true = by_text["true"].share >= 1
            return Truth(is_true, by_text["true"].feedback, by_text["false"].feedback)
        return Choices(tuple(option for _, option in options), several=several)

    def _numeric(self) -> Body:
        options: list[NumberOption] = []
        for condition in self.conditions:
            if condition.score > 0:
                bounds = dict(condition.bounds)
                low, high = bounds.get("low"), bounds.get("high")
                if low is not None and high is not None:
                    option = range_option(low, high)
                    written = (value for _, value in condition.equals if is_same_number(value, option.value))
                    options.append(replace(option, value=next(written, option.value)))
                else:
                    options += (NumberOption(value) for _, value in condition.equals)
        return Numeric(tuple(options))

    def _pairs(self) -> Body:
        pairs: list[Pair] = []
        others: dict[str, Prose] = {}
        used: set[str] = set()
        for response in self.responses:
            labels = dict(_labels(response))
            right = next(iter(self._right(response.attributes.get("ident", ""))), "")
            left = _together(
                [_text(one, None) for one in response.walk(outside="render_choice") if one.tag.startswith("mat")]
            )
            others |= {label: _material(node) for label, node in labels.items()}
            used.add(right)
            pairs.append(Pair(left, _material(labels[right]) if right in labels else NOTHING, response.line))
        rest = (Pair(NOTHING, text) for label, text in others.items() if label not in used)
        return Pairs((*pairs, *rest))

    def _gaps(self, *, is_picked: bool) -> Body:
        gaps: list[Gap] = []
        marks: dict[str, str] = {}
        for response in self.responses:
            ident = response.attributes.get("ident", "")
            right = self._right(ident)
            texts = {label: _material(node) for label, node in _labels(response)}
            options = [Option(text, 1.0) for label, text in texts.items() if label in right or not is_picked]
            wrong = tuple(text for label, text in texts.items() if label not in right) if is_picked else ()
            marks[ident.removeprefix("response_")] = gap_mark(len(gaps))
            gaps.append(Gap(tuple(options), wrong))
        return Gaps(self._prompt(marks), tuple(gaps))

    def _order(self) -> Body | str:
        texts = {label: _material(node) for response in self.responses for label, node in _labels(response)}
        best = max((one for one in self.conditions if one.score > 0), key=lambda one: len(one.equals), default=None)
        if best is None:
            return "no-key"
        return Sequence(tuple(texts[value] for _, value in best.equals if value in texts))


def _fields(node: Node) -> Iterator[tuple[str, str]]:
    for field in node.walk():
        if field.tag in {"qtimetadatafield", "qti_metadatafield"}:
            yield field.text_at("fieldlabel").casefold(), field.text_at("fieldentry")
        elif field.tag in _TYPE_FIELDS:
            yield field.tag, field.text.strip()


def _condition(node: Node) -> _Condition:
    score = 0.0
    for one in node.all("setvar"):
        value = one.text.strip()
        if value.casefold() == "score.max":
            score = 100.0
        elif re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
            score = max(score, float(value))
    equals: list[tuple[str, str]] = []
    bounds: list[tuple[str, str]] = []
    for holder in node.all("conditionvar"):
        for one in holder.walk(outside="not"):
            if one.tag == "varequal":
                equals.append((one.attributes.get("respident", ""), one.text.strip()))
            elif one.tag in {"vargte", "vargt"}:
                bounds.append(("low", one.text.strip()))
            elif one.tag in {"varlte", "varlt"}:
                bounds.append(("high", one.text.strip()))
    feedback = tuple(one.attributes.get("linkrefid", "") for one in node.all("displayfeedback"))
    return _Condition(score, tuple(equals), tuple(bounds), feedback)


def _labels(response: Node) -> Iterator[tuple[str, Node]]:
    for node in response.walk():
        if node.tag == "response_label":
            yield node.attributes.get("ident", ""), node


def _material(node: Node) -> Prose:
    return _together([_text(one, None) for one in node.walk() if one.tag in {"mattext", "mat_formattedtext"}])


def _text(node: Node, marks: dict[str, str] | None) -> Prose:
    text = node.text.strip()
    for name, mark in (marks or {}).items():
        text = text.replace(f"[{name}]", mark)
    form = (node.attributes.get("texttype") or node.attributes.get("type") or "").casefold()
    return hypertext(text) if "html" in form or form == "smart_text" else plain(text)


def _together(texts: list[Prose]) -> Prose:
    """Return several texts as one, each on lines of its own."""
    texts = [text for text in texts if text]
    if len(texts) < 2:
        return texts[0] if texts else NOTHING
    markdown = "\n".join(text.written("markdown") for text in texts) if any(one.is_marked for one in texts) else None
    dropped = tuple(dropped for text in texts for dropped in text.dropped)
    return Prose("\n".join(text.plain for text in texts), markdown, None, dropped)
