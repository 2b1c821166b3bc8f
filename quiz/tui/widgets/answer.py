"""What all answer inputs share: a response so far, and showing it once it is taken."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from quiz.practice.attempt import Item, Taken
from quiz.practice.response import Response


class AnswerInput(Widget):
    """Where a learner answers one question."""

    KEYS: ClassVar[str] = ""
    """How it is used, in one line."""

    class Changed(Message):
        """The response is another than before."""

    class Submitted(Message):
        """Enter in a text field: submit and go on."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.taken: Taken | None = None

    def response(self) -> Response | None:
        """Return the response so far, or None where nothing is answered.

        Raises `quiz.practice.parsing.Unreadable` where what is typed cannot be read.
        """
        raise NotImplementedError

    def preset(self, response: Response) -> None:
        """Start from a response given before."""
        raise NotImplementedError

    def focus_missing(self) -> None:
        """Put the focus where the next key belongs: on what is still missing."""
        self.focus()

    def settle(self, taken: Taken) -> None:
        """Show the response as taken, and change no more."""
        self.taken = taken
        self.refresh_answer()

    def refresh_answer(self) -> None:
        """Show the response so far."""
        raise NotImplementedError

    @property
    def locked(self) -> bool:
        return self.taken is not None


class Row(Static):
    """One row of a row input. A click goes to its list."""

    class Clicked(Message):
        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, place: int, content: Content) -> None:
        super().__init__(content)
        self.place = place

    def show(self, content: Content, *, resizes: bool) -> None:
        """Show another content; the screen is laid out anew only where that may change the size of the row."""
        shown = self.content
        if not isinstance(shown, Content) or (shown.plain, shown.spans) != (content.plain, content.spans):
            self.update(content, layout=resizes)

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Clicked(self.place))


class RowInput(AnswerInput, can_focus=True):
    """Numbered rows that a cursor moves over."""

    RESIZES: ClassVar[bool] = True
    """Whether what is answered can change how much room a row takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
    ]

    cursor: reactive[int] = reactive(0)

    def compose(self) -> ComposeResult:
        for place in range(len(self.item.presentation.rows)):
            row = Row(place, self.row_content(place))
            row.set_class(place == self.cursor, "-cursor")
            yield row

    def row_content(self, place: int) -> Content:
        """Return how the row at `place` looks now."""
        raise NotImplementedError

    def refresh_answer(self) -> None:
        for row in self.query(Row):
            row.show(self.row_content(row.place), resizes=self.RESIZES)

    def watch_cursor(self, before: int, after: int) -> None:
        for row in self.query(Row):
            if row.place in {before, after}:
                row.set_class(row.place == after, "-cursor")
                if row.place == after:
                    row.scroll_visible(animate=False)

    def settle(self, taken: Taken) -> None:
        self.add_class("-locked")
        super().settle(taken)

    def changed(self) -> None:
        """Show the rows anew and say that the response is another."""
        self.refresh_answer()
        self.post_message(self.Changed())

    def action_move(self, step: int) -> None:
        if not self.locked:
            self.cursor = (self.cursor + step) % len(self.item.presentation.rows)

    def action_digit(self, digit: int) -> None:
        if not self.locked and digit <= len(self.item.presentation.rows):
            self.take_digit(digit - 1)

    def take_digit(self, place: int) -> None:
        """Do what the digit of the row at `place` does."""
        raise NotImplementedError
