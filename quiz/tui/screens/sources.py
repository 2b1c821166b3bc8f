"""The sources of a question or a lesson in full, one at a time: to be read, opened in the browser, or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quiz.bank.addresses import openable
from quiz.practice.wording import picture_text, source_details
from quiz.text import clean_line
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import Dialog
from quiz.tui.styles import MUTED, hanging
from quiz.tui.widgets.key_rows import KeyFlow
from quiz.tui.widgets.parts import Card

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

    from quiz.bank.questions.base import Picture
    from quiz.practice.attempt import Item
    from quiz.practice.lessons import LessonText

LABEL = 11
"""Columns of the names of the details."""


class Sources(Dialog[None]):
    """One source with all that is known of it. Its address is shown before it can be opened."""

    CSS_PATH = "sources.tcss"
    GUIDE = "Where it can be checked, and after that the picture. Nothing is opened or copied but on its key."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter,o", "open_shown", "Open", "Open the address in the browser, the picture in its viewer"),
        Command("c", "copy", "Copy", "Copy the address or the path, as far as the terminal allows it"),
        Command("f8,right", "turn(1)", "Next", "The next source"),
        Command("left", "turn(-1)", "Before", "The source before", in_footer=False),
        Command("escape", "back", "Back", "Back to the question"),
        HELP,
    )

    def __init__(self, item: Item | LessonText, bank: Path | None = None, *, only_picture: bool = False) -> None:
        """`bank` is its file, beside which its picture lies. With `only_picture` nothing is told of the sources."""
        super().__init__()
        self._item = item
        self._bank = bank
        self._sources = () if only_picture else item.every_source
        self._place = 0

    def compose(self) -> ComposeResult:
        with Card(classes="overlay -lead"):
            with VerticalScroll(id="source-text"):
                yield Details()
            yield KeyFlow(id="source-keys")

    def on_mount(self) -> None:
        self._show()

    @property
    def _picture(self) -> Picture | None:
        """The picture of the question, where it is what is shown: it comes after the sources."""
        return self._item.image if self._place == len(self._sources) else None

    @property
    def _count(self) -> int:
        return len(self._sources) + (self._item.image is not None)

    @property
    def _path(self) -> Path | None:
        """Where the picture that is shown lies; None where that is not known."""
        picture = self._picture
        if not self.services.surface.is_whole:
            return None  # it lies on the server
        return self._bank.absolute().parent / picture.file if picture is not None and self._bank is not None else None

    @property
    def _url(self) -> str | None:
        """The address of the source, where it is one that may be opened."""
        reference = self._sources[self._place].reference if self._picture is None else None
        return reference.url if reference is not None and openable(reference.url) else None

    def _show(self) -> None:
        picture, count = self._picture, len(self._sources)
        title = f"Source {self._place + 1} of {count}" if count > 1 else "Source"
        self.query_one(Card).border_title = Content("Picture" if picture is not None else title)
        self.query_one(Details).show(
            self._picture_details(picture)
            if picture is not None
            else source_details(self._sources[self._place], self._item.as_of)
        )
        keys = [("enter", "open"), ("c", "copy the address")] if self._url else []
        keys += [("enter", "open"), ("c", "copy the path")] if self._path else []
        keys += [("f8", "next")] if self._count > 1 else []
        self.query_one(KeyFlow).show(*keys, ("esc", "back"))
        self.refresh_bindings()

    def _picture_details(self, picture: Picture) -> list[tuple[str, str]]:
        details = [("", picture_text(picture)), ("File", picture.file)]
        if self._path is None:
            return [*details, ("Note", "its bank is not in the library, so it cannot be opened")]
        return [*details, ("Path", clean_line(str(self._path)))]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "open_shown" | "copy":
                return self._url is not None or self._path is not None
            case "turn":
                return self._count > 1
            case _:
                return True

    def action_turn(self, step: int) -> None:
        self._place = (self._place + step) % self._count
        self._show()

    def action_open_shown(self) -> None:
        if self._url is not None:
            self.services.open_shown_url(self._url)
        elif self._picture is not None and self._bank is not None:
            self.services.open_shown_picture(self._bank, self._picture.file)

    def action_copy(self) -> None:
        if self._url is not None:
            self.app.copy_to_clipboard(self._url)
            self.services.tell("The address was sent to the clipboard.")
        elif self._path is not None:
            self.app.copy_to_clipboard(str(self._path))
            self.services.tell("The path was sent to the clipboard.")

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
