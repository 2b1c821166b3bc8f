"""Ids of imported questions: the same at every import of the same file, for a learner's history hangs on them."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from quiz.bank.identifiers import free, slug
from quiz.bank.questions.base import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.bank.markup import Markup
    from quiz.formats.mapper import MappedQuestion

_BEGINNING: Final = 60
"""Characters of a prompt of which an id is made."""


def ids_of(questions: Sequence[MappedQuestion], known: Mapping[str, str], markup: Markup) -> list[str]:
    """Return an id for each question: its own where it has a fit one, else of its title, else of its prompt.

    known: the ids of the bank that is brought up to date, with their prompts, in its markup. Of several questions that
    would have the same id, one whose prompt is known keeps the id it had; the others are numbered in their order.
    """
    wanted = [_wanted(question) for question in questions]
    taken: set[str] = set()
    ids = [""] * len(questions)
    if known:
        times = Counter(wanted)
        for at, (name, question) in enumerate(zip(wanted, questions, strict=True)):
            if (kept := _kept(name, question.item.prompt.written(markup), known, taken)) and (
                times[name] > 1 or kept != name
            ):
                ids[at] = kept
                taken.add(kept)
    own = {name for name, question in zip(wanted, questions, strict=True) if name == question.item.id}
    for at, (name, question) in enumerate(zip(wanted, questions, strict=True)):
        if not ids[at]:
            # An id that a question brings goes before one that is made of another's text.
            ids[at] = free(name, taken if name == question.item.id else taken | own)
            taken.add(ids[at])
    return ids


def _wanted(question: MappedQuestion) -> str:
    item = question.item
    if re.fullmatch(ID_PATTERN, item.id):
        return item.id
    text = item.name or item.prompt.plain or _own_text(question)
    return (
        slug(item.id)
        or slug(item.name)
        or slug(text[:_BEGINNING])
        or f"q-{blake2b(text.encode(), digest_size=4).hexdigest()}"
    )


def _own_text(question: MappedQuestion) -> str:
    """Return what tells a question without title and prompt from another: its text with gaps."""
    assert question.fields is not None
    return str(question.rendered("plain").get("text", ""))


def _kept(name: str, prompt: str, known: Mapping[str, str], taken: Iterable[str]) -> str | None:
    """Return the id of a known question with this prompt whose id is `name`, or `name` with a number."""
    pattern = re.compile(rf"{re.escape(name)}(?:-[0-9]+)?")
    return next(
        (one for one, its in known.items() if its == prompt and one not in taken and pattern.fullmatch(one)), None
    )
