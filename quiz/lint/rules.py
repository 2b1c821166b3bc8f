"""The table of item-writing and style rules: code, severity, reason and published source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.diagnostics.codes import RULES, Severity
from quiz.diagnostics.findings import Diagnostic, Edit, Related
from quiz.lint import choices, cues, stems
from quiz.lint.stem_and_choices import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.diagnostics.lines import Span
    from quiz.lint.stem_and_choices import QuestionForm
    from quiz.lint.words import Words

    Check = Callable[[QuestionForm, Words | None], Iterable[Remark] | Remark | None]

HALADYNA: Final = "Haladyna, Downing and Rodriguez (2002), guideline"
TARRANT: Final = "Tarrant, Knierim, Hayes and Ware (2006)"


class LintRule(NamedTuple):
    """A rule with what `quiz check --explain` says of it; `example` shows the flaw and then a way out.

    `check` looks at one question. Rules without one look at a whole bank or at its text.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    example: str
    source: str
    check: Check | None = None

    def remarks(self, form: QuestionForm, words: Words | None) -> tuple[Remark, ...]:
        """Return the remarks of the rule on a question."""
        if self.check is None:
            return ()
        remarks = self.check(form, words)
        if remarks is None:
            return ()
        return (remarks,) if isinstance(remarks, Remark) else tuple(remarks)


SIMILAR_ACROSS: Final = "F105"
TOLD_ACROSS: Final = "F106"
ACROSS: Final = (SIMILAR_ACROSS, TOLD_ACROSS)
"""The codes of the rules that compare banks."""

OUT_OF_DATE: Final = "S030"
"""The code of the rule that goes by the day that it is; what it finds is never counted."""

_W, _H = Severity.WARNING, Severity.HINT

