"""The palette finds questions: what is typed is looked for in the whole library, and a hit opens its page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual.command import Hit as PaletteHit, Hits, Provider
from textual.content import Content

from quiz.practice.attempt import EXAM_TELLS_NOTHING, item_of
from quiz.practice.types import Key
from quiz.text import clean_line
from quiz.tui.screens.base import Host
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from quiz.library.search import Hit

_MOST: Final = 20
_BEST: Final = 0.5
"""The score of the first question: commands, whose names fit from here on, come before it."""

_SHORTEST: Final = 2
"""Letters from which on questions are looked for: nearly every question has a word that begins with a given one."""


class QuestionProvider(Provider):
    """Questions of the library, as `quiz find` finds them."""

    @property
    def _host(self) -> Host:
        app = self.app
        assert isinstance(app, Host)
        return app

    async def search(self, query: str) -> Hits:
        if len(query.strip()) < _SHORTEST:
            return
        # In a thread: a large library takes a while. Where more is typed in the meantime, Textual cancels this
        # search, and nobody waits for what the thread finds.
        hits = await asyncio.to_thread(self._host.services.search, query, _MOST)
        for place, hit in enumerate(hits):
            yield self._shown(hit, _BEST * (1 - place / _MOST))

    def _shown(self, hit: Hit, score: float) -> PaletteHit:
        prompt = clean_line(hit.question.prompt)
        said = Content.assemble(prompt, "\n", (f"{hit.entry.id} · {hit.question.id}", MUTED))
        return PaletteHit(score, said, lambda: self._open(hit), text=prompt)

    def _open(self, hit: Hit) -> None:
        assert hit.entry.bank is not None
        if self._host.navigation.holds_back:
            self._host.services.tell(EXAM_TELLS_NOTHING)
            return
        key = Key(hit.entry.id, hit.question.id)
        self._host.navigation.show_question(key, item_of(hit.entry.bank, hit.question, 0))
