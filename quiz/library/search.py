"""Finding questions and lessons in a library by what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.lessons import Lesson
from quiz.bank.matching import fold
from quiz.practice.sight import seen_question, seen_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quiz.bank.model import Bank
    from quiz.bank.questions.registry import Question
    from quiz.library.library import LibraryEntry

PROMPT: Final = "prompt"
TITLE: Final = "title"

_APART: Final = "\0"
"""The separator between fields. Cleaned text never has it, so no phrase spans two of them."""

_WORD: Final = re.compile(r"\w+")
_WORDS_AT_MOST: Final = 60
_WORDS_FOR_LIKENESS: Final = 3
_LEAST_LETTERS: Final = 4
_EXCERPT_WORDS: Final = 6
"""Words shown on either side of a match."""

_UNSPACED: Final = "\u2e80"
"""The first code point of the scripts without spaces between words."""


class Hit(NamedTuple):
    """A question or lesson that was found: `field` is where, and `excerpt` what stands around it, None in its head.

    rank: 0 the phrase in the head, 1 all words there, 2 the phrase in another field, 3 all words in all fields, 4 most
    of them.
    """

    entry: LibraryEntry
    found: Question | Lesson
    rank: int
    field: str
    excerpt: str | None

    @property
    def id(self) -> str:
        return self.found.id

    @property
    def head(self) -> str:
        """The prompt of a question as it is seen, or the title of a lesson."""
        bank = self.entry.bank
        if isinstance(self.found, Lesson):
            return self.found.title
        return self.found.prompt if bank is None else seen_text(self.found.prompt, bank.markup)


class Query:
    """A phrase to look for and its words, folded. Every word may be the beginning of a longer one."""

    def __init__(self, text: str) -> None:
        self.phrase = fold(text.replace(_APART, " "))
        words = list(dict.fromkeys(_WORD.findall(self.phrase)))[:_WORDS_AT_MOST]
        self.words = [word for word in words if len(word) > 1 or not word.isalpha()] or words
        self.telling = [word for word in self.words if len(word) >= _LEAST_LETTERS or word.isdigit()]
        self._phrase = _start(self.phrase) if self.phrase else None
        self._starts = {word: _start(word) for word in self.words}
        self._is_word = self.words == [self.phrase]

    def has_phrase(self, text: str) -> bool:
        return self._phrase is not None and self.phrase in text and self._phrase.search(text) is not None

    def has_all(self, text: str) -> bool:
        if self._is_word:
            return self.has_phrase(text)
        return bool(self.words) and all(word in text for word in self.words) and self.count(text) == len(self.words)

    def count(self, text: str, words: Sequence[str] | None = None) -> int:
        """Return how many of the words a folded text has."""
        chosen = self.words if words is None else words
        return sum(word in text and self._starts[word].search(text) is not None for word in chosen)

    def missing(self, text: str) -> list[str]:
        """Return the words that a folded text does not have."""
        return [word for word in self.words if not self.count(text, (word,))]

    def rank(self, folded: str) -> tuple[int, int] | None:
        """Return the rank of a question or lesson, lower is better; None where it does not match."""
        if len(self.telling) < _WORDS_FOR_LIKENESS and not all(word in folded for word in self.words):
            return None
        head = folded.partition(_APART)[0]
        if self.has_phrase(head):
            return 0, 0
        if self.has_all(head):
            return 1, 0
        if self.has_phrase(folded):
            return 2, 0
        if self.has_all(folded):
            return 3, 0
        if len(self.telling) >= _WORDS_FOR_LIKENESS:
            count = self.count(head, self.telling)
            if count * 2 >= len(self.telling):
                return 4, -count
        return None


def _start(words: str) -> re.Pattern[str]:
    """Return a pattern for words at the start of a word; anywhere in scripts that do not part words."""
    anywhere = words[0] >= _UNSPACED or not (words[0].isalnum() or words[0] == "_")
    return re.compile(re.escape(words) if anywhere else rf"(?<!\w){re.escape(words)}")


class SearchResult(NamedTuple):
    """The number of all questions that a search found, and the best of them."""

    total: int
    hits: list[Hit]


class Index:
    """The folded text of questions and lessons: made once, searched often."""

    def __init__(self, entries: Iterable[LibraryEntry], wanted: Callable[[Question], bool] | None = None) -> None:
        """Index the questions of `entries` for which `wanted` returns true; without it all, and the lessons too."""
        self._every = [
            (entry, found, fold(_APART.join([text for _, text in texts(found, entry.bank)])))
            for entry in entries
            if entry.bank is not None
            for found in _found_in(entry.bank, wanted)
        ]

    def search(self, text: str, limit: int | None = None) -> SearchResult:
        """Find what matches, the best first, then by bank and place; at most `limit` of it is returned."""
        query = Query(text)
        if not query.phrase:
            return SearchResult(0, [])
        ranks = [(rank, index) for index, (_, _, folded) in enumerate(self._every) if (rank := query.rank(folded))]
        ranks.sort()
        return SearchResult(len(ranks), [self._hit(query, rank, index) for (rank, _), index in ranks[:limit]])

    def _hit(self, query: Query, rank: int, index: int) -> Hit:
        entry, found, _ = self._every[index]
        (head, said), *others = texts(found, entry.bank)
        if rank in {0, 1, 4}:
            return Hit(entry, found, rank, head, None)
        missing = query.missing(fold(said))
        field, text, _ = max(
            [(field, text, fold(text)) for field, text in others],
            key=lambda candidate: (
                query.has_phrase(candidate[2]),
                query.count(candidate[2], missing),
                query.count(candidate[2]),
            ),
        )
        return Hit(entry, found, rank, field, _excerpt(query, text, missing))


def _found_in(bank: Bank, wanted: Callable[[Question], bool] | None) -> Iterator[Question | Lesson]:
    """Give the wanted questions of a bank; where all are wanted its lessons come first, as on the path."""
    if wanted is None:
        yield from bank.lessons
    yield from (question for question in bank.questions if wanted is None or wanted(question))


def _excerpt(query: Query, text: str, missing: Sequence[str]) -> str:
    """Return some words of a text around the phrase, or the words that are still `missing`; dots where it goes on."""
    words = text.split()
    length = min(max(1, len(query.phrase.split())), 2 * _EXCERPT_WORDS)
    parts = [fold(" ".join(words[index : index + length])) for index in range(len(words))]
    index = next((index for index, part in enumerate(parts) if query.has_phrase(part)), None)
    if index is None:
        index = max(range(len(words)), key=lambda number: query.count(parts[number], missing), default=0)
    first, last = max(0, index - _EXCERPT_WORDS), index + length + _EXCERPT_WORDS
    return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"


def texts(found: Question | Lesson, bank: Bank | None = None) -> Iterator[tuple[str, str]]:
    """Give every text of a question or lesson with the name of its field, prompt or title first."""
    yield from _lesson_texts(found, bank) if isinstance(found, Lesson) else _question_texts(found, bank)
    yield "id", found.id
    for citation, reference in bank.references_of(found) if bank is not None else ():
        parts = (reference.title if reference else None, citation.ref, citation.locator)
        yield "sources", ", ".join(part for part in parts if part)


def _lesson_texts(lesson: Lesson, bank: Bank | None) -> Iterator[tuple[str, str]]:
    yield TITLE, lesson.title
    yield "text", seen_text(lesson.text, lesson.markup or (bank.markup if bank is not None else "plain"))


def _question_texts(question: Question, bank: Bank | None) -> Iterator[tuple[str, str]]:
    question = seen_question(question, bank.markup) if bank is not None else question
    yield PROMPT, question.prompt
    yield from question.own_texts()
    for field in ("explanation", "hint"):
        if text := getattr(question, field):
            yield field, text
    if question.image is not None and question.image.alt:
        yield "image", question.image.alt
    if bank is not None and (passage := bank.passage_of(question)) is not None:
        yield "passage", f"{passage.title}\n{seen_text(passage.text, passage.markup or bank.markup)}"
    for tag in question.tags:
        yield "tags", tag
