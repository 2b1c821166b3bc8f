"""The words and phrases of a language that rules look for.

A rule that needs words is silent in a language that has no module here.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES: Final = ("de", "en", "es", "fr")


class Words(NamedTuple):
    """The vocabulary of one language.

    none, all, references: patterns for a whole choice in small letters without punctuation: none of the others, all of
    them, some of them by letter or number. statements, imperative, heading: patterns for how the question proper asks:
    which statement is true, by a verb that asks to do something, not at all (`How to …`). interrogative: by a word that
    a question begins with, whether or not a question mark ends it.
    negative, exception, absolute, vague: patterns for words anywhere in a text; not_negative is taken out before.
    truths: the words of true-or-false choices; stop: words that say nothing by themselves. `stem` reduces a word to
    what its forms share. articles: what a stem ends in, and how a choice starts that it does not fit.
    """

    none: re.Pattern[str]
    all: re.Pattern[str]
    references: re.Pattern[str]
    statements: re.Pattern[str]
    imperative: re.Pattern[str]
    interrogative: re.Pattern[str]
    heading: re.Pattern[str]
    negative: re.Pattern[str]
    exception: re.Pattern[str]
    not_negative: re.Pattern[str]
    absolute: re.Pattern[str]
    vague: re.Pattern[str]
    truths: frozenset[str]
    stop: frozenset[str]
    stem: Callable[[str], str]
    articles: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()


def listed(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def combinations(both: str, only: str, conjunctions: str) -> re.Pattern[str]:
    """Return a pattern for choices that only name others: `both a and b`, `i and iii only`."""
    label = r"(?:[a-h]|[ivx]{1,4}|\d)"
    joined = rf"{label}(?: {label})*(?: (?:{conjunctions}) {label})+"
    return re.compile(
        rf"(?:(?:{both}|{only}) )?{joined}(?: (?:{only}|{both}))?|{label} (?:{only})|(?:{only}|{both}) {label}"
    )


def anywhere(phrases: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern for whole words or phrases, given one a line or separated by `|`."""
    pattern = "|".join(filter(None, (phrase.strip() for phrase in re.split(r"[|\n]", phrases))))
    return re.compile(rf"(?<![\w’'])(?:{pattern})(?![\w])", flags)


def suffixes(inflections: str, derivations: str = "", least: int = 4) -> Callable[[str], str]:
    """Return a light stemmer: it drops the longest inflection, then derivation, that leaves `least` letters."""
    steps = [tuple(sorted(endings.split(), key=len, reverse=True)) for endings in (inflections, derivations)]

    @cache
    def stem(word: str) -> str:
        for endings in steps:
            if not word.endswith(endings):
                continue
            ending = next(
                (suffix for suffix in endings if word.endswith(suffix) and len(word) - len(suffix) >= least), ""
            )
            word = word.removesuffix(ending)
        return word

    return stem


@cache
def vocabulary(language: str) -> Words | None:
    """Return the words of a language tag such as `en` or `en-GB`; None where there are none."""
    name = re.split(r"[-_]", language.strip().casefold(), maxsplit=1)[0]
    if name not in LANGUAGES:
        return None
    words = importlib.import_module(f"quiz.lint.words.{name}").WORDS
    assert isinstance(words, Words)
    return words
