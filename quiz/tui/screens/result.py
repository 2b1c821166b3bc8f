"""The result of an attempt: the score, what it changed, what to do next, and each question to look back at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.practice.marking import Marks, marks
from quiz.practice.schedule import learning_day
from quiz.practice.summary import Step, breakdowns, counts, next_steps, weakest_tag
from quiz.scores.recorder import local_now
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.text import counted, day_text, decimals, percent, span_text
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.key_gate import VERDICT_PAUSE, KeyGate, is_going_on
from quiz.tui.render import banks_text, marks_row, verdict_mark
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import FLAG_MARK, MUTED
from quiz.tui.textual_private import KeyScreen
from quiz.tui.widgets.lines import LineList
from quiz.tui.widgets.parts import Actions, BigNumber, Card
from quiz.tui.widgets.rows import Row, split, split_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Attempt
    from quiz.scores.recorder import AttemptRecorder
    from quiz.scores.result import Result, Standing

EARNED: Final = "$text-accent"
_STEP_KEYS: Final = {Step.PUT_RIGHT: "enter", Step.WEAKEST: "w", Step.MORE: "n", Step.AGAIN: "r"}
_STEPS_IN_VIEW: Final = 2


class ResultScreen(KeyScreen, QuizScreen):
    """How an attempt went."""

    CSS_PATH = "result.tcss"
    AUTO_FOCUS = ""  # it would scroll to what it focuses
    GUIDE = (
        "→ shows the highlighted question as you answered it, with explanation and sources. What you put right now "
        "counts nowhere; ten more and the same again are attempts of their own."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "put_right", "Put right", "Try again now what was not right; it counts nowhere"),
        Command("enter", "go_on", "Go on", "Go on with this attempt"),
        Command("enter", "more", "Ten more", "Ten more questions from the same banks", in_palette=False),
        Command("w", "weakest", "Weakest", "Practise the tag that went worst", weight=60),
        Command("n", "more", "Ten more", "Ten more questions from the same banks", weight=58),
        Command("right", "look", "Look", "Look back at the highlighted question", title="Look back", weight=56),
        Command("r", "again", "Again", "Take the same questions again", title="The same again", weight=54),
        Command("f5", "undo", "Undo", "Take back the last response", weight=40),
        Command("escape", "home", "Home", "Go home"),
        Command("escape", "back", "Back", "Back to the list"),
        HELP,
    )

    def __init__(self, recorder: AttemptRecorder, *, is_past: bool = False) -> None:
        """`is_past`: whether it is shown over a list of attempts, to go back to."""
        super().__init__()
        self.recorder = recorder
        self._is_past = is_past
        self.gate = KeyGate()
        self.gate.expect(VERDICT_PAUSE)

    def compose_body(self) -> ComposeResult:
        attempt = self.recorder.attempt
        result = self.services.result_of(attempt)
        told = marks(attempt)
        with Container(id="result", classes="page -barred"):
            with Page(id="told"):
                with Horizontal(id="score"):
                    yield BigNumber(decimals(attempt.score), EARNED if _is_earned(attempt, result) else "$text-primary")
                    with Vertical():
                        for row in score_rows(attempt, result, told):
                            yield Static(row, markup=False)
                if facts := _facts(attempt):
                    yield Static(Content.styled(" · ".join(facts), MUTED), id="facts", markup=False)
                yield from _cards(result, told)
                yield QuestionList(id="questions")
                yield from _parts(attempt)
            yield Actions(*_actions(attempt), id="steps")

    def on_mount(self) -> None:
        attempt = self.recorder.attempt
        titles = list(dict.fromkeys(item.bank_title for item in attempt.items))
        detail = f"{attempt.mode}, {self._when if self._is_past else counted(len(attempt.items), 'question')}"
        self.title_bar.show(
            banks_text(titles, len(self.services.playable)),
            span_text(attempt.seconds),
            detail="" if self.is_narrow else detail,
        )
        questions = self.query_one(QuestionList)
        questions.show_questions(attempt)
        questions.focus(scroll_visible=False)

    async def take_key(self, event: Key) -> None:
        """Do what a key means; of those that go on none that was pressed for the feedback before."""
        if self.gate.admits(event.time) or not is_going_on(event):
            await self.run_key(event.key)

    def frame_written(self, at: float) -> None:
        if any(questions.size for questions in self.query(QuestionList)):
            self.gate.show(at)

    @property
    def _when(self) -> str:
        """When the attempt was begun, in local time."""
        now, start = local_now(), self.services.settings.day_start
        begun = self.recorder.attempt.started.astimezone(now.tzinfo)
        day = day_text(learning_day(begun, start), learning_day(now, start), is_short=True)
        return f"{day[0].lower() + day[1:] if day.endswith('day') else day} {begun:%H:%M}"

    @on(OptionList.OptionSelected, "#questions")
    def look_at_selected(self) -> None:
        self.action_look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        attempt = self.recorder.attempt
        is_finished = attempt.finished is not None
        match action:
            case "put_right":
                return is_finished and bool(attempt.to_put_right)
            case "weakest":
                return is_finished and weakest_tag(attempt) is not None
            case "go_on":
                return not is_finished
            case "more" | "again":
                return is_finished
            case "undo":
                return attempt.can_undo and not self._is_past
            case "home":
                return not self._is_past
            case "back":
                return self._is_past
            case _:
                return True

    def action_look(self) -> None:
        if (chosen := self.query_one(QuestionList).highlighted_id) is not None:
            attempt, position = self.recorder.attempt, int(chosen)
            self.navigation.open("lookback", attempt, position, only_wrong=position in attempt.wrong_positions())

    def action_put_right(self) -> None:
        self.navigation.go("attempt", self.recorder, again=True)

    def action_go_on(self) -> None:
        self.navigation.resume(self.recorder.attempt.uid)

    def action_weakest(self) -> None:
        self.navigation.take_step(Step.WEAKEST, self.recorder.attempt)

    def action_more(self) -> None:
        self.navigation.take_step(Step.MORE, self.recorder.attempt)

    def action_again(self) -> None:
        self.navigation.retake(self.recorder.attempt.uid, only_wrong=False)

    def action_undo(self) -> None:
        try:
            after = self._undone()
        except StoreProblem as problem:
            self.services.tell(str(problem), "error")
            return
        self.navigation.go("attempt", self.recorder, again=after.finished is not None)

    def _undone(self) -> Attempt:
        """Take the last response back, where the store is gone in the one that is there now. Raises `StoreProblem`."""
        try:
            return self.recorder.step(self.recorder.attempt.undo())
        except StoreGone as gone:
            self.services.go_on_instead(self.recorder, gone)
            return self.recorder.step(self.recorder.attempt.undo())

    def action_home(self) -> None:
        self.navigation.home()

    def action_back(self) -> None:
        self.dismiss()


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls, moved by the list in it."""


