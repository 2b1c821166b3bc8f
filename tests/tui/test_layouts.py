"""The one-letter keys of the app on Cyrillic, Greek and Korean keyboards; a letter that is typed stays what it is."""

import string
from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.tui.layouts import LATIN
from quiz.tui.widgets.form import Form
from tests.tui.driving import choices, judgements, launch, opened, write_bank

MATCH = {"type": "match", "pairs": {"One": "Alpha", "Two": "Beta"}, "distractors": ["Gamma"]}


@pytest.mark.parametrize(
    ("letters", "keys"),
    [("ыдфйя", "slaqz"), ("ЫДФ", "SLA"), ("σλαζς", "slazw"), ("ΣΛ", "SL"), ("ㄴㅣㅁㅂㅋ", "slaqz"), ("ㅃі", "qs")],
)
def test_a_letter_is_the_one_on_the_same_key(letters: str, keys: str) -> None:
    assert "".join(LATIN[letter] for letter in letters) == keys


def test_every_layout_has_every_letter_and_no_latin_one() -> None:
    assert set(LATIN.values()) == set(string.ascii_letters)
    assert not any(letter.isascii() for letter in LATIN)


@pytest.mark.parametrize("letter", ["ы", "σ", "ㄴ", "і"])
async def test_a_key_of_home_works_on_every_layout(letter: str, banks: Path) -> None:
    write_bank(banks, *judgements(1))
    async with opened() as app:
        await app.press(letter)
        assert app.screen == "ScoresScreen"


async def test_with_ctrl_too(banks: Path) -> None:
    write_bank(banks, *judgements(1))
    async with opened() as app:
        await app.pilot.press("ctrl+й")
        assert app.app.return_code == 0


async def test_a_letter_that_is_typed_stays_what_it_is(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", {"type": "text", "answers": ["Рим"]}))) as app:
        await app.press(*"Рим")
        assert app.app.screen.query_one(Input).value == "Рим"


async def test_a_name_that_is_typed_into_a_form_stays_what_it_is(banks: Path) -> None:
    async with opened() as app:
        await app.press("o", *"Ира")
        assert app.app.screen.query_one(Form).value("learner") == "Ира"


async def test_a_letter_places_no_option_that_is_labelled_by_another(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH, choices()))) as app:
        await app.press("ф", "ф")
        assert app.taking.pane.response() is None
        await app.press("a")
        assert app.taking.pane.response() is not None
