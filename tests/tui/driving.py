"""The app in a test: opened, driven by keys and clicks, and read as the text that a person sees."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from textual.events import Key
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

from quiz.library.library import LibraryEntry, open_bank
from quiz.paths import data_folder
from quiz.practice.attempt import Attempt
from quiz.practice.draw import Options
from quiz.practice.types import Mode
from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_store
from quiz.tui.app import QuizApp
from quiz.tui.launch import Launch
from quiz.tui.screens.attempt import AttemptScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.result import ResultScreen
from quiz.tui.surface import WHOLE, Surface

USUAL, SMALL, TINY = (80, 24), (40, 12), (20, 6)
DEADLINE: Final = 60.0
CHARACTERS: Final = {"space": " ", "enter": "\r", "question_mark": "?"}
"""What keys with a name type."""
_FRAMES: Final = str.maketrans(dict.fromkeys("│╭╮╰╯─▌", " "))
Question: TypeAlias = Mapping[str, Any]


class Driver:
    """One running app."""

    def __init__(self, app: QuizApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    # Doing

    async def settle(self) -> None:
        """Wait until nothing is under way any more."""
        await self.rest()
        while not self._is_idle():
            await self.until(self._is_idle)
            await self.rest()

    def _is_idle(self) -> bool:
        """Say whether no thread, and nothing else that was set to work beside the screen, is at it still."""
        return all(worker.is_finished for worker in self.app.workers)

    async def rest(self, *_: object) -> None:
        """Wait until no task of the app can go on and no frame is due.

        This takes the place of Textual's own waiting in tests, which sleeps until the processor has little to do, and
        sends a message to each widget: that takes long, and on a busy machine it ends too early.
        """
        loop = asyncio.get_running_loop()
        deadline = time.monotonic() + DEADLINE
        while True:
            await asyncio.sleep(0)
            if not loop._ready and not self._write_frames():  # type: ignore[attr-defined]  # nothing public tells it
                if not (self.app.is_running and self.app._batch_count):
                    return
                await asyncio.sleep(0.002)  # changes are held back for a moment, to be shown at once
            assert time.monotonic() < deadline, f"it comes to no rest:\n{self.text}"

    def _write_frames(self) -> bool:
        """Do now what Textual does a moment after a new size or a change; say whether there was anything."""
        app: Any = self.app  # what is private has no types that can be relied on
        due = [screen._on_timer_update for screen in app.screen_stack if screen._update_timer._active.is_set()]
        if app._resize_timer is not None:
            due.append(app._check_resize)
        for do in due:
            do()
        return bool(due)

    async def until(self, ready: Callable[[], bool]) -> None:
        """Wait for a state."""
        deadline = time.monotonic() + DEADLINE
        while not ready():
            assert time.monotonic() < deadline, f"it did not come about:\n{self.text}"
            await asyncio.sleep(0.002)

    async def press(self, *keys: str) -> None:
        """Press keys, each once the question or the result stands; a key of one character types it."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()
            await self.until(self._stands)

    async def burst(self, *keys: str, after: float | None = None) -> None:
        """Let keys come all at once, as from a slow line: now, or so many seconds after keys counted again."""
        came = time.monotonic() if after is None else self._gated.gate.opens + after
        for key in keys:
            is_sign = len(key) == 1
            event = Key(_character_to_key(key) if is_sign else key, key if is_sign else CHARACTERS.get(key))
            event.time = came
            self.app.post_message(event)
        await self.settle()
        await self.until(self._stands)

    def _stands(self) -> bool:
        """Whether a key that is pressed now counts."""
        screen = self.app.screen
        return not isinstance(screen, AttemptScreen | ResultScreen) or screen.gate.admits(time.monotonic())

    @property
    def _gated(self) -> AttemptScreen | ResultScreen:
        screen = self.app.screen
        assert isinstance(screen, AttemptScreen | ResultScreen), f"keys are not gated on {self.screen}:\n{self.text}"
        return screen

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def find(self, command: str) -> None:
        """Open the palette and type the name of a command, all at once: it is looked for once, not at each letter."""
        await self.press("ctrl+p")
        await self.burst(*("space" if letter == " " else letter for letter in command))

    async def click(self, text: str, *, last: bool = False) -> None:
        """Click on the first, or the last, place where a text stands on the screen."""
        for y, line in list(enumerate(self.lines))[:: -1 if last else 1]:
            if (x := line.find(text)) >= 0:
                await self.pilot.click(offset=(x, y))
                await self.settle()
                return
        raise AssertionError(f"“{text}” is not on the screen:\n{self.text}")

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        await self.settle()

    # Seeing

    @property
    def strips(self) -> list[Strip]:
        """What the terminal is sent, a strip a line."""
        return self.app.screen._compositor.render_strips(self.app.size)

    @property
    def lines(self) -> list[str]:
        return [strip.text for strip in self.strips]

    @property
    def text(self) -> str:
        """The screen as text, without the blanks at the end of lines."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def words(self) -> str:
        """The screen as one line, where a line break in a text is no matter."""
        return " ".join(self.text.translate(_FRAMES).split())

    def shows(self, *texts: str) -> None:
        """Fail where a text is not on the screen, and show the screen."""
        words = self.words
        for text in texts:
            assert text in words, f"“{text}” is not on the screen:\n{self.text}"

    def names(self, path: Path | str, within: str | None = None) -> None:
        """Fail where a path is not on the screen, or within a widget of it, however it is broken into lines."""
        region = self.region(within) if within else self.app.screen.region
        lines = [strip.crop(region.x, region.right).text for strip in self.strips[region.y : region.bottom]]
        said = "".join("".join(lines).translate(_FRAMES).split())
        assert "".join(str(path).split()) in said, f"“{path}” is not on the screen:\n{self.text}"

    def says(self, text: str) -> None:
        """Fail where nothing that was told in passing contains a text."""
        told = [notification.message for notification in self.app._notifications]
        assert any(text in one for one in told), f"“{text}” was not told:\n{told}"

    def hides(self, *texts: str) -> None:
        words = self.words
        for text in texts:
            assert text not in words, f"“{text}” is on the screen:\n{self.text}"

    def region(self, selector: str) -> Region:
        return self.app.screen.query_one(selector).region

    def is_in_view(self, selector: str) -> bool:
        """Say whether a widget is displayed with its first line within the screen."""
        region = self.region(selector)
        return bool(region) and 0 <= region.y < self.app.size.height

    # Knowing

    @property
    def screen(self) -> str:
        return type(self.app.screen).__name__

    @property
    def taking(self) -> AttemptScreen:
        """The screen on which an attempt is taken, below a dialog too."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, AttemptScreen):
                return screen
        raise AssertionError(f"no attempt is taken on {self.screen}:\n{self.text}")

    @property
    def attempt(self) -> Attempt:
        return self.taking.attempt

    @property
    def asked(self) -> int:
        """The number of the question before the learner, of those that `bank_each` wrote."""
        return int(self.taking.item.bank.removeprefix("b"))

    @property
    def home(self) -> HomeScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, HomeScreen))


