"""The result of an attempt: the score, what it is made of, what to do next, and each question to look back at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList

from quiz.practice.marking import Marks, marks
from quiz.practice.summary import breakdowns, counts, next_steps
from quiz.scores.store.records import StoreGone, StoreProblem, Summary
from quiz.text import counted, decimals, percent, span_text
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.render import VERDICT_STYLE
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import FLAG_MARK, MUTED, OPEN_MARK
from quiz.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.attempt import Attempt
    from quiz.scores.recorder import AttemptRecorder


class ResultScreen(QuizScreen):
    """How an attempt went."""

    CSS_PATH = "result.tcss"
    GUIDE = "Enter shows the highlighted question as you answered it, with explanation and sources."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "look", "Look back", "Look back at the highlighted question"),
        Command("r", "retry", "Retry wrong", "Try the wrong ones again; it counts nowhere"),
        Command("n", "again", "New quiz", "Draw anew from the same banks, in the same way"),
        Command("f5", "undo", "Undo", "Take back the last response"),
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(self, recorder: AttemptRecorder) -> None:
        super().__init__()
        self.recorder = recorder

    def compose_body(self) -> ComposeResult:
        with Container(id="result"):
            yield LineList(id="questions")

    def on_mount(self) -> None:
        attempt = self.recorder.attempt
        banks = ", ".join(dict.fromkeys(item.bank_title for item in attempt.items))
        self.show_title(f"{banks} · result", self.services.learner)
        before = self.services.read(lambda store: store.previous(attempt.uid), None)
        due = self.services.due_tomorrow(attempt)
        questions = self.query_one("#questions", LineList)
        told = [("", line) for line in summary_contents(attempt, before, due)]
        questions.show_below(told, question_lines(attempt, marks(attempt)))
        questions.focus()

    @on(OptionList.OptionSelected, "#questions")
    def look_at_selected(self) -> None:
        self.action_look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "retry":
                return bool(self.recorder.attempt.wrong_positions())
            case "undo":
                return self.recorder.attempt.can_undo
            case _:
                return True

    def action_look(self) -> None:
        if (chosen := self.query_one("#questions", LineList).highlighted_id) is not None:
            self.navigation.open("lookback", self.recorder.attempt, int(chosen))

    def action_retry(self) -> None:
        self.navigation.go("attempt", self.recorder, self.recorder.attempt.wrong_positions())

    def action_undo(self) -> None:
        try:
            after = self._undone()
        except StoreProblem as problem:
            self.services.tell(str(problem), "error")
            return
        if after.finished is None:
            self.navigation.go("attempt", self.recorder)
        else:
            self.services.tell("The last retry is taken back.")
            self.refresh_bindings()

    def _undone(self) -> Attempt:
        """Take the last response back, where the store is gone in the one that is there now. Raises `StoreProblem`."""
        try:
            return self.recorder.step(self.recorder.attempt.undo())
        except StoreGone as gone:
            self.services.go_on_instead(self.recorder, gone)
            return self.recorder.step(self.recorder.attempt.undo())

    def action_again(self) -> None:
        self.navigation.start_again(self.recorder.attempt)

    def action_home(self) -> None:
        self.navigation.home()


def summary_contents(attempt: Attempt, before: Summary | None, due_tomorrow: int) -> list[Content]:
    """Return score, comparison, parts, confidence and next steps, a line each."""
    head = Content.assemble(
        ("Score  ", MUTED),
        (f"{decimals(attempt.score)} of {decimals(attempt.possible)}", "bold"),
        (f"  {percent(attempt.fraction)}", "bold $text-accent"),
    )
    if before is not None:
        head += Content.styled(f"  last time {percent(before.fraction)}", MUTED)
    lines = [head, Content.styled(" · ".join(_facts(attempt)), MUTED)]
    if not attempt.finished:
        lines.append(Content.styled(f"Still open: {attempt.answered} answered so far.", "$text-warning"))
    for name, tallies in breakdowns(attempt):
        parts = [f"{one.name} {decimals(one.score)}/{decimals(one.possible)}" for one in tallies]
        lines.append(Content.assemble((f"{name}  ", MUTED), " · ".join(parts)))
    if (told := marks(attempt)) is not None:
        lines += _confidence(told)
    steps = [f"{step.text}." for step in next_steps(attempt)]
    if due_tomorrow:
        steps.append(f"{due_tomorrow} of these {'is' if due_tomorrow == 1 else 'are'} due again by tomorrow.")
    if steps:
        lines.append(Content.assemble(("Next  ", MUTED), " ".join(steps)))
    return [*lines, Content("")]


def _facts(attempt: Attempt) -> list[str]:
    facts = [
        str(counts(attempt)),
        span_text(attempt.seconds),
    ]
    if attempt.hinted:
        facts.append(counted(len(attempt.hinted), "hint"))
    limit = attempt.options.time_limit
    if limit is not None:
        extended = f", extended by {span_text(attempt.extended)}" if attempt.extended else ""
        switched_off = ", switched off" if attempt.time_left is None else ""
        facts.append(f"limit {span_text(limit)}{extended}{switched_off}")
    return facts


def _confidence(told: Marks) -> list[Content]:
    lines = [
        Content.assemble(
            ("With confidence  ", MUTED),
            (percent(told.adjusted), "bold"),
            (f"  average mark {decimals(told.average)}, bonus {decimals(told.bonus * 100)}", MUTED),
        )
    ]
    for level in told.calibration:
        share = f"{level.confidence} {percent(level.accuracy)} of {level.responses}: {level.judgement}"
        lines.append(Content.assemble("  ", share))
    for name, positions in (("Lucky guesses", told.lucky), ("Misconceptions (sure but wrong)", told.misconceptions)):
        if positions:
            numbers = ", ".join(str(position + 1) for position in positions)
            lines.append(Content.assemble((f"{name}  ", "bold $text-warning"), f"question {numbers}"))
    return lines


def question_lines(attempt: Attempt, told: Marks | None) -> list[tuple[str, Content]]:
    """Return a line a question: mark, number, what is to be said of it, prompt."""
    lines = []
    for position, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True)):
        verdict = taken.grade.verdict if taken else None
        mark, style = (verdict.mark, VERDICT_STYLE[verdict]) if verdict else (OPEN_MARK, MUTED)
        notes = []
        if position in attempt.flagged:
            notes.append(FLAG_MARK)
        if position in attempt.hinted:
            notes.append("hint")
        if told is not None and position in told.lucky:
            notes.append("lucky guess")
        if told is not None and position in told.misconceptions:
            notes.append("misconception")
        content = Content.assemble(
            (f"{mark} ", style),
            (f"{position + 1:>2}  ", MUTED),
            " ".join(item.question.prompt.split()),
            (f"  {', '.join(notes)}" if notes else "", "$text-warning"),
        )
        lines.append((str(position), content))
    return lines
