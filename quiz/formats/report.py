"""What an import or export says: what was lost, and what is wrong with a source, each with its place and its code.

A code is never given another meaning, and no other is told than those listed here.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["lost", "changed", "note", "left-out"]
Severity: TypeAlias = Literal["error", "warning"]


class Place(Struct, frozen=True):
    """Where something stands in a source.

    line, end_line: from 1; in a sheet the row, in a database the ordinal of the note. column: from 1.
    member: the file in a package, or the sheet. record: the id in a database.
    """

    line: int = 1
    end_line: int | None = None
    column: int | None = None
    member: str | None = None
    record: int | None = None


class Loss(Struct, frozen=True):
    """Something that did not come over as it was; `text` is that, verbatim."""

    place: Place
    code: str
    text: str = ""
    question: str | None = None
    kind: Kind = "lost"

    @property
    def message(self) -> str:
        return LOSSES[self.code].message


class Fault(Struct, frozen=True):
    """Something wrong in a source; `text` is the part that is wrong, verbatim."""

    place: Place
    code: str
    text: str = ""
    question: str | None = None
    detail: str = ""

    @property
    def severity(self) -> Severity:
        return FAULTS[self.code].severity

    @property
    def message(self) -> str:
        message = FAULTS[self.code].message
        return f"{message}: {self.detail}" if self.detail else message

    @property
    def help(self) -> str:
        return FAULTS[self.code].help


class Unreadable(Exception):
    """A file of which nothing can be read, such as a broken package; `fault` says why."""

    def __init__(self, code: str, detail: str = "", *, place: Place | None = None) -> None:
        self.fault = Fault(place or Place(1), code, detail=detail)
        super().__init__(self.fault.message)


class LossCode(NamedTuple):
    """What a code of a loss means, and how heavy it is unless it is said."""

    kind: Kind
    message: str


class FaultCode(NamedTuple):
    """What a code of a fault means, and what to do. A warning was repaired and imported, an error was not imported."""

    severity: Severity
    message: str
    help: str


LOSSES: Final[dict[str, LossCode]] = {
    "essay": LossCode("lost", "an essay without a model answer is no question that this program can ask"),
    "description": LossCode("lost", "a text that asks nothing is left out"),
    "unsupported-type": LossCode("lost", "there is no such type of question here"),
    "open-answer": LossCode("lost", "the answer is too long to be typed"),
    "answer-feedback": LossCode("lost", "feedback to an answer has no place here"),
    "combined-feedback": LossCode("lost", "feedback to right, partly right or wrong responses has no place here"),
    "several-hints": LossCode("lost", "a question has one hint; the others are left out"),
    "image": LossCode("lost", "the picture is left out; what it is called stands in the text"),
    "media": LossCode("lost", "the recording or film is left out; what it is called stands in the text"),
    "attachment": LossCode("lost", "the file is left out"),
    "partial-credit": LossCode("lost", "the share that an answer earns has no place here"),
    "several-numbers": LossCode("lost", "a question has one right number; the others are left out"),
    "several-units": LossCode("lost", "a question has one unit; the others are left out"),
    "choices-in-gap": LossCode("lost", "the choices of a gap have no place here"),
    "gap-feedback": LossCode("lost", "feedback to a gap has no place here"),
    "gap-hint": LossCode("lost", "the hint to a gap has no place here"),
    "reversed-card": LossCode("lost", "the card that asks the other way round is left out"),
    "script": LossCode("lost", "a script is left out and never run"),
    "negative-credit": LossCode("changed", "a choice that takes points away earns nothing here"),
    "unequal-credit": LossCode("changed", "choices that earn unequal shares count alike here"),
    "wildcard": LossCode("changed", "an answer with a wildcard stands without it"),
    "number-in-gap": LossCode("changed", "a number in a gap must be typed exactly"),
    "unit-grading": LossCode("changed", "the unit is not graded here"),
    "emphasis": LossCode("note", "emphasis is left out"),
    "code": LossCode("note", "the marks of code are left out"),
    "table": LossCode("note", "a table became lines"),
    "math": LossCode("note", "a formula stands as its TeX source"),
    "link": LossCode("note", "a link became its text and its address"),
    "style": LossCode("note", "how it looks is left out"),
    "setting": LossCode("note", "a setting of the other program is left out"),
    "time-limit": LossCode("note", "the time of a single question is left out"),
    "hidden": LossCode("note", "the question was hidden there and is seen here"),
    "column": LossCode("note", "a column that means nothing here is left out"),
    "category": LossCode("note", "the category became a tag of its last part"),
    "text-outside": LossCode("note", "text that belongs to no question is left out"),
    "group-pick": LossCode("note", "an attempt draws one question of a group, not several"),
    # What a writer leaves out, beside the above.
    "field": LossCode("lost", "this format has no place for the field"),
    "type": LossCode("left-out", "this format has no such type of question; it is left out"),
    "size": LossCode("left-out", "the question is beyond the bounds of this format; it is left out"),
    "type-changed": LossCode("changed", "the question is of another type there"),
    "sources-as-text": LossCode("changed", "the sources stand there as text"),
    "number-form": LossCode("changed", "the number is written as a decimal there"),
    "draft": LossCode("left-out", "a question that is not ready stays here"),
    "identifier": LossCode("note", "this format has no place for ids; they are made of the prompts on the way back"),
}
"""Every code of a loss."""


def _error(message: str, advice: str) -> FaultCode:
    return FaultCode("error", message, advice)


def _warning(message: str, advice: str) -> FaultCode:
    return FaultCode("warning", message, advice)


FAULTS: Final[dict[str, FaultCode]] = {
    "no-key": _error("no answer is marked as right", "mark the right one in the source"),
    "several-keys": _error(
        "several answers are marked as the only right one", "mark one, or make it a question with several"
    ),
    "no-distractor": _error("there are only right choices, and fewer than three", "add a wrong choice"),
    "one-choice": _error("there is only one choice", "add another choice"),
    "same-choice-twice": _error("the same choice stands there twice", "take one of them away"),
    "empty-prompt": _error("nothing is asked", "write a prompt before the answers"),
    "answers-without-braces": _error("answers stand there without braces", "put them in { and }"),
    "foreign-option-marks": _error(
        "the choices have foreign marks", "begin the right ones with =, the others with ~, in { and }"
    ),
    "answer-without-mark": _error("an answer has no mark before it", "begin right answers with =, wrong ones with ~"),
    "pair-without-arrow": _error("a pair has no arrow", "write = left -> right"),
    "left-side-twice": _error("two pairs have the same left-hand side", "make the left-hand sides differ"),
    "not-a-number": _error(
        "this is not a number",
        "write digits with a point as the decimal sign, such as 12.5; --language de has a comma",
    ),
    "unbalanced-braces": _error(
        "a brace has no partner", "close every { with }, and write \\{ and \\} for braces in a text"
    ),
    "tex-braces": _error("the braces of a formula are taken for answers", "write \\{ and \\} in a formula"),
    "second-answer-block": _error(
        "a question has answers in two places", "write \\{ and \\} for braces in a text, or use a cloze question"
    ),
    "unknown-directive": _error("there is no such directive", "only $CATEGORY: is known"),
    "blank-line-in-answers": _warning(
        "a blank line stands among the answers", "take it out: other programs end the question there"
    ),
    "missing-blank-line": _warning(
        "no blank line stands before a question", "put one there: other programs lose the question"
    ),
    "cloze-syntax": _warning(
        "the gaps are written as in a cloze question of Moodle",
        "other programs do not read them; export it as Moodle XML",
    ),
    "encoding": _warning("the file is not in UTF-8", "save it in UTF-8, or name its encoding with --encoding"),
    "answer-line": _error("the answer line does not name one letter", "write ANSWER: and one letter"),
    "answer-is-no-choice": _error("the answer is none of the choices", "name one of the choices"),
    "no-answer-line": _error("no line says which choice is right", "add a line ANSWER: and the letter"),
    "no-choices": _error("a question has no choices", "add its choices"),
    "number-out-of-order": _warning("the numbers of the questions jump", "number them in turn"),
    "letters-out-of-order": _warning(
        "the letters of the choices jump", "letter them in turn: other programs count places, not letters"
    ),
    "loose-aiken": _warning("this is nearly Aiken", "write A) or A. before choices and ANSWER: A after them"),
    "text-outside": _error("a text belongs to no question", "put it into a question, or take it out"),
    "not-well-formed": _error("the file is not well-formed", "mend it there, or export it again"),
    "unknown-entity": _warning("a character is written by a name that XML does not know", "write the character itself"),
    "doctype": _error("the file has a document type, which may hold anything", "take the <!DOCTYPE …> out"),
    "foreign-root": _error("this is XML of another kind", "export questions as Moodle XML or QTI"),
    "bare-question": _warning(
        "a question stands there without <quiz> around it", "put <quiz> and </quiz> around the questions"
    ),
    "localised-true-false": _warning(
        "true and false are in another language; the first is taken for true", "look whether the answer is right"
    ),
    "no-full-key": _error("no answer earns all points", "let one earn 100 %"),
    "no-gap": _error("a text to complete has no gap", "add a gap"),
    "gap-without-option": _error("a gap has no right answer", "add the right answer of the gap"),
    "order-size": _error("there are fewer than 3 or more than 9 things to order", "make it 3 to 9"),
    "too-few-pairs": _error("there are fewer than two pairs", "add a pair"),
    "file-missing": _warning("a file that a text shows is not in the source", "add it there, or take the mention out"),
    "unsafe-file-name": _error("a file has a name that leads out of its folder", "give it a plain name"),
    "too-large": _error("it is larger than is read", "split it into several"),
    "not-a-package": _error("this is no package of its kind, or a broken one", "export it again"),
    "too-few-fields": _error("the line has too few fields", "write a prompt and an answer"),
    "too-many-fields": _error(
        "the line has more fields than there are columns", "put a text with separators in quotes"
    ),
    "empty-answer": _error("the answer is empty", "write the answer"),
    "formula": _error("the cell has a formula without a value", "open the file in a spreadsheet and save it"),
    "no-columns": _error(
        "no column can be the prompt", "name the columns in the first row, or say --map prompt=COLUMN"
    ),
    "mixed-choices": _error("marks of two kinds of choices are mixed", "use one kind in a question"),
    "missing-space": _error("a space lacks after the number", "write 1. and a space"),
    "executable-block": _error("the file has code to be run", "this program runs no code; put its output in its place"),
    "unclosed-quiz": _error("a <quiz> is not closed", "close it with </quiz>"),
    "old-syntax": _error("the quiz is written as in an older version", "write <quiz> … </quiz>"),
    "own-bank": _error(
        "this is a bank already", "put the file into your own folder of banks, or name it where a bank is named"
    ),
    "unread-bank": _error("the bank cannot be read", "unpack it, and `quiz check` says why"),
    "faulty-bank": _warning("the bank has faults, and comes as it is", "the author screen shows them"),
    "same-id": _warning(
        "a bank with this id is there already, and the first of the two is asked", "delete one of them"
    ),
    "no-questions": _error("there is no question in the file", "look whether it is the right file and format"),
}
"""Every code of a fault, with what to do about it."""
