"""A lesson: its text, its sources, and the way to its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from quiz.practice.wording import OUT_OF_DATE
from quiz.scores.now import local_now
from quiz.text import counted
from quiz.tui import lesson_moves
from quiz.tui.commands import HELP, TELL_SOURCES, Command, bindings
from quiz.tui.lessons import aside_of, has_events, path_of, turn_aside
from quiz.tui.markup import prose
from quiz.tui.screens.panning import PAN, PLAIN_PAN, PanningScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.feedback import SourceLines
from quiz.tui.widgets.frame import Body
from quiz.tui.widgets.wide_lines import ProseText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.lessons import LessonText, PathLesson


class LessonScreen(PanningScreen):
    """The text of a lesson. Without its place on the path it is read once more, over its questions."""

    CSS_PATH = "lesson.tcss"
    GUIDE = (
        "Read the text, then press enter: its questions come one after the other, and each response is kept at once. "
        "A lesson that you put aside is not offered again; the list of lessons takes it back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "begin", "Questions", "Begin with the questions of the lesson", title="Its questions"),
        Command("enter", "back", "Go on", "Back to the question", in_palette=False),
        *PLAIN_PAN,
        TELL_SOURCES,
        Command("a", "aside(True)", "Put aside", "Do not offer this lesson again", weight=55),
        Command("a", "aside(False)", "Take back", "Offer this lesson again", weight=55),
        Command("y", "timeline", "Timeline", "What happened when, as far as you have met it", weight=52),
        Command("escape", "leave", "Leave", "Back to where you came from"),
        HELP,
    )

    def __init__(
        self, lesson: PathLesson | None = None, text: LessonText | None = None, *, is_of_today: bool = False
    ) -> None:
        """`lesson`: one to begin, of today where `is_of_today`. `text`: one that is read once more, as it was begun."""
        super().__init__()
        self._lesson = lesson
        self._text = text if text is not None else lesson.text if lesson is not None else None
        self._is_of_today = is_of_today
        self._is_aside = False

    @property
    def _read(self) -> LessonText:
        assert self._text is not None
        return self._text

    def compose_body(self) -> ComposeResult:
        with Body(id="body"):
            yield Static(Content.styled(self._read.title, "bold"), id="lesson-title", markup=False)
            yield ProseText(id="lesson-text")
            yield Static("", id="lesson-age", markup=False)
            yield SourceLines()

    def on_mount(self) -> None:
        text = self._read
        self.query_one("#lesson-text", ProseText).update(prose(text.text, text.markup))
        until = text.valid_until
        is_over = until is not None and until < local_now().date().isoformat()
        age = self.query_one("#lesson-age", Static)
        age.update(Content.assemble((f"{OUT_OF_DATE}  ", "bold $text-warning"), (f"valid until {until}", MUTED)))
        age.display = is_over
        self.query_one(SourceLines).show(text.sources)
        self.query_one("#body").focus()
        self._show()

    def show_changes(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._lesson is not None:
            self._is_aside = self._read.name in aside_of(self.services)
        names = [one.name for one in path_of(self.services)]
        place = f"{names.index(self._read.name) + 1} of {len(names)}" if self._read.name in names else ""
        self.title_bar.show(
            self._read.bank_title, "put aside" if self._is_aside else place, detail="" if self.is_narrow else "lesson"
        )
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == PAN:
            return self.can_pan(parameters)
        match action:
            case "begin":
                return self._lesson is not None
            case "back":
                return self._lesson is None
            case "sources":
                return bool(self._read.sources)
            case "aside":
                return self._lesson is not None and (parameters == (True,)) is not self._is_aside
            case "timeline":
                return self._lesson is not None and has_events(self.services)
            case _:
                return True

    def action_begin(self) -> None:
        if self._lesson is not None:
            lesson_moves.begin(self.navigation, self.services, self._lesson, is_of_today=self._is_of_today)

    def action_back(self) -> None:
        self.dismiss()

    def action_sources(self) -> None:
        self.navigation.open("sources", self._read)

    def action_aside(self, _: bool) -> None:
        self._is_aside = turn_aside(self.services, self._read.name)
        self.services.tell(
            "Put aside: it is not offered again, and its questions come as new. The list of lessons takes it back."
            if self._is_aside
            else f"Taken back: {counted(len(self._lesson.keys if self._lesson else ()), 'question')}."
        )
        self.services.load_learning()
        self._show()

    def action_timeline(self) -> None:
        if self._lesson is not None:
            self.navigation.open("timeline", [self._lesson.bank] if self._lesson.bank.events else ())

    def action_leave(self) -> None:
        if self._lesson is None or self.navigation.is_over_another:
            self.dismiss()
        else:
            self.navigation.home()
