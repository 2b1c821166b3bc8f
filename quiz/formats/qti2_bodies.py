"""What a question is in QTI 2.1: what is declared of its responses, and what stands in its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.items import (
    GAP,
    Choices,
    Gap,
    Gaps,
    Numeric,
    Open,
    Option,
    Pairs,
    Sequence as Ordering,
    Sorting,
    Truth,
    Typed,
)
from quiz.formats.prose import Prose
from quiz.formats.qti_text import inline_xhtml_of, xhtml_of
from quiz.formats.writing import NoPlace
from quiz.formats.xml_text import xml_text, xml_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.formats.items import Item

FEEDBACK: Final = "FEEDBACK"
"""The outcome that says which choice was taken, and so which feedback is shown."""
_RESPONSE: Final = "RESPONSE"
_AT: Final = 'responseIdentifier="RESPONSE"'


class Interaction(NamedTuple):
    """A question without its prompt: rows of XML.

    responses: what is declared. is_mapped: whether each part of a response earns its share. feedback_cardinality: that
    of the outcome that shows feedback to choices, empty where there is none.
    """

    declarations: tuple[str, ...]
    body: tuple[str, ...]
    responses: tuple[str, ...] = (_RESPONSE,)
    is_mapped: bool = False
    feedback_cardinality: str = ""


def interaction_of(item: Item) -> Interaction:
    """Return what an item is there. Raises `NoPlace` where there is nothing like it."""
    match item.body:
        case Choices():
            return _choices(item.body, item.points)
        case Truth(answer=answer, on_true=on_true, on_false=on_false):
            options = (
                Option(Prose("True"), float(bool(answer)), on_true),
                Option(Prose("False"), float(not answer), on_false),
            )
            return _choices(Choices(options, is_ordered=True), item.points, ("true", "false"))
        case Typed(options=options, is_case_sensitive=case):
            entries = [(one.text.plain, one.share * item.points) for one in options]
            declared = _declared("string", "single", entries[0][0], entries, case=case)
            return Interaction((declared,), (_entry(),), is_mapped=True)
        case Numeric(options=numbers, units=units):
            declared = _declared("float", "single", numbers[0].value)
            return Interaction((declared,), (_entry(units[0] if units else ""),))
        case Pairs(pairs=pairs):
            rights = [(pair.left, pair.right) for pair in pairs if pair.left]
            return _match(rights, [pair.right for pair in pairs], item.points)
        case Sorting(categories=categories):
            things = [(thing, name) for name, texts in categories for thing in texts]
            return _match(things, [name for name, _ in categories], item.points)
        case Ordering(items=texts):
            return _order(texts)
        case Gaps():
            return _gaps(item.body, item.points)
        case Open(answer=answer):
            rubric = f'<rubricBlock view="scorer"><div>{xhtml_of(answer)}</div></rubricBlock>'
            declared = f'<responseDeclaration identifier="{_RESPONSE}" cardinality="single" baseType="string"/>'
            return Interaction((declared,), (rubric, f"<extendedTextInteraction {_AT}/>"), ())
        case _:
            raise NoPlace


def _declared(
    base: str,
    cardinality: str,
    correct: str | Sequence[str],
    entries: Iterable[tuple[str, float]] = (),
    *,
    name: str = _RESPONSE,
    bounds: str = "",
    default: float = 0.0,
    case: bool | None = None,
) -> str:
    """Return the declaration of a response: what is right, and what each part of it earns."""
    values = [correct] if isinstance(correct, str) else correct
    right = "".join(f"<value>{xml_text(value)}</value>" for value in values)
    sensitive = "" if case is None else f' caseSensitive="{str(case).lower()}"'
    rows = "".join(
        f'<mapEntry mapKey={xml_value(key)} mappedValue="{value:.7g}"{sensitive}/>' for key, value in entries
    )
    mapping = f'<mapping{bounds} defaultValue="{default:.7g}">{rows}</mapping>' if rows else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{right}</correctResponse>{mapping}</responseDeclaration>"
    )


def _choices(body: Choices, points: float, names: Sequence[str] = ()) -> Interaction:
    names = names or [f"c{number}" for number, _ in enumerate(body.options, start=1)]
    named = list(zip(names, body.options, strict=True))
    right = [name for name, option in named if (option.share > 0 if body.several else option.share >= 1)]
    cardinality = "multiple" if body.several else "single"
    is_mapped = body.several or any(0 < option.share < 1 for option in body.options)
    entries = [(name, option.share * points) for name, option in named if option.share] if is_mapped else []
    bounds = f' lowerBound="0" upperBound="{points:g}"' if body.several else ""
    has_feedback = any(option.feedback for option in body.options)
    shuffle = str(not body.is_ordered).lower()
    rows = (
        f'<simpleChoice identifier="{name}">{xhtml_of(option.text, is_row=True)}{_said(name, option.feedback)}'
        "</simpleChoice>"
        for name, option in named
    )
    opening = f'<choiceInteraction {_AT} shuffle="{shuffle}" maxChoices="{0 if body.several else 1}">'
    return Interaction(
        (_declared("identifier", cardinality, right, entries, bounds=bounds),),
        (opening, *rows, "</choiceInteraction>"),
        is_mapped=is_mapped,
        feedback_cardinality=cardinality if has_feedback else "",
    )


def _said(name: str, feedback: Prose) -> str:
    if not feedback:
        return ""
    return (
        f'<feedbackInline outcomeIdentifier="{FEEDBACK}" identifier="{name}" showHide="show">'
        f"{inline_xhtml_of(feedback)}</feedbackInline>"
    )


def _entry(unit: str = "") -> str:
    return f"<p><textEntryInteraction {_AT}/>{f' {xml_text(unit)}' if unit else ''}</p>"


def _match(pairs: Sequence[tuple[Prose, Prose]], rights: Iterable[Prose], points: float) -> Interaction:
    names = {right: f"r{number}" for number, right in enumerate(dict.fromkeys(rights), start=1)}
    right = [f"l{number} {names[text]}" for number, (_, text) in enumerate(pairs, start=1)]
    entries = [(pair, points / len(pairs)) for pair in right]
    lefts = [_associable(f"l{number}", left, 1) for number, (left, _) in enumerate(pairs, start=1)]
    others = [_associable(name, text, len(pairs)) for text, name in names.items()]
    return Interaction(
        (_declared("directedPair", "multiple", right, entries),),
        (
            f'<matchInteraction {_AT} shuffle="true" maxAssociations="{len(pairs)}">',
            *("<simpleMatchSet>", *lefts, "</simpleMatchSet>", "<simpleMatchSet>", *others, "</simpleMatchSet>"),
            "</matchInteraction>",
        ),
        is_mapped=True,
    )


def _associable(name: str, text: Prose, most: int) -> str:
    inside = xhtml_of(text, is_row=True)
    return f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{inside}</simpleAssociableChoice>'


def _order(texts: Sequence[Prose]) -> Interaction:
    names = [f"c{number}" for number, _ in enumerate(texts, start=1)]
    rows = (
        f'<simpleChoice identifier="{name}">{xhtml_of(text, is_row=True)}</simpleChoice>'
        for name, text in zip(names, texts, strict=True)
    )
    opening = f'<orderInteraction {_AT} shuffle="true">'
    return Interaction((_declared("identifier", "ordered", names),), (opening, *rows, "</orderInteraction>"))


def _gaps(body: Gaps, points: float) -> Interaction:
    names = tuple(f"{_RESPONSE}_{number}" for number, _ in enumerate(body.gaps, start=1))
    if len(names) == 1:
        names = (_RESPONSE,)  # the one that templates know
    share = points / len(body.gaps)
    declarations = tuple(
        _gap_key(gap, name, share, case=body.is_case_sensitive) for gap, name in zip(body.gaps, names, strict=True)
    )
    text = GAP.sub(lambda match: _gap(body.gaps[int(match[1])], names[int(match[1])]), xhtml_of(body.text))
    inside = text if text.startswith(("<p>", "<pre>", "<ul>", "<ol>", "<table>", "<blockquote>")) else f"<p>{text}</p>"
    return Interaction(declarations, (f"<div>{inside}</div>",), names, is_mapped=True)


def _gap_key(gap: Gap, name: str, share: float, *, case: bool) -> str:
    if gap.choices:
        return _declared("identifier", "single", "c1", [("c1", share)], name=name)
    entries = [(option.text.plain, share) for option in gap.options]
    return _declared("string", "single", entries[0][0], entries, name=name, case=case)


def _gap(gap: Gap, name: str) -> str:
    if not gap.choices:
        return f'<textEntryInteraction responseIdentifier="{name}"/>'
    texts = (gap.options[0].text, *gap.choices)
    rows: Iterator[str] = (
        f'<inlineChoice identifier="c{number}">{xml_text(text.plain)}</inlineChoice>'
        for number, text in enumerate(texts, start=1)
    )
    opening = f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">'
    return f"{opening}{''.join(rows)}</inlineChoiceInteraction>"
