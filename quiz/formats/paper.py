"""A paper: an exam as one page of HTML that prints well, with a sheet for the answers, and a key where it is wanted."""

from __future__ import annotations

import html
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from quiz.bank.ascending import in_ascending_order
from quiz.formats.html_text import has_words_of, html_of, prompt_html
from quiz.formats.items import (
    GAP,
    Choices,
    Gaps,
    Names,
    Numeric,
    Open,
    Pairs,
    Sequence as Ordering,
    Sorting,
    Truth,
    Typed,
    Writing,
)
from quiz.formats.untold import FIELDS, untold
from quiz.practice.digest import digest

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from quiz.formats.items import Item, Picture, Target
    from quiz.formats.prose import Prose

_KEPT: Final = frozenset(FIELDS) - {"hint", "feedback"}
_KINDS: Final = {"jpg": "jpeg", "svg": "svg+xml"}
"""What pictures are called, by the ends of their names, where that is another word."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STYLE: Final = """
@page { margin: 18mm 16mm; }
body { font: 11pt/1.4 serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; }
h1 { font-size: 1.4em; margin: 0 0 .3em; } h2 { font-size: 1.15em; }
.fields { margin: 1em 0 1.5em; } .fields span { display: inline-block; min-width: 14em; border-bottom: 1px solid #000; }
.question { break-inside: avoid; margin: 0 0 1.2em; } .number { font-weight: bold; } .points { float: right; }
.choices { list-style: none; padding-left: 1.5em; margin: .3em 0; } .choices b { display: inline-block; width: 1.6em; }
.line { border-bottom: 1px solid #000; height: 1.7em; }
.gap { display: inline-block; min-width: 6em; border-bottom: 1px solid #000; }
.passage { border-left: 3px solid #000; padding-left: 1em; margin: 1em 0; }
img { display: block; max-width: 100%; max-height: 12cm; margin: .4em 0; }
.sheet, .key { break-before: page; }
table { border-collapse: collapse; } td, th { border: 1px solid #000; padding: .2em .6em; }
pre { border: 1px solid #000; padding: .4em; white-space: pre-wrap; } .source { font-size: .9em; }
"""


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a paper: questions and choices in an order that hangs on the seed alone."""
    drawn = sorted(items, key=lambda item: _order(item, target))
    questions: list[str] = []
    passage = ""
    for number, item in enumerate(drawn, start=1):
        if item.passage and item.passage != passage:
            text = html_of(item.passage_text)
            questions.append(f'<div class="passage"><h2>{html.escape(item.passage_title)}</h2>{text}</div>')
        passage = item.passage
        questions.append(_question(number, item, target.seed))
    points = sum(item.points for item in drawn)
    parts = [
        f"<h1>{html.escape(target.title)}</h1>",
        f"<p>{len(drawn)} questions, {points:g} points. Paper {target.seed}.</p>",
        '<p class="fields">Name <span></span> Date <span></span></p>',
        *questions,
        _sheet(drawn, target),
    ]
    if target.has_key:
        parts.append(_key(drawn, target))
    losses = tuple(loss for item in drawn for loss in untold(item, _KEPT))
    return Writing(_page(target, parts).encode("utf-8", "replace"), losses)


def _order(item: Item, target: Target) -> tuple[bytes, int]:
    """Return by what a question is ordered: its own draw, or that of its passage and the order of the bank."""
    return digest(target.seed, target.bank_id, item.passage or item.id), item.place.line


def _page(target: Target, parts: Iterable[str]) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(target.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{html.escape(target.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _question(number: int, item: Item, seed: int) -> str:
    points = f'<span class="points">{item.points:g}</span>'
    asked = html_of(item.prompt) + _asked(item, seed)
    if item.picture and not has_words_of(asked, item.picture):
        asked = prompt_html(html_of(item.prompt), item.picture, _address(item.picture)) + _asked(item, seed)
    else:
        asked = prompt_html(asked, item.picture, _address(item.picture) if item.picture else "")
    return f'<div class="question">{points}<span class="number">{number}.</span> {asked}</div>'


def _address(picture: Picture) -> str:
    """Return the picture itself as an address: the page needs no other file."""
    kind = picture.name.rpartition(".")[2]
    return f"data:image/{_KINDS.get(kind, kind)};base64,{b64encode(picture.data).decode()}"


def _asked(item: Item, seed: int) -> str:
    """Return what is asked below the prompt, with nothing that tells the answer."""
    match item.body:
        case Choices(several=several):
            hint = "<p>Several may be right.</p>" if several else ""
            return _lettered(option for option, _ in _shown_choices(item, seed)) + hint
        case Truth():
            return _lettered(["True", "False"])
        case Numeric(units=units):
            return _line() + (html.escape(units[0]) if units else "")
        case Typed():
            return _line()
        case Pairs(pairs=pairs):
            rights = _shown(item, seed, {html_of(pair.right) for pair in pairs})
            lefts = _shown(item, seed, {html_of(pair.left) for pair in pairs if pair.left})
            return _lettered(rights) + _blanks(lefts)
        case Sorting(categories=categories):
            things = {html_of(thing) for _, texts in categories for thing in texts}
            return _lettered(html_of(name) for name, _ in categories) + _blanks(_shown(item, seed, things))
        case Ordering(items=texts):
            return _lettered(_out_of_order(item, seed, [html_of(text) for text in texts]))
        case Gaps():
            return f"<p>{_with_gaps(item, item.body, seed)}</p>"
        case Names(answers=answers, need=need):
            return _line() * (need or len(answers))
        case Open():
            return _line() * 6
        case _:
            return ""


def _line() -> str:
    return '<div class="line"></div>'


def _lettered(texts: Iterable[str]) -> str:
    rows = "".join(f"<li><b>{_letter(at)}</b> {text}</li>" for at, text in enumerate(texts))
    return f'<ol class="choices">{rows}</ol>'


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else str(at + 1)


def _blanks(texts: Iterable[str]) -> str:
    return "".join(f'<p><span class="gap"></span> {text}</p>' for text in texts)


def _shown(item: Item, seed: int, texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: digest(seed, item.id, text))


def _out_of_order(item: Item, seed: int, texts: list[str]) -> list[str]:
    shown = _shown(item, seed, texts)
    return shown if shown != texts else [*shown[1:], shown[0]]


def _shown_choices(item: Item, seed: int) -> list[tuple[str, bool]]:
    """Return the choices as they stand on the paper, each with whether it is right."""
    assert isinstance(item.body, Choices)
    several = item.body.several
    options = list(item.body.options)
    if not item.body.is_ordered:
        in_order = in_ascending_order([option.text.plain for option in options])
        places = {text: place for place, text in enumerate(in_order or ())}
        options.sort(
            key=lambda option: (
                places.get(option.text.plain, 0),
                b"" if in_order else digest(seed, item.id, option.text.plain),
            )
        )
    return [(html_of(one.text), one.share > 0 if several else one.share >= 1) for one in options]


def _with_gaps(item: Item, body: Gaps, seed: int) -> str:
    def gap(match: re.Match[str]) -> str:
        one = body.gaps[int(match[1])]
        if not one.choices:
            return '<span class="gap"></span>'
        texts = [one.options[0].text.plain, *(choice.plain for choice in one.choices)]
        return f'<span class="gap"></span> ({html.escape(" / ".join(_shown(item, seed, texts)))})'

    return GAP.sub(gap, html_of(body.text))


def _sheet(items: Sequence[Item], target: Target) -> str:
    """Return the sheet for the answers: letters to ring where there are some, else room."""
    rows = "".join(
        f"<tr><th>{number}</th><td>{_room(item, target.seed)}</td></tr>" for number, item in enumerate(items, 1)
    )
    return (
        f'<section class="sheet"><h1>Answers: {html.escape(target.title)}</h1>'
        f'<p class="fields">Name <span></span> Paper {target.seed}</p><table>{rows}</table></section>'
    )


def _room(item: Item, seed: int) -> str:
    match item.body:
        case Choices():
            return " &nbsp; ".join(_letter(at) for at in range(len(_shown_choices(item, seed))))
        case Truth():
            return "A &nbsp; B"
        case Gaps(gaps=gaps):
            return '<span class="gap"></span> ' * len(gaps)
        case _:
            return '<span class="gap"></span>'


def _key(items: Sequence[Item], target: Target) -> str:
    rows = "".join(
        f"<tr><th>{number}</th><td>{_solution(item, target.seed)}</td></tr>" for number, item in enumerate(items, 1)
    )
    title = f"<h1>Key: {html.escape(target.title)}, paper {target.seed}</h1>"
    return f'<section class="key">{title}<table>{rows}</table></section>'


def _solution(item: Item, seed: int) -> str:
    parts = [_right(item, seed)]
    if item.explanation:
        parts.append(html_of(item.explanation))
    parts += (f'<span class="source">{html.escape(citation)}</span>' for citation in item.citations)
    return "<br>".join(parts)


def _right(item: Item, seed: int) -> str:
    match item.body:
        case Choices():
            shown = _shown_choices(item, seed)
            return "; ".join(f"<b>{_letter(at)}</b> {text}" for at, (text, is_right) in enumerate(shown) if is_right)
        case Truth(answer=answer):
            return "<b>A</b> True" if answer else "<b>B</b> False"
        case Numeric(options=options, units=units):
            right = " or ".join(_figure(one.value, one.tolerance) for one in options if one.share >= 1)
            return f"{right} {html.escape(units[0])}" if units else right
        case Typed(options=options):
            return html.escape(" / ".join(one.text.plain for one in options if one.share >= 1))
        case Pairs(pairs=pairs):
            return "; ".join(f"{html_of(pair.left)} → {html_of(pair.right)}" for pair in pairs if pair.left)
        case Sorting(categories=categories):
            return "; ".join(f"{html_of(name)}: {', '.join(map(html_of, texts))}" for name, texts in categories)
        case Ordering(items=texts):
            return _in_turn(texts)
        case Gaps(gaps=gaps):
            return "; ".join(html.escape(" / ".join(one.text.plain for one in gap.options)) for gap in gaps)
        case Names(answers=answers):
            return "; ".join(html.escape(" / ".join(spellings)) for spellings in answers)
        case Open(answer=answer, rubric=rubric):
            return "<br>".join(map(html_of, (answer, *rubric)))
        case _:
            return ""


def _figure(value: str, tolerance: str) -> str:
    return f"{html.escape(value)} ± {html.escape(tolerance)}" if tolerance not in {"0", ""} else html.escape(value)


def _in_turn(texts: Iterable[Prose]) -> str:
    return ", ".join(map(html_of, texts))
