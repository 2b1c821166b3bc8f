"""Rules about cues, by which someone who does not know the answer finds the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.lint.choices import is_meta, is_truth
from quiz.lint.stem_and_choices import QuestionForm, Remark, words as words_of

if TYPE_CHECKING:
    from quiz.lint.words import Words

_LEAST_WORDS: Final = 4
"""The least number of words of a key that counts as long."""

_OTHERS_LETTERS: Final = 0.75
_OTHERS_WORDS: Final = 0.55
"""A key is conspicuously long where no distractor has this share of its letters, and distractors have on average less
than this share of its words."""

_LEAST_LETTERS: Final = 4


def longest_key(form: QuestionForm, words: Words | None) -> Remark | None:
    """F007: writers take care that the key is beyond dispute, and it grows."""
    if form.key is None:
        return None
    key = form.choices[form.key]
    others = [
        choice
        for index, (choice, bare) in enumerate(zip(form.choices, form.bare_choices, strict=True))
        if index != form.key and not is_meta(bare, words)
    ]
    length = len(words_of(key))
    if not others or length < _LEAST_WORDS or max(map(len, others)) >= _OTHERS_LETTERS * len(key):
        return None
    if sum(len(words_of(choice)) for choice in others) > _OTHERS_WORDS * length * len(others):
        return None
    return Remark(
        "The answer is much longer than every distractor.",
        "cut the answer, or write distractors as exact as it",
        form.key,
    )


def word_repeats(form: QuestionForm, words: Words | None) -> Remark | None:
    """F012: a word that the stem shares with the key alone points at it."""
    if words is None or form.key is None or form.in_symbols or is_truth(form, words):
        return None
    stem = _content(form.stem, words)
    shared = stem & _content(form.choices[form.key], words)
    for index, choice in enumerate(form.choices):
        if index != form.key:
            shared -= _content(choice, words)
    if not shared:
        return None
    repeated = next(word for word in words_of(form.choices[form.key]) if words.stem(word) in shared)
    return Remark(
        f"`{repeated}` stands in the prompt and in the answer, and in no distractor.",
        "say it in other words, or use it in a distractor too",
        form.key,
    )


def _content(text: str, words: Words) -> set[str]:
    return {words.stem(word) for word in words_of(text) if len(word) >= _LEAST_LETTERS and word not in words.stop}


def article(form: QuestionForm, words: Words | None) -> Remark | None:
    """F015: a stem that ends in `a` or `an` fits only some of the choices."""
    if words is None or len(form.choices) < 2:
        return None
    stem = form.stem.rstrip(" .:…_")
    for ends, other in words.articles:
        if ends.search(stem):
            misfits = [bool(other.match(choice)) for choice in form.choices]
            if any(misfits) and not all(misfits):
                return Remark(
                    f"The prompt ends in `{stem.split()[-1]}`, which does not fit every choice.",
                    "put the article into the choices: `a …`, `an …`",
                )
    return None
