"""Sizes and keys at random, faster than they can be followed: the app stays, and can be left in order."""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import NINE, SOURCES
from tests.examples import TIMES

if TYPE_CHECKING:
    from tests.terminal.conftest import Place

pytestmark = pytest.mark.terminal

SIZES: Final = 50
LEAVE: Final = "\x11"
LEAVING: Final = 180.0
"""Seconds that a slow machine may need to draw what is left of a storm."""

KEYS: Final = (
    *("\r", "\r", "\r", "\x1b", "\x1b", "\t", "\x7f", " "),
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F"),
    *"123tf?axrmspelonbdcu",
    *("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[21~"),
    *("\x10", "\x10", "\x13"),
)
"""Everything but what leaves, suspends or starts another program."""

STARTS: Final = {
    "home": (),
    "attempt": ("take", "nine", "--count", "all", "--confidence"),
    "exam": ("take", "nine", "--count", "all", "--mode", "exam", "--time-limit", "0.1"),
    "author": ("edit", "banks/nine.yaml"),
}


def size(chance: Random) -> tuple[int, int]:
    """Return columns and rows: as often of a small or usual window as of anything up to a huge one."""
    if chance.random() < 0.5:
        return chance.randint(1, 500), chance.randint(1, 200)
    return chance.randint(1, 100), chance.randint(1, 40)


@pytest.mark.parametrize("seed", range(TIMES))
@pytest.mark.parametrize("start", STARTS)
def test_the_app_outlives_a_storm_of_sizes_and_keys(start: str, seed: int, place: "Place") -> None:
    chance = Random(f"{start} {seed}")
    place.write_bank(NINE, "nine.yaml")
    place.write_bank(SOURCES, "sources.yaml")
    app = place.open(*STARTS[start], BROWSER="true", EDITOR="true")
    app.wait_bytes(3_000)
    for _ in range(SIZES):
        if app.process.poll() is not None:
            break
        app.announce_size(*size(chance))
        app.type("".join(chance.choices(KEYS, k=chance.randrange(8))))
        app.watch(chance.choice([0, 0, 0.005, 0.02, 0.05]))
    app.type(LEAVE + LEAVE)  # the second one where the first is asked what becomes of unsaved text
    code = app.wait_end(LEAVING)
    assert not Path(place.data / "crash.log").exists(), (place.data / "crash.log").read_text()
    assert code == 0
