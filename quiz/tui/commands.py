"""What a person can do, declared once each: the keys, and what footer, palette and help say of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from quiz.practice.attempt import Item


@dataclass(frozen=True, slots=True)
class Command:
    """An action: its keys, parted by commas, Textual's name of it, a word for footer and palette, a line of help.

    in_footer: whether the footer shows it. in_palette: whether the palette offers it. title: what the palette calls it
    where the word of the footer is too short. shown_as: how the key is written where `key_name` would not be
    understood. priority: whether it comes before the keys of every widget. weight: where the footer lacks room the
    lightest drop out first, of the same weight the last; None for the usual one of its key. is_main: whether it is the
    one to press next, which the footer shows in colour; None where it is enter.
    """

    keys: str
    action: str
    label: str
    help: str
    in_footer: bool = True
    in_palette: bool = True
    title: str = ""
    shown_as: str | None = None
    priority: bool = False
    weight: int | None = None
    is_main: bool | None = None

    @property
    def without_key(self) -> Command:
        """The same in the palette alone, where its key means something else. The action gets to know it."""
        return replace(self, keys=f"{_PALETTE}{self.action}", action=f"{self.action}('palette')", in_footer=False)

    @property
    def binding(self) -> Binding:
        first = self.keys.partition(",")[0]
        weight = _WEIGHTS.get(first, USUAL_WEIGHT) if self.weight is None else self.weight
        is_main = first == "enter" if self.is_main is None else self.is_main
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.in_footer,
            key_display=self.shown_as or key_name(first),
            priority=self.priority,
            tooltip=self.help,
            group=Standing(
                in_palette=self.in_palette, weight=weight, is_main=is_main, has_key=not first.startswith(_PALETTE)
            ),
        )


@dataclass(frozen=True, slots=True)
class Standing(Binding.Group):
    """What footer and palette know of a binding: Textual hands on nothing but its group unchanged."""

    in_palette: bool = True
    weight: int = 0
    is_main: bool = False
    has_key: bool = True


USUAL_WEIGHT: Final = 50
_PALETTE: Final = "palette:"
"""What the name begins with that stands in the place of a key where there is none but that of the palette."""
_WEIGHTS: Final = {"f1": 99, "enter": 90, "escape": 70}
_KEY_NAMES: Final = {
    "escape": "esc",
    "question_mark": "?",
    "exclamation_mark": "!",
    "asterisk": "*",
    "slash": "/",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "shift+left": "shift+←",
    "shift+right": "shift+→",
}


def key_name(key: str) -> str:
    """Return how a key is written, the same in footer, palette, help and text."""
    return PALETTE.keys if key.startswith(_PALETTE) else _KEY_NAMES.get(key, key)


def bindings(*commands: Command) -> list[BindingType]:
    """Return what a screen or widget declares as its `BINDINGS`."""
    return [command.binding for command in commands]


def f8_tells(action: str, item: Item, *, with_sources: bool) -> bool:
    """Say whether f8 is for `sources` or for `picture`: the picture alone where there are no sources, or not yet."""
    has_sources = with_sources and bool(item.every_source)
    return has_sources if action == "sources" else item.image is not None and not has_sources


def move(keys: str, action: str, help: str) -> Command:  # noqa: A002 - the field's own name
    """Return a key that moves or turns something: in help, but neither in the footer nor in the palette."""
    return Command(keys, action, "", help, in_footer=False, in_palette=False)


HOME: Final = Command("escape", "app.home", "Home", "Go to the list of banks", in_footer=False)
SCORES: Final = Command("s", "app.go('scores')", "Scores", "Look at past attempts")
PROGRESS: Final = Command("p", "app.progress", "Progress", "What you know, your days, what is due, and more")
NEW_BANK: Final = Command("b", "app.write_bank", "New bank", "Write a question bank of your own", in_footer=False)
IMPORT: Final = Command(
    "i",
    "app.import_file",
    "Import",
    "Questions of another program into a bank",
    in_footer=False,
    title="Import a file …",
)
HELP: Final = Command("f1", "app.help", "Keys", "What this screen is for, and its keys", title="Keys and help")
SETTINGS: Final = Command(
    "o", "app.go('settings')", "Settings", "Learner, goal of a day, size of a set, colours, and more", in_footer=False
)
SETUP: Final = Command("n", "setup", "Set up", "Choose banks, mode, number of questions and more")
PALETTE: Final = Command("ctrl+p", "app.command_palette", "Commands", "Every command by name", in_footer=False)
QUIT: Final = Command("ctrl+q", "app.quit", "Quit", "Leave; nothing is lost", in_footer=False, priority=True)
INTERRUPT: Final = Command(
    "ctrl+c", "app.interrupt", "Leave", "Copy what is selected; twice: leave", in_footer=False, priority=True
)
SUSPEND: Final = Command(
    "ctrl+z", "app.suspend", "Suspend", "Take back typing; else to the shell", in_footer=False, priority=True
)

LESSONS: Final = Command(
    "g", "app.go('lessons')", "Lessons", "The lessons in their order, and what is done of them", weight=47
)
TIMELINE: Final = Command(
    "y", "app.go('timeline')", "Timeline", "What happened when, as far as you have met it", in_footer=False
)

TELL_SOURCES: Final = Command("f8", "sources", "Sources", "The sources in full, to open or to copy", weight=60)
TELL_PICTURE: Final = Command(
    "f8", "picture", "Picture", "What the picture shows, to open it or to copy its path", weight=66
)

EVERYWHERE: Final = (HOME, SCORES, PROGRESS, LESSONS, TIMELINE, NEW_BANK, IMPORT, HELP, SETTINGS, QUIT)
"""What the palette offers on every screen."""
ALWAYS: Final = (HELP, PALETTE, QUIT, INTERRUPT, SUSPEND)
"""The keys that work on every screen."""
