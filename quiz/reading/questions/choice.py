"""The checks of questions with choices: single, multiple, true-false."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.bank.quantities import NUMBER
from quiz.bank.questions.base import TruthFeedback
from quiz.bank.questions.choice import EVERY_CHOICE_RIGHT, Multiple, Single, TrueFalse
from quiz.diagnostics.suggest import did_you_mean
from quiz.reading.normalize import normal_form
from quiz.reading.questions.base import (
    FLAGS,
    BankText,
    Check,
    choice_at,
    choice_texts,
    choices_at,
    differ,
    explain_equals,
    texts_at,
)
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.questions.registry import Question
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def _is_single_sound(question: Single, data: dict[str, Any]) -> bool:
    texts = choice_texts((question.answer, *question.distractors))
    return differ(texts) and _sequence_fits(question.sequence, texts) and _are_credits_numbers(data["distractors"])


def _are_credits_numbers(distractors: list[Any]) -> bool:
    return all(NUMBER.fullmatch(one["credit"]) for one in distractors if one.__class__ is dict and "credit" in one)


def _explain_single(findings: Findings, fields: dict[str, Node]) -> None:
    _explain_choices(findings, list(choice_at(fields.get("answer"))), fields)


def _is_multiple_sound(question: Multiple, _data: dict[str, Any]) -> bool:
    if not question.distractors and len(question.answers) < EVERY_CHOICE_RIGHT:
        return False
    texts = choice_texts((*question.answers, *question.distractors))
    return differ(texts) and _sequence_fits(question.sequence, texts)


def _explain_multiple(findings: Findings, fields: dict[str, Node]) -> None:
    answers = fields.get("answers")
    if "distractors" not in fields and answers is not None and 0 < len(list(answers.items())) < EVERY_CHOICE_RIGHT:
        message = "A multiple question of which every choice is right needs three answers or more."
        findings.add("B024", message, answers, "add `distractors:` and `- …`, or more answers")
    _explain_choices(findings, list(choices_at(answers)), fields)


def _is_true_false_sound(question: TrueFalse, data: dict[str, Any]) -> bool:
    return data["answer"].lower() in FLAGS and question.feedback != TruthFeedback()


def _explain_true_false(findings: Findings, fields: dict[str, Node]) -> None:
    feedback = fields.get("feedback")
    if feedback is not None and feedback.kind == "mapping" and not feedback.fields():
        findings.add("B006", "`feedback` is empty.", feedback, "write `true: …` or `false: …` below it, or remove it")


def _sequence_fits(sequence: Sequence[str] | None, texts: Sequence[str]) -> bool:
    # Choices are known by their text: one that only looks the same would never be the right one.
    return sequence is None or (len(sequence) == len(texts) and set(sequence) == set(texts))


def _explain_choices(findings: Findings, answers: list[BankText], fields: dict[str, Node]) -> None:
    distractors = list(choices_at(fields.get("distractors")))
    right = {normal_form(answer.text): answer for answer in reversed(answers)}
    for distractor in distractors:
        if answer := right.get(normal_form(distractor.text)):
            findings.add(
                "B023",
                f"`{shortened(distractor.text)}` is an answer and a distractor.",
                distractor.node,
                "remove it from one of the two",
                first=answer.node,
                label="the answer",
            )
    others = [distractor for distractor in distractors if normal_form(distractor.text) not in right]
    explain_equals(findings, [*answers, *others], "B021", "The choice `{}` stands twice.")
    _explain_sequence(findings, fields.get("sequence"), [*answers, *distractors])


def _explain_sequence(findings: Findings, sequence: Node | None, choices: list[BankText]) -> None:
    if sequence is None or sequence.kind != "list":
        return
    known = {normal_form(choice.text): choice.text for choice in choices}
    exact = {choice.text for choice in choices}
    listed: set[str] = set()
    for entry in texts_at(sequence):
        name = normal_form(entry.text)
        if name in listed:
            findings.add(
                "B025", f"`{shortened(entry.text)}` stands twice in `sequence`.", entry.node, "remove one of them"
            )
        elif entry.text not in exact:
            otherwise = "write it as in `answer` and `distractors`"
            same = f"did you mean `{shortened(known[name])}`?" if name in known else None
            findings.add(
                "B025",
                f"`{shortened(entry.text)}` is not one of the choices.",
                entry.node,
                same or did_you_mean(entry.text, list(known.values()), otherwise),
            )
        listed.add(name)
    if missing := [shortened(text) for name, text in known.items() if name not in listed]:
        names = ", ".join(f"`{name}`" for name in missing)
        findings.add("B025", f"`sequence` leaves out {names}.", sequence, "list every choice once")


CHECKS: Final[dict[type[Question], Check]] = {
    Single: Check(_is_single_sound, _explain_single, several="multiple"),
    Multiple: Check(_is_multiple_sound, _explain_multiple),
    TrueFalse: Check(_is_true_false_sound, _explain_true_false),
}
