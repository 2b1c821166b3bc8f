"""Help: what the screen below is for, and every key that works there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quiz.tui.commands import ALWAYS, Standing, bindings, key_name, move
from quiz.tui.screens.base import Dialog
from quiz.tui.widgets.key_rows import KeyRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType

Row = tuple[str, str]
"""Keys, as they are written, and what they do."""
HERE, MOVE, EVERYWHERE = "On this screen", "Move", "Everywhere"
_MOVING: Final = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "j", "k", "tab", "shift+tab"}


class Help(Dialog[None]):
    """A page of help over the screen that it is about."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("escape,f1,enter,q", "close", "Close"),
        move("up,k", "scroll(-1)", "Scroll"),
        move("down,j", "scroll(1)", "Scroll"),
        move("pageup", "page(-1)", "A page up or down"),
        move("pagedown,space", "page(1)", "A page up or down"),
        move("home", "edge(False)", "To the top or the end"),
        move("end", "edge(True)", "To the top or the end"),
    )

    def __init__(self, guide: str, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._guide = guide
        self._groups = key_groups(bindings)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", classes="overlay", can_focus=False) as card:
            card.border_title = Content("Keys")
            card.border_subtitle = Content.from_markup("[b]esc[/] closes")
            if self._guide:
                yield Static(Content(self._guide), id="guide")
            here, *others = self._groups.items()
            yield from _group(*here)
            with Container(id="others"):
                for heading, rows in others:
                    yield Vertical(*_group(heading, rows))

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        card = self.query_one(VerticalScroll)
        card.scroll_relative(y=step * max(1, card.scrollable_content_region.height - 1), animate=False)

    def action_edge(self, is_end: bool) -> None:
        card = self.query_one(VerticalScroll)
        card.scroll_to(y=card.max_scroll_y if is_end else 0, animate=False)


def _group(heading: str, rows: Sequence[Row]) -> tuple[Static, KeyRows]:
    return Static(Content(heading), classes="heading"), KeyRows(rows)


def key_groups(bindings: Mapping[str, ActiveBinding]) -> dict[str, list[Row]]:
    """Return every enabled key of ours under its heading, those of one help line together, those of the screen first.

    What has no key but that of the palette comes last. What Textual brings along, such as moving the focus, says no
    help line.
    """
    keys_by_help: dict[tuple[str, str], list[str]] = {}
    always = {key for command in ALWAYS for key in command.keys.split(",")}
    also: dict[str, list[str]] = {command.help: [] for command in ALWAYS}
    for key, active in sorted(bindings.items(), key=lambda item: _rank(item[1])):
        binding = active.binding
        if not active.enabled or not binding.tooltip or binding.system or key in always:
            continue
        if binding.tooltip in also:
            also[binding.tooltip].append(key)
        else:
            is_moving = key in _MOVING and isinstance(binding.group, Standing) and not binding.group.in_palette
            keys_by_help.setdefault((MOVE if is_moving else HERE, binding.tooltip), []).append(key)
    groups: dict[str, list[Row]] = {HERE: [], MOVE: []}
    for (heading, help_line), keys in keys_by_help.items():
        groups[heading].append((_written(keys), help_line))
    groups[EVERYWHERE] = [
        (_written([*command.keys.split(","), *also[command.help]]), command.help) for command in ALWAYS
    ]
    return {heading: rows for heading, rows in groups.items() if rows}


def _rank(active: ActiveBinding) -> tuple[bool, bool]:
    group = active.binding.group
    return isinstance(group, Standing) and not group.has_key, not isinstance(active.node, Screen)


def _written(keys: Iterable[str]) -> str:
    """Return keys as they are written: digits and letters last, in a row."""
    names = sorted(map(key_name, keys), key=lambda name: name if len(name) == 1 and name.isalnum() else "")
    return " ".join(word for run in _runs(names) for word in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run))


def _runs(names: Sequence[str]) -> list[list[str]]:
    """Return names parted into runs of single digits and letters that follow each other."""
    places = groupby(
        enumerate(names), key=lambda item: ord(item[1]) - item[0] if len(item[1]) == 1 and item[1].isalnum() else item
    )
    return [[name for _, name in run] for _, run in places]
