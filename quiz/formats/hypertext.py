"""HTML as text and as Markdown, through selectolax. Nothing of it is run, and nothing is fetched."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.bank.addresses import openable
from quiz.bank.markup import blocks_of, texts_of
from quiz.formats.mathml import math_text
from quiz.formats.packages import package
from quiz.formats.pictures import shown_name
from quiz.formats.prose import (
    TOO_LARGE,
    Dropped,
    Prose,
    escaped,
    formula_markdown,
    formulas_in,
    pieces_of,
    plain,
)
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEST: Final = 256 << 10
MOST_TAGS: Final = 2_000
DEEPEST: Final = 64
"""Characters and tags of a text up to which it is taken apart, and tags in each other up to which they act."""
_BEGINNING: Final = 200
"""Characters that are left of a text that is not taken apart."""

_STYLES: Final = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "var"), "code"),
}
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_PARAGRAPHS: Final = (
    "address article aside body caption center dd details div dl dt fieldset figcaption figure footer form header hr "
    "legend li main nav p section summary"
)
_BLOCKS: Final = _HEADINGS.union(_PARAGRAPHS.split(" "))
_UNSEEN: Final = frozenset({"style", "template", "head", "title", "meta", "link", "base", "noscript"})
_MEDIA: Final = {"audio": "audio", "video": "video", "object": "media", "embed": "media", "iframe": "frame"}
_RAISED: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LIKE_A_LIST: Final = re.compile(r"(?:[-+>](?=\s|$)|~~~|```)|(\d+)(?=[.)](?:\s|$))")


_NAMES: Final = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br "
    "button canvas caption center cite code col colgroup data dd del details dfn dir div dl dt em embed "
    "fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe "
    "img input ins kbd label legend li link main map mark math menu meta nav noscript object ol optgroup "
    "option output p param picture pre q rp rt ruby s samp script section select small source span strike "
    "strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u "
    "ul var video wbr anki-mathjax "
    "maction menclose merror mfenced mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub "
    "msubsup msup mtable mtd mtext mtr munder munderover semantics annotation annotation-xml "
)
TAGS: Final = frozenset(_NAMES.split())
"""The names of the tags of HTML: anything else after `<` is text."""
_TAG: Final = re.compile(rf"<(?:/?(?:{'|'.join(sorted(TAGS, key=len, reverse=True))})(?=[\s/>])|!--)", re.IGNORECASE)


class _Piece(NamedTuple):
    """A stretch of a line: what it says, its style, the address it leads to, and whether it is a formula."""

    text: str
    styles: frozenset[str] = frozenset()
    address: str = ""
    is_formula: bool = False


class _Block(NamedTuple):
    """Lines that belong together: as text, as Markdown and as that of a row. apart: blank lines stand around it."""

    plain: str
    markdown: str
    row: str
    apart: bool = False
    is_marked: bool = False


def hypertext(text: str, *, keeps_lines: bool = False) -> Prose:
    """Return a text that is written in HTML; `keeps_lines`: a line break is one in it too.

    Of a text that is larger than is taken apart only the beginning stands there, and `dropped` says so. Raises
    `PackageMissing` where it holds a tag and the package for HTML is not installed.
    """
    if _TAG.search(text):
        return _prose_of(text, keeps_lines=keeps_lines)
    text = html.unescape(text).replace("\xa0", " ") if "&" in text else text
    return plain(text if keeps_lines else " ".join(text.split()))


def without_foreign_tags(text: str) -> str:
    """Return HTML in which every `<` that begins no tag is an entity, as in `#include <stdio.h>`."""
    return re.sub(r"<", lambda match: "<" if _TAG.match(text, match.start()) else "&lt;", text)


def _prose_of(source: str, *, keeps_lines: bool) -> Prose:
    """Return a text in HTML. Raises `PackageMissing` where there is no selectolax."""
    if len(source) > LARGEST or source.count("<") > 2 * MOST_TAGS:
        said = f"a text of {len(source):,} characters and {source.count('<'):,} tags"
        return Prose(clean(source[:_BEGINNING]), dropped=(Dropped(TOO_LARGE, said),))
    parser = package("selectolax.lexbor", "text with HTML tags")
    root = parser.LexborHTMLParser(without_foreign_tags(source.replace("\0", "\ufffd")), is_fragment=True).root
    builder = _Builder(keeps_lines)
    builder.walk(root, _Context(), siblings=True)
    blocks = builder.finished()
    plain = _joined([(block.plain, False) for block in blocks])
    dropped = (*builder.dropped, *formulas_in(plain))
    if not any(block.is_marked for block in blocks):
        return Prose(plain, dropped=dropped)
    markdown = _joined([(block.markdown, block.apart) for block in blocks])
    if not _says(markdown, builder.said):
        return Prose(plain, dropped=(*dropped, Dropped("emphasis", markdown, "note")))
    row = _joined([(block.row, False) for block in blocks])
    return Prose(plain, markdown, row if any("| --- |" in block.markdown for block in blocks) else None, dropped)


def _joined(blocks: Iterable[tuple[str, bool]]) -> str:
    text, was_apart = "", False
    for block, apart in blocks:
        if block:
            text += ("\n\n" if apart or was_apart else "\n") + block if text else block
            was_apart = apart
    return text


def _says(markdown: str, said: Sequence[str]) -> bool:
    """Tell whether nothing of a text is lost where it is seen as Markdown."""
    blocks = blocks_of(markdown)
    if any(formulas_in(text) for text in said):
        return True  # a formula is seen in other signs than it is written in
    seen = "".join(texts_of(blocks))
    wanted, found = (Counter("".join(text.split())) for text in ("".join(said), seen))
    return not wanted - found


class _Context(NamedTuple):
    """What acts on a node from outside it."""

    styles: frozenset[str] = frozenset()
    address: str = ""
    depth: int = 0

    def styled(self, style: str) -> _Context:
        return self._replace(styles=self.styles | {style})


class _Builder:
    """Blocks and what was dropped, node by node."""

    def __init__(self, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._line: list[_Piece] = []
        self._blocks: list[_Block] = []
        self.dropped: list[Dropped] = []
        self.said: list[str] = []

    def finished(self) -> list[_Block]:
        self._end_line()
        return self._blocks

    def walk(self, node: Any, context: _Context, *, siblings: bool = False) -> None:
        """Take a node, and with `siblings` those that follow it."""
        while node is not None:
            self._node(node, context)
            node = node.next if siblings else None

    def _inside(self, node: Any, context: _Context) -> None:
        if context.depth >= DEEPEST:
            self._text(node.text(deep=True), context)
        else:
            self.walk(node.child, context._replace(depth=context.depth + 1), siblings=True)

    def _node(self, node: Any, context: _Context) -> None:
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "", context)
        elif not tag[0].isalpha():
            if comment := (node.comment_content or "").strip():
                self.dropped.append(Dropped("script", clean(comment), "note"))
        elif tag == "script":
            self._drop_script(node, "lost")
        elif tag in _UNSEEN:
            self._drop_script(node, "note")
        elif tag == "br":
            self._end_line()
        elif tag == "img":
            self._show(node, "image", "image", str(node.attributes.get("alt") or ""), context)
        elif tag in _MEDIA:
            self._show(node, "media", _MEDIA[tag], "", context)
        elif tag in {"ol", "ul", "menu"}:
            self._end_line()
            self._blocks.append(self._list(node, context))
        elif tag == "table":
            self._end_line()
            self._table(node, context)
        elif tag == "pre":
            self._end_line()
            self._code(node)
        elif tag == "blockquote":
            self._end_line()
            self._quote(node, context)
        elif tag in {"sub", "sup"}:
            self._script(node, tag, context)
        elif tag == "a":
            self._link(node, context)
        elif tag == "math":
            self.dropped.append(Dropped("math", clean(node.html or ""), "note"))
            self._text(math_text(node), context)
        elif tag == "anki-mathjax":
            self._text(f"\\({node.text(deep=True).strip()}\\)", context)
        elif tag in _BLOCKS:
            self._end_line()
            self._inside(node, context.styled("strong") if tag in _HEADINGS else context)
            self._end_line()
        else:
            self._inside(node, context.styled(_STYLES[tag]) if tag in _STYLES else context)

    # Parts of a line

    def _text(self, text: str, context: _Context) -> None:
        lines = text.replace("\r\n", "\n").split("\n") if self._keeps_lines else [text]
        for number, line in enumerate(lines):
            if number:
                self._end_line()
            stretch = re.sub(r"\s+", " ", clean(line.replace("\xa0", " ").replace("\n", " ").replace("\t", " ")))
            if not self._line or self._line[-1].text.endswith(" "):
                stretch = stretch.removeprefix(" ")
            for piece, is_formula in pieces_of(stretch) if "code" not in context.styles else [(stretch, False)]:
                if piece:
                    self._line.append(_Piece(piece, context.styles, context.address, is_formula))

    def _drop_script(self, node: Any, kind: Any) -> None:
        if text := (node.text(deep=True) or "").strip():
            self.dropped.append(Dropped("script", clean(text), kind))

    def _show(self, node: Any, code: str, word: str, name: str, context: _Context) -> None:
        attributes = node.attributes
        source = str(attributes.get("src") or attributes.get("data") or "")
        inner = node.css_first("source[src]") if code == "media" else None
        if not source and inner is not None:
            source = str(inner.attributes.get("src") or "")
        carried = source.removeprefix("@@PLUGINFILE@@/")
        self.dropped.append(
            Dropped(code, clean("data:…" if source.startswith("data:") else carried), alt=clean(" ".join(name.split())))
        )
        name = name or ("" if source.startswith("data:") else shown_name(carried))
        self._line.append(_Piece(f"[{word}: {clean(' '.join(name.split()))}]" if name else f"[{word}]", context.styles))

    def _script(self, node: Any, tag: str, context: _Context) -> None:
        text = (node.text(deep=True) or "").strip()
        signs = text.translate(_RAISED if tag == "sup" else _LOWERED)
        if text and not any(old == new for old, new in zip(text, signs, strict=True)):
            self._text(signs, context)
        elif text:
            self._text(f"{'^' if tag == 'sup' else '_'}{text}", context)

    def _link(self, node: Any, context: _Context) -> None:
        address = clean(str(node.attributes.get("href") or "")).strip()
        text = " ".join((node.text(deep=True) or "").split())
        if not address or address in {text, f"mailto:{text}"} or address.startswith(("#", "javascript:")):
            self._inside(node, context)
        elif openable(address) and not re.search(r"[\s<>()]", address):
            self._inside(node, context._replace(address=address))
        else:
            self._inside(node, context)
            self._text(f" ({address})", context)

    # Blocks

    def _end_line(self) -> None:
        pieces, self._line = self._line, []
        if pieces and (text := pieces[-1].text.rstrip()) != pieces[-1].text:
            pieces[-1] = pieces[-1]._replace(text=text)
        pieces = [piece for piece in pieces if piece.text]
        if not pieces:
            return
        self.said += (piece.text for piece in pieces)
        markdown = _marked(pieces)
        if pieces[0].styles or pieces[0].is_formula:
            pass
        elif like := _LIKE_A_LIST.match(markdown):
            markdown = f"{like[1]}\\{markdown[like.end() :]}" if like[1] else "\\" + markdown
        is_marked = any(piece.styles or piece.address for piece in pieces)
        self._blocks.append(_Block(_unmarked(pieces), markdown, markdown, is_marked=is_marked))

    def _within(self, node: Any, context: _Context) -> list[_Block]:
        """Return the blocks in a node; what they drop and say is dropped and said here."""
        builder = _Builder(self._keeps_lines)
        builder._inside(node, context)
        blocks = builder.finished()
        self.dropped += builder.dropped
        self.said += builder.said
        return blocks

    def _list(self, node: Any, context: _Context) -> _Block:
        rows: list[tuple[str, str]] = []
        child = node.child
        number = _number(node.attributes.get("start"))
        deeper = context._replace(depth=context.depth + 1)
        while child is not None:
            if child.tag[0].isalpha():
                mark = f"{number + len(rows)}. " if node.tag == "ol" else "- "
                blocks = self._within(child, deeper)
                plain = _joined((block.plain, False) for block in blocks)
                text = _joined((block.markdown, block.apart and "```" in block.markdown) for block in blocks)
                rows.append((_hung(mark, plain), _hung(mark, text)))
            child = child.next
        plain, markdown = ("\n".join(row[at] for row in rows) for at in (0, 1))
        return _Block(plain, markdown, plain, apart=True, is_marked=bool(rows))

    def _table(self, node: Any, context: _Context) -> None:
        rows: list[list[_Block]] = []
        for caption in (child for child in _children(node) if child.tag == "caption"):
            self._inside(caption, context)
            self._end_line()
        for row in _rows(node):
            cells = [cell for cell in _children(row) if cell.tag in {"td", "th"}]
            inside = [self._within(cell, context._replace(depth=context.depth + 1)) for cell in cells]
            rows.append(
                [
                    _Block(
                        " ".join(block.plain for block in blocks).replace("\n", " "),
                        " ".join(map(_in_cell, blocks)).replace("\n", " ").replace("|", "\\|"),
                        "",
                    )
                    for blocks in inside
                ]
            )
        rows = [row for row in rows if any(cell.plain for cell in row)]
        if not rows:
            return
        width = max(map(len, rows))
        plain = "\n".join(" | ".join(cell.plain for cell in row) for row in rows)
        lines = ["| " + " | ".join([cell.markdown for cell in row] + [""] * (width - len(row))) + " |" for row in rows]
        lines.insert(1, "| " + " | ".join(["---"] * width) + " |")
        self._blocks.append(_Block(plain, "\n".join(lines), escaped(plain), apart=True, is_marked=True))

    def _code(self, node: Any) -> None:
        text = clean((node.text(deep=True) or "").replace("\r\n", "\n").strip("\n"))
        if not text.strip():
            return
        inner = node.css_first("code")
        names = " ".join(str(one.attributes.get("class") or "") for one in (node, inner) if one is not None)
        language = re.search(r"\blang(?:uage)?-([\w+#-]+)", names)
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
        self.said.append(text)
        markdown = f"{fence}{language[1] if language else ''}\n{text}\n{fence}"
        self._blocks.append(_Block(text, markdown, markdown, apart=True, is_marked=True))

    def _quote(self, node: Any, context: _Context) -> None:
        blocks = self._within(node, context._replace(depth=context.depth + 1))
        plain = _joined((block.plain, False) for block in blocks)
        text = _joined((block.markdown, block.apart) for block in blocks)
        marked = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        if plain:
            self._blocks.append(_Block(plain, marked, plain, apart=True, is_marked=True))


def _children(node: Any) -> Iterable[Any]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _rows(table: Any) -> Iterable[Any]:
    """Give the rows of a table that are its own: those of a table in one of its cells are that one's."""
    for part in _children(table):
        if part.tag == "tr":
            yield part
        elif part.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in _children(part) if row.tag == "tr")


