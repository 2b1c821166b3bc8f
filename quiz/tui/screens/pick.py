"""Picking one of a few lines."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from quiz.tui.render import key_line
from quiz.tui.widgets.lines import Lines


class Pick(ModalScreen[int | None]):
    """A list over the screen; returns the place of the line picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", show=False),
        Binding("escape", "back", show=False),
    ]

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Container(id="sheet"):
            yield Static(Content.styled(self._title, "bold"))
            yield Lines(id="sheet-lines")
            yield Static(key_line(("enter", "open"), ("esc", "back")))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.show([(str(place), Content(" ".join(line.split()))) for place, line in enumerate(self._lines)])
        lines.focus()

    @on(OptionList.OptionSelected)
    def pick_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        if self.is_current:
            self.dismiss(self.query_one(Lines).highlighted)

    def action_back(self) -> None:
        if self.is_current:
            self.dismiss(None)
