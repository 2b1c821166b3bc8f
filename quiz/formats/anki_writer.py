"""Anki packages: the writer, in the layout that every Anki reads."""

from __future__ import annotations

import html
import re
import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.formats.anki_notes import LONGEST_TYPED, OWN_TYPES
from quiz.formats.html_text import html_of, prompt_html
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
from quiz.formats.packages import package
from quiz.formats.report import Loss
from quiz.formats.untold import type_changed, untold
from quiz.formats.writing import NoPlace, each_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.formats.items import Body, Item, Target
    from quiz.formats.prose import Prose

_KEPT: Final = frozenset({"tags", "explanation", "sources", "feedback", "marks"})
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASIC: Final = 1_607_392_319
_TYPE_IN: Final = 1_607_392_320
_CLOZE: Final = 1_607_392_321
"""The numbers of the note types: with the same ones a second import changes notes and makes none anew."""

_STYLE: Final = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; } .more { color: gray; font-size: 16px; }"
)


class _Card(NamedTuple):
    """What a question is on a card: its front, its back, and whether the back is typed or fills gaps."""

    front: str
    back: str
    is_typed: bool = False
    is_cloze: bool = False


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a deck. Raises `PackageMissing`."""
    genanki = package("genanki", "an Anki package")
    models = _models(genanki)
    deck = genanki.Deck(_number(target.bank_id), target.title)

    def note(item: Item) -> tuple[Any, Iterator[Loss]]:
        card = _card(item)
        kind = _CLOZE if card.is_cloze else _TYPE_IN if card.is_typed else _BASIC
        front = prompt_html(card.front, item.picture, item.picture.name if item.picture else "")
        fields = [front, card.back, _more(item), "; ".join(map(html.escape, item.citations))]
        tags = [re.sub(r"\s+", "_", tag) for tag in item.tags]
        guid = genanki.guid_for(target.bank_id, item.id)
        made = genanki.Note(model=models[kind], fields=fields, tags=tags, guid=guid)
        return made, chain(_changes(item, card), untold(item, _KEPT))

    deck.notes, losses = each_written(items, note)
    with tempfile.TemporaryDirectory(prefix="quiz-anki-") as folder:
        path = Path(folder) / "deck.apkg"
        media = {item.picture.name: item.picture.data for item in items if item.picture}
        for name, data in media.items():
            (Path(folder) / name).write_bytes(data)
        genanki.Package(deck, [str(Path(folder) / name) for name in media]).write_to_file(str(path))
        return Writing(path.read_bytes(), tuple(losses))


def _changes(item: Item, card: _Card) -> Iterator[Loss]:
    """Give what a card says in another way than the question."""
    if not card.is_typed or isinstance(item.body, Numeric):
        yield type_changed(
            item, "a text with gaps" if card.is_cloze else "a card to type" if card.is_typed else "front and back"
        )
    if others := list(_other_answers(item.body)):
        yield Loss(item.place, "field", f"answers: {', '.join(others)}", item.id)
    if item.citations:
        yield Loss(item.place, "sources-as-text", "; ".join(item.citations), item.id, "changed")
    if any(re.search(r"\s", tag) for tag in item.tags):
        yield Loss(item.place, "field", f"tags: {', '.join(item.tags)}", item.id, "changed")


def _other_answers(body: Body) -> Iterator[str]:
    """Give what else is right, or may be picked: a card shows one answer. One too long to be typed comes back open."""
    match body:
        case Typed(options=options):
            yield from (one.text.plain for one in options[1:] if one.share >= 1)
            if len(options[0].text.plain) > LONGEST_TYPED:
                yield options[0].text.plain
        case Numeric(options=numbers):
            yield from (one.value for one in numbers[1:] if one.share >= 1)
            if numbers[0].tolerance not in {"0", ""}:
                yield f"± {numbers[0].tolerance}"
        case Gaps(gaps=gaps):
            yield from (option.text.plain for gap in gaps for option in gap.options[1:])
            yield from (choice.plain for gap in gaps for choice in gap.choices)
        case _:
            pass


def _number(bank_id: str) -> int:
    from hashlib import blake2b

    return int.from_bytes(blake2b(bank_id.encode(), digest_size=5).digest(), "big") + (1 << 40)


def _models(genanki: Any) -> dict[int, Any]:
    names = ("Front", "Back", "More", "Source")
    fields = [{"name": name} for name in names]
    more = '<div class="more">{{More}}<br>{{Source}}</div>'
    rows = (
        (_BASIC, f"{OWN_TYPES}front and back", "{{Front}}", f"{{{{FrontSide}}}}<hr id=answer>{{{{Back}}}}{more}", 0),
        (
            _TYPE_IN,
            f"{OWN_TYPES}typed",
            "{{Front}}<br>{{type:Back}}",
            f"{{{{Front}}}}<hr id=answer>{{{{type:Back}}}}{more}",
            0,
        ),
        (_CLOZE, f"{OWN_TYPES}gaps", "{{cloze:Front}}", f"{{{{cloze:Front}}}}{{{{Back}}}}{more}", 1),
    )
    return {
        number: genanki.Model(
            number,
            name,
            fields=fields,
            templates=[{"name": "Card 1", "qfmt": front, "afmt": back}],
            css=_STYLE,
            model_type=kind,
        )
        for number, name, front, back, kind in rows
    }


def _more(item: Item) -> str:
    """Return what stands below the answer."""
    return html_of(item.explanation) if item.explanation else ""


def _card(item: Item) -> _Card:
    front = html_of(item.prompt)
    match item.body:
        case Choices(options=options, several=several):
            lines = [f"{_LETTERS[at % 26]}. {html_of(option.text)}" for at, option in enumerate(options)]
            right = [
                f"{_LETTERS[at % 26]}. {html_of(option.text)}"
                for at, option in enumerate(options)
                if (option.share > 0 if several else option.share >= 1)
            ]
            said = [f"{_LETTERS[at % 26]}: {html_of(one.feedback)}" for at, one in enumerate(options) if one.feedback]
            return _Card("<br>".join([front, *lines]), "<br>".join([*right, *said]))
        case Truth(answer=answer, on_true=on_true, on_false=on_false):
            said = [f"{name}: {html_of(text)}" for name, text in (("True", on_true), ("False", on_false)) if text]
            return _Card(f"{front}<br>True or false?", "<br>".join(["True" if answer else "False", *said]))
        case Numeric(options=numbers, units=units):
            asked = f"{front} ({html.escape(units[0])})" if units else front
            return _Card(asked, html.escape(numbers[0].value), is_typed=True)
        case Typed(options=options):
            return _Card(front, html.escape(options[0].text.plain), is_typed=True)
        case Pairs(pairs=pairs):
            rights = "; ".join(sorted({html_of(pair.right) for pair in pairs}))
            lefts = "<br>".join(html_of(pair.left) for pair in pairs if pair.left)
            back = "<br>".join(f"{html_of(pair.left)} → {html_of(pair.right)}" for pair in pairs if pair.left)
            return _Card(f"{front}<br>{lefts}<br><i>{rights}</i>", back)
        case Sorting(categories=categories):
            names = "; ".join(html_of(name) for name, _ in categories)
            things = "<br>".join(sorted(html_of(thing) for _, texts in categories for thing in texts))
            back = "<br>".join(f"{html_of(name)}: {', '.join(map(html_of, texts))}" for name, texts in categories)
            return _Card(f"{front}<br>{things}<br><i>{names}</i>", back)
        case Ordering(items=texts):
            return _Card(
                "<br>".join([front, *sorted(map(html_of, texts))]), "<br>".join(map(_numbered, enumerate(texts, 1)))
            )
        case Gaps():
            return _Card(_with_gaps(item.body), f"<br>{front}", is_cloze=True)
        case Names(answers=answers):
            return _Card(front, "<br>".join(html.escape(" / ".join(spellings)) for spellings in answers))
        case Open(answer=answer):
            return _Card(front, html_of(answer))
        case _:
            raise NoPlace


def _numbered(entry: tuple[int, Prose]) -> str:
    return f"{entry[0]}. {html_of(entry[1])}"


def _with_gaps(body: Gaps) -> str:
    def gap(match: re.Match[str]) -> str:
        number = int(match[1])
        answer = html.escape(body.gaps[number].options[0].text.plain).replace("}}", "} }").replace("::", ": :")
        return f"{{{{c{number + 1}::{answer}}}}}"

    return GAP.sub(gap, html_of(body.text))