@contextlib.asynccontextmanager
async def opened(
    launch: Launch | None = None,
    *,
    size: tuple[int, int] = USUAL,
    learner: str | None = None,
    surface: Surface = WHOLE,
) -> AsyncIterator[Driver]:
    """Open the app, and close what it opened."""
    async with running(QuizApp(learner, launch, surface=surface), size=size) as driver:
        yield driver


@contextlib.asynccontextmanager
async def running(app: QuizApp, *, size: tuple[int, int] = USUAL) -> AsyncIterator[Driver]:
    """Run an app, and close what it opened."""
    with pytest.MonkeyPatch.context() as patch:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            driver = Driver(app, pilot)
            for module in ("textual.app", "textual.pilot"):
                patch.setattr(f"{module}.wait_for_idle", driver.rest)
            patch.setattr(pilot, "_wait_for_screen", driver.rest)
            await driver.settle()
            await driver.until(lambda: app.services.library is not None or not app.is_running)
            await driver.settle()
            await driver.until(driver._stands)
            yield driver
    app.services.store.close()


def bank_text(*questions: Question, name: str = "bank", **fields: Any) -> str:
    """Return questions as the text of a bank; what is not given is made up."""
    full = [{"id": f"q{number}", "prompt": f"Prompt {number}?"} | dict(one) for number, one in enumerate(questions, 1)]
    return json.dumps({"id": name, "title": name.title(), **fields, "questions": full})


def write_bank(folder: Path, *questions: Question, name: str = "bank", **fields: Any) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / f"{name}.yaml"
    path.write_text(bank_text(*questions, name=name, **fields), encoding="utf-8")
    return path


def bank_each(folder: Path, *questions: Question) -> list[Path]:
    """Write a bank for each question, named by its number from 0, to walk through them in one attempt."""
    return [write_bank(folder, question, name=f"b{number}") for number, question in enumerate(questions)]


@contextlib.contextmanager
def naming(case: object) -> Iterator[None]:
    """Name the case that fails, of several in one walk."""
    try:
        yield
    except AssertionError as failed:
        failed.add_note(f"The case: {case}")
        raise


def entry_of(path: Path) -> LibraryEntry:
    entry = open_bank(path)
    assert entry.bank is not None, entry.diagnostics
    return entry


def in_order(*entries: LibraryEntry) -> int:
    """Return a seed with which the questions come in the order of the banks."""
    from quiz.practice.draw import draw

    banks = [entry.bank for entry in entries if entry.bank is not None]
    wanted = [question.id for bank in banks for question in bank.questions]
    for seed in range(20_000):
        if [drawn.question.id for drawn in draw(banks, Options(count=None), seed)] == wanted:
            return seed
    raise AssertionError("no seed keeps the order")


def launch(
    *paths: Path, mode: Mode = Mode.PRACTICE, seed: int | None = None, count: int | None = None, **options: Any
) -> Launch:
    """Return how to open the app at an attempt, its questions in the order of the banks."""
    entries = [entry_of(path) for path in paths]
    seed = in_order(*entries) if seed is None else seed
    return Launch(entries, Options(count=count, **options), seed, mode)


@contextlib.contextmanager
def second_store() -> Any:
    """Open the store a second time, as another program would."""
    store = open_store(data_folder())
    try:
        yield store
    finally:
        store.close()


def kept(uid: str) -> Attempt:
    """Return an attempt as it is on disk at this moment."""
    with second_store() as store:
        assert isinstance(store, Store)
        return store.load(uid)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")


def got(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def choices(count: int = 3, **fields: Any) -> dict[str, Any]:
    """Return a single question whose first choice is right, shown in the order of the letters."""
    texts = [f"Choice {chr(ord('A') + place)}" for place in range(count)]
    return {"type": "single", "answer": texts[0], "distractors": texts[1:], "sequence": texts, **fields}


def judgements(count: int) -> Sequence[dict[str, Any]]:
    """Return as many true-false questions, all true."""
    return [{"type": "true-false", "answer": True} for _ in range(count)]
