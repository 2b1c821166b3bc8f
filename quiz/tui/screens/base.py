"""What every screen of the app has: title bar, body, keys, and room."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static
from textual.worker import Worker

from quiz.tui.widgets.frame import KeyBar, RoomRequest, TitleBar

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

NOT_SAVED = "Not saved: scores are gone when you leave."


class QuizScreen(Screen[None]):
    """A whole screen. Subclasses yield their body and fill the title bar."""

    if TYPE_CHECKING:
        app: QuizApp

    GUIDE: ClassVar[str] = ""
    """What the help says about this screen before its keys."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Static("", id="unsaved", markup=False)
        yield from self.compose_body()
        yield KeyBar()
        yield RoomRequest()

    def compose_body(self) -> ComposeResult:
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Say on every screen if nothing is kept."""
        notice = self.query_one("#unsaved", Static)
        notice.display = not self.app.store.saved
        notice.update(Content(NOT_SAVED))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        self.app.on_worker_state_changed(event)

    def leave(self) -> bool:
        """Keep what is not kept yet, before the screen goes. Return False where that fails, and then it stays."""
        return True

    def show_title(self, title: Content | str, status: Content | str = "") -> None:
        self.query_one(TitleBar).show(title, status)

    @property
    def is_narrow(self) -> bool:
        return self.has_class("-narrow") or self.has_class("-cramped")


class Choice(ModalScreen[str | None]):
    """A question to the person with a key for each answer; escape means none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give('')", "Back", show=False)]

    def __init__(self, message: Content | str, answers: dict[str, str]) -> None:
        """`answers` maps a key to what it does, in words."""
        super().__init__()
        self._message = Content(message) if isinstance(message, str) else message
        self._answers = answers
        for key in answers:
            self._bindings.bind(key, f"give('{key}')", show=False)

    def compose(self) -> ComposeResult:
        keys = [
            Content.assemble((f" {_key_name(key)} ", "bold $text-accent"), words)
            for key, words in self._answers.items()
        ]
        keys.append(Content.assemble((" esc ", "bold $text-accent"), "back"))
        with Vertical(id="choice"):
            with VerticalScroll(id="choice-message"):
                yield Static(self._message)
            yield Static(Content("\n").join(keys), id="choice-keys")

    def action_give(self, key: str) -> None:
        if self.is_current:
            self.dismiss(key or None)


def _key_name(key: str) -> str:
    return {"enter": "enter", "escape": "esc"}.get(key, key)
