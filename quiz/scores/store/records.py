"""What any store keeps and gives back, and how it fails."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from msgspec import Struct

from quiz.practice.remarks import RemarkKind
from quiz.practice.types import Confidence, Key, Mode
from quiz.scores.store import values
from quiz.scores.store.values import BadValue
from quiz.text import clean, clean_line

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from quiz.bank.lessons import FullName
    from quiz.practice.draw import Options
    from quiz.practice.response import Response

REMEDY: Final = "`quiz doctor` says what can be done"
Sort: TypeAlias = Literal["newest", "oldest", "best", "worst"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)


class StoreProblem(Exception):
    """The store cannot be used. message: says what to do. place: where the store lies, such as a path."""

    def __init__(self, place: Path | str | None, message: str) -> None:
        super().__init__(f"{clean(str(place))}: {message}" if place else message)
        self.place = str(place) if place else None
        self.message = message


class StoreGone(StoreProblem):
    """What is open is the store no more: it was moved, replaced or damaged. Another can be opened.

    Nothing of the change that failed is in the store that a person will find. is_damaged: whether it was damaged.
    """

    def __init__(self, place: Path | str | None, message: str, *, is_damaged: bool = False) -> None:
        super().__init__(place, message)
        self.is_damaged = is_damaged


class TakenFurther(StoreProblem):
    """Another window went on with the attempt meanwhile: what is open here is behind what is kept."""


class BadAttempt(StoreProblem):
    """An attempt in which a value makes no sense. what: the value and where it stands, in words."""

    def __init__(self, place: Path | str | None, uid: str, what: str) -> None:
        super().__init__(place, f"the attempt {short_uid(uid)} cannot be read: {what}; {REMEDY}")
        self.uid = uid
        self.what = what


def short_uid(uid: object) -> str:
    """Return the beginning of an attempt's id, by which it can be named; the whole of what is none, cleaned."""
    try:
        return values.uid(uid)[:8]
    except BadValue:
        return clean_line(str(uid))[:40] or "without an id"


class NoSuchAttempt(LookupError):
    """No attempt, or more than one, has that id."""


class NumberTaken(ValueError):
    """Another response stands at that place in the order already."""


class Summary(NamedTuple):
    """One line of the list of attempts. score and possible are points; finished is None while open."""

    uid: str
    banks: tuple[str, ...]
    mode: Mode
    learner: str
    seed: int
    started: datetime
    finished: datetime | None
    questions: int
    answered: int
    score: float
    possible: float
    options: Options

    @property
    def fraction(self) -> float:
        return self.score / self.possible if self.possible else 0.0

    @property
    def holds_back(self) -> bool:
        """Whether verdicts are held back: in an exam until it is handed in."""
        return self.mode is Mode.EXAM and self.finished is None


class PastResponse(NamedTuple):
    """One response to a question, in whatever attempt."""

    uid: str
    mode: Mode
    at: datetime
    response: Response
    fraction: float
    confidence: Confidence | None
    seconds: float
    retry: bool


class AskedQuestion(NamedTuple):
    """A question as one learner was asked it in one attempt; fraction and response (JSON) are None where it is open."""

    learner: str
    attempt: int
    finished: int
    question: str
    fraction: float | None
    response: str | None


class DatedResponse(NamedTuple):
    """When a response was given. number: where it stands in the order of all responses."""

    number: int
    uid: str
    learner: str
    at: datetime
    day: date


class DatedAttempt(NamedTuple):
    """When an attempt was taken. first, last: the times of its responses, None without any."""

    uid: str
    started: datetime
    finished: datetime | None
    first: datetime | None
    last: datetime | None


class Note(Struct, frozen=True):
    """What a learner wrote down about a question for themselves, and whether they starred it."""

    learner: str
    key: Key
    text: str
    star: bool
    at: datetime

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.star)


class Remark(Struct, frozen=True):
    """What a learner reported of a question. attempt: the id of the one in which they met it."""

    uid: str
    learner: str
    key: Key
    kind: RemarkKind
    text: str
    at: datetime
    attempt: str | None = None


class PutAside(NamedTuple):
    """A lesson that a learner does not want offered, and since when."""

    learner: str
    lesson: FullName
    at: datetime


class BadEntry(NamedTuple):
    """A note, a remark or a lesson put aside in which a value makes no sense. name: what it is, in words."""

    name: str
    what: str


class BankScore(NamedTuple):
    """The share of a bank's points in the last finished attempt, and the best one."""

    last: float
    best: float
