"""What a format that is written cannot hold of an item, as losses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.formats.items import Choices, Gaps, Names, Numeric, Open, Truth, Typed
from quiz.formats.prose import Prose
from quiz.formats.report import LOSSES, Loss

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from quiz.formats.items import Body, Item

FIELDS: Final = (
    *(
        "id",
        "points",
        "difficulty",
        "tags",
        "group",
        "hint",
        "explanation",
        "sources",
        "as_of",
        "valid_until",
        "passage",
    ),
    *("feedback", "credit", "sequence", "unit", "near", "spelling", "rubric", "marks"),
)
"""What an item may have that a format may have no place for.

spelling: what matters in a typed answer. marks: what Markdown makes of a text.
"""


def untold(item: Item, kept: Collection[str]) -> list[Loss]:
    """Return a loss for each field of an item that is none of `kept`, which are names of `FIELDS`."""
    losses: list[Loss] = []
    for name, text in _held(item):
        if text and name not in kept:
            code = "identifier" if name == "id" else "answer-feedback" if name == "feedback" else "field"
            shown = text if code != "field" else f"{name}: {text}"
            losses.append(Loss(item.place, code, shown, item.id, LOSSES[code].kind))
    if item.prompt.markdown is not None and "marks" not in kept:
        marked = (prose.markdown for prose in _proses(item) if prose.markdown != prose.plain)
        losses += (Loss(item.place, "emphasis", text, item.id, "note") for text in marked if text is not None)
    return losses


def _proses(value: object) -> Iterator[Prose]:
    """Give every text in an item or a part of it."""
    match value:
        case Prose():
            yield value
        case tuple():
            for inner in value:
                yield from _proses(inner)
        case Struct():
            for name in value.__struct_fields__:
                yield from _proses(getattr(value, name))
        case _:
            pass


def other_spellings(item: Item) -> Iterator[Loss]:
    """Give a loss for the spellings of gaps that are picked, but for the first: only that is in the list there."""
    if isinstance(item.body, Gaps):
        for gap in item.body.gaps:
            if gap.choices and gap.options[1:]:
                spellings = ", ".join(option.text.plain for option in gap.options[1:])
                yield Loss(item.place, "field", f"spelling: {spellings}", item.id)


def is_case(item: Item, loss: Loss) -> bool:
    """Tell whether a loss says that capitals matter, and nothing more: some formats know that."""
    return loss.text == "spelling: case_sensitive true" and isinstance(item.body, Typed | Gaps)


def left_out(item: Item, code: str = "type") -> Loss:
    """Return the loss of a whole item that the format cannot hold."""
    return Loss(item.place, code, f"{item.source_type}: {item.prompt.plain}", item.id, LOSSES[code].kind)


def type_changed(item: Item, form: str) -> Loss:
    """Return the loss of an item that is of the type `form` there."""
    return Loss(item.place, "type-changed", f"{item.source_type} as {form}", item.id, "changed")


def _held(item: Item) -> list[tuple[str, str]]:
    """Return what an item may have, by the names of `FIELDS`; empty where it has not."""
    return [
        ("id", item.id),
        ("points", f"{item.points:g}" if item.points != 1 else ""),
        ("difficulty", item.difficulty or ""),
        ("tags", ", ".join(item.tags)),
        ("group", item.group or ""),
        *[("hint", hint.plain) for hint in item.hints],
        ("explanation", item.explanation.plain),
        ("sources", "; ".join(item.citations)),
        ("as_of", item.as_of or ""),
        ("valid_until", item.valid_until or ""),
        ("passage", item.passage),
        *_held_by(item.body),
    ]


def _held_by(body: Body) -> list[tuple[str, str]]:
    match body:
        case Choices(options=options):
            held = [("feedback", one.feedback.plain) for one in options if one.feedback]
            if not body.several:
                held += [("credit", f"{one.share:g} for {one.text.plain}") for one in options if 0 < one.share < 1]
            if body.is_ordered:
                held.append(("sequence", " / ".join([one.text.plain for one in options])))
            return held
        case Truth():
            return [("feedback", body.on_true.plain), ("feedback", body.on_false.plain)]
        case Numeric():
            near = [f"{one.value}, {one.share:g} {one.feedback.plain}" for one in body.options if one.share < 1]
            return [("unit", ", ".join(body.units)), *[("near", text) for text in near]]
        case Typed():
            near = [f"{one.text.plain}, {one.share:g} {one.feedback.plain}" for one in body.options if one.share < 1]
            return [("spelling", _spelling(body)), *[("near", text) for text in near]]
        case Gaps() | Names():
            return [("spelling", _spelling(body))]
        case Open(rubric=rubric):
            return [("rubric", "; ".join([point.plain for point in rubric]))]
        case _:
            return []


def _spelling(body: Typed | Gaps | Names) -> str:
    known = {"case_sensitive": body.is_case_sensitive, "accents": body.accents, "typos": body.typos}
    return ", ".join(f"{name} {str(value).lower()}" for name, value in known.items() if value)
