"""QTI 2.1, 2.2 and 3.0: one item a file."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

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
from quiz.formats.mapper import MOST_PARTS
from quiz.formats.prose import NOTHING, Prose, plain
from quiz.formats.qti_markup import markup_of
from quiz.formats.report import Fault, Loss, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.formats.xml_tree import Node, XmlDocument

_HELD: Final = frozenset(
    {
        *(
            "choiceInteraction",
            "orderInteraction",
            "matchInteraction",
            "gapMatchInteraction",
            "extendedTextInteraction",
        ),
        *("textEntryInteraction", "inlineChoiceInteraction"),
    }
)
_INLINE: Final = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
_UNSEEN: Final = frozenset({"feedbackInline", "feedbackBlock", "stylesheet", "modalFeedback"})
_GAP: Final = "_____"
EXPLANATION: Final = "EXPLANATION"
"""The outcome under which this program writes the explanation of a question."""


def is_version_3(root: Node) -> bool:
    return root.tag.startswith("qti-")


def renamed(root: Node) -> None:
    """Give the nodes of version 3 the names of version 2."""
    for node in root.walk():
        node.tag = _camel(node.tag.removeprefix("qti-")) if node.tag.startswith("qti-") else node.tag
        node.attributes = {_camel(name): value for name, value in node.attributes.items()}


def _camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def item_of(document: XmlDocument, member: str | None) -> Item:
    """Return the item of a document of version 2, or of version 3 with the names of 2; its passage is an address."""
    return _Question(document, member).item()


def stimulus_of(root: Node) -> tuple[str, str, Prose]:
    """Return the id, the title and the text of a file with what items are about."""
    body = root.first("stimulusBody")
    title = plain(root.attributes.get("title", "")).plain
    return root.attributes.get("identifier", ""), title, _prose(body) if body is not None else NOTHING


class _Question:
    """An item while it is read."""

    def __init__(self, document: XmlDocument, member: str | None) -> None:
        self.node = document.root
        self.place = Place(1, self.node.end_line, member=member)
        self.source = document.source_of(self.node)
        self.content = self.node.first("itemBody")
        self.stimuli = list(self.node.all("assessmentStimulusRef"))
        self.nodes = list(self.content.walk()) if self.content is not None else []
        self.interactions = [node for node in self.nodes if node.tag.endswith("Interaction")]
        self.rubric = next(
            (one for one in self.nodes if one.tag == "rubricBlock" and "scorer" in one.attributes.get("view", "")), None
        )
        self.keys = {one.attributes.get("identifier", ""): one for one in self.node.all("responseDeclaration")}

    def item(self) -> Item:
        body = self._body()
        faults = (Fault(self.place, body, self.source),) if isinstance(body, str) else ()
        said = [(node.attributes.get("outcomeIdentifier", ""), _prose(node)) for node in self.node.all("modalFeedback")]
        return Item(
            place=self.place,
            body=Unheld() if isinstance(body, str) else body,
            prompt=self._prompt(body),
            source_type=self.interactions[0].tag if self.interactions else "",
            source=self.source,
            id=self.node.attributes.get("identifier", ""),
            name=plain(self.node.attributes.get("title", "")).plain,
            points=self._points(),
            passage=next((one.attributes.get("href", "") for one in self.stimuli), ""),
            explanation=next((text for outcome, text in said if outcome == EXPLANATION), NOTHING),
            losses=tuple(self._losses(body, [text for outcome, text in said if outcome != EXPLANATION])),
            faults=faults,
        )

    def _losses(self, body: Body | str, said: list[Prose]) -> Iterator[Loss]:
        """Give what has no place: feedback that belongs to no choice, and what is for those who score."""
        if isinstance(body, str | Unheld):
            return
        yield from (Loss(self.place, "description", one.attributes.get("href", "")) for one in self.stimuli[1:])
        in_choices = {id(node) for one in self.nodes if one.tag == "simpleChoice" for node in one.walk()}
        for node in self.nodes:
            if node.tag in {"feedbackInline", "feedbackBlock"} and id(node) not in in_choices:
                said.append(_prose(node))
            elif node.tag == "rubricBlock" and not _is_seen(node) and node is not self.rubric:
                yield Loss(self.place, "text-outside", _prose(node).plain, kind="note")
        if self.rubric is not None and not isinstance(body, Open):
            yield Loss(self.place, "text-outside", _prose(self.rubric).plain, kind="note")
        yield from (Loss(self.place, "combined-feedback", text.plain) for text in said if text)

    def _prompt(self, body: Body | str) -> Prose:
        """Return what is asked; of a text with gaps only the prompt that stands apart from it."""
        if isinstance(body, str | Unheld):
            return NOTHING
        apart = [prompt for one in self.interactions if (prompt := one.first("prompt")) is not None]
        if isinstance(body, Gaps):
            return _prose(apart[0]) if apart else NOTHING
        if self.content is None:
            return NOTHING
        if isinstance(body, Typed | Numeric) and (asked := self._asked_apart()) is not None:
            return asked[0]
        around = markup_of(self.content, self._replaced)
        return hypertext(around + "".join(f"<div>{markup_of(prompt)}</div>" for prompt in apart))

    def _asked_apart(self) -> tuple[Prose, str] | None:
        """Return what is asked above the line to type in, and what stands behind that; None where it is in a text."""
        assert self.content is not None
        mark = gap_mark(0)
        text = hypertext(markup_of(self.content, lambda one: mark if one.tag in _INLINE else self._replaced(one)))
        above, _, line = text.plain.rpartition("\n")
        if not above or not line.startswith(mark):
            return None
        markdown = text.markdown and text.markdown.rpartition(mark)[0].rstrip()
        return Prose(above.rstrip(), markdown, None, text.dropped), line.removeprefix(mark).strip()

    def _points(self) -> float:
        for node in self.node.all("outcomeDeclaration"):
            if node.attributes.get("identifier") == "SCORE" and _float(node.attributes.get("normalMaximum", "")) > 0:
                return _float(node.attributes["normalMaximum"])
        return 1.0

    def _replaced(self, node: Node) -> str | None:
        """Return what stands in the prompt for a node; None where it stands itself."""
        if node.tag in _INLINE:
            return _GAP
        return "" if _is_apart(node) or node.tag.endswith("Interaction") else None

    def _body(self) -> Body | str:
        """Return the body of the item, or the code of its fault."""
        kinds = {node.tag for node in self.interactions}
        if self.node.attributes.get("adaptive") == "true" or self.node.first("templateDeclaration") is not None:
            return Unheld()
        if not kinds:
            return Unheld("description")
        if kinds - _HELD or (len(self.interactions) > 1 and kinds - _INLINE):
            return Unheld()
        first = self.interactions[0]
        if len(self.interactions) > MOST_PARTS or any(len(one.children) > MOST_PARTS for one in self.interactions):
            return "too-large"
        if len(self.interactions) > 1 or first.tag == "inlineChoiceInteraction":
            return self._inline_gaps()
        match first.tag:
            case "choiceInteraction":
                return self._choices(first)
            case "orderInteraction":
                return self._order(first)
            case "matchInteraction":
                return self._pairs(first)
            case "gapMatchInteraction":
                return self._gap_match(first)
            case "textEntryInteraction":
                return self._entry(first)
            case _:
                model = plain("\n".join(_correct(self._key(first))))
                return Open(_prose(self.rubric) if self.rubric is not None else model)

    def _key(self, node: Node) -> Node | None:
        return self.keys.get(node.attributes.get("responseIdentifier", ""))

    def _choices(self, node: Node) -> Body | str:
        key = self._key(node)
        shares = _shares(key)
        if not any(share > 0 for share in shares.values()):
            return "no-key"
        several = key is not None and key.attributes.get("cardinality") == "multiple"
        options = [
            Option(_prose(one), _share(shares, one, several=several), _said(one)) for one in node.all("simpleChoice")
        ]
        texts = [option.text.plain.casefold() for option in options]
        if sorted(texts) == ["false", "true"] and not several:
            by_text = dict(zip(texts, options, strict=True))
            return Truth(by_text["true"].share >= 1, by_text["true"].feedback, by_text["false"].feedback)
        return Choices(tuple(options), several, node.attributes.get("shuffle") == "false")

    def _order(self, node: Node) -> Body | str:
        texts = {one.attributes.get("identifier", ""): _prose(one) for one in node.all("simpleChoice")}
        order = [value for value in _correct(self._key(node)) if value in texts]
        return Sequence(tuple(texts[value] for value in order)) if order else "no-key"

    def _pairs(self, node: Node) -> Body | str:
        sets = [
            {one.attributes.get("identifier", ""): _prose(one) for one in side.all("simpleAssociableChoice")}
            for side in node.all("simpleMatchSet")
        ]
        known = [tuple(value.split()) for value, share in _shares(self._key(node)).items() if share > 0]
        if not known or len(sets) != 2:
            return "no-key"
        lefts, rights = sets
        known = [pair for pair in known if len(pair) == 2 and pair[0] in lefts and pair[1] in rights]
        if Counter(left for left, _ in known) != Counter(list(lefts)):
            # Not each on the left has one partner; from the other side it may be so.
            lefts, rights = rights, lefts
            known = [(right, left) for left, right in known]
        if Counter(left for left, _ in known) != Counter(list(lefts)):
            return Unheld()
        used = {right for _, right in known}
        rest = (Pair(NOTHING, text) for name, text in rights.items() if name not in used)
        return Pairs((*(Pair(lefts[left], rights[right]) for left, right in known), *rest))

    def _gap_match(self, node: Node) -> Body | str:
        texts = {one.attributes.get("identifier", ""): _prose(one) for one in node.all("gapText")}
        shares = _shares(self._key(node))
        right = {pair[1]: pair[0] for value in shares if shares[value] > 0 and len(pair := value.split()) == 2}
        if node.first("gapImg") is not None:
            return Unheld()
        if sum(one.tag == "gap" for one in self.nodes) > MOST_PARTS:
            return "too-large"
        if not right:
            return "no-key"
        gaps: list[Gap] = []

        def replaced(one: Node) -> str | None:
            if one.tag == "gap":
                name = right.get(one.attributes.get("identifier", ""), "")
                options = (Option(texts[name], 1.0),) if name in texts else ()
                gaps.append(Gap(options, tuple(text for other, text in texts.items() if other != name)))
                return gap_mark(len(gaps) - 1)
            return "" if one.tag in {"prompt", "gapText"} or _is_apart(one) else None

        return Gaps(hypertext(markup_of(node, replaced)), tuple(gaps))

    def _inline_gaps(self) -> Body:
        gaps: list[Gap] = []

        def replaced(one: Node) -> str | None:
            if one.tag == "inlineChoiceInteraction":
                shares = _shares(self._key(one))
                options = [(one_.attributes.get("identifier", ""), _prose(one_)) for one_ in one.all("inlineChoice")]
                right = tuple(Option(text, 1.0) for name, text in options if shares.get(name, 0) >= 1)
                gaps.append(Gap(right, tuple(text for name, text in options if shares.get(name, 0) < 1)))
                return gap_mark(len(gaps) - 1)
            if one.tag == "textEntryInteraction":
                shares = _shares(self._key(one))
                gaps.append(Gap(tuple(Option(plain(text), share) for text, share in shares.items())))
                return gap_mark(len(gaps) - 1)
            return "" if _is_apart(one) else None

        assert self.content is not None
        typed = [self._key(one) for one in self.interactions if one.tag == "textEntryInteraction"]
        cased = bool(typed) and all(map(_has_case, typed))
        return Gaps(hypertext(markup_of(self.content, replaced)), tuple(gaps), is_case_sensitive=cased)

    def _entry(self, node: Node) -> Body | str:
        key = self._key(node)
        shares = _shares(key)
        if not shares:
            return "no-key"
        if key is not None and key.attributes.get("baseType") in {"float", "integer"}:
            return self._numeric(shares)
        options = tuple(Option(plain(text), share) for text, share in shares.items())
        return Typed(options, is_case_sensitive=_has_case(key))

    def _numeric(self, shares: dict[str, float]) -> Body:
        """Return a number: with what the processing of responses counts as equal to it, where it says so."""
        options = tuple(self._equal_numbers()) or tuple(
            NumberOption(text, self._tolerance(text), share) for text, share in shares.items()
        )
        unit = asked[1] if (asked := self._asked_apart()) is not None else ""
        return Numeric(options, (unit,) if unit else ())

    def _equal_numbers(self) -> Iterator[NumberOption]:
        """Give the numbers that stand in the processing of responses, each with the share that it earns."""
        scored: list[tuple[str, str, float]] = []
        for branch in self.node.walk():
            if branch.tag in {"responseIf", "responseElseIf"}:
                score = max((_float(one.text_at("baseValue")) for one in branch.all("setOutcomeValue")), default=0.0)
                for one in branch.all("equal"):
                    value = one.text_at("baseValue")
                    scored.append((value, _tolerance(one, value), score))
        most = max((score for _, _, score in scored), default=0.0)
        if most > 0:
            yield from (NumberOption(value, reach, score / most) for value, reach, score in scored if value)

    def _tolerance(self, value: str) -> str:
        return next((_tolerance(node, value) for node in self.node.walk() if node.tag == "equal"), "0")


def _tolerance(node: Node, value: str) -> str:
    """Return how far off a value still counts as equal."""
    reach = next(iter(node.attributes.get("tolerance", "").split()), "0")
    match node.attributes.get("toleranceMode"):
        case "absolute":
            return reach
        case "relative":
            try:
                return f"{abs(Decimal(value) * Decimal(reach) / 100).normalize():f}"
            except InvalidOperation:
                return "0"
        case _:
            return "0"


def _has_case(key: Node | None) -> bool:
    """Tell whether capitals matter in what is typed: every text that earns points says so."""
    entries = [one for one in key.walk() if one.tag == "mapEntry"] if key is not None else []
    return bool(entries) and all(one.attributes.get("caseSensitive") == "true" for one in entries)


def _is_seen(rubric: Node) -> bool:
    """Tell whether a rubric is for who answers."""
    return "candidate" in rubric.attributes.get("view", "")


def _is_apart(node: Node) -> bool:
    """Tell whether a node is none of what is asked."""
    return node.tag in _UNSEEN or (node.tag == "rubricBlock" and not _is_seen(node))


def _correct(key: Node | None) -> list[str]:
    if key is None:
        return []
    return [
        value.text.strip()
        for holder in key.all("correctResponse")
        for value in holder.all("value")
        if value.text.strip()
    ]


def _shares(key: Node | None) -> dict[str, float]:
    """Return what earns points, each with its share of the most that one may earn."""
    shares = dict.fromkeys(_correct(key), 1.0)
    entries = [one for mapping in (key.all("mapping") if key is not None else ()) for one in mapping.all("mapEntry")]
    values = {one.attributes.get("mapKey", ""): _float(one.attributes.get("mappedValue", "")) for one in entries}
    most = max(values.values(), default=0.0)
    if most > 0:
        for name, value in values.items():
            if value > 0 or not shares:
                shares.setdefault(name, value / most)
    return shares


def _float(text: str) -> float:
    return float(text) if re.fullmatch(r"-?\d{1,6}(?:\.\d{1,9})?", text.strip()) else 0.0


def _share(shares: dict[str, float], node: Node, *, several: bool) -> float:
    share = shares.get(node.attributes.get("identifier", ""), 0.0)
    return share if not several else float(share > 0)


def _said(node: Node) -> Prose:
    """Return the feedback in a choice."""
    return next((_prose(one) for one in node.walk() if one.tag == "feedbackInline" and one is not node), NOTHING)


def _prose(node: Node) -> Prose:
    return hypertext(markup_of(node, lambda one: "" if _is_apart(one) else None))
