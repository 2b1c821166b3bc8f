"""Notes, stars and remarks: where their keys work, what is kept, and where it shows."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.practice.notes import NOTE_LIMIT
from quiz.practice.remarks import RemarkKind
from quiz.practice.types import Key, Mode
from quiz.scores.store.engine import open_store
from quiz.scores.store.records import Remark
from quiz.tui.screens.note import NoteDialog
from quiz.tui.screens.report import ReportDialog
from tests.tui.driving import SMALL, USUAL, Driver, choices, judgements, launch, opened, second_store, write_bank
from tests.tui.sentences import NOTE_NOT_SAVED_YET, SAYS_WRONG, YOUR_NOTE, nth

FIRST = Key("bank", "q1")


def notes() -> dict[Key, tuple[str, bool]]:
    with second_store() as store:
        return {note.key: (note.text, note.star) for note in store.notes()}


def remarks() -> list[tuple[Key, RemarkKind, str]]:
    with second_store() as store:
        return [(remark.key, remark.kind, remark.text) for remark in store.remarks()]


async def test_what_was_said_in_passing_covers_no_dialog_and_a_warning_stays(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path), size=SMALL) as app:
        await app.press("t", "enter", "exclamation_mark", "1", "enter")
        app.shows("Reported.")
        for key in ("n", "f1", "ctrl+p"):
            app.app.services.tell("In passing")
            app.app.services.warn("Beware")
            await app.press(key)
            app.hides("Reported.", "In passing")
            app.says("Beware")
            await app.press("escape")


async def from_palette(app: Driver, name: str) -> None:
    await app.find(name)
    await app.press("enter")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_after_a_verdict_a_question_is_noted_starred_and_reported(size: tuple[int, int], banks: Path) -> None:
    path = write_bank(banks, choices(explanation="So it is."), *judgements(1))
    async with opened(launch(path), size=size) as app:
        await app.press("2", "enter", "n")
        assert app.screen == "NoteDialog"
        await app.type("n! [/x]")
        await app.press("enter", *"two", "ctrl+s")
        app.shows(SAYS_WRONG)
        await app.press("end")
        app.shows("Your note n! [/x] two")
        await app.press("asterisk")
        app.shows("* 1 of 2")
        await app.press("exclamation_mark")
        assert app.screen == "ReportDialog"
        await app.press("3", *"since 2017", "enter")
        app.says("Reported.")
        assert notes() == {FIRST: ("n! [/x]\ntwo", True)}
        assert remarks() == [(FIRST, RemarkKind.OUT_OF_DATE, "since 2017")]
        await app.press("asterisk")
        app.hides("* 1 of 2")
        assert notes() == {FIRST: ("n! [/x]\ntwo", False)}
        await app.press("enter")
        app.shows(nth(2, 2))
        app.hides(YOUR_NOTE)


async def test_what_was_noted_stands_where_the_question_is_read_again(banks: Path) -> None:
    path = write_bank(banks, choices(explanation="So it is."), name="bank")
    async with opened(launch(path)) as app:
        await app.press("1", "enter", "n", *"mine", "ctrl+s", "asterisk", "enter", "right")
        assert app.screen == "LookbackScreen"
        app.shows("Your note mine", "* 1 of 1")
        await app.press("n", *" too", "ctrl+s", "asterisk", "exclamation_mark", "2", "enter")
        app.shows("Your note mine too")
        app.hides("* 1 of 1")
        await app.press("i")
        assert app.screen == "QuestionScreen"
        app.shows("Your note mine too")
        await app.press("asterisk")
        app.shows("* single")
        await app.press("escape")
        app.shows("* 1 of 1")
    assert notes() == {FIRST: ("mine too", True)}
    assert remarks() == [(FIRST, RemarkKind.UNCLEAR, "")]


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
async def test_before_a_verdict_the_keys_do_nothing_and_the_palette_offers_it(mode: Mode, banks: Path) -> None:
    path = write_bank(banks, choices(explanation="So it is."), *judgements(1))
    async with opened(launch(path, mode=mode)) as app:
        await app.press("n", "asterisk", "exclamation_mark")
        assert app.screen == "AttemptScreen"
        app.hides("n Note", "* Star", "! Report")
        await from_palette(app, "note")
        await app.type("mine")
        await app.press("ctrl+s")
        await from_palette(app, "star")
        await from_palette(app, "report what")
        await app.press("5", *"so", "enter")
        app.shows("* 1 of 2")
        app.hides(YOUR_NOTE, "So it is.", "mine")
        assert notes() == {FIRST: ("mine", True)}
        assert remarks() == [(FIRST, RemarkKind.OTHER, "so")]
        assert app.attempt.answered == 0
        await app.press("f1")
        app.shows("ctrl+p Write down something of your own")


async def test_on_the_sheet_of_an_exam_the_highlighted_question_is_meant_and_no_verdict_told(banks: Path) -> None:
    path = write_bank(banks, choices(explanation="So it is."), choices())
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press(
            "2", "enter", "f6", "left", "asterisk", "n", *"mine", "ctrl+s", "exclamation_mark", "1", "enter"
        )
        assert app.screen == "Sheet"
        app.shows("answered, starred, with a note")
        app.hides("So it is.", SAYS_WRONG)
        assert notes() == {FIRST: ("mine", True)}
        assert remarks() == [(FIRST, RemarkKind.WRONG_KEY, "")]
        await app.press("enter")
        app.shows("* 1 of 2")
        app.hides("mine")


async def test_what_changed_on_the_sheet_shows_on_the_way_back(banks: Path) -> None:
    async with opened(launch(write_bank(banks, choices(), choices()))) as app:
        await app.press("f6", "asterisk", "escape")
        app.shows("* 1 of 2")


@pytest.mark.parametrize("leaving", ["escape", "ctrl+q"])
async def test_a_note_that_was_not_saved_stands_there_the_next_time(leaving: str, banks: Path) -> None:
    path = write_bank(banks, choices())
    async with opened(launch(path, seed=1)) as app:
        await app.press("1", "enter", "n", *"saved", "ctrl+s", "n", *" and not", leaving)
    assert notes() == {FIRST: ("saved", False)}
    async with opened(launch(path, seed=2)) as app:
        await app.press("1", "enter", "n")
        app.shows("saved and not", NOTE_NOT_SAVED_YET)
        await app.press("ctrl+z")
        assert isinstance(app.app.screen, NoteDialog)
        assert app.app.screen.field.text == "saved"
        app.hides(NOTE_NOT_SAVED_YET)
        await app.press("ctrl+y", "ctrl+s", "n")
        app.shows("saved and not")
        app.hides(NOTE_NOT_SAVED_YET)
    assert notes() == {FIRST: ("saved and not", False)}


async def test_a_note_without_text_is_gone(banks: Path) -> None:
    async with opened(launch(write_bank(banks, choices()))) as app:
        await app.press("1", "enter", "n", "x", "ctrl+s", "n", "backspace", "ctrl+s")
        app.hides(YOUR_NOTE)
        assert notes() == {}


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_a_note_that_is_too_long_is_refused_with_its_length_and_stays(size: tuple[int, int], banks: Path) -> None:
    async with opened(launch(write_bank(banks, choices())), size=size) as app:
        await app.press("1", "enter", "n")
        dialog = app.app.screen
        assert isinstance(dialog, NoteDialog)
        dialog.field.insert("x" * (NOTE_LIMIT + 1))
        await app.press("ctrl+s")
        assert app.app.screen is dialog
        app.shows("A note is at most 2,000 characters; this has 2,001", "2,001 of 2,000")
        assert notes() == {}
        await app.press("backspace", "ctrl+s")
        assert app.screen == "AttemptScreen"
        assert len(notes()[FIRST][0]) == NOTE_LIMIT


async def test_a_note_that_the_store_does_not_take_is_not_lost(banks: Path) -> None:
    async with opened(launch(write_bank(banks, choices()))) as app:
        await app.press("1", "enter")
        app.app.services.store._connection.execute("pragma query_only = on")  # type: ignore[attr-defined]
        await app.press("n", *"mine", "ctrl+s")
        app.hides(YOUR_NOTE)
        app.app.services.store._connection.execute("pragma query_only = off")  # type: ignore[attr-defined]
        await app.press("n")
        app.shows("mine", NOTE_NOT_SAVED_YET)


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_what_has_no_kind_needs_words_and_escape_reports_nothing(size: tuple[int, int], banks: Path) -> None:
    async with opened(launch(write_bank(banks, choices())), size=size) as app:
        await app.press("1", "enter", "exclamation_mark", "down", "down", "down", "down", "enter", "enter")
        assert isinstance(app.app.screen, ReportDialog)
        app.shows("Say in a line what it is.", "1 wrong key", "5 other")
        await app.press("shift+tab", "4", "escape")
        assert app.screen == "AttemptScreen"
        assert remarks() == []


async def test_the_author_reads_what_was_reported_beside_the_problems(banks: Path, data: Path) -> None:
    path = write_bank(banks, choices(), choices(tags=["No Tag"]))
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with closing(open_store(data)) as store:
        store.add_remark(Remark("a" * 32, "Ada", Key("bank", "q2"), RemarkKind.SLIP, "teh [/x]", at))
        store.add_remark(Remark("b" * 32, "Ada", Key("bank", "gone"), RemarkKind.UNCLEAR, "", at))
        store.add_remark(Remark("c" * 32, "Ada", Key("other", "q2"), RemarkKind.UNCLEAR, "elsewhere", at))
    path.write_text(path.read_text().replace('{"id": "q2"', '\n{"id": "q2"'))
    async with opened(size=(120, 36)) as app:
        await app.press("down", "e")
        assert app.screen == "AuthorScreen"
        app.shows("Problems and remarks")
        app.hides("elsewhere")
        await app.press("f6", "end")
        app.shows("2 slip: teh [/x] remark", "– unclear remark", "gone unclear Ada, 22 Nov 2026")
        await app.press("up")
        app.shows("q2 slip: teh [/x] Ada, 22 Nov 2026")
        await app.press("x")
        app.shows("Closed: it is no longer shown here.")
        app.hides("teh [/x]")
        app.app.screen.action_reopen_remark()  # type: ignore[attr-defined]
        await app.settle()
        app.shows("2 slip: teh [/x] remark")
        await app.press("end", "enter")
        app.shows("There is no question gone in this text.")
        await app.press("up")
        await app.press("enter")
        app.shows("question 2 of 2")
