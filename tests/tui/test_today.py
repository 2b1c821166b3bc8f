"""The day at home: the first questions, what a day asks and brings, and the map of what is known."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from quiz.paths import config_folder
from quiz.practice.draw import Options, Purpose
from quiz.practice.types import Mode
from quiz.tui.launch import Launch
from tests.tui.driving import SMALL, Driver, choices, entry_of, judgements, opened, put, write_bank

Later = Callable[[int], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let so many days pass on the clock."""
    passed = timedelta()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + passed

    def wait(days: int) -> None:
        nonlocal passed
        passed += timedelta(days)

    monkeypatch.setattr("quiz.scores.now.datetime", Clock)
    return wait


async def answer(app: Driver, *answers: str) -> None:
    for one in answers:
        await app.press(one, "enter", "enter")


async def test_a_newcomer_begins_with_ten_easy_questions_and_sees_what_was_won(banks: Path) -> None:
    easy = [one | {"difficulty": "easy"} for one in judgements(6)]
    write_bank(banks, *[one | {"difficulty": "hard"} for one in judgements(3)], *easy, name="first")
    write_bank(banks, *easy, name="second")
    async with opened() as app:
        app.shows(
            "Welcome", "15 questions in two banks.", "The goal of a day is 20 answers", "enter First ten questions"
        )
        app.shows("leave at any time, nothing is lost", "What comes after", "Four states new · learning ▫")
        await app.press("enter")
        attempt = app.attempt
        assert (attempt.mode, attempt.options.purpose, len(attempt.items)) == (Mode.PRACTICE, Purpose.FIRST, 10)
        assert {item.question.difficulty for item in attempt.items} == {"easy"}
        assert [item.bank for item in attempt.items].count("first") == 5
        await answer(app, *"t" * 10)
        app.shows("now learning +10", "Done for today. Tomorrow 0, then 10, 0, 0. 10 of 20", "enter Home")
        await app.press("enter")
        app.shows("Done for today.", "10 of 20", "x Test yourself", "0 of 9", "0 of 6")
        app.hides("Welcome", "What comes after", "ahead of time")  # each was asked today


async def test_today_leads_through_three_days(banks: Path, later: Later) -> None:
    put(config_folder() / "settings.toml", "goal = 4\nset-size = 4\nnew-per-day = 2\n")
    write_bank(banks, *judgements(8), name="first")
    async with opened() as app:
        await app.press("down", "enter")
        await answer(app, "t", "f")
        await app.press("escape", "up")
        app.shows(
            "Done for today.", "Tomorrow 1, then 1, 0, 0.", "2 of 4", "m Put the mistake right", "Continue First 2 of 8"
        )
        app.hides("in a row")
    later(1)
    async with opened() as app:
        app.shows("to go today", "1 due and 2 new, about 2 minutes", "0 of 4", "tomorrow 1", "enter Go on with today")
        await app.press("enter")
        assert (app.attempt.mode, app.attempt.options.purpose) == (Mode.REVIEW, Purpose.TODAY)
        assert len(app.attempt.items) == 3
        await answer(app, "t")
        await app.press("escape")
        app.shows("2 new, about 1 minute", "1 of 4", "2 days in a row", "enter Go on with today")
        await app.press("enter")
        assert app.attempt.answered == 1
        await answer(app, "t", "t")
        app.shows("Done for today.", "2 days in a row 3 of 4")
        await app.press("enter", "enter")
        assert app.attempt.options.purpose is Purpose.AHEAD
        await answer(app, "t")
        app.shows("goal reached")
        await app.press("escape")
        app.shows("Done for today.", "4 of 4")
    later(1)
    async with opened(size=SMALL) as app:
        app.shows("2 days in a row", "enter Go on with today", "0 of 4", "First")
        await app.press("enter")
        await answer(app, *"t" * len(app.attempt.items))
        app.shows("Done for today. 2 of 4")  # where room lacks the days in a row give way
        await app.press("escape")
        app.shows("3 days in a row", "Done for today.")


async def test_enter_before_the_banks_are_read_goes_on_with_today_too(banks: Path, later: Later) -> None:
    write_bank(banks, *judgements(3), name="first")
    async with opened() as app:
        await app.press("down", "enter")
        await answer(app, "t")
    later(3)
    async with opened() as app:
        services = app.app.services
        services.library, services.lines = None, ()
        app.home.show_lists()
        await app.press("enter")
        assert app.screen == "HomeScreen"
        services.load_library()
        await app.settle()
        assert app.attempt.options.purpose is Purpose.TODAY


