"""Where what was parsed stands in the text."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from quiz.reading.yaml.libyaml import open_parser

if TYPE_CHECKING:
    from quiz.reading.yaml.libyaml import Parser

_ENVELOPES: Final = frozenset({"StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent", "StreamEndEvent"})


class Places:
    """The indexes in `text` at which its first `count` events start and end, in `starts` and `ends`.

    Few files need places, and most of those the first ones: they are found by a second pass, only as far as `reach` is
    asked to go.
    """

    def __init__(self, text: str, count: int) -> None:
        self._text = text
        self._count = count
        self._parser: Parser | None = None
        self.starts = array("I")
        self.ends = array("I")

    def whole(self) -> Places:
        """Return these places when all are known."""
        return self.reach(self._count - 1)

    def reach(self, event: int) -> Places:
        """Return these places when that of an event, and of all before it, is known."""
        starts, ends = self.starts, self.ends
        left = event + 1 - len(starts)
        if left <= 0:
            return self
        self._parser = self._parser or open_parser(self._text)
        get_event = self._parser.get_event
        while left:
            found = get_event()
            if found.__class__.__name__ not in _ENVELOPES:
                starts.append(found.start_mark.index)
                ends.append(found.end_mark.index)
                left -= 1
        if len(starts) == self._count:
            self._parser.dispose()
            self._parser = None
        return self
