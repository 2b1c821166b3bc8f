"""Banks are written, looked at, tried and saved on the author screen; nothing that was typed is lost."""

import json
import os
import threading
from pathlib import Path
from typing import Any, Final

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.message import Message

from quiz.authoring.inspection import Inspection, inspect
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.library.library import BankFile
from quiz.paths import data_folder, own_banks_folder
from quiz.tui.launch import Launch
from quiz.tui.screens.author import AuthorScreen
from quiz.tui.widgets.preview import Preview
from quiz.tui.widgets.problems import Problems
from tests.cases import CASES, Shown
from tests.conftest import NINE, SOURCES
from tests.tui.driving import DEADLINE, SMALL, TINY, USUAL, Driver, entry_of, got, opened, put, second_store
from tests.tui.sentences import (
    AS_IT_WAS,
    AS_LAST_SAVED,
    CHANGED_ELSEWHERE,
    MORE_ROOM,
    NO_PROBLEMS,
    NOTHING_TO_FIX,
    READ_ONLY,
    RIGHT,
    SAVED,
    TEXT_CANNOT_BE_KEPT,
    TEXT_NOT_SAVED,
    WHICH_TYPE,
)

WIDE: Final = (120, 30)
SPECIAL: Final = {"\n": "enter", "\t": "tab", "\b": "backspace", "\x01": "ctrl+a"}

ALL, BACK = "\x01", "\b"
RIVERS: Final = """\
id: rivers-europe
title: Rivers of Europe
questions:
  - id: question-1
    type: single
    prompt: Which river of Europe is the longest?
    answer: The Volga
    distractors:
      - text: The Danube
        feedback: It comes second.
      - The Rhine
    explanation: >-
      It flows 3,530 km to the Caspian Sea.
    sources:
      - atlas, page 12

  - id: question-2
    type: true-false
    prompt: The Danube flows through four capitals.
    answer: true
    explanation: >-
      They are Vienna, Bratislava, Budapest and Belgrade.
    sources:
      - atlas, page 14
"""
ATLAS: Final = """\
references:
  - id: atlas
    type: book
    title: An atlas of Europe
    publisher: Mapmakers
    issued: 2010
"""


def author(app: Driver) -> AuthorScreen:
    """Return the screen on which a bank is written, below a dialog too."""
    for screen in reversed(app.app.screen_stack):
        if isinstance(screen, AuthorScreen):
            return screen
    raise AssertionError(f"no bank is written on {app.screen}:\n{app.text}")


def send(app: Driver, *messages: Message) -> None:
    """Give the app what a terminal would."""
    driver = app.app._driver
    assert driver is not None
    for message in messages:
        driver.send_message(message)


async def keyed(app: Driver, *keys: str) -> None:
    """Press keys, one of a character types it, without waiting for each of them to be drawn."""
    for key in keys:
        send(app, Key(_character_to_key(key), key) if len(key) == 1 else Key(key, None))
        if key == "tab":
            await app.settle()  # it may lead to another field
    await app.settle()


async def typed(app: Driver, text: str) -> None:
    """Type a text key by key."""
    await keyed(app, *(SPECIAL.get(character, character) for character in text))


async def looked(app: Driver) -> None:
    """Wait until the text was looked at as it stands."""
    await app.settle()
    screen = author(app)
    await app.until(lambda: screen._timer is None and not screen._is_looking and not screen._is_stale)
    await app.settle()


async def write(app: Driver, text: str) -> None:
    """Type a text in place of all that is there."""
    await typed(app, f"{ALL}{BACK}{text}")


