"""Where sources of a bank are kept: in the bank itself, or in the source list beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.authoring.bank_file import ChangeOnDisk, open_to_edit
from quiz.authoring.outline import read_outline
from quiz.authoring.question_edits import QuestionEdit
from quiz.authoring.sources import (
    REFERENCES,
    NewSource,
    cited_at,
    is_reference,
    names_in,
    with_citation,
    with_reference,
    with_source,
)
from quiz.files import FileProblem
from quiz.library.library import SOURCES_NAME, sources_of

if TYPE_CHECKING:
    from pathlib import Path

THIS_BANK: Final = "this bank"


class PlacedSource(NamedTuple):
    """A source, and the place in which it is to be kept, one of those of a shelf."""

    source: NewSource
    place: str


@dataclass(frozen=True)
class SourceShelf:
    """The places for the sources of the bank at `path`, whose folder in the library is `folder`."""

    path: Path
    folder: Path

    @property
    def _list(self) -> Path:
        """The source list that the bank reads, or the one that would be made beside it."""
        return sources_of(self.path, self.folder) or self.path.with_name(SOURCES_NAME)

    def places(self, text: str) -> tuple[str, str]:
        """Return where a source may be kept, in words, first where the others of a bank with that text are."""
        is_listed = self._list.exists() and read_outline(text, REFERENCES).headline is None
        return (SOURCES_NAME, THIS_BANK) if is_listed else (THIS_BANK, SOURCES_NAME)

    def added(self, text: str, line: int, source: NewSource, place: str) -> QuestionEdit | None:
        """Add a source at a place, and cite it in the question at a line of the bank's text; return the text then.

        A reference that is cited there and stands nowhere yet is taken for this one, and gives it its name. The source
        list is written at once, the bank is not. None where the list there is not written as lines. Raises
        `FileProblem`.
        """
        shared = open_to_edit(self._list)
        cited = cited_at(text, line)
        is_new = cited is not None and not is_reference(cited, text, shared.text)
        name = cited if cited is not None and is_new else source.name(names_in(text, shared.text))
        if place == THIS_BANK:
            return with_source(text, line, source, name)
        if shared.locked:
            raise FileProblem(shared.path, shared.locked.rstrip("."))
        after = with_reference(shared.text, source.fields(name))
        if after is None:
            return None
        try:
            shared.save(after)
        except ChangeOnDisk as change:
            raise FileProblem(shared.path, f"{SOURCES_NAME} was changed at the same time; try again") from change
        return with_citation(text, line, name, source.where) or QuestionEdit(text, line)
