"""Markdown as plain values. markdown-it is loaded only for a text that is Markdown.

Nothing that can be read is ever lost: a text that Markdown would take letters from, that is nested too deeply or that
has more marks than anybody reads is shown as it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from msgspec import Struct

from quiz.bank.addresses import openable
from quiz.bank.tex import unicode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Markup: TypeAlias = Literal["plain", "markdown"]
Style: TypeAlias = Literal["emphasis", "strong", "code", "link"]

BLANK: Final = "\ufdd0"
"""Stands for a blank while a cloze text is taken apart; Unicode says that it is no character of any text."""

DEEPEST: Final = 16
"""Quotes and lists in each other."""
LONGEST: Final = 20_000
MOST_MARKS: Final = 2_000
"""Characters of a text, and marks in it, up to which it is taken for Markdown."""

_ANY_MARK: Final = re.compile(r"[\\`*_\[<$|~\n]")
_OPENING: Final = re.compile(r"\s*(?:>|[-+](?:\s|$)|\d+[.)](?:\s|$))")
"""One of these stands in every text that Markdown shows in another way than it is written."""
_COSTLY: Final = re.compile(r"[\[\]$`*_<|]")


class Span(Struct, frozen=True):
    """A stretch of text; an address only for a link."""

    text: str
    styles: frozenset[Style] = frozenset()
    address: str = ""


class Paragraph(Struct, frozen=True):
    """Running text; a line break is one in it."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


class Code(Struct, frozen=True):
    """Lines of code in a language, which may be empty."""

    text: str
    language: str = ""


