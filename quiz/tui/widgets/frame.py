"""What stands around every screen: the title bar, and the request for room."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

SMALLEST_WIDTH = 30
SMALLEST_HEIGHT = 9


class TitleBar(Horizontal):
    """One line: where the person is on the left, how it stands on the right."""

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        yield Static("", id="status", markup=False)

    def show(self, title: Content | str, status: Content | str = "") -> None:
        self.query_one("#title", Static).update(Content(title) if isinstance(title, str) else title)
        self.query_one("#status", Static).update(Content(status) if isinstance(status, str) else status)


class RoomRequest(Static):
    """Covers the screen where it is too small to show anything whole."""

    def __init__(self) -> None:
        super().__init__(Content(f"Please give the window more room (at least {SMALLEST_WIDTH}×{SMALLEST_HEIGHT})."))
