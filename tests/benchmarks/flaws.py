"""Measures the item-writing rules against human judgements, and prints precision, recall and F1 a flaw.

Run it as a script with the path of a file of judgements: one JSON object a line with `question`, `choices`, `answer`
(a letter), `flaw_type` and `label` (1: the flaw is there). `micro` sums the twelve flaws that published rules decide.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final, NamedTuple

from quiz.lint.rules import LINT
from quiz.lint.stem_and_choices import QuestionForm
from quiz.lint.words import vocabulary

LABELS: Final = {
    "no_none_of_the_above": "F001",
    "no_all_of_the_above": "F002",
    "no_fill_in_blank": "F003",
    "problem_in_stem": "F004",
    "ordered_options": "F005",
    "avoid_negatives": "F006",
    "equal_length_options": "F007",
    "no_extraneous_info": "F008",
    "avoid_k_type": "F009",
    "no_vague_terms": "F010",
    "no_absolute_terms": "F011",
    "avoid_repetition": "F012",
    "focused_stem": "F014",
    "grammatical_consistency": "F015",
    "single_best_answer": "F019",
}
"""The labels of the file with the rule that speaks of the same; others have no rule."""

PUBLISHED: Final = ("F001", "F002", "F003", "F004", "F005", "F006", "F007", "F008", "F010", "F011", "F012", "F014")


class Judgement(NamedTuple):
    """One question and one flaw: what people say and what the rule says."""

    row: dict[str, Any]
    label: bool
    told: bool


def judge(rows: list[dict[str, Any]]) -> dict[str, list[Judgement]]:
    """Return the judgements by code."""
    words = vocabulary("en")
    found: dict[str, list[Judgement]] = defaultdict(list)
    for row in rows:
        if code := LABELS.get(row["flaw_type"]):
            form = QuestionForm(row["question"], row["choices"], [ord(row["answer"]) - ord("A")], shuffled=False)
            found[code].append(Judgement(row, row["label"] == 1, bool(LINT[code].remarks(form, words))))
    return found


def rates(judgements: list[Judgement]) -> dict[str, float]:
    hits = sum(one.told and one.label for one in judgements)
    told = sum(one.told for one in judgements)
    flaws = sum(one.label for one in judgements)
    return {
        "rows": len(judgements),
        "flaws": flaws,
        "told": told,
        "right": hits,
        "precision": round(hits / told, 3) if told else 0.0,
        "recall": round(hits / flaws, 3) if flaws else 0.0,
        "f1": round(2 * hits / (told + flaws), 3) if told + flaws else 0.0,
    }


def main(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    found = judge(rows)
    report: dict[str, Any] = {f"{code} {LINT[code].name}": rates(found[code]) for code in sorted(found)}
    report["micro over the twelve"] = rates([one for code in PUBLISHED for one in found[code]])
    for name, values in report.items():
        sys.stdout.write(f"{name:28} {json.dumps(values)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
