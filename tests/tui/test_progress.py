"""Progress, a question's own page, and what the scores screen does with attempts."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli import quiz
from quiz.text import decimals, span_text
from quiz.tui.widgets.parts import shares
from tests.scores.progress.made_log import learn, write_banks
from tests.tui.driving import SMALL, USUAL, choices, judgements, launch, opened, second_store, write_bank
from tests.tui.sentences import (
    BACK_KEY,
    BEST_FIRST,
    BY_BANK,
    FIRST_ANSWERS,
    FOUR_SQUARES,
    HOW_SURE,
    NARROW_PARTS_HEAD,
    NO_ATTEMPT_HERE,
    PARTS_HEAD,
)


async def test_the_dashboard_shows_all_panels_and_tab_goes_through_them(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first", topic="law")
    write_bank(banks, *({**one, "tags": ["un"]} for one in judgements(1)), name="second", topic="law")
    async with opened(launch(banks / "first.yaml"), size=(80, 60)) as app:
        await app.press("t", "enter", "enter", "f", "enter", "escape", "escape", "p")
        assert app.screen == "ProgressScreen"
        app.shows("1 day in a row 0 of 3 known", "too few answers in 7 days", "1 day", "2 answers", "1 best run")
        app.shows("Due", HOW_SURE, "By tag", BY_BANK, "By topic", "Time a question", "Scores")
        app.shows("First", "0 of 2", "un", "0 of 1", FOUR_SQUARES)
        app.hides("Your progress")
        seen = []
        for _ in range(11):
            assert app.app.focused is not None
            seen.append(app.app.focused.id)
            await app.press("tab")
        assert seen[:10] == [
            *("calendar", "due", "calibration", "tag", "bank", "topic"),
            *("time", "scores", "hardest", "leeches"),
        ]
        assert seen[10] == seen[0]
        await app.press("shift+tab", "shift+tab")
        assert app.app.focused is not None
        assert app.app.focused.id == "leeches"


async def test_a_panel_opens_large_and_is_shown_as_a_table(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "enter", "f", "enter", "escape", "escape", "p", "tab", "enter")
        app.shows("Due all banks", "Tomorrow", "due today", "t As table", BACK_KEY)
        await app.press("t")
        app.shows("Day Questions", "t Drawn")
        await app.press("tab", "tab", "tab")
        app.shows(BY_BANK, PARTS_HEAD, "First 0 of 2")
        await app.press("t")
        app.shows("First", "▫▫▫▫▫▫", "0 of 2", "■ solid")
        app.hides("Learning Solid")
        await app.press("escape")
        app.shows("Progress", "esc Home")
        assert app.app.focused is not None
        assert app.app.focused.id == "bank"
        await app.press("t")
        app.shows(NARROW_PARTS_HEAD)
        await app.press("escape", "escape")
        assert app.screen == "HomeScreen"


async def test_banks_that_are_read_later_are_taken_in(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(size=(80, 40)) as app:
        app.app.services.library = None
        await app.press("p")
        app.shows("There is no bank yet.")
        app.app.services.load_library()
        await app.until(lambda: app.app.services.library is not None)
        await app.settle()
        app.shows("First", "0 of 2")


async def test_a_click_opens_a_panel_large(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "escape", "escape", "p")
        await app.click("How sure")
        app.shows(HOW_SURE, "No answer says yet how sure it is.", BACK_KEY)


async def test_the_bank_is_chosen_and_all_figures_go_by_it(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    write_bank(banks, *judgements(3), name="second")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "escape", "escape", "p")
        app.shows("all banks", "0 of 4 known")
        await app.press("b")
        app.shows("Progress First", "0 of 1 known", "1 answer")
        await app.press("b")
        app.shows("Progress Second", FIRST_ANSWERS)
        await app.press("b")
        app.shows("all banks", "0 of 4 known")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_an_empty_log_invites(size: tuple[int, int], banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(size=size) as app:
        await app.press("p")
        app.shows("Your progress", FIRST_ANSWERS, "enter there begins.")
        app.hides("0 days in a row", "None")
        for _ in range(8):
            await app.press("tab", "enter")
            app.hides("Nothing yet.")
            await app.press("escape")
        await app.press("escape")
        assert app.screen == "HomeScreen"


async def test_where_it_is_small_the_panels_stand_one_under_the_other(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(launch(banks / "first.yaml"), size=SMALL) as app:
        await app.press("t", "enter", "enter", "f", "enter", "escape", "escape", "p")
        app.shows("1 day 0 known", "Mon", "Sun")
        regions = [app.region(f"#{name}") for name in ("calendar", "due", "calibration", "bank", "time", "scores")]
        assert all(one.bottom <= other.y for one, other in pairwise(regions))
        assert {region.right for region in regions} == {SMALL[0] - 1}
        await app.press("tab", "tab", "tab", "tab")
        app.shows(BY_BANK, "First", "0 of 2")
        await app.press("enter", "t")
        app.shows(NARROW_PARTS_HEAD, "First 0 of 2")
        await app.resize((120, 36))
        app.shows(PARTS_HEAD)
        await app.press("escape")
        app.shows("1 day in a row", "▪ begun", FOUR_SQUARES, BY_BANK)
        assert app.region("#due").y == app.region("#calibration").y


async def test_every_row_of_the_dashboard_says_what_the_json_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_BANKS", str(tmp_path))
    with second_store() as store:
        learn(store, write_banks(tmp_path), 1)
    told = json.loads(CliRunner().invoke(quiz, ["progress", "--format", "json"]).stdout)
    async with opened(size=(96, 70)) as app:
        await app.press("p")
        whole = told["whole"]
        app.shows(
            f"{told['streak']} {'day' if told['streak'] == 1 else 'days'} in a row",
            f"{whole['known'] + whole['solid']} of {whole['questions']} known",
            f"{whole['due']} due today",
            f"{round(100 * told['recent']['accuracy'])} % right in 7 days",
            f"{told['days']} days",
            f"{told['responses']} answers",
            f"{told['longest_streak']} best run",
        )
        today = str(told["forecast"][0][1])
        figures = next(line for line in app.lines if line.split()[1:2] == [today]).split()
        assert [int(figure) for figure in figures[1:12]] == [count for _, count in told["forecast"][:11]]
        for level in told["calibration"]:
            app.shows(f"{round(100 * level['accuracy'])} % of {level['responses']}")
        await app.press("enter")
        for week in range(0, len(told["activity"]), 7):
            answers = sum(count for _, count in told["activity"][week : week + 7])
            if answers:
                app.shows(f"{answers} answer")
        await app.press("tab")
        rows = [line.split() for line in app.lines]
        assert [row[-1] for row in rows if row[-2:-1] and row[-2].strip("━─") == ""] == [
            str(count) for _, count in told["forecast"]
        ]
        for group in ("by_tag", "by_bank"):
            await app.press(*(("tab", "tab") if group == "by_tag" else ("tab",)))
            for part in told[group]:
                row = next(line for line in app.lines if part["name"][:10] in line and " due" in line)
                known, due = part["known"] + part["solid"], part["due"]
                assert f"{known} of {part['questions']} {due} due" in " ".join(row.split())
                cells = [row.count(glyph) for glyph in "·▫▪■"]
                states = [part[state] for state in ("new", "learning", "known", "solid")]
                assert cells == shares(states[::-1], sum(cells))[::-1]
        await app.press("tab")
        for pace in told["pace"]:
            app.shows(span_text(pace["seconds"]))
        await app.press("tab", "tab")
        for hard in told["hardest"]:
            row = next(line for line in app.lines if hard["prompt"] in line)
            right = decimals(hard["fraction"] * hard["responses"])
            assert f"{right} of {hard['responses']} right" in row
        await app.press("tab")
        for leech in told["leeches"]:
            row = next(line for line in app.lines if leech["prompt"] in line)
            assert f"wrong on {leech['wrong_days']} days" in row


async def test_a_hard_question_leads_to_its_page(banks: Path) -> None:
    path = write_bank(banks, choices(prompt="Which is it?"), name="first")
    async with opened(size=(150, 40)) as app:
        for key in ("2", "3"):
            await app.press("home", "enter", key, "enter", "escape", "escape")
        await app.press("p", *["tab"] * 7, "enter")
        app.shows("Hardest", "Which is it?", "enter Question")
        await app.press("enter")
        assert app.screen == "QuestionScreen"
        app.shows("Which is it?", "1 × Choice B", "1 × Choice C", "2 responses", "Answer: Choice A")
        app.names(path)
        await app.press("escape")
        assert app.screen == "ProgressScreen"
        app.shows("Hardest", "0 of 2 right")


async def test_a_tag_leads_to_its_questions_and_so_does_a_bank(banks: Path) -> None:
    write_bank(banks, choices(tags=["law"]), choices(tags=["eu"], prompt="Other?"), name="first")
    async with opened(size=(150, 40)) as app:
        await app.press("down", "enter", "1", "enter", "escape", "p")
        for name, place, questions in (("tag", "By tag", 1), ("bank", "By bank", 2)):
            while (panel := app.app.screen.focused) is not None and panel.id != name:
                await app.press("tab")
            await app.press("enter")
            assert place in app.lines[0]
            app.shows("enter Questions")
            await app.press("enter")
            assert app.screen == "MapScreen"
            assert sum("?" in line for line in app.lines) == questions
            await app.press("escape", "escape")


async def test_an_attempt_is_deleted_only_when_asked_and_comes_back(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "escape", "escape", "s")
        app.shows("1 of 1")
        await app.press("d", "escape")
        app.shows("1 of 1")
        await app.press("d", "d")
        app.shows(NO_ATTEMPT_HERE)
        with second_store() as store:
            assert store.summaries() == []
            assert store.history("Ada") == []
        await app.press("u")
        app.shows("1 of 1")
        with second_store() as store:
            assert len(store.history("Ada")) == 1


@pytest.mark.parametrize(("key", "asked"), [("a", {"q1", "q2"}), ("w", {"q2"})])
async def test_a_set_is_taken_again_whole_or_only_what_was_wrong(key: str, asked: set[str], banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "enter", "f", "enter", "escape", "escape")
        (banks / "first.yaml").unlink()  # the questions come from the attempt
        await app.press("s", key)
        assert app.screen == "AttemptScreen"
        assert {item.question.id for item in app.attempt.items} == asked
        assert app.attempt.answered == 0


async def test_attempts_are_filtered_and_sorted(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    write_bank(banks, *judgements(1), name="second")
    async with opened() as app:
        await app.press(
            "down", "enter", "f", "enter", "escape", "escape", "down", "enter", "t", "enter", "escape", "escape", "s"
        )
        app.hides("Only")
        await app.press("b")
        app.shows("Only First", "0 of 1")
        app.hides("1 of 1")
        await app.press("b", "b", "o", "o")
        app.shows(BEST_FIRST)
        assert app.words.index("1 of 1") < app.words.index("0 of 1")
        await app.press("m", "m")
        app.shows("exam", NO_ATTEMPT_HERE)
