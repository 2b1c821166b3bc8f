"""Texts of a bank as HTML for files that are written, everything in them escaped."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from quiz.bank.markup import Block, Code, Items, Paragraph, Quote, Table, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.markup import Span
    from quiz.formats.items import Picture
    from quiz.formats.prose import Prose

_TAGS: Final = {"strong": "b", "emphasis": "i", "code": "code"}


def html_of(prose: Prose, *, is_row: bool = False) -> str:
    """Return a text as HTML: what is Markdown in it as tags, lines as breaks. is_row: only inline marks count."""
    if prose.markdown is None:
        return html.escape(prose.plain, quote=False).replace("\n", "<br>")
    blocks = blocks_of(prose.markdown, is_row=is_row)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _spans(blocks[0].spans)
    return "".join(map(_block, blocks))


def prompt_html(text: str, picture: Picture | None, address: str) -> str:
    """Return the HTML of a prompt with its picture where its words stand for it, else below; address: of its file."""
    if picture is None:
        return text
    tag = f'<img src="{html.escape(address)}" alt="{html.escape(picture.alt)}"/>'
    if (words := _words_of(picture)) in text:
        return text.replace(words, tag, 1)
    return f"{text}<br/>{tag}" if text else tag


def has_words_of(text: str, picture: Picture) -> bool:
    """Tell whether words stand in an HTML text for a picture."""
    return _words_of(picture) in text


def _words_of(picture: Picture) -> str:
    return html.escape(f"[image: {picture.alt}]", quote=False)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_spans(block.spans)}</p>"
        case Code():
            return f"<pre><code>{html.escape(block.text, quote=False)}</code></pre>"
        case Items():
            tag = "ul" if block.first is None else "ol"
            start = f' start="{block.first}"' if block.first not in {None, 1} else ""
            items = "".join(f"<li>{_inside(item)}</li>" for item in block.items)
            return f"<{tag}{start}>{items}</{tag}>"
        case Quote():
            return f"<blockquote>{_inside(block.blocks)}</blockquote>"
        case Table():
            head, *rows = block.rows
            cells = "".join(f"<th>{_spans(cell.spans)}</th>" for cell in head)
            body = "".join("<tr>" + "".join(f"<td>{_spans(cell.spans)}</td>" for cell in row) + "</tr>" for row in rows)
            return f"<table><tr>{cells}</tr>{body}</table>"


def _inside(blocks: Iterable[Block]) -> str:
    blocks = tuple(blocks)
    return (
        _spans(blocks[0].spans)
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph)
        else "".join(map(_block, blocks))
    )


def _spans(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = html.escape(span.text, quote=False).replace("\n", "<br>")
    for style, tag in _TAGS.items():
        if style in span.styles:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{html.escape(span.address)}">{text}</a>' if span.address else text
