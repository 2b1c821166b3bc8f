"""Where scores cannot be kept the app says what is wrong and where, and never overwrites what is there."""

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.sentences import GO_ON_UNSAVED, NOT_SAVED, RIGHT, nth

if TYPE_CHECKING:
    from tests.terminal.conftest import Place, Terminal

pytestmark = pytest.mark.terminal

DAMAGED = b"this was a database once" * 200


def folded(text: str) -> str:
    """Return a text without spaces, so that a path that wrapped is found; of a screen with a dialog only that."""
    inside = re.findall(r"│(.*)│", text)
    return re.sub(r"[\s▌]+", "", "".join(inside) or text)


def make_unusable(place: "Place", how: str) -> str:
    """Return what must be named."""
    if how == "read-only folder":
        if os.geteuid() == 0:
            pytest.skip("the superuser may write everywhere")
        place.data.mkdir(mode=0o500)
    elif how == "a file in its place":
        place.data.write_text("not a folder")
    else:
        (place.data / "scores.db").mkdir(parents=True)
    return str(place.data)


def in_the_box(app: "Terminal") -> str:
    """Return the text in the frame that stands over the others."""
    tops = [at for at, line in enumerate(app.lines) if "╭" in line]
    if not tops:
        return ""
    left, right = app.lines[tops[-1]].rindex("╭"), app.lines[tops[-1]].rindex("╮")
    return "\n".join(line[left + 1 : right] for line in app.lines[tops[-1] + 1 :])


@pytest.mark.parametrize("how", ["read-only folder", "a file in its place", "a folder as the file"])
def test_a_data_folder_that_cannot_be_used_is_named_and_going_on_unsaved_is_offered(place: "Place", how: str) -> None:
    path = make_unusable(place, how)
    app = place.open()
    app.wait(GO_ON_UNSAVED)
    app.wait(lambda: folded(path) in folded(in_the_box(app)))
    app.press("u", NOT_SAVED)
    app.wait(re.compile(r"Capitals +6\b"))
    app.press("\x1b[B", "europe")
    app.press("\r", nth(1, 6))
    app.wait(NOT_SAVED)  # it is said on every screen
    app.press("1", "●  1")
    app.press("\r", RIGHT)
    app.wait(NOT_SAVED)
    app.type("\x11")
    assert app.wait_end() == 0


def test_leaving_is_offered_too_where_nothing_can_be_kept(place: "Place") -> None:
    make_unusable(place, "a folder as the file")
    app = place.open()
    app.wait(GO_ON_UNSAVED)
    app.type("q")
    assert app.wait_end() == 2


@pytest.mark.parametrize("how", ["read-only folder", "a file in its place", "a folder as the file"])
def test_the_line_mode_stops_with_2_where_nothing_can_be_kept(place: "Place", how: str) -> None:
    path = make_unusable(place, how)
    done = place.run("take", "capitals", "--plain", given="1\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert path in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_store_is_set_aside_and_said(place: "Place") -> None:
    place.data.mkdir()
    (place.data / "scores.db").write_bytes(DAMAGED)
    app = place.open(size=(120, 30))
    app.wait("damaged")
    app.wait(lambda: "scores.damaged-1.db" in folded("\n".join(f"{line:<120}"[-60:] for line in app.lines)))
    app.type("\x11")
    assert app.wait_end() == 0
    assert (place.data / "scores.damaged-1.db").read_bytes() == DAMAGED
    assert place.attempts() == []


def test_another_programs_database_is_left_alone(place: "Place") -> None:
    import sqlite3

    place.data.mkdir()
    connection = sqlite3.connect(place.data / "scores.db")
    connection.execute("create table theirs (x)")
    connection.commit()
    connection.close()
    before = (place.data / "scores.db").read_bytes()
    app = place.open()
    app.wait(lambda: folded("another program") in folded(app.text))
    app.type("q")
    assert app.wait_end() == 2
    assert (place.data / "scores.db").read_bytes() == before
