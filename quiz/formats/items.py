"""Items: questions between formats. A reader makes them of a source, a writer makes a file of them.

A body says what is in the source or the bank, not what this program can hold: that is the mapper's to decide, the same
for every format. Shares run from -1 to 1: 1 is wholly right, below 0 takes points away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from quiz.formats.prose import NOTHING, Dropped, Prose
from quiz.formats.report import Fault, Loss, Place


class Option(Struct, frozen=True):
    """A choice with the share that it earns, and what is said to who takes it."""

    text: Prose
    share: float = 0.0
    feedback: Prose = NOTHING


class Choices(Struct, frozen=True):
    """Choices of which one is taken, or with `several` any number. is_ordered: they are shown in this order."""

    options: tuple[Option, ...]
    several: bool = False
    is_ordered: bool = False


class Truth(Struct, frozen=True):
    """A statement to judge; None where no answer is right. The feedback is for who says true, and who says false."""

    answer: bool | None
    on_true: Prose = NOTHING
    on_false: Prose = NOTHING


class Typed(Struct, frozen=True):
    """Texts that are typed, each with its share. A share of 0 is a wrong answer that is answered with feedback.

    otherwise: what is said to any other answer. has_wildcards: `*` in an answer stands for any text.
    """

    options: tuple[Option, ...]
    otherwise: Prose = NOTHING
    is_case_sensitive: bool = False
    has_wildcards: bool = False
    accents: bool = False
    typos: int = 0


class NumberOption(Struct, frozen=True):
    """A number as it is written, how far off still counts, and the share that it earns."""

    value: str
    tolerance: str = "0"
    share: float = 1.0
    feedback: Prose = NOTHING


class Numeric(Struct, frozen=True):
    """Numbers that are typed; of several units the first is that of the numbers."""

    options: tuple[NumberOption, ...]
    units: tuple[str, ...] = ()
    otherwise: Prose = NOTHING
    is_unit_graded: bool = False


class Pair(Struct, frozen=True):
    """What belongs together; without a left-hand side the other fits nothing. line: where it stands, or 0."""

    left: Prose
    right: Prose
    line: int = 0


class Pairs(Struct, frozen=True):
    """Pairs to find."""

    pairs: tuple[Pair, ...]


class Sorting(Struct, frozen=True):
    """Things to sort into categories."""

    categories: tuple[tuple[Prose, tuple[Prose, ...]], ...]
    feedback: tuple[Prose, ...] = ()


class Sequence(Struct, frozen=True):
    """Things to put in order, in the right order."""

    items: tuple[Prose, ...]


class Gap(Struct, frozen=True):
    """A gap of a text: typed, or picked where there are `choices` beside the right ones.

    options: what may be typed with its share. choices: what else may be picked. numeric: the answers are numbers.
    """

    options: tuple[Option, ...]
    choices: tuple[Prose, ...] = ()
    is_numeric: bool = False
    hint: str = ""


class Gaps(Struct, frozen=True):
    """A text with gaps: each `gap_mark(number)` in it stands for one, numbered from 0."""

    text: Prose
    gaps: tuple[Gap, ...]
    is_case_sensitive: bool = False
    accents: bool = False
    typos: int = 0


class Names(Struct, frozen=True):
    """Several things to name, each with its spellings; `need` of them, all where it is None."""

    answers: tuple[tuple[str, ...], ...]
    need: int | None = None
    is_case_sensitive: bool = False
    accents: bool = False
    typos: int = 0


class Open(Struct, frozen=True):
    """Something to write about, with a model answer and points to look for where there are some."""

    answer: Prose = NOTHING
    rubric: tuple[Prose, ...] = ()


class Picture(Struct, frozen=True):
    """The picture of a question of a bank: a plain name for its file, its bytes, and the words that stand for it."""

    name: str
    data: bytes
    alt: str = ""


class Unheld(Struct, frozen=True):
    """A question of a type that this program has not; `code` is that of the loss."""

    code: str = "unsupported-type"


Body: TypeAlias = Choices | Truth | Typed | Numeric | Pairs | Sorting | Sequence | Gaps | Names | Open | Unheld


class Item(Struct, frozen=True, kw_only=True):
    """A question of a source or a bank.

    source_type: what its format calls its type. source: the block, verbatim. name: its title there; empty where it has
    none. category: its path, parted by `/`. passage: the id of the text that it is about. losses and faults: what the
    reader met; a fault that is an error refuses the question. pictures: those that the source carries, by the names by
    which texts show them. image, image_alt: the picture of a question of a bank as it is named and described there;
    picture: the same with its bytes. sources: as a bank writes them; citations: as people read them.
    """

    place: Place
    body: Body
    prompt: Prose = NOTHING
    source_type: str = ""
    source: str = ""
    id: str = ""
    name: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    explanation: Prose = NOTHING
    hints: tuple[Prose, ...] = ()
    points: float = 1.0
    difficulty: str | None = None
    group: str | None = None
    sources: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    as_of: str | None = None
    valid_until: str | None = None
    passage: str = ""
    passage_title: str = ""
    passage_text: Prose = NOTHING
    pictures: Mapping[str, bytes] = {}
    image: str = ""
    image_alt: str = ""
    picture: Picture | None = None
    losses: tuple[Loss, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def shown(self) -> tuple[Dropped, ...]:
        """The pictures that its prompt and its text with gaps show, as they are named there."""
        texts = (self.prompt, self.body.text) if isinstance(self.body, Gaps) else (self.prompt,)
        return tuple(one for text in texts for one in text.dropped if one.code == "image")


class Reading(Struct, frozen=True):
    """What a reader made of a source: its questions in order, and what was met outside them.

    title: what the source calls itself; empty where it does not.
    """

    items: tuple[Item, ...] = ()
    losses: tuple[Loss, ...] = ()
    faults: tuple[Fault, ...] = ()
    title: str = ""
    encoding: str | None = None
    form: str = ""


class Source(Struct, frozen=True):
    """A file that is read: its bytes and its name.

    encoding: as the person said, else None. columns: which field a column is, as the person said.
    """

    data: bytes
    name: str
    encoding: str | None = None
    columns: Mapping[str, tuple[str, ...]] = {}


class Target(Struct, frozen=True):
    """What a writer is told beside the items: the title of the bank, its id, its language, and what a paper needs."""

    title: str
    bank_id: str
    language: str = "en"
    seed: int = 0
    has_key: bool = False


class Writing(Struct, frozen=True):
    """What a writer made: the bytes of the file, and what is not in it."""

    data: bytes
    losses: tuple[Loss, ...] = ()


_MARK: Final = "\ufdd1"
"""Unicode says that it is no character of any text."""
GAP: Final = re.compile(f"{_MARK}(\\d+){_MARK}")


def gap_mark(number: int) -> str:
    """Return what stands in a text for its gap `number`."""
    return f"{_MARK}{number}{_MARK}"
