"""An attempt left in any way goes on exactly where it was."""

from pathlib import Path
from typing import Any

import pytest

from quiz.practice.attempt import Attempt
from quiz.practice.types import Mode
from tests.cases import CLOZE, MATCH, NUMBER, ORDER, PICKS, TEXT
from tests.tui.driving import Driver, Question, bank_each, choices, judgements, kept, launch, naming, opened, write_bank
from tests.tui.sentences import CONTINUE, RIGHT, SAYS_WRONG, TAKEN_BACK, nth, tally


async def answer_some(app: Driver, number: int) -> None:
    for _ in range(number):
        await app.press("1", "enter", "enter")


def shown(attempt: Attempt) -> list[tuple[str, str, Any]]:
    return [(item.bank, item.question.id, item.presentation) for item in attempt.items]


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
async def test_an_attempt_of_200_questions_over_four_banks_goes_on_wherever_it_was_left(
    banks: Path, leave: str
) -> None:
    shuffled = {"type": "single", "answer": "A", "distractors": ["B", "C", "D"]}
    paths = [
        write_bank(banks, *(shuffled for _ in range(25)), *judgements(25), name=name)
        for name in ("north", "east", "south", "west")
    ]
    first = launch(*paths, seed=7)
    uid, before = "", None
    for step in (0, 1, 2, 3):
        async with opened(first if step == 0 else None) as app:
            if step:
                await app.press("c")
            assert app.screen == "AttemptScreen"
            if before is not None:
                assert app.attempt == before
                assert shown(app.attempt) == shown(before)
                app.shows(f"{before.position + 1} of 200")
            uid = app.attempt.uid
            if step == 1:
                await app.press("f4", "f3")
            await answer_some(app, step or 1)
            await app.press("f2", leave)
            before = kept(uid)
            assert before.answered == (1, 2, 4, 7)[step]
    assert before is not None
    assert len({item.bank for item in before.items}) == 4
    assert len(before.items) == 200


async def test_the_last_question_is_left_and_resumed_too(banks: Path) -> None:
    path = write_bank(banks, *judgements(3), name="first")
    async with opened(launch(path)) as app:
        await answer_some(app, 2)
        await app.press("ctrl+q")
    async with opened() as app:
        await app.press("c")
        app.shows(nth(3, 3))
        await app.press("t", "enter", "enter")
        app.shows(tally(3, 3))
    async with opened() as app:
        app.hides(CONTINUE)


async def test_an_attempt_left_on_its_feedback_goes_on_at_the_feedback_or_after(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path)) as app:
        await app.press("t", "enter", "ctrl+q")
    async with opened() as app:
        await app.press("c")
        assert app.attempt.answered == 1
        if RIGHT in app.words:
            await app.press("enter")
        app.shows(nth(2, 2))


@pytest.mark.parametrize("change", ["changed", "deleted", "broken"])
async def test_it_goes_on_as_it_was_drawn_whatever_became_of_the_bank(banks: Path, change: str) -> None:
    path = write_bank(banks, *judgements(1), choices(explanation="As it was."), name="first")
    async with opened(launch(path)) as app:
        await app.press("t", "enter", "enter")
        before = app.attempt
        await app.press("escape")
    if change == "changed":
        write_bank(banks, choices(2, prompt="Another?", answer="Choice B", distractors=["Choice A"]), name="first")
    elif change == "deleted":
        path.unlink()
    else:
        path.write_text("id: [", encoding="utf-8")
    async with opened() as app:
        app.shows(f"Continue {'first' if change == 'broken' else 'First'} 1 of 2")
        await app.press("c")
        assert app.attempt == before
        app.shows("Prompt 2?")
        await app.press("1", "enter")
        app.shows(RIGHT, "As it was.")


async def test_an_exam_goes_on_with_its_answers_flags_and_sheet(banks: Path) -> None:
    path = write_bank(banks, choices(), choices(), choices(), name="first")
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("2", "f3", "f4", "1", "ctrl+q")
    async with opened() as app:
        await app.press("c")
        app.shows("exam", nth(2, 3), "● 1 Choice A")
        await app.press("f6")
        app.shows("2 of 3 answered", "! 1 flagged")
        await app.press("home", "enter")
        app.shows("! 1 of 3", "● 2 Choice B")


async def test_a_response_chosen_but_not_given_is_not_taken_outside_an_exam(banks: Path) -> None:
    path = write_bank(banks, choices(), name="first")
    async with opened(launch(path)) as app:
        uid = app.attempt.uid
        await app.press("1", "ctrl+q")
    assert kept(uid).answered == 0


BEGUN: list[tuple[Question, str]] = [
    *((TEXT, "Pyon"), (NUMBER, "1,5"), (CLOZE, "Ma"), (PICKS, "b"), (MATCH, "b"), (ORDER, "2")),
    (choices(), "3"),
]


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
async def test_what_was_begun_and_not_submitted_is_there_again(leave: str, banks: Path) -> None:
    """After the next question was looked at, in the app that is still there, and in the next one."""
    paths = bank_each(banks, *(question for question, _ in BEGUN))
    begun: dict[int, object] = {}
    async with opened(launch(*paths, seed=1)) as app:
        uid = app.attempt.uid
        for _ in paths:
            asked = app.asked
            with naming(BEGUN[asked]):
                await app.press(*BEGUN[asked][1])
                begun[asked] = app.taking.pane.unsubmitted()
                assert begun[asked] is not None
                if leave == "escape":
                    await app.press("escape", "c")
                    assert app.taking.pane.unsubmitted() == begun[asked]
            if len(begun) < len(paths):
                await app.press("f4")
        await app.press(leave)
    assert kept(uid).answered == 0
    async with opened() as app:
        await app.press("c")
        for _ in paths:
            with naming(BEGUN[app.asked]):
                assert app.taking.pane.unsubmitted() == begun.pop(app.asked)
            await app.press("f4")
    assert not begun


async def test_what_was_submitted_is_not_begun_any_more(banks: Path) -> None:
    path = write_bank(banks, TEXT, *judgements(1), name="first")
    async with opened(launch(path)) as app:
        await app.press(*"Pyon", "escape")
    async with opened() as app:
        await app.press("c", "g", "enter", "f5")
        app.shows(TAKEN_BACK)
        await app.press("escape", "enter")
        assert app.taking.pane.unsubmitted() is None


async def test_an_attempt_can_be_opened_right_away(banks: Path) -> None:
    from quiz.tui.launch import Launch

    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path)) as app:
        await app.press("t", "enter", "enter", "ctrl+q")
        uid = app.attempt.uid
    async with opened(Launch(attempt=kept(uid))) as app:
        app.shows(nth(2, 2))
        assert app.attempt.uid == uid


async def test_two_windows_on_one_attempt_do_not_take_a_question_twice(banks: Path) -> None:
    from quiz.tui.launch import Launch

    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path)) as one:
        uid = one.attempt.uid
        async with opened(Launch(attempt=kept(uid))) as other:
            await other.press("t", "enter")
        await one.press("f", "enter")
        one.shows("another window", "r open it again")
        one.hides(SAYS_WRONG)
        assert kept(uid).score == 1
        await one.press("r")
        one.shows("Prompt 1?", RIGHT)
        await one.press("enter", "f", "enter")
        assert kept(uid).answered == 2
