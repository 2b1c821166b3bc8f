"""`quiz find`: questions by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

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
    """Find the questions that say TEXT: in prompt, choices, explanation, hint, tags, id or sources.

    Capitals and accents do not matter, and a word may be the beginning of a longer one. What has the words as they
    stand in its prompt comes first, then what has all of them, then, for three words or more, prompts that have at
    least half of them: type a prompt of your own to see whether something like it is there already.

    \b
    JSON is a list of objects with the keys
      bank, question, type   ids of bank and question, type of the question
      path, line             the file, and the line of the id in it or null
      prompt                 the prompt as it stands
      field, excerpt         where the text was found; what stands around it, null in the prompt

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

    total, hits = Index(named_entries(banks), fits).search(wanted, limit)
    lines = _lines(hits)
    if form == "json":
        show_json([_as_json(hit, lines) for hit in hits])
    elif hits:
        show_table(("Question", "Place", "Prompt"), [row for hit in hits for row in _rows(hit, lines)])
    if total > len(hits):
        click.echo(f"{len(hits)} of {counted(total, 'question')}; --limit all shows all.", err=True)
    if not hits:
        within = " there" if banks or tags or types else ""
        click.echo(
            f"No question{within} has “{shortened(wanted)}”; try fewer words, or the beginning of one.", err=True
        )
        ctx.exit(1)


def _lines(hits: Sequence[Hit]) -> dict[tuple[Path, str], int]:
    """Return the lines of the questions in their files, each of which is read once."""
    asked: dict[Path, set[str]] = {}
    for hit in hits:
        asked.setdefault(hit.entry.path, set()).add(hit.question.id)
    return {
        (path, question): line
        for path, questions in asked.items()
        for question, line in lines_of(path, questions).items()
    }


def _as_json(hit: Hit, lines: Mapping[tuple[Path, str], int]) -> dict[str, Any]:
    return {
        "bank": hit.entry.id,
        "question": hit.question.id,
        "type": hit.question.type,
        "path": str(hit.entry.path),
        "line": lines.get((hit.entry.path, hit.question.id)),
        "prompt": hit.prompt,
        "field": hit.field,
        "excerpt": hit.excerpt,
    }


def _rows(hit: Hit, lines: Mapping[tuple[Path, str], int]) -> list[tuple[str, ...]]:
    """Return the row of a question, and one more with the match where it is not in the prompt."""
    line = lines.get((hit.entry.path, hit.question.id))
    place = clean_line(str(hit.entry.path)) + (f":{line}" if line is not None else "")
    rows: list[tuple[str, ...]] = [(f"{hit.entry.id}:{hit.question.id}", place, shortened(hit.prompt, _WIDEST))]
    if hit.excerpt is not None:
        rows.append(("", "", f"  {hit.field}: {shortened(hit.excerpt, _WIDEST)}"))
    return rows