def at(app: Driver, text: str, *, end: bool = False) -> int:
    """Put the cursor before a text, or behind it; return its line."""
    editor = author(app).editor
    before = editor.text[: editor.text.index(text)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    editor.go(line, column + (len(text) if end else 0))
    return line


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def tinted(app: Driver, line: int) -> bool:
    """Say whether a line of the text has the tint of an error behind it, up to the edge."""
    editor = author(app).editor
    y = editor.wrapped_document.location_to_offset((line - 1, 0)).y - editor.scroll_offset.y
    *_, last = editor.render_line(y)
    return editor._tint is not None and last.style is not None and last.style.bgcolor == editor._tint.bgcolor


def underlined(app: Driver, line: int) -> bool:
    return any(span.style.underline for span in author(app).editor.get_line(line - 1).spans)  # type: ignore[union-attr]


def problems(app: Driver) -> list[tuple[str, int]]:
    return [(found.name, found.span.line) for found in author(app).inspection.diagnostics]


def names(folder: Path) -> set[str]:
    return {found.name for found in folder.iterdir()}


# Writing


async def test_a_bank_is_written_from_nothing_by_keys_alone_and_played() -> None:
    path = own_banks_folder() / "rivers-europe.yaml"
    put(path.with_name("sources.yaml"), ATLAS)
    async with opened() as app:
        await app.press("b")
        await typed(app, "Rivers of Europe\n")
        await app.press("enter")
        assert app.screen == "AuthorScreen"
        assert not path.exists(), "nothing is written before it is saved"
        await typed(app, "Which river of Europe is the longest?\tThe Volga\tThe Danube\tIt comes second.\tThe Rhine\t")
        await typed(app, "It flows 3,530 km to the Caspian Sea.")
        await looked(app)
        await app.press("f3")
        await typed(app, "atl\n")
        await typed(app, "page 12")
        await app.press("f2")
        await typed(app, "true\n")
        await typed(app, "The Danube flows through four capitals.\ttrue\t")
        await typed(app, "They are Vienna, Bratislava, Budapest and Belgrade.")
        await looked(app)
        await app.press("f3", "enter")
        await typed(app, "page 14")
        await app.press("ctrl+s")
        await looked(app)
        app.shows(SAVED)
        assert problems(app) == []
        named = RIVERS.replace("question-1", "river-europe-longest")
        assert path.read_bytes() == named.replace("question-2", "danube-flows-through-four-capitals").encode()
        assert entry_of(path).diagnostics == ()
        await app.press("escape")
        assert app.screen == "HomeScreen"
        app.shows("Rivers of Europe")
        await app.press("enter")
        for _ in range(2):
            rows = app.attempt.items[app.taking.position].presentation.rows
            await app.press(str(rows.index("The Volga") + 1) if "The Volga" in rows else "t", "enter")
            app.shows(RIGHT)
            await app.press("enter")
        app.shows("100 %")


@pytest.mark.parametrize(("lacks", "said"), [("", ""), ("    answer: ", "A draft: it is shown as soon as it has all")])
async def test_a_draft_is_named_as_one_and_shown_as_soon_as_it_can_be(lacks: str, said: str, nine_file: Path) -> None:
    lines = NINE.replace("  - id: single\n", "  - id: single\n    status: draft\n").splitlines(keepends=True)
    first = next(line for line in lines if lacks and line.startswith(lacks)) if lacks else ""
    put(nine_file, "".join(line for line in lines if not first or line is not first))
    async with opened(Launch(edit=nine_file, line=line_of(NINE, "id: single")), size=(120, 36)) as app:
        await looked(app)
        app.shows("draft 1 of 9", said or "Which resolution came first?")
        assert problems(app) == []
    entry = entry_of(nine_file)
    assert entry.bank is not None
    assert (len(entry.bank.questions), len(entry.bank.drafts)) == (8, 0 if lacks else 1)


NESTED: Final = "\n\n".join((NINE[: NINE.index("  - id: multiple")], NINE[NINE.index("  - id: match") :]))
"""A bank with everything that is indented deeper than a field of a question, and lines left free between questions."""


async def test_what_is_typed_with_its_own_spaces_is_what_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    async with opened(Launch(edit=path)) as app:
        await app.press("enter")
        await write(app, NESTED)
        await app.press("ctrl+s")
        assert got(path) == NESTED


async def test_indentation_that_nobody_typed_does_not_stay_alone_on_a_line(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    async with opened(Launch(edit=path)) as app:
        await app.press("enter")
        await write(app, "id: a\nquestions:\n\n")
        assert author(app).text == "id: a\nquestions:\n\n  "
        await keyed(app, "up", "up", "end")
        assert author(app).text == "id: a\nquestions:\n\n"
        await typed(app, "\n- id: b\ntype: text\nprompt: >-\nOne\n\nTwo\n")
        await keyed(app, "backspace")
        await typed(app, "answers:\n- c\n")
        await keyed(app, "ctrl+end")
        await app.press("ctrl+s")
        written = "id: a\nquestions:\n  - id: b\n    type: text\n    prompt: >-\n      One\n\n      Two\n    answers:\n"
        assert got(path) == f"{written}      - c\n\n\n"
        await keyed(app, "ctrl+home")
        assert author(app).editor.line == 1
        await keyed(app, "ctrl+end", "shift+tab")
        assert author(app).editor.cursor_location == author(app).editor.document.end


async def test_what_is_pasted_is_what_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    async with opened(Launch(edit=path)) as app:
        await app.press("enter")
        for newline in ("\n", "\r\n", "\r"):
            pasted = f"# {newline.encode()!r}\n{RIVERS}"
            await typed(app, ALL)
            send(app, Paste(pasted.replace("\n", newline)))
            await app.press("ctrl+s")
            assert got(path) == pasted


async def test_every_type_is_inserted_and_the_bank_loads(tmp_path: Path) -> None:
    path = tmp_path / "all.yaml"
    put(path, "id: all\ntitle: All\nquestions: []\n")
    kinds = list(QUESTION_TYPES)
    async with opened(Launch(edit=path)) as app:
        for kind in kinds:
            await app.press("f2")
            await typed(app, f"{kind}\n")
            assert author(app).editor.selected_text.startswith("Write "), kind
        await looked(app)
        assert {name for name, _ in problems(app)} == {"template-text", "no-source", "undecided"}
        await app.press("ctrl+s")
        assert [line.partition(": ")[2] for line in got(path).split("\n") if " type: " in line] == kinds
        await app.press(*["ctrl+z"] * len(kinds))
        assert author(app).text == "id: all\ntitle: All\nquestions: []\n"


async def test_a_reference_is_cited_and_a_question_is_gone_to_by_its_id(nine_file: Path) -> None:
    async with opened(Launch(edit=nine_file)) as app:
        await app.press("f4")
        app.shows("Go to which question?", "classify Who made what?")
        await typed(app, "true-f\n")
        assert author(app).editor.line == line_of(NINE, "- id: true-false")
        await app.press("f3")
        app.shows("un-1718 · Resolution 1718 · United Nations · 2006-10-14")
        await typed(app, "eeas\n")
        await typed(app, "Overview")
        await app.press("ctrl+s")
        await looked(app)
        wanted = "prompt: The Council adopted the resolution.\n    answer: true\n    explanation: It did.\n    "
        assert got(nine_file) == NINE.replace(
            f"{wanted}sources: [un-1718]", f'{wanted}sources: [un-1718, "eeas-2013, Overview"]'
        )


async def test_a_fix_is_taken_back_and_made_again_exactly(tmp_path: Path) -> None:
    faulty = NINE.replace("explanation: It did.", "explantion: It did.   # a comment")
    path = tmp_path / "nine.yaml"
    put(path, faulty)
    put(tmp_path / "sources.yaml", SOURCES)
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        at(app, "explantion")
        await app.press("f5")
        await looked(app)
        fixed = author(app).text
        app.shows("Fixed; ctrl+z takes it back.")
        assert "explanation: It did." in fixed
        await app.press("ctrl+z")
        assert author(app).text == faulty
        await app.press("ctrl+y")
        assert author(app).text == fixed
        await app.press("f5")
        app.shows(NOTHING_TO_FIX)


async def test_what_is_of_another_format_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "nine.yaml"
    faulty = NINE.replace("distractors: [Wheat, Rice]", "options: [Coal, Iron, Wheat]")
    put(path, faulty)
    put(tmp_path / "sources.yaml", SOURCES)
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        at(app, "options")
        await app.press("f5")
        await looked(app)
        app.shows(NOTHING_TO_FIX)
        assert author(app).text == faulty


# Looking at the text


async def test_findings_follow_the_typing_and_are_jumped_to(nine_file: Path) -> None:
    async with opened(Launch(edit=nine_file), size=WIDE) as app:
        await looked(app)
        app.shows(NO_PROBLEMS, "It came within a week of the test.")
        line = at(app, "Which resolution came")
        await typed(app, '"')
        await looked(app)
        assert ("", line) not in problems(app)
        assert author(app).inspection.diagnostics[0].span.line == line
        assert underlined(app, line)
        assert tinted(app, line)
        assert not tinted(app, line + 1)
        assert author(app).query_one(Problems).picked in author(app).inspection.diagnostics
        app.shows(f"As it was: line {line}", "It came within a week of the test.")
        await app.press("ctrl+end", "f7")
        assert author(app).editor.line == line
        for way in ("key", "mouse"):
            await keyed(app, "ctrl+end")
            if way == "key":
                await app.press("f6", "enter")
            else:
                await app.click(f"× {line}")
            assert author(app).editor.line == line
            assert author(app).editor.has_focus
        at(app, '"Which resolution', end=False)
        await app.press("delete")
        await looked(app)
        assert problems(app) == []
        assert not underlined(app, line)
        assert not tinted(app, line)
        app.shows(NO_PROBLEMS)
        app.hides(AS_IT_WAS)
        await app.press("f7")
        app.shows("There are no problems.")


async def test_a_slow_look_holds_up_no_key_and_the_last_text_counts(
    nine_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, texts = threading.Event(), []

    def slow(file: BankFile, *rest: Any) -> Inspection:
        texts.append(file.data.decode())
        assert gate.wait(DEADLINE)
        return inspect(file, *rest)

    monkeypatch.setattr("quiz.tui.screens.bank_editor.inspect", slow)
    async with opened() as app:
        try:
            app.app.navigation.edit(nine_file, line=line_of(NINE, "title"))
            await app.until(lambda: bool(texts))
            send(app, *(Key(_character_to_key(key), key) for key in "one: "))
            await app.until(lambda: author(app).text.startswith("id: nine\none: title"))
            await app.until(lambda: author(app)._is_stale)
            assert author(app).inspection.diagnostics == ()
        finally:
            gate.set()
        await looked(app)
        assert len(texts) == 2
        assert problems(app)[0][1] == 2


async def test_a_look_that_ends_when_the_screen_is_gone_harms_nothing(
    nine_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(file: BankFile, *rest: Any, **more: Any) -> Inspection:
        begun.set()
        assert gate.wait(DEADLINE)
        ended.set()
        return inspect(file, *rest, **more)

    for screen in ("bank_editor", "preview"):
        monkeypatch.setattr(f"quiz.tui.screens.{screen}.inspect", slow)
    async with opened() as app:
        for keys in (("down", "e"), ("l",)):
            gate.clear()
            begun.clear()
            ended.clear()
            await app.pilot.press(*keys)
            await app.until(begun.is_set)
            await app.pilot.press("escape")
            assert app.screen == "HomeScreen"
            gate.set()
            await app.until(ended.is_set)
            await app.settle()
            assert app.app.is_running
            assert app.app.return_code is None


async def test_a_fault_in_a_rule_takes_no_text_with_it(nine_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(Launch(edit=nine_file)) as app:
        await looked(app)

        def broken(*_: object) -> Inspection:
            raise ZeroDivisionError("a [/x] fault")

        with monkeypatch.context() as patch:
            patch.setattr("quiz.tui.screens.bank_editor.inspect", broken)
            await typed(app, "# c\n")
            await looked(app)
            app.shows("This text cannot be checked: a [/x] fault.")
        await typed(app, "# d\n")
        await looked(app)
        app.shows(NO_PROBLEMS)
        assert author(app).text == f"# c\n# d\n{NINE}"


async def test_the_preview_follows_the_cursor(nine_file: Path) -> None:
    async with opened(Launch(edit=nine_file), size=WIDE) as app:
        await looked(app)
        app.shows("Which resolution came first?")
        for prompt in ("Put them in order.", "Fill in.", "Which goods were banned?"):
            at(app, prompt)
            await looked(app)
            assert author(app).query_one(Preview).item.question.prompt == prompt  # type: ignore[union-attr]
            app.shows(prompt)
        at(app, "banned?", end=True)
        await typed(app, " [/x]")
        await looked(app)
        app.shows("Which goods were banned? [/x]")
        await write(app, "id: a\ntitle: A\n")
        await looked(app)
        assert author(app).query_one(Preview).item is not None, "as it was"
        app.shows(AS_IT_WAS)


def nine_cases() -> dict[str, Any]:
    """Return a right case of each type."""
    cases: dict[str, Any] = {}
    for case in CASES:
        if case.fraction == 1:
            cases.setdefault(str(case.question["type"]), case)
    assert len(cases) == len(QUESTION_TYPES)
    return cases


async def test_a_question_of_any_type_is_tried_and_nothing_is_kept(tmp_path: Path) -> None:
    cases = nine_cases()
    questions = [
        json.dumps({"id": kind, "prompt": f"Prompt {kind}?", "explanation": f"Because {kind}.", **case.question})
        for kind, case in cases.items()
    ]
    path = tmp_path / "cases.yaml"
    put(path, '{"id": "cases", "title": "Cases", "questions": [\n' + ",\n".join(questions) + "\n]}\n")
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        for line, (kind, case) in enumerate(cases.items(), 2):
            author(app).editor.go(line)
            await keyed(app, "f8")
            preview = author(app).query_one(Preview)
            assert preview.item is not None
            assert preview.item.question.id == kind
            app.shows(f"Prompt {kind}?")
            assert not preview.query_one("#feedback").display
            keys = [*case.keys(Shown(preview.item.presentation)), *case.enter]
            await (app.press(*keys) if kind in {"match", "classify", "list", "open"} else keyed(app, *keys))
            assert preview.taken is not None, app.text
            app.shows(RIGHT, f"Because {kind}.")
            await keyed(app, "enter")
            assert not author(app).query_one(Preview).taken, "again from the start"
            await keyed(app, "escape")
            assert author(app).editor.has_focus, kind
            assert author(app).editor.line == line
        await app.press("f8", "9", "enter", "escape", "escape")
        assert app.screen == "HomeScreen"
    with second_store() as store:
        assert store.summaries() == []
    assert not (data_folder() / "drafts").exists()


# Saving


async def test_line_ends_and_the_byte_order_mark_stay_and_nothing_else_is_touched(tmp_path: Path) -> None:
    before = ("\ufeff" + RIVERS).replace("\n", "\r\n").encode()
    path = tmp_path / "rivers.yaml"
    path.write_bytes(before)
    path.chmod(0o640)
    async with opened(Launch(edit=path)) as app:
        at(app, "The Rhine", end=True)
        await typed(app, "\n- The Elbe")
        await app.press("ctrl+s")
    assert path.read_bytes() == before.replace(b"The Rhine\r\n", b"The Rhine\r\n      - The Elbe\r\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert not any(name.startswith(".") for name in names(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
async def test_a_file_that_may_not_be_written_is_shown_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    path.chmod(0o400)
    async with opened(Launch(edit=path)) as app:
        app.shows("You may not write to this file", READ_ONLY)
        await typed(app, "x\t\n\b")
        await app.press("ctrl+s", "f2", "f5", "escape")
        assert app.screen == "HomeScreen"
    assert got(path) == RIVERS


async def test_a_folder_that_vanished_keeps_the_text_and_comes_back_with_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        path.unlink()
        path.parent.rmdir()
        put(path.parent, "in the way")
        await app.press("ctrl+s")
        app.says("Not saved:")
        assert author(app).text == f"# mine\n{RIVERS}"
        path.parent.unlink()
        await app.press("ctrl+s")
        assert got(path) == f"# mine\n{RIVERS}"


async def test_saving_asks_where_another_program_changed_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        put(path, f"# theirs\n{RIVERS}")
        await app.press("ctrl+s")
        app.shows(CHANGED_ELSEWHERE)
        await app.press("escape")
        assert got(path).startswith("# theirs")
        assert author(app).text.startswith("# mine")
        await app.press("ctrl+s", "r")
        assert author(app).text == f"# theirs\n{RIVERS}"
        app.shows("saved")
        await app.press("ctrl+z")
        assert author(app).text == f"# mine\n{RIVERS}"
        put(path, f"# theirs again\n{RIVERS}")
        await app.press("ctrl+s", "o")
        assert got(path) == f"# mine\n{RIVERS}"
        path.unlink()
        await app.until(lambda: "The file is gone; saving writes it again." in app.words)
        await typed(app, "# more\n")
        await app.press("ctrl+s")
        assert got(path) == f"# mine\n# more\n{RIVERS}"
        await app.press("escape")
        assert app.screen == "HomeScreen"


async def test_a_file_that_nobody_writes_here_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await keyed(app, "ctrl+end")
        put(path, f"# theirs\n{RIVERS[:40]}\n")
        await app.until(lambda: author(app).text == f"# theirs\n{RIVERS[:40]}\n")
        await looked(app)
        app.shows("Read again", "saved")
        await keyed(app, "ctrl+z", "ctrl+y", "ctrl+home")
        await typed(app, "# mine\n")
        put(path, RIVERS)
        await app.until(lambda: "saving will ask" in app.words)
        assert author(app).text.startswith("# mine")


async def test_a_new_bank_does_not_overwrite_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    async with opened(Launch(edit=path)) as app:
        await app.press("enter")
        await write(app, "id: mine\n")
        put(path, "id: theirs\n")
        await app.press("ctrl+s")
        app.shows(CHANGED_ELSEWHERE)
        assert got(path) == "id: theirs\n"
        await app.press("r")
        assert author(app).text == "id: theirs\n"


# Leaving, and what is unsaved


async def left(app: Driver, *keys: str) -> None:
    """Ask to leave a text that is not saved, stay, and ask once more."""
    text = author(app).text
    await app.press(*keys)
    app.shows(TEXT_NOT_SAVED)
    await app.press("escape")
    assert app.screen == "AuthorScreen"
    assert author(app).text == text
    await app.press(*keys)
    app.shows(TEXT_NOT_SAVED)


async def taken_up(app: Driver) -> None:
    """Take up the text that was kept, and save it."""
    app.shows("There is text of", "that was never saved.")
    await app.press("enter")
    app.shows("● unsaved")


async def test_leaving_asks_and_then_goes_where_the_person_wanted(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# discarded\n")
        await left(app, "escape")
        await app.press("d")
        assert (app.screen, got(path)) == ("HomeScreen", RIVERS)
        app.app.navigation.edit(path)
        await app.settle()
        app.hides("never saved")
        await typed(app, "# saved\n")
        await left(app, "escape")
        await app.press("s")
        assert (app.screen, got(path)) == ("HomeScreen", f"# saved\n{RIVERS}")
        app.app.navigation.edit(path)
        await app.settle()
        app.hides("never saved")
        await typed(app, "# kept\n")
        await left(app, "ctrl+p", *"scores", "enter")
        await app.press("k")
        assert (app.screen, got(path)) == ("ScoresScreen", f"# saved\n{RIVERS}")
        app.app.navigation.edit(path)
        await app.settle()
        await taken_up(app)
        assert author(app).text == f"# kept\n# saved\n{RIVERS}"
        await left(app, "ctrl+q")
        await app.pilot.press("k")
        await app.until(lambda: not app.app.is_running)
    assert got(path) == f"# saved\n{RIVERS}"
    async with opened(Launch(edit=path)) as app:
        await taken_up(app)
        await left(app, "ctrl+q")
        await app.pilot.press("s")
        await app.until(lambda: not app.app.is_running)
    assert got(path) == f"# kept\n# saved\n{RIVERS}"
    async with opened(Launch(edit=path)) as app:
        assert app.screen == "AuthorScreen"
        app.hides("never saved")


async def test_kept_text_of_an_older_file_asks_before_it_is_saved_or_is_discarded(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        await app.press("escape", "k")
    put(path, "id: theirs\n")
    async with opened(Launch(edit=path)) as app:
        app.shows("never saved. The file was changed since.")
        await app.press("escape")
        assert app.screen == "HomeScreen"
        app.app.navigation.edit(path)
        await app.settle()
        await app.press("enter")
        assert author(app).text == f"# mine\n{RIVERS}"
        await app.press("ctrl+s")
        app.shows(CHANGED_ELSEWHERE)
        assert got(path) == "id: theirs\n"
        await app.press("o")
        assert got(path) == f"# mine\n{RIVERS}"
    assert names(data_folder() / "drafts") == set()
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# more\n")
        await app.press("escape", "k")
        app.app.navigation.edit(path)
        await app.settle()
        await app.press("d", "escape")
        assert app.screen == "HomeScreen"
    assert names(data_folder() / "drafts") == set()


@pytest.mark.parametrize("has_looked", [True, False])
async def test_what_was_taken_back_is_not_offered_again(has_looked: bool, tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        await looked(app)
        assert names(data_folder() / "drafts")
        await keyed(app, *["ctrl+z"] * 3)
        assert author(app).text == RIVERS
        if has_looked:
            await looked(app)
            assert not names(data_folder() / "drafts")
        await app.press("escape")
        assert app.screen == "HomeScreen"
        assert not names(data_folder() / "drafts")


async def test_discarded_text_is_not_kept_by_a_look_that_was_under_way(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        late = author(app).draft_writer(author(app).text)
        await app.press("escape", "d")
        late()
    assert names(data_folder() / "drafts") == set()


async def test_discarded_text_is_not_kept_by_a_look_before_the_screen_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        await looked(app)
        screen = author(app)
        await app.press("escape")
        screen._settle_leaving("d")
        screen.look()
        await app.settle()
    assert names(data_folder() / "drafts") == set()


async def test_a_bank_that_was_only_begun_is_left_without_a_word(tmp_path: Path) -> None:
    async with opened() as app:
        for keys in (["escape"], ["enter", "escape"]):
            app.app.navigation.edit(tmp_path / "new.yaml")
            await app.settle()
            app.shows(WHICH_TYPE)
            await app.press(*keys)
            assert app.screen == "HomeScreen", keys
    assert not (tmp_path / "new.yaml").exists()


async def test_a_file_that_is_not_there_begins_with_a_question_of_the_type_that_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "old-trades.yaml"
    async with opened(Launch(edit=path), size=SMALL) as app:
        app.shows(WHICH_TYPE)
        await app.press("down", "down", "enter")
        assert author(app).text.startswith("id: old-trades\ntitle: Old trades\nquestions:\n")
        assert "type: true-false" in author(app).text
        assert author(app).editor.selected_text == "Write a statement that is true or false."
        await typed(app, "# mine")
        await looked(app)
    async with opened(Launch(edit=path)) as app:
        app.shows("There is text of")
        await app.press("d")
        app.shows(WHICH_TYPE)
        await app.press("escape")
        assert app.screen == "HomeScreen"


async def test_text_that_cannot_be_kept_is_said_and_stays_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    put(data_folder() / "drafts", "in the way")
    async with opened(Launch(edit=path)) as app:
        await typed(app, "# mine\n")
        await looked(app)
        app.shows(TEXT_CANNOT_BE_KEPT)
        await app.press("escape")
        app.says(TEXT_CANNOT_BE_KEPT)
        app.shows(TEXT_NOT_SAVED)
        await app.press("s")
        assert app.screen == "HomeScreen"
    assert got(path) == f"# mine\n{RIVERS}"


# Bundled banks, and copies of them


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank that comes with the program, and the sources beside it."""
    folder = tmp_path / "bundled"
    put(folder / "nine.yaml", f"# yaml-language-server: $schema=bank.schema.json\n{NINE}")
    put(folder / "sources.yaml", SOURCES)
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", lambda: folder)
    monkeypatch.setattr("quiz.tui.navigation.bundled_banks_folder", lambda: folder)
    return folder / "nine.yaml"


async def test_a_bundled_bank_is_only_looked_at_and_its_copy_edited(bundled: Path) -> None:
    before, copy = got(bundled), own_banks_folder() / "nine.yaml"
    async with opened() as app:
        await app.press("down", "e")
        app.shows("This bank comes with the program.", "make a copy and edit it")
        await app.press("escape")
        app.shows(READ_ONLY)
        await typed(app, "x\b\n")
        await app.press("f2", "f5")
        assert app.screen == "AuthorScreen"
        assert author(app).text == before
        at(app, "- id: match")
        await app.press("ctrl+s", "c")
        app.says("it comes before the bank that it was copied from")
        assert author(app).edited_file.path == copy
        assert not author(app).editor.read_only
        await looked(app)
        assert problems(app) == []
        await typed(app, "# mine\n")
        await app.press("ctrl+s")
        await app.press("escape")
        entry = app.app.services.library.find("nine")  # type: ignore[union-attr]
        assert entry is not None
        assert entry.path == copy
        assert entry.bank == entry_of(bundled).bank
        app.app.navigation.edit(bundled)
        await app.settle()
        await app.press("c")
        app.says("There is a copy already")
        assert "# mine" in author(app).text
    assert got(bundled) == before


# The person's own editor


@pytest.mark.parametrize("editor", ["", "true"])
async def test_a_terminal_that_cannot_be_given_away_is_told(
    editor: str, nine_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    if not editor:
        monkeypatch.setenv("PATH", "/nowhere")
    async with opened(Launch(edit=nine_file)) as app:
        await app.press("f9")
        app.says("This terminal cannot be given to another program." if editor else "There is no editor")
        await typed(app, "# mine\n")
        await app.press("f9")
        app.shows(AS_LAST_SAVED)
        await app.press("s")
        assert got(nine_file) == f"# mine\n{NINE}"
        assert author(app).text == f"# mine\n{NINE}"


async def test_a_bank_that_is_not_there_yet_is_saved_before_another_editor_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    path = tmp_path / "folder" / "new.yaml"
    async with opened(Launch(edit=path)) as app:
        await app.press("enter")
        begun = author(app).text
        await app.press("f9")
        app.shows(AS_LAST_SAVED)
        await app.press("s")
        app.says("This terminal cannot be given to another program.")
    assert got(path) == begun


# Sizes


async def test_it_is_whole_at_every_size_and_keeps_its_place(nine_file: Path) -> None:
    async with opened(Launch(edit=nine_file), size=SMALL) as app:
        await looked(app)
        app.shows("Text", "Problems", "Preview", "id: nine")
        at(app, "Put them in order.")
        await typed(app, "?")
        await looked(app)
        cursor, text = author(app).editor.cursor_location, author(app).text
        await app.press("f6")
        assert author(app).pane == "problems"
        app.hides("Put them in order.")
        await app.press("f6")
        assert author(app).pane == "preview"
        app.shows("?Put them in order.")
        await app.press("f6")
        assert author(app).pane == "text"
        for size in (WIDE, TINY, USUAL, SMALL, (200, 60)):
            await app.resize(size)
            await looked(app)
            assert author(app).text == text
            assert author(app).editor.cursor_location == cursor
            assert author(app).editor.has_focus
            if size == TINY:
                app.shows(MORE_ROOM)
            else:
                app.shows("?Put them in order.")
        app.shows("Resolution 2094", "By their numbers.")
        await app.press("f6")
        assert author(app).query_one(Problems).has_focus
        await app.press("f6")
        assert author(app).query_one(Preview).is_tried
        await app.resize(SMALL)
        app.shows("?Put them in order.")
        await app.press("escape")
        await app.resize(WIDE)
        assert author(app).editor.has_focus
        assert author(app).text == text


# Text that is not meant well


def only_text(app: Driver) -> None:
    """Fail where something reaches the terminal that could steer it."""
    for line in app.lines:
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in line), repr(line)
        assert not set(line) & set("\u061c\u200e\u200f\u202e\u2066"), repr(line)


EVIL: Final = "[/x] [red]x[/] [@click=app.exit]x \x1b]0;t\x07\u202eb\x9b31m\u2066"


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_hostile_text_is_shown_and_steers_nothing(size: tuple[int, int], tmp_path: Path) -> None:
    text = NINE.replace("First test", f'"{EVIL}"').replace("Put them", f"{EVIL} put them")
    text = text.replace("id: order", f"id: order {EVIL}").replace("title: N", f"title: [/x] {EVIL} N")
    path = tmp_path / "evil [red]x[:] [/x].yaml"
    put(path, text)
    async with opened(Launch(edit=path), size=size) as app:
        await looked(app)
        assert problems(app)
        send(app, Paste(EVIL + RIVERS))
        await looked(app)
        for keys in (
            ("f7",), ("f7",), ("f4",), ("end",), ("enter",), ("f6",), ("down",), ("enter",), ("f8",), ("escape",),
            ("f2",), ("x", "["), ("escape",), ("f5",), ("ctrl+z",), ("f1",), ("escape",), ("ctrl+s",), ("escape",),
        ):  # fmt: skip
            await keyed(app, *keys)
            only_text(app)
            assert app.app.is_running
    async with opened(Launch(preview=path), size=size) as app:
        for key in ("f4", "f6", "escape", "f7", "escape", "?", "enter"):
            await keyed(app, key)
            only_text(app)
            assert app.app.is_running


ODD: Final = {
    "empty": (b"", "The file is empty. Start with"),
    "blanks": (b" \n\n   \n\t\n", ""),
    "not UTF-8": (b"id: \xff\xfe\n", "This file is not written in UTF-8"),
    "odd break": (b"id: a\n# \x0c\n", "Line 2 has an odd line break"),
    "large": ((b"#" * 299 + b"\n") * 10_000, ""),
    "deep": (b"[" * 5_000, ""),
}


async def test_any_file_is_opened_or_said_why_not(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    async with opened() as app:
        for name, (data, said) in ODD.items():
            path.write_bytes(data)
            app.app.navigation.edit(path)
            await looked(app)
            app.shows(said)
            only_text(app)
            for key in ("f4", "f7", "f8", "escape", "f5", "f6", "enter", "escape", "escape"):
                await keyed(app, key)
                assert app.app.is_running, (name, key)
            assert path.read_bytes() == data, name
            await app.press("escape")
            assert app.screen == "HomeScreen", name


async def test_a_large_bank_and_a_thousand_problems_are_written_on(tmp_path: Path) -> None:
    question = "  - id: {0}\n    type: true-false\n    prompt: {0} {1}\n    answer: true\n"
    path = tmp_path / "large.yaml"
    long = "extraordinarily " * 65
    put(path, "id: large\ntitle: Large\nquestions:\n" + "".join(question.format(f"q{n}", long) for n in range(1000)))
    assert path.stat().st_size > 1 << 20
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        assert len(problems(app)) >= 1000
        app.shows("Problems")
        assert author(app).query_one(Problems).option_count == 201
        await app.press("f6", "end", "enter")
        assert author(app).editor.line > 200
        await app.press("f4")
        await typed(app, "q999\n")
        assert author(app).editor.line == 4 + 4 * 999
        await typed(app, "# c\n")
        await app.press("ctrl+s")
        assert "  - id: q998" in got(path)
        assert "# c" in got(path)


async def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    async with opened() as app:
        for name, said in {"pipe": "not a regular file", "folder": "this is a folder"}.items():
            app.app.navigation.edit(tmp_path / f"{name}.yaml")
            await app.settle()
            app.says(said)
            assert app.screen == "HomeScreen"
        path = tmp_path / "no" / "folder" / "new.yaml"
        app.app.navigation.edit(path)
        await app.settle()
        await app.press("enter", "number_sign", "ctrl+s")
        assert path.exists()


@pytest.fixture
def faulty_file(tmp_path: Path) -> Path:
    """A bank whose only fault is an answer that is no flag."""
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS.replace("answer: true", "answer: maybe"))
    put(tmp_path / "sources.yaml", ATLAS)
    return path


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_from_the_problems_one_goes_on_writing_in_the_text(size: tuple[int, int], faulty_file: Path) -> None:
    async with opened(Launch(edit=faulty_file), size=size) as app:
        await looked(app)
        await app.press("f6", "enter")
        assert author(app).editor.has_focus
        await app.press("X")
        assert "answer: Xmaybe" in author(app).text
        await looked(app)
        await app.press("f6", "f2", "enter")
        await app.press(*"Mine?")
        assert "prompt: Mine?" in author(app).text


async def test_the_next_problem_is_that_of_the_text_as_it_is_now(faulty_file: Path) -> None:
    async with opened(Launch(edit=faulty_file)) as app:
        await looked(app)
        send(app, Key("enter", "\r"), Key("enter", "\r"), Key("f7", None), Key("X", "X"))
        await looked(app)
        await app.until(lambda: author(app).editor.line > 3)
        await app.press("Y")
        assert "answer: Ymaybe" in author(app).text


async def test_an_editor_that_is_not_there_is_named(nine_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor -x")
    async with opened(Launch(edit=nine_file)) as app:
        await app.press("f9")
        app.shows("no-such-editor cannot be started")


async def test_a_tab_is_a_click_away(nine_file: Path) -> None:
    async with opened(Launch(edit=nine_file)) as app:
        await looked(app)
        await app.click("Preview")
        assert author(app).pane == "preview"
        await app.click("Text")
        assert author(app).editor.has_focus


async def test_nothing_is_said_of_a_text_that_was_not_read_yet(nine_file: Path) -> None:
    async with opened(Launch(edit=nine_file)) as app:
        await looked(app)
        app.shows("question 1 of", "Problems")
        screen = app.app.screen
        assert isinstance(screen, AuthorScreen)
        screen._looked_at, screen.inspection, screen.good = None, Inspection(), Inspection()
        screen.show_status()
        await app.settle()
        app.hides("No problems", "no question yet")
