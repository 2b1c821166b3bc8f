"""The shared parts of screens: cards, actions, meters, and the one large number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.tui.commands import key_name
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Click
    from textual.widget import Widget


class Card(Vertical):
    """What stands alone, in a round frame with its title; `-lead` for the one with the next step."""

    def __init__(
        self,
        *children: Widget,
        title: str = "",
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str = "",
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self.border_title = Content(title)


class Action(Static):
    """Something to do next, with its key; a click presses the key."""

    def __init__(self, key: str, label: str, *, is_main: bool = False) -> None:
        super().__init__("", classes="-main" if is_main else "-side", markup=False)
        self._key = key
        self.show(key, label)

    def show(self, key: str, label: str) -> None:
        self._key = key
        self.update(Content.assemble((key_name(key), "bold"), f"  {label}"))

    def on_click(self, event: Click) -> None:
        event.stop()
        self.app.simulate_key(self._key)


class Actions(Horizontal):
    """The next steps on one row: the first filled, the others quiet."""

    def __init__(self, *actions: tuple[str, str], id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """`actions` are keys and labels; the first is the main one."""
        super().__init__(id=id)
        self._actions = actions

    def compose(self) -> ComposeResult:
        for place, (key, label) in enumerate(self._actions):
            yield Action(key, label, is_main=place == 0)

    def show(self, *actions: tuple[str, str]) -> None:
        """Show other steps, in the place of those that are there."""
        for shown, (key, label) in zip(self.query(Action), actions, strict=False):
            shown.show(key, label)


def shares(counts: Sequence[int], width: int) -> list[int]:
    """Return how many of `width` cells a count gets: exact in sum, by largest rest; one at least, but none for 0."""
    total = sum(counts)
    if not total or width < sum(count > 0 for count in counts):
        return [0] * len(counts)
    exact = [count * width / total for count in counts]
    cells = [max(1, int(share)) if count else 0 for count, share in zip(counts, exact, strict=True)]
    while sum(cells) < width:
        cells[max(range(len(counts)), key=lambda place: exact[place] - cells[place])] += 1
    while sum(cells) > width:
        long = [place for place, cell in enumerate(cells) if cell > 1]
        cells[max(long, key=lambda place: cells[place] - exact[place])] -= 1
    return cells


def meter(runs: Sequence[tuple[int, str, str]], width: int) -> Content:
    """Return runs of glyphs in so many cells, each run as long as its count asks."""
    cells = shares([count for count, _, _ in runs], width)
    return Content.assemble(*((glyph * count, style) for count, (_, glyph, style) in zip(cells, runs, strict=True)))


def share_runs(done: float, whole: float, style: str) -> tuple[tuple[int, str, str], ...]:
    """Return the runs of a share of a whole: heavy where done, light where not."""
    parts = 1000
    share = round(parts * max(0.0, min(1.0, done / whole))) if whole else 0
    return ((share, "━", style), (parts - share, "─", MUTED))


_PIXELS: Final = {
    "0": ("###", "#.#", "#.#", "#.#", "###"),
    "1": (".#.", "##.", ".#.", ".#.", "###"),
    "2": ("###", "..#", "###", "#..", "###"),
    "3": ("###", "..#", ".##", "..#", "###"),
    "4": ("#.#", "#.#", "###", "..#", "..#"),
    "5": ("###", "#..", "###", "..#", "###"),
    "6": ("###", "#..", "###", "#.#", "###"),
    "7": ("###", "..#", "..#", "..#", "..#"),
    "8": ("###", "#.#", "###", "#.#", "###"),
    "9": ("###", "#.#", "###", "..#", "###"),
    ".": (".", ".", ".", ".", "#"),
}
"""Digits of three by five points; two rows of points make a row of half blocks."""
_BLOCKS: Final = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}


def big_number(number: str, style: str) -> Content:
    """Return digits, and at most one point, three rows high, of half blocks only, which every terminal has."""
    points = [".".join(_PIXELS[digit][row] for digit in number) for row in range(5)]
    points.append("." * len(points[0]))
    rows = [
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(points[row], points[row + 1], strict=True))
        for row in (0, 2, 4)
    ]
    return Content.styled("\n".join(rows), style)


class BigNumber(Static):
    """A number three rows high; at most one a screen."""

    def __init__(self, number: str, style: str) -> None:
        super().__init__(big_number(number, style), markup=False)