async def test_on_a_day_without_anything_to_do_every_key_ends_well(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("enter")
        await answer(app, "t")
        await app.press("enter")
        app.shows("Done for today.")
        app.hides("enter More, ahead of time")  # it was asked today
        await app.press("enter", "a", "t", "v", "m")
        assert app.screen == "HomeScreen"
        app.says("Nothing is due today")
        app.hides("Traceback", "Error")


async def test_the_map_shows_each_question_with_its_state_and_practises_what_is_listed(banks: Path) -> None:
    law = [one | {"tags": ["law"]} for one in judgements(3)]
    write_bank(banks, *law, choices(prompt="[/x] 東京 " * 40), name="first")
    async with opened() as app:
        await app.press("down", "w")
        app.shows("First what you know", "0 of 4 questions known", "· Prompt 1? new", "weakest first", "[/x] 東京")
        await app.press("escape", "enter")
        right = app.attempt.items[app.attempt.position].question
        await app.press("1" if right.type == "single" else "t", "enter", "enter", "question_mark", "enter", "escape")
        await app.press("home", "w")
        first, second = (line for line in app.lines if "▫" in line and "known" not in line)
        assert (first.split()[-1], " ".join(second.split()[-3:])) == ("tomorrow", "in 2 days")
        await app.press("o")
        app.shows("as in the bank")
        await app.press("f", "f")
        app.shows("only learning")
        app.hides("· Prompt")
        await app.press("w")
        assert (app.attempt.mode, len(app.attempt.items)) == (Mode.PRACTICE, 2)
        assert app.attempt.items[1].question.id == right.id
        await app.press("escape")
        app.app.navigation.show_map(tag="Law")
        await app.settle()
        app.shows("Law", "of 3 questions known")
        app.hides("東京")
        await app.press("enter")
        assert app.screen == "QuestionScreen"
        await app.press("escape", "escape")
        assert app.screen == "HomeScreen"


async def test_goal_and_sizes_are_set_and_a_number_out_of_reach_is_refused_at_its_field(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("o", "down", "down", *"501")
        app.shows("Goal of a day ‹ 501▏ ›", "A number from 1 to 500, please.")
        await app.press("up", "enter")
        app.shows("A number from 1 to 500, please.")
        assert app.screen == "SettingsScreen"
        await app.press("backspace", "down", *"7", "down", *"3", "down", "space", "enter")
        settings = app.app.services.settings
        assert (settings.goal, settings.set_size, settings.new_per_day, settings.until_right) == (50, 7, 3, False)


async def test_a_set_of_today_leads_to_the_next_and_the_goal_is_told_once(banks: Path) -> None:
    put(config_folder() / "settings.toml", "goal = 2\nset-size = 2\n")
    write_bank(banks, *judgements(6), name="first")
    async with opened() as app:
        await app.press("down", "enter")
        await answer(app, "t")
        await app.press("escape", "t")
        assert (app.attempt.options.purpose, len(app.attempt.items)) == (Purpose.TODAY, 2)
        await answer(app, "t", "f")
        await app.press("escape")
        app.shows("Today", "3 to go today 3 of 2", "goal reached", "enter Go on with today: 3 to go", "p Put the one")
        await app.press("p")
        app.shows("again")
        await answer(app, "t")
        await app.press("enter")
        assert (app.attempt.options.purpose, app.attempt.answered) == (Purpose.TODAY, 0)
        await answer(app, "t", "t")
        app.shows("1 to go today 5 of 2")
        app.hides("goal reached")
        await app.press("escape", "home", "up")
        app.shows("the goal is reached, and more is there", "5 of 2", "enter One more set")


async def test_a_set_of_today_that_was_left_is_gone_on_with_from_the_card(banks: Path) -> None:
    write_bank(banks, *judgements(6), name="first")
    async with opened() as app:
        await app.press("down", "enter")
        await answer(app, "t")
        await app.press("escape", "t")
        await answer(app, "t")
        await app.press("escape")
        assert app.home._chosen is None
        app.shows("Continue First 1 of 6")
        await app.press("enter")
        assert (app.attempt.options.purpose, app.attempt.answered) == (Purpose.TODAY, 1)


async def test_a_lesson_left_amid_the_quota_is_gone_on_with_from_the_card(banks: Path) -> None:
    put(config_folder() / "settings.toml", "new-per-day = 2\n")
    lesson = {"id": "leaves", "title": "Leaves", "text": "Tea is made of them.", "questions": ["q1", "q2", "q3", "q4"]}
    write_bank(banks, *judgements(9), name="tea", lessons=[lesson])
    async with opened() as app:
        await app.press("enter", "enter")
        await answer(app, "t", "t", "t")
        await app.press("escape")
        app.shows("Today", "1 lesson, about 1 minute", "3 of 20", "enter Go on with the lesson", "lesson: Leaves")
        app.hides("Done for today")
        await app.press("enter")
        assert (app.attempt.answered, len(app.attempt.items)) == (3, 4)
        await answer(app, "t")
        app.shows("Done for today.")


async def test_a_set_of_today_that_the_card_does_not_go_on_with_stands_below(banks: Path) -> None:
    path = write_bank(banks, *judgements(6), name="first")
    today = Launch([entry_of(path)], Options(count=3, purpose=Purpose.TODAY, types=("true-false",)), mode=Mode.REVIEW)
    async with opened(today) as app:
        await answer(app, "t")
    async with opened() as app:
        app.shows("Continue Today, First 1 of 3", "enter Go on with today")


async def test_many_banks_scroll_below_the_card_and_each_is_told_of(banks: Path) -> None:
    for number in range(30):
        title = f"{number} 東京 [/x]"
        write_bank(banks, *judgements(1), name=f"bank-{number:02}", title=title, description="About it.")
    async with opened() as app:
        app.shows("30 questions in 30 banks.")
        await app.press("end", "up")
        app.shows("29 東京 [/x]", "About it.", "Welcome")
        app.hides(" 0 東京")
        await app.resize(SMALL)
        app.shows("29 東京", "First ten questions")
