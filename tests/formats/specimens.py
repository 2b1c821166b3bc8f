"""Small questions with one thing each that a format may have no place for, and files with one thing each that is lost.

`python -m tests.formats.specimens` prints the tables of the guide: what a format holds is found by writing each.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from quiz.authoring.exporting import exported
from quiz.bank.model import Bank
from quiz.diagnostics.findings import is_error
from quiz.formats.registry import FORMATS, WRITTEN
from quiz.formats.report import Loss
from quiz.reading.reader import read_bank

TYPES: Final = {
    "single": "{type: single, prompt: P?, answer: a, distractors: [b, c]}",
    "multiple": "{type: multiple, prompt: P?, answers: [a, b], distractors: [c]}",
    "true-false": "{type: true-false, prompt: P., answer: true}",
    "text": "{type: text, prompt: P?, answers: [a]}",
    "number": "{type: number, prompt: P?, answer: 3}",
    "list": "{type: list, prompt: P., answers: [a, b]}",
    "open": "{type: open, prompt: P., answer: A}",
    "order": "{type: order, prompt: P., items: [c, a, b]}",
    "match": "{type: match, prompt: P., pairs: {a: x, b: y}, distractors: [z]}",
    "classify": "{type: classify, prompt: P., categories: {x: [a, b], y: [c]}}",
    "cloze": '{type: cloze, prompt: P., text: "A {{b}} and {{c}}."}',
}
"""A question of each type with nothing else."""

_PARTS: Final = (
    ("gaps to pick from", "cloze", '{type: cloze, prompt: P., text: "A {{b ~ c}} and {{d ~ e}}."}'),
    ("several spellings", "text", "answers: [a, b]"),
    ("several numbers", "number", "answers: [3, 5]"),
    ("tolerance", "number", "tolerance: 0.5"),
    ("feedback", "single", "answer: {text: a, feedback: F.}"),
    ("feedback to true and false", "true-false", 'feedback: {"true": T., "false": F.}'),
    ("part of the points for a choice", "single", "distractors: [b, {text: c, credit: 0.5}]"),
    ("nearly right texts", "text", "near: [{text: b, credit: 0.5, feedback: F.}]"),
    ("nearly right numbers", "number", "near: [{value: 7, credit: 0.5, feedback: F.}]"),
    ("choices in a fixed sequence", "single", "sequence: [c, a, b]"),
    ("unit", "number", "unit: km"),
    ("capitals that matter", "text", "case_sensitive: true"),
    ("accents that matter, slips that do not", "text", "typos: 1"),
    ("rubric", "open", "rubric: [one, two]"),
    ("explanation", "single", "explanation: E."),
    ("hint", "single", "hint: H."),
    ("sources", "single", "sources: [ref]"),
    ("date", "single", "as_of: 2020-01"),
    ("tags", "single", "tags: [one, two]"),
    ("difficulty", "single", "difficulty: easy"),
    ("points", "single", "points: 2"),
    ("group", "single", "group: g"),
    ("passage", "single", "passage: p"),
    ("picture", "single", "image: {file: p.png, alt: A map}"),
    ("Markdown", "single", 'prompt: "*P*?"'),
)
"""What a question may have: the words of the guide, the type that it is shown with, and the field."""

PNG: Final = b"\x89PNG\r\n\x1a\nrest"


def specimens() -> dict[str, str]:
    """Return a question of each type, and one with each part, by the words of the guide."""
    found = dict(TYPES)
    for name, kind, field in _PARTS:
        found[name] = field if field.startswith("{") else _with(TYPES[kind], field)
    return found


def _with(question: str, field: str) -> str:
    """Return a question with a field, in the place of its own field of that name, or of its only answer."""
    name = field.partition(":")[0]
    parts = question.strip("{}").split(", ")
    known = {"prompt": "prompt: P?", "answer": "answer: a", "answers": "answers: [a]", "distractors": "distractors: [b"}
    if name == "distractors":
        return question.replace("distractors: [b, c]", field)
    if name == "answers" and "answer: 3" in parts:
        return question.replace("answer: 3", field)
    if known.get(name) in parts:
        return question.replace(known[name], field)
    return f"{question[:-1]}, {field}}}"


def bank_of_one(question: str, folder: Path) -> tuple[Bank, Path]:
    """Return a bank of one question, with its file in a folder that has its picture."""
    passage = "passages: [{id: p, title: T, text: Read.}]\n" if "passage: p" in question else ""
    markup = "markdown" if "*P*" in question else "plain"
    path = folder / "bank.yaml"
    path.write_text(
        f"id: bank\ntitle: Bank\nmarkup: {markup}\nreferences: [{{id: ref, title: Ref}}]\n{passage}"
        f"questions:\n  - {question.replace('{', '{id: q, ', 1)}\n",
        "utf-8",
    )
    (folder / "p.png").write_bytes(PNG)
    reading = read_bank(path.read_bytes(), str(path), {})
    assert reading.bank is not None, reading.diagnostics
    assert not [one.message for one in reading.diagnostics if is_error(one)]
    return reading.bank, path


def losses_of(form: str, question: str, folder: Path) -> list[Loss]:
    """Return what writing a question in a format tells of it, but that its id is not kept."""
    bank, path = bank_of_one(question, folder)
    losses = exported(bank, form, file=path).losses
    return [loss for loss in losses if loss.code != "identifier" and loss.question == "q"]


def cell(losses: Iterable[Loss]) -> str:
    """Return what the guide says where writing a question tells this."""
    losses = list(losses)
    changed = [loss.text.partition(" as ")[2] for loss in losses if loss.code == "type-changed"]
    if any(loss.kind in {"left-out", "lost"} for loss in losses):
        return ""
    return f"as {changed[0]}" if changed else "as text" if losses else "yes"


def held_rows(folder: Path) -> list[str]:
    """Return the table of the guide that says what each format holds that is written."""
    rows = [f"| | {' | '.join(f'`{form}`' for form in WRITTEN)} |", f"|{' --- |' * (len(WRITTEN) + 1)}"]
    bare = {form: {kind: losses_of(form, one, folder) for kind, one in TYPES.items()} for form in WRITTEN}
    shown = {name: kind for name, kind, _ in _PARTS}
    for name, question in specimens().items():
        cells = []
        for form in WRITTEN:
            losses = losses_of(form, question, folder)
            known = bare[form].get(shown.get(name, ""), [])
            is_left_out = any(loss.kind == "left-out" for loss in losses)
            new = (
                losses
                if is_left_out or not known
                else [loss for loss in losses if _said(loss) not in map(_said, known)]
            )
            cells.append(cell(new))
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


def _said(loss: Loss) -> tuple[str, str]:
    return loss.code, loss.text


def format_rows() -> list[str]:
    """Return the table of the guide that lists the formats."""
    rows = ["| format | | in | out | what is lost on the way in |", f"|{' --- |' * 5}"]
    for one in FORMATS.values():
        out = ", ".join(f"`{end}`" for end in one.ends)
        lost = ", ".join(f"`{code}`" for code in one.loses)
        rows.append(f"| {one.title} | `{one.name}` | {'yes' if one.reader else ''} | {out} | {lost} |")
    return rows


def _main() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        sys.stdout.write("\n".join([*format_rows(), "", *held_rows(Path(folder)), ""]))


if __name__ == "__main__":
    _main()
