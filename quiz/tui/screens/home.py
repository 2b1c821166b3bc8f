"""Home: the banks there are, what the highlighted one is about, and what was left open."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static

from quiz.authoring.drafts import Draft
from quiz.diagnostics.findings import is_error
from quiz.library.library import Entry, Library
from quiz.paths import own_banks_folder
from quiz.practice.draw import DEFAULT_COUNT, bank_keys
from quiz.practice.schedule import due, mastery, mistakes
from quiz.practice.types import Mode
from quiz.scores.store.sqlite.store import BankScore, Summary
from quiz.text import clean_line, counted
from quiz.tui.render import MUTED, fitted
from quiz.tui.screens.base import Choice, QuizScreen
from quiz.tui.widgets.lines import Lines

ALL = "all"
NEW = "new"


class HomeScreen(QuizScreen):
    """The list of banks."""

    GUIDE = (
        f"Enter starts {DEFAULT_COUNT} questions of the highlighted bank, or continues an attempt that was left open. "
        "Every response is kept at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", tooltip="Start the highlighted quiz, or continue it"),
        Binding("n", "setup", "Set up", tooltip="Choose banks, mode, number of questions and more"),
        Binding("v", "review", "Review", tooltip="Review what is due in all banks, with some new questions"),
        Binding("m", "mistakes", "Mistakes", tooltip="Ask again what was last not wholly right, in all banks"),
        Binding("x", "exam", "Exam", tooltip="An exam on the highlighted bank: no feedback until handed in"),
        Binding("d", "discard", "Discard", show=False, tooltip="Discard the highlighted open attempt or unsaved text"),
        Binding("s", "scores", "Scores", tooltip="Look at past attempts"),
        Binding("p", "progress", "Progress", tooltip="Scores over time, mastery, what is due, and more"),
        Binding("e", "edit", "Edit", tooltip="Edit the highlighted bank, or a copy of a bundled one"),
        Binding("b", "new_bank", "New bank", show=False, tooltip="Write a bank of your own"),
        Binding(
            "l", "preview", "Preview", show=False, tooltip="Leaf through the highlighted bank as a learner sees it"
        ),
        Binding("o", "settings", "Settings", show=False, tooltip="Learner, retention, new questions a day, colours"),
        Binding("r", "reload", "Reload", show=False, tooltip="Read the banks again"),
        Binding("f1", "app.help", "Help"),
        Binding("q", "app.quit", "Quit", show=False, tooltip="Leave; nothing is lost"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._scores: dict[str, BankScore] = {}
        self._open: tuple[Summary, ...] = ()
        self._drafts: list[Draft] = []
        self._is_read = False

    @property
    def library(self) -> Library | None:
        return self.app.library

    def compose_body(self) -> ComposeResult:
        with Container(id="home"):
            with Container(id="banks-side"):
                yield Static("", id="head", markup=False)
                yield Lines(id="banks")
            with VerticalScroll(id="about", can_focus=False):
                yield Static("Reading the banks …", id="about-text", markup=False)

    def on_mount(self) -> None:
        self.show_title("Quiz", self.app.learner)
        self.query_one("#banks", Lines).focus()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.refresh_lists()

    def refresh_lists(self) -> None:
        """Read scores and open attempts anew, and show them with the banks."""
        self._scores = self.app.read_store(lambda store: store.bank_scores(self.app.learner), {})
        self._open = tuple(
            self.app.read_store(lambda store: store.summaries(learner=self.app.learner, open_only=True, limit=20), [])
        )
        self._drafts = self.app.drafts.every()
        self._is_read = True
        self.show_lists()
        self.call_after_refresh(self.app.load_learning)  # what is due can come a moment later than the screen

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        self.call_after_refresh(self.show_lists)

    # Showing

    def show_lists(self) -> None:
        if not self._is_read:
            return  # what is on top decides where the highlight begins: an open attempt if there is one
        banks = self.query_one("#banks", Lines)
        width = max(24, banks.scrollable_content_region.width or self.size.width - 4)
        columns = _columns(width)
        self.query_one("#head", Static).update(Content.styled(_line(_HEAD, columns), MUTED))
        lines = [
            (f"open:{summary.uid}", Content.assemble(("Continue  ", "bold $text-accent"), _open_text(summary)))
            for summary in self._open
        ]
        lines += [
            (f"draft:{place}", Content.assemble(("Go on writing  ", "bold $text-accent"), clean_line(draft.file.name)))
            for place, draft in enumerate(self._drafts)
        ]
        entries = self.library.entries if self.library is not None else ()
        lines += [
            (f"bank:{place}", _bank_content(entry, self._scores.get(entry.id), self._due(entry), columns))
            for place, entry in enumerate(entries)
        ]
        playable = self.library.playable if self.library is not None else ()
        if len(playable) > 1:
            total = str(sum(_size(entry) for entry in playable))
            waiting = sum(self._due(entry) or 0 for entry in playable)
            cells = ("All banks together", total, str(waiting or "–"), "", "")
            lines.append((ALL, Content(_line(cells, columns))))
        if self.library is not None:
            lines.append((NEW, Content.styled("New bank …", MUTED)))
        banks.show(lines, self._written() or self._highlighted_id())
        self.show_about()

    def _written(self) -> str | None:
        """Return the row of the bank that was saved since home was looked at, once it is there."""
        entries = self.library.entries if self.library is not None else ()
        row = next((f"bank:{place}" for place, entry in enumerate(entries) if entry.path == self.app.written), None)
        if row is not None and self.is_current:
            self.app.written = None
        return row

    def _due(self, entry: Entry) -> int | None:
        """Return how many seen questions of a bank are due today; None while that is not known."""
        learned = self.app.learning
        return None if learned is None else len(due(learned.memories, bank_keys(entry.bank), learned.today))

    def _highlighted_id(self) -> str | None:
        return self.query_one("#banks", Lines).highlighted_id

    @on(OptionList.OptionHighlighted, "#banks")
    def show_about(self) -> None:
        self.query_one("#about-text", Static).update(self._about())
        self.refresh_bindings()

    def _about(self) -> Content:
        chosen = self._highlighted_id()
        if self.library is None:
            return Content("Reading the banks …")
        if chosen is None or (chosen == NEW and not self.library.entries):
            return Content(
                "There is no bank yet.\n\nEnter begins one. Or put a .yaml file with questions into\n"
                f"{clean_line(str(own_banks_folder()))}\nor name a folder in QUIZ_BANKS, then press r."
            )
        if (summary := self._open_attempt(chosen)) is not None:
            return Content.assemble(
                ("An attempt that you left\n", "bold"),
                f"Enter continues it at the same question: {summary.answered} of "
                f"{counted(summary.questions, 'question')} answered, "
                f"started {summary.started.astimezone():%d %b %Y %H:%M}. d discards it.",
            )
        if (draft := self._draft(chosen)) is not None:
            return Content.assemble(
                ("Text of a bank that was never saved\n", "bold"),
                f"Enter goes on writing it as it was on {draft.at.astimezone():%d %b %Y at %H:%M}. d discards it.\n",
                (clean_line(str(draft.file)), MUTED),
            )
        if chosen == NEW:
            return Content.assemble(
                ("A bank of your own\n", "bold"), "Enter asks for its title and begins it: questions on any subject."
            )
        if chosen == ALL:
            return Content.assemble(("All banks together\n", "bold"), "Questions drawn from every bank, mixed.")
        return _about_bank(self._entry(chosen)) + self._about_learning(self._entry(chosen))

    def _about_learning(self, entry: Entry) -> Content:
        learned, keys = self.app.learning, bank_keys(entry.bank)
        if learned is None or not any(key in learned.memories for key in keys):
            return Content("")
        told = f"\nMastered {_percent(mastery(learned.memories, keys))}"
        if wrong := len(mistakes(learned.memories, keys)):
            told += f" · {counted(wrong, 'mistake')} to put right"
        if leeches := sum(key in learned.memories and learned.memories[key].is_leech for key in keys):
            told += f" · {counted(leeches, 'leech', 'leeches')}: forgotten again and again"
        return Content(told)

    def _open_attempt(self, option: str | None) -> Summary | None:
        return next((summary for summary in self._open if f"open:{summary.uid}" == option), None)

    def _draft(self, option: str | None) -> Draft | None:
        return next((draft for place, draft in enumerate(self._drafts) if f"draft:{place}" == option), None)

    def _entry(self, option: str) -> Entry:
        assert self.library is not None
        return self.library.entries[int(option.removeprefix("bank:"))]

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        chosen = self._highlighted_id() if self.is_mounted else None
        match action:
            case "discard":
                return self._open_attempt(chosen) is not None or self._draft(chosen) is not None
            case "start":
                return chosen is not None
            case "exam":
                return chosen == ALL or (chosen is not None and chosen.startswith("bank:"))
            case "edit" | "preview":
                return chosen is not None and chosen.startswith("bank:")
            case "review" | "mistakes" | "setup":
                return self.library is not None and bool(self.library.playable)
            case _:
                return True

    @on(OptionList.OptionSelected, "#banks")
    def start_selected(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        chosen = self._highlighted_id()
        if chosen is None:
            return
        if (summary := self._open_attempt(chosen)) is not None:
            self.app.continue_attempt(summary.uid)
        elif (draft := self._draft(chosen)) is not None:
            self.app.edit(draft.file, take_up=True)
        elif chosen == NEW:
            self.app.write_bank()
        else:
            self._start(self._entries(chosen))

    def action_exam(self) -> None:
        if (chosen := self._highlighted_id()) is not None:
            self._start(self._entries(chosen), Mode.EXAM)

    def action_review(self) -> None:
        self._start(self._entries(ALL), Mode.REVIEW)

    def action_mistakes(self) -> None:
        self._start(self._entries(ALL), Mode.MISTAKES)

    def action_setup(self) -> None:
        chosen = self._highlighted_id()
        if self.library is not None and self.library.playable:
            # Where no single bank is meant, the banks of the last time are on.
            named = chosen is not None and chosen.startswith("bank:")
            entries = self._entries(chosen) if named and chosen is not None else ()
            self.app.show_setup([entry.id for entry in entries])

    def action_settings(self) -> None:
        self.app.show_settings()

    def action_edit(self) -> None:
        if (chosen := self._highlighted_id()) is not None:
            self.app.edit(self._entry(chosen).path)

    def action_new_bank(self) -> None:
        self.app.write_bank()

    def action_preview(self) -> None:
        if (chosen := self._highlighted_id()) is not None:
            self.app.preview(self._entry(chosen).path)

    def _entries(self, chosen: str) -> Sequence[Entry]:
        assert self.library is not None
        return self.library.playable if chosen == ALL else (self._entry(chosen),)

    def _start(self, entries: Sequence[Entry], mode: Mode = Mode.PRACTICE) -> None:
        if entries and all(entry.is_playable for entry in entries):
            self.app.start_attempt(entries, mode)
        else:
            self.notify("This bank cannot be played: see what is said about it.", severity="warning", markup=False)

    def action_discard(self) -> None:
        summary = self._open_attempt(self._highlighted_id())
        if summary is not None:

            def discard(answer: str | None) -> None:
                if answer == "d":
                    self.app.discard_attempt(summary.uid)
                    self.refresh_lists()

            message = f"Discard this open attempt and its {counted(summary.answered, 'response')}?"
            self.app.push_screen(Choice(message, {"d": "discard it"}), discard)
        elif (draft := self._draft(self._highlighted_id())) is not None:

            def drop(answer: str | None) -> None:
                if answer == "d":
                    self.app.drafts.drop(draft.file)
                    self.refresh_lists()

            message = f"Discard the text of {clean_line(draft.file.name)} that was never saved?"
            self.app.push_screen(Choice(message, {"d": "discard it"}), drop)

    def action_scores(self) -> None:
        self.app.show_scores()

    def action_progress(self) -> None:
        self.app.show_progress()

    def action_reload(self) -> None:
        self.app.load_library()


_HEAD = ("Bank", "Questions", "Due", "Last", "Best")


def _columns(width: int) -> tuple[int, ...]:
    """Return the width of each column; on a narrow screen the figures that matter less give way."""
    figures = (11, 6, 8, 8) if width >= 60 else (0, 5, 6, 6) if width >= 34 else (0, 4, 0, 0)
    return (width - sum(figures), *figures)


def _line(cells: Sequence[str], columns: Sequence[int]) -> str:
    name, *figures = cells
    line = fitted(name, columns[0])
    for figure, width in zip(figures, columns[1:], strict=True):
        if width:
            line += " " * max(0, width - cell_len(figure)) + figure
    return line


def _percent(score: float) -> str:
    return f"{score:.0%}".replace("%", " %")


def _bank_content(entry: Entry, score: BankScore | None, waiting: int | None, columns: Sequence[int]) -> Content:
    name = f"⚠ {entry.title}" if entry.problems else entry.title
    if entry.shadowed_by is not None:
        name += " (shadowed)"
    figures = (_percent(score.last), _percent(score.best)) if score else ("–", "–")
    cells = (name, str(_size(entry)), str(waiting or "–"), *figures)
    return Content.styled(_line(cells, columns), "" if entry.is_playable else MUTED)


def _size(entry: Entry) -> int:
    return len(entry.bank.questions) if entry.bank else 0


def _open_text(summary: Summary) -> str:
    return f"{', '.join(summary.banks)}, {summary.answered} of {summary.questions} answered"


def _about_bank(entry: Entry) -> Content:
    lines = [Content.styled(entry.title, "bold")]
    if entry.bank is not None and entry.bank.description:
        lines.append(Content(entry.bank.description))
    if entry.shadowed_by is not None:
        lines.append(Content(f"Another bank with the same id comes first: {clean_line(str(entry.shadowed_by))}"))
    if entry.bank is not None and entry.bank.questions:
        difficulties = [question.difficulty for question in entry.bank.questions]
        parts = [
            f"{difficulties.count(level)} {level}" for level in ("easy", "medium", "hard") if level in difficulties
        ]
        tags = sorted({tag for question in entry.bank.questions for tag in question.tags})
        about = " · ".join([counted(len(difficulties), "question"), *parts])
        lines.append(Content.styled(about, MUTED))
        if tags:
            lines.append(Content.styled(f"Tags: {', '.join(tags)}", MUTED))
    if entry.problems:
        worst = sorted(entry.diagnostics, key=lambda found: not is_error(found))
        lines.append(Content.styled(f"⚠ {counted(entry.problems, 'problem')}; e shows where", "$text-warning"))
        lines += [Content(f"line {found.span.line}: {found.message}") for found in worst[:3]]
        lines.append(Content.styled(clean_line(str(entry.path)), MUTED))
    return Content("\n").join(lines)
