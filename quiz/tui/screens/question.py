"""A question's own page: every response to it, its schedule, how often each choice was taken."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content
from textual.widgets import Static

from quiz.library.find_line import line_of
from quiz.practice.grade import Grade
from quiz.practice.schedule import Memory, retrievability
from quiz.practice.sight import seen_item, seen_response
from quiz.practice.wording import choices_taken, response_text
from quiz.scores.store.records import PastResponse
from quiz.text import clean_line, counted, percent, span_text
from quiz.tui.commands import HELP, TELL_PICTURE, TELL_SOURCES, Command, bindings, f8_tells
from quiz.tui.markup import prose
from quiz.tui.render import VERDICT_STYLE
from quiz.tui.screens.noting import NOTING, NotingScreen
from quiz.tui.screens.panning import PAN, PLAIN_PAN, PanningScreen
from quiz.tui.styles import MUTED, STAR_MARK
from quiz.tui.widgets.feedback import Feedback
from quiz.tui.widgets.frame import Body
from quiz.tui.widgets.passage_card import PassageCard
from quiz.tui.widgets.texts import FOLD_TEXT, SHOW_TEXT
from quiz.tui.widgets.wide_lines import ProseText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.library.library import LibraryEntry
    from quiz.practice.attempt import Item
    from quiz.practice.types import Key

_WHOLE: Final = 10**6
"""Rows for a text on a page that scrolls: all that it takes."""


class QuestionScreen(NotingScreen, PanningScreen):
    """What a learner has done with one question."""

    CSS_PATH = ["../widgets/question.tcss", "question.tcss"]  # noqa: RUF012 - Textual declares it as an attribute
    GUIDE = "Every response to this question, when it is due again, and where it stands in its file."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        TELL_SOURCES,
        TELL_PICTURE,
        Command("e", "edit", "Edit", "Edit the bank at this question, or a copy of a bundled one"),
        *PLAIN_PAN,
        *NOTING,
        SHOW_TEXT,
        FOLD_TEXT,
        Command("escape", "back", "Back", "Back to where you came from"),
        HELP,
    )

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self._is_folded = True
        """Whether the text that the question is about is one line."""

    def compose_body(self) -> ComposeResult:
        with Body(id="body"):
            if self._item.passage is not None:
                yield PassageCard(lambda _: _WHOLE)
            yield ProseText(id="prompt")
            yield Static("", id="history", markup=False)
            yield Feedback(id="feedback")

    def on_mount(self) -> None:
        item, key = self._item, self._item.key
        self._show_passage(is_folded=True)
        self.query_one("#prompt", ProseText).update(prose(item.question.prompt, item.markup))
        given = self.services.read(lambda store: store.responses_to(self.services.learner, key), list[PastResponse]())
        memory = self.services.learning.memories.get(key) if self.services.learning is not None else None
        lines = [*self._schedule(memory), *_choices(item, given), *_responses(item, given), self._place()]
        self.query_one("#history", Static).update(Content("\n").join(lines))
        self.show_noted()
        self.query_one("#body").focus()

    @property
    def noted_key(self) -> Key:
        return self._item.key

    def show_noted(self) -> None:
        item, own = self._item, self.services.note(self._item.key)
        kind = item.question.type
        status = f"{STAR_MARK} {kind}" if own is not None and own.star else kind
        self.title_bar.show(f"{item.bank_title} · {item.question.id}", status)
        note = own.text if own is not None else ""
        self.query_one("#feedback", Feedback).show(item, with_answer=True, note=note)

    def _schedule(self, memory: Memory | None) -> list[Content]:
        if memory is None or self.services.learning is None:
            return [Content.styled("Not answered yet, or not in the schedule.", MUTED)]
        today = self.services.learning.today
        parts = [
            f"due {memory.due:%d %b %Y}",
            f"recall today {percent(retrievability(memory, today))}",
            f"stability {counted(round(memory.stability), 'day')}",
            counted(memory.lapses, "lapse"),
        ]
        if memory.is_leech:
            parts.append("a leech: learn it another way")
        return [Content.assemble(("Schedule  ", MUTED), " · ".join(parts))]

    @property
    def _entry(self) -> LibraryEntry | None:
        return self.services.library.find(self._item.bank) if self.services.library is not None else None

    def _place(self) -> Content:
        entry = self._entry
        if entry is None:
            return Content.styled("The bank is no longer in the library.", MUTED)
        line = line_of(entry.path, self._item.question.id)
        place = clean_line(str(entry.path)) + (f":{line}" if line is not None else "")
        return Content.assemble(("In the bank  ", MUTED), place)

    def _show_passage(self, *, is_folded: bool) -> None:
        for card in self.query(PassageCard):
            card.show(self._item.passage, None, is_folded=is_folded)
            self._is_folded = is_folded
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == PAN:
            return self.can_pan(parameters)
        match action:
            case "show_text" | "fold_text":
                return self._item.passage is not None and self._is_folded is (action == "show_text")
            case "sources" | "picture":
                return f8_tells(action, self._item, with_sources=True)
            case "edit":
                return self._entry is not None
            case _:
                return True

    def action_edit(self) -> None:
        if (entry := self._entry) is not None:
            self.navigation.edit(entry.path, line=line_of(entry.path, self._item.question.id) or 1)

    def action_sources(self) -> None:
        self.navigation.open("sources", self._item, self.services.bank_file(self._item.bank))

    def action_picture(self) -> None:
        self.navigation.open("sources", self._item, self.services.bank_file(self._item.bank), only_picture=True)

    def action_show_text(self) -> None:
        self._show_passage(is_folded=False)

    def action_fold_text(self) -> None:
        self._show_passage(is_folded=True)

    def action_back(self) -> None:
        self.dismiss()


def _choices(item: Item, given: list[PastResponse]) -> list[Content]:
    """Return how often each choice was taken, in the order of the screen."""
    taken: Counter[str] = Counter()
    for one in given:
        taken.update(choices_taken(seen_response(item, one.response)))
    if not taken:
        return []
    shown = seen_item(item).presentation.rows
    rows = [row for row in shown if row in taken] + [row for row in taken if row not in shown]
    return [Content.styled("Taken", MUTED), *(Content(f"  {taken[row]} ×  {row}") for row in rows)]


def _responses(item: Item, given: list[PastResponse]) -> list[Content]:
    lines = [Content.styled(counted(len(given), "response"), MUTED)]
    for one in given:
        verdict = Grade(one.fraction).verdict
        notes = [one.mode.value, span_text(one.seconds), *([one.confidence.value] if one.confidence else [])]
        if one.retry:
            notes.append("retry")
        lines.append(
            Content.assemble(
                (f"  {verdict.mark} ", VERDICT_STYLE[verdict]),
                (f"{one.at.astimezone():%Y-%m-%d %H:%M}  ", MUTED),
                response_text(seen_response(item, one.response)),
                (f"  {', '.join(notes)}", MUTED),
            )
        )
    return lines
