"""What is not UTF-8, in names and in what is typed, in a real terminal."""

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.tui.sentences import NO_ATTEMPT, nth

if TYPE_CHECKING:
    from tests.terminal.conftest import Place

pytestmark = pytest.mark.terminal

SHOWN = "g\ufffdo"
BYTES = b"\xe9\xff\xfe\xc3"


def test_a_bank_with_an_odd_name_is_listed_and_taken(place: "Place") -> None:
    odd = os.fsdecode(b"g\xe9o")
    for name in ("DATA", "CACHE", "CONFIG"):
        place.environment[f"QUIZ_{name}_DIR"] += odd
    place.environment["QUIZ_LEARNER"] = odd
    place.environment["QUIZ_BANKS"] += odd
    shutil.move(place.banks, os.fspath(place.banks) + odd)
    faulty = place.banks.with_name(place.banks.name + odd) / f"{odd}.yaml"
    faulty.write_text("id: geo\ntitle: Geography\nquestions:\n  - {id: a, type: true-false, prompt: p, answer: true}\n")
    app = place.open(size=(160, 30))  # the path has room
    app.wait("Geography")
    app.wait(lambda: SHOWN in app.lines[0])
    app.press("\x1b[B\x1b[B", "No question of the bank has a source.")
    assert f"/banks{SHOWN}/{SHOWN}.yaml" in "".join(line.strip() for line in app.lines)
    app.press("\r", nth(1, 1))
    app.press("t", "●")
    app.press("\x1b", "Banks")
    app.press("s", "Geography")
    app.type("\x11")
    assert app.wait_end() == 0
    assert b"Traceback" not in app.raw


def test_bytes_that_are_no_text_are_no_reason_to_stop(place: "Place") -> None:
    app = place.open()
    app.wait("Capitals")
    os.write(app._master, BYTES)
    app.press("s", NO_ATTEMPT)
    app.press("\x1b", "Capitals")
    app.press("b", "What is its title?")
    os.write(app._master, b"g\xe9o")
    app.wait(SHOWN)
    app.type("\x11")
    assert app.wait_end() == 0
    assert b"Traceback" not in app.raw
