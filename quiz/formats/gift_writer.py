"""GIFT, the text format of Moodle: the writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.items import Choices, NumberOption, Numeric, Option, Pair, Pairs, Sorting, Truth, Typed, Writing
from quiz.formats.untold import type_changed, untold
from quiz.formats.writing import NoPlace, each_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.formats.items import Item, Target
    from quiz.formats.prose import Prose
    from quiz.formats.report import Loss

_KEPT: Final = frozenset({"id", "tags", "explanation", "feedback", "credit", "near", "marks"})
_ESCAPED: Final = re.compile(r"[\\#=~{}:]")
_BRACKET: Final = re.compile(r"[]\\[]")
_NEEDS_PLAIN: Final = re.compile(r"[<&]|\[(?:html|moodle|plain|markdown)\]")


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a GIFT file in UTF-8."""
    category = f"$CATEGORY: $course$/top/{_escape(target.title.replace('/', '//'))}"
    blocks, losses = each_written(items, lambda item: (_block(item), _losses(item)))
    return Writing(("\n\n".join([category, *blocks]) + "\n").encode(), tuple(losses))


def _losses(item: Item) -> Iterator[Loss]:
    if isinstance(item.body, Sorting):
        yield type_changed(item, "match")
    yield from untold(item, _KEPT)


def _block(item: Item) -> str:
    """Return a question with its comment. Raises `NoPlace`."""
    answers = _answers(item)
    fields = [f"[id:{item.id}]", *(f"[tag:{_BRACKET.sub(_with_backslash, tag)}]" for tag in item.tags)]
    said = f"\n####{_said(item.explanation)}" if item.explanation else ""
    end = "\n}" if "\n" in answers or said else "}"
    return f"// {' '.join(fields)}\n::{_escape(item.name)}::{_said(item.prompt)} {{{answers}{said}{end}"


def _answers(item: Item) -> str:
    """Return what stands between the braces. Raises `NoPlace` where GIFT has nothing like it."""
    match item.body:
        case Choices():
            return "".join(f"\n{mark}{text}" for mark, text in _choices(item.body))
        case Truth(answer=answer, on_true=on_true, on_false=on_false):
            wrong, right = (on_false, on_true) if answer else (on_true, on_false)
            said = f"#{_said(wrong)}#{_said(right)}" if wrong or right else ""
            return ("TRUE" if answer else "FALSE") + said
        case Numeric(options=(only,)):
            return f"#{_number(only)}"
        case Numeric(options=numbers):
            return "#" + "".join(f"\n={_weight(one.share)}{_number(one)}" for one in numbers)
        case Typed(options=options):
            return "".join(f"\n={_weight(one.share) or '%100%'}{_typed(one)}" for one in options)
        case Pairs(pairs=pairs):
            return _pairs(pairs)
        case Sorting(categories=categories):
            return _pairs([Pair(thing, name) for name, things in categories for thing in things])
        case _:
            raise NoPlace


def _choices(body: Choices) -> Iterator[tuple[str, str]]:
    for option in body.options:
        text = _said(option.text) + _feedback(option)
        if body.several:
            yield f"~{_weight(option.share)}" if option.share else "~", text
        elif option.share >= 1:
            yield "=", text
        else:
            yield f"~{_weight(option.share)}" if option.share > 0 else "~", text


def _weight(share: float) -> str:
    """Return a share in percent, to five places as Moodle writes it; nothing where it is whole."""
    return "" if share == 1 else f"%{f'{share * 100:.5f}'.rstrip('0').rstrip('.')}%"


def _number(option: NumberOption) -> str:
    tolerance = f":{option.tolerance}" if option.tolerance not in {"0", ""} else ""
    return f"{option.value}{tolerance}" + (f"#{_said(option.feedback)}" if option.feedback else "")


def _typed(option: Option) -> str:
    # A star stands for any text there, unless a backslash takes that away.
    return _escape(option.text.plain.replace("*", "\\*")) + _feedback(option)


def _feedback(option: Option) -> str:
    return f"#{_said(option.feedback)}" if option.feedback else ""


def _pairs(pairs: Sequence[Pair]) -> str:
    if any("->" in pair.left.plain for pair in pairs):
        raise NoPlace  # nothing takes the meaning from an arrow
    return "".join(f"\n={_said(pair.left)} -> {_said(pair.right)}" for pair in pairs)


def _said(prose: Prose) -> str:
    """Return a text with its format where it is not the usual one, its signs escaped."""
    if prose.markdown is not None:
        return "[markdown]" + _escape(prose.markdown)
    return ("[plain]" if _NEEDS_PLAIN.search(prose.plain) else "") + _escape(prose.plain)


def _escape(text: str) -> str:
    return _ESCAPED.sub(_with_backslash, text).replace("\n", "\\n")


def _with_backslash(match: re.Match[str]) -> str:
    return "\\" + match[0]
