"""Moodle XML: the writer."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from quiz.formats.html_text import html_of, prompt_html
from quiz.formats.items import (
    GAP,
    Choices,
    Gap,
    Gaps,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pair,
    Pairs,
    Sequence as Ordering,
    Sorting,
    Truth,
    Typed,
    Writing,
)
from quiz.formats.prose import Prose
from quiz.formats.untold import is_case, type_changed, untold
from quiz.formats.writing import NoPlace, each_written
from quiz.formats.xml_text import xml_text, xml_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.formats.items import Item, Picture, Target
    from quiz.formats.report import Loss

_KEPT: Final = frozenset(
    {
        *("id", "points", "difficulty", "tags", "hint", "explanation"),
        *("feedback", "credit", "sequence", "unit", "near", "marks"),
    }
)
_IN_GAP: Final = re.compile(r"""[\\}#~/"]""")


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a Moodle XML file."""
    category = f"$course$/top/{target.title.replace('/', '//')}"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<quiz>",
        f'<question type="category"><category><text>{xml_text(category)}</text></category></question>',
    )
    questions, losses = each_written(items, lambda item: (_question(item), _losses(item)))
    rows = [*head, *(row for question in questions for row in question), "</quiz>"]
    return Writing(("\n".join(rows) + "\n").encode("utf-8", "replace"), tuple(losses))


def _losses(item: Item) -> Iterator[Loss]:
    if isinstance(item.body, Sorting):
        yield type_changed(item, "matching")
    yield from (loss for loss in untold(item, _KEPT) if not is_case(item, loss))


def _question(item: Item) -> list[str]:
    """Return the rows of a question. Raises `NoPlace`."""
    kind, body = _body(item)
    name = item.prompt.plain if isinstance(item.body, Gaps) else item.name
    prompt = _with_gaps(item.body) if isinstance(item.body, Gaps) else item.prompt
    rows = [f'<question type="{kind}">', f"  <name>{_text(name)}</name>", _asked(prompt, item.picture)]
    if item.explanation:
        rows.append(_tag("generalfeedback", item.explanation))
    rows += [f"  <defaultgrade>{item.points:g}</defaultgrade>", f"  <idnumber>{xml_text(item.id)}</idnumber>", *body]
    rows += (_tag("hint", hint) for hint in item.hints)
    tags = [*item.tags, *([f"difficulty:{item.difficulty}"] if item.difficulty else [])]
    if tags:
        rows.append("  <tags>" + "".join(f"<tag>{_text(tag)}</tag>" for tag in tags) + "</tags>")
    return [*rows, "</question>"]


def _asked(prompt: Prose, picture: Picture | None) -> str:
    """Return the tag of a prompt, with its picture in it where it has one."""
    if picture is None:
        return _tag("questiontext", prompt)
    text = prompt_html(html_of(prompt), picture, f"@@PLUGINFILE@@/{quote(picture.name)}")
    data = b64encode(picture.data).decode()
    file = f'<file name={xml_value(picture.name)} path="/" encoding="base64">{data}</file>'
    return f'  <questiontext format="html">{_text(text)}{file}</questiontext>'


def _body(item: Item) -> tuple[str, list[str]]:
    """Return the type of a question there and its own tags. Raises `NoPlace`."""
    match item.body:
        case Choices():
            return "multichoice", list(_choices(item.body))
        case Truth(answer=answer, on_true=on_true, on_false=on_false):
            pair = (
                Option(Prose("true"), float(bool(answer)), on_true),
                Option(Prose("false"), float(not answer), on_false),
            )
            return "truefalse", [_answer(option) for option in pair]
        case Typed(options=options, is_case_sensitive=case):
            answers = [
                _answer(Option(Prose(one.text.plain.replace("*", "\\*")), one.share, one.feedback)) for one in options
            ]
            return "shortanswer", [f"  <usecase>{int(case)}</usecase>", *answers]
        case Numeric():
            return "numerical", list(_numbers(item.body))
        case Pairs(pairs=pairs):
            return "matching", list(_pairs(pairs))
        case Sorting(categories=categories):
            return "matching", list(_pairs([Pair(thing, name) for name, things in categories for thing in things]))
        case Ordering(items=items):
            rows = (_answer(Option(text, number / 100)) for number, text in enumerate(items, start=1))
            return "ordering", ["  <layouttype>VERTICAL</layouttype>", "  <selecttype>ALL</selecttype>", *rows]
        case Gaps():
            return "cloze", []
        case Open(answer=answer):
            return "essay", [_tag("graderinfo", answer)]
        case _:
            raise NoPlace


def _choices(body: Choices) -> Iterator[str]:
    yield f"  <single>{str(not body.several).lower()}</single>"
    yield f"  <shuffleanswers>{str(not body.is_ordered).lower()}</shuffleanswers>"
    yield from map(_answer, body.options)


def _numbers(body: Numeric) -> Iterator[str]:
    for option in body.options:
        yield _answer(Option(Prose(option.value), option.share, option.feedback), _tolerance(option))
    if body.units:
        unit = f"<multiplier>1</multiplier><unit_name>{xml_text(body.units[0])}</unit_name>"
        yield f"  <units><unit>{unit}</unit></units>"
        yield "  <unitgradingtype>0</unitgradingtype>"
        yield "  <showunits>0</showunits>"


def _tolerance(option: NumberOption) -> str:
    return f"<tolerance>{xml_text(option.tolerance)}</tolerance>"


def _pairs(pairs: Sequence[Pair]) -> Iterator[str]:
    yield "  <shuffleanswers>true</shuffleanswers>"
    for pair in pairs:
        right = pair.right.plain if pair.right.markdown is None else pair.right.markdown
        yield f"  <subquestion{_format(pair.left)}>{_said(pair.left)}<answer>{_text(right)}</answer></subquestion>"


def _answer(option: Option, more: str = "") -> str:
    share = f"{option.share * 100:.5f}".rstrip("0").rstrip(".")
    feedback = f"<feedback{_format(option.feedback)}>{_said(option.feedback)}</feedback>" if option.feedback else ""
    return f'  <answer fraction="{share}"{_format(option.text)}>{_said(option.text)}{feedback}{more}</answer>'


def _with_gaps(body: Gaps) -> Prose:
    """Return a text with its gaps as Moodle writes them."""

    def marked(text: str) -> str:
        return GAP.sub(lambda match: _gap(body.gaps[int(match[1])], case=body.is_case_sensitive), text)

    markdown = None if body.text.markdown is None else marked(body.text.markdown)
    return Prose(marked(body.text.plain), markdown)


def _gap(gap: Gap, *, case: bool) -> str:
    kind = "MULTICHOICE" if gap.choices else "SHORTANSWER_C" if case else "SHORTANSWER"
    right = [f"={_in_gap(option.text.plain)}" for option in gap.options]
    return "{1:" + kind + ":" + "~".join([*right, *(_in_gap(choice.plain) for choice in gap.choices)]) + "}"


def _in_gap(text: str) -> str:
    return _IN_GAP.sub(lambda match: "\\" + match[0], text)


def _tag(name: str, prose: Prose) -> str:
    return f"  <{name}{_format(prose)}>{_said(prose)}</{name}>"


def _format(prose: Prose) -> str:
    return f" format={xml_value('plain_text' if prose.markdown is None else 'markdown')}"


def _said(prose: Prose) -> str:
    return _text(prose.plain if prose.markdown is None else prose.markdown)


def _text(text: str) -> str:
    return f"<text><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></text>" if text else "<text></text>"
