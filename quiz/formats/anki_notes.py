"""Notes of Anki as items: front and back, and texts with gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.hypertext import hypertext
from quiz.formats.items import Body, Gap, Gaps, Item, Open, Option, Typed, Unheld, gap_mark
from quiz.formats.prose import NOTHING, Dropped, Prose, plain
from quiz.formats.report import LOSSES, Fault, Loss

if TYPE_CHECKING:
    from quiz.formats.anki_collection import Note
    from quiz.formats.report import Place

OWN_TYPES: Final = "Quiz: "
"""How the names of the note types begin that this program writes: front, back, more, source."""

LONGEST_TYPED: Final = 60
"""Characters of an answer up to which it is typed; a longer one is a model answer."""
_CLOZE: Final = re.compile(r"\{\{c\d+::((?:(?!\{\{|\}\}).)*?)(?:::((?:(?!\{\{|\}\}).)*?))?\}\}", re.DOTALL)
_SOUND: Final = re.compile(r"\[sound:([^\]\n]{1,300})\]")
_TEX: Final = (
    (re.compile(r"\[\$\$\](.*?)\[/\$\$\]", re.DOTALL), r"\\[\1\\]"),
    (re.compile(r"\[\$\](.*?)\[/\$\]", re.DOTALL), r"\\(\1\\)"),
    (re.compile(r"\[latex\](.*?)\[/latex\]", re.DOTALL), r"\\[\1\\]"),
)


def item_of(note: Note, place: Place, *, is_html: bool = True) -> Item:
    """Return a note as an item. is_html: whether its fields are written in HTML."""
    fields = [_prose(field, is_html=is_html) for field in note.fields]
    losses: list[Loss] = []
    faults: list[Fault] = []
    source = "\n".join(note.fields)
    at, to = (place if place < len(fields) else usual for usual, place in enumerate((note.type.front, note.type.back)))
    first, second = fields[at], fields[to] if to < len(fields) else NOTHING
    is_own = note.type.name.startswith(OWN_TYPES)
    explanation = fields[2] if is_own and len(fields) > 2 else NOTHING
    prompt = NOTHING
    body: Body = Unheld()
    if note.type.is_occlusion:
        kind = "image occlusion"
    elif note.type.is_cloze:
        kind = "cloze"
        body = _cloze(note.fields[at], is_html=is_html)
        explanation = explanation or second
    else:
        kind = "basic"
        prompt, body = first, _answered(second)
        if not second:
            faults.append(Fault(place, "empty-answer", source))
        elif note.cards > 1:
            losses.append(_loss(place, "reversed-card", f"{second.plain} -> {first.plain}"))
    if not note.type.is_occlusion:
        held = {at, to, 2} if is_own else {at, to}
        rest = (text for other, text in enumerate(note.fields) if other not in held and text.strip())
        losses += (_loss(place, "column", text) for text in rest)
    return Item(
        place=place,
        body=body,
        prompt=prompt,
        source_type=kind,
        source=source,
        id=f"n{note.id}" if note.id else "",
        category=note.deck,
        tags=note.tags,
        explanation=explanation,
        losses=tuple(losses),
        faults=tuple(faults),
    )


def _loss(place: Place, code: str, text: str) -> Loss:
    return Loss(place, code, text, kind=LOSSES[code].kind)


def _answered(back: Prose) -> Body:
    """Return the body of a note with a back: a text to type where that is short, else something to explain."""
    if not back.has_words or "\n" in back.plain or len(back.plain) > LONGEST_TYPED:
        return Open(back)
    return Typed((Option(Prose(back.plain, dropped=back.dropped), 1.0),))


def _cloze(text: str, *, is_html: bool) -> Body:
    gaps: list[Gap] = []

    def cut(match: re.Match[str]) -> str:
        answer = _prose(match[1], is_html=is_html)
        hint = _prose(match[2] or "", is_html=is_html).plain
        gaps.append(Gap((Option(Prose(answer.plain), 1.0),), hint=hint))
        return gap_mark(len(gaps) - 1)

    marked = _CLOZE.sub(cut, text)
    if re.search(r"\{\{c\d+::", marked):
        return Unheld()  # gaps in gaps
    return Gaps(_prose(marked, is_html=is_html), tuple(gaps))


def _prose(text: str, *, is_html: bool) -> Prose:
    """Return a field: HTML or plain, its recordings told, its formulas between the usual marks."""
    for pattern, usual in _TEX:
        text = pattern.sub(usual, text)
    sounds = tuple(Dropped("media", name) for name in _SOUND.findall(text))
    text = _SOUND.sub(lambda match: f"[sound: {match[1]}]", text)
    prose = hypertext(text, keeps_lines=True) if is_html else plain(text)
    return Prose(prose.plain, prose.markdown, prose.row, (*prose.dropped, *sounds)) if sounds else prose
