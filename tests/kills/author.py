"""The author screen, typed in, saved and killed: what was kept is found again, and the file is always a whole one."""

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from quiz.authoring.drafts import Drafts
from tests.kills.app import FRAMES, last_frame, text_of
from tests.kills.store import Loss

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal.conftest import Place, Terminal

TEXT = """\
id: towns
title: Towns
questions:
  - id: rome
    type: true-false
    prompt: Rome lies on the Tiber.
    answer: true
    explanation: It was founded there.
"""
SAVE, END = "\x13", "\x1b[1;5F"
LONGEST_DELAY = 0.8
"""Seconds from the last key to the kill, at most: until text is kept some tenths pass."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Author:
    """Someone who types at the end of a bank, and knows what must be found again by now."""

    def __init__(self, app: "Terminal", path: "Path", drafts: Drafts) -> None:
        self.app, self.path, self._drafts = app, path, drafts
        self.text = TEXT
        self.saved = [TEXT]
        """The texts that the file may hold: the last that was seen saved, and what was saved after it."""
        self.kept = 0
        """Characters of the text that are known to be on disk, saved or kept."""
        app.type(FRAMES)
        app.wait("1:1")
        app.press(END, f"{TEXT.count(chr(10)) + 1}:1")

    def type(self, chance: Random) -> str:
        """Type some lines of notes at once; return the last word, which stands on the line of the cursor."""
        for _ in range(chance.randrange(3)):
            self._put(f"# {_words(chance)}\r")
        word = "".join(chance.choices(_LETTERS, k=9))
        self._put(f"# {_words(chance)} {word}")
        return word

    def end_line(self) -> None:
        self._put("\r")

    def save(self) -> None:
        self.app.type(SAVE)
        self.saved.append(self.text)

    def wait_saved(self) -> None:
        self.app.wait(lambda: self.path.read_text(encoding="utf-8") == self.text)
        self.app.wait("· saved")
        self.saved, self.kept = [self.text], len(self.text)

    def wait_kept(self) -> None:
        """Wait until all that was typed is kept, as it is soon after the last key."""
        self.app.wait(lambda: self.draft == self.text)
        self.kept = len(self.text)

    @property
    def draft(self) -> str | None:
        draft = self._drafts.kept(self.path)
        return draft.data.decode() if draft is not None else None

    def _put(self, keys: str) -> None:
        self.app.type(keys)
        self.text += keys.replace("\r", "\n")


class AuthorKills:
    """Kills of the author screen in one place, each while another file is written."""

    def __init__(self, place: "Place", chance: Random) -> None:
        self._place, self._chance = place, chance
        self._drafts = Drafts(place.data / "drafts")
        self._found: dict[Path, str] = {}
        self._number = 0

    def kill(self) -> Counter[str]:
        """Type, kill the app and look at what is there. Return what is to be counted. Raises `Loss`."""
        chance = self._chance
        self._number += 1
        path = self._place.folder / f"towns{self._number}.yaml"
        path.write_text(TEXT, encoding="utf-8")
        app = self._place.open("edit", path.name)
        author = Author(app, path, self._drafts)
        saves = 0
        for _ in range(chance.randrange(4)):
            word = author.type(chance)
            done = chance.choice(["drawn", "kept", "saved", "on"])
            if done == "saved":
                app.wait(word)
                author.save()
                author.wait_saved()
                saves += 1
            elif done == "kept":
                author.wait_kept()
            elif done == "drawn":
                app.wait(word)
            author.end_line()
        author.type(chance)
        if chance.random() < 0.25:
            author.save()
        app.watch(chance.uniform(0, LONGEST_DELAY))
        app.kill()
        found = self._check(author)
        drawn = _drawn(text_of(last_frame(app)), author.text)
        return Counter(
            typed=len(author.text) - len(TEXT),
            saves=saves,
            found=len(found) - len(TEXT),
            not_yet_kept=max(0, drawn - len(found)),
        )

    def check_all(self) -> None:
        """Take up the text of each file as a person would, or find it saved. Raises `Loss`."""
        for path, text in self._found.items():
            if path.read_text(encoding="utf-8") != text:
                app = self._place.open("edit", path.name)
                app.wait("that was never saved")
                app.press("\r", "● unsaved")
                app.press(SAVE, "· saved")
                app.kill()
                if path.read_text(encoding="utf-8") != text:
                    raise Loss(f"{path.name}: what was offered is not what was kept")
            if self._drafts.kept(path) is not None and path.read_text(encoding="utf-8") != text:
                raise Loss(f"{path.name}: a draft is left")

    def _check(self, author: Author) -> str:
        """Return the text that the person finds again, after holding it against what was typed and known to be kept."""
        name = author.path.name
        file = author.path.read_text(encoding="utf-8")
        if file not in author.saved:
            raise Loss(f"{name}: the file is none that was saved:\n{file}")
        text = author.draft or file
        if not author.text.startswith(text) and text not in author.saved:
            raise Loss(f"{name}: what was kept was never typed:\n{text}")
        if len(text) < author.kept:
            raise Loss(f"{name}: {len(text)} characters are found of {author.kept} that were kept")
        self._found[author.path] = text
        return text


def _words(chance: Random) -> str:
    return " ".join("".join(chance.choices(_LETTERS, k=chance.randrange(2, 9))) for _ in range(chance.randrange(1, 6)))


def _drawn(screen: str, text: str) -> int:
    """Return how many characters of a text stand before the cursor of a screen."""
    place = re.search(r"(\d+):(\d+) · ", screen)
    if place is None:
        return 0
    lines = text.split("\n")[: int(place[1])]
    return sum(len(line) + 1 for line in lines[:-1]) + int(place[2]) - 1
