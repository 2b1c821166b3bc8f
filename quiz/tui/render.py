"""Text of banks and attempts as `Content`: always literal, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content

from quiz.bank.addresses import openable
from quiz.practice.grade import Part, Verdict
from quiz.practice.wording import answer_lines, chosen_feedback, is_typed, response_text, source_note
from quiz.text import decimals
from quiz.tui.styles import FLAG_MARK, HERE_MARK, MUTED, OPEN_MARK, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.practice.attempt import Attempt, Item, RecordedResponse, SourceCitation
    from quiz.scores.progress.tables import Table

VERDICT_STYLE: Final = {
    Verdict.RIGHT: "$text-success",
    Verdict.PARTLY: "$text-warning",
    Verdict.WRONG: "$text-error",
}


def verdict_line(taken: RecordedResponse, points: float) -> Content:
    """Return the verdict as mark and word, how it came about, and what it was worth."""
    grade = taken.grade
    style = f"bold {VERDICT_STYLE[grade.verdict]}"
    earned = f"{decimals(grade.fraction * points)} of {decimals(points)}"
    content = Content.styled(f"{grade.verdict.mark} {grade.verdict.word}", style)
    if grade.how:
        content += Content(f"  {grade.how}")
    return content + Content.styled(f"  {earned}", MUTED)


def feedback(item: Item, taken: RecordedResponse | None) -> list[Content]:
    """Return what is to be read after a response, a paragraph each."""
    question = item.question
    paragraphs = [_answer(item, taken)]
    for choice, text in chosen_feedback(question, taken.response if taken else None):
        paragraphs.append(Content.assemble((f"{choice}: ", "bold"), text))
    if question.explanation:
        paragraphs.append(Content(question.explanation))
    return paragraphs


def _answer(item: Item, taken: RecordedResponse | None) -> Content:
    """Return the answer; where positions were missed, with the learner's beside the right one."""
    question = item.question
    lines = answer_lines(question)
    typed = is_typed(question)
    if taken is None or taken.grade.verdict is Verdict.RIGHT or not taken.grade.parts:
        answer = [_labelled("Answer", lines)]
        if taken is not None and typed and not taken.grade.parts:
            answer.append(_labelled("Yours", (response_text(taken.response),)))
        return Content("\n").join(answer)
    head = _labelled("Answer", lines if typed else ())
    return Content("\n").join([head, *map(_part, taken.grade.parts)])


def _labelled(label: str, lines: Sequence[str]) -> Content:
    if len(lines) == 1:
        return Content.assemble((f"{label}: ", MUTED), (lines[0], "bold"))
    return Content("\n").join([Content.styled(f"{label}:", MUTED), *(Content(f"  {line}") for line in lines)])


def _part(part: Part) -> Content:
    """Return one position: mark, label, what is right, and what the learner gave instead."""
    verdict = Verdict.RIGHT if part.is_right else Verdict.WRONG
    line = Content.assemble((f"  {verdict.mark} ", VERDICT_STYLE[verdict]), f"{part.label} → {part.right}")
    if part.is_right:
        return line
    given = f"yours: {part.given}" if part.given else "left out"
    return line + Content.styled(f"  ({given})", MUTED)


def source_card(cited: SourceCitation, as_of: str | None, number: int, *, can_open: bool) -> Content:
    """Return a source as a small block: title, then who and when, where in it, and the address."""
    reference, locator = cited.reference, cited.citation.locator
    if reference is None:
        return Content.assemble(
            ("Source ", MUTED),
            (cited.citation.ref, "bold"),
            (f", {locator}" if locator else "") + " (not in the source list)",
        )
    lines = [Content.assemble((f"Source {number}  ", MUTED), (reference.title, "bold"))]
    parts = (reference.author, reference.publisher, reference.issued, locator, f"as of {as_of}" if as_of else None)
    if details := " · ".join(part for part in parts if part):
        lines.append(Content(details))
    if openable(reference.url):
        key = " (f8 opens it)" if can_open else ""
        lines.append(Content.assemble((reference.url or "", f"underline {MUTED}"), (key, MUTED)))
    if note := source_note(cited):
        lines.append(Content.styled(note, MUTED))
    return Content("\n").join(lines)


def progress_marks(attempt: Attempt, *, hidden: bool, room: int) -> Content:
    """Return the set as a row of marks, one a question; `hidden` keeps verdicts back. Empty where there is no room."""
    if len(attempt.items) > room:
        return Content("")
    marks = []
    for position, taken in enumerate(attempt.counted):
        if position == attempt.position and taken is None:
            marks.append((HERE_MARK, "bold $text-accent"))
        elif taken is None:
            marks.append((FLAG_MARK if position in attempt.flagged else OPEN_MARK, MUTED))
        elif hidden:
            marks.append(("■", "$text-accent"))
        else:
            marks.append((taken.grade.verdict.mark, VERDICT_STYLE[taken.grade.verdict]))
    return Content.assemble(*marks)


def banks_text(titles: Sequence[str], everything: int, width: int | None = None) -> str:
    """Return what banks an attempt is of, cut to a width: one name and how many more; `everything` is how many all are.

    >>> banks_text(["Aid", "Human rights", "Law"], 5), banks_text(["Human rights", "Aid", "Law"], 5, 12)
    ('Aid and 2 more', 'Human ri… +2')
    """
    if 1 < len(titles) == everything:
        return "All banks"
    if len(titles) < 3 and (width is None or cell_len(", ".join(titles)) <= width):
        return ", ".join(titles)
    others = len(titles) - 1
    rest = f" and {others} more" if width is None or width > _WIDE_BANKS else f" +{others}"
    name, rest = titles[0], rest if others else ""
    return name + rest if width is None else _cut(name, width - cell_len(rest)) + rest


_WIDE_BANKS: Final = 24


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fitted(text, width).rstrip()


def table_content(table: Table, width: int) -> Content:
    """Return a table with its columns aligned; the first column gives way where there is no room for all."""
    rows = (table.head, *table.rows)
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(table.head))]
    spare = width - sum(widths[1:]) - 2 * (len(widths) - 1)
    widths[0] = max(8, min(widths[0], spare))
    lines = []
    for number, row in enumerate(rows):
        cells = [
            " " * (wide - cell_len(cell)) + cell if place in table.right else fitted(cell, wide)
            for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(Content.styled("  ".join(cells), MUTED if number == 0 else ""))
    return Content("\n").join(lines)


def clock_text(seconds: float) -> str:
    """Return what is left of a time: `4:32`, `1:04:32`."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, last = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{last:02}" if hours else f"{minutes}:{last:02}"
