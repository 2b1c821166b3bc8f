"""Questions to which words are typed: text, cloze."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from msgspec import Meta, Struct
from msgspec.structs import replace

from quiz.bank.matching import Folding
from quiz.bank.questions.base import Accents, CaseSensitive, NearText, QuestionBase, Text, Typos

if TYPE_CHECKING:
    from collections.abc import Iterator

_Answers = Annotated[
    tuple[Annotated[Text, Meta(description="An accepted spelling.", examples=["Pyongyang"])], ...],
    Meta(
        min_length=1,
        description="Every accepted spelling; the first is the one shown.",
        examples=[["Pyongyang", "Phyongyang"]],
    ),
]


class TextQuestion(QuestionBase, frozen=True, kw_only=True, tag="text"):
    """A word or name to type."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write a question that a word or a name answers.
answers:
  - Write the answer
  - Write another spelling
"""

    answers: _Answers
    case_sensitive: CaseSensitive = False
    accents: Accents = False
    typos: Typos = 0
    near: Annotated[
        tuple[NearText, ...],
        Meta(
            description="Texts that are nearly right, or mistakes that many make, each with credit and feedback.",
            examples=[[{"text": "Keijo", "credit": 0.5, "feedback": "That was the name until 1945."}]],
        ),
    ] = ()

    @property
    def folding(self) -> Folding:
        """What matters in what is typed."""
        return Folding(self.case_sensitive, self.accents)

    def accepted_on(self, _line: int) -> tuple[str, ...]:
        return (*self.answers, *(near.text for near in self.near))

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield from (("answers", answer) for answer in self.answers)
        for near in self.near:
            yield "near", near.text
            if near.feedback:
                yield "feedback", near.feedback

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return self.answers[0]


class Cloze(QuestionBase, frozen=True, kw_only=True, tag="cloze"):
    r"""A text with blanks, `{{answer|other spelling}}` or `{{answer ~ wrong}}`; a literal `{{` is written `\{{`."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write what the text below is about.
text: >-
  Write a text with a {{word}} left out, or {{two|2}} of them, one to be {{picked ~ typed ~ drawn}} from a list.
"""

    PROSE: ClassVar[frozenset[str]] = QuestionBase.PROSE | {"text"}
    BLANKED: ClassVar[frozenset[str]] = frozenset({"text"})

    text: Annotated[
        Text,
        Meta(
            description="The text, each blank as {{answer|other spelling}}, or as {{answer ~ wrong ~ wrong}} where it "
            "is picked from a list.",
            examples=["Relations were established in {{May ~ June ~ July}} {{2001}}."],
        ),
    ]
    case_sensitive: CaseSensitive = False
    accents: Accents = False
    typos: Typos = 0

    @property
    def folding(self) -> Folding:
        """What matters in what is typed."""
        return Folding(self.case_sensitive, self.accents)

    @cached_property
    def segments(self) -> tuple[str | Blank, ...]:
        """The text taken apart: plain stretches and blanks in turn."""
        return split_cloze(self.text)

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        return tuple(segment for segment in self.segments if isinstance(segment, Blank))

    def before_lists(self) -> Cloze:
        text = _without_lists(self.text)
        return self if text == self.text else replace(self, text=text)

    def accepted_on(self, line: int) -> tuple[str, ...]:
        return (*self.blanks[line].answers, *self.blanks[line].wrong)

    def own_texts(self) -> Iterator[tuple[str, str]]:
        parts = (part if isinstance(part, str) else " / ".join((*part.answers, *part.wrong)) for part in self.segments)
        yield "text", "".join(parts)

    @property
    def subject(self) -> tuple[str, ...]:
        return (self.text,)

    @property
    def short_answer(self) -> str | None:
        return None


class Blank(Struct, frozen=True):
    """One gap of a cloze text with its accepted spellings, the one to show first.

    wrong: what else the list shows from which the answer is picked; nothing where it is typed.
    """

    answers: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The right choice, then the wrong ones; nothing where the answer is typed."""
        return (self.answers[0], *self.wrong) if self.wrong else ()


_PARTING: Final = re.compile(r"\s~(?=\s|\Z)|\A~(?=\s)")
"""What parts the choices of a blank, a space on both sides of it."""
LOOSE_TILDE: Final = re.compile(r"(?<![\\\s])~|(?<=\s)~(?=\S)")
"""A tilde that parts nothing: a space lacks beside it."""


def read_blank(content: str) -> Blank:
    """Read what stands between the braces of a blank. Raises `ValueError` with what to type instead."""
    first, *rest = _PARTING.split(content) if "~" in content else (content,)
    spellings = tuple(_literal(part) for part in first.split("|"))
    wrong = tuple(map(_literal, rest))
    if not all(spellings):
        raise ValueError("a blank has an empty answer; write {{answer}} or {{answer|other spelling}}")
    if not all(wrong):
        raise ValueError("a blank has an empty choice; write {{answer ~ wrong ~ wrong}}")
    if any("|" in choice for choice in wrong):
        raise ValueError("a wrong choice of a blank has two spellings; part the choices with ' ~ '")
    return Blank(spellings, wrong)


def _literal(part: str) -> str:
    return part.strip().replace("\\~", "~")


def _without_lists(text: str) -> str:
    """Return a cloze text in which every tilde of a blank that parts choices stands for itself."""
    parts: list[str] = []
    position = 0
    while (opening := text.find("{{", position)) >= 0:
        is_literal = text[position:opening].endswith("\\")
        closing = opening + 2 if is_literal else text.find("}}", opening)
        if closing < 0:
            break
        blank = text[opening:closing]
        parts += text[position:opening], blank.replace("~", "\\~") if _PARTING.search(blank[2:]) else blank
        position = closing
    return "".join([*parts, text[position:]])


class ClozeFault(ValueError):
    """A cloze text that cannot be taken apart; `offset` is where in the text, in characters."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def split_cloze(text: str) -> tuple[str | Blank, ...]:
    r"""Take a cloze text apart at its `{{…}}`; `\{{` is a literal `{{`. Raises `ClozeFault`."""
    segments: list[str | Blank] = []
    plain = ""
    position = 0
    while (opening := text.find("{{", position)) >= 0:
        if text[position:opening].endswith("\\"):
            plain += text[position : opening - 1] + "{{"
            position = opening + 2
            continue
        plain += text[position:opening]
        closing = text.find("}}", opening)
        if closing < 0:
            raise ClozeFault("a blank opens with '{{' and is never closed; add '}}'", opening)
        if "{{" in text[opening + 2 : closing]:
            raise ClozeFault("a blank opens inside another; close the first with '}}'", opening)
        try:
            blank = read_blank(text[opening + 2 : closing])
        except ValueError as fault:
            raise ClozeFault(str(fault), opening) from None
        if plain:
            segments.append(plain)
            plain = ""
        segments.append(blank)
        position = closing + 2
    plain += text[position:]
    if plain:
        segments.append(plain)
    return tuple(segments)
