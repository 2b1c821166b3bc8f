"""The checks of questions to put things where they belong: match, classify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.bank.questions.placement import Classify, Match
from quiz.reading.normalize import caseless_form, normal_form, tidy_row, tidy_text
from quiz.reading.questions.base import BankText, Check, differ, explain_equals, texts_at
from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def _is_match_sound(question: Match, _data: dict[str, Any]) -> bool:
    rights = dict.fromkeys(question.pairs.values())
    return differ(tuple(question.pairs)) and differ((*rights, *question.distractors))


def _explain_match(findings: Findings, fields: dict[str, Node]) -> None:
    pairs = list(fields["pairs"].pairs()) if "pairs" in fields else []
    lefts = [BankText(text, key) for key, _ in pairs if (text := tidy_text(key.text))]
    explain_equals(findings, lefts, "B028", "The left side `{}` stands twice.")
    rights: dict[str, BankText] = {}
    for _, value in pairs:
        if text := tidy_row(value.text):
            # The very same text may serve several lefts; texts that only look the same would show twice.
            first = rights.setdefault(caseless_form(text), BankText(text, value))
            if first.text != text:
                findings.add(
                    "B022",
                    f"`{shortened(text)}` and `{shortened(first.text)}` are the same but for capitals or spaces.",
                    value,
                    "write both in the same way if they are meant to be one",
                    first=first.node,
                )
    distractors = texts_at(fields.get("distractors"))
    exact = {normal_form(right.text): right for right in rights.values()}
    for distractor in distractors:
        if fits := exact.get(normal_form(distractor.text)):
            findings.add(
                "B027",
                f"The distractor `{shortened(distractor.text)}` is the right-hand side of a pair.",
                distractor.node,
                "remove it, or write one that fits nothing",
                first=fits.node,
                label="the pair",
            )
    others = [distractor for distractor in distractors if normal_form(distractor.text) not in exact]
    explain_equals(findings, [*rights.values(), *others], "B028", "The distractor `{}` stands twice.")


def _is_classify_sound(question: Classify, _data: dict[str, Any]) -> bool:
    items = [item for items in question.categories.values() for item in items]
    return differ(tuple(question.categories)) and differ(items)


def _explain_classify(findings: Findings, fields: dict[str, Node]) -> None:
    pairs = list(fields["categories"].pairs()) if "categories" in fields else []
    names = [BankText(text, key) for key, _ in pairs if (text := tidy_text(key.text))]
    explain_equals(findings, names, "B028", "The category `{}` stands twice.")
    places: dict[str, tuple[Node, BankText]] = {}
    kept: list[BankText] = []
    for key, value in pairs:
        for entry in texts_at(value):
            category, first = places.setdefault(normal_form(entry.text), (key, entry))
            if category is key:
                kept.append(entry)
                continue
            findings.add(
                "B026",
                f"`{shortened(entry.text)}` stands in the categories `{shortened(category.text)}` "
                f"and `{shortened(key.text)}`.",
                entry.node,
                "leave it in the one where it belongs",
                first=first.node,
            )
    explain_equals(findings, kept, "B028", "The item `{}` stands twice.")


CHECKS: Final[dict[type[Question], Check]] = {
    Match: Check(_is_match_sound, _explain_match),
    Classify: Check(_is_classify_sound, _explain_classify),
}
