"""Sources as they are cited, with what is known of them: what a snapshot keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.bank.model import Reference
from quiz.bank.questions.base import Citation
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.lessons import Lesson
    from quiz.bank.model import Bank
    from quiz.bank.passage import Passage
    from quiz.bank.questions.registry import Question


class SourceCitation(Struct, frozen=True, omit_defaults=True):
    """A source as cited, with its reference where the source list has it."""

    citation: Citation
    reference: Reference | None = None


def cited_sources(
    bank: Bank, cited: Question | Passage | Lesson, links: Iterable[tuple[str, str]]
) -> tuple[SourceCitation, ...]:
    """Return the sources of a part of a bank, then the links in it that are none of them: they are opened as these.

    links: the text of each, and the address.
    """
    sources = [SourceCitation(citation, reference) for citation, reference in bank.references_of(cited)]
    known = {one.reference.url for one in sources if one.reference is not None}
    addresses = {address: text for text, address in links if address not in known}
    sources += [
        SourceCitation(Citation(address), Reference(id=address, title=clean_line(text), url=address))
        for address, text in addresses.items()
    ]
    return tuple(sources)
