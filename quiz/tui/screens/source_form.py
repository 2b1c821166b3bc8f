"""A form for a source that is to be added and cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.authoring.source_shelf import PlacedSource
from quiz.authoring.sources import KINDS, NewSource
from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings, move
from quiz.tui.screens.base import Dialog
from quiz.tui.widgets.answer_field import AnswerField, PickField
from quiz.tui.widgets.key_rows import KeyFlow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

_FIELDS: Final = {
    "kind": ("Type", ""),
    "title": ("Title", "of the book, page or document"),
    "publisher": ("Publisher", "who published it (optional)"),
    "issued": ("Date", "2018, 2018-04 or 2018-04-30 (optional)"),
    "url": ("URL", "https://… (optional)"),
    "where": ("Where", "page, heading or paragraph (optional)"),
    "place": ("Kept in", ""),
}
"""The fields by name: what stands before each, and in it while it is empty."""


class SourceForm(Dialog[PlacedSource | None]):
    """The fields of a source over the screen; returns it, or None. `places`: where it may be kept, usual first."""

    CSS_PATH = "source_form.tcss"
    GUIDE = (
        "A source that the question cites. Type and place are picked by up and down. It is added to the references of "
        "the bank, or to the list of sources beside it, which all banks of the folder share."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("enter", "next", "The next field; from the last one the source is added"),
        Command("ctrl+s", "add", "Add", "Add the source, and cite it"),
        Command("escape", "back", "Back", "Back; nothing is added"),
        HELP,
    )

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        with Vertical(id="source-card", classes="overlay") as card:
            card.border_title = Content("A new source")
            with VerticalScroll(id="source-fields", can_focus=False):
                for name, (label, hint) in _FIELDS.items():
                    with Horizontal(classes="source-row"):
                        yield Static(Content(label), classes="source-label")
                        yield self._field(name, hint)
            yield Static("", id="source-said", markup=False)
            yield KeyFlow(("enter", "next"), ("ctrl+s", "add it"), ("esc", "back"))

    def _field(self, name: str, hint: str) -> AnswerField:
        choices = {"kind": tuple(KINDS), "place": tuple(self._places)}
        field = PickField(choices[name][0], choices[name]) if name in choices else AnswerField("", hint)
        field.id = f"source-{name}"
        return field

    def on_mount(self) -> None:
        self.query_one("#source-title").focus()

    def _value(self, name: str) -> str:
        return clean_line(self.query_one(f"#source-{name}", Input).value)

    def action_next(self) -> None:
        """Go to the next field; from the last one the source is added."""
        if self.focused is not None and self.focused.id == "source-place":
            self.action_add()
        else:
            self.focus_next()

    @on(Input.Changed)
    def say_no_more(self) -> None:
        self.query_one("#source-said", Static).update("")

    def action_add(self) -> None:
        texts = {name: self._value(name) for name in ("title", "publisher", "issued", "url", "where")}
        source = NewSource(KINDS.get(self._value("kind"), "document"), **texts)
        if problem := source.problem:
            self.query_one("#source-said", Static).update(Content.styled(problem, "$text-warning"))
            faulty = self.query_one("#source-url" if source.title else "#source-title")
            faulty.focus()
            callbacks.after_refresh(self, faulty.scroll_visible)
        else:
            self.dismiss(PlacedSource(source, self._value("place") or self._places[0]))

    def action_back(self) -> None:
        self.dismiss(None)
