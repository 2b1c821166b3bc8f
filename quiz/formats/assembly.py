"""From what a reader made of a file to a bank: its questions with ids and markup, what was lost, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from quiz.bank.identifiers import slug
from quiz.bank.languages import writes_decimal_comma
from quiz.bank.markup import Markup
from quiz.formats.bank_yaml import bank_text
from quiz.formats.ids import ids_of
from quiz.formats.items import Item
from quiz.formats.mapper import Asset, MappedQuestion, all_marked, mapped, named
from quiz.formats.prose import TOO_LARGE
from quiz.formats.report import Fault, Loss, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quiz.formats.items import Reading

NO_NAME: Final = "imported"
"""The id of a bank that nothing gives a name."""


class ImportedQuestion(Struct, frozen=True):
    """A question of the bank: its fields as they are written, the id first, and the item it comes from."""

    fields: dict[str, Any]
    item: Item

    @property
    def id(self) -> str:
        return str(self.fields["id"])


class Import(Struct, frozen=True):
    """What a file becomes: one bank. blocks: the questions that the source holds, imported or not.

    assets: the files of pictures, by the names under which the questions name them.
    """

    title: str
    language: str | None
    markup: Markup
    questions: tuple[ImportedQuestion, ...]
    losses: tuple[Loss, ...]
    faults: tuple[Fault, ...]
    blocks: int
    assets: dict[str, bytes] = {}

    def head(self, bank_id: str) -> dict[str, Any]:
        """Return the fields of the bank itself."""
        fields: dict[str, Any] = {"id": bank_id, "title": self.title}
        if self.language and self.language != "en":
            fields["language"] = self.language
        if self.markup != "plain":
            fields["markup"] = self.markup
        if references := dict.fromkeys(
            source.partition(",")[0].strip() for one in self.questions for source in one.item.sources
        ):
            fields["references"] = [{"id": name, "title": name} for name in references]
        if passages := {one.item.passage: one.item for one in self.questions if one.item.passage_text}:
            fields["passages"] = [self._passage(item) for item in passages.values()]
        return fields

    def _passage(self, item: Item) -> dict[str, Any]:
        """Return the text that an item is about, as its bank writes it."""
        is_marked = item.passage_text.is_marked and self.markup == "plain"
        own: dict[str, Any] = {"markup": "markdown"} if is_marked else {}
        text = item.passage_text.written("markdown" if is_marked else self.markup)
        return {"id": item.passage, "title": item.passage_title, **own, "text": text}

    def text(self, bank_id: str) -> str:
        """Return the text of a new bank with these questions."""
        return bank_text(self.head(bank_id), [question.fields for question in self.questions])


def assembled(
    reading: Reading,
    title: str,
    bank_id: str,
    language: str | None = None,
    *,
    known: Mapping[str, str] | None = None,
    markup: Markup | None = None,
) -> Import:
    """Return the bank that a reading becomes. Where its items are of several categories, these become tags.

    known: the ids and prompts of a bank that is brought up to date. markup: that of the bank, where it is there.
    """
    has_tags = len({item.category for item in reading.items}) > 1
    comma = writes_decimal_comma(language or "en")
    all_ = [
        mapped(item, title, has_tag=has_tags and item.category.rpartition("/")[2] != title, decimal_comma=comma)
        for item in reading.items
    ]
    kept = [question for question in all_ if question.fields is not None]
    markup = markup or all_marked(kept)
    ids = ids_of(kept, known or {}, markup)
    by_item = {id(question): name for question, name in zip(kept, ids, strict=True)}
    told = [named(question, by_item[id(question)]) if id(question) in by_item else question for question in all_]
    losses = [*reading.losses, *(loss for question in told for loss in question.losses), *_of_passages(kept)]
    if markup == "plain":
        losses += (_unmarked(question) for question in told if question.is_marked)
    faults = [*reading.faults, *(fault for question in told for fault in question.faults)]
    if not all_ and not any(fault.severity == "error" for fault in faults):
        faults.append(Fault(Place(1), "no-questions"))
    files: dict[str, bytes] = {}
    questions = tuple(
        ImportedQuestion(
            {"id": name, **_with_picture(question.rendered(markup), f"{bank_id}.assets", files)}, question.item
        )
        for question, name in zip(kept, ids, strict=True)
    )
    return Import(title, language, markup, questions, _in_order(losses), _in_order(faults), len(all_), files)


def _with_picture(fields: dict[str, Any], folder: str, files: dict[str, bytes]) -> dict[str, Any]:
    """Return fields with the picture as a file in a folder, which `files` gets; equal ones are one file."""
    asset = fields.get("image")
    if not isinstance(asset, Asset):
        return fields
    stem, dot, end = asset.name.rpartition(".")
    number = 1
    path = f"{folder}/{asset.name}"
    while files.setdefault(path, asset.data) != asset.data:
        number += 1
        path = f"{folder}/{stem}-{number}{dot}{end}"
    return {**fields, "image": {"file": path, **({"alt": asset.alt} if asset.alt else {})}}


def _of_passages(questions: Iterable[MappedQuestion]) -> Iterator[Loss]:
    """Give what of the texts that questions are about did not come over, once for each text."""
    first = {one.item.passage: one.item for one in reversed([*questions]) if one.item.passage_text}
    for item in first.values():
        for dropped in item.passage_text.dropped:
            code = "description" if dropped.code == TOO_LARGE else dropped.code
            yield Loss(item.place, code, dropped.text, kind=dropped.kind)


def _unmarked(question: MappedQuestion) -> Loss:
    return Loss(question.item.place, "emphasis", question.item.source, kind="note")


def _in_order(told: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(sorted(told, key=lambda one: (one.place.member or "", one.place.line)))


def bank_id_of(name: str) -> str:
    """Return the id of a bank that is called so."""
    return slug(name) or NO_NAME


def title_of(reading: Reading) -> str:
    """Return what a source calls itself: its title, or the one category of its items; empty where it has neither."""
    categories = {item.category for item in reading.items}
    return reading.title or (categories.pop().rpartition("/")[2] if len(categories) == 1 else "")


def categories_of(reading: Reading) -> dict[str, tuple[Item, ...]]:
    """Return the items of a reading by their category, each in order; those without one have an empty one."""
    groups: dict[str, list[Item]] = {}
    for item in reading.items:
        groups.setdefault(item.category, []).append(item)
    return {category: tuple(items) for category, items in groups.items()}
