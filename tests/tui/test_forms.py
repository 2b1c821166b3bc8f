"""Setting up an attempt, and the settings."""

import os
import tomllib
from pathlib import Path

import pytest
from textual.widgets import OptionList

from quiz.practice.types import Mode
from quiz.settings import FILE_NAME
from quiz.tui.themes import THEMES
from tests.tui.driving import (
    SMALL,
    USUAL,
    Driver,
    choices,
    got,
    judgements,
    launch,
    opened,
    put,
    second_store,
    write_bank,
)
from tests.tui.sentences import AS_THE_LAST_TIME, SAYS_RIGHT, SETTINGS_NOT_SAVED


async def go_to(app: Driver, label: str) -> None:
    """Move the highlight of a form to a line."""
    lines = app.app.screen.query_one("#fields", OptionList)
    found = [line for line in lines.options if not line.disabled]
    names = [str(line.prompt).lstrip() for line in found]
    at = next((place for place, name in enumerate(names) if name.startswith(label)), None)
    assert at is not None, f"no line “{label}”:\n{app.text}"
    assert lines.highlighted is not None
    here = found.index(lines.options[lines.highlighted])
    await app.burst(*["down"] * ((at - here) % len(found)))


async def change(app: Driver, label: str, *keys: str) -> None:
    await go_to(app, label)
    await app.press(*keys)


# Set-up


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_an_attempt_is_set_up_by_keys_alone(banks: Path, size: tuple[int, int]) -> None:
    write_bank(banks, *(choices(tags=["un"], difficulty="easy") for _ in range(4)), *judgements(4), name="first")
    write_bank(banks, choices(tags=["un"], difficulty="easy"), name="second")
    async with opened(size=size) as app:
        await app.press("n")
        assert app.screen == "SetupScreen"
        await change(app, "Mode", "right")
        await change(app, "Questions", "3")
        await change(app, "Second", "right")
        await change(app, "Difficulty", "right")
        await change(app, "Type", "right")
        await change(app, "Tag", "right")
        await change(app, "Unseen first", "space")
        await change(app, "Confidence", "space")
        await change(app, "Time limit", "right", "right")
        await change(app, "Seed", "4", "2")
        await app.press("enter")
        attempt = app.attempt
        assert (attempt.mode, attempt.seed, len(attempt.items)) == (Mode.EXAM, 42, 3)
        options = attempt.options
        assert (options.count, options.tags, options.types, options.difficulties) == (
            3,
            ("un",),
            ("single",),
            ("easy",),
        )
        assert (options.unseen_first, options.confidence, options.time_limit) == (True, True, 600.0)
        with second_store() as store:
            last = store.last_asked("Ada")
            assert last is not None
            assert last[:2] == (Mode.EXAM, options)


async def test_the_set_up_is_remembered(banks: Path) -> None:
    write_bank(banks, *(choices(tags=["un"]) for _ in range(4)), name="first")
    async with opened() as app:
        await app.press("n")
        await change(app, "Mode", "right")
        await change(app, "Questions", "7")
        await change(app, "Tag", "right")
        await change(app, "Confidence", "right")
        await change(app, "Time limit", "right")
        await app.press("enter", "escape")
    async with opened() as app:
        await app.press("n")
        app.shows("7 questions, exam", AS_THE_LAST_TIME)
        app.shows("Mode ‹ exam ›", "Questions 7", "Tag un", "Confidence yes", "Time limit 5 min", "Seed random")
        await app.press("right")
        app.shows("7 questions, review")
        app.hides(AS_THE_LAST_TIME)
        await app.press("left")
        await app.press("enter")
        assert app.attempt.options.count == 7


async def test_several_tags_of_the_last_time_are_shown_and_kept(banks: Path) -> None:
    path = write_bank(banks, choices(tags=["un"]), choices(tags=["eu"]), choices(), name="first")
    async with opened(launch(path, seed=1, tags=("un", "eu"))) as app:
        await app.press("1", "enter", "escape", "n")
        app.shows("Tag un, eu")
        await app.press("enter")
        assert len(app.attempt.items) == 2


