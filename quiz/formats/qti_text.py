"""Texts of a bank as XHTML for QTI: well-formed, with the white space that HTML would run together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.bank.markup import Paragraph, blocks_of
from quiz.formats.html_text import html_of
from quiz.formats.xml_text import xml_text

if TYPE_CHECKING:
    from quiz.formats.prose import Prose

_SPACES: Final = re.compile(r"^ | (?= )", re.MULTILINE)
_WELL_FORMED: Final = (
    ("<br>", "<br/>"),
    ("<table>", "<table><tbody>"),
    ("</table>", "</tbody></table>"),
    ("<blockquote>", "<blockquote><div>"),
    ("</blockquote>", "</div></blockquote>"),
)
"""What the schema of QTI wants more than HTML; no text holds a `<` of its own."""


def xhtml_of(prose: Prose, *, is_row: bool = False) -> str:
    """Return a text as XHTML, with blocks in it where it has some; is_row: a choice, an item or a side of a pair."""
    if prose.markdown is None:
        return _lines(prose.plain)
    text = html_of(prose, is_row=is_row)
    for seen, wanted in _WELL_FORMED:
        text = text.replace(seen, wanted)
    return re.sub(r'<ol start="\d+">', "<ol>", text)


def inline_xhtml_of(prose: Prose) -> str:
    """Return a text as XHTML without blocks in it: one that has some stands as it is seen, in lines."""
    blocks = blocks_of(prose.markdown) if prose.markdown is not None else ()
    is_inline = len(blocks) == 1 and isinstance(blocks[0], Paragraph)
    return xhtml_of(prose) if is_inline else _lines(prose.plain)


def _lines(text: str) -> str:
    text = xml_text(text)
    if "  " in text or "\n" in text or text.startswith(" "):
        return _SPACES.sub("\xa0", text).replace("\n", "<br/>")
    return text
