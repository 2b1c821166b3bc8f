"""The sources of a question in full, one at a time: to be read, opened in the browser, or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quiz.bank.addresses import openable
from quiz.practice.wording import source_details
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import Dialog
from quiz.tui.styles import MUTED, hanging
from quiz.tui.widgets.key_rows import KeyFlow
from quiz.tui.widgets.parts import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

    from quiz.practice.attempt import Item
    from quiz.practice.citations import SourceCitation

LABEL = 11
"""Columns of the names of the details."""


class Sources(Dialog[None]):
    """One source with all that is known of it. Its address is shown before it can be opened."""

    CSS_PATH = "sources.tcss"
    GUIDE = "Where it can be checked. Nothing is opened or copied but on its key."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter,o", "open_shown", "Open", "Open the address in the browser"),
        Command("c", "copy", "Copy", "Copy the address, as far as the terminal allows it"),
        Command("f8,right", "turn(1)", "Next", "The next source"),
        Command("left", "turn(-1)", "Before", "The source before", in_footer=False),
        Command("escape", "back", "Back", "Back to the question"),
        HELP,
    )

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self._place = 0

    def compose(self) -> ComposeResult:
        with Card(classes="overlay -lead"):
            with VerticalScroll(id="source-text"):
                yield Details()
            yield KeyFlow(id="source-keys")

    def on_mount(self) -> None:
        self._show()

    @property
    def _source(self) -> SourceCitation:
        return self._item.every_source[self._place]

    @property
    def _url(self) -> str | None:
        """The address of the source, where it is one that may be opened."""
        reference = self._source.reference
        return reference.url if reference is not None and openable(reference.url) else None

    def _show(self) -> None:
        count = len(self._item.every_source)
        self.query_one(Card).border_title = Content(f"Source {self._place + 1} of {count}" if count > 1 else "Source")
        self.query_one(Details).show(source_details(self._source, self._item.question.as_of))
        keys = [("enter", "open"), ("c", "copy the address")] if self._url else []
        keys += [("f8", "next")] if count > 1 else []
        self.query_one(KeyFlow).show(*keys, ("esc", "back"))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "open_shown" | "copy":
                return self._url is not None
            case "turn":
                return len(self._item.every_source) > 1
            case _:
                return True

    def action_turn(self, step: int) -> None:
        self._place = (self._place + step) % len(self._item.every_source)
        self._show()

    def action_open_shown(self) -> None:
        if self._url is not None:
            self.services.open_shown_url(self._url)

    def action_copy(self) -> None:
        if self._url is not None:
            self.app.copy_to_clipboard(self._url)
            self.services.tell("The address was sent to the clipboard.")

    def action_back(self) -> None:
        self.dismiss()


class Details(Widget):
    """All that is known of a source, each thing beside its name; what is too long hangs under its beginning."""

    def __init__(self) -> None:
        super().__init__(id="source-details")
        self._details: Sequence[tuple[str, str]] = ()

    def show(self, details: Sequence[tuple[str, str]]) -> None:
        """Show names with texts; what has no name is the title."""
        self._details = details
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        return [line for name, text in self._details for line in _detail(name, text, width)]


def _detail(name: str, text: str, width: int) -> list[Content]:
    if not name:
        return Content.styled(text, "bold").wrap(max(1, width))
    return hanging(Content.styled(name.ljust(LABEL), MUTED), Content(text), width)
