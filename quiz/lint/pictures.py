"""B049: pictures that are not where their bank says, told from what was found once and the files there are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.diagnostics.findings import finding
from quiz.diagnostics.lines import Span
from quiz.library.pictures import PictureProblem, picture_file
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from quiz.diagnostics.findings import Diagnostic


MISSING_PICTURE: Final = "B049"


class NamedPicture(Struct, frozen=True, array_like=True):
    """A picture that a bank names, and where."""

    file: str
    span: Span


def picture_findings(pictures: Iterable[NamedPicture], bank: Path) -> Iterator[Diagnostic]:
    """Give a finding for each picture that a learner would not get to see."""
    for picture in pictures:
        try:
            picture_file(bank, picture.file)
        except PictureProblem as problem:
            yield finding(
                MISSING_PICTURE,
                f"The picture `{shortened(picture.file)}` cannot be shown: {problem}.",
                str(bank),
                picture.span,
                help="put the file there, beside the bank or in a folder below it, or mend its name",
            )
