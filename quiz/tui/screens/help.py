"""Help: what the screen below is for, and every key that works there."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from quiz.tui.render import MUTED
from quiz.tui.widgets.answer import AnswerInput

ALWAYS = (
    ("f1", "This help"),
    ("ctrl+p", "Every command by name"),
    ("ctrl+q", "Leave; nothing is lost"),
)


class Help(ModalScreen[None]):
    """A page of help over the screen that it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q", "close", "Close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(self, guide: str, bindings: dict[str, ActiveBinding]) -> None:
        super().__init__()
        self._guide = guide
        self._keys = _keys(bindings)

    def compose(self) -> ComposeResult:
        width = max(len(key) for key, _ in self._keys)
        lines = [
            Content.assemble((f"{key:<{width}}  ", "bold $text-accent"), Content(words)) for key, words in self._keys
        ]
        with VerticalScroll(id="help"):
            yield Static(Content(self._guide), id="guide")
            yield Static(Content("\n").join(lines))
            yield Static(Content.styled("Escape closes this page.", MUTED), id="closing")

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss()

    def action_scroll(self, step: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)


def _keys(bindings: dict[str, ActiveBinding]) -> list[tuple[str, str]]:
    """Return every enabled key that is described, those of one action together, those of the screen first.

    What Textual brings along, such as moving the focus, is left out.
    """
    found: dict[str, list[str]] = {}
    for active in sorted(bindings.values(), key=lambda active: not isinstance(active.node, Screen)):
        binding = active.binding
        words = binding.tooltip or binding.description
        is_ours = bool(binding.tooltip) or isinstance(active.node, AnswerInput)
        if active.enabled and is_ours and words and binding.key not in dict(ALWAYS):
            found.setdefault(words, []).append(binding.key_display or binding.key)
    rows = [(" ".join(keys), words) for words, keys in found.items()]
    return [*rows, *ALWAYS]
