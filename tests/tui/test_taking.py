"""Hint, flag, skip, undo and leaving, while an attempt is taken and after it."""

from pathlib import Path
from typing import Any

import pytest

from quiz.practice.types import Mode
from quiz.scores.learning import learning
from tests.cases import MATCH, NUMBER
from tests.tui.driving import SMALL, USUAL, Driver, choices, judgements, kept, launch, opened, second_store, write_bank
from tests.tui.sentences import (
    AGAIN,
    ANSWER,
    HOW_SURE,
    NO_ATTEMPT,
    RIGHT,
    SAYS_RIGHT,
    SAYS_WRONG,
    TAKEN_BACK,
    WRONG,
    nth,
    tally,
    to_go,
)

WITH_HINT = choices(hint="Think of the first.")


async def agrees_with_the_disk(app: Driver) -> None:
    """Fail where the attempt on the screen, on disk, and what follows from it are not the same."""
    attempt = app.attempt if app.screen == "AttemptScreen" else app.app.screen.recorder.attempt  # type: ignore[attr-defined]
    assert kept(attempt.uid) == attempt
    with second_store() as store:
        (summary,) = store.summaries()
        assert (summary.answered, summary.score) == (attempt.answered, attempt.score)
        assert (summary.finished is None) is (attempt.finished is None)
        wanted = attempt.answered if attempt.mode is not Mode.EXAM or attempt.finished else 0
        assert len(store.history("Ada")) == wanted
        assert len(learning(store, "Ada").memories) == wanted


async def test_that_fewer_questions_are_there_than_asked_for_is_said_where_nothing_is_covered(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()), count=5)) as app:
        app.shows("There are only 2 questions; all are asked.")
        assert not app.app._notifications
        await app.press("1")
        app.hides("all are asked")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_the_hint_is_shown_on_request_and_recorded(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", WITH_HINT, choices())), size=size) as app:
        app.hides("Think")
        await app.press("f2")
        app.shows("Hint: Think of the first.")
        assert kept(app.attempt.uid).hinted == {0}
        await app.press("f2", "1", "enter", "enter", "f2")  # there is none for the second
        assert kept(app.attempt.uid).hinted == {0}
        await app.press("1", "enter", "enter")
        assert app.screen == "ResultScreen"
        app.shows("1 hint")


async def test_a_hint_in_a_text_field_has_a_key_that_is_no_letter(tmp_path: Path) -> None:
    question = {"type": "text", "answers": ["Seoul"], "hint": "A city."}
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        await app.press("S", "f2", "e")
        app.shows("Hint: A city.", "Se")


async def test_a_flag_goes_on_and_off_and_is_in_the_result(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("f3")
        app.shows("! 1 of 2")
        await app.press("f3")
        app.hides("! 1")
        await app.press("f3", "1", "enter", "enter", "1", "enter", "enter")
        assert kept(app.app.screen.recorder.attempt.uid).flagged == {0}  # type: ignore[attr-defined]
        assert app.text.count("!") == 1


async def test_a_skipped_question_comes_again_after_the_others(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices(), choices()))) as app:
        await app.press("f4")
        app.shows("Prompt 2?", nth(2, 3))
        await app.press("1", "enter", "enter", "1", "enter", "enter")
        app.shows("Prompt 1?", nth(1, 3))
        await app.press("f4")  # there is no other to go to
        app.shows("Prompt 1?")
        await app.press("1", "enter")
        assert app.attempt.finished is not None


async def test_undo_takes_back_the_last_response_and_asks_again(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("2", "enter")
        app.shows(WRONG)
        await app.press("f5")
        app.hides(SAYS_WRONG, ANSWER)
        app.shows("Prompt 1?", TAKEN_BACK)
        await agrees_with_the_disk(app)
        await app.press("1", "enter")
        app.shows(RIGHT)
        await agrees_with_the_disk(app)


async def test_undo_leads_back_to_the_question_before(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("2", "enter", "enter")
        app.shows("Prompt 2?")
        await app.press("f5")
        app.shows("Prompt 1?", nth(1, 2))
        await agrees_with_the_disk(app)


async def test_everything_can_be_taken_back_one_by_one(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(3)))) as app:
        await app.press("t", "enter", "enter", "f", "enter", "enter", "?")
        for left in (2, 1, 0):
            await app.press("f5")
            assert app.attempt.answered == left
            await agrees_with_the_disk(app)
        await app.press("f5")  # nothing is left to take back
        assert app.attempt.answered == 0


