"""Home: the banks there are, what the highlighted one is about, and what was left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.paths import own_banks_folder
from quiz.practice.types import DEFAULT_COUNT, Mode
from quiz.text import clean_line, counted, percent
from quiz.tui import callbacks
from quiz.tui.commands import HELP, NEW_BANK, PROGRESS, QUIT, SCORES, SETTINGS, SETUP, Command, bindings, move
from quiz.tui.render import banks_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED, fitted, shortened
from quiz.tui.widgets.lines import LEAD, LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from quiz.authoring.drafts import Draft
    from quiz.bank.model import Bank
    from quiz.library.library import LibraryEntry
    from quiz.library.listing import BankLine
    from quiz.scores.store.records import BankScore, Summary

SUBJECT = "EU–DPRK relations"
ALL = "all"
NEW = "new"


class HomeScreen(QuizScreen):
    """The list of banks."""

    CSS_PATH = "home.tcss"
    GUIDE = (
        f"Enter starts {DEFAULT_COUNT} questions of the highlighted bank, or continues an attempt that was left open. "
        "Every response is kept at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "start", "Start", "Start the highlighted quiz, or continue it"),
        SETUP,
        Command("v", "review", "Review", "Review what is due in all banks, with some new questions"),
        Command("m", "mistakes", "Mistakes", "Ask again what was last not wholly right, in all banks"),
        Command("x", "exam", "Exam", "An exam on the highlighted bank: no feedback until handed in"),
        Command("d", "discard", "Discard", "Discard the highlighted open attempt or unsaved text", in_footer=False),
        SCORES,
        PROGRESS,
        Command("e", "edit", "Edit", "Edit the highlighted bank, or a copy of a bundled one"),
        NEW_BANK,
        Command("l", "preview", "Preview", "Leaf through the highlighted bank as a learner sees it", in_footer=False),
        SETTINGS,
        Command("r", "reload", "Reload", "Read the banks again", in_footer=False),
        HELP,
        move("q", "app.quit", QUIT.help),
    )

    def __init__(self) -> None:
        super().__init__()
        self._scores: dict[str, BankScore] = {}
        self._open: tuple[Summary, ...] = ()
        self._drafts: list[Draft] = []
        self._is_first = True
        """Whether the store was not read yet: until then nobody chose what is highlighted."""

    def compose_body(self) -> ComposeResult:
        with Container(id="home", classes="page -barred"):
            with Container(id="banks-side"):
                yield Static("", id="head", markup=False)
                yield LineList(id="banks")
            with VerticalScroll(id="about", can_focus=False):
                yield Static("Reading the banks …", id="about-text", markup=False)

    def on_mount(self) -> None:
        self.title_bar.show(SUBJECT, self.services.learner, brand="Quiz")
        self.query_one("#banks", LineList).focus()

    def on_screen_resume(self) -> None:
        if not self.services.is_open:
            self.show_lists()  # as they were the last time; `show_changes` comes once the store is open
            return
        super().on_screen_resume()
        self.refresh_lists()

    def show_changes(self) -> None:
        if self._is_first:
            super().on_screen_resume()
            self.refresh_lists()
        else:
            self.show_lists()

    def refresh_lists(self) -> None:
        """Read scores and open attempts anew, and show them with the banks."""
        learner, read = self.services.learner, self.services.read
        self._scores = read(lambda store: store.bank_scores(learner), {})
        known = {summary.uid for summary in self._open}
        self._open = tuple(read(lambda store: store.summaries(learner=learner, open_only=True, limit=20), []))
        self._drafts = self.services.drafts.every()
        is_first, self._is_first = self._is_first, False
        left = next((f"open:{summary.uid}" for summary in self._open if summary.uid not in known), None)
        self.show_lists(None if is_first else left, from_the_top=is_first)
        callbacks.after_refresh(
            self, self.services.load_learning
        )  # what is due can come a moment later than the screen

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        callbacks.after_refresh(self, self.show_lists)

    # Showing

    def show_lists(self, left: str | None = None, *, from_the_top: bool = False) -> None:
        """Show what is open, the banks and what else can be done; the highlight stays on what it is on.

        It goes to an attempt that was just left. With `from_the_top` it goes to the first line: an open attempt if
        there is one.
        """
        banks = self.query_one("#banks", LineList)
        width = max(24, (banks.scrollable_content_region.width or self.size.width - 4) - LEAD)
        columns = _columns(width)
        self.query_one("#head", Static).update(_line(_HEAD, columns).stylize(MUTED))
        lines = [(f"open:{summary.uid}", self._open_line(summary, width)) for summary in self._open]
        lines += [
            (f"draft:{place}", _named_line("Go on writing", clean_line(draft.file.name), "", width))
            for place, draft in enumerate(self._drafts)
        ]
        listed = self.services.lines
        lines += [
            (_row(line), _bank_content(line, self._scores.get(line.id), self._due(line), columns)) for line in listed
        ]
        playable = [line for line in listed if line.is_playable]
        if len(playable) > 1:
            total = str(sum(line.questions for line in playable))
            waiting = sum(self._due(line) or 0 for line in playable)
            cells = ("All banks together", total, str(waiting or "–"), "", "")
            lines.append((ALL, _line(cells, columns, is_due=waiting > 0)))
        if listed or self.services.library is not None:
            lines.append((NEW, Content.styled("New bank …", MUTED)))
        banks.show(lines, self._written() or left or (None if from_the_top else self._highlighted_id()))
        self.show_about()

    def _open_line(self, summary: Summary, width: int) -> Content:
        playable = {line.id for line in self.services.lines if line.is_playable}
        is_all = len(summary.banks) > 1 and playable <= set(summary.banks)
        titles = {line.id: line.title for line in self.services.lines}
        names = "all banks" if is_all else banks_text([titles.get(bank, bank) for bank in summary.banks], len(titles))
        mode = "" if summary.mode is Mode.PRACTICE else f"{summary.mode.value}, "
        figure = f"{mode}{summary.answered} of {summary.questions}"
        return _named_line("Continue", names, f"{figure} answered" if width >= _USUAL else figure, width)

    def _written(self) -> str | None:
        """Return the row of the bank that was saved since home was looked at, once it is there."""
        written = self.services.written
        row = next((_row(line) for line in self.services.lines if line.path == str(written)), None)
        if row is not None and self.is_current:
            self.services.written = None
        return row

    def _due(self, line: BankLine) -> int | None:
        """Return how many seen questions of a bank are due today; None while that is not known."""
        learned, entry = self.services.learning, self._entry_of(line)
        if learned is None or entry is None:
            return None
        from quiz.practice.draw import bank_keys
        from quiz.practice.schedule import due

        return len(due(learned.memories, bank_keys(entry.bank), learned.today))

    def _entry_of(self, line: BankLine) -> LibraryEntry | None:
        """Return the bank of a line as the library was read last; None while it is being read."""
        library = self.services.library
        return next((entry for entry in library.entries if str(entry.path) == line.path), None) if library else None

    def _highlighted_id(self) -> str | None:
        return self.query_one("#banks", LineList).highlighted_id

    @on(OptionList.OptionHighlighted, "#banks")
    def show_about(self) -> None:
        self.query_one("#about-text", Static).update(self._about())
        self.refresh_bindings()

    def _about(self) -> Content:
        chosen = self._highlighted_id()
        if chosen is None and self.services.library is None:
            return Content("Reading the banks …")
        if chosen is None or (chosen == NEW and not self.services.lines):
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
        line = self._bank(chosen)
        entry = self._entry_of(line) if line is not None else None
        if line is None or entry is None:
            return Content.assemble((line.title if line is not None else "", "bold"), "\nReading the bank …")
        return _about_bank(entry) + self._about_learning(entry)

    def _about_learning(self, entry: LibraryEntry) -> Content:
        from quiz.practice.draw import bank_keys
        from quiz.practice.schedule import mastery, mistakes

        learned, keys = self.services.learning, bank_keys(entry.bank)
        if learned is None or not any(key in learned.memories for key in keys):
            return Content("")
        told = f"\nMastered {percent(mastery(learned.memories, keys), 0)}"
        if wrong := len(mistakes(learned.memories, keys)):
            told += f" · {counted(wrong, 'mistake')} to put right"
        if leeches := sum(key in learned.memories and learned.memories[key].is_leech for key in keys):
            told += f" · {counted(leeches, 'leech', 'leeches')}: forgotten again and again"
        return Content(told)

    def _open_attempt(self, option: str | None) -> Summary | None:
        return next((summary for summary in self._open if f"open:{summary.uid}" == option), None)

    def _draft(self, option: str | None) -> Draft | None:
        return next((draft for place, draft in enumerate(self._drafts) if f"draft:{place}" == option), None)

    def _bank(self, option: str | None) -> BankLine | None:
        return next((line for line in self.services.lines if _row(line) == option), None)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        chosen = self._highlighted_id() if self.is_mounted else None
        match action:
            case "discard":
                return self._open_attempt(chosen) is not None or self._draft(chosen) is not None
            case "start":
                return chosen is not None
            case "exam":
                return chosen == ALL or self._bank(chosen) is not None
            case "edit" | "preview":
                return self._bank(chosen) is not None
            case "review" | "mistakes" | "setup":
                return any(line.is_playable for line in self.services.lines)
            case _:
                return True

    @on(OptionList.OptionSelected, "#banks")
    def start_selected(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        chosen = self._highlighted_id()
        if (summary := self._open_attempt(chosen)) is not None:
            self.navigation.resume(summary.uid)
        elif (draft := self._draft(chosen)) is not None:
            self.navigation.edit(draft.file, take_up=True)
        elif chosen == NEW:
            self.navigation.write_bank()
        elif chosen is not None:
            self._start(chosen, Mode.PRACTICE)

    def action_exam(self) -> None:
        if (chosen := self._highlighted_id()) is not None:
            self._start(chosen, Mode.EXAM)

    def action_review(self) -> None:
        self._start(ALL, Mode.REVIEW)

    def action_mistakes(self) -> None:
        self._start(ALL, Mode.MISTAKES)

    def action_setup(self) -> None:
        # Where no single bank is meant, the banks of the last time are on.
        line = self._bank(self._highlighted_id())
        self.services.when_read(lambda: self.navigation.set_up([line.id] if line is not None else []))

    def action_edit(self) -> None:
        self._with_bank(lambda entry: self.navigation.edit(entry.path))

    def action_preview(self) -> None:
        self._with_bank(lambda entry: self.navigation.go("preview", entry.path))

    def _with_bank(self, act: Callable[[LibraryEntry], None]) -> None:
        """Do something with the highlighted bank, as its file is once the banks are read."""
        if (line := self._bank(self._highlighted_id())) is not None:

            def go_on() -> None:
                if (entry := self.services.current(line)) is not None:
                    act(entry)

            self.services.when_read(go_on)

    def _start(self, chosen: str, mode: Mode) -> None:
        """Start an attempt on a bank, or on all, as their files are once the banks are read."""
        line = self._bank(chosen)

        def go_on() -> None:
            lines = [line] if line is not None else [one for one in self.services.lines if one.is_playable]
            entries = [entry for entry in map(self.services.current, lines) if entry is not None]
            if entries and all(entry.is_playable for entry in entries):
                self.navigation.start(entries, mode)
            elif entries:
                self.services.tell("This bank cannot be played: see what is said about it.", "warning")

        self.services.when_read(go_on)

    def action_discard(self) -> None:
        summary = self._open_attempt(self._highlighted_id())
        if summary is not None:

            def discard(answer: str | None) -> None:
                if answer == "d":
                    self.services.delete(summary.uid)
                    self.refresh_lists()

            message = f"Discard this open attempt and its {counted(summary.answered, 'response')}?"
            self.navigation.decide(message, {"d": "discard it"}, discard)
        elif (draft := self._draft(self._highlighted_id())) is not None:

            def drop(answer: str | None) -> None:
                if answer == "d":
                    self.services.drafts.drop(draft.file)
                    self.refresh_lists()

            message = f"Discard the text of {clean_line(draft.file.name)} that was never saved?"
            self.navigation.decide(message, {"d": "discard it"}, drop)

    def action_reload(self) -> None:
        self.services.load_library()


def _row(line: BankLine) -> str:
    return f"bank:{line.key}"


_HEAD = ("Bank", "Questions", "Due", "Last", "Best")
_USUAL = 60
"""Columns from which on nothing is left out."""
_DUE = 1
"""The place of what is due among the figures."""


def _columns(width: int) -> tuple[int, ...]:
    """Return the width of each column; on a narrow screen the figures that matter less give way."""
    figures = (11, 6, 8, 8) if width >= _USUAL else (0, 5, 6, 6) if width >= 34 else (0, 4, 0, 0)
    return (width - sum(figures), *figures)


def _line(cells: Sequence[str], columns: Sequence[int], *, is_due: bool = False) -> Content:
    """Return a row of the list; what is due asks for something, and is the one figure in colour."""
    name, *figures = cells
    line = Content(fitted(name, columns[0]))
    for place, (figure, width) in enumerate(zip(figures, columns[1:], strict=True)):
        if width:
            style = "bold $text-warning" if is_due and place == _DUE else ""
            line += Content.assemble(" " * max(0, width - cell_len(figure)), (figure, style))
    return line


def _bank_content(line: BankLine, score: BankScore | None, waiting: int | None, columns: Sequence[int]) -> Content:
    name = f"! {line.title}" if line.problems else line.title
    if line.is_shadowed:
        name += " (shadowed)"
    figures = (percent(score.last, 0), percent(score.best, 0)) if score else ("–", "–")
    cells = (name, str(line.questions), str(waiting or "–"), *figures)
    return _line(cells, columns, is_due=bool(waiting)).stylize("" if line.is_playable else MUTED)


def _named_line(label: str, name: str, figure: str, width: int) -> Content:
    """Return something to go on with: what it is, its name as far as there is room, and how far it is."""
    told = f", {figure}" if figure else ""
    room = max(0, width - cell_len(label) - 2 - cell_len(told))
    return Content.assemble((f"{label}  ", "bold $text-primary"), shortened(name, room), told)


def _about_bank(entry: LibraryEntry) -> Content:
    lines = [Content.styled(entry.title, "bold")]
    if entry.bank is not None and entry.bank.description:
        lines.append(Content(entry.bank.description))
    if entry.shadowed_by is not None:
        lines.append(Content(f"Another bank with the same id comes first: {clean_line(str(entry.shadowed_by))}"))
    if entry.bank is not None and entry.bank.questions:
        difficulties = [question.difficulty for question in entry.bank.questions]
        from quiz.bank.questions.base import DIFFICULTIES

        parts = [f"{difficulties.count(level)} {level}" for level in DIFFICULTIES if level in difficulties]
        tags = sorted({tag for question in entry.bank.questions for tag in question.tags})
        about = " · ".join([counted(len(difficulties), "question"), *parts])
        lines.append(Content.styled(about, MUTED))
        if tags:
            lines.append(Content.styled(f"Tags: {', '.join(tags)}", MUTED))
        if origin := _origin(entry.bank):
            lines.append(Content.styled(origin, MUTED))
    if entry.problems:
        from quiz.diagnostics.findings import is_error

        worst = sorted(entry.diagnostics, key=lambda found: not is_error(found))
        lines.append(Content.styled(f"! {counted(entry.problems, 'problem')}; e shows where", "$text-warning"))
        lines += [Content(f"line {found.span.line}: {found.message}") for found in worst[:3]]
        lines.append(Content.styled(clean_line(str(entry.path)), MUTED))
    return Content("\n").join(lines)


def _origin(bank: Bank) -> str:
    """Return who wrote a bank, on which terms it may be used and when it was changed, as far as it says so."""
    parts = (
        f"By {', '.join(bank.authors)}" if bank.authors else None,
        f"license {bank.license}" if bank.license else None,
        f"updated {bank.updated}" if bank.updated else None,
    )
    return " · ".join(part for part in parts if part)
