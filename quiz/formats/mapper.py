"""Items as questions of a bank: the one place that decides what is held, what is lost and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from quiz.formats.bodies import BODIES, Fields, Refused, Remarks, Row
from quiz.formats.items import Gaps, Item, Open, Unheld
from quiz.formats.pictures import file_name, shown_name
from quiz.formats.prose import Dropped, Prose, plain
from quiz.formats.report import Fault, Loss
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.markup import Markup

_MOST_POINTS: Final = 1000
MOST_PARTS: Final = 500
"""Answers, choices, pairs or gaps of a question."""


class Asset(Struct, frozen=True, eq=False):
    """A picture of a question: the name and the bytes of its file, what is to be seen in it, and where it was shown."""

    name: str
    data: bytes
    alt: str
    shown: Dropped


class MappedQuestion(Struct, frozen=True):
    """What became of an item.

    fields: those of the bank in order, texts as `Prose` or `Row`; None where refused. is_marked: whether a text of it
    has marks that only a Markdown bank can show.
    """

    item: Item
    type: str
    fields: dict[str, Any] | None
    losses: tuple[Loss, ...]
    faults: tuple[Fault, ...]
    is_marked: bool = False

    def rendered(self, markup: Markup) -> dict[str, Any]:
        """Return the fields with their texts as they stand in a bank of this markup."""
        assert self.fields is not None
        return {name: _rendered(value, markup) for name, value in self.fields.items()}


def mapped(item: Item, title: str, *, has_tag: bool = True, decimal_comma: bool = False) -> MappedQuestion:
    """Return what becomes of an item.

    title: the prompt of a text with gaps that has none. has_tag: whether its category is a tag of the question.
    decimal_comma: whether the language of the bank writes a decimal comma.
    """
    remarks = Remarks(item, decimal_comma=decimal_comma)
    if any(fault.severity == "error" for fault in item.faults):
        return MappedQuestion(item, "", None, (), item.faults)
    try:
        kind, fields = _fields(item, title, remarks, has_tag=has_tag)
        texts = _texts(fields)
        _tell(texts, fields.get("image"), remarks)
    except Refused as refused:
        return MappedQuestion(item, "", None, (refused.loss,) if refused.loss else (), (*item.faults, *remarks.faults))
    losses = tuple(dict.fromkeys((*item.losses, *remarks.losses)))
    is_marked = any(prose.is_marked for prose, _ in texts)
    return MappedQuestion(item, kind, fields, losses, (*item.faults, *remarks.faults), is_marked)


def _fields(item: Item, title: str, remarks: Remarks, *, has_tag: bool) -> Fields:
    """Return the type of a question and its fields. Raises `Refused`."""
    _bound(item, remarks)
    if not isinstance(item.body, Unheld) and not (isinstance(item.body, Open) and not item.body.answer):
        prompt = _prompt(item, title, remarks)
    else:
        prompt = item.prompt
    kind, own = BODIES[type(item.body)](item.body, remarks)
    if not 0 < item.points <= _MOST_POINTS:
        remarks.lose("setting", f"points: {item.points:g}")
    picture = _picture(item)
    fields = {"type": kind, **_before(item, has_tag=has_tag), "prompt": prompt}
    return kind, fields | {**({"image": picture} if picture else {}), **own, **_after(item, remarks)}


def _tell(texts: Iterable[tuple[Prose, bool]], picture: Asset | None, remarks: Remarks) -> None:
    """Tell what of the texts of a question is not in its fields. Raises `Refused` where one is larger than is read."""
    for prose, is_row in texts:
        for dropped in prose.dropped:
            if picture is None or dropped is not picture.shown:
                remarks.drop(dropped)
        if is_row and prose.row is not None:
            remarks.lose("table", prose.plain)


def named(question: MappedQuestion, question_id: str) -> MappedQuestion:
    """Return a question whose losses and faults name its id."""
    if not question.losses and not question.faults:
        return question
    return replace(
        question,
        losses=tuple(replace(loss, question=question_id) for loss in question.losses),
        faults=tuple(replace(fault, question=question_id) for fault in question.faults),
    )


def _bound(item: Item, remarks: Remarks) -> None:
    """Refuse a question of more parts than anybody answers: some of what is said of them takes all pairs of them."""
    parts = (getattr(item.body, name, ()) for name in ("options", "pairs", "items", "gaps", "answers", "categories"))
    if (number := max(map(len, parts))) > MOST_PARTS:
        raise remarks.fault("too-large", f"{number} answers")


def _prompt(item: Item, title: str, remarks: Remarks) -> Prose:
    if item.prompt.has_words:
        return item.prompt
    if isinstance(item.body, Gaps):
        return plain(item.name or item.category.rpartition("/")[2] or title)
    raise remarks.fault("empty-prompt")


def _picture(item: Item) -> Asset | None:
    """Return the picture of a question: the first of its prompt or its text with gaps that the source carries."""
    for dropped in item.shown:
        name = shown_name(dropped.text)
        if name in item.pictures:
            data = item.pictures[name]
            kept = file_name(name, data)
            return Asset(kept, data, dropped.alt, dropped) if kept is not None else None
    return None


def _before(item: Item, *, has_tag: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if item.difficulty:
        fields["difficulty"] = item.difficulty
    if tags := _tags(item, has_tag=has_tag):
        fields["tags"] = tags
    if item.group:
        fields["group"] = item.group
    if item.passage_text:
        fields["passage"] = item.passage
    if item.points != 1 and 0 < item.points <= _MOST_POINTS:
        fields["points"] = int(item.points) if item.points == int(item.points) else item.points
    return fields


def _tags(item: Item, *, has_tag: bool) -> list[str]:
    """Return the tags of an item; with `has_tag` the last part of its category where it has none of its own."""
    names = item.tags or ([item.category.rpartition("/")[2]] if has_tag else [])
    tags: dict[str, str] = {}
    for name in names:
        if tag := clean_line(name):
            tags.setdefault(tag.casefold(), tag)
    return list(tags.values())


def _after(item: Item, remarks: Remarks) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    hints = [hint for hint in item.hints if hint]
    if hints:
        fields["hint"] = hints[0]
        remarks.lose_each("several-hints", (hint.plain for hint in hints[1:]))
    if item.explanation:
        fields["explanation"] = item.explanation
    if item.sources:
        fields["sources"] = list(item.sources)
    if item.as_of:
        fields["as_of"] = item.as_of
    if item.valid_until:
        fields["valid_until"] = item.valid_until
    return fields


def _texts(fields: dict[str, Any]) -> list[tuple[Prose, bool]]:
    """Return every text in fields, and whether it stands in a row."""
    found: list[tuple[Prose, bool]] = []
    _gather(fields, found)
    return found


def _gather(value: Any, found: list[tuple[Prose, bool]]) -> None:
    match value:
        case Prose():
            found.append((value, False))
        case Row():
            found.append((value.prose, True))
        case dict():
            for key, inner in value.items():
                if not isinstance(key, str):
                    _gather(key, found)
                if not isinstance(inner, str):
                    _gather(inner, found)
        case list():
            for inner in value:
                if not isinstance(inner, str):
                    _gather(inner, found)
        case _:
            pass


def _rendered(value: Any, markup: Markup) -> Any:
    match value:
        case Prose():
            return value.written(markup)
        case Row():
            return value.prose.written(markup, is_row=True)
        case str():
            return value
        case dict():
            return {_rendered(key, markup): _rendered(inner, markup) for key, inner in value.items()}
        case list():
            return [_rendered(inner, markup) for inner in value]
        case _ if hasattr(value, "rendered"):
            return value.rendered(markup)
        case _:
            return value


def all_marked(questions: Iterable[MappedQuestion]) -> Markup:
    """Return the markup of a bank with these questions: Markdown where a text needs it."""
    return "markdown" if any(question.is_marked for question in questions) else "plain"
