"""The result of an attempt: the score, by tag, and each question to look back at."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.practice.attempt import Attempt
from quiz.practice.review import tally
from quiz.scores.sitting import Sitting
from quiz.scores.store import StoreProblem
from quiz.text import counted, decimals, percent
from quiz.tui.render import MUTED, OPEN_MARK, VERDICT_STYLE, span_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.lines import Lines


class ResultScreen(QuizScreen):
    """How an attempt went."""

    GUIDE = "Enter shows the highlighted question as you answered it, with explanation and sources."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", "Look back", tooltip="Look back at the highlighted question"),
        Binding("n", "again", "New quiz", tooltip="Draw anew from the same banks"),
        Binding("f5", "undo", "Undo", tooltip="Take back the last response"),
        Binding("escape", "home", "Home", tooltip="Go home"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    def compose_body(self) -> ComposeResult:
        with Container(id="result"):
            yield Static("", id="summary", markup=False)
            yield Lines(id="questions")

    def on_mount(self) -> None:
        attempt = self.sitting.attempt
        banks = ", ".join(dict.fromkeys(item.bank_title for item in attempt.items))
        self.show_title(f"{banks} · result", self.app.learner)
        self.query_one("#summary", Static).update(summary_content(attempt))
        questions = self.query_one("#questions", Lines)
        questions.show(question_lines(attempt))
        questions.focus()

    @on(OptionList.OptionSelected, "#questions")
    def look_at_selected(self) -> None:
        self.action_look()

    def action_look(self) -> None:
        highlighted = self.query_one("#questions", Lines).highlighted
        self.app.look_back(self.sitting.attempt, highlighted or 0)

    def action_undo(self) -> None:
        try:
            self.sitting.step(self.sitting.attempt.undo())
        except StoreProblem as problem:
            self.notify(str(problem), severity="error", markup=False)
            return
        self.app.show_attempt(self.sitting)

    def action_again(self) -> None:
        self.app.start_again(self.sitting.attempt)

    def action_home(self) -> None:
        self.app.go_home()


def summary_content(attempt: Attempt) -> Content:
    """Return score, time and the result by tag, the weakest first."""
    right = sum(taken is not None and taken.grade.fraction >= 1 for taken in attempt.counted)
    lines = [
        Content.assemble(
            ("Score  ", MUTED),
            (f"{decimals(attempt.score)} of {decimals(attempt.possible)}", "bold"),
            (f"  {percent(attempt.fraction)}", "bold $text-accent"),
        ),
        Content.styled(
            f"{right} of {counted(len(attempt.items), 'question')} wholly right · {span_text(attempt.seconds)}",
            MUTED,
        ),
    ]
    if not attempt.finished:
        lines.append(Content.styled(f"Still open: {attempt.answered} answered so far.", "$text-warning"))
    tags = sorted(tally(attempt, lambda item: item.question.tags), key=lambda one: (one.fraction, one.name))
    if tags:
        parts = [f"{one.name} {decimals(one.score)}/{decimals(one.possible)}" for one in tags]
        lines.append(Content.assemble(("By tag  ", MUTED), " · ".join(parts)))
    return Content("\n").join(lines)


def question_lines(attempt: Attempt) -> list[tuple[str, Content]]:
    """Return a line a question: mark, number, prompt."""
    lines = []
    for number, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True), start=1):
        verdict = taken.grade.verdict if taken else None
        mark, style = (verdict.mark, VERDICT_STYLE[verdict]) if verdict else (OPEN_MARK, MUTED)
        prompt = " ".join(item.question.prompt.split())
        lines.append((str(number), Content.assemble((f"{mark} ", style), (f"{number:>2}  ", MUTED), prompt)))
    return lines
