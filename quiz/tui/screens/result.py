"""The result of an attempt: the score, what it changed, what to do next, and each question to look back at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.practice.marking import Marks, marks
from quiz.practice.summary import Step, breakdowns, counts, next_steps, reaches_goal, weakest_tag
from quiz.scores.now import local_now
from quiz.scores.result import states_by_tag
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.text import counted, decimals, percent, span_text
from quiz.tui import callbacks, lesson_moves
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.key_gate import VERDICT_PAUSE, KeyGate, is_going_on
from quiz.tui.render import banks_text, marks_row, when_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED, fitted
from quiz.tui.textual_private import KeyScreen
from quiz.tui.widgets.memory import state_bar, state_legend
from quiz.tui.widgets.parts import Actions, BigNumber, Card
from quiz.tui.widgets.question_list import Page, QuestionList
from quiz.tui.widgets.rows import Row, split, split_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Attempt
    from quiz.practice.draw import Learning
    from quiz.practice.knowledge import StateCounts
    from quiz.practice.today import Today
    from quiz.scores.recorder import AttemptRecorder
    from quiz.scores.result import Result, Standing

TAGS: Final = "By tag"
EARNED: Final = "$text-accent"
_PUT_RIGHT: Final = "Try again now what was not right; it counts nowhere"
_STEP_KEYS: Final = {
    Step.PUT_RIGHT: "p",
    Step.WEAKEST: "w",
    Step.MORE: "n",
    Step.AGAIN: "r",
    Step.TODAY: "enter",
    Step.LESSON: "enter",
}
_STEPS_IN_VIEW: Final = 2
_FURTHER = frozenset({"put_right", "put_right_later", "go_on", "again", "undo"})
"""What takes the attempt itself further, or asks its learner anew."""


class ResultScreen(KeyScreen, QuizScreen):
    """How an attempt went."""

    CSS_PATH = "result.tcss"
    AUTO_FOCUS = ""  # it would scroll to what it focuses
    GUIDE = (
        "→ shows the highlighted question as you answered it, with explanation and sources. What you put right now "
        "counts nowhere; ten more and the same again are attempts of their own."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "today", "Go on", "Go on with today: the next set", title="Today"),
        Command("enter", "done", "Home", "Go home: nothing is to go today", in_palette=False),
        Command("enter", "next_lesson", "Next lesson", "Read the next lesson"),
        Command("enter", "put_right", "Put right", _PUT_RIGHT),
        Command("p", "put_right_later", "Put right", _PUT_RIGHT, in_palette=False, weight=59),
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
        self._today: Today | None = None
        """What the day has left, with what was answered here; None while it is worked out."""
        self._stale: Learning | None = None
        """What was known of the learner before."""
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
                if self._is_of_today:
                    yield Card(Static(self._today_row(), id="day", markup=False), title="Today", id="day-card")
                if facts := _facts(attempt):
                    yield Static(Content.styled(" · ".join(facts), MUTED), id="facts", markup=False)
                yield from _cards(result, told)
                yield QuestionList(id="questions")
                yield from _tags(attempt, result)
                yield from _parts(attempt, without=() if result is None else (TAGS,))
            yield Actions(*self._actions(), id="steps")

    def on_mount(self) -> None:
        self._show_title()
        questions = self.query_one(QuestionList)
        questions.show_questions(self.recorder.attempt)
        questions.focus(scroll_visible=False)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if not self._is_past and self.recorder.attempt.finished is not None:
            self._stale = self.services.learning
            callbacks.after_refresh(self, self.services.load_learning)  # what the day has left can come a moment later

    def show_changes(self) -> None:
        """Say what is left of the day, once that is worked out with what was answered here."""
        if self.services.learning is self._stale or self._is_past:
            return
        self._today = self.services.standing.today
        self._show_title()
        if self._is_of_today:
            self.query_one("#day", Static).update(self._today_row())
            self.query_one("#day-card", Card).set_class(self._is_done, "-done")
            self.query_one("#steps", Actions).show(*self._actions())
        self.refresh_bindings()

    def _show_title(self) -> None:
        attempt = self.recorder.attempt
        lesson, kind = attempt.options.lesson, attempt.options.kind(attempt.mode)
        titles = list(dict.fromkeys([lesson.title] if lesson else [item.bank_title for item in attempt.items]))
        when = when_text(attempt.started, local_now(), self.services.settings.day_start)
        detail = f"{kind}, {when if self._is_past else counted(len(attempt.items), 'question')}"
        self.title_bar.show(
            banks_text(titles, len(self.services.playable)),
            Content.assemble((self._won, EARNED), ("   " if self._won else ""), span_text(attempt.seconds)),
            detail="" if self.is_narrow else detail,
        )

    # The day

    @property
    def _is_of_today(self) -> bool:
        """Whether this is a set of today, after which the next one comes."""
        attempt = self.recorder.attempt
        return attempt.options.is_of_today and attempt.finished is not None and not self._is_past

    @property
    def _leads_to_lesson(self) -> bool:
        """Whether this is a lesson that was taken by itself, after which the next one comes."""
        attempt = self.recorder.attempt
        is_lesson = attempt.options.lesson is not None and attempt.finished is not None
        return is_lesson and not attempt.options.is_of_today and not self._is_past

    @property
    def _leads_on(self) -> bool:
        """Whether something comes next by itself, before what was not right."""
        return self._is_of_today or self._leads_to_lesson

    @property
    def _is_done(self) -> bool:
        return self._is_of_today and self._today is not None and self._today.is_done

    @property
    def _won(self) -> str:
        """What was reached with this attempt; empty where nothing was, or it is not known yet."""
        today, attempt = self._today, self.recorder.attempt
        return "goal reached" if today is not None and reaches_goal(attempt, today) else ""

    def _today_row(self) -> Row:
        """Return what is left of the day, and at the right how far it is towards its goal."""
        if (today := self._today) is None:
            return Row(lambda _: Content(""))
        left, coming = Content.assemble((f"{today.to_go}", "bold"), (" to go today", MUTED)), ""
        if today.is_done:
            coming = f" {today.days_to_come[:1].upper()}{today.days_to_come[1:]}." if today.days_to_come else ""
            left = Content.styled("Done for today.", "bold $text-success")
        done = Content.styled(f"{today.done} of {today.goal}", EARNED if today.is_met else "bold")
        streak = f"{counted(today.streak, 'day')} in a row   " if today.streak > 1 else ""
        right = Content.styled(streak, EARNED if today.is_met or today.is_done else MUTED) + done

        def lay_out(width: int) -> Content:
            """Return what there is room for: the days in a row give way first, then what the next days bring."""
            room = width - left.cell_length - 2
            beside = right if right.cell_length <= room else done
            return split(left + coming if beside.cell_length + len(coming) <= room else left, beside, width)

        return Row(lay_out)

    def _actions(self) -> list[tuple[str, str]]:
        """Return the next steps with their keys, the main one first."""
        attempt = self.recorder.attempt
        if attempt.finished is None:
            return [("enter", "Go on")]
        led = {Step.TODAY: self._is_of_today, Step.LESSON: self._leads_to_lesson}
        steps = [step for step in next_steps(attempt, self._today) if led.get(step.step, True)]
        keyed = [(_STEP_KEYS[step.step], step.text) for step in steps]
        home = [("enter", "Home")] if self._is_done else []
        first, *others = [*home, *keyed][:_STEPS_IN_VIEW]
        return [("enter", first[1]), *others]

    async def take_key(self, event: Key) -> None:
        """Do what a key means; of those that go on none that was pressed for the feedback before."""
        if self.gate.admits(event.time) or not is_going_on(event):
            await self.run_key(event.key)

    def frame_written(self, at: float) -> None:
        if any(questions.size for questions in self.query(QuestionList)):
            self.gate.show(at)

    @on(OptionList.OptionSelected, "#questions")
    def look_at_selected(self) -> None:
        self.action_look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        attempt = self.recorder.attempt
        is_finished = attempt.finished is not None
        if action in _FURTHER and not self.services.may_take_further(attempt.learner):
            return False
        match action:
            case "today":
                return self._is_of_today and not self._is_done
            case "done":
                return self._is_done
            case "next_lesson":
                return self._leads_to_lesson
            case "put_right":
                return is_finished and bool(attempt.to_put_right) and not self._leads_on
            case "put_right_later":
                return is_finished and bool(attempt.to_put_right) and self._leads_on
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

    def action_today(self) -> None:
        self.navigation.go_on_with_today()

    def action_next_lesson(self) -> None:
        lesson_moves.go_to_next(self.navigation, self.services)

    def action_done(self) -> None:
        self.navigation.home()

    def action_put_right_later(self) -> None:
        self.action_put_right()

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
            self.services.fail(problem)
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


def _tags(attempt: Attempt, result: Result | None) -> Iterator[Card]:
    """Give how each tag went, and what is known of its questions by now."""
    told = states_by_tag(result, attempt) if result is not None else ()
    if told:
        rows = [tag_row(one.name, counts, f"{decimals(one.score)} of {decimals(one.possible)}") for one, counts in told]
        rows.append(Row(state_legend))
        yield Card(*(Static(row, markup=False) for row in rows), title=TAGS, id="tags")


def tag_row(name: str, counts: StateCounts, figure: str) -> Row:
    """Return a row of a tag: its name, what is known of its questions as a bar, and what was earned."""

    def lay_out(width: int) -> Content:
        first, last = min(20, width // 3), max(len(figure), 9)
        bar = state_bar(counts, max(0, width - first - last - 1))
        return Content.assemble(fitted(name, first - 1), " ", bar, " ", figure.rjust(last))

    return Row(lay_out)


def _parts(attempt: Attempt, without: Sequence[str]) -> Iterator[Static]:
    """Give what the score is made of."""
    lines = []
    for name, tallies in breakdowns(attempt):
        if name in without:
            continue
        parts = [f"{one.name} {decimals(one.score)} of {decimals(one.possible)}" for one in tallies]
        lines.append(Content.assemble((f"{name}  ", MUTED), " · ".join(parts)))
    if lines:
        yield Static(Content("\n").join(lines), id="parts", markup=False)
