"""What a key paints: the lines that changed, in one frame; the screen is not laid out anew."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.screen import Screen

from quiz.practice.types import Mode
from tests.cases import CLASSIFY, CLOZE, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, TEXT
from tests.tui.driving import Driver, Question, launch, opened, write_bank


@contextlib.contextmanager
def frames_of(app: Driver) -> Iterator[list[set[int] | None]]:
    """Collect the lines of each frame that is written meanwhile; None for a frame of the whole screen."""
    frames: list[set[int] | None] = []
    display = app.app._display

    def note(screen: Screen[Any], renderable: RenderableType | None) -> None:
        if renderable is not None and not app.app._batch_count:
            frames.append({line for line, _, _ in renderable.spans} if isinstance(renderable, ChopsUpdate) else None)
        display(screen, renderable)

    app.app._display = note  # type: ignore[method-assign]
    yield frames
    app.app._display = display  # type: ignore[method-assign]


async def test_choosing_paints_the_row_that_was_chosen_and_the_row_that_is(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", SINGLE)), size=(120, 40)) as app:
        await app.press("1")
        with frames_of(app) as frames:
            await app.press("3")
        first = app.region("RowInput").y
        assert frames == [{first, first + 4}]  # each row is followed by an empty one


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
@pytest.mark.parametrize(
    ("question", "before", "key"),
    [
        (SINGLE, ["1"], "2"),
        (SINGLE, ["1"], "down"),
        (MULTIPLE, ["1"], "2"),
        (ORDER, ["space", "down"], "down"),
        (MATCH, ["a"], "b"),
        (CLASSIFY, ["a"], "b"),
    ],
    ids=["choose", "move", "choose several", "order", "match", "sort"],
)
async def test_a_key_paints_one_frame_of_the_rows_alone(
    question: Question, before: Sequence[str], key: str, mode: Mode, tmp_path: Path
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question), mode=mode)) as app:
        await app.press(*before)
        with frames_of(app) as frames:
            await app.press(key)
        region = app.region("RowInput")
        assert len(frames) == 1
        assert frames[0] is not None
        assert frames[0] <= set(range(region.y, region.bottom))


@pytest.mark.parametrize(("question", "text"), [(NUMBER, "15"), (TEXT, "Py"), (CLOZE, "Ma")])
async def test_a_letter_does_not_lay_the_screen_out_anew(question: Question, text: str, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        await app.press(text[0])
        with frames_of(app) as frames:
            await app.press(text[1])
        assert None not in frames


async def test_a_letter_in_a_blank_stands_in_the_text_in_the_same_frame(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE))) as app:
        await app.press("M")
        with frames_of(app) as frames:
            await app.press("a")
        assert frames[0] is not None
        assert {app.region("ClozeText").y, app.region("AnswerField").y + 1} <= frames[0]


async def test_a_message_of_several_lines_gets_its_room_and_gives_it_back(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", SINGLE))) as app:
        top = app.region("RowInput").y
        app.taking.pane.say("A message that is too long for one line. " * 3)
        await app.settle()
        assert app.region("RowInput").y > top
        await app.press("1")
        assert app.region("RowInput").y == top
