"""The pictures of README, made from the app itself: `python -m tests.pictures` writes them anew."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

FOLDER: Final = Path(__file__).parents[1] / ".github" / "pictures"
THEMES: Final = ("dark", "light")
SIZE: Final = (80, 24)
BANK: Final = "sanctions"
QUESTION: Final = "resolution-on-all-cargo"
WRONG: Final = "Resolution 1718"
"""The question that the pictures show, and the choice that is taken."""


def path_of(name: str, theme: str) -> Path:
    return FOLDER / f"{name}-{theme}.svg"


@contextmanager
def newcomer() -> Iterator[None]:
    """Give the program the folders of a person who never used it, and for a while the environment of a terminal."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"QUIZ_{name}_DIR"] = str(Path(folder) / name.lower())
        os.environ |= {"QUIZ_LEARNER": "you", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
        for name in ("QUIZ_BANKS", "NO_COLOR", "COLORFGBG"):
            os.environ.pop(name, None)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


async def pictures(theme: str) -> Mapping[str, str]:
    """Return every picture by its name, as SVG; `theme` is dark or light."""
    from quiz.library.library import open_bank
    from quiz.paths import bundled_banks_folder
    from quiz.practice.draw import Options, draw
    from quiz.tui.app import QuizApp
    from quiz.tui.launch import Launch
    from quiz.tui.screens.attempt import AttemptScreen

    entry = open_bank(bundled_banks_folder() / f"{BANK}.yaml")
    assert entry.bank is not None
    options = Options(count=10)
    seed = next(seed for seed in count() if draw([entry.bank], options, seed)[0].question.id == QUESTION)
    home = QuizApp()
    async with home.run_test(size=SIZE) as pilot:
        home.theme = f"eu-{theme}"
        while home.services.library is None:
            await pilot.pause()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        made = {"home": picture(home.export_screenshot(title="quiz"))}
    home.services.store.close()
    attempt = QuizApp(launch=Launch([entry], options, seed))
    async with attempt.run_test(size=SIZE) as pilot:
        attempt.theme = f"eu-{theme}"
        await pilot.pause()
        made["question"] = picture(attempt.export_screenshot(title="quiz"))
        screen = attempt.screen
        assert isinstance(screen, AttemptScreen)
        await pilot.press(str(screen.item.presentation.rows.index(WRONG) + 1), "enter")
        await pilot.pause()
        made["feedback"] = picture(attempt.export_screenshot(title="quiz"))
    attempt.services.store.close()
    return made


def picture(svg: str) -> str:
    """Return a picture of Textual without the address of a font, and with the blanks between two styles kept."""
    svg = re.sub(r"\s*@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("<text ", '<text xml:space="preserve" ')


def text_in(svg: str) -> str:
    """Return the text that a picture shows, line by line."""
    lines: dict[float, list[tuple[float, str]]] = {}
    for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        lines.setdefault(float(text.get("y", "0")), []).append((float(text.get("x", "0")), text.text or ""))
    return "\n".join("".join(part for _, part in sorted(parts)).rstrip() for _, parts in sorted(lines.items()))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for theme in THEMES:
        with newcomer():
            made = asyncio.run(pictures(theme))
        for name, svg in made.items():
            path = path_of(name, theme)
            path.write_text(svg, encoding="utf-8")
            sys.stdout.write(f"{path} {len(svg.encode()):,} bytes\n")


if __name__ == "__main__":
    main()
