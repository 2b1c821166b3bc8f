"""A line is picked from a list by arrows, by a click, or by typing a part of it."""

from quiz.tui.screens.pick import Pick
from tests.tui.driving import SMALL, opened


async def test_typing_narrows_and_backspace_widens() -> None:
    picked: list[int | None] = []
    lines = ["Rome  Which [/x] river?", "Paris  Which river?", "Paris two  Which hill?"]
    async with opened(size=SMALL) as app:
        app.app.push_screen(Pick("Which?", lines, 1), picked.append)
        await app.settle()
        await app.type("river")
        app.shows("Rome Which [/x] river?", "Paris Which river?")
        app.hides("hill")
        await app.press("space", *"PARIS")
        app.hides("Rome")
        await app.press("x")
        app.shows("nothing has that in it")
        await app.press("enter")
        assert picked == []
        await app.press(*["backspace"] * 12, "backspace")
        app.shows("Rome", "hill")
        await app.type("jk")  # letters narrow here, they move nothing
        app.shows("jk▏")
        await app.press("backspace", "backspace")
        await app.press("down", "down", "enter")
        assert picked == [2]
        app.app.push_screen(Pick("Which?", lines, 1), picked.append)
        await app.settle()
        await app.press("enter")
        app.app.push_screen(Pick("Which?", lines), picked.append)
        await app.settle()
        await app.click("hill")
        app.app.push_screen(Pick("Which?", []), picked.append)
        await app.settle()
        await app.press("enter", "escape")
        assert picked == [2, 1, 2, None]
