"""The page that an attempt ends with: what it says, and the ways on from it."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from quiz.practice.draw import Options
from quiz.practice.questions.choice import Chosen
from quiz.practice.types import Confidence, Mode
from tests.tui.driving import SMALL, USUAL, choices, entry_of, judgements, launch, opened, write_bank
from tests.tui.sentences import AGAIN, BACK_KEY, PUT_RIGHT, PUT_RIGHT_KEY, TO_PUT_RIGHT, tally

RIGHT, WRONG = ("t", "enter", "enter"), ("f", "enter", "enter")


@pytest.mark.parametrize("size", [USUAL, SMALL, (120, 36)])
async def test_all_right_looks_like_an_achievement_and_all_wrong_does_not(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = write_bank(tmp_path / "b", *judgements(3))
    async with opened(launch(path), size=size) as app:
        await app.press(*RIGHT * 3)
        right = app.text
        app.shows(tally(3, 3), "✓✓✓ nothing to put right", "100 %")
        app.hides(TO_PUT_RIGHT, PUT_RIGHT)
    async with opened(launch(path), size=size) as app:
        await app.press(*WRONG * 3, "escape")
        app.shows("of 3 3 wrong", "××× best so far 3", "0 % last time 3, today", PUT_RIGHT_KEY)
        assert app.lines[1:5] != right.splitlines()[1:5]


async def test_enter_puts_right_or_asks_ten_more_where_nothing_was_wrong(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("down", "enter", *WRONG, "escape")
        app.shows("enter Put the one right now", "n Ten more")
        await app.press("enter")
        app.shows(AGAIN)
        await app.press(*RIGHT)
        assert app.screen == "ResultScreen"
        first = app.app.services.store.summaries()[0].uid
        await app.press("n", *RIGHT)
        app.shows("enter Ten more", "r The same again", "best so far, was 0")
        await app.press("enter")
        assert app.screen == "AttemptScreen"
        assert app.attempt.uid != first
        assert len(app.app.services.store.summaries()) == 3


@pytest.mark.parametrize("keys", [RIGHT * 2, (*WRONG * 2, "escape")])
async def test_the_same_questions_can_be_taken_again_whatever_came_out(keys: tuple[str, ...], banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("enter", *keys, "r")
        assert app.screen == "AttemptScreen"
        assert (app.attempt.answered, len(app.attempt.items), app.attempt.mode) == (0, 2, Mode.PRACTICE)


async def test_each_tag_tells_its_score_and_what_is_known_of_its_questions(banks: Path) -> None:
    tagged = [one | {"tags": [tag]} for tag in ("law", "[/x] 東京") for one in judgements(3)]
    path = write_bank(banks, *tagged, name="first")
    async with opened(launch(path), size=(80, 50)) as app:
        await app.press(*WRONG, *RIGHT * 5, "escape")
        app.shows("By tag", "■ solid ▪ known ▫ learning · new")
        law, other = (line for line in app.lines if "▫▫" in line)
        assert law.split()[1:2] + law.split()[-4:-1] == ["law", "2", "of", "3"]
        assert "[/x] 東京" in other
        assert cell_len(law) == cell_len(other)


async def test_the_weakest_tag_is_practised_by_its_key(banks: Path) -> None:
    tagged = [one | {"tags": ["law"]} for one in judgements(3)]
    path = write_bank(banks, *tagged, *judgements(2), name="first")
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("f", "enter", "t", "enter", "t", "enter", "t", "enter", "t", "enter", "h", "y")
        app.shows("w Practise the weakest: law")
        await app.press("w")
        assert app.screen == "AttemptScreen"
        assert app.attempt.mode is Mode.PRACTICE
        assert {item.question.tags for item in app.attempt.items} == {("law",)}


async def test_ten_more_after_an_exam_is_practice_without_its_limit(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path, mode=Mode.EXAM, time_limit=60.0)) as app:
        await app.press("t", "enter", "t", "enter", "h", "y")
        app.shows("limit 1 min")
        await app.press("n")
        assert (app.attempt.mode, app.attempt.time_left) == (Mode.PRACTICE, None)


async def test_looking_at_a_wrong_one_turns_among_the_wrong_ones_alone(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(4))
    async with opened(launch(path)) as app:
        await app.press(*WRONG, *RIGHT, *WRONG, *RIGHT, "escape", "right")
        app.shows("Prompt 1?")
        await app.press("right")
        app.shows("Prompt 3?")
        await app.press("right")
        app.shows("Prompt 3?")
        await app.press("escape", "down", "down", "right")
        app.shows("Prompt 2?")
        await app.press("right")
        app.shows("Prompt 3?")


async def test_confidence_is_told_by_level_from_five_on(tmp_path: Path) -> None:
    bank = entry_of(write_bank(tmp_path / "b", *(choices() for _ in range(5)))).bank
    assert bank is not None
    async with opened() as app:
        services = app.app.services
        recorder = services.start([bank], Options(count=None, confidence=True), 1, Mode.PRACTICE)
        for position, choice in enumerate(("Choice A", "Choice A", "Choice A", "Choice B", "Choice B")):
            recorder.step(recorder.attempt.go(position))
            recorder.answer(Chosen((choice,)), 1, confidence=Confidence.SURE)
        app.app.navigation.go("result", recorder)
        await app.settle()
        app.shows(
            "60 % with confidence", "How sure, how right sure 60 % of 5, slightly over-confident", "sure, but wrong"
        )


async def test_the_list_moves_the_page_and_every_row_comes_into_view(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(12))
    async with opened(launch(path, seed=1), size=SMALL) as app:
        await app.press(*WRONG * 3, *RIGHT * 9, "escape")
        app.shows("of 12")
        seen = app.words
        for _ in range(24):
            await app.press("down")
            seen += app.words
        assert all(f"Prompt {number}?" in seen for number in range(1, 13))
        await app.press("home")
        await app.press("up")
        app.shows("of 12")
        await app.press("pagedown", "pagedown", "end")
        app.shows("Prompt 12?")


async def test_a_past_result_leads_back_to_the_scores_and_takes_nothing_back(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("enter", *WRONG, *RIGHT, "escape", "escape", "s", "enter")
        assert app.screen == "ResultScreen"
        app.shows("First practice, today", BACK_KEY, PUT_RIGHT_KEY)
        await app.press("right")
        app.shows("First practice, today")
        assert app.lines[-3].strip() == ""  # a row is free above what is known of the question
        await app.press("escape")
        await app.press("f5")
        assert app.screen == "ResultScreen"
        assert app.app.services.store.summaries()[0].finished is not None
        await app.press("escape")
        assert app.screen == "ScoresScreen"


async def test_an_open_attempt_goes_on_from_its_page(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("enter", *RIGHT, "escape", "s", "enter")
        app.shows("1 right, 1 not answered", "✓·", "still open, 1 answered", "enter Go on")
        await app.press("enter")
        assert app.screen == "AttemptScreen"
        assert app.attempt.answered == 1
