"""The exam: no feedback, the sheet, every change on disk, the time limit."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz.practice.questions.base import Unreadable
from quiz.practice.questions.choice import Chosen
from quiz.practice.types import Mode
from quiz.tui.screens.attempt import EXTENSION
from tests.cases import CLASSIFY, CLOZE, MATCH, MULTIPLE, NUMBER, ORDER, TEXT
from tests.tui.driving import (
    SMALL,
    USUAL,
    Driver,
    Question,
    bank_each,
    choices,
    judgements,
    kept,
    launch,
    naming,
    opened,
    second_store,
    write_bank,
)
from tests.tui.sentences import ALL_ANSWERED, ANSWER, HAND_IN, PUT_RIGHT, nth, tally

TELLTALE = ("Right", "Wrong", "Partly", "✓", "×", "~", "Answer:", "Because", "Score")


def exam(folder: Path, *questions: Question, **options: object):  # type: ignore[no-untyped-def]
    return launch(write_bank(folder / "b", *questions), mode=Mode.EXAM, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_nothing_tells_a_verdict_before_it_is_handed_in(size: tuple[int, int], tmp_path: Path) -> None:
    questions = [choices(explanation="Because."), *judgements(1), choices(explanation="Because.")]
    async with opened(exam(tmp_path, *questions), size=size) as app:
        for key in ("1", "enter", "f", "enter", "2", "f3", "enter", "escape", "f6", "left", "enter", "escape"):
            await app.press(key)
            app.hides(*(word for word in TELLTALE if app.screen != "HomeScreen" or word != "Score"))
        assert app.screen == "HomeScreen"


async def test_an_open_exam_tells_nothing_among_the_scores(banks: Path) -> None:
    path = write_bank(banks, choices(explanation="Because."), choices(), name="first")
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("1", "enter", "escape", "s")
        app.shows("1 of 2 answered open")
        for key in ("enter", "w"):  # neither looking back nor taking the wrong ones again
            await app.press(key)
            assert app.screen == "ScoresScreen"
            app.hides("✓", "×", ANSWER, "Because", "100 %", "50 %", "Nothing was wrong")
            app.shows("An exam tells nothing before it is handed in")


async def test_every_change_is_on_disk_at_once(tmp_path: Path) -> None:
    cases: list[tuple[Question, list[str]]] = [
        (choices(), ["1", "2", "down", "space"]),
        (MULTIPLE, ["1", "2", "1", "3"]),
        (judgements(1)[0], ["t", "f"]),
        (ORDER, ["2", "space", "down", "space"]),
        (MATCH, ["a", "b", "1", "backspace", "c"]),
        (CLASSIFY, ["a", "right", "b"]),
        (NUMBER, [*"15,", "backspace", "x", "backspace", "backspace", "backspace"]),
        (TEXT, [*"Se o", "backspace"]),
        (CLOZE, ["M", "tab", "2", "tab", "?", "backspace"]),
    ]
    paths = bank_each(tmp_path / "b", *(question for question, _ in cases))
    async with opened(launch(*paths, mode=Mode.EXAM, seed=1)) as app:
        for position in range(len(cases)):
            question, keys = cases[app.asked]
            responses = set()
            with naming(question["type"]):
                for key in keys:
                    await app.press(key)
                    assert app.taking.pane._input is not None
                    try:
                        shown = app.taking.pane._input.response()
                    except Unreadable:
                        shown = None
                    taken = kept(app.attempt.uid).counted[position]
                    assert (taken.response if taken else None) == shown
                    responses.add(repr(shown))
                assert len(responses) > 1
            await app.press("f6", *["home"], *["right"] * (position + 1), "enter")
        with second_store() as store:
            assert store.history("Ada") == []


@pytest.mark.parametrize(
    ("leave", "back"), [("f4", ()), ("f6", ("escape", "f4")), ("escape", ("c", "f4")), ("ctrl+q", None)]
)
async def test_what_is_typed_is_kept_however_one_leaves_it(
    leave: str, back: tuple[str, ...] | None, banks: Path
) -> None:
    """Only the app that was left cannot be gone back to."""
    cases: list[tuple[Question, str]] = [(NUMBER, "1500"), (TEXT, "Seoul"), (CLOZE, "May")]
    path = write_bank(banks, *(question for question, _ in cases), choices(), choices())
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        uid = app.attempt.uid
        for answered, (question, keys) in enumerate(cases if back is not None else cases[:1], start=1):
            with naming(question["type"]):
                await app.press(*keys)
                await app.press(leave)
                assert kept(uid).answered == answered
            await app.press(*back or ())


async def test_what_is_changed_back_to_nothing_is_open_again(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, MULTIPLE, MATCH)) as app:
        await app.press("1")
        assert kept(app.attempt.uid).answered == 1
        await app.press("1")
        assert kept(app.attempt.uid).answered == 0
        await app.press("f4", "a")
        assert kept(app.attempt.uid).answered == 1
        await app.press("1", "backspace")
        assert kept(app.attempt.uid).answered == 0


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_the_sheet_shows_what_is_answered_flagged_and_open(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(exam(tmp_path, *judgements(3)), size=size) as app:
        await app.press("t", "enter", "f3", "f6")
        assert app.screen == "Sheet"
        app.shows("Answer sheet", "1 of 3 answered", "● 1 answered · 2 open ! 1 flagged")
        cells = next(line for line in app.lines if line.split()[:1] == ["1"])
        assert cells.split() == ["1", "●", "›", "2", "·!", "3", "·"]


async def test_the_sheet_leads_to_any_question_by_key_and_by_click(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, *judgements(4))) as app:
        await app.press("f6", "end", "enter")
        app.shows("Prompt 4?")
        await app.press("f6")
        await app.click(" 2 ·")
        app.shows(nth(2, 4))
        await app.press("f6", "escape")
        app.shows(nth(2, 4))
        await app.press("f6", "f6")
        app.shows(nth(2, 4))


async def test_an_answer_can_be_changed_before_handing_in_and_counts_as_last_given(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, choices(), choices())) as app:
        await app.press("2", "enter", "1", "enter")
        assert app.screen == "Sheet"  # after the last
        await app.press("left", "enter")
        app.shows("Prompt 1?", "● 2 Choice B")
        await app.press("1")
        taken = kept(app.attempt.uid).counted[0]
        assert taken is not None
        assert taken.response == Chosen(("Choice A",))
        await app.press("f6", "h")
        app.shows(ALL_ANSWERED)
        await app.press("y")
        app.shows(tally(2, 2), "100 %")


async def test_handing_in_names_what_is_unanswered_and_can_be_thought_over(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, *judgements(4))) as app:
        await app.press("f4", "t", "f6", "h")
        app.shows("Not answered: 1, 3, 4.", "0 points", "not reviewed")
        await app.press("escape")
        assert app.attempt.finished is None
        await app.press("f6", "h", "y")
        assert app.screen == "ResultScreen"
        app.shows("of 4 1 right, 3 not answered", "25 %")
        with second_store() as store:
            assert len(store.history("Ada")) == 1


async def test_the_schedule_learns_of_it_only_when_it_is_handed_in_and_undo_takes_that_back(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, *judgements(2))) as app:
        await app.press("t", "enter", "f", "enter")
        with second_store() as store:
            assert store.history("Ada") == []
        await app.press("h", "y")
        with second_store() as store:
            assert [logged.fraction for logged in store.history("Ada")] == [1, 0]
        await app.press("f5")
        assert app.screen == "AttemptScreen"
        assert app.attempt.finished is None
        app.hides(*TELLTALE)
        with second_store() as store:
            assert store.history("Ada") == []


async def test_confidence_goes_with_the_answer_in_an_exam_too(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, *judgements(2), confidence=True)) as app:
        await app.press("t", "s", "enter", "g", "f", "enter")
        assert app.screen == "Sheet"
        taken = [one.confidence for one in kept(app.attempt.uid).counted if one]
        assert taken == ["sure", "guess"]
        await app.press("h", "y")
        app.shows("with confidence 60 %")


async def test_dont_know_is_an_answer_in_an_exam(tmp_path: Path) -> None:
    async with opened(exam(tmp_path, *judgements(2))) as app:
        await app.press("?", "t", "enter", "h")
        app.shows(ALL_ANSWERED)


async def test_the_whole_exam_can_be_done_at_a_small_size(tmp_path: Path) -> None:
    questions = [choices(), MULTIPLE, *judgements(1), NUMBER, MATCH]
    async with opened(exam(tmp_path, *questions), size=SMALL) as app:
        await app.press("1", "enter", "1", "enter", "t", "enter", *"1500", "enter", "a", "a", "a", "enter")
        assert app.screen == "Sheet"
        app.shows("5 of 5 answered", "Hand in")
        await app.press("h")
        app.shows(HAND_IN)
        await app.press("y")
        app.shows("of 5", PUT_RIGHT)


# Time


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("quiz.tui.screens.attempt.time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


async def is_handed_in(app: Driver) -> None:
    await app.until(lambda: app.screen == "ResultScreen")
    await app.settle()


async def test_without_a_limit_no_time_is_shown_and_none_ends(tmp_path: Path, clock: Clock) -> None:
    async with opened(exam(tmp_path, *judgements(2))) as app:
        clock.now += 1e6
        await app.press("t", "f7")
        assert app.screen == "AttemptScreen"
        assert ":" not in app.lines[0]


async def test_what_is_left_is_shown_and_goes_down(tmp_path: Path, clock: Clock) -> None:
    async with opened(exam(tmp_path, *judgements(2), time_limit=90.0)) as app:
        assert "1:30 · 1 of 2" in app.lines[0]
        clock.now += 31
        await app.until(lambda: "0:59 · " in app.lines[0])


@pytest.mark.parametrize(
    ("mode", "over"),
    [
        *(
            (Mode.EXAM, over)
            for over in ([], ["f6"], ["f6", "h"], ["f6", "n", "x"], ["f6", "exclamation_mark"], ["f1"], ["f7"])
        ),
        *((Mode.PRACTICE, over) for over in ([], ["f6", "h"], ["ctrl+p"])),
    ],
)
async def test_it_hands_in_by_itself_whatever_is_open_over_it(
    mode: Mode, over: list[str], tmp_path: Path, clock: Clock
) -> None:
    path = write_bank(tmp_path / "b", *judgements(3))
    async with opened(launch(path, mode=mode, time_limit=60.0)) as app:
        uid = app.attempt.uid
        await app.press("t", "enter")
        if mode is Mode.PRACTICE:
            await app.press("enter")
        await app.press(*over)
        clock.now += 61
        await is_handed_in(app)
        app.shows(tally(1, 3), "2 not answered", "The time is up")
        attempt = kept(uid)
        assert attempt.finished is not None
        assert attempt.time_left == 0
        assert len(app.app.screen_stack) == 1


async def test_what_stands_in_a_field_when_the_time_ends_is_kept_in_an_exam(tmp_path: Path, clock: Clock) -> None:
    async with opened(exam(tmp_path, TEXT, choices(), time_limit=60.0)) as app:
        uid = app.attempt.uid
        await app.press(*"Pyongyang")
        clock.now += 61
        await is_handed_in(app)
        assert kept(uid).answered == 1


async def test_the_limit_can_be_extended_and_the_result_says_so(tmp_path: Path, clock: Clock) -> None:
    async with opened(exam(tmp_path, *judgements(2), time_limit=60.0)) as app:
        clock.now += 30
        await app.press("f7", "e")
        assert kept(app.attempt.uid).extended == EXTENSION
        assert kept(app.attempt.uid).time_left == 30 + EXTENSION
        clock.now += 60
        await app.press("t", "f6", "h", "y")
        app.shows("limit 1 min, extended by 5 min")


async def test_the_limit_can_be_switched_off_and_the_result_says_so(tmp_path: Path, clock: Clock) -> None:
    async with opened(exam(tmp_path, *judgements(2), time_limit=60.0)) as app:
        await app.press("f7", "o")
        assert kept(app.attempt.uid).time_left is None
        clock.now += 1000
        await app.press("t", "f6", "h", "y")
        app.shows("limit 1 min, switched off", tally(1, 2))


async def test_what_is_left_is_kept_with_each_response_and_on_leaving(banks: Path, clock: Clock) -> None:
    path = write_bank(banks, *judgements(3), name="first")
    async with opened(launch(path, mode=Mode.EXAM, time_limit=60.0)) as app:
        uid = app.attempt.uid
        clock.now += 10
        await app.press("t")
        assert kept(uid).time_left == 50
        clock.now += 5
        await app.press("escape")
        assert kept(uid).time_left == 45
        clock.now += 1000  # at home the clock does not run
        await app.press("c")
        assert "0:45 · " in app.lines[0]
        clock.now += 46
        await is_handed_in(app)


async def test_seconds_are_those_that_the_question_was_on_the_screen(tmp_path: Path, clock: Clock) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(2)))) as app:
        clock.now += 4
        await app.press("f1")
        clock.now += 100  # reading the help does not count
        await app.press("escape")
        clock.now += 3
        await app.press("t", "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.seconds == 7
