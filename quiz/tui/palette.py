"""The palette: what can be done, what can be set, questions and lessons of the library; each once, with its key."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from textual.command import DiscoveryHit, Hit as PaletteHit, Hits, Provider
from textual.content import Content

from quiz.bank.lessons import Lesson
from quiz.practice.attempt import EXAM_TELLS_NOTHING, item_of
from quiz.practice.types import Key
from quiz.text import clean_line
from quiz.tui import lesson_moves
from quiz.tui.commands import (
    EVERYWHERE,
    HOME,
    LESSONS,
    PROGRESS,
    SCORES,
    SETTINGS,
    SETUP,
    TIMELINE,
    Standing,
    key_name,
)
from quiz.tui.screen_table import is_screen
from quiz.tui.screens.base import Host
from quiz.tui.styles import MUTED, fitted
from quiz.tui.textual_private import ActionGate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.screen import Screen

    from quiz.library.search import Hit

_MOST: Final = 20
_BEST: Final = 0.5
"""The score of the first question: commands, whose names fit from here on, come before it."""

_SHORTEST: Final = 2
"""Letters from which on questions are looked for: nearly every question has a word that begins with a given one."""


class HostProvider(Provider):
    """What the palette finds in an app of ours."""

    @property
    def host(self) -> Host:
        app = self.app
        assert isinstance(app, Host)
        return app


class Entry(NamedTuple):
    """Something that the palette offers. key: how the key is written that does the same here, "" where none does."""

    title: str
    help: str
    key: str
    run: Callable[[], object]


def commands(screen: Screen[object]) -> Iterator[Entry]:
    """Yield what a screen offers now, and then what every screen does, each title once."""
    titles = {command.action: command.title for command in EVERYWHERE if command.title}
    keys: dict[str, str] = {}
    offered: list[tuple[str, str, str]] = []
    for active in screen.active_bindings.values():
        binding = active.binding
        standing = binding.group if isinstance(binding.group, Standing) else Standing(in_palette=False)
        keys.setdefault(binding.action, (binding.key_display or key_name(binding.key)) if standing.has_key else "")
        is_offered = standing.in_palette
        if is_offered and active.enabled and active.node is screen:
            offered.append((titles.get(binding.action, binding.description), binding.tooltip, binding.action))
    app = screen.app
    everywhere = [one for one in EVERYWHERE if not isinstance(app, ActionGate) or app.offers_action(one.action, screen)]
    offered += [(command.title or command.label, command.help, command.action) for command in everywhere]
    shown: set[str] = set()
    for title, help_line, action in offered:
        if title not in shown and not _leads_nowhere(screen, action):
            shown.add(title)
            yield Entry(title, help_line, keys.get(action, ""), partial(screen.run_action, action))


def _leads_nowhere(screen: Screen[object], action: str) -> bool:
    """Whether an action leads to the screen that is there already."""
    place = _PLACES.get(action)
    return place is not None and is_screen(screen, place)


_PLACES: Final = {
    HOME.action: "home",
    PROGRESS.action: "progress",
    SCORES.action: "scores",
    SETTINGS.action: "settings",
    LESSONS.action: "lessons",
    TIMELINE.action: "timeline",
}
"""The screens that actions lead to."""


def options(host: Host, screen: Screen[object]) -> Iterator[Entry]:
    """Yield what can be set, for an attempt and once for all; each leads to its line."""
    from quiz.tui.screens import settings, setup

    keys = {active.binding.action: key for key, active in screen.active_bindings.items()}
    for key, (label, help_line) in setup.ROWS.items():
        run = partial(host.services.when_read, partial(host.navigation.set_up, (), key))
        yield Entry(label, f"set-up: {help_line}", keys.get(SETUP.action, ""), run)
    offered = host.services.surface.settings
    for key, (label, help_line) in settings.ROWS.items():
        if offered is not None and key not in offered:
            continue
        yield Entry(
            label, f"settings: {help_line}", keys.get(SETTINGS.action, ""), partial(host.navigation.go, "settings", key)
        )


class CommandProvider(HostProvider):
    """Commands by name, and options of set-up and settings."""

    async def discover(self) -> Hits:
        for entry in commands(self.screen):
            yield DiscoveryHit(self._line(entry), entry.run, text=entry.title)

    async def search(self, query: str) -> Hits:
        words = query.casefold().split()
        for entry in (*commands(self.screen), *options(self.host, self.screen)):
            if score := _score(entry, words):
                yield PaletteHit(score, self._line(entry), entry.run, text=entry.title)

    def _line(self, entry: Entry) -> Content:
        """Return an entry on one line: its name, what it is for as far as there is room, and its key at the right."""
        width = self.app.size.width
        room = min(_WIDEST, width - 2 * _MARGIN if width >= _USUAL else width) - _AROUND
        title = entry.title if cell_len(entry.title) > _TITLES else fitted(entry.title, min(_TITLES, room))
        left = room - cell_len(title) - cell_len(entry.key) - 4
        help_line = fitted(entry.help, left) if left >= _LEAST_HELP else " " * max(0, left)
        return Content.assemble(title, "  ", (help_line, MUTED), "  ", (entry.key, "bold"))


_WIDEST: Final = 80
"""The measure of the palette, as in app.tcss."""
_USUAL: Final = 72
"""The columns from which on it has a margin."""
_MARGIN: Final = 2
_AROUND: Final = 7
"""Columns that its frame, its padding and its scroll bar take."""
_TITLES: Final = 16
"""Columns for names; what is longer moves the rest of its line."""
_LEAST_HELP: Final = 20
"""Where there is less room, what a command is for is left out."""


def _score(entry: Entry, words: list[str]) -> float:
    """Return how well an entry fits what is typed: by its name, else by what it is for; 0 where it does not."""
    title = entry.title.casefold()
    if title.startswith(" ".join(words)):
        return 1.0
    if all(word in title for word in words):
        return 0.9
    return 0.6 if all(word in f"{title} {entry.help.casefold()}" for word in words) else 0.0


class QuestionProvider(HostProvider):
    """Questions and lessons of the library, as `quiz find` finds them."""

    async def search(self, query: str) -> Hits:
        if len(query.strip()) < _SHORTEST or not self.host.services.surface.is_whole:
            return  # a page of a question has its answers, also of an exam that was left open
        # In a thread: a large library takes a while. Where more is typed in the meantime, Textual cancels this
        # search, and nobody waits for what the thread finds.
        hits = await asyncio.to_thread(self.host.services.search, query, _MOST)
        for place, hit in enumerate(hits):
            yield self._shown(hit, _BEST * (1 - place / _MOST))

    def _shown(self, hit: Hit, score: float) -> PaletteHit:
        head = clean_line(hit.head)
        kind = "lesson · " if isinstance(hit.found, Lesson) else ""
        said = Content.assemble(head, "\n", (f"{kind}{hit.entry.id} · {hit.id}", MUTED))
        return PaletteHit(score, said, lambda: self._open(hit), text=head)

    def _open(self, hit: Hit) -> None:
        bank, found, host = hit.entry.bank, hit.found, self.host
        assert bank is not None
        if host.navigation.holds_back:
            host.services.tell(EXAM_TELLS_NOTHING)
        elif isinstance(found, Lesson):
            lesson_moves.read(host.navigation, host.services, bank, found)
        else:
            host.navigation.show_question(Key(bank.id, found.id), item_of(bank, found, 0))
