"""What stands in QTI's XML as HTML, for the reader of that."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from quiz.formats.hypertext import TAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.formats.xml_tree import Node

_EMPTY: Final = frozenset({"br", "img", "hr"})
_KEPT: Final = frozenset({"src", "alt", "href", "data", "start", "encoding"})
_BLOCKS: Final = frozenset({"contentBody", "infoControl", "stimulusBody", "rubricBlock", "templateBlock"})
"""Tags of QTI that stand around blocks."""


def _itself(_node: Node) -> str | None:
    return None


def markup_of(node: Node, replaced: Callable[[Node], str | None] = _itself) -> str:
    """Return what is in a node as HTML; what `replaced` gives, unless None, stands in the place of a node in it.

    Of tags that are none of HTML only what is in them stands there.
    """
    out = [html.escape(node.lead, quote=False)]
    for child in node.children:
        given = replaced(child)
        out.append(_tagged(child, replaced) if given is None else given)
        out.append(html.escape(child.tail, quote=False))
    return "".join(out)


def _tagged(node: Node, replaced: Callable[[Node], str | None]) -> str:
    inside = markup_of(node, replaced)
    tag = "div" if node.tag in _BLOCKS else node.tag
    if tag.lower() not in TAGS:
        return inside
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attributes.items() if name in _KEPT)
    return f"<{tag}{attributes}>" if tag in _EMPTY else f"<{tag}{attributes}>{inside}</{tag}>"
