"""The passage of the question in a pane: above it in a card, folded to a line, or on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Container
from textual.geometry import Size

from quiz.tui.commands import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.practice.attempt import Item, ItemPassage
    from quiz.practice.passages import PassagePlace
    from quiz.tui.widgets.passage_card import PassageCard

READ_ON: Final = Command("enter", "read_on", "To the question", "From the text on to the question")
"""Stands before what else enter does on a screen."""
FOLD_TEXT: Final = Command("f12", "fold_text", "Fold text", "Fold the text above the question to one line", weight=35)
SHOW_TEXT: Final = Command("f12", "show_text", "Text", "Show the text that the question is about", weight=72)
TEXT_ACTIONS: Final = frozenset(command.action for command in (READ_ON, FOLD_TEXT, SHOW_TEXT))

_HEADLINE_ROWS: Final = 1
_VERDICT_ROWS: Final = 3
"""Rows that are left for what comes with the verdict, so that nothing moves then."""
_SIDES: Final = 2
"""The columns beside a question."""


class TextPane(Container):
    """A pane with a question that may be about a text, as that text knows it."""

    item: Item | None

    @property
    def is_settled(self) -> bool:
        """Whether the answer and what is said of it are in view."""
        raise NotImplementedError

    def rows_at(self, size: Size, width: int) -> int:
        """Return the rows from the prompt to the first line of the explanation at a width, in a body of a size."""
        raise NotImplementedError

    def focus_answer(self, *, scroll: bool = True) -> None:
        """Put the focus where the next key belongs."""
        raise NotImplementedError


class Texts:
    """What is shown of passages in a pane, and what a person has folded or read of them. The card is made when needed.

    Where rows lack a passage has a page of its own, before its first question if `opens_pages`.
    """

    def __init__(self, pane: TextPane, *, opens_pages: bool) -> None:
        self._pane = pane
        self._opens_pages = opens_pages
        self._card: PassageCard | None = None
        self._folded: set[tuple[str, str]] = set()
        self._read: set[tuple[str, str]] = set()
        self._room_before: int | None = None
        """The rows that there were before the verdict: with it the text gets no more of them, and nothing moves."""
        self.place: PassagePlace | None = None
        """Where the question stands among those on its passage, as its screen knows it."""

    @property
    def _passage(self) -> ItemPassage | None:
        return self._pane.item.passage if self._pane.item is not None else None

    @property
    def _name(self) -> tuple[str, str] | None:
        item = self._pane.item
        return (item.bank, item.passage.id) if item is not None and item.passage is not None else None

    @property
    def _is_low(self) -> bool:
        return self._pane.screen.has_class("-low")

    @property
    def is_there(self) -> bool:
        """Whether the question is about a text."""
        return self._name is not None

    @property
    def is_open(self) -> bool:
        """Whether the text itself is in view, and not a line in its place."""
        if self._is_low:
            return self.is_there and self._name not in self._read
        return self.is_there and self._name not in self._folded

    @property
    def is_on_page(self) -> bool:
        """Whether the text is on a page of its own, and the question out of view."""
        return self.is_open and self._is_low

    @property
    def is_drawn(self) -> bool:
        """Whether the card has its place on the screen."""
        return self._card is not None and bool(self._card.size)

    @property
    def standing(self) -> str:
        """Which of the questions on its text it is; empty where it is the only one."""
        return self.place.standing if self.place is not None else ""

    # Showing

    def compose(self, item: Item | None) -> Iterator[PassageCard]:
        if item is not None and item.passage is not None:
            yield self._made()

    def _made(self) -> PassageCard:
        from quiz.tui.widgets.passage_card import PassageCard

        self._card = PassageCard(self._room)
        return self._card

    async def show(self) -> None:
        """Show the passage of the question in the pane, or none."""
        name, self._room_before = self._name, None
        if name is not None and not self._opens_pages and self._card is None:
            self._read.add(name)
        if name is not None and self._card is None:
            await self._pane.mount(self._made(), before=0)
        self._arrange()

    def _arrange(self) -> None:
        if self._card is None:
            return
        self._pane.set_class(self.is_on_page, "-page")
        self._card.show(self._passage, self.place, is_folded=not self.is_open)

    def fit(self) -> None:
        """Give the card the rows that the question leaves now."""
        if self._card is not None:
            self._card.refresh(layout=True)

    def note_resize(self) -> None:
        """Arrange it anew where there are rows enough, or too few, by now."""
        if self._card is not None and self._pane.has_class("-page") is not self.is_on_page:
            self._arrange()
            self._pane.screen.refresh_bindings()
            self._pane.focus_answer()

    def _room(self, container: Size) -> int:
        """Return the rows that the question leaves in a pane for the card with all around it."""
        if self.is_on_page:
            return container.height
        width = max(1, container.width - _SIDES)
        needed = self._pane.rows_at(Size(width, container.height), width)
        left = container.height - needed - _HEADLINE_ROWS
        if self._pane.is_settled:
            return left if self._room_before is None else min(left, self._room_before)
        self._room_before = left - _VERDICT_ROWS
        return self._room_before

    # What a person does

    def allows(self, action: str) -> bool:
        """Tell which of the `TEXT_ACTIONS` can be done now."""
        match action:
            case "read_on":
                return self.is_on_page
            case "fold_text":
                return self.is_open
            case _:
                return self.is_there and not self.is_open

    def turn(self) -> None:
        """Fold the text, or show it again."""
        name = self._name
        if name is None:
            return
        (self._read if self._is_low else self._folded).symmetric_difference_update({name})
        self._arrange()

    def scroll_target(self, step: int) -> PassageCard | None:
        """Return the card where it has more text in that direction, or is all that is in view."""
        if self._card is not None and (self.is_on_page or self._card.can_scroll(step)):
            return self._card
        return None
