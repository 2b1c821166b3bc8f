"""A bank as a teacher writes it, with passages, a table and lessons: it is clean, and played in both faces."""

from pathlib import Path
from typing import Final

import pytest

from quiz.bank.model import Bank
from quiz.library.library import BankFile, open_bank
from quiz.lint.checking import check_file
from quiz.paths import data_folder
from quiz.practice.draw import Options
from quiz.practice.types import Mode
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from tests.plain.dialogues import hear
from tests.tui.driving import SMALL, USUAL, launch, opened

TIDES: Final = Path(__file__).parent / "tides.yaml"
TITLES: Final = {"quay-table": "A day at the quay", "two-letters": "Two letters to a newspaper"}


@pytest.fixture
def bank() -> Bank:
    found = open_bank(TIDES).bank
    assert found is not None
    return found


def test_it_has_no_flaw() -> None:
    assert check_file(BankFile.read(TIDES, TIDES.parent)).diagnostics == ()


def test_it_is_read_out_whole_each_text_once(bank: Bank) -> None:
    store = open_store(data_folder())
    attempt = start(store, [bank], learner="Ada", options=Options(count=None, until_right=False), seed=3)
    heard = hear(attempt, *["?"] * len(bank.questions))
    store.close()
    assert heard.attempt.finished is not None
    for title in TITLES.values():
        assert sum(f": {title}" in line for line in heard.lines) == 1
        assert f"On the text “{title}”; :text reads it." in heard.lines
    assert "07:20  low       1.4" in heard.lines
    assert not any("|" in line or "**" in line for line in heard.lines)


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_it_is_taken_in_the_app(size: tuple[int, int], mode: Mode) -> None:
    read: set[str] = set()
    async with opened(launch(TIDES, seed=3, mode=mode, until_right=False), size=size) as app:
        for item in app.attempt.items:
            passage = item.passage
            if passage is not None and size == SMALL and passage.id not in read:
                app.shows(passage.title)
                app.hides(item.question.prompt.replace("*", ""))
                await app.press("enter")
            if passage is not None:
                read.add(passage.id)
                if size == USUAL:
                    app.shows(passage.title)
            app.shows(item.question.prompt.replace("*", ""))
            typed = ["enter"] if item.question.type == "number" else []  # in a field `?` is typed
            await app.press("question_mark", *typed, *([] if mode is Mode.EXAM else ["enter"]))
        app.shows("6 of 6 answered" if mode is Mode.EXAM else "6 wrong")
    assert read == set(TITLES)