_TABLE: Final = (
    LintRule(
        "F001",
        "none-of-the-above",
        _W,
        "A choice says that none of the others is right.",
        "It shows that a learner knows what is wrong, not what is right, and writers use it where they ran out of "
        "distractors.",
        "answer: None of the above   →   a choice that answers the question",
        f"{HALADYNA} 25",
        choices.none_of_the_above,
    ),
    LintRule(
        "F002",
        "all-of-the-above",
        _W,
        "A choice says that all of the others are right.",
        "Who knows two right choices has the answer, who knows a wrong one can rule it out.",
        "answer: All of these   →   type: multiple, with each right choice under `answers`",
        f"{HALADYNA} 26",
        choices.all_of_the_above,
    ),
    LintRule(
        "F003",
        "fill-in-the-blank",
        _H,
        "A choice question has a gap in the middle of its prompt.",
        "Half a sentence has to be held in mind while the choices are tried in it.",
        "prompt: The ___ adopted the text.   →   prompt: Which body adopted the text?",
        f"{HALADYNA} 14; {TARRANT}",
        stems.fill_in_blank,
    ),
    LintRule(
        "F004",
        "true-or-false",
        _H,
        "The choices are statements to be judged one by one.",
        "It is several questions in one, and nobody learns which of them was missed.",
        "prompt: Which of these statements is true?   →   one `true-false` question for each",
        f"{HALADYNA} 1 and 15; {TARRANT}",
        stems.true_or_false,
    ),
    LintRule(
        "F005",
        "lost-sequence",
        _W,
        "Numbers stand in no order.",
        "A learner has to search for a number that could simply be found.",
        "sequence: [5 km, 50 km, 20 km]   →   sequence: [5 km, 20 km, 50 km]",
        f"{HALADYNA} 21",
        choices.lost_sequence,
    ),
    LintRule(
        "F006",
        "negative-prompt",
        _W,
        "The prompt asks what is not the case.",
        "The word is overlooked, and it tests what is wrong. In capitals it is at least seen: then this is a hint.",
        "prompt: Which of these is not a member?   →   prompt: Which of these is a member?",
        f"{HALADYNA} 17",
        stems.negative_stem,
    ),
    LintRule(
        "F007",
        "longest-answer",
        _W,
        "The answer is much longer than every distractor.",
        "Writers take care that the answer is beyond dispute, and it grows. Learners know that.",
        "answer: The Council, after consulting the Parliament   →   answer: The Council",
        f"{HALADYNA} 24 and 28d",
        cues.longest_key,
    ),
    LintRule(
        "F008",
        "long-prompt",
        _H,
        "The prompt tells much before it asks.",
        "It costs time and tests reading. A case that must be told is a reason to switch this rule off.",
        "prompt: The Council, founded in … met in … What did it adopt?   →   prompt: What did the Council adopt?",
        f"{HALADYNA} 13 and 16",
        stems.gratuitous_information,
    ),
    LintRule(
        "F009",
        "combined-choices",
        _W,
        "Choices are combinations of others (`A and C`).",
        "They test logic, and knowing one part rules out half of them.",
        "answer: Both A and C   →   type: multiple",
        f"{HALADYNA} 9",
        choices.complex_choices,
    ),
    LintRule(
        "F010",
        "vague-word",
        _H,
        "A choice says `often`, `usually` or the like.",
        "Two learners read it in two ways, and both may be right.",
        "answer: It often meets   →   answer: It meets every month",
        f"{HALADYNA} 12; {TARRANT}",
        choices.vague_words,
    ),
    LintRule(
        "F011",
        "absolute-word",
        _H,
        "A choice says `always`, `never`, `only` or the like.",
        "Little is always so. Learners rule such choices out without knowing anything.",
        "- It is never published   →   - It is not published",
        f"{HALADYNA} 28a",
        choices.absolute_words,
    ),
    LintRule(
        "F012",
        "repeated-word",
        _H,
        "A word of the prompt stands in the answer and in no distractor.",
        "It points at the answer by its sound alone.",
        "prompt: Which fund feeds children?  answer: The Children's Fund   →   use the word in a distractor too",
        f"{HALADYNA} 28b",
        cues.word_repeats,
    ),
    LintRule(
        "F014",
        "unfocused-prompt",
        _H,
        "The prompt breaks off and the choices go on.",
        "Who covers the choices should know what is asked. A question mark, a colon or a full stop shows that the "
        "prompt is whole.",
        "prompt: Sanctions   →   prompt: What do the sanctions forbid?",
        f"{HALADYNA} 15; {TARRANT}",
        stems.unfocused_stem,
    ),
    LintRule(
        "F015",
        "article",
        _W,
        "The prompt ends in `a` or `an`, which fits only some choices.",
        "Grammar gives the answer away.",
        "prompt: This is an …  answer: embargo   →   prompt: What is this?  answer: an embargo",
        f"{HALADYNA} 28c",
        cues.article,
    ),
    LintRule(
        "F019",
        "same-choice",
        _W,
        "Two choices say the same in different signs.",
        "Both are right or both are wrong, so learners can rule them out or argue.",
        "- 1,000 km and - 1000 km   →   change one of them",
        f"{HALADYNA} 19",
        choices.equal_choices,
    ),
    LintRule(
        "F020",
        "two-choices",
        _H,
        "A question has one distractor.",
        "Half of all guesses are right. Two good distractors are enough, one is not.",
        "distractors: [Venus]   →   distractors: [Venus, Neptune]",
        f"{HALADYNA} 18",
        choices.choice_count,
    ),
    LintRule(
        "F021",
        "many-choices",
        _H,
        "A question has more than five choices.",
        "Few learners weigh more, and good distractors are rare.",
        "seven choices   →   those that learners really take",
        f"{HALADYNA} 18",
        choices.choice_crowd,
    ),
    LintRule(
        "F022",
        "overlapping-ranges",
        _W,
        "Ranges in the choices share a number.",
        "Where that number is right, two choices are.",
        "- 10 to 20 and - 20 to 30   →   - 10 to 19 and - 20 to 29",
        f"{HALADYNA} 22",
        choices.overlapping_ranges,
    ),
    LintRule(
        "F023",
        "all-choices-right",
        _H,
        "Every choice of a question is right.",
        "Who chooses everything is right without knowing anything.",
        "answers: [Coal, Iron, Lead]   →   add distractors: [Wheat]",
        f"{HALADYNA} 18",
        choices.every_choice_right,
    ),
    LintRule(
        "F101",
        "answer-position",
        _H,
        "Where the order of choices is fixed, the answer stands in one place too often.",
        "Learners notice. Looks at questions with `sequence` or with numbers, from 12 on; shuffling hides it in "
        "others. Exact binomial test for each place, at the level of 1 % for the bank.",
        "the answer is always the middle of three numbers   →   distractors on both sides",
        f"{HALADYNA} 20",
    ),
    LintRule(
        "F102",
        "answer-longest",
        _W,
        "The answer is the longest choice too often.",
        "Learners notice. Looks at the `single` questions, from 12 on. Exact binomial test at the level of 1 %.",
        "the answer is longest in 15 of 20 questions   →   cut answers, or make distractors as exact",
        f"{HALADYNA} 24 and 28d",
    ),
    LintRule(
        "F103",
        "similar-question",
        _W,
        "Two questions ask nearly the same.",
        "One of them is wasted, and it tells the answer of the other. Told where names and numbers are the same and "
        "80 % of the other words are.",
        "Which body adopted it? and Which body was it adopted by?   →   one of them, or a `group` for both",
        f"{HALADYNA} 4",
    ),
    LintRule(
        "F104",
        "answer-given-away",
        _H,
        "A prompt tells the answer of another question.",
        "Who meets it first need not know anything. Told where it has all words of the answer and 75 % of the words of "
        "the other prompt.",
        "Which resolution answered the test? and When did Resolution 1718 answer the test?   →   a `group` for both",
        f"{HALADYNA} 4",
    ),
    LintRule(
        SIMILAR_ACROSS,
        "similar-across-banks",
        _W,
        "Two questions of different banks ask nearly the same.",
        "Who takes a quiz on both banks is asked twice. Told where several banks are checked together, at the later "
        "one, by the measure of F103; a bank that is there twice under one id is one bank.",
        "Which body adopted it? in two banks   →   one of them, or the rule switched off at one of them",
        f"{HALADYNA} 4",
    ),
    LintRule(
        TOLD_ACROSS,
        "told-across-banks",
        _H,
        "A question tells the answer of one of another bank.",
        "Who takes a quiz on both banks, or comes from one to the other, need not know anything. Told where several "
        "banks are checked together, at the later one, by the measure of F104; also where two questions have the same "
        "answer, and one has 75 % of the words of the other's prompt, names and numbers being the same.",
        "Which resolution answered the test? and When did Resolution 1718 answer the test? in two banks   →   the "
        "number left out of the second prompt",
        f"{HALADYNA} 4",
    ),
    LintRule(
        "F107",
        "few-places",
        _H,
        "A question puts four things or more in place, and cites a single place.",
        "Each of them is a claim that a reader may want to check. A place that holds all of them, such as a table or a "
        "list, says so in its name.",
        "sources: [atlas, page 12]   →   sources: [atlas, page 12], [atlas, page 31]",
        "style",
    ),
    LintRule(
        "S001",
        "trailing-space",
        _H,
        "A line ends in spaces.",
        "Nobody sees them, and every editor shows them as a change.",
        "title: Planets··   →   title: Planets",
        "style",
    ),
    LintRule(
        "S002",
        "padded-text",
        _H,
        "A text in quotes begins or ends with a space.",
        "It is cut off when the bank is read.",
        'answer: " Mars"   →   answer: "Mars"',
        "style",
    ),
    LintRule(
        "S003",
        "template-text",
        _W,
        "A text of a template still stands where a text of the bank belongs.",
        "A learner would be asked to write the question. Rules about the wording wait until its prompt and its choices "
        "are written.",
        "answer: Write the right choice   →   answer: Mars",
        "style",
    ),
    LintRule(
        "S004",
        "markdown-as-written",
        _W,
        "A Markdown text has a heading or HTML, which a bank does not have.",
        "It is shown as it is written: the learner sees the signs.",
        "# Result   →   **Result**",
        "style",
    ),
    LintRule(
        "S005",
        "lesson-length",
        _H,
        "A lesson has fewer than 80 or more than 150 words; code between lines of three backticks is not counted.",
        "It is read in one go before its questions: less teaches little, and of more the beginning is forgotten.",
        "text: (300 words)   →   two lessons, each with its questions",
        "style",
    ),
    LintRule(
        "S006",
        "curly-quotes",
        _H,
        "A whole text stands in curly quotation marks.",
        "YAML takes only straight ones for its own: the curly ones are shown to learners.",
        "prompt: “Which planet is red?”   →   prompt: Which planet is red?",
        "style",
    ),
    LintRule(
        "S007",
        "unread-markdown",
        _H,
        "A text has signs of Markdown, and the bank does not say that it is.",
        "Each sign is shown as it is written.",
        "prompt: Which **planet** is red?   →   markup: markdown (at the top of the bank)",
        "style",
    ),
    LintRule(
        "S010",
        "unused-ignore",
        _W,
        "A rule is switched off where it has nothing to say.",
        "What is no longer needed hides the next flaw.",
        "lint: {ignore: [F006], reason: …}   →   remove it",
        "style",
    ),
    LintRule(
        "S011",
        "ignore-without-reason",
        _W,
        "A rule is switched off without a reason.",
        "Whoever reads the bank next should know why.",
        "lint: {ignore: [F006]}   →   lint: {ignore: [F006], reason: The negative is what is asked.}",
        "style",
    ),
    LintRule(
        "S012",
        "unknown-rule",
        _W,
        "A rule that is switched on or off does not exist.",
        "It is most likely misspelt.",
        "lint: {ignore: [F06]}   →   lint: {ignore: [F006]}",
        "style",
    ),
    LintRule(
        "S020",
        "unknown-setting",
        _W,
        "A quiz.toml has a setting that does not exist or has another kind of value.",
        "It is most likely misspelt, and does nothing.",
        'ingore = ["F008"]   →   ignore = ["F008"]',
        "style",
    ),
    LintRule(
        "S021",
        "faulty-settings",
        Severity.ERROR,
        "A quiz.toml cannot be read.",
        "None of its settings count until it can.",
        'ignore = [F008]   →   ignore = ["F008"]',
        "style",
    ),
    LintRule(
        OUT_OF_DATE,
        "out-of-date",
        _H,
        "The last day on which a question or lesson surely holds is over.",
        "Learners read that it may be out of date until somebody has looked. It comes with time and not with a change "
        "of the bank: `--strict` does not count it, and `--today` says which day it is.",
        "valid_until: 2025-12-31   →   valid_until: 2027-12-31",
        "style",
    ),
)

LINT: Final[dict[str, LintRule]] = {rule.code: rule for rule in _TABLE}
"""Every rule by its code. A code is never given another meaning; families leave room."""

ALL: Final = {**{code: rule.name for code, rule in RULES.items()}, **{code: rule.name for code, rule in LINT.items()}}
"""The name of every kind of finding by its code."""

_SEVERITIES: Final = {code: rule.severity for code, rule in RULES.items()} | {
    code: rule.severity for code, rule in LINT.items()
}

ERRORS: Final = frozenset(code for code, severity in _SEVERITIES.items() if severity is Severity.ERROR)
"""The codes that cannot be switched off, because such a question cannot be played."""


def lint_finding(
    code: str,
    message: str,
    file: str,
    span: Span,
    *,
    help: str,  # noqa: A002 - the field's name
    related: tuple[Related, ...] = (),
    fix: tuple[Edit, ...] = (),
    hint: bool = False,
) -> Diagnostic:
    """Return a diagnostic of a rule; `hint` lowers its severity."""
    rule = LINT[code]
    return Diagnostic(code, rule.name, _H if hint else rule.severity, message, file, span, help, related, fix)
