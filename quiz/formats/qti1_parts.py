"""Parts of an item of QTI 1.2: what kind it is, what earns points in it, and its texts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.hypertext import hypertext
from quiz.formats.prose import Prose, plain
from quiz.formats.qti_markup import markup_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quiz.formats.xml_tree import Node

RESPONSES: Final = frozenset({"response_lid", "response_str", "response_num", "response_xy", "response_grp"})
"""The tags of what is answered."""

# Kinds

_TYPE_FIELDS: Final = (
    *("question_type", "bbmd_questiontype", "wct_questiontype", "respondusapi_qtype", "qmd_questiontype"),
    *("cc_profile", "qmd_itemtype"),
)
"""Where an item says its type, the most telling first."""
_TYPES: Final = {
    **dict.fromkeys(("multiplechoice", "ccmultiplechoice", "wctmultiplechoicesingle"), "choice"),
    **dict.fromkeys(
        ("multipleanswers", "multipleresponse", "multipleanswer", "ccmultipleresponse", "multiselect"), "several"
    ),
    **dict.fromkeys(("truefalse", "cctruefalse", "eitheror"), "truth"),
    **dict.fromkeys(("shortanswer", "ccfib", "fillinblank", "fillintheblank", "ccpatternmatch"), "typed"),
    **dict.fromkeys(("numerical", "numeric"), "number"),
    **dict.fromkeys(("matching", "wctmatching"), "match"),
    **dict.fromkeys(("fillinmultipleblanks", "fillintheblankplus", "fillintheblanks"), "blanks"),
    "multipledropdowns": "dropdowns",
    **dict.fromkeys(("essay", "ccessay", "shortresponse", "longanswer", "wctparagraph"), "essay"),
    "textonly": "description",
    "ordering": "order",
    **dict.fromkeys(("calculated", "wctcalculated", "formula", "fileupload", "hotspot", "jumbledsentence"), "unheld"),
    **dict.fromkeys(("opinionscale", "quizbowl", "arithmetic", "significantfigures", "likert"), "unheld"),
}
_POINT_FIELDS: Final = (
    *("points_possible", "respondusapi_qpoints", "cc_weighting", "qmd_weighting", "qmd_absolutescore_max"),
)


def kind_of(item: Node, responses: Sequence[Node], *, has_key: bool) -> tuple[str, str]:
    """Return what an item calls its type, and what it is: by its responses where no type is said that is known."""
    fields = _fields(item)
    said = [fields[name] for name in _TYPE_FIELDS if fields.get(name)]
    for one in said:
        name = re.sub(r"v0p\d\Z|question\Z", "", re.sub(r"[^a-z0-9]", "", one.casefold()))
        if name in _TYPES:
            return one, _TYPES[name]
    return (said[0] if said else ""), _kind_by_responses(responses, has_key=has_key)


def _kind_by_responses(responses: Sequence[Node], *, has_key: bool) -> str:
    if not responses:
        return "description"
    tags = {one.tag for one in responses}
    first = responses[0]
    if len(responses) > 1:
        return {"response_lid": "match", "response_str": "blanks"}.get(first.tag, "") if len(tags) == 1 else ""
    if first.tag == "response_lid":
        cardinality = first.attributes.get("rcardinality", "").casefold()
        return {"multiple": "several", "ordered": "order"}.get(cardinality, "choice")
    if first.tag == "response_num" or any(
        one.attributes.get("fibtype", "").casefold() in {"decimal", "integer"} for one in first.walk()
    ):
        return "number"
    return ("typed" if has_key else "essay") if first.tag == "response_str" else ""


def points_of(item: Node) -> float:
    """Return what an item is worth: 1 where it does not say."""
    fields = _fields(item)
    for name in _POINT_FIELDS:
        text = fields.get(name, "")
        if re.fullmatch(r"\d{1,4}(?:\.\d{1,15})?", text) and float(text) > 0:
            return float(text)
    return 1.0


def _fields(item: Node) -> dict[str, str]:
    fields: dict[str, str] = {}
    for holder in item.all("itemmetadata"):
        for field in holder.walk():
            if field.tag in {"qtimetadatafield", "qti_metadatafield"}:
                fields[field.text_at("fieldlabel").casefold()] = field.text_at("fieldentry")
            elif field.tag in _TYPE_FIELDS or field.tag in _POINT_FIELDS:
                fields[field.tag] = field.text.strip()
    return fields


# Scores


class Condition(NamedTuple):
    """A condition: the points that it gives, what it wants by response, and the feedback that it shows.

    parts: texts that must be in what is typed. low, high: the bounds of a number.
    """

    score: float
    equals: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    low: str
    high: str
    feedback: tuple[str, ...]


class Scoring:
    """How an item is scored."""

    def __init__(self, item: Node) -> None:
        nodes = [one for one in item.walk() if one.tag == "respcondition"]
        self._conditions = [_condition(one) for one in nodes]
        equals = [one for node in nodes for one in node.walk() if one.tag == "varequal"]
        self.has_case = bool(equals) and all(one.attributes.get("case", "").casefold() == "yes" for one in equals)
        self.has_key = bool(equals)
        self._is_scored = any(one.tag == "setvar" for node in nodes for one in node.walk())
        self._shares = self._by_response()
        self._feedback: dict[tuple[str, str], tuple[str, ...]] = {}
        for condition in self._conditions:
            if len(condition.equals) == 1:
                wanted = condition.equals[0]
                self._feedback[wanted] = (*self._feedback.get(wanted, ()), *condition.feedback)

    def right(self) -> Iterator[Condition]:
        """Give the conditions that earn points; where no points are spoken of at all, all that want something."""
        for condition in self._conditions:
            if condition.score > 0 or (not self._is_scored and (condition.equals or condition.low or condition.parts)):
                yield condition

    def shares(self, response: str) -> dict[str, float]:
        """Return what earns or takes points in a response, each with its share of the most that it may earn."""
        return self._shares.get(response) or self._shares.get("", {})

    def parts(self, response: str) -> list[str]:
        """Return what must be in what is typed."""
        return [text for condition in self.right() for ident, text in condition.parts if ident == response]

    def feedback_to(self, response: str, label: str) -> tuple[str, ...]:
        """Return the names of the feedback to a choice; Blackboard names the choice instead of the response."""
        return (*self._feedback.get((response, label), ()), *self._feedback.get((label, ""), ()))

    def _by_response(self) -> dict[str, dict[str, float]]:
        given: dict[str, dict[str, float]] = {}
        for condition in self._conditions:
            for ident, value in condition.equals:
                # Blackboard says which choice it is in the place of the response.
                response, label = (ident, value) if value else ("", ident)
                score = condition.score if self._is_scored else 1.0
                if score:
                    known = given.setdefault(response, {})
                    known[label] = max(known.get(label, score), score)
        if not any(score > 0 for scores in given.values() for score in scores.values()):
            # Respondus may score the right choice 0 and tell it by its feedback alone.
            shown = [one for one in self._conditions if any(name.endswith("_C") for name in one.feedback)]
            given = {}
            for ident, value in (wanted for one in shown for wanted in one.equals):
                given.setdefault(ident, {})[value] = 1.0
        return {
            response: {label: score / most for label, score in scores.items()}
            for response, scores in given.items()
            if (most := max(scores.values())) > 0
        }


def _condition(node: Node) -> Condition:
    equals: list[tuple[str, str]] = []
    parts: list[tuple[str, str]] = []
    low = high = ""
    for one in (one for holder in node.all("conditionvar") for one in holder.walk(outside="not")):
        wanted = (one.attributes.get("respident", ""), one.text.strip())
        if one.tag == "varequal":
            equals.append(wanted)
        elif one.tag in {"varsubstring", "varsubset"}:
            parts.append(wanted)
        elif one.tag in {"vargte", "vargt"}:
            low = wanted[1]
        elif one.tag in {"varlte", "varlt"}:
            high = wanted[1]
    feedback = tuple(one.attributes.get("linkrefid", "") for one in node.all("displayfeedback"))
    return Condition(_score(node), tuple(equals), tuple(parts), low, high, feedback)


def _score(condition: Node) -> float:
    scores: list[float] = []
    for one in condition.all("setvar"):
        name = (one.attributes.get("varname") or one.attributes.get("variablename") or "score").casefold()
        value = one.text.strip()
        if "incorrect" in name:
            continue
        if value.casefold() == "score.max":
            scores.append(100.0)
        elif re.fullmatch(r"-?\d{1,6}(?:\.\d{1,15})?", value):
            scores.append(float(value))
    return max(scores, default=0.0)


# Texts

_TEXTS: Final = frozenset({"mattext", "mat_formattedtext", "matemtext"})
_MEDIA: Final = {"matimage": "img", "mataudio": "audio", "matvideo": "video", "matapplet": "object"}
_NAME: Final = re.compile(r"\[([^\[\]<>]{1,100})\]")
_LIKE_HTML: Final = re.compile(r"</?(?:p|br|div|span|b|i|u|em|strong|sub|sup|ul|ol|li|img|a|table)\b[^<>]*>|&\w+;")


def material_of(node: Node, *, outside: str = "") -> Prose:
    """Return all that is said in a node, but for what stands in the tag `outside`; each part on lines of its own."""
    nodes = [one for one in node.walk(outside=outside) if one.tag in _TEXTS or one.tag in _MEDIA]
    if len(nodes) == 1 and nodes[0].tag in _TEXTS and not _is_html(nodes[0]):
        return plain(nodes[0].text)
    return hypertext(lines_of(_html(one, {}) for one in nodes))


def html_of_material(material: Node, marks: Mapping[str, str]) -> str:
    """Return what a material says as HTML; names in brackets that are in `marks` give way to what stands there."""
    return lines_of(_html(one, marks) for one in material.walk() if one.tag in _TEXTS or one.tag in _MEDIA)


def lines_of(parts: Iterable[str]) -> str:
    """Return pieces of HTML as one, each on lines of its own."""
    parts = [part for part in parts if part]
    return "".join(f"<div>{part}</div>" for part in parts) if len(parts) > 1 else "".join(parts)


def _html(node: Node, marks: Mapping[str, str]) -> str:
    if node.tag in _MEDIA:
        address = html.escape(node.attributes.get("uri") or node.attributes.get("label", ""))
        name = html.escape(node.attributes.get("label", ""))
        tag = _MEDIA[node.tag]
        return f'<img src="{address}" alt="{name}">' if tag == "img" else f'<{tag} src="{address}"></{tag}>'
    if node.children:
        text = markup_of(node)
    elif _is_html(node):
        text = node.text.strip()
    else:
        text = html.escape(node.text.strip(), quote=False).replace("\n", "<br>")
    text = _NAME.sub(lambda match: marks.get(html.unescape(match[1]), match[0]), text) if marks else text
    return f"<em>{text}</em>" if node.tag == "matemtext" else text


def _is_html(node: Node) -> bool:
    form = (node.attributes.get("texttype") or node.attributes.get("type") or "").casefold()
    if node.children or "html" in form or form == "smart_text":
        return True
    return not form and _LIKE_HTML.search(node.text) is not None
