"""Questions that learners grade themselves: what is written is kept before the model answer is shown, and stays."""

from pathlib import Path
from typing import Any

import pytest

from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.types import Confidence, Mode
from quiz.tui.launch import Launch
from tests.tui.driving import choices, kept, launch, opened, write_bank

OPEN: dict[str, Any] = {"type": "open", "answer": "It froze funds.", "rubric": ["It names the freeze."]}
JUDGE = "Judge it yourself: 1 right, 2 partly, 3 wrong"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "b", OPEN)


async def test_what_is_written_is_on_disk_before_the_model_answer_is_shown_and_stays(bank: Path) -> None:
    async with opened(launch(bank)) as app:
        await app.press(*"Funds?", "enter", *"All.")
        app.hides("It froze funds.")
        await app.press("ctrl+s")
        uid = app.attempt.uid
        assert kept(uid).written == {0: "Funds?\nAll."}
        app.shows(JUDGE, "Funds?", "All.", "It froze funds.", "It names the freeze.")
        await app.press("x", "enter", "?", "escape")
        assert app.screen == "HomeScreen"
    assert kept(uid).log == ()
    async with opened(Launch(attempt=kept(uid))) as app:
        app.shows(JUDGE, "Funds?", "It froze funds.")
        await app.press("x", "2")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.response == SelfGraded("Funds?\nAll.", Judgement.PARTLY)
        app.shows("~ Partly right", "By your own judgement.", "self-graded", "Funds?")
        await app.press("f5")
        app.shows("taken back", "3 Wrong", "Funds?", "It froze funds.")
        await app.press("1")
        assert kept(uid).score == 1


async def test_a_draft_that_is_not_settled_can_still_be_changed(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", OPEN, choices()))) as app:
        await app.press(*"Fun", "f4", "f4")
        app.shows("Fun")
        await app.press("end", *"ds", "ctrl+s")
        assert app.attempt.written == {0: "Funds"}


async def test_no_confidence_is_asked_where_the_learner_grades(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", OPEN, choices()), confidence=True)) as app:
        app.hides("guess", "sure")
        await app.press("ctrl+s", "f9", "1")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.confidence is None
        await app.press("enter")
        app.shows(Confidence.GUESS.value)


async def test_an_exam_leaves_out_what_the_learner_would_grade(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", OPEN, choices()), mode=Mode.EXAM, seed=1)) as app:
        assert [item.question.type for item in app.attempt.items] == ["single"]


async def test_what_is_asked_again_is_written_again_and_kept_nowhere(bank: Path) -> None:
    async with opened(launch(bank)) as app:
        await app.press(*"One", "ctrl+s", "3", "enter")
        app.hides("It froze funds.")
        await app.press(*"Two", "ctrl+s")
        app.shows("Two", "It froze funds.")
        await app.press("1")
        assert app.attempt.log[-1].taken.response == SelfGraded("Two", Judgement.RIGHT)
        assert (app.attempt.written, app.attempt.score) == ({0: "One"}, 0)
