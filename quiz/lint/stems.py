"""Rules about the stem alone."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from quiz.lint.choices import is_truth
from quiz.lint.stem_and_choices import QuestionForm, Remark, sentences, words as words_of
from quiz.lint.symbols import without_code

if TYPE_CHECKING:
    from quiz.lint.words import Words

_BLANK: Final = re.compile(r"_{2,}|(?<=\s)_(?=[\s-])|…|\.{4,}|[\[(]\s*blank\s*[\])]", re.IGNORECASE)
_QUESTION_MARK: Final = re.compile("[?？؟;՞፧⁇]")
_QUOTE: Final = re.compile("[\"“«'‘]")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|(?<!\w)'[^']*'(?!\w)|‘[^’]*’(?!\w)")
_STATEMENT_WORDS: Final = 3
"""So many words say something of a subject, whatever it is."""

_RICHEST: Final = 4.0
"""The corrected type-token ratio (different words by the root of twice all words) from which on a stem tells a story:
about 40 words that hardly repeat themselves."""


def fill_in_blank(form: QuestionForm, _words: Words | None) -> Remark | None:
    """F003: a gap in the middle makes readers hold half a sentence in mind; at the end it is a mere lead-in."""
    asked = form.last_sentence
    blank = _BLANK.search(asked)
    if blank is None or not form.choices or not re.search(r"\w", asked[blank.end() :]):
        return None
    return Remark(
        f"The prompt has a gap in its middle (`{blank[0]}`).",
        "ask a question whose answer fills the gap, or make it `type: cloze`",
    )


def true_or_false(form: QuestionForm, words: Words | None) -> Remark | None:
    """F004: choices that are true or false statements ask several questions in one."""
    if words is None or not form.choices:
        return None
    if is_truth(form, words):
        return Remark(
            "The two choices are those of a statement that is true or false.",
            "make it a `true-false` question, whose prompt is the statement",
        )
    if form.in_symbols:
        return None
    if _are_statements(form, words):
        return Remark(
            "The prompt asks nothing, and each choice is a statement of its own.",
            "ask a whole question that can be answered with the choices covered, or make each a `true-false` question",
        )
    if not _asks_which_is_true(form, words):
        return None
    return Remark(
        "The question asks which statements are true instead of one question.",
        "ask what the statements are about, or make each of them a `true-false` question",
    )


def _asks_which_is_true(form: QuestionForm, words: Words) -> bool:
    truths = sum(choice in words.truths for choice in form.bare_choices)
    stem = form.stem.casefold()
    return (
        stem.startswith("true or false")
        or (truths >= 2 and len(form.choices) <= 3)
        or all(choice and words.truths.issuperset(choice.split()) for choice in form.bare_choices)
        or words.statements.search(form.last_sentence) is not None
    )


def _are_statements(form: QuestionForm, words: Words) -> bool:
    """Tell whether the prompt only names what the choices are about (`The heart`), and they say something of it."""
    return (
        _breaks_off(form, words)
        and not words.interrogative.search(" ".join(form.words[:2]))
        and not words.imperative.search(form.words[0])
        and len(sentences(form.stem)) == 1
        and all(len(words_of(choice)) >= _STATEMENT_WORDS for choice in form.choices)
    )


def _breaks_off(form: QuestionForm, words: Words) -> bool:
    """Tell whether a prompt is the beginning of a sentence that the choices end."""
    stem = form.stem.strip()
    if not form.words or _QUESTION_MARK.search(stem) or ":" in stem or _BLANK.search(stem):
        return False
    return not stem.endswith((".", ";", "!")) or words.heading.match(form.last_sentence) is not None


def negative_stem(form: QuestionForm, words: Words | None) -> Remark | None:
    """F006: a negative is overlooked; in capitals it is at least seen."""
    if words is None or is_truth(form, words):
        return None
    asked = _asked_in_prose(form)
    if _QUOTE.search(asked):
        asked = _QUOTED.sub(" ", asked)
    if "?" not in asked and _BLANK.search(asked):
        return None  # a sentence to fill in may say no
    if asked.endswith(".") and not words.imperative.match(asked):
        asked = " ".join(match[0] for match in words.exception.finditer(asked))  # a statement may say no
    if words.negative.search(asked) is None:
        return None  # the costly look at what may say no is for the few that say it
    negative = words.negative.search(words.not_negative.sub(" ", asked))
    if negative is None:
        return None
    word = negative[0]
    if word.isupper():
        return Remark(f"The prompt asks by a negative (`{word}`).", "ask what is the case where you can", hint=True)
    return Remark(
        f"The prompt asks by a negative (`{word}`), which is easily overlooked.",
        f"ask what is the case; if it must be, write {word.upper()} in capitals",
    )


def _asked_in_prose(form: QuestionForm) -> str:
    """Return the question proper, without the lines of code that may follow it."""
    if "\n" not in form.stem:
        return form.last_sentence
    prose = sentences(without_code(form.stem))
    return prose[-1] if prose else ""


def gratuitous_information(form: QuestionForm, _words: Words | None) -> Remark | None:
    """F008: a story before the question costs reading time and tests reading."""
    told = words_of(without_code(form.stem)) if "\n" in form.stem else form.words
    length = len(told)
    if not length or len(set(told)) / math.sqrt(2 * length) <= _RICHEST:
        return None
    return Remark(
        f"The prompt has {length} words; a learner has to find the question in it.",
        "leave out what is not needed to answer; switch this rule off where a case must be told",
    )


def unfocused_stem(form: QuestionForm, words: Words | None) -> Remark | None:
    """F014: who covers the choices should know what is asked."""
    if words is None or not form.choices or not _breaks_off(form, words):
        return None
    if is_truth(form, words) or (not form.in_symbols and _asks_which_is_true(form, words)):
        return None
    return Remark(
        "The prompt asks nothing by itself: it breaks off and the choices go on.",
        "ask a whole question that can be answered with the choices covered",
    )
