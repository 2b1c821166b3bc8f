"""Rules about a bank as a whole, which need all its questions at once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.lint.binomial import tail
from quiz.lint.stem_and_choices import words as words_of
from quiz.lint.symbols import code_lines, is_symbol, without_code
from quiz.lint.telling import Asked, Telling
from quiz.practice.digest import digest
from quiz.text import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from quiz.bank.questions.registry import Question
    from quiz.lint.stem_and_choices import QuestionForm
    from quiz.lint.words import Words

LEVEL: Final = 0.01
"""Significance level: the share of flawless banks in which a statistical rule speaks by chance, at most."""

FEWEST: Final = 12
"""The least number of questions for a statistical rule."""

SIMILAR: Final = 0.8
"""The share of words in common (Jaccard) from which on two prompts ask nearly the same."""

_FEWEST_WORDS: Final = 3
"""Prompts of fewer words are not compared: too many share them."""

_CROWD: Final = 100
"""The most questions that are compared for one word that they share."""

_MANY_ROWS: Final = 4
"""So many things to put in place are more than one place in a source bears out."""

_SEVERAL: Final = re.compile(
    r"[;,–]|\d-\d|\b(?:and|to|und|bis|et|à|y|all|whole|table|list|annex|timeline|chronology|overview)\b", re.IGNORECASE
)
"""What a place has in it that is more than one, or holds many things."""

_PLACES: Final = ("first", "second", "third", "fourth", "fifth")


class QuestionInForm(NamedTuple):
    """A question of the bank with its form where it has one."""

    question: Question
    form: QuestionForm | None


class BankRemark(NamedTuple):
    """A remark of a rule on the bank, or on one of its questions beside another one."""

    message: str
    help: str
    question: str | None = None
    other: str | None = None
    hint: bool = False


def key_position(items: Sequence[QuestionInForm], _words: Words | None) -> Iterator[BankRemark]:
    """F101: where the order is fixed, the key should stand anywhere.

    Exact binomial test for each place and the last one, the level divided by their number; the most unlikely is told.
    """
    fixed = [form for _, form in items if form and form.key is not None and not form.shuffled and len(form.choices) > 1]
    if len(fixed) < FEWEST:
        return
    unlikely = 1.0
    counts = ""
    for index, name in [*enumerate(_PLACES), (-1, "last")]:
        able = [form for form in fixed if index < len(form.choices)]
        hits = sum(form.key == index % len(form.choices) for form in able)
        chances = [1 / len(form.choices) for form in able]
        if able and (chance := tail(chances, hits)) < unlikely:
            unlikely = chance
            counts = (
                f"The answer stands {name} in {hits} of {len(able)} questions whose order is fixed; by chance it would "
                f"in {percent(sum(chances) / len(able))} (p = {chance:.1g})."
            )
    if unlikely < LEVEL / (len(_PLACES) + 1):
        help_ = "choose distractors on both sides of the answer; where no order is needed, leave `sequence` out"
        yield BankRemark(counts, help_)


def key_longest(items: Sequence[QuestionInForm], _words: Words | None) -> Iterator[BankRemark]:
    """F102: where the answer is the longest choice too often or hardly ever, learners soon know. Binomial tests."""
    forms = [form for question, form in items if question.short_answer is not None and form and form.key is not None]
    forms = [form for form in forms if len(set(map(len, form.choices))) > 1]
    if len(forms) < FEWEST:
        return
    hits = sum(
        all(
            len(choice) < len(form.choices[form.key or 0])
            for index, choice in enumerate(form.choices)
            if index != form.key
        )
        for form in forms
    )
    chances = [1 / len(form.choices) for form in forms]
    often, seldom = tail(chances, hits), tail([1 - chance for chance in chances], len(forms) - hits)
    if (chance := min(often, seldom)) < LEVEL / 2:
        few = "" if often < seldom else "only "
        help_ = "cut long answers, or make distractors as exact as them"
        yield BankRemark(
            f"The answer is the longest choice in {few}{hits} of {len(forms)} questions; by chance it would be in "
            f"{percent(sum(chances) / len(forms))} (p = {chance:.1g}).",
            help_ if often < seldom else "cut long distractors, or make some answers as exact as them",
        )


def near_duplicates(items: Sequence[QuestionInForm], words: Words | None) -> Iterator[BankRemark]:
    """F103: two questions that ask nearly the same. Names and numbers must be the same, other words nearly so.

    Questions about passages are left out: those about one share its words, and the same prompt asks another thing of
    another text.
    """
    items = [one for one in items if one.question.passage is None]
    gists = [gist(question, words) for question, _ in items]
    likeness = Likeness(gists)
    for place, (item, question_gist) in enumerate(zip(items, gists, strict=True)):
        share, other = likeness.nearest(question_gist)
        likeness.add(question_gist, place)
        group = item.question.group
        if share >= SIMILAR and (group is None or group != items[other].question.group):
            yield BankRemark(
                f"This asks nearly the same as `{items[other].question.id}`: {percent(share)} of the words are shared.",
                "remove one of them, or give both the same `group`, so that an attempt draws only one",
                item.question.id,
                items[other].question.id,
            )


class Gist(NamedTuple):
    """The content of a prompt for comparison: its words, and the names and numbers that must agree exactly."""

    words: frozenset[str]
    marks: frozenset[str]


class Likeness:
    """Finds the question that asks most nearly the same.

    An index from rare words to questions leaves few pairs to compare.
    """

    def __init__(self, gists: Iterable[Gist]) -> None:
        """Count each word over all questions that will be added; an unknown word is the rarest."""
        rarity = Counter(chain.from_iterable(gist.words for gist in gists))
        self._rank = {word: rank for rank, (_, word) in enumerate(sorted((rarity[word], word) for word in rarity))}
        self._index: dict[object, list[tuple[frozenset[str], int]]] = defaultdict(list)
        self._last: tuple[frozenset[str], list[str]] = (frozenset(), [])

    def add(self, gist: Gist, place: int) -> None:
        for word in self._rarest(gist.words):
            self._index[gist.marks, word].append((gist.words, place))

    def nearest(self, gist: Gist) -> tuple[float, int]:
        """Return the greatest share of words in common with a question, and its place; 0 and -1 without one."""
        best = (0.0, -1)
        seen: set[int] = set()
        for word in self._rarest(gist.words):
            for words, place in self._index.get((gist.marks, word), ())[-_CROWD:]:
                if place not in seen:
                    seen.add(place)
                    best = max(best, (len(gist.words & words) / len(gist.words | words), place))
        return best

    def _rarest(self, words: frozenset[str]) -> list[str]:
        """Return the rarest words, as many as it takes for two similar sets to share one of them."""
        if len(words) < _FEWEST_WORDS:
            return []
        if self._last[0] is not words:  # what is looked for is often added next
            ranked = sorted((self._rank.get(word, -1), word) for word in words)
            self._last = words, [word for _, word in ranked[: len(words) - int(SIMILAR * len(words)) + 1]]
        return self._last[1]


def gist(question: Question, words: Words | None) -> Gist:
    subject = question.subject
    text = "\n".join((question.prompt, *subject)) if subject else question.prompt
    listed = words_of(text)
    return Gist(frozenset(_content(listed, words)), _marks(text, listed))


def given_away(items: Sequence[QuestionInForm], words: Words | None) -> Iterator[BankRemark]:
    """F104: one question tells the answer of another: it has the answer's words and most of its prompt's."""
    telling = Telling()
    every = []
    for question, _ in items:
        prompt = _content(words_of(without_code(question.prompt)), words)
        every.append(Asked(prompt, key_words(question, prompt, words), prompt))
        telling.add(every[-1])
    for at, ((question, _), asked) in enumerate(zip(items, every, strict=True)):
        for share, place in telling.tellers(asked):
            teller = items[place].question
            if place != at and (question.group is None or question.group != teller.group):
                yield BankRemark(
                    f"The prompt tells the answer of `{question.id}`, and has {percent(share)} of the words of its "
                    f"prompt.",
                    "reword it, or give both the same `group`, so that an attempt draws only one",
                    teller.id,
                    question.id,
                )


def key_words(question: Question, prompt: Collection[str], words: Words | None) -> set[str]:
    """Return what the answer of a question says that its own prompt does not; nothing where that is no text."""
    answer = question.short_answer
    return _content(words_of(answer), words).difference(prompt) if answer and not is_symbol(answer) else set()


def few_places(items: Sequence[QuestionInForm], _words: Words | None) -> Iterator[BankRemark]:
    """F107: each row of a question is a claim of its own; one place in one source seldom bears out four of them."""
    for question, _ in items:
        rows = question.row_count
        locators = [citation.locator for citation in question.citations]
        if rows < _MANY_ROWS or len(locators) != 1 or locators[0] is None or _SEVERAL.search(locators[0]):
            continue
        yield BankRemark(
            f"The question puts {rows} things in place and cites one place.",
            "cite a place for each of them, or say in the place where they all stand: `table 2`, `pages 3 to 5`",
            question.id,
            hint=True,
        )


def _content(listed: Iterable[str], words: Words | None) -> set[str]:
    """Return what the words of a text say: numbers, and the stems of those that are neither short nor empty."""
    if words is None:
        return {word for word in listed if len(word) > 3 or word.isdigit()}
    stem, stop = words.stem, words.stop
    return {
        word if word.isdigit() else stem(word)
        for word in listed
        if (len(word) > 3 or word.isdigit()) and word not in stop
    }


_NAME: Final = re.compile(r"[A-Z](?<=[^.?!\n]\s[A-Z])\w*")


def _marks(text: str, listed: Iterable[str]) -> frozenset[str]:
    """Return the names and the words with a digit, by which questions of one form differ."""
    numbers = [word for word in listed if not word.isalpha()]
    code = [digest(0, line).hex() for line in code_lines(text)]  # what a formula such as "What is printed?" asks of
    return frozenset((*_NAME.findall(text), *numbers, *code))


BANK_CHECKS: Final[dict[str, Callable[[Sequence[QuestionInForm], Words | None], Iterator[BankRemark]]]] = {
    "F101": key_position,
    "F102": key_longest,
    "F103": near_duplicates,
    "F104": given_away,
    "F107": few_places,
}