async def test_the_highlighted_bank_is_the_one_that_is_on(banks: Path) -> None:
    write_bank(banks, choices(), name="first")
    write_bank(banks, *judgements(2), name="second")
    async with opened() as app:
        await app.press("down", "down", "n")
        app.shows("First no", "Second yes")
        await app.press("enter")
        assert {item.bank for item in app.attempt.items} == {"second"}


async def test_without_a_bank_nothing_starts_and_it_says_why(banks: Path) -> None:
    write_bank(banks, choices(), name="first")
    async with opened() as app:
        await app.press("n")
        await change(app, "First", "right")
        await app.press("enter")
        assert app.screen == "SetupScreen"
        app.shows("Switch at least one bank on.")


async def test_a_filter_that_matches_none_is_named(banks: Path) -> None:
    write_bank(banks, choices(difficulty="easy"), name="first")
    async with opened() as app:
        await app.press("n")
        await change(app, "Difficulty", "left")
        await app.press("enter")
        assert app.screen == "SetupScreen"
        app.shows("No question in the chosen banks has difficulty hard.")


async def test_all_questions_is_the_value_after_the_greatest_number(banks: Path) -> None:
    write_bank(banks, *judgements(12), name="first")
    async with opened() as app:
        await app.press("n")
        await change(app, "Questions", "left", "left")
        app.shows("Questions ‹ all ›")
        await app.press("enter")
        assert len(app.attempt.items) == 12


async def test_a_typed_number_can_be_corrected(banks: Path) -> None:
    write_bank(banks, *judgements(12), name="first")
    async with opened() as app:
        await app.press("n")
        await change(app, "Questions", "1", "x", "1", "backspace", "2")
        app.shows("12▏")
        await app.press("enter")
        assert app.attempt.options.count == 12


async def test_escape_leads_home_and_begins_nothing(banks: Path) -> None:
    write_bank(banks, choices(), name="first")
    async with opened() as app:
        await app.press("n", "escape")
        assert app.screen == "HomeScreen"
        with second_store() as store:
            assert store.summaries() == []


async def test_leaving_a_changed_set_up_asks(banks: Path) -> None:
    write_bank(banks, *judgements(4), name="first")
    async with opened() as app:
        await app.press("n")
        await change(app, "Questions", "3")
        await app.press("escape")
        app.shows("You changed the set-up.", "discard what you changed")
        await app.press("escape")
        assert app.screen == "SetupScreen"
        await app.press("escape", "d")
        assert app.screen == "HomeScreen"
        await app.press("n")
        app.hides(AS_THE_LAST_TIME)
        await change(app, "Questions", "2")
        await app.press("escape", "s")
        assert len(app.attempt.items) == 2


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_the_highlighted_line_is_explained_wherever_it_is(banks: Path, size: tuple[int, int]) -> None:
    write_bank(banks, choices(), name="first")
    async with opened(size=size) as app:
        await app.press("n")
        app.shows("Practice tells after each question")
        await go_to(app, "First")
        app.shows("Whether to draw from this bank, 1 question.")
        await app.press("end")
        app.shows("Seed ‹ random ›", "The same number draws the same questions in the same order; it can be typed.")


# Settings


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    return folder / FILE_NAME


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_settings_are_saved_with_comments_and_unknown_keys_kept(
    settings_file: Path, size: tuple[int, int]
) -> None:
    put(settings_file, '# mine\nfuture = "kept"  # why\nretention = 0.9 # as usual\n')
    async with opened(size=size) as app:
        await app.press("o")
        assert app.screen == "SettingsScreen"
        await change(app, "Learner", *"Ada Maria")
        await change(app, "Retention", "right")
        await change(app, "New a day", "right")
        await change(app, "Day begins", "left")
        await app.press("enter")
        assert app.screen == "HomeScreen"
        app.says("The settings are saved.")
        assert app.app.services.settings.new_per_day == 15
    text = got(settings_file)
    assert text.startswith('# mine\nfuture = "kept"  # why\nretention = 0.93 # as usual\n')
    table = tomllib.loads(text)
    assert table == {
        "future": "kept",
        "retention": 0.93,
        "learner": "Ada Maria",
        "new-per-day": 15,
        "day-start": 3,
    }