class Items(Struct, frozen=True):
    """A list; `first` is the number of its first item, None where they have none."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None


class Quote(Struct, frozen=True):
    """What someone else said."""

    blocks: tuple[Block, ...]


class Table(Struct, frozen=True):
    """Rows of cells, the head first; `right` are the columns of figures, `centred` those in the middle."""

    rows: tuple[tuple[Paragraph, ...], ...]
    right: frozenset[int] = frozenset()
    centred: frozenset[int] = frozenset()


Block: TypeAlias = Paragraph | Code | Items | Quote | Table


def is_marked(text: str) -> bool:
    """Tell whether Markdown may show a text in another way than it is written; it is quickly told of most."""
    return _ANY_MARK.search(text) is not None or _OPENING.match(text) is not None


@lru_cache(maxsize=512)
def blocks_of(text: str, *, is_row: bool = False) -> tuple[Block, ...]:
    """Take a Markdown text apart. is_row: a choice, an item or a side of a pair: inline marks and fenced code count."""
    if not is_marked(text) or len(text) > LONGEST:
        return as_written(text)
    if len(text) > MOST_MARKS and len(_COSTLY.findall(text)) > MOST_MARKS:
        return as_written(text)
    quick = quick_blocks(text, is_row=is_row)
    return quick if quick is not None else parsed_blocks(text, is_row=is_row)


def parsed_blocks(text: str, *, is_row: bool) -> tuple[Block, ...]:
    """Take a text apart by the parser, or leave it as it is written where anything would be lost."""
    tokens = _parser(is_row).parse(text)
    if any(token.level >= DEEPEST for token in tokens) or _letters(text) - _letters("".join(_sources(tokens))):
        return as_written(text)
    if any(token.info[:1] == "0" != token.info for token in tokens if token.type == "list_item_open"):
        return as_written(text)
    blocks = _blocks(tokens)
    return blocks if text.count(BLANK) == "".join(texts_of(blocks)).count(BLANK) else as_written(text)


# Without the parser: running text with code, inline and fenced, and emphasis: what most marked texts are

_ODD_SPACE: Final = re.compile(r"[^\S \n]|\0")
_PARSED_ALONE: Final = re.compile(r"[\\*_\[<$]")
"""Marks that the parser alone reads, where they are neither in code nor around plain emphasis."""
_BLOCK_START: Final = re.compile(r" *(?:>|[-+*](?:\s|$)|\d+[.)](?:\s|$)|```|~~~)|.*\|")
_ROW_START: Final = re.compile(r" *(?:```|~~~)")
"""What begins a line that the parser alone reads."""
_EMPHASIS: Final = re.compile(
    r"(?:(?<=[\s(“])|^)(?P<mark>\*\*?|__?)(?P<text>[^\W_](?:[^*_`\n\\\[<$]*[^\W_])?)(?P=mark)(?=[\s.,;:!?)”]|$)"
)
_FENCE: Final = "```"


def quick_blocks(text: str, *, is_row: bool) -> tuple[Block, ...] | None:
    """Take apart a text with marks of code and emphasis alone; None where only the parser can say what it is."""
    if _ODD_SPACE.search(text):
        return None
    start = _ROW_START if is_row else _BLOCK_START
    blocks: list[Block | None] = []
    running: list[str] = []
    lines = iter([*text.split("\n"), ""])
    for line in lines:
        is_fence = line.startswith(_FENCE)
        if not is_fence and start.match(line):
            return None
        if not is_fence and line.strip():
            running.append(line)
            continue
        if running:
            blocks.append(_quick_paragraph("\n".join(running).strip()))
            running = []
        if is_fence:
            blocks.append(_quick_code(line, lines))
    known = [block for block in blocks if block is not None]
    return tuple(known) if len(known) == len(blocks) else None


def _quick_code(opening: str, lines: Iterator[str]) -> Code | None:
    """Take fenced code up to its end; None where it has none, or where it may end in another way."""
    language = opening.removeprefix(_FENCE)
    if "`" in language:
        return None
    inside: list[str] = []
    for line in lines:
        if line.rstrip() == _FENCE:
            return Code("\n".join(inside), language.strip())
        if line.lstrip().startswith(_FENCE):
            return None
        inside.append(line)
    return None


def _quick_paragraph(text: str) -> Paragraph | None:
    """Take running text apart at its inline code and its emphasis; None where it has other marks."""
    parts = text.split("`")
    if len(parts) % 2 == 0 or not all(parts[1:-1]) or any("\n" in code for code in parts[1::2]):
        return None
    spans: list[Span] = []
    for place, part in enumerate(parts):
        if place % 2:
            is_padded = part.startswith(" ") and part.endswith(" ") and part.strip()
            spans.append(Span(part[1:-1] if is_padded else part, _STYLED["code"]))
            continue
        end = 0
        for match in _EMPHASIS.finditer(part) if "*" in part or "_" in part else ():
            spans += _quick_lines(part[end : match.start()])
            spans.append(Span(match["text"], _STYLED["strong" if len(match["mark"]) > 1 else "emphasis"]))
            end = match.end()
        spans += _quick_lines(part[end:])
    if any(not span.styles and _PARSED_ALONE.search(span.text) for span in spans):
        return None
    return Paragraph(tuple(span for span in spans if span.text))


def _quick_lines(text: str) -> Iterator[Span]:
    """Give text without marks line by line, each break by itself, without the spaces at its sides."""
    first, *rest = re.split(" *(\n) *", text) if "\n" in text else (text,)
    yield Span(first)
    yield from map(Span, rest)


_STYLED: Final[dict[Style, frozenset[Style]]] = {
    "code": frozenset({"code"}),
    "emphasis": frozenset({"emphasis"}),
    "strong": frozenset({"strong"}),
}


def as_written(text: str) -> tuple[Block, ...]:
    return (Paragraph((Span(text),)),)


def links_of(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Give the text and the address of each link."""
    for paragraph in paragraphs_of(blocks):
        for span in paragraph.spans:
            if span.address:
                yield span.text, span.address


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Give all running text, that of lists, quotes and tables too, in order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Items():
                for item in block.items:
                    yield from paragraphs_of(item)
            case Quote():
                yield from paragraphs_of(block.blocks)
            case Table():
                yield from (cell for row in block.rows for cell in row)
            case Code():
                pass


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Give every stretch of text and every block of code, those of lists and quotes too."""
    for block in blocks:
        match block:
            case Code():
                yield block.text
            case Items():
                for item in block.items:
                    yield from texts_of(item)
            case Quote():
                yield from texts_of(block.blocks)
            case _:
                yield from (paragraph.text for paragraph in paragraphs_of((block,)))


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def _sources(tokens: Iterable[Token]) -> Iterator[str]:
    """Give what came of every letter of a text, the addresses of links and the numbers of lists included."""
    for token in tokens:
        if token.children is not None:
            yield from _sources(token.children)
        else:
            yield token.content
        yield token.info
        yield from (str(value) for name, value in token.attrs.items() if name != "style")


@lru_cache(maxsize=2)
def _parser(is_row: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": DEEPEST + 4})
    parser.enable(["fence"] if is_row else ["fence", "list", "blockquote", "table"])
    parser.enable(["newline", "escape", "backticks", "emphasis", "link", "autolink"])
    parser.inline.ruler.before("escape", "tex", _tex)
    # Every link is looked at in `_spans`, and shown as it is written.
    parser.validateLink = _every  # type: ignore[method-assign]
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    return parser


def _every(url: str) -> bool:  # noqa: ARG001
    return True


def _tex(state: StateInline, silent: bool) -> bool:
    """Take a formula, `$…$`, as dollarmath does: no space inside the dollars, and no digit after them."""
    source, start = state.src, state.pos
    if source[start] != "$" or source[start + 1 : start + 2] in {"", "$"} or source[start + 1].isspace():
        return False
    end = source.find("$", start + 1, state.posMax)
    while end > 0 and source[end - 1] == "\\":
        end = source.find("$", end + 1, state.posMax)
    if end < 0 or source[end - 1].isspace() or source[end + 1 : end + 2].isdigit() or "\n\n" in source[start:end]:
        return False
    if not silent:
        state.push("tex", "", 0).content = source[start : end + 1]
    state.pos = end + 1
    return True


_STYLES: Final[dict[str, Style]] = {"em": "emphasis", "strong": "strong", "link": "link"}


def _spans(tokens: Iterable[Token]) -> tuple[Span, ...]:
    spans: list[Span] = []
    styles: list[Style] = []
    address = title = ""
    for token in tokens:
        kind = token.type
        if kind == "link_open":
            address, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        if kind.endswith("_open"):
            styles.append(_STYLES[kind.removesuffix("_open")])
        elif kind.endswith("_close"):
            styles.remove(_STYLES[kind.removesuffix("_close")])
            if kind == "link_close":
                more = [part for part in (title, "" if openable(address) else address) if part]
                spans += [Span(f" ({', '.join(more)})")] if more else []
                address = title = ""
        else:
            shown: frozenset[Style] = frozenset([*styles, "code"] if kind == "code_inline" else styles)
            is_open = bool(address) and openable(address)
            if not is_open:
                shown -= {"link"}
            spans.append(Span(_text_of(token), shown, address if is_open else ""))
    return tuple(span for span in spans if span.text)


def _text_of(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "tex":
        return unicode_of(token.content[1:-1]) or token.content
    return token.content


def _blocks(tokens: Iterable[Token]) -> tuple[Block, ...]:
    """Build the blocks from the flat row of tokens, what is open on a stack."""
    stack: list[tuple[Any, list[Any]]] = [(None, [])]
    for token in tokens:
        inside = stack[-1][1]
        kind = token.type
        if kind == "inline":
            inside.append((Paragraph(_spans(token.children or ())), str(token.attrs.get("style", ""))))
        elif kind == "fence":
            inside.append(Code(token.content.removesuffix("\n"), token.info.strip()))
        elif token.nesting == 1:
            stack.append((token, []))
        elif token.nesting == -1:
            opened, parts = stack.pop()
            stack[-1][1].extend(_closed(opened, parts))
    return tuple(stack[0][1])


def _numbered(parts: Sequence[tuple[str, tuple[Block, ...]]]) -> list[Items]:
    """Return a list with the numbers that its author wrote: parted where they jump, counted on where all are one."""
    numbers = [int(number) for number, _ in parts]
    if len(set(numbers)) == 1:
        numbers = [*range(numbers[0], numbers[0] + len(numbers))]
    starts = [at for at in range(len(numbers)) if at == 0 or numbers[at] != numbers[at - 1] + 1]
    return [
        Items(tuple(item for _, item in parts[start:end]), numbers[start])
        for start, end in pairwise([*starts, len(numbers)])
    ]


def _closed(opened: Token, parts: list[Any]) -> list[Any]:
    """Return what a part is, now that all in it is known."""
    match opened.type.removesuffix("_open"):
        case "paragraph":
            return [paragraph for paragraph, _ in parts if paragraph.spans]
        case "th" | "td":
            return [(parts[0][0] if parts else Paragraph(()), str(opened.attrs.get("style", "")))]
        case "tr":
            return [parts]
        case "table":
            head = parts[0]
            right = frozenset(at for at, (_, style) in enumerate(head) if style.endswith("right"))
            centred = frozenset(at for at, (_, style) in enumerate(head) if style.endswith("center"))
            return [Table(tuple(tuple(cell for cell, _ in row) for row in parts), right, centred)]
        case "bullet_list":
            return [Items(tuple(item for _, item in parts))]
        case "ordered_list":
            return _numbered(parts)
        case "list_item":
            return [(opened.info, tuple(parts))]
        case "blockquote":
            return [Quote(tuple(parts))]
        case _:
            return parts