async def test_undo_on_the_result_opens_the_attempt_again(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("1", "enter", "enter", "2", "enter", "escape")
        assert app.screen == "ResultScreen"
        app.shows("of 2 1 right, 1 wrong", "50 %")
        await agrees_with_the_disk(app)
        await app.press("f5")
        app.shows("Prompt 2?", nth(2, 2))
        await agrees_with_the_disk(app)
        await app.press("1", "enter", "enter")
        app.shows(tally(2, 2), "100 %", "nothing to put right")
        await agrees_with_the_disk(app)


async def test_the_wrong_ones_can_be_tried_again_outside_score_and_schedule(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices(), choices()))) as app:
        await app.press("1", "enter", "enter", "2", "enter", "enter", "3", "enter", "escape")
        app.shows("of 3 1 right, 2 wrong")
        with second_store() as store:
            before = store.history("Ada"), learning(store, "Ada").memories
        await app.press("enter")
        app.shows(AGAIN, to_go(2), "Prompt 2?")
        await app.press("1", "enter")
        app.shows(RIGHT)
        await app.press("enter")
        app.shows(to_go(1), "Prompt 3?")
        await app.press("2", "enter")
        app.shows(WRONG)
        await app.press("escape")
        assert app.screen == "ResultScreen"
        app.shows("of 3 1 right, 2 wrong")
        with second_store() as store:
            assert (store.history("Ada"), learning(store, "Ada").memories) == before
            (summary,) = store.summaries()
            assert summary.score == 1
            assert [entry.retry for entry in store.load(summary.uid).log] == [False] * 3 + [True] * 2


async def test_a_retry_takes_hints_and_dont_know_and_records_no_hint(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", WITH_HINT))) as app:
        await app.press("2", "enter", "enter", "f2")
        app.shows("Hint: Think of the first.")
        assert kept(app.attempt.uid).hinted == frozenset()
        await app.press("?")
        app.shows(WRONG)


async def test_undo_after_a_retry_takes_back_the_retry_alone(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("2", "enter", "escape", "enter", "1", "enter", "enter")
        assert app.screen == "ResultScreen"
        await app.press("f5")
        app.shows(AGAIN, "1 to go", "Prompt 1?")
        await app.press("escape")
        app.shows("of 1 1 wrong")
        with second_store() as store:
            attempt = store.load(store.summaries()[0].uid)
            assert len(attempt.log) == 1
            assert attempt.finished is not None


async def test_escape_goes_home_and_leaves_the_attempt_open(banks: Path) -> None:
    path = write_bank(banks, choices(), choices(), name="first")
    async with opened(launch(path)) as app:
        await app.press("1", "enter", "enter", "escape")
        assert app.screen == "HomeScreen"
        app.shows("Continue First 1 of 2")


# Confidence


async def test_confidence_is_set_before_enter_which_never_waits_for_it(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *(choices() for _ in range(5)))
    async with opened(launch(path, confidence=True)) as app:
        for keys in (("1", "g"), ("s", "2"), ("1", "s", "u"), ("1",)):
            app.shows("How sure? g guess u unsure s sure")
            await app.press(*keys)
            app.hides(SAYS_RIGHT, SAYS_WRONG)
            await app.press("enter")
            app.hides("How sure?")
            await app.press("enter")
        await app.press("s", "?")
        app.shows(WRONG)  # of "don't know" nobody is asked how sure
        assert [taken.confidence for taken in app.attempt.counted if taken] == ["guess", "sure", "unsure", None, None]
        await agrees_with_the_disk(app)
        await app.press("escape")
        app.shows(
            "of 5 3 right, 2 wrong",
            "60 % with confidence 50 %",
            "× Prompt 2? sure, but wrong",
            "✓ Prompt 1? lucky guess",
        )
        app.hides(HOW_SURE, "confident:")  # of fewer than five nothing more is told


async def test_f9_steps_the_confidence_and_comes_round_to_none(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()), confidence=True)) as app:
        for level in ("guess", "unsure", "sure", None):
            await app.press("f9")
            assert app.taking.caps.level == level
        await app.press("s", "s")
        assert app.taking.caps.level is None  # set again it is taken back
        await app.press("f9", "1", "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.confidence == "guess"


@pytest.mark.parametrize("question", [NUMBER, MATCH])
async def test_where_letters_mean_something_else_f9_alone_sets_the_confidence(
    question: dict[str, Any], tmp_path: Path
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question), confidence=True)) as app:
        app.shows("guess unsure sure f9")
        await app.press("s", "g", "u")
        assert app.taking.caps.level is None
        await app.press("f9")
        assert app.taking.caps.level == "guess"


async def test_a_click_on_a_cap_sets_the_confidence(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()), confidence=True)) as app:
        await app.click("unsure")
        assert app.taking.caps.level == "unsure"
        await app.click("s sure")
        assert app.taking.caps.level == "sure"


