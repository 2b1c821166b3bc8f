"""What is to be said of a bank below the list: what it is about, whose it is, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content

from quiz.text import clean_line, counted
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from quiz.bank.model import Bank
    from quiz.library.library import LibraryEntry


_LONG_TITLE: Final = 14
"""From more cells on the list may have cut a title."""


def about_bank(entry: LibraryEntry, learned: str = "", *, with_files: bool = True) -> Content:
    """Return what is known of a bank; `learned`: what is to be said of it and the learner.

    with_files: whether files and what is wrong in them are told, which is for who can open them.
    """
    lines = [Content.styled(entry.title, "bold")] if cell_len(entry.title) > _LONG_TITLE else []
    if entry.bank is not None and entry.bank.description:
        lines.append(Content(entry.bank.description))
    if learned:
        lines.append(Content(learned))
    if with_files and entry.shadowed_by is not None:
        lines.append(Content(f"Another bank with the same id comes first: {clean_line(str(entry.shadowed_by))}"))
    if with_files and entry.problems:  # before what can wait: there may be room for a few lines alone
        lines += _problems(entry)
    if entry.bank is not None and (entry.bank.questions or entry.bank.drafts):
        lines += _parts(entry.bank)
    return Content("\n").join(lines)


def _parts(bank: Bank) -> list[Content]:
    from quiz.bank.questions.base import DIFFICULTIES

    difficulties = [question.difficulty for question in bank.questions]
    parts = [f"{difficulties.count(level)} {level}" for level in DIFFICULTIES if level in difficulties]
    tags = sorted({tag for question in bank.questions for tag in question.tags})
    drafts = [counted(len(bank.drafts), "draft")] if bank.drafts else []
    about = [" · ".join([counted(len(difficulties), "question"), *parts, *drafts])]
    about += [f"Tags: {', '.join(tags)}"] if tags else []
    about += [origin] if (origin := origin_of(bank)) else []
    return [Content.styled(line, MUTED) for line in about]


def _problems(entry: LibraryEntry) -> list[Content]:
    from quiz.diagnostics.findings import is_error

    worst = sorted(entry.diagnostics, key=lambda found: not is_error(found))
    return [
        Content.styled(f"! {counted(entry.problems, 'problem')}; e shows where", "$text-warning"),
        *(Content(f"line {found.span.line}: {found.message}") for found in worst[:3]),
        Content.styled(clean_line(str(entry.path)), MUTED),
    ]


def origin_of(bank: Bank) -> str:
    """Return who wrote a bank, on which terms it may be used and when it was changed, as far as it says so."""
    parts = (
        f"By {', '.join(bank.authors)}" if bank.authors else None,
        f"license {bank.license}" if bank.license else None,
        f"updated {bank.updated}" if bank.updated else None,
    )
    return " · ".join(part for part in parts if part)
