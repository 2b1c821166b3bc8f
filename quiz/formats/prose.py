"""Texts of sources: as plain text and as Markdown, until it is known which of the two the bank is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from quiz.bank.markup import Markup, Paragraph, blocks_of
from quiz.bank.seen import text_of
from quiz.text import clean

if TYPE_CHECKING:
    from quiz.formats.report import Kind


TOO_LARGE: Final = "too-large"
"""The code of what was dropped of a text because it is larger than is read: a fault of its question."""


class Dropped(NamedTuple):
    """What a text held and no longer holds, or no longer as it was: the code of the loss, and the part itself.

    alt: what the text says of a picture.
    """

    code: str
    text: str
    kind: Kind = "lost"
    alt: str = ""


class Prose(Struct, frozen=True):
    """A text of a source, cleaned.

    markdown: as Markdown, None where the plain text has no marks. row: the same for a choice, an item or a side of a
    pair, which are inline; None where it is `markdown`. dropped: what did not come over.
    """

    plain: str
    markdown: str | None = None
    row: str | None = None
    dropped: tuple[Dropped, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.plain)

    @property
    def is_marked(self) -> bool:
        """Whether the text has marks that only a Markdown bank can show."""
        return self.markdown is not None

    @property
    def has_words(self) -> bool:
        """Whether there is more than pictures and recordings."""
        return bool(_SHOWN.sub("", self.plain).strip()) if "[" in self.plain else bool(self.plain)

    def written(self, markup: Markup, *, is_row: bool = False) -> str:
        """Return the text as it stands in a bank of this markup."""
        if markup == "plain":
            return self.plain
        if self.markdown is None:
            return _with_formulas(self.plain, is_row=is_row) if self.dropped else escaped(self.plain, is_row=is_row)
        return self.row if is_row and self.row is not None else self.markdown


NOTHING: Final = Prose("")
_SHOWN: Final = re.compile(r"\[(?:image|audio|video|sound)(?::[^\]]*)?\]")


def plain(text: str) -> Prose:
    """Return a text in which every character stands for itself."""
    text = clean(text).strip()
    return Prose(text, dropped=formulas_in(text)) if "$" in text or "\\" in text else Prose(text)


def markdown(text: str) -> Prose:
    """Return a text that is written in Markdown."""
    text = clean(text).strip()
    seen = text_of(text)
    dropped = formulas_in(text)
    return Prose(seen, text, dropped=dropped) if seen != text else Prose(text, dropped=dropped)


# Formulas

_OPENING: Final = re.compile(r"\\[(\[]|(?<![\\$])\$\$?(?!\$)")
_CLOSINGS: Final = {"\\(": "\\)", "\\[": "\\]", "$$": "$$", "$": "$"}
_TEX_SIGN: Final = re.compile(r"[\\^_{=]|\A[A-Za-z]\Z")
_LONGEST: Final = 2_000
"""Characters of a formula."""


def formulas_in(text: str) -> tuple[Dropped, ...]:
    """Return a note for each formula in a text."""
    return tuple(Dropped("math", piece, "note") for piece, is_formula in pieces_of(text) if is_formula)


def pieces_of(text: str) -> list[tuple[str, bool]]:
    r"""Take a text apart into stretches and formulas, each with whether it is a formula.

    >>> pieces_of(r"from $5 to \(x^2\)")
    [('from $5 to ', False), ('\\(x^2\\)', True)]
    """
    pieces: list[tuple[str, bool]] = []
    position = at = 0
    while match := _OPENING.search(text, at):
        end = _formula_end(text, match)
        if end:
            pieces += [(text[position : match.start()], False), (text[match.start() : end], True)]
            position = end
        at = end or match.end()
    pieces.append((text[position:], False))
    return [piece for piece in pieces if piece[0]]


def _formula_end(text: str, opening: re.Match[str]) -> int:
    """Return where the formula ends that begins with a mark; 0 where none does."""
    closing, start = _CLOSINGS[opening[0]], opening.end()
    found = text.find(closing, start, start + _LONGEST)
    inner, end = text[start:found], found + len(closing)
    if found <= start:
        return 0
    if closing == "$" and (
        inner[0].isspace()
        or inner[-1].isspace()
        or "\n" in inner
        or text[end : end + 1].isdigit()
        or not _TEX_SIGN.search(inner)
    ):
        return 0
    return end


def formula_markdown(formula: str, after: str) -> str:
    """Return a formula as Markdown: in dollars, but where a digit follows, after which it would be a price."""
    opening = _OPENING.match(formula)
    assert opening is not None
    inner = formula[opening.end() : -opening.end()].strip()
    if opening[0] in {"\\(", "$"} and inner and "$" not in inner and "\n" not in inner and not after[:1].isdigit():
        return f"${inner}$"
    return escaped(formula)


# Text as Markdown

_MARKS: Final = re.compile(
    r"[\\`*_\[\]<$|]|^[ \t]*(?:[>~]|[-+](?=\s|$)|\d+[.)](?=\s|$))|^[ \t]+|[ \t]+$|\n", re.MULTILINE
)
_OF_LINES: Final = re.compile(r"^[>~+-]|(?<=\d)[.)](?=\s|$)", re.MULTILINE)
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<$|]|^[>~+-]|(?<=\d)[.)](?=\s|$)", re.MULTILINE)


def escaped(text: str, *, is_row: bool = False) -> str:
    r"""Return a plain text as Markdown that is seen as it; marks are escaped only where they would be taken for such.

    >>> escaped("2 * 3 < 7"), escaped("*this*")
    ('2 * 3 < 7', '\\*this\\*')
    """
    inner = text.strip(" ")
    if not _MARKS.search(inner) or _is_seen_as(inner, inner, is_row=is_row):
        return text
    lead, trail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    lines = "\n".join(line.strip() for line in inner.split("\n"))
    few = lines if is_row else _OF_LINES.sub(_with_backslash, lines)
    if not _is_seen_as(few, lines, is_row=is_row):
        few = _SPECIAL.sub(_with_backslash, lines)
    return lead + few + trail


def _with_backslash(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _with_formulas(text: str, *, is_row: bool) -> str:
    pieces = pieces_of(text)
    afters = [*(piece for piece, _ in pieces[1:]), ""]
    return "".join(
        formula_markdown(piece, after) if is_formula else escaped(piece, is_row=is_row)
        for (piece, is_formula), after in zip(pieces, afters, strict=True)
    )


def _is_seen_as(source: str, text: str, *, is_row: bool) -> bool:
    """Tell whether a Markdown text is nothing but running text, seen as `text`."""
    paragraphs = [block for block in blocks_of(source, is_row=is_row) if isinstance(block, Paragraph)]
    return "\n\n".join(one.text for one in paragraphs) == text and not any(
        span.styles for one in paragraphs for span in one.spans
    )
