"""A line is picked from a list by arrows, by a click, or by typing a part of it."""

from quiz.tui.screens.pick import Pick
from tests.tui.driving import SMALL, USUAL, opened


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


async def test_a_long_line_goes_on_below_its_text_at_every_size() -> None:
    words = [f"word{number}" for number in range(30)]
    lines = [" ".join(words), "Долгие слова 長い言葉 " * 5, *(f"Line {number}" for number in range(40))]
    async with opened(size=SMALL) as app:
        app.app.push_screen(Pick("Which?", lines))
        await app.settle()
        for size in (SMALL, USUAL, SMALL):
            await app.resize(size)
            app.shows(" ".join(lines[1].split()[:2]))
            first, *others = [line.partition("▌")[2] for line in app.lines if "word" in line]
            assert " ".join((first, *others)).translate({ord("│"): " "}).split() == words, app.text
            assert {line.index("word") - first.index("word") for line in others} == {2}, app.text
            await app.type("line 3")
            app.hides("word")
            await app.press(*["backspace"] * 6)
