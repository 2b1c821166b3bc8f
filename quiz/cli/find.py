"""`quiz find`: questions and lessons by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import click

from quiz.bank.lessons import Lesson
from quiz.cli.common import named_entries
from quiz.cli.completion import complete_banks
from quiz.cli.filters import TAGS, TYPES, Count
from quiz.cli.tables import FORMAT, show_json, show_table
from quiz.cli.words import WORDS
from quiz.library.find_line import lines_of
from quiz.library.search import Hit, Index
from quiz.text import clean_line, counted, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from quiz.bank.questions.registry import Question
    from quiz.library.find_line import Part

_LIMIT = 20
_WIDEST = 100


@click.command
@click.argument("text", nargs=-1, required=True, type=WORDS)
@click.option(
    "--bank",
    "banks",
    multiple=True,
    shell_complete=complete_banks,
    help="Only this bank, by id or file. May be repeated.",
)
@TAGS
@TYPES
@click.option("--limit", type=Count(), default=_LIMIT, show_default=True, help="At most so many.")
@FORMAT
@click.pass_context
def find(
    ctx: click.Context,
    text: tuple[str, ...],
    banks: tuple[str, ...],
    tags: tuple[str, ...],
    types: tuple[str, ...],
    limit: int | None,
    form: str,
) -> None:
    """Find the questions and lessons that say TEXT: in prompt or title, choices, explanation, hint, tags, id, sources …

    The text of a passage or lesson counts too. Capitals and accents do not matter, and a word may be the beginning of
    a longer one. What has the words as they stand in its prompt or title comes first, then what has all of them, then,
    for three words or more, prompts that have at least half of them: type a prompt of your own to see whether something
    like it is there already. With --tag or --type only questions are looked through. `quiz learn BANK LESSON` opens a
    lesson.

    \b
    JSON is a list of objects with the keys
      bank, question, lesson  their ids; null for the one of question and lesson that it is not
      type                    type of the question, or lesson
      path, line              the file, and the line of the id in it or null
      prompt                  the prompt, or the title of a lesson, as it stands
      field, excerpt          where the text was found; what stands around it, null in the prompt or title

    Ends with 0 if something was found and 1 if nothing was.
    """  # noqa: D301 - click wants the sign itself
    wanted = " ".join(text)
    if not wanted.strip():
        raise click.UsageError("There is no TEXT to look for; write a word of the question.")
    folded = {tag.casefold() for tag in tags}

    def fits(question: Question) -> bool:
        return (not types or question.type in types) and (
            not folded or not folded.isdisjoint(map(str.casefold, question.tags))
        )

    total, hits = Index(named_entries(banks), fits if types or folded else None).search(wanted, limit)
    lines = _lines(hits)
    if form == "json":
        show_json([_as_json(hit, lines) for hit in hits])
    elif hits:
        show_table(("Question", "Place", "Prompt"), [row for hit in hits for row in _rows(hit, lines)])
    if total > len(hits):
        click.echo(f"{len(hits)} of {counted(total, 'match', 'matches')}; --limit all shows all.", err=True)
    if not hits:
        within = " there" if banks or tags or types else ""
        nothing = "No question" if tags or types else "No question or lesson"
        click.echo(f"{nothing}{within} has “{shortened(wanted)}”; try fewer words, or the beginning of one.", err=True)
        ctx.exit(1)


_Place: TypeAlias = "tuple[Path, Part, str]"
"""A file, the part of the bank, and the id in it."""


def _place(hit: Hit) -> _Place:
    return hit.entry.path, "lessons" if isinstance(hit.found, Lesson) else "questions", hit.id


def _lines(hits: Sequence[Hit]) -> dict[_Place, int]:
    """Return the lines of what was found in its files; each part of a file is looked through once."""
    asked: dict[tuple[Path, Part], set[str]] = {}
    for path, part, name in map(_place, hits):
        asked.setdefault((path, part), set()).add(name)
    return {
        (path, part, name): line
        for (path, part), names in asked.items()
        for name, line in lines_of(path, names, part).items()
    }


def _as_json(hit: Hit, lines: Mapping[_Place, int]) -> dict[str, Any]:
    is_lesson = isinstance(hit.found, Lesson)
    return {
        "bank": hit.entry.id,
        "question": None if is_lesson else hit.id,
        "lesson": hit.id if is_lesson else None,
        "type": "lesson" if isinstance(hit.found, Lesson) else hit.found.type,
        "path": str(hit.entry.path),
        "line": lines.get(_place(hit)),
        "prompt": hit.head,
        "field": hit.field,
        "excerpt": hit.excerpt,
    }


def _rows(hit: Hit, lines: Mapping[_Place, int]) -> list[tuple[str, ...]]:
    """Return the row of what was found, and one more with the match where it is not in the prompt or title."""
    line = lines.get(_place(hit))
    place = clean_line(str(hit.entry.path)) + (f":{line}" if line is not None else "")
    head = f"Lesson: {hit.head}" if isinstance(hit.found, Lesson) else hit.head
    rows: list[tuple[str, ...]] = [(f"{hit.entry.id}:{hit.id}", place, shortened(head, _WIDEST))]
    if hit.excerpt is not None:
        rows.append(("", "", f"  {hit.field}: {shortened(hit.excerpt, _WIDEST)}"))
    return rows
