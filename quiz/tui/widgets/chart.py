"""Charts of a learner's progress. Imported by the progress screen alone: plotting costs time to load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.content import Content
from textual_plotext import PlotextPlot
from textual_plotext.plot import Plot

from quiz.scores.progress.figures import Mastery, Progress
from quiz.tui.styles import MUTED

_BAR_WIDTH: Final = 0.6
_MOST_DAYS: Final = 8
"""Days that have room below the axis."""
_SHADES: Final = "·░▒▓█"
_PERCENT: Final = [0.0, 25.0, 50.0, 75.0, 100.0]


class Chart(PlotextPlot):
    """One view of the progress as a plot with axes, in the colours of text: those of the library are not legible."""

    def on_mount(self) -> None:
        self.theme = "clear"

    def draw(self, name: str, progress: Progress) -> None:
        self.plt.clear_figure()
        CHARTS[name](self.plt, progress)
        self.refresh()


def _scores(plt: Plot, progress: Progress) -> None:
    shares = [100 * sat.fraction for sat in progress.scores]
    numbers = [float(number) for number in range(1, len(shares) + 1)]
    draw = plt.scatter if len(shares) == 1 else plt.plot
    draw(numbers, shares, marker="dot")
    plt.ylim(0, 100)
    plt.xlabel("attempt")
    plt.yticks(_PERCENT)
    plt.ylabel("% of the points")
    # A day is named once, at its first attempt.
    days = [sat.day for sat in progress.scores]
    firsts = [place for place, day in enumerate(days) if place == 0 or day != days[place - 1]]
    shown = firsts[:: max(1, -(-len(firsts) // _MOST_DAYS))]
    plt.xticks([numbers[place] for place in shown], [days[place].strftime("%d %b") for place in shown])


def _mastery(pick: Callable[[Progress], tuple[Mastery, ...]]) -> Callable[[Plot, Progress], None]:
    def draw(plt: Plot, progress: Progress) -> None:
        parts = [part for part in pick(progress) if part.seen][::-1] or list(pick(progress))[::-1]
        names = [part.name[:20] for part in parts]
        plt.bar(names, [100 * part.mastered for part in parts], orientation="horizontal", width=_BAR_WIDTH)
        plt.xlim(0, 100)
        plt.xlabel("% whose last response was right")

    return draw


def _due(plt: Plot, progress: Progress) -> None:
    plt.bar(list(range(len(progress.forecast))), [count for _, count in progress.forecast], width=_BAR_WIDTH)
    plt.xlabel("days from today")
    plt.ylabel("questions")
    most = max(1, *(count for _, count in progress.forecast))
    plt.ylim(0, most)
    plt.yticks(sorted({0.0, float(most // 2), float(most)}))


def _calibration(plt: Plot, progress: Progress) -> None:
    names = [one.confidence.value for one in progress.calibration]
    accuracy = [100 * one.accuracy for one in progress.calibration]
    ideal = [50 * (one.low + one.high) for one in progress.calibration]
    plt.multiple_bar(names, [accuracy, ideal], width=_BAR_WIDTH)
    plt.xlabel("each pair: accuracy, then the middle of the range that fits")
    plt.ylim(0, 100)
    plt.yticks(_PERCENT)
    plt.ylabel("%")


def _time(plt: Plot, progress: Progress) -> None:
    paces = progress.pace[::-1]
    plt.bar(
        [pace.name[:20] for pace in paces], [pace.seconds for pace in paces], orientation="horizontal", width=_BAR_WIDTH
    )
    plt.xlabel("median seconds a question")


Draw = Callable[[Plot, Progress], None]
CHARTS: Final[dict[str, Draw]] = {
    "scores": _scores,
    "bank": _mastery(lambda progress: progress.by_bank),
    "topic": _mastery(lambda progress: progress.by_topic),
    "tag": _mastery(lambda progress: progress.by_tag),
    "due": _due,
    "calibration": _calibration,
    "time": _time,
}


def calendar_content(progress: Progress) -> Content:
    """Return the last weeks as a grid, a column a week, the darker the more responses."""
    days = progress.activity
    most = max((count for _, count in days), default=0)
    lines = []
    for weekday in range(7):
        name = f"{days[weekday][0]:%a}  "
        marks = [_shade(days[place][1], most) for place in range(weekday, len(days), 7)]
        lines.append(Content.assemble((name, MUTED), ("  ".join(marks), "$text-success")))
    weeks = " ".join(f"{days[place][0]:%d}" for place in range(0, len(days), 7))
    scale = f"{_SHADES[0]} none  {_SHADES[1]} few  {_SHADES[-1]} {most} a day"
    return Content("\n").join(
        [*lines, Content.styled(f"     {weeks}"[:80], MUTED), Content(""), Content.styled(scale, MUTED)]
    )


def _shade(count: int, most: int) -> str:
    if count == 0:
        return _SHADES[0]
    return _SHADES[1 + min(3, (4 * count - 1) // max(1, most))]
