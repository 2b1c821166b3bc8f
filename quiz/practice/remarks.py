"""What a learner reports of a question to those who write it: of which kind it is, in which words, how long."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from quiz.practice.notes import Refused, too_long
from quiz.text import clean_line

REMARK_LIMIT: Final = 500
"""So many characters a line of one's own has at most."""


class RemarkKind(StrEnum):
    """What is wrong with a question, in the order in which it is asked."""

    WRONG_KEY = "wrong-key"
    UNCLEAR = "unclear"
    OUT_OF_DATE = "out-of-date"
    SLIP = "slip"
    OTHER = "other"

    @property
    def word(self) -> str:
        """The kind as it stands in lists."""
        return _WORDS[self].word

    @property
    def meaning(self) -> str:
        """What who reports it wants to say."""
        return _WORDS[self].meaning

    @property
    def needs_text(self) -> bool:
        """Whether it says nothing without a line of one's own."""
        return self is RemarkKind.OTHER


class _Words(NamedTuple):
    word: str
    meaning: str


_WORDS: Final = {
    RemarkKind.WRONG_KEY: _Words("wrong key", "what counts as right is wrong"),
    RemarkKind.UNCLEAR: _Words("unclear", "it can be understood in more than one way"),
    RemarkKind.OUT_OF_DATE: _Words("out of date", "it was right once"),
    RemarkKind.SLIP: _Words("slip", "spelling, a source, the wording"),
    RemarkKind.OTHER: _Words("other", "say it in a line of your own"),
}
REMARK_FORM: Final = "KIND is one of: " + "; ".join(
    f"{number} {words.word}" for number, words in enumerate(_WORDS.values(), start=1)
)
"""How a kind can be named where it is typed."""


def remark_text(kind: RemarkKind, written: str) -> str:
    """Return a line of one's own as it is kept. Raises `Refused` where it is too long, or lacks where it is needed."""
    text = clean_line(written)
    if len(text) > REMARK_LIMIT:
        raise Refused(too_long("line", len(text), REMARK_LIMIT))
    if kind.needs_text and not text:
        raise Refused("Say in a line what it is")
    return text


def typed_remark(line: str) -> tuple[RemarkKind, str]:
    """Return the kind and the line of one's own that were typed as `KIND TEXT`; a kind is a number or its word.

    >>> typed_remark("out of date since 2017")
    (<RemarkKind.OUT_OF_DATE: 'out-of-date'>, 'since 2017')

    Raises `Refused` where no kind is named, or the text cannot be kept.
    """
    folded = clean_line(line)
    for number, kind in enumerate(RemarkKind, start=1):
        for name in (str(number), kind.value, kind.word):
            rest = folded[len(name) :]
            if folded.lower().startswith(name) and not rest[:1].isalnum():
                return kind, remark_text(kind, rest.lstrip(" .:,;–-"))
    raise Refused(REMARK_FORM)