async def test_digits_in_a_text_field_are_text(tmp_path: Path) -> None:
    question: dict[str, Any] = {"type": "number", "answer": "12"}
    async with opened(launch(write_bank(tmp_path / "b", question), confidence=True)) as app:
        await app.press("1", "2", "f9", "f9", "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert (taken.grade.fraction, taken.confidence) == (1, "unsure")


async def test_without_the_option_nobody_is_asked_how_sure(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("1", "enter")
        app.shows(RIGHT)


# The result


async def test_the_result_says_what_there_is_to_say(tmp_path: Path) -> None:
    path = write_bank(
        tmp_path / "b",
        choices(tags=["un"], difficulty="easy"),
        choices(tags=["un"], difficulty="hard"),
        choices(tags=["eu", "un"], difficulty="hard", points=2),
    )
    async with opened(launch(path)) as app:
        await app.press("1", "enter", "enter", "2", "enter", "enter", "2", "enter", "escape")
        app.shows(
            "of 4 1 right, 2 wrong",
            "✓×× ",
            "25 %",
            "now learning +3 tomorrow 2",
            "To put right × Prompt 2? un × Prompt 3? eu The rest ✓ Prompt 1? un",
            "enter Put the 2 right now w Practise the weakest: un",
        )
        await app.press("end", "down")
        app.shows("By difficulty easy 1 of 1 · hard 0 of 3")


async def test_the_result_is_compared_with_the_last_time(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "enter", "f", "enter", "escape")
        app.hides("last time")
        await app.press("n", "t", "enter", "enter", "t", "enter", "enter")
        app.shows("best so far, was 1", "100 % last time 1, today")


async def test_each_question_can_be_looked_back_at(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(explanation="First one."), choices(explanation="Second one."))
    async with opened(launch(path)) as app:
        await app.press("1", "enter", "enter", "2", "enter", "escape", "down", "right", "right")
        assert app.screen == "LookbackScreen"
        app.shows("Prompt 2?", WRONG, "Second one.", "× 2 Choice B your answer", nth(2, 2))
        await app.press("left")
        app.shows("Prompt 1?", RIGHT, "First one.")
        await app.press("left", "right", "right")
        app.shows("Prompt 2?")
        await app.press("1", "space", "3")
        app.shows("× 2 Choice B")
        await app.press("escape")
        assert app.screen == "ResultScreen"


async def test_looking_back_can_show_only_what_was_not_right(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *(choices() for _ in range(4))))) as app:
        for key in ("1", "2", "1"):
            await app.press(key, "enter", "enter")
        await app.press("3", "enter")
        app.shows(WRONG)
        await app.press("escape", "right")
        app.shows("Prompt 2?", nth(2, 4))  # the result shows what there is to put right, and so does this
        await app.press("right")
        app.shows("Prompt 4?")
        await app.press("w", "left")
        app.shows("Prompt 3?")
        await app.press("w")
        app.shows("Prompt 2?")
        await app.press("left")
        app.shows("Prompt 2?")
        await app.press("escape")
        assert app.screen == "ResultScreen"


async def test_looking_back_says_what_is_known_of_a_question_by_now(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("2", "enter", "enter", "1", "enter", "escape")
        await app.press("home", "right")
        app.shows("state ▫ learning", "back tomorrow")


async def test_a_click_looks_back_too(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("1", "enter", "enter", "2", "enter", "escape")
        await app.click("Prompt 2?")
        assert app.screen == "LookbackScreen"
        app.shows(nth(2, 2))


async def test_a_new_quiz_is_drawn_from_the_same_banks(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "enter", "t", "enter", "enter", "n")
        assert app.screen == "AttemptScreen"
        assert (app.attempt.answered, app.attempt.items[0].bank) == (0, "first")


# Past attempts


async def test_past_attempts_are_listed_the_newest_first_and_open_as_they_were(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "enter", "t", "enter", "enter", "escape")
        await app.press("home", "enter", "f", "enter", "escape")
        path.unlink()
        await app.press("s")
        lines = [" ".join(line.split()) for line in app.lines if "practice" in line]
        assert lines[0].endswith("First practice 1 of 2 answered open")
        assert nth(2, 2) in lines[1]
        await app.press("down", "enter")
        assert app.screen == "ResultScreen"
        app.shows(tally(2, 2), "The questions ✓ Prompt")
        await app.press("right")
        assert app.screen == "LookbackScreen"
        app.shows(RIGHT, nth(1, 2), "✓ 1 True your answer")
        await app.press("escape", "escape")
        assert app.screen == "ScoresScreen"
        await app.press("escape")
        assert app.screen == "HomeScreen"


async def test_without_an_attempt_the_scores_say_so(banks: Path) -> None:
    async with opened() as app:
        await app.press("s", "enter")
        assert app.screen == "ScoresScreen"
        app.shows(NO_ATTEMPT)


async def test_an_unanswered_question_of_the_past_says_so(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "escape", "s", "enter", "down", "right")
        app.shows("– No response")
        app.hides("Answer")


async def test_a_quiz_that_was_asked_for_has_nothing_beneath_it_and_home_takes_its_place(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        assert [type(screen).__name__ for screen in app.app.screen_stack] == ["AttemptScreen"]
        await app.press("1", "enter", "escape")
        assert [type(screen).__name__ for screen in app.app.screen_stack] == ["HomeScreen"]
        await app.press("s")
        assert [type(screen).__name__ for screen in app.app.screen_stack] == ["HomeScreen", "ScoresScreen"]


async def test_where_nothing_can_be_asked_home_is_drawn_with_the_styles_of_home(banks: Path) -> None:
    """The app read those of the screen that it was to open with."""
    path = write_bank(banks, choices(), title="Bears")
    async with opened(launch(path, mode=Mode.MISTAKES)) as app:
        assert app.screen == "HomeScreen"
        app.shows("Bears")
        assert app.region("#banks").height > 0