class QuestionList(LineList):
    """The questions of an attempt, what was not right first. It is as high as its rows: the page around it scrolls."""

    def show_questions(self, attempt: Attempt) -> None:
        """Show a row a question, in two groups, and highlight the first."""
        told, wrong = marks(attempt), attempt.wrong_positions()
        others = [position for position in range(len(attempt.items)) if position not in wrong]
        options: list[Option] = []
        for name, positions in (("To put right", wrong), ("The rest" if wrong else "The questions", others)):
            if positions:
                blank = [Option(Content(" "), disabled=True)] if options else []
                head = Option(Content.styled(name, MUTED), disabled=True)
                rows = [Option(question_row(attempt, position, told), id=str(position)) for position in positions]
                options += [*blank, head, *rows]
        self.add_options(options)
        self.highlighted = self._places[0]

    @property
    def _places(self) -> list[int]:
        return [place for place, option in enumerate(self.options) if not option.disabled]

    @property
    def _page(self) -> Page:
        assert isinstance(self.parent, Page)
        return self.parent

    @property
    def _row(self) -> Region:
        """Where the highlighted row stands in the page."""
        return Region(0, self.virtual_region.y + (self.highlighted or 0), self.size.width, 1)

    @property
    def _is_below(self) -> bool:
        return self._row.y >= self._page.scroll_y + self._page.size.height

    @on(OptionList.OptionHighlighted)
    def keep_in_view(self) -> None:
        if self.highlighted != self._places[0]:
            self._page.scroll_to_region(self._row, animate=False, force=True)

    def action_cursor_down(self) -> None:
        """Go down: what is not in view yet comes into view before the highlight moves."""
        page = self._page
        if self._is_below:
            page.scroll_relative(y=max(1, page.size.height // 3), animate=False, force=True)
        elif self.highlighted == self._places[-1] and page.scroll_y < page.max_scroll_y:
            page.scroll_end(animate=False, force=True)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.highlighted == self._places[0] and self._page.scroll_y > 0:
            self._page.scroll_home(animate=False, force=True)
        else:
            super().action_cursor_up()

    def action_page_down(self) -> None:
        self._move(self._page.size.height - 1)

    def action_page_up(self) -> None:
        self._move(1 - self._page.size.height)

    def _move(self, rows: int) -> None:
        places = self._places
        wanted = places.index(self.highlighted or places[0]) + rows
        self.highlighted = places[max(0, min(len(places) - 1, wanted))]
        if self.highlighted == places[0]:
            self._page.scroll_home(animate=False, force=True)


def _is_earned(attempt: Attempt, result: Result | None) -> bool:
    """Say whether the score is to be proud of: all of it right, or better than ever before."""
    return attempt.finished is not None and (
        attempt.score == attempt.possible or (result is not None and result.standing.is_record)
    )


def score_rows(attempt: Attempt, result: Result | None, told: Marks | None) -> tuple[Row, Row, Row]:
    """Return what stands beside the score: of how many, how it stands beside others, and the same in percent."""
    share = [Content(percent(attempt.fraction, 0))]
    if told is not None:
        share.append(Content.styled(f"with confidence {percent(told.adjusted, 0)}", MUTED))
    if attempt.finished is None:
        share.append(Content.styled(f"still open, {attempt.answered} answered", "$text-warning"))
    elif result is not None and result.standing.last:
        share.append(Content.styled(result.standing.last, MUTED))
    best = _best(attempt, result.standing if result is not None else None)
    whole = [Content.styled(f"of {decimals(attempt.possible)}", "bold"), Content.styled(str(counts(attempt)), MUTED)]
    return (
        Row(lambda width: _facts_that_fit(whole, width)),
        Row(lambda width: _facts_that_fit([marks_row(attempt, width), *best], width)),
        Row(lambda width: _facts_that_fit(share, width)),
    )


def _best(attempt: Attempt, standing: Standing | None) -> list[Content]:
    if standing is not None and standing.best:
        head, comma, rest = standing.best.partition(",")
        return [Content.assemble((head, EARNED if standing.is_record else MUTED), (comma + rest, MUTED))]
    is_perfect = attempt.finished is not None and attempt.score == attempt.possible
    return [Content.styled("nothing to put right", EARNED)] if is_perfect else []


def _facts_that_fit(facts: Sequence[Content], width: int) -> Content:
    """Return facts side by side, as many as there is room for; each is whole, and the first is always there."""
    line = facts[0]
    for fact in facts[1:]:
        if line.cell_length + 3 + fact.cell_length <= width:
            line += Content("   ") + fact
    return line


def _facts(attempt: Attempt) -> list[str]:
    """Return what else is to be known of an attempt: its limit, and hints."""
    facts = [counted(len(attempt.hinted), "hint")] if attempt.hinted else []
    if (limit := attempt.options.time_limit) is not None:
        extended = f", extended by {span_text(attempt.extended)}" if attempt.extended else ""
        switched_off = ", switched off" if attempt.time_left is None else ""
        facts.append(f"limit {span_text(limit)}{extended}{switched_off}")
    return facts


def _cards(result: Result | None, told: Marks | None) -> Iterator[Horizontal | Card]:
    if result is not None and any(result.returns):
        changed = result.changes.lines or (("no step up or down", ""),)
        back = result.returns.lines
        height = max(len(changed), len(back))
        yield Horizontal(
            Card(*_card_rows(changed, height, _CHANGE_STYLES), title="What changed"),
            Card(*_card_rows(back, height, {}), title="When they come back"),
            id="cards",
        )
    if told is not None and told.calibration:
        levels = [
            (str(level.confidence), f"{percent(level.accuracy, 0)} of {level.responses}, {level.judgement}")
            for level in told.calibration
        ]
        yield Card(*_card_rows(levels, len(levels), {}), title="How sure, how right", id="sure")


_CHANGE_STYLES: Final = {
    "now known": "$text-success",
    "now solid": "$text-success",
    "now learning": "$text-warning",
    "fell back": "$text-warning",
    "no step up or down": MUTED,
}


def _card_rows(lines: Sequence[tuple[str, str]], height: int, styles: dict[str, str]) -> Iterator[Static]:
    for name, figure in lines:
        yield Static(
            split_row(Content.styled(name, styles.get(name, "")), Content.styled(figure, "bold")), markup=False
        )
    for _ in range(height - len(lines)):
        yield Static(" ", classes="blank", markup=False)


def _parts(attempt: Attempt) -> Iterator[Static]:
    """Give what the score is made of."""
    lines = []
    for name, tallies in breakdowns(attempt):
        parts = [f"{one.name} {decimals(one.score)} of {decimals(one.possible)}" for one in tallies]
        lines.append(Content.assemble((f"{name}  ", MUTED), " · ".join(parts)))
    if lines:
        yield Static(Content("\n").join(lines), id="parts", markup=False)


def _actions(attempt: Attempt) -> list[tuple[str, str]]:
    """Return the next steps with their keys, the main one first."""
    if attempt.finished is None:
        return [("enter", "Go on")]
    steps = next_steps(attempt)[:_STEPS_IN_VIEW]
    return [("enter" if place == 0 else _STEP_KEYS[step.step], step.text) for place, step in enumerate(steps)]


def question_row(attempt: Attempt, position: int, told: Marks | None) -> Row:
    """Return a row of a question: mark, prompt, and at the right what is to be said of it, and its tag."""
    question, taken = attempt.items[position].question, attempt.counted[position]
    mark, style = verdict_mark(taken.grade.verdict if taken is not None else None)
    notes = []
    if position in attempt.flagged:
        notes.append(FLAG_MARK)
    if position in attempt.hinted:
        notes.append("hint")
    if told is not None and position in told.lucky:
        notes.append("lucky guess")
    if told is not None and position in told.misconceptions:
        notes.append("sure, but wrong")
    prompt = Content.assemble((f"{mark}  ", style), " ".join(question.prompt.split()))
    note = Content.styled(", ".join(notes), "$text-warning")
    tag = Content.styled(question.tags[0] if question.tags else "", MUTED)

    def lay_out(width: int) -> Content:
        if not tag or width < _WIDE_ROW:
            return split(prompt, note, width)
        short = tag.truncate(width // 4, ellipsis=True)
        return split(prompt, note + "  " + short if note else short, width)

    return Row(lay_out)


_WIDE_ROW: Final = 60
