"""What the figures of a learner's progress come to in a few words, the same on the screen and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.practice.marking import Judgement
from quiz.practice.types import Confidence
from quiz.scores.progress.figures import ENOUGH, FORECAST_DAYS, weakest_first
from quiz.text import MONTHS, WEEKDAYS, counted, grouped, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quiz.scores.progress.figures import Calibration, Part, Progress

TOO_FEW: Final = "too few yet"
"""Stands where a share or a median would, of fewer than five responses."""
_WHEN: Final = {Confidence.GUESS: "guessing", Confidence.UNSURE: "unsure", Confidence.SURE: "sure"}


class Figure(NamedTuple):
    """One of the four figures that come first: the number, what it is of, and the same where there is less room."""

    number: str
    words: str
    short: str


class Summary(NamedTuple):
    """The four figures that come first."""

    streak: Figure
    known: Figure
    due: Figure
    right: Figure

    def __str__(self) -> str:
        return ", ".join(f"{figure.number} {figure.words}" for figure in self) + "."


def summary(progress: Progress) -> Summary:
    """Return the days in a row, what is known, what is due, and how much was right in the last days."""
    days = "day" if progress.streak == 1 else "days"
    recent, whole = progress.recent, progress.whole
    is_told = recent.accuracy is not None and recent.is_told
    return Summary(
        streak=Figure(str(progress.streak), f"{days} in a row", days),
        known=Figure(str(whole.states.at_least_known), f"of {whole.questions} known", "known"),
        due=Figure(str(whole.due), "due today", "due"),
        right=Figure(percent(recent.accuracy or 0, 0), "right in 7 days", "right")
        if is_told
        else Figure("too few", "answers in 7 days", "yet"),
    )


def learned(progress: Progress) -> tuple[tuple[str, str], ...]:
    """Return on how many days something was answered, how much, and the longest run, each a number and its noun."""
    return (
        (grouped(progress.days), "day" if progress.days == 1 else "days"),
        (grouped(progress.responses), "answer" if progress.responses == 1 else "answers"),
        (grouped(progress.longest_streak), "best run"),
    )


def learned_text(progress: Progress) -> str:
    (days, days_noun), (answers, answers_noun), (run, run_noun) = learned(progress)
    return (
        f"{answers} {answers_noun} on {days} {days_noun}; {counted(progress.streak, 'day')} in a row, {run_noun} {run}."
    )


def known_text(part: Part) -> str:
    """Return how many questions of a part are known: `4 of 33`."""
    return f"{part.states.at_least_known} of {part.questions}"


def weakest_text(parts: Sequence[Part]) -> str:
    """Name the part of what was begun of which the smallest share is known; nothing where none was begun."""
    weakest = next(iter(weakest_first(parts)), None)
    return f"Weakest: {weakest.name}, {known_text(weakest)} known." if weakest is not None and weakest.seen else ""


def busiest(forecast: Sequence[tuple[date, int]]) -> tuple[date, int] | None:
    """Return the day to come on which most is due; None where nothing will be."""
    ahead = max(forecast[1:], key=lambda day: day[1], default=None)
    return ahead if ahead is not None and ahead[1] else None


def busiest_text(progress: Progress) -> str:
    """Say on which day to come most is due: `Monday 15, most of a day`."""
    found = busiest(progress.forecast)
    if found is None:
        return "nothing is waiting" if progress.whole.due == 0 else "nothing after today"
    day, count = found
    is_near = (day - progress.today).days < 7
    name = WEEKDAYS[day.weekday()] if is_near else f"{day.day} {MONTHS[day.month - 1]}:"
    return f"{name} {count}, most of a day"


def due_text(progress: Progress) -> str:
    total = sum(count for _, count in progress.forecast)
    return f"{progress.whole.due} due today, {total} within {FORECAST_DAYS} days; {busiest_text(progress)}."


def sureness(levels: Sequence[Calibration]) -> str:
    """Say how well confidence fits: `You know what you know.`"""
    told = [level for level in levels if level.is_told]
    if not levels:
        return "No answer says yet how sure it is."
    if not told:
        return f"Told from {counted(ENOUGH, 'answer')} on."
    over = [level for level in told if level.judgement in (Judgement.OVER, Judgement.SLIGHTLY_OVER)]
    under = [level for level in told if level.judgement in (Judgement.UNDER, Judgement.SLIGHTLY_UNDER)]
    if over:
        is_little = all(level.judgement is Judgement.SLIGHTLY_OVER for level in over)
        return f"{'A little too' if is_little else 'Too'} sure when {_when(over)}."
    return f"You know more than you think when {_when(under)}." if under else "You know what you know."


def _when(levels: Sequence[Calibration]) -> str:
    return " and ".join(_WHEN[level.confidence] for level in levels)


def window_text(level: Calibration) -> str:
    """Return how much should be right at a level of confidence: `67 to 80 %`."""
    low, high = (percent(share, 0).removesuffix(" %") for share in (level.low, level.high))
    return f"{low} to {high} %"
