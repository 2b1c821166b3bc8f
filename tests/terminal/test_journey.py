"""The main job in a real terminal: open the app, take a quiz by keyboard alone, find the score after a restart."""

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.sentences import ENTER_STARTS, PALETTE, RIGHT, SAYS_RIGHT, TO_PUT_RIGHT, WRONG, nth

if TYPE_CHECKING:
    from tests.terminal.conftest import Place

pytestmark = pytest.mark.terminal

YES, NO = "1", "2"
KEYS = (YES, NO, YES, YES, NO, YES)


def test_a_quiz_is_taken_by_keyboard_alone_and_its_score_is_found_after_a_restart(place: "Place") -> None:
    app = place.open()
    app.wait(re.compile(r"Capitals +6\b"))
    app.press("\x1b[B", "europe")
    app.press("\r", nth(1, 6))
    for number, key in enumerate(KEYS, start=1):
        app.wait(f"{number} of 6")
        app.press(key, f"●  {key}")
        app.press("\r", RIGHT if key == YES else WRONG)
        app.wait("An atlas of Europe")
        app.wait("has been the capital of")
        app.go_on()
    app.wait("2 to go")
    app.press("\x1b", "4 right, 2 wrong")
    app.wait("✓×✓✓×✓")
    app.wait("67 %")
    app.type("\x11")
    assert app.wait_end() == 0

    app = place.open()
    app.wait(re.compile(r"Capitals .* of 6 .*67 %"))
    app.press("s", re.compile(r"Capitals .* 4 of 6"))
    app.press("\r", TO_PUT_RIGHT)
    app.press("\x1b[C", nth(2, 6))
    app.wait(WRONG)
    app.press("\x1b[C", nth(5, 6))
    app.press("\x1b", TO_PUT_RIGHT)
    app.press("\x1b", re.compile(r"Capitals .* 4 of 6"))
    app.press("\x1b", re.compile(r"Capitals .* of 6 .*67 %"))
    app.type("q")
    assert app.wait_end() == 0

    listed = json.loads(place.run("scores", "--format", "json").stdout)
    assert [(one["banks"], one["answered"], one["score"], one["learner"]) for one in listed] == [
        (["capitals"], 6, 4.0, "tester")
    ]


def test_an_attempt_left_in_the_middle_is_continued_at_the_same_question(place: "Place") -> None:
    app = place.open("take", "capitals", "--seed", "5")
    app.wait(nth(1, 6))
    app.press("1", "●  1")
    app.press("\r", RIGHT)
    app.go_on(nth(2, 6))
    prompt = next(line for line in app.lines if "the capital of" in line)
    app.type("\x11")
    assert app.wait_end() == 0

    app = place.open()
    app.wait("Continue  ")
    app.press("c", nth(2, 6))
    app.wait(prompt.strip())


def test_the_palette_and_the_help_open_and_close_from_the_keyboard(place: "Place") -> None:
    app = place.open()
    app.wait(re.compile(r"Capitals +6\b"))
    app.press("\x1bOP", ENTER_STARTS)
    app.press("\x1b", lambda: ENTER_STARTS not in app.text)
    app.press("\x10", PALETTE)
    app.type("scores")
    app.wait("Look at past attempts")
    app.press("\r", re.compile("No attempt (yet|here)"))


@pytest.mark.parametrize(("size", "fits"), [((40, 12), True), ((20, 6), False)])
def test_a_small_window_is_usable_and_a_tiny_one_asks_for_room(
    place: "Place", size: tuple[int, int], fits: bool
) -> None:
    app = place.open("take", "capitals", "--seed", "1", "--count", "6", size=size)
    if not fits:
        app.wait(lambda: "more room" in " ".join(app.text.split()))
        assert "capital" not in app.text
        app.resize(80, 24)
        app.wait(nth(1, 6))
        return
    app.wait("the capital of")
    app.wait("○  1  True")
    app.wait("○  2  False")
    app.press("1", "●  1")
    app.press("\r", RIGHT)
    app.press("\x1b[F", "An atlas")
    app.wait(RIGHT)  # the verdict stays in view wherever the feedback is scrolled to
    app.go_on(lambda: "○  1  True" in app.text and RIGHT not in app.text)
    assert len(place.attempts()[0].log) == 1


def test_without_colour_the_verdict_is_still_told_and_no_colour_is_sent(place: "Place") -> None:
    app = place.open("take", "capitals", NO_COLOR="1")
    app.wait(nth(1, 6))
    app.press("2", "●  2")
    app.press("\r", WRONG)
    app.wait(re.compile(r"✓ +1 +True"))
    for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", app.raw):
        assert red == green == blue, "only greys"
    assert not re.search(rb"\x1b\[(?:[\d;]*;)?(?:3[1-6]|4[1-6]|9[1-6]|10[1-6])m", app.raw)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_draw_gets_a_message_and_exit_2(place: "Place", term: str) -> None:
    app = place.open("take", "capitals", TERM=term)
    assert app.wait_end() == 2
    assert "--plain" in app.text
    assert "\x1b" not in app.raw.decode()


def test_a_terminal_that_cannot_draw_offers_the_line_mode_and_goes_on_in_it(place: "Place") -> None:
    lines = place.open(TERM="dumb")
    lines.wait(re.compile(r"(\d+)  Capitals \(6 questions\)"))
    number = re.search(r"(\d+)  Capitals", lines.text)
    assert number is not None
    lines.press("99\n", "There is no bank “99”")
    lines.press(f"{number[1]}\n", "Question 1 of 6")
    lines.press("1\n", SAYS_RIGHT)
    lines.type(":quit\n")
    assert lines.wait_end() == 0
    assert "\x1b" not in lines.raw.decode()
    assert len(place.attempts()[0].log) == 1


def test_there_today_comes_first_with_what_waits_and_enter_takes_it(place: "Place") -> None:
    lines = place.open(TERM="dumb")
    lines.wait(re.compile(r"t  Today: 2 lessons; about [0-9]+ minutes\s+1  "))
    lines.press("\n", ":lesson reads them with the text")
    lines.wait("Question 1 of ")
    lines.press("?\n", "Question 2 of ")
    lines.type(":quit\n")
    assert lines.wait_end() == 0
    lines = place.open(TERM="dumb")
    lines.wait("t  Today: 2 lessons; ")
    lines.press("t\n", "questions answered. With --seed")
    lines.type(":quit\n")
    assert lines.wait_end() == 0


def test_who_wants_no_line_mode_leaves_it_with_q(place: "Place") -> None:
    lines = place.open(TERM="dumb")
    lines.press("q\n", "Which one?")
    assert lines.wait_end() == 0
    assert not place.data.exists() or place.attempts() == []


@pytest.mark.parametrize("arguments", [(), ("take", "capitals")])
def test_a_pipe_gets_a_message_and_exit_2(place: "Place", arguments: tuple[str, ...]) -> None:
    done = place.run(*arguments, given="1\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "quiz take BANK --plain" in done.stderr
    assert "Traceback" not in done.stderr
    assert not place.data.exists() or place.attempts() == [], "nothing is begun that cannot be shown"