def _in_cell(block: _Block) -> str:
    """Return a block as it stands in a cell, where Markdown has no table."""
    return escaped(block.plain) if block.markdown.startswith("| ") else block.markdown


def _number(start: str | None) -> int:
    return int(start) if start and start.isascii() and start.isdigit() and len(start) < 7 else 1


def _hung(mark: str, text: str) -> str:
    """Return an item of a list, its further lines indented as its first one is."""
    return (mark + text.replace("\n", "\n" + " " * len(mark))).rstrip()


def _unmarked(pieces: Sequence[_Piece]) -> str:
    """Return a line as text, each address in brackets behind its text."""
    text = ""
    for address, group in groupby(pieces, key=lambda piece: piece.address):
        text += "".join(piece.text for piece in group)
        if address:
            text = f"{text.rstrip()} ({address})"
    return text


def _marked(pieces: Sequence[_Piece]) -> str:
    text = ""
    afters = [*(piece.text for piece in pieces[1:]), ""]
    pairs = list(zip(pieces, afters, strict=True))
    for address, group in groupby(pairs, key=lambda pair: pair[0].address):
        inner = "".join(_styled(list(run), styles) for styles, run in groupby(group, key=lambda pair: pair[0].styles))
        text += f"[{inner.strip()}]({address})" if address else inner
    return text


def _styled(run: Sequence[tuple[_Piece, str]], styles: frozenset[str]) -> str:
    text = "".join(piece.text for piece, _ in run)
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if not text.strip():
        return text
    if "code" in styles:
        inner = _code_span(text.strip())
    else:
        inner = "".join(
            formula_markdown(piece.text, after) if piece.is_formula else escaped(piece.text) for piece, after in run
        ).strip()
    mark = ("**" if "strong" in styles else "") + ("*" if "emphasis" in styles else "")
    return f"{lead}{mark}{inner}{mark}{trail}"


def _code_span(text: str) -> str:
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{room}{text}{room}{ticks}"
