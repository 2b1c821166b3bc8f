"""What each kind of body becomes: the type of the question and its own fields, or why it is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeAlias

from quiz.bank.matching import Folding, fold
from quiz.bank.questions.choice import EVERY_CHOICE_RIGHT
from quiz.formats.figures import Figure, figure_of
from quiz.formats.items import (
    GAP,
    Choices,
    Gap,
    Gaps,
    Names,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pairs,
    Sequence,
    Sorting,
    Truth,
    Typed,
    Unheld,
)
from quiz.formats.prose import TOO_LARGE, Dropped, Prose
from quiz.formats.report import LOSSES, Fault, Loss
from quiz.reading.normalize import normal_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.bank.markup import Markup
    from quiz.formats.items import Item
    from quiz.formats.report import Kind

_FULL: Final = 0.999
"""The share from which on an answer is wholly right: thirds are seldom written out."""

Fields: TypeAlias = tuple[str, dict[str, Any]]


class Row(NamedTuple):
    """A text that is a choice, an item or a side of a pair."""

    prose: Prose


class Refused(Exception):
    """The item is not imported: for its loss, or for a fault that was told."""

    def __init__(self, loss: Loss | None = None) -> None:
        super().__init__(loss.code if loss else "")
        self.loss = loss


class Remarks:
    """What is said of one item while it is mapped."""

    def __init__(self, item: Item, *, decimal_comma: bool = False) -> None:
        self.item = item
        self.decimal_comma = decimal_comma
        self.losses: list[Loss] = []
        self.faults: list[Fault] = []

    def lose(self, code: str, text: str, kind: Kind | None = None) -> None:
        """Tell that a part did not come over as it was; the kind is that of the code unless given."""
        self.losses.append(Loss(self.item.place, code, text, kind=kind or LOSSES[code].kind))

    def drop(self, dropped: Dropped) -> None:
        """Tell what a text held and no longer holds. Raises `Refused` where the text is larger than is read."""
        if dropped.code == TOO_LARGE:
            raise self.fault("too-large", dropped.text)
        self.lose(dropped.code, dropped.text, dropped.kind)

    def lose_each(self, code: str, texts: Iterable[str]) -> None:
        """Tell so of each text that is not empty."""
        for text in texts:
            if text:
                self.lose(code, text)

    def fault(self, code: str, detail: str = "", *, line: int = 0) -> Refused:
        """Tell a fault of the item, at `line` where it is not its first, and return what to raise for it."""
        place = self.item.place
        if line:
            place = type(place)(line, place.end_line, None, place.member, place.record)
        self.faults.append(Fault(place, code, self.item.source, detail=detail))
        return Refused()

    def refuse(self, code: str) -> NoReturn:
        """Refuse the item as a loss."""
        text = self.item.source or self.item.prompt.plain
        raise Refused(Loss(self.item.place, code, text, kind="lost"))


# Choices


def _choices(body: Choices, remarks: Remarks) -> Fields:
    options = body.options
    if not options:
        raise remarks.fault("no-choices")
    if any(not option.text for option in options):
        raise remarks.fault("empty-answer")
    if twice := _first_twice(normal_form(option.text.plain) for option in options):
        raise remarks.fault("same-choice-twice", twice)
    kind, fields = _several(body, remarks) if body.several else _single(body, remarks)
    if body.is_ordered:
        fields["sequence"] = [Row(option.text) for option in options]
    return kind, fields


def _single(body: Choices, remarks: Remarks) -> Fields:
    options = body.options
    right = [option for option in options if option.share >= _FULL]
    if len(options) == 1:
        raise remarks.fault("one-choice")
    if not right:
        raise remarks.fault("no-full-key" if any(option.share > 0 for option in options) else "no-key")
    if len(right) > 1:
        raise remarks.fault("several-keys")
    wrong = [option for option in options if option is not right[0]]
    remarks.lose_each(
        "negative-credit", (f"{option.share:.5g}: {option.text.plain}" for option in wrong if option.share < 0)
    )
    return "single", {"answer": _choice(right[0]), "distractors": [_choice(option, option.share) for option in wrong]}


def _several(body: Choices, remarks: Remarks) -> Fields:
    right = [option for option in body.options if option.share > 0]
    wrong = [option for option in body.options if option.share <= 0]
    if not right:
        raise remarks.fault("no-key")
    if len(body.options) == 1:
        raise remarks.fault("one-choice")
    if not wrong and len(right) < EVERY_CHOICE_RIGHT:
        raise remarks.fault("no-distractor")
    if max(option.share for option in right) - min(option.share for option in right) > 1 - _FULL:
        remarks.lose("unequal-credit", ", ".join(f"{option.share:.5g}: {option.text.plain}" for option in right))
    fields = {"answers": [_choice(option) for option in right]}
    return "multiple", fields | ({"distractors": [_choice(option) for option in wrong]} if wrong else {})


def _choice(option: Option, credit: float = 0.0) -> Row | dict[str, Any]:
    credit = round(credit, 7)
    if not option.feedback and credit <= 0:
        return Row(option.text)
    fields: dict[str, Any] = {"text": Row(option.text)}
    if option.feedback:
        fields["feedback"] = option.feedback
    if credit > 0:
        fields["credit"] = credit
    return fields


def _truth(body: Truth, remarks: Remarks) -> Fields:
    if body.answer is None:
        raise remarks.fault("no-key")
    feedback = {name: said for name, said in (("true", body.on_true), ("false", body.on_false)) if said}
    return "true-false", {"answer": body.answer} | ({"feedback": feedback} if feedback else {})


# What is typed


def _typed(body: Typed, remarks: Remarks) -> Fields:
    options = list(body.options)
    if body.has_wildcards:
        # An answer that stood there as it is comes before one that is left of a pattern: the first is shown.
        options.sort(key=lambda option: _WILDCARD.search(option.text.plain) is not None)
        options = [_without_wildcards(option, remarks) for option in options]
    options = [option for option in options if option.text]
    right = [option for option in options if option.share >= _FULL]
    if not right:
        raise remarks.fault("no-key")
    folding = Folding(body.is_case_sensitive, body.accents)
    answers = {fold(option.text.plain, folding): option.text.plain for option in reversed(right)}
    answers = dict(reversed(answers.items()))
    remarks.lose_each("answer-feedback", (option.feedback.plain for option in right))
    remarks.lose_each("answer-feedback", (body.otherwise.plain,))
    fields: dict[str, Any] = {"answers": list(answers.values())}
    fields |= _spelling(body)
    if near := _near_texts(options, set(answers), folding, remarks):
        fields["near"] = near
    return "text", fields


def _near_texts(options: Iterable[Option], known: set[str], folding: Folding, remarks: Remarks) -> list[dict[str, Any]]:
    near: list[dict[str, Any]] = []
    for option in options:
        if option.share >= _FULL or (option.share <= 0 and not option.feedback):
            continue
        folded = fold(option.text.plain, folding)
        if folded in known:
            remarks.lose("answer-feedback", option.feedback.plain or option.text.plain)
            continue
        known.add(folded)
        near.append({"text": option.text.plain, **_credit(option)})
    return near


def _credit(option: Option | NumberOption) -> dict[str, Any]:
    fields: dict[str, Any] = {"credit": round(max(option.share, 0.0), 7)}
    return fields | ({"feedback": option.feedback} if option.feedback else {})


def _spelling(body: Typed | Gaps | Names) -> dict[str, Any]:
    """Return the fields that say what of a typed answer matters, where it is not the usual."""
    fields: dict[str, Any] = {"case_sensitive": body.is_case_sensitive, "accents": body.accents, "typos": body.typos}
    return {name: value for name, value in fields.items() if value}


_WILDCARD: Final = re.compile(r"(?<!\\)\*")


def _without_wildcards(option: Option, remarks: Remarks) -> Option:
    text = option.text.plain
    if "*" not in text:
        return option
    if _WILDCARD.search(text):
        bare = " ".join(_WILDCARD.sub(" ", text).split())
        if bare:
            remarks.lose("wildcard", text)
        else:
            remarks.lose_each("answer-feedback", (option.feedback.plain,))
        text = bare
    return Option(Prose(text.replace("\\*", "*")), option.share, option.feedback)


class _Reach(NamedTuple):
    """A number with how far off it still counts."""

    value: Figure
    tolerance: Figure

    def counts_as(self, other: _Reach) -> bool:
        """Tell whether all that this one accepts is accepted by the other."""
        return abs(self.value.value - other.value.value) + self.tolerance.value <= other.tolerance.value

    def __str__(self) -> str:
        return f"{self.value} ± {self.tolerance}" if self.tolerance.value else f"{self.value}"


def _numeric(body: Numeric, remarks: Remarks) -> Fields:
    reaches = [_reach(option, remarks) for option in body.options]
    right = [reach for reach, option in zip(reaches, body.options, strict=True) if option.share >= _FULL]
    if not right:
        raise remarks.fault("no-key")
    remarks.lose_each("answer-feedback", (option.feedback.plain for option in body.options if option.share >= _FULL))
    remarks.lose_each("answer-feedback", (body.otherwise.plain,))
    right = [reach for place, reach in enumerate(right) if not any(map(reach.counts_as, right[:place]))]
    first = right[0]
    held = [reach for reach in right if reach.tolerance.value == first.tolerance.value]
    remarks.lose_each("several-numbers", (str(reach) for reach in right if reach not in held))
    fields: dict[str, Any] = {"answers": [reach.value for reach in held]} if held[1:] else {"answer": first.value}
    fields["tolerance"] = first.tolerance
    if body.units:
        fields["unit"] = body.units[0]
        remarks.lose_each("several-units", body.units[1:])
    if body.is_unit_graded:
        remarks.lose("unit-grading", ", ".join(body.units))
    if near := _near_numbers(body, reaches, held, remarks):
        fields["near"] = near
    return "number", fields


def _near_numbers(body: Numeric, reaches: list[_Reach], held: list[_Reach], remarks: Remarks) -> list[dict[str, Any]]:
    near: list[dict[str, Any]] = []
    taken = list(held)
    for option, reach in zip(body.options, reaches, strict=True):
        if option.share >= _FULL or (option.share <= 0 and not option.feedback):
            continue
        if any(map(reach.counts_as, taken)):
            remarks.lose("answer-feedback", option.feedback.plain or option.value)
            continue
        taken.append(reach)
        tolerance = {"tolerance": reach.tolerance} if reach.tolerance.value else {}
        near.append({"value": reach.value, **tolerance, **_credit(option)})
    return near


def _reach(option: NumberOption, remarks: Remarks) -> _Reach:
    comma = remarks.decimal_comma
    value = figure_of(option.value, decimal_comma=comma)
    tolerance = figure_of((option.tolerance or "0").removeprefix("-"), decimal_comma=comma)
    if value is None or tolerance is None:
        raise remarks.fault("not-a-number", option.value if value is None else option.tolerance)
    return _Reach(value, tolerance)


# What is placed


def _pairs(body: Pairs, remarks: Remarks) -> Fields:
    pairs: dict[Row, Row] = {}
    distractors: dict[str, Row] = {}
    lefts: set[str] = set()
    for pair in body.pairs:
        if not pair.right:
            raise remarks.fault("empty-answer", pair.left.plain, line=pair.line)
        if not pair.left:
            distractors.setdefault(normal_form(pair.right.plain), Row(pair.right))
            continue
        if normal_form(pair.left.plain) in lefts:
            raise remarks.fault("left-side-twice", pair.left.plain)
        lefts.add(normal_form(pair.left.plain))
        pairs[Row(pair.left)] = Row(pair.right)
    if len(pairs) < 2:
        raise remarks.fault("too-few-pairs")
    rights = {normal_form(right.prose.plain) for right in pairs.values()}
    return "match", {"pairs": pairs, "distractors": [row for name, row in distractors.items() if name not in rights]}


def _sorting(body: Sorting, remarks: Remarks) -> Fields:
    categories = {Row(name): [Row(item) for item in items] for name, items in body.categories if items}
    if not all(name.prose and all(row.prose for row in rows) for name, rows in categories.items()):
        raise remarks.fault("empty-answer")
    if twice := _first_twice(normal_form(row.prose.plain) for rows in categories.values() for row in rows):
        raise remarks.fault("same-choice-twice", twice)
    if len(categories) < 2:
        remarks.refuse("unsupported-type")
    remarks.lose_each("answer-feedback", (said.plain for said in body.feedback))
    return "classify", {"categories": categories}


def _sequence(body: Sequence, remarks: Remarks) -> Fields:
    if not 3 <= len(body.items) <= 9:
        raise remarks.fault("order-size")
    if not all(body.items):
        raise remarks.fault("empty-answer")
    if twice := _first_twice(normal_form(item.plain) for item in body.items):
        raise remarks.fault("same-choice-twice", twice)
    return "order", {"items": [Row(item) for item in body.items]}


# Texts with gaps


class ClozeText(NamedTuple):
    """A text with its gaps as blanks."""

    text: Prose
    blanks: tuple[str, ...]

    def rendered(self, markup: Markup) -> str:
        """Return it as it stands in a bank of this markup: nothing in a blank is Markdown."""
        text = self.text.written(markup).replace("{{", "\\{{")
        return GAP.sub(lambda match: self.blanks[int(match[1])], text)


def _gaps(body: Gaps, remarks: Remarks) -> Fields:
    for dropped in body.text.dropped:
        remarks.drop(dropped)
    if not body.gaps or not GAP.search(body.text.plain):
        raise remarks.fault("no-gap")
    blanks = tuple(_blank(gap, remarks) for gap in body.gaps)
    return "cloze", {"text": ClozeText(body.text, blanks), **_spelling(body)}


def _blank(gap: Gap, remarks: Remarks) -> str:
    right = [option for option in gap.options if option.share >= _FULL and option.text]
    spellings = list(dict.fromkeys(_in_blank(option.text.plain) for option in right))
    spellings = [spelling for spelling in spellings if "|" not in spelling and "}}" not in spelling]
    if not right:
        raise remarks.fault("gap-without-option")
    if not spellings:
        remarks.refuse("unsupported-type")
    for option in gap.options:
        remarks.lose_each("answer-feedback", (option.feedback.plain,))
        if option.share < _FULL and (option.share > 0 or not gap.choices):
            remarks.lose("partial-credit", f"{option.share:.5g}: {option.text.plain}")
    if gap.is_numeric:
        remarks.lose("number-in-gap", " / ".join(option.text.plain for option in right))
    remarks.lose_each("gap-hint", (gap.hint,))
    known = {fold(spelling) for spelling in spellings}
    wrong = {_in_blank(choice.plain): fold(choice.plain) for choice in gap.choices}
    choices = [
        text for text, folded in wrong.items() if text and folded not in known and "|" not in text and "}}" not in text
    ]
    return "{{" + " ~ ".join(["|".join(spellings), *choices]) + "}}"


def blank_text(gap: Gap) -> str:
    """Return a gap of a bank as a bank writes it."""
    right = "|".join(_in_blank(option.text.plain) for option in gap.options)
    return "{{" + " ~ ".join([right, *(_in_blank(choice.plain) for choice in gap.choices)]) + "}}"


def _in_blank(text: str) -> str:
    return " ".join(text.split()).replace("~", "\\~").replace("{{", "{ {")


def _names(body: Names, remarks: Remarks) -> Fields:
    if not body.answers:
        raise remarks.fault("no-key")
    answers: list[Any] = [spellings[0] if len(spellings) == 1 else list(spellings) for spellings in body.answers]
    need = {"need": body.need} if body.need and body.need != len(answers) else {}
    return "list", {"answers": answers, **need, **_spelling(body)}


def _open(body: Open, remarks: Remarks) -> Fields:
    if not body.answer:
        remarks.refuse("essay")
    return "open", {"answer": body.answer} | ({"rubric": [Row(point) for point in body.rubric]} if body.rubric else {})


def _unheld(body: Unheld, remarks: Remarks) -> NoReturn:
    remarks.refuse(body.code)


def _first_twice(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


BODIES: Final[dict[type, Callable[[Any, Remarks], Fields]]] = {
    Choices: _choices,
    Truth: _truth,
    Typed: _typed,
    Numeric: _numeric,
    Pairs: _pairs,
    Sorting: _sorting,
    Sequence: _sequence,
    Gaps: _gaps,
    Names: _names,
    Open: _open,
    Unheld: _unheld,
}
"""What maps each kind of body."""
