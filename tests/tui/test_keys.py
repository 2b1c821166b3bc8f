"""Keys of a question: they work wherever the focus is, in their order, and only for what stands on the screen."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.widgets import Input

from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.typed import Typed
from quiz.practice.types import Mode
from quiz.tui.key_gate import VERDICT_PAUSE, KeyGate
from tests.cases import CASES, CLOZE, NUMBER, TEXT, Shown
from tests.tui.driving import SMALL, USUAL, choices, judgements, launch, opened, write_bank
from tests.tui.sentences import RIGHT

EVERY_TYPE = {str(case.question["type"]): case for case in CASES if case.fraction == 1}


# What counts


def test_a_key_counts_from_the_frame_on_that_shows_what_it_is_for() -> None:
    gate = KeyGate()
    assert not gate.admits(5.0)
    gate.show(5.0)
    assert not gate.admits(4.99)
    assert gate.admits(5.0)
    gate.show(6.0)  # a later frame changes nothing
    assert gate.admits(5.5)


def test_after_a_pause_keys_count_again() -> None:
    gate = KeyGate()
    gate.show(5.0)
    gate.expect(VERDICT_PAUSE)
    assert not gate.admits(100.0)
    gate.show(10.0)
    assert not gate.admits(10.24)
    assert gate.admits(10.25)


# Wherever the focus is


@pytest.mark.parametrize("before", [["tab"], ["tab", "tab"], ["shift+tab"]])
async def test_keys_answer_wherever_the_focus_is(before: list[str], tmp_path: Path) -> None:
    """Of the types in which tab does not go to the next field."""
    cases = {kind: case for kind, case in EVERY_TYPE.items() if kind not in {"cloze", "list"}}
    bank = write_bank(tmp_path / "b", *(case.question for case in cases.values()))
    async with opened(launch(bank, seed=1)) as app:
        for position, item in enumerate(app.attempt.items):
            case = cases[item.question.type]
            await app.burst(*before, *case.keys(Shown(item.presentation)), *case.enter)
            taken = app.attempt.counted[position]
            assert taken is not None, item.question.type
            assert taken.grade.fraction == 1, item.question.type
            await app.press("enter")


async def test_keys_answer_after_a_click_on_nothing(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.pilot.click(offset=(60, 18))
        await app.press("down", "space", "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.response == Chosen(("Choice B",))


@pytest.mark.parametrize("question", [NUMBER, TEXT, CLOZE])
async def test_a_text_field_has_the_focus_from_the_first_frame(question: dict[str, Any], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), question))) as app:
        await app.press("1", "enter")
        focused: list[bool] = []
        frame_written = app.taking.frame_written

        def note(at: float) -> None:
            if app.attempt.position == 1 and app.taking.pane.is_drawn:
                focused.append(isinstance(app.app.focused, Input))
            frame_written(at)

        app.taking.frame_written = note  # type: ignore[method-assign]
        await app.press("enter")
        assert focused
        assert all(focused)


# Bursts


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
@pytest.mark.parametrize("seed", range(3))
async def test_of_a_burst_only_the_first_question_is_answered(seed: int, mode: Mode, tmp_path: Path) -> None:
    cases = [*EVERY_TYPE.values()]
    Random(seed).shuffle(cases)
    async with opened(launch(write_bank(tmp_path / "b", *(case.question for case in cases)), mode=mode, seed=1)) as app:
        keys_of = {case.question["type"]: case.keys for case in cases}
        keys: list[str] = []
        for item in app.attempt.items:
            keys += [*keys_of[item.question.type](Shown(item.presentation)), "enter", "enter"]
        await app.burst(*keys)
        taken = app.attempt.counted[0]
        assert taken is not None
        if app.attempt.items[0].question.type != "open":  # judged by a key that came once the model answer was seen
            assert taken.grade.fraction == 1
        assert app.attempt.answered == 1


async def test_what_comes_between_two_questions_is_dropped(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(3)), mode=Mode.EXAM)) as app:
        await app.burst("t", "enter", "f", "enter", "f")
        assert [taken.response if taken else None for taken in app.attempt.counted] == [Judged(True), None, None]
        await app.burst("f", "enter", "t", "enter")
        assert app.attempt.answered == 2


async def test_keys_of_a_burst_are_taken_in_their_order(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", NUMBER, choices()))) as app:
        await app.burst(*"199", "backspace", *"8", "enter", *"77")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.response == Typed("198")


async def test_tab_goes_to_the_next_blank_before_the_next_letter(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE))) as app:
        await app.burst(*"May", "tab", *"2001", "tab", *"Pyongyang", "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.grade.fraction == 1


# After a verdict


@pytest.fixture
def _pause(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen in ("attempt", "result"):
        monkeypatch.setattr(f"quiz.tui.screens.{screen}.VERDICT_PAUSE", VERDICT_PAUSE)


@pytest.mark.usefixtures("_pause")
async def test_a_double_tap_does_not_skip_the_feedback(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("1")
        await app.burst("enter", "enter", "enter")
        app.shows(RIGHT, "Prompt 1?")
        await app.burst("enter", after=-0.01)
        app.shows(RIGHT, "Prompt 1?")
        await app.burst("1", "space", "x", after=0.01)  # printable keys do nothing there, then or later
        app.shows(RIGHT, "Prompt 1?")
        await app.burst("enter", after=0.01)
        app.shows("Prompt 2?")
        assert app.attempt.answered == 1


@pytest.mark.usefixtures("_pause")
async def test_a_double_tap_on_the_last_feedback_does_not_go_on_from_the_result(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(1)))) as app:
        await app.press("t", "enter")
        await app.burst("enter", "enter", "r", after=0.01)
        assert app.screen == "ResultScreen"
        await app.burst("enter", "r", "n", after=-0.01)
        assert app.screen == "ResultScreen"
        await app.burst("r", after=0.01)
        assert app.screen == "AttemptScreen"
        assert app.attempt.answered == 0


@pytest.mark.usefixtures("_pause")
async def test_in_an_exam_there_is_no_pause(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(2)), mode=Mode.EXAM)) as app:
        await app.burst("t", "enter")
        await app.burst("f", after=0.0)
        assert app.attempt.answered == 2


# What stands there from the first frame on


@pytest.mark.parametrize("size", [USUAL, SMALL])
@pytest.mark.parametrize("question", [NUMBER, TEXT, CLOZE, choices()])
async def test_the_prompt_is_in_view_from_the_first_frame(
    question: dict[str, Any], size: tuple[int, int], tmp_path: Path
) -> None:
    long = choices(explanation="Because of this. " * 80)
    async with opened(launch(write_bank(tmp_path / "b", long, question)), size=size) as app:
        await app.press("1", "enter", "end")
        app.hides("Prompt 1?")
        views: list[bool] = []
        frame_written = app.taking.frame_written

        def note(at: float) -> None:
            if app.attempt.position == 1 and app.taking.pane.is_drawn:
                views.append("Prompt 2?" in app.text)
            frame_written(at)

        app.taking.frame_written = note  # type: ignore[method-assign]
        await app.press("enter")
        assert views
        assert all(views)
