"""Every kind of finding of the reader: code, name, severity and meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Rule(Struct, frozen=True):
    """A kind of finding. `unreadable` means that the file could not be read at all."""

    code: str
    name: str
    severity: Severity
    meaning: str
    unreadable: bool = False


def _rules(*rows: tuple[str, str, str, Severity]) -> dict[str, Rule]:
    return {code: Rule(code, name, severity, meaning) for code, name, meaning, severity in rows}


_E, _W = Severity.ERROR, Severity.WARNING

RULES: Final[dict[str, Rule]] = {
    "Y001": Rule(
        "Y001", "unreadable-file", _E, "The file is missing, too large or not an ordinary file.", unreadable=True
    ),
    "Y002": Rule("Y002", "not-utf-8", _E, "The file is not written in UTF-8.", unreadable=True),
    **_rules(
        ("Y003", "empty-file", "The file holds nothing but blank lines and comments.", _E),
        ("Y010", "syntax", "The file is not valid YAML.", _E),
        ("Y011", "unclosed-quote", "A quotation mark opens a text and none closes it.", _E),
        ("Y012", "unclosed-bracket", "A bracket or brace opens and none closes it.", _E),
        ("Y013", "missing-space", "A colon or dash has no space after it.", _E),
        ("Y014", "indentation", "A line is indented too far or not far enough.", _E),
        ("Y015", "tab", "A tab stands where only spaces may stand.", _E),
        ("Y016", "bad-escape", "A text in double quotes has a backslash that means nothing.", _E),
        ("Y017", "colon-in-text", "A text without quotes contains a colon and a space.", _E),
        ("Y018", "special-start", "A text without quotes starts with a character that YAML keeps for itself.", _E),
        ("Y019", "braces-start", "A text starts with braces, which YAML takes for its own.", _E),
        ("Y020", "several-documents", "The file holds more than one YAML document.", _E),
        ("Y021", "too-deep", "Lists and mappings are nested too deeply.", _E),
        ("Y022", "too-many-parts", "The file has too many parts.", _E),
        ("Y023", "anchor", "An anchor is not taken: a bank says everything in full.", _E),
        ("Y024", "alias", "An alias is not taken: a bank says everything in full.", _E),
        ("Y025", "merge-key", "A merge key is not taken: a bank says everything in full.", _E),
        ("Y026", "tag", "A tag is not taken: the format decides what a value is.", _E),
        ("Y027", "duplicate-key", "A mapping has the same key twice.", _E),
        ("Y028", "complex-key", "A key is a list or a mapping.", _E),
        ("Y030", "control-character", "The file holds a character that YAML does not allow.", _E),
        ("Y031", "odd-line-break", "A character breaks lines for YAML and not for editors.", _W),
        ("Y032", "odd-indentation", "A line is indented with something other than spaces.", _E),
        ("Y033", "text-after-hash", "What follows a space and # is a comment and no part of the text.", _W),
        ("Y034", "text-after-quote", "A text in quotes goes on after its closing quotation mark.", _E),
        ("Y035", "items-in-one", "A line one space off makes two items of a list one text.", _W),
        ("Y036", "uneven-text", "A line one space off keeps a line break in a text that has none.", _W),
        ("Y037", "joined-items", "A short item goes on below its own text, as if the next had lost its dash.", _W),
        ("Y038", "swallowed-field", "A field is indented as the text above it is, and is read as a part of it.", _W),
        ("B001", "no-bank", "The file is not a mapping of fields.", _E),
        ("B002", "missing-field", "A required field is missing.", _E),
        ("B003", "unknown-field", "A field is not known here.", _E),
        ("B004", "unknown-type", "The type of a question is not known.", _E),
        ("B005", "wrong-kind", "A text, list or mapping stands where another kind belongs.", _E),
        ("B006", "empty-text", "A field is empty.", _E),
        ("B007", "bad-id", "An id has characters that ids do not have.", _E),
        ("B008", "bad-date", "A date is not a year, month or day.", _E),
        ("B009", "bad-number", "A number cannot be read as one.", _E),
        ("B010", "out-of-range", "A number is too small or too large.", _E),
        ("B011", "bad-flag", "A flag is neither true nor false.", _E),
        ("B012", "unknown-value", "A value is none of those that are known.", _E),
        ("B013", "too-few", "A list or mapping has too few entries.", _E),
        ("B014", "too-many", "A list or mapping has too many entries.", _E),
        ("B015", "answer-mix-up", "`answer` and `answers` are mixed up.", _E),
        ("B016", "undecided", "A value of a template is not decided yet.", _E),
        ("B020", "duplicate-question", "Two questions have the same id.", _E),
        ("B021", "equal-choices", "Two choices are the same.", _E),
        ("B022", "similar-choices", "Two choices differ only in capitals.", _W),
        ("B023", "answer-as-distractor", "A choice stands among both the answers and the distractors.", _E),
        ("B024", "no-distractor", "A question has no wrong choice.", _E),
        ("B025", "wrong-sequence", "The sequence does not list exactly the choices.", _E),
        ("B026", "two-categories", "An item stands in two categories.", _E),
        ("B027", "distractor-fits", "A distractor is also the right-hand side of a pair.", _E),
        ("B028", "duplicate-item", "A list has the same item twice.", _E),
        ("B029", "bad-blank", "The blanks of a cloze text cannot be read.", _E),
        ("B030", "loose-tilde", "A tilde in a blank parts no choices: a space lacks beside it.", Severity.HINT),
        ("B031", "near-counts-already", "What is nearly right counts already as something else.", _E),
        ("B032", "unknown-passage", "A question names a passage that the bank does not have.", _E),
        ("B033", "unused-passage", "No question is about a passage.", Severity.HINT),
        ("B034", "duplicate-passage", "Two passages have the same id.", _E),
        ("B035", "single-braces", "Single braces in a cloze text are shown: a blank has two.", Severity.HINT),
        ("B036", "shared-spelling", "A spelling stands for two answers of a list.", _E),
        ("B037", "too-much-needed", "More answers of a list are to be named than there are.", _E),
        ("B040", "no-explanation", "A question does not say why its answer is right.", _W),
        ("B041", "no-source", "A question does not say where it can be checked.", _W),
        ("B042", "unknown-reference", "A source is not in the list of references.", _W),
        ("B043", "bad-reference", "A reference cannot be used as it stands.", _E),
        ("B044", "duplicate-reference", "Two references have the same id.", _E),
        ("B045", "odd-url", "An address is not one that a browser may be given, and is not used.", _W),
        ("B046", "faulty-sources", "The source list beside a bank cannot be read.", _W),
        ("B047", "bad-picture", "A picture is not a file in the folder of its bank.", _E),
        ("B048", "no-description", "A picture says nothing to those who cannot see it.", _W),
        ("B049", "missing-picture", "The file of a picture is not there, or not one to be shown.", _W),
        ("B050", "no-question", "A bank has no question.", _E),
        ("B052", "many-faults", "A bank has so many faults that the rest of them is not told.", _E),
        ("B070", "duplicate-lesson", "Two lessons have the same id.", _E),
        ("B071", "unknown-lesson", "A lesson comes after one that the bank lacks.", _E),
        ("B072", "unknown-question", "A lesson or event names a question that the bank lacks.", _E),
        ("B073", "lesson-circle", "Lessons come after each other in a circle.", _E),
        ("B074", "not-in-library", "A lesson or event names something of another bank that is not there.", _W),
        ("B053", "foreign-file", "A file of another program is given where a bank belongs.", _E),
        ("B054", "unshown-field", "A field of a reference has a name or a value of which nothing is shown.", _W),
        ("B060", "missing-folder", "A folder of banks is missing or cannot be read.", _W),
        ("B061", "empty-folder", "A folder holds no bank.", _W),
    ),
}
"""Every kind of finding by its code. A code is never given another meaning."""
