"""The check of questions to which several things are named: list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from quiz.bank.matching import Folding, fold
from quiz.bank.questions.listing import ListQuestion
from quiz.reading.normalize import tidy_text
from quiz.reading.questions.base import FLAGS, BankText, Check, texts_at
from quiz.text import counted, shortened

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node

_COUNT: Final = re.compile(r"[1-9][0-9]{0,5}")


def _is_list_sound(question: ListQuestion, data: dict[str, Any]) -> bool:
    are_flags = all(data.get(name, "true").lower() in FLAGS for name in ("case_sensitive", "accents"))
    is_count = "need" not in data or bool(_COUNT.fullmatch(data["need"]))
    if not (are_flags and is_count and data.get("typos", "0") in {"0", "1", "2", "3"}):
        return False
    folded = [{fold(spelling, question.folding) for spelling in spellings} for spellings in question.spellings]
    return question.needed <= len(folded) and len(set().union(*folded)) == sum(map(len, folded))


def _explain_list(findings: Findings, fields: dict[str, Node]) -> None:
    answers = [*fields["answers"].items()] if "answers" in fields else []
    _explain_need(findings, fields.get("need"), len(answers))
    folding = Folding(*(_is_set(fields.get(name)) for name in ("case_sensitive", "accents")))
    seen: dict[str, tuple[int, Node]] = {}
    for number, answer in enumerate(answers):
        text = tidy_text(answer.text) if answer.kind == "text" else ""
        spellings = [BankText(text, answer)] if text else texts_at(answer)
        for said, node in spellings:
            first, place = seen.setdefault(fold(said, folding), (number, node))
            if first != number:
                findings.add(
                    "B036",
                    f"`{shortened(said)}` stands for two answers.",
                    node,
                    "remove one of them, or write all spellings of one thing as one answer: `- [name, other spelling]`",
                    first=place,
                )


def _explain_need(findings: Findings, need: Node | None, answers: int) -> None:
    text = tidy_text(need.text) if need is not None else ""
    if need is not None and answers and _COUNT.fullmatch(text) and int(text) > answers:
        there = "there is one" if answers == 1 else f"there are {answers}"
        message = f"{counted(int(text), 'answer')} cannot be named: {there}."
        findings.add("B037", message, need, f"write a number from 1 to {answers}, or remove `need`")


def _is_set(flag: Node | None) -> bool:
    return flag is not None and flag.text.lower() == "true"


CHECKS: Final[dict[type[Question], Check]] = {ListQuestion: Check(_is_list_sound, _explain_list)}