async def test_changes_that_are_not_saved_are_asked_about(settings_file: Path) -> None:
    async with opened() as app:
        before = app.app.theme
        await app.press("o", "escape")
        assert app.screen == "HomeScreen"  # nothing was changed, nothing is asked
        await app.press("o")
        await change(app, "Theme", "right", "right")
        assert app.app.theme == THEMES[1]
        await app.press("escape")
        app.shows(SETTINGS_NOT_SAVED, "save them", "discard them")
        await app.press("escape")
        assert app.screen == "SettingsScreen"
        app.shows(f"Theme ‹ {THEMES[1]} ›")
        await app.press("escape", "d")
        assert app.screen == "HomeScreen"
        assert app.app.theme == before
        assert FILE_NAME not in os.listdir(settings_file.parent)  # noqa: PTH208
        await app.press("o")
        await change(app, "New a day", "right")
        await app.press("escape", "s")
        assert app.screen == "HomeScreen"
    assert tomllib.loads(got(settings_file)) == {"new-per-day": 15}


async def test_leaving_the_program_asks_about_settings_too(settings_file: Path) -> None:
    put(settings_file, "new-per-day = 10\n")
    async with opened() as app:
        await app.press("o")
        await change(app, "New a day", "right")
        await app.press("ctrl+q")
        app.shows(SETTINGS_NOT_SAVED)
        await app.pilot.press("s")
        await app.until(lambda: not app.app.is_running)
    assert tomllib.loads(got(settings_file)) == {"new-per-day": 15}


async def test_a_theme_is_saved_and_shown_at_the_next_start(settings_file: Path) -> None:
    async with opened() as app:
        await app.press("o")
        await change(app, "Theme", "right", "right")
        await app.press("enter")
    assert tomllib.loads(got(settings_file)) == {"theme": THEMES[1]}
    async with opened() as app:
        assert app.app.theme == THEMES[1]


async def test_a_wrong_value_is_named_by_its_key_and_the_others_hold(settings_file: Path) -> None:
    put(settings_file, "retention = 3\nnew-per-day = 5\n")
    async with opened() as app:
        app.shows("retention = 3 cannot be used.", "0.9 is used.")
        assert (app.app.services.settings.retention, app.app.services.settings.new_per_day) == (0.9, 5)


async def test_a_file_that_is_no_toml_is_not_overwritten(settings_file: Path) -> None:
    put(settings_file, "retention = = 3\n")
    async with opened() as app:
        app.shows("The defaults are used.")
        await app.press("o", "enter")
        assert app.screen == "SettingsScreen"
        app.app.clear_notifications()
        await app.settle()
        app.shows("nothing was saved")
    assert got(settings_file) == "retention = = 3\n"


async def test_another_learner_has_scores_of_their_own(
    banks: Path, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUIZ_LEARNER")
    put(settings_file, 'learner = "Ada"\n')
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("enter", "t", "enter", "enter", "escape")
        app.shows("100 %")
        await app.press("o")
        await change(app, "Learner", *"Bob")
        await app.press("enter")
        assert app.app.services.learner == "Bob"
        app.hides("100 %")


async def test_a_question_looks_the_same_after_every_form_was_open(banks: Path) -> None:
    """The styles of a screen stay loaded: they must not be those of another's widgets."""
    write_bank(banks, choices(explanation="Because."), name="first")
    async with opened() as app:
        await app.press("n", "escape", "o", "escape", "enter")
        assert app.region("#prompt").y == app.region("#headline").bottom + 1
        await app.press("1", "enter")
        await app.resize(SMALL)
        app.shows(SAYS_RIGHT)
