"""The rows of home: banks with what is known of them, and what was left open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message

from quiz.paths import bundled_banks_folder
from quiz.practice.knowledge import StateCounts
from quiz.practice.lessons import LessonState
from quiz.practice.today import minutes
from quiz.text import clean_line, counted, day_text, percent
from quiz.tui.columns import side_by_side
from quiz.tui.render import open_attempt_text
from quiz.tui.standing import WEEKS
from quiz.tui.styles import MUTED, fitted, shortened
from quiz.tui.widgets.about_bank import about_bank
from quiz.tui.widgets.lines import LineList
from quiz.tui.widgets.memory import STATES, heat_map, state_bar, state_legend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from quiz.authoring.drafts import Draft
    from quiz.library.library import Library, LibraryEntry
    from quiz.library.listing import BankLine
    from quiz.practice.schedule import Memory
    from quiz.practice.types import Key
    from quiz.scores.store.records import BankScore, Summary
    from quiz.tui.standing import Standing

ALL: Final = "all"
LESSONS: Final = "lessons"
MORE: Final = "more"
_USUAL: Final = 60
"""Columns from which on nothing is left out."""
_ROOMY: Final = 34
"""Columns of the second part of a row from which on it has a key as well."""
_TELLING: Final = 16
"""Columns in which words that are cut still say something."""
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class BankList(LineList):
    """The rows of home. Up from the first one, and down from the last, leads to the card above."""

    class Left(Message):
        """The highlight goes to the card."""

    last: str | None = None
    """The row that was highlighted before the highlight left the list."""

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self.last = self.highlighted_id or self.last

    def action_cursor_up(self) -> None:
        if self.highlighted in self._places[:1]:
            self.post_message(self.Left())
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.highlighted in self._places[-1:]:
            self.post_message(self.Left())
        else:
            super().action_cursor_down()

    def enter_at(self, place: int) -> None:
        """Highlight the first row, or with -1 the last."""
        if places := self._places:
            self.highlighted = places[place]

    def enter_last(self) -> None:
        """Highlight the row that was left, or else the first."""
        ids = [option.id for option in self.options]
        if self.last in ids:
            self.highlighted = ids.index(self.last)
        else:
            self.enter_at(0)

    @property
    def _places(self) -> list[int]:
        return [place for place, option in enumerate(self.options) if not option.disabled]


def row_of(shown: BankLine | Summary | Draft) -> str:
    """Return the id of the row that shows something."""
    if hasattr(shown, "uid"):
        return f"open:{shown.uid}"
    return f"draft:{shown.file}" if hasattr(shown, "file") else f"bank:{shown.key}"


class Columns(NamedTuple):
    """How wide the columns are; one that is left out has none. aside: what stands between name and figures."""

    name: int
    aside: int
    known: int
    due: int
    best: int

    @property
    def rest(self) -> int:
        """All but the name."""
        return self.aside + self.known + self.due + self.best


def columns(width: int) -> Columns:
    """Return the columns for so many cells: where room lacks, the figures that matter less give way."""
    name, known, due, best = (17, 10, 7, 8) if width >= _USUAL else (max(10, width * 2 // 5), 0, 5, 0)
    return Columns(name, max(0, width - name - known - due - best), known, due, best)


class HomeRows:
    """The rows for a width in cells, as library, log and scores stand."""

    def __init__(
        self,
        width: int,
        library: Library | None,
        standing: Standing,
        scores: Mapping[str, BankScore],
        memories: Mapping[Key, Memory],
        names: Callable[[Summary], Mapping[str, str]],
        *,
        is_newcomer: bool,
    ) -> None:
        """`names`: the titles of the banks of an attempt, by their ids."""
        self._at = columns(width)
        self._library = library
        self._standing = standing
        self._scores = scores
        self._memories = memories
        self._names = names
        self.is_newcomer = is_newcomer

    @property
    def head(self) -> Content:
        """The names of the columns."""
        at = self._at
        if self.is_newcomer:
            return Content.styled(fitted("Banks", at.name) + f"{'questions':>{at.rest}}", MUTED)
        figures = _right((("known", at.known), ("due", at.due), ("best", at.best)))
        return Content.styled(fitted("Banks", at.name) + fitted("What you know", at.aside) + figures, MUTED)

    def lines(
        self, banks: Sequence[BankLine], left: Sequence[Summary], drafts: Sequence[Draft]
    ) -> list[tuple[str, Content]]:
        """Return the rows, each with its id, "" where it is only read."""
        lines = [(row_of(line), self._bank_row(line)) for line in banks]
        playable = [line for line in banks if line.is_playable]
        if len(playable) > 1:
            lines.append((ALL, self._all_row(playable)))
        if playable and not self.is_newcomer:
            lines.append(("", self._legend))
        lessons = sum(line.lessons for line in playable)
        taught = [(LESSONS, self._lessons_row(lessons))] if lessons else []
        open_rows = [*self._open_rows(left, banks), *self._draft_rows(drafts)]
        # What was left open is to be in view: where there is a row of lessons too, no row is spent on a gap.
        gap = [("", Content(" "))] if lines and bool(taught) is not bool(open_rows) else []
        return [*lines, *gap, *taught, *open_rows]

    def entry_of(self, line: BankLine) -> LibraryEntry | None:
        """Return the bank of a line as the library was read last; None while it is being read."""
        library = self._library
        return next((entry for entry in library.entries if str(entry.path) == line.path), None) if library else None

    def about(self, line: BankLine, *, with_files: bool = True) -> Content:
        """Return what is to be said of a bank, of its file too unless that is not wanted."""
        entry = self.entry_of(line)
        if entry is None:
            return Content("Reading the bank …")
        return about_bank(entry, self._about_learning(entry), with_files=with_files)

    def _about_learning(self, entry: LibraryEntry) -> str:
        stands = self._standing.banks.get(entry.path)
        told = []
        if stands is not None and stands.mistakes:
            told.append(f"{counted(stands.mistakes, 'mistake')} to put right")
        if stands is not None and stands.leeches:
            told.append(f"{counted(stands.leeches, 'leech', 'leeches')}: forgotten again and again")
        return " · ".join(told)

    def _bank_row(self, line: BankLine) -> Content:
        entry, name = self.entry_of(line), self._at.name
        title = ("! " if line.problems else "") + line.title
        if not line.is_playable:
            why = "shadowed" if line.is_shadowed else "cannot be played" if line.problems else "only drafts"
            return self._told_row(title, why, str(line.questions)).stylize(MUTED)
        if self.is_newcomer:
            about = entry.bank.description or "" if entry is not None and entry.bank is not None else ""
            return self._told_row(title, about, str(line.questions))
        stands = self._standing.banks.get(Path(line.path))
        if stands is None:
            return Content(_name(title, name))
        score = self._scores.get(line.id)
        best = "–" if score is None else percent(score.best, 0)
        return Content(_name(title, name)) + self._known(stands.counts, stands.due, best)

    def _all_row(self, playable: Sequence[BankLine]) -> Content:
        if self.is_newcomer:
            return self._told_row("All banks", "", str(sum(line.questions for line in playable)))
        found = [stands for line in playable if (stands := self._standing.banks.get(Path(line.path))) is not None]
        if not found:
            return Content(_name("All banks", self._at.name))
        counts = StateCounts(*map(sum, zip(*(stands.counts for stands in found), strict=True)))
        return Content(_name("All banks", self._at.name)) + self._known(counts, sum(one.due for one in found), "")

    def _lessons_row(self, count: int) -> Content:
        """Return how many lessons are done, and which comes next."""
        path, today = self._standing.path, self._standing.today
        if not path or self.is_newcomer:
            return self._told_row("Lessons", "", str(len(path) or count))
        memories = self._memories
        done = sum(one.state(memories) is LessonState.DONE for one in path)
        following = f"next: {today.lesson.title}" if today is not None and today.lesson is not None else ""
        return self._told_row("Lessons", following, f"{done} of {len(path)} done")

    def _known(self, counts: StateCounts, due: int, best: str) -> Content:
        """Return what is known as a bar, and the figures; what is due asks for something, and is the one in colour."""
        at = self._at
        bar = state_bar(counts, max(0, at.aside - 1)) + " " * min(1, at.aside)
        return Content.assemble(
            bar,
            _right(((f"{counts.at_least_known} of {counts.total}", at.known),)),
            (_right(((str(due or "–"), at.due),)), "bold $text-warning" if due else MUTED),
            _right(((best, at.best),)),
        )

    def _told_row(self, title: str, about: str, figure: str) -> Content:
        room = max(0, self._at.rest - cell_len(figure) - 2)
        if not about:  # the title has the row to itself
            return Content.assemble(_name(title, self._at.name + room), "  ", figure)
        told = fitted(about if cell_len(about) <= room or room >= _TELLING else "", room)
        return Content.assemble(_name(title, self._at.name), (told, MUTED), "  ", figure)

    @property
    def _legend(self) -> Content:
        """What the squares mean, below the bars, or from the edge where there is no room for it."""
        if state_legend().cell_length <= self._at.rest:
            return Content(" " * self._at.name) + state_legend()
        return state_legend(self._at.name + self._at.rest)

    def _open_rows(self, left: Sequence[Summary], banks: Sequence[BankLine]) -> Iterator[tuple[str, Content]]:
        """Give the newest attempt that was left open, and how many more there are."""
        if not left:
            return
        newest, *others = left
        figure = f"{newest.answered} of {newest.questions}"
        yield (
            row_of(newest),
            self._named_row("Continue", open_attempt_text(newest, banks, self._names(newest)), figure, "c"),
        )
        if others:
            oldest = min(summary.started for summary in others)
            rest = f"and {len(others)} more, the oldest of {begun_text(oldest)}"
            yield MORE, Content.assemble(" " * self._at.name, (shortened(rest, self._at.rest), MUTED))

    def _draft_rows(self, drafts: Sequence[Draft]) -> Iterator[tuple[str, Content]]:
        for draft in drafts:
            yield row_of(draft), self._named_row("Go on writing", clean_line(draft.file.name), "", "")

    def _named_row(self, label: str, name: str, figure: str, key: str) -> Content:
        """Return something to go on with: what it is, its name as far as there is room, how far it is, its key."""
        end = Content.styled(figure, MUTED)
        if key and self._at.rest >= _ROOMY:
            end += Content.assemble("   ", (key, "bold"), " go on")
        room = max(0, self._at.rest - end.cell_length - (2 if end else 0))
        return Content.assemble(_name(label, self._at.name), fitted(name, room), "  " if end else "", end)


def begun_text(begun: datetime) -> str:
    """Say on which day something was begun, as the calendar here has it: `today`, `Tuesday 24 November`."""
    here = begun.astimezone()
    day = day_text(here.date(), datetime.now(here.tzinfo).date())
    return day.lower() if day in {"Today", "Yesterday"} else day


def about_attempt(summary: Summary) -> Content:
    return Content.assemble(
        ("An attempt that you left\n", "bold"),
        f"Enter continues it at the same question: {summary.answered} of "
        f"{counted(summary.questions, 'question')} answered, "
        f"started {summary.started.astimezone():%d %b %Y %H:%M}. d discards it.",
    )


def about_draft(draft: Draft) -> Content:
    return Content.assemble(
        ("Text of a bank that was never saved\n", "bold"),
        f"Enter goes on writing it as it was on {draft.at.astimezone():%d %b %Y at %H:%M}. d discards it.\n",
        (clean_line(str(draft.file)), MUTED),
    )


def panels(stands: Standing, goal: int, width: int) -> Content:
    """Return the last weeks and the weakest tags side by side, for a terminal that has room below the rows."""
    if not any(count for _, count in stands.days):
        return Content("")
    left = width // 2
    weeks = [Content.styled(f"Last {WEEKS} weeks", MUTED), heat_map(stands.days, left, goal, column=2)]
    at = columns(width - left)
    rows = [Content.styled(fitted("Weakest", at.name) + fitted("", at.aside), MUTED)]
    for tag, counts in stands.weakest:
        known = f"{counts.at_least_known} of {counts.total}"
        bar = state_bar(counts, max(0, width - left - at.name - 10))
        rows.append(Content.assemble(_name(tag, at.name), bar, _right(((known, 10),))))
    return side_by_side((Content("\n").join(weeks), left), (Content("\n").join(rows), width - left))


def steps(new_a_day: int) -> Content:
    """Say to a newcomer what comes after the first questions."""
    squares = [Content.assemble((f"{state} ", MUTED), square, "   ") for state, square in reversed(STATES.items())]
    told = (
        (f"{new_a_day} new a day", Content.styled("new questions, and those you are about to forget", MUTED)),
        ("Seven squares", Content.styled("a day with its goal reached is a full square", MUTED)),
        ("Four states", Content("").join(squares)),
    )
    lines = [
        Content.assemble((f"{number}  ", "bold $text-primary"), f"{name:<15}", what)
        for number, (name, what) in enumerate(told, 1)
    ]
    return Content("\n").join([Content.styled("What comes after", "bold"), *lines])


def has_bundled(lines: Sequence[BankLine]) -> bool:
    """Say whether any of the bundled banks can be played."""
    return any(map(_is_bundled, lines))


def _is_bundled(line: BankLine) -> bool:
    return line.is_playable and Path(line.path).is_relative_to(bundled_banks_folder())


def facts(lines: Sequence[BankLine], goal: int) -> tuple[tuple[str, ...], ...]:
    """Say to a newcomer what this is, what there is, and what it asks of them, each the longest way first.

    `lines` are the banks to play.
    """
    questions = counted(sum(line.questions for line in lines), "question")
    count = _NUMBERS[len(lines)] if len(lines) < len(_NUMBERS) else str(len(lines))
    there = f"{questions} in {count} bank{'' if len(lines) == 1 else 's'}" if lines else "Reading the banks …"
    is_ours = has_bundled(lines)
    about = (
        "Learn how the EU and the DPRK deal with each other." if is_ours else "Learn a little each day, and keep it."
    )
    answers, time = counted(goal, "answer"), counted(minutes(goal), "minute")
    return (
        (about, "The EU and the DPRK" if is_ours else "A little each day"),
        (
            *((f"{there}, each explained, with its sources.",) if is_ours and all(map(_is_bundled, lines)) else ()),
            f"{there}." if lines else there,
        ),
        (f"The goal of a day is {answers}, about {time}.", f"A day is {answers}, {time}."),
    )


def _name(text: str, width: int) -> str:
    return fitted(shortened(text, max(0, width - 1)), width)


def _right(cells: Sequence[tuple[str, int]]) -> str:
    """Return figures, each at the right of its column; those without a column are left out."""
    return "".join(" " * max(0, width - cell_len(cell)) + cell for cell, width in cells if width)
