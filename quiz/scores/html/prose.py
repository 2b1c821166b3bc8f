"""Markdown of banks as HTML, made from plain values alone: a text in it is always escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.bank.markup import BLANK, Code, Items, Paragraph, Quote, Table, blocks_of
from quiz.bank.seen import without_blanks
from quiz.practice.questions.base import GAP
from quiz.scores.html.elements import Child, Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.markup import Block, Markup as BankMarkup, Span
    from quiz.practice.attempt import Item

_ELEMENTS: Final = {"emphasis": "em", "strong": "strong", "code": "code"}


def prose(text: str, item: Item, class_: str = "text") -> Markup:
    """Return a prompt, a hint, feedback or an explanation."""
    return marked(text, item.markup, class_)


def marked(text: str, markup: BankMarkup, class_: str = "text") -> Markup:
    """Return a text as it is written."""
    if markup == "plain":
        return element("p", text, class_=class_)
    return element("div", _blocks(blocks_of(text)), class_=f"{class_} markdown")


def row(text: str | None, item: Item) -> Child:
    """Return a choice, an item or a side of a pair."""
    if text is None or item.markup == "plain" or not item.question.ROWS:
        return text
    parts = [_spans(one.spans) if isinstance(one, Paragraph) else _block(one) for one in blocks_of(text, is_row=True)]
    return element("span", parts, class_="text")


def blanked(text: str, item: Item) -> Markup:
    """Return a cloze text with its blanks numbered."""
    marked, _ = without_blanks(text)
    first, *rest = prose(marked, item).split(BLANK)
    numbered = (f"[{number}] {GAP}{after}" for number, after in enumerate(rest, start=1))
    return Markup(first + "".join(numbered))


def _blocks(blocks: Iterable[Block]) -> list[Child]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Markup:
    match block:
        case Paragraph(spans):
            return element("p", _spans(spans), class_="text")
        case Code(text):
            return element("pre", element("code", text))
        case Items(items, first):
            listed = [element("li", _blocks(item)) for item in items]
            return element("ul", listed) if first is None else element("ol", listed, start=first)
        case Quote(blocks):
            return element("blockquote", _blocks(blocks))
        case Table():
            return _table(block)


def _table(table: Table) -> Markup:
    def cells(name: str, at: int) -> Markup:
        return element(
            "tr",
            [
                element(name, _spans(cell.spans), class_="figures" if column in table.right else None)
                for column, cell in enumerate(table.rows[at])
            ],
        )

    rows = range(1, len(table.rows))
    return element("table", element("thead", cells("th", 0)), element("tbody", [cells("td", at) for at in rows]))


def _spans(spans: Iterable[Span]) -> list[Child]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Child:
    shown: Child = span.text
    for style in sorted(span.styles - {"link"}):
        shown = element(_ELEMENTS[style], shown)
    return element("a", shown, href=span.address, rel="noreferrer noopener") if span.address else shown
