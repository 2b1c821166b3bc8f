"""Keys that come in one burst are taken in their order."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, TextArea

from tests.tui.driving import Driver, launch, opened, write_bank

BURST = (("a", "a"), ("b", "b"), ("backspace", "\x7f"), ("c", "c"), ("home", None), ("d", "d"))
QUESTION = {"type": "text", "answers": ["Rome"]}


async def send(app: Driver) -> None:
    for key, character in BURST:
        app.app.post_message(Key(key, character))
    await app.settle()


async def test_a_field_takes_a_burst_in_order(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", QUESTION))) as app:
        await send(app)
        assert app.app.screen.query_one(Input).value == "dac"


@pytest.mark.usefixtures("banks")
async def test_the_editor_takes_a_burst_in_order(data: Path) -> None:
    async with opened() as app:
        app.app.navigation.edit(data / "banks" / "new.yaml", text="")
        await app.settle()
        await send(app)
        assert app.app.screen.query_one(TextArea).text == "dac"
