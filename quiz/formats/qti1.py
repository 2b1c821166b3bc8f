"""QTI 1.2 as Canvas, Blackboard, Respondus and the common cartridge write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from quiz.bank.identifiers import slug
from quiz.formats.hypertext import hypertext
from quiz.formats.items import (
    GAP,
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
from quiz.formats.number_ranges import is_same_number, range_option
from quiz.formats.prose import NOTHING, Prose, plain
from quiz.formats.qti1_parts import RESPONSES, Scoring, html_of_material, kind_of, lines_of, material_of, points_of
from quiz.formats.report import Fault, Loss, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.formats.xml_tree import Node, XmlDocument

_SHARED: Final = frozenset({"presentation_material", "rubric", "objectives"})
_COMBINED: Final = re.compile(r"(?:general_)?(?:in)?correct(?:_fb)?\Z", re.IGNORECASE)
_GENERAL: Final = "general_fb"
_SOLUTION: Final = "solution"
_GAP: Final = "_____"


class _Quiz:
    """A document while it is read: its items with their categories, and the texts that belong to none of them."""

    def __init__(self, document: XmlDocument, member: str | None) -> None:
        self.document = document
        self.member = member
        self.title = ""
        self.items: list[Item] = []
        self.losses: list[Loss] = []

    def take(self, node: Node, path: tuple[str, ...], group: str | None = None) -> None:
        for one in node.children:
            title = plain(one.attributes.get("title", "")).plain.replace("/", "-")
            if one.tag == "item":
                question = _Question(one, self.document, self.member)
                item = question.item("/".join(filter(None, path)))
                self.items.append(replace(item, group=group) if group else item)
            elif one.tag in _SHARED:
                if text := material_of(one).plain:
                    place = Place(one.line, one.end_line, member=self.member)
                    self.losses.append(Loss(place, "description", text))
            elif one.tag == "assessment":
                self.title = self.title or title
                self.take(one, (*path, title))
            elif one.tag == "section":
                self.take(one, (*path, title), self._group(one))
            else:
                self.take(one, path, group)

    def _group(self, section: Node) -> str | None:
        """Return the group of the questions of a section of which one is drawn; tell where several are."""
        selection = next((one for holder in section.all("selection_ordering") for one in holder.all("selection")), None)
        if selection is None:
            return None
        place = Place(selection.line, member=self.member)
        number = selection.text_at("selection_number")
        if bank := selection.text_at("sourcebank_ref"):
            self.losses.append(Loss(place, "unsupported-type", f"{number} questions of the bank {bank}"))
        elif number == "1":
            return slug(section.attributes.get("ident", "")) or None
        elif number:
            self.losses.append(Loss(place, "group-pick", number, kind="note"))
        return None


def items_of(document: XmlDocument, member: str | None) -> tuple[list[Item], list[Loss], str]:
    """Return the items of a document, what is lost of what stands outside them, and its title."""
    quiz = _Quiz(document, member)
    quiz.take(document.root, ())
    return quiz.items, quiz.losses, quiz.title


class _Question:
    """One item while it is read."""

    def __init__(self, node: Node, document: XmlDocument, member: str | None) -> None:
        self.node = node
        self.place = Place(node.line, node.end_line, member=member)
        self.source = document.source_of(node)
        self.presentation = node.first("presentation")
        self.nodes = list(self.presentation.walk()) if self.presentation is not None else []
        self.responses = [one for one in self.nodes if one.tag in RESPONSES]
        self.holders = {id(one): flow for flow in self.nodes if flow.tag == "flow" for one in flow.children}
        self.scoring = Scoring(node)
        self.feedback = {one.attributes.get("ident", ""): material_of(one) for one in node.all("itemfeedback")}
        self.told = {_GENERAL, _SOLUTION}

    def item(self, category: str) -> Item:
        said, kind = kind_of(self.node, self.responses, has_key=self.scoring.has_key)
        body = self._body(kind) if self._is_bounded() else "too-large"
        return Item(
            place=self.place,
            body=Unheld() if isinstance(body, str) else body,
            prompt=NOTHING if isinstance(body, Gaps | Unheld | str) else self._prompt(body),
            source_type=said,
            source=self.source,
            id=self.node.attributes.get("ident", ""),
            name=plain(self.node.attributes.get("title", "")).plain,
            category=category,
            explanation=self._explanation(body),
            hints=tuple(filter(None, (material_of(one) for one in self.node.walk() if one.tag == "hintmaterial"))),
            points=points_of(self.node),
            losses=tuple(self._losses()),
            faults=(Fault(self.place, body, self.source),) if isinstance(body, str) else (),
        )

    def _is_bounded(self) -> bool:
        most = max((sum(1 for _ in _labels(one)) for one in self.responses), default=0)
        return len(self.responses) <= MOST_PARTS and most <= MOST_PARTS

    def _explanation(self, body: Body | str) -> Prose:
        """Return what is said to everybody: beside a question that has no model answer, the solution."""
        return self.feedback.get(_GENERAL) or (
            NOTHING if isinstance(body, Open) else self.feedback.get(_SOLUTION, NOTHING)
        )

    def _losses(self) -> Iterator[Loss]:
        for ident, said in self.feedback.items():
            if said and ident not in self.told:
                code = "combined-feedback" if _COMBINED.match(ident) else "answer-feedback"
                yield Loss(self.place, code, said.plain)

    def _prompt(self, body: Body | None = None, marks: dict[str, str] | None = None) -> Prose:
        """Return what is asked: all texts outside the responses, those after a line to type in behind a gap.

        marks: what stands in the place of names in brackets, and of responses where no name is in the text.
        """
        skipped = {id(one) for response in self.responses for one in response.walk()}
        skipped |= {id(one) for block in self.nodes if _is_right_block(block) for one in block.walk()}
        if isinstance(body, Pairs):
            skipped |= {id(one) for response in self.responses for one in self._beside(response)}
        is_typed = isinstance(body, Typed | Numeric)
        parts: list[tuple[str, bool]] = []
        for node in self.nodes:
            if node.tag in RESPONSES and (marks or is_typed):
                mark = (marks or {}).get(node.attributes.get("ident", "").removeprefix("response_"), _GAP)
                parts.append((mark, True))
            elif node.tag == "material" and id(node) not in skipped:
                parts.append((html_of_material(node, marks or {}), False))
        texts = [text for text, is_gap in parts if not is_gap]
        if is_typed and parts and parts[-1][1]:
            parts.pop()
        if any(is_gap for _, is_gap in parts) and not any(GAP.search(text) for text in texts):
            return hypertext(" ".join(text for text, _ in parts))
        return hypertext(lines_of(texts))

    def _body(self, kind: str) -> Body | str:
        """Return the body of an item, or the code of its fault."""
        match kind:
            case "choice" | "several" | "truth":
                return self._choices(several=kind == "several")
            case "typed":
                return self._typed()
            case "number":
                return self._numeric()
            case "match":
                return self._pairs()
            case "blanks" | "dropdowns":
                return self._gaps(is_picked=kind == "dropdowns")
            case "order":
                return self._order()
            case "essay":
                return Open(self.feedback.get(_SOLUTION, NOTHING))
            case "description":
                return Unheld("description")
            case _:
                return Unheld()

    def _said(self, response: str, label: str) -> Prose:
        """Return the feedback to one choice."""
        for name in (*self.scoring.feedback_to(response, label), f"{label}_fb", label):
            if name in self.feedback and name != _GENERAL and not _COMBINED.match(name):
                self.told.add(name)
                return self.feedback[name]
        return NOTHING

    def _choices(self, *, several: bool) -> Body | str:
        if not self.responses:
            return "no-choices"
        if len(self.responses) > 1:
            return Unheld()
        response = self.responses[0]
        ident = response.attributes.get("ident", "")
        shares = self.scoring.shares(ident)
        if not any(share > 0 for share in shares.values()):
            return "no-key"
        named = [
            (
                label,
                Option(
                    material_of(node),
                    float(shares.get(label, 0.0) > 0) if several else shares.get(label, 0.0),
                    self._said(ident, label),
                ),
            )
            for label, node in _labels(response)
        ]
        options = tuple(option for _, option in named)
        texts = [(option.text.plain or label).strip().casefold() for label, option in named]
        if sorted(texts) == ["false", "true"] and not several:
            by_text = dict(zip(texts, options, strict=True))
            return Truth(by_text["true"].share >= 1, by_text["true"].feedback, by_text["false"].feedback)
        return Choices(options, several=several)

    def _typed(self) -> Body:
        ident = self.responses[0].attributes.get("ident", "") if self.responses else ""
        parts = self.scoring.parts(ident)
        options = [Option(plain(text), share) for text, share in self.scoring.shares(ident).items()]
        if parts:
            options = [replace(one, text=plain(one.text.plain.replace("*", "\\*"))) for one in options]
            options += (Option(plain(f"*{text}*"), 1.0) for text in parts)
        return Typed(tuple(options), is_case_sensitive=self.scoring.has_case, has_wildcards=bool(parts))

    def _numeric(self) -> Body:
        options: list[NumberOption] = []
        for condition in self.scoring.right():
            if condition.low and condition.high:
                option = range_option(condition.low, condition.high)
                written = (value for _, value in condition.equals if is_same_number(value, option.value))
                options.append(replace(option, value=next(written, option.value)))
            else:
                options += (NumberOption(value) for _, value in condition.equals)
        return Numeric(tuple(options))

    def _pairs(self) -> Body:
        """Return pairs; the right-hand sides of Blackboard stand in a block of their own, in the order of labels."""
        right_blocks = (one for block in self.nodes if _is_right_block(block) for one in block.walk())
        blocks = [material_of(one) for one in right_blocks if one.tag == "material"]
        pairs: list[Pair] = []
        others: dict[str, Prose] = {}
        used: set[str] = set()
        for response in self.responses:
            labels = list(_labels(response))
            texts = {label: material_of(node) for label, node in labels}
            if blocks and not any(texts.values()):
                names = {label: f"block {at}" for at, (label, _) in enumerate(labels)}
                texts = {f"block {at}": text for at, text in enumerate(blocks)}
            else:
                names = {label: label for label in texts}
            right = names.get(next(iter(self.scoring.shares(response.attributes.get("ident", ""))), ""), "")
            left = material_of(response, outside="render_choice") or hypertext(
                lines_of(html_of_material(one, {}) for one in self._beside(response))
            )
            others |= texts
            used.add(right)
            pairs.append(Pair(left, texts.get(right, NOTHING), response.line))
        rest = (Pair(NOTHING, text) for label, text in others.items() if label not in used)
        return Pairs((*pairs, *rest))

    def _beside(self, response: Node) -> list[Node]:
        """Return the materials that stand in a block with a response: what Blackboard asks to match."""
        holder = self.holders.get(id(response))
        inside = {id(one) for one in response.walk()}
        return [one for one in holder.walk() if one.tag == "material" and id(one) not in inside] if holder else []

    def _gaps(self, *, is_picked: bool) -> Body:
        gaps: list[Gap] = []
        marks: dict[str, str] = {}
        for response in self.responses:
            ident = response.attributes.get("ident", "")
            shares = self.scoring.shares(ident)
            texts = {label: text for label, node in _labels(response) if (text := material_of(node))}
            if texts:
                right = [text for label, text in texts.items() if label in shares or not is_picked]
                wrong = tuple(text for label, text in texts.items() if label not in shares) if is_picked else ()
            else:
                right, wrong = [plain(text) for text in shares], ()
            marks[ident.removeprefix("response_")] = gap_mark(len(gaps))
            gaps.append(Gap(tuple(Option(text, 1.0) for text in right), wrong))
        return Gaps(self._prompt(marks=marks), tuple(gaps), is_case_sensitive=self.scoring.has_case)

    def _order(self) -> Body | str:
        texts = {label: material_of(node) for response in self.responses for label, node in _labels(response)}
        best = max(self.scoring.right(), key=lambda one: len(one.equals), default=None)
        if best is None:
            return "no-key"
        return Sequence(tuple(texts[value] for _, value in best.equals if value in texts))


def _is_right_block(node: Node) -> bool:
    return node.attributes.get("class") == "RIGHT_MATCH_BLOCK"


def _labels(response: Node) -> Iterator[tuple[str, Node]]:
    for node in response.walk():
        if node.tag == "response_label":
            yield node.attributes.get("ident", ""), node
