"""An exam in a browser: until it is handed in nothing that is sent tells what is right."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from quiz.serve.server import Server
from tests.serve.conftest import PATIENCE, Browser, Serve
from tests.tui.sentences import HAND_IN, HAND_IN_KEY, PUT_RIGHT

EXAM = """\
id: small
title: A small exam
questions:
  - id: river
    type: single
    prompt: Which river is it?
    answer: Rhine
    distractors:
      - {text: Elbe, feedback: Zzfeedback.}
      - {text: Oder, feedback: Zzfeedback.}
    explanation: Zzbecause.
  - id: lake
    type: single
    prompt: Which lake is it?
    answer: Constance
    distractors:
      - {text: Garda, feedback: Zzfeedback.}
      - {text: Como, feedback: Zzfeedback.}
    explanation: Zzbecause.
"""
TOLD = (b"Zzfeedback", b"Zzbecause")
DOWN = "\x1b[B"


def highlighted(browser: Browser) -> str:
    """Return the row that is highlighted; nothing where none is."""
    return next((line for line in browser.text.splitlines() if "▌" in line), "")


async def highlight(browser: Browser, title: str) -> None:
    """Go down to the row with a title, one row after the other; a key may come before there is a list."""
    async with asyncio.timeout(PATIENCE):
        while title not in (before := highlighted(browser)):
            await browser.type(DOWN)
            with contextlib.suppress(TimeoutError):
                while highlighted(browser) in {"", before}:
                    await browser.read(2)


async def test_no_byte_of_an_exam_tells_an_answer_before_it_is_handed_in(
    serve: Serve, browsers: Callable[[Server], Browser], nine_file: Path
) -> None:
    (nine_file.parent / "small.yaml").write_text(EXAM)
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        await ada.connect()
        await ada.shows("A small exam")
        await highlight(ada, "A small exam")
        await ada.insist("x", "1 of 2")
        for number in (1, 2):
            await ada.shows(f"{number} of 2")
            await ada.insist("1", "●  1")
            await ada.type("\r")
        await ada.shows(HAND_IN_KEY)  # the sheet comes after the last
        await ada.insist("h", HAND_IN)
        assert [word for word in TOLD if word in ada.raw or word.decode() in ada.pages] == []
        await ada.insist("y", PUT_RIGHT)
        (uid,) = server.store.uids(learner="Ada")
        attempt = server.store.load(uid)
        assert attempt.finished is not None
        assert attempt.answered == 2
        await ada.insist("\x1b[C", "Zzbecause")
