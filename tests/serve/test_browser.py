"""One journey of a person with a real browser, which draws the pages, where one is installed."""

import os
from pathlib import Path

from tests.pictures import FOLDER
from tests.serve.chromium import chromium
from tests.serve.conftest import Relay, Serve
from tests.tui.sentences import HAND_IN, HAND_IN_KEY, PUT_RIGHT

WANTED = "QUIZ_TEST_PICTURES"
"""Set in a run that is to write the pictures of the guide for a class anew."""
TERMINAL_HAS_FOCUS = "document.activeElement.className === 'xterm-helper-textarea'"
SAYS_SOMETHING = "document.getElementById('said').open"
HAS_FOCUS = "document.activeElement.name === '{}'"
HAS_NO_SCROLL_BAR = """
[document.documentElement, document.querySelector('.xterm-viewport')].every(part =>
  part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth && part.clientWidth === innerWidth)"""


async def test_a_person_joins_answers_loses_the_connection_goes_on_and_sees_the_result(
    serve: Serve, relay: Relay, tmp_path: Path
) -> None:
    folder = FOLDER if WANTED in os.environ else tmp_path
    async with serve(relay) as server, chromium(tmp_path / "chromium", size=(816, 552)) as page:

        async def keep(name: str) -> None:
            (folder / f"class-{name}.png").write_bytes(await page.picture())

        await page.prefers("dark")
        await page.go(f"{server.setting.public}/")
        await page.until(HAS_FOCUS.format("name"))
        await keep("door")
        await page.type("Ada", "Tab", "koala", "Enter")
        await page.until("document.querySelector('[role=alert]')")
        await page.until(HAS_FOCUS.format("code"))
        await page.value("document.activeElement.select()")
        await page.type("koala-7", "Enter")
        await page.until(TERMINAL_HAS_FOCUS)
        await page.shows("Nine types", "Ada")
        assert await page.value(HAS_NO_SCROLL_BAR)
        await page.insist("Enter", "enter Submit")
        await keep("question")
        asked = len(page.requests)
        await page.type("F5", "?", "Enter")  # the browser's own key for a new page is the quiz's here
        await page.shows("enter Next")
        await page.insist("Enter", "2 of")
        assert page.requests[asked:] == []

        await relay.cut()
        await page.until(SAYS_SOMETHING)
        await page.type("?", "Enter", "Escape", "x")  # meant for what stands there no more
        assert await page.value(SAYS_SOMETHING)
        await keep("lost")
        await page.prefers("light")
        await page.value("history.replaceState(null, '', '/quiz?delay=1&ping=http://evil.example/&fontsize=16')")
        await relay.lay()
        await page.until(TERMINAL_HAS_FOCUS)
        await page.shows("2 of", "enter Submit")
        (attempt,) = server.store.uids(learner="Ada")
        assert server.store.load(attempt).answered == 1

        await page.type("F6")
        await page.shows(HAND_IN_KEY)
        await page.insist("h", HAND_IN)
        await page.type("y")
        await page.shows(PUT_RIGHT)
        assert server.store.load(attempt).finished is not None
        assert page.faults == []
        assert all(address.startswith((server.setting.public, "data:")) for address in page.requests)
