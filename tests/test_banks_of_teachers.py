"""Banks as teachers write them, on programming and on a language: without a flaw, and played whole in both faces."""

from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from quiz.bank.questions.base import as_choice
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.typed import Cloze, TextQuestion
from quiz.bank.questions.written import OpenQuestion
from quiz.cli.check import check
from quiz.library.library import open_bank
from quiz.practice.attempt import Item
from quiz.practice.draw import Options
from quiz.practice.sight import seen_item
from quiz.scores.recorder import start
from quiz.scores.store.engine import unsaved_store
from tests.cases import Shown
from tests.plain.dialogues import hear
from tests.tui.driving import SMALL, USUAL, launch, opened

FOLDER: Final = Path(__file__).parent / "banks"
BANKS: Final = ("python", "french")

every_bank = pytest.mark.parametrize("name", BANKS)


def right_lines(item: Item) -> list[str]:
    """Return what is typed in the line mode by whoever knows everything."""
    shown = Shown(item.presentation)
    match item.question:
        case Single(answer=answer):
            return [shown.line(as_choice(answer).text)]
        case Multiple() as question:
            return [shown.line(*question.right_texts)]
        case TrueFalse(answer=is_true):
            return [str(is_true)]
        case Number() as question:
            return [question.accepted[0]]
        case TextQuestion(answers=answers):
            return [answers[0]]
        case ListQuestion() as question:
            return [spellings[0] for spellings in question.spellings[: question.needed]]
        case Order(items=items):
            return [shown.line(*items)]
        case Match(pairs=pairs):
            return [",".join(shown.places(pairs))]
        case Classify() as question:
            return [",".join(shown.places(question.places))]
        case Cloze(blanks=blanks):
            return [blank.answers[0] for blank in blanks]
        case OpenQuestion():
            return ["", "1"]


def test_they_have_no_flaw() -> None:
    result = CliRunner().invoke(check, ["--strict", str(FOLDER)])
    assert (result.exit_code, result.output) == (0, "Checked 2 banks, 29 questions: no problems.\n")


@every_bank
def test_they_are_played_whole_in_the_line_mode(name: str) -> None:
    bank = open_bank(FOLDER / f"{name}.yaml").bank
    assert bank is not None
    store = unsaved_store()
    recorder = start(store, [bank], learner="Ada", options=Options(count=None), seed=1)
    heard = hear(recorder, *(line for item in recorder.attempt.items for line in right_lines(item)))
    assert heard.fractions == [1] * len(bank.questions)
    for item in recorder.attempt.items:
        for text in (seen_item(item).question.prompt, seen_item(item).question.explanation or ""):
            assert set(text.split()) <= set(heard.out.split())
    store.close()


@pytest.mark.parametrize(("name", "size"), [("python", SMALL), ("french", USUAL)], ids=BANKS)
async def test_they_are_played_whole_in_the_app(name: str, size: tuple[int, int]) -> None:
    async with opened(launch(FOLDER / f"{name}.yaml", seed=1), size=size) as app:
        for position, item in enumerate(app.attempt.items):
            seen = seen_item(item).question
            app.shows(f"{position + 1} of {len(app.attempt.items)}")
            if size == USUAL:
                app.shows(" ".join(seen.prompt.split()[:3]))
            if seen.type == "open":
                await app.press("?", "ctrl+s")
            elif seen.type in {"text", "number", "list", "cloze"}:
                await app.press("?", "enter")
            else:
                await app.press("question_mark")
            assert app.attempt.counted[position] is not None, app.text
            assert max(map(len, app.text.split("\n"))) <= size[0]
            await app.press("enter")
        rights = [taken.grade.fraction for taken in app.attempt.counted if taken is not None]
        assert sum(rights) == (1 if name == "python" else 0)  # there a question mark is an answer
