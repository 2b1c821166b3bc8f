"""What the checks of all types share: the two faces of a check, and texts that must differ.

The quick check looks at a converted question, and is cheap: what it lets pass has no fault, what it doubts may have
none. The explanation looks at the nodes of a doubtful question and reports every problem at its own place.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.bank.quantities import NUMBER
from quiz.bank.questions.base import DATE_PATTERN, DAY_PATTERN, Choice
from quiz.reading.normalize import caseless_form, normal_form, tidy_row
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


class Check(NamedTuple):
    """How a type of question is checked.

    is_sound: tells of a converted question, and the plain data that it comes from, whether nothing is wrong with the
    fields of its type. explain: reports what is wrong with them, from their nodes by name; the kinds and bounds of
    fields are told already. several: the type to name to an author who gives such a question a list of answers.
    """

    is_sound: Callable[[Any, dict[str, Any]], bool]
    explain: Callable[[Findings, dict[str, Node]], None]
    several: str | None = None


# For the quick check

FLAGS: Final = frozenset({"true", "false"})


@lru_cache(maxsize=1024)
def is_date(text: str) -> bool:
    """Tell whether `text` is a year, month or day that the calendar has."""
    if text.endswith("\n") or not re.fullmatch(DATE_PATTERN, text):
        return False
    if len(text) == len("2006-10-14"):
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return False
    return True


def is_day(text: str) -> bool:
    """Tell whether `text` is a whole date, down to a day that the calendar has."""
    return re.match(DAY_PATTERN, text) is not None and is_date(text)


def is_credit(data: dict[str, Any]) -> bool:
    """Tell whether the credit of an entry, if it has one, is a number."""
    return bool(NUMBER.fullmatch(data.get("credit", "0")))


def differ(texts: Sequence[str]) -> bool:
    return len({text.casefold() if text.isascii() else caseless_form(text) for text in texts}) == len(texts)


def choice_texts(choices: Sequence[str | Choice]) -> list[str]:
    return [choice.text if isinstance(choice, Choice) else choice for choice in choices]


# For the explanation


class BankText(NamedTuple):
    """A text of the bank, cleaned, with the node that says it."""

    text: str
    node: Node


def choice_at(node: Node | None) -> Iterator[BankText]:
    """Give the text of the choice at a node, or nothing where it is empty or missing."""
    if node is None:
        return
    if node.kind == "mapping":
        text = node.fields().get("text")
        node = text[1] if text else node
    if text_ := tidy_row(node.text):
        yield BankText(text_, node)


def choices_at(node: Node | None) -> Iterator[BankText]:
    """Give the texts of a list of choices."""
    for item in node.items() if node else ():
        yield from choice_at(item)


def texts_at(node: Node | None) -> list[BankText]:
    """Return the texts of a list, without empty ones."""
    return [BankText(text, item) for item in (node.items() if node else ()) if (text := tidy_row(item.text))]


def explain_equals(
    findings: Findings,
    entries: Iterable[BankText],
    code: str,
    message: str,
    help_: str = "change or remove one of them",
) -> None:
    """Report entries that are the same as an earlier one, or the same but for capitals."""
    exact: dict[str, BankText] = {}
    loose: dict[str, BankText] = {}
    for entry in entries:
        if first := exact.get(normal_form(entry.text)):
            findings.add(code, message.format(shortened(entry.text)), entry.node, help_, first=first.node)
        elif first := loose.get(caseless_form(entry.text)):
            findings.add(
                "B022",
                f"`{shortened(entry.text)}` and `{shortened(first.text)}` differ only in capitals.",
                entry.node,
                help_,
                first=first.node,
            )
        exact.setdefault(normal_form(entry.text), entry)
        loose.setdefault(caseless_form(entry.text), entry)


def explain_counted(findings: Findings, entry: BankText, first: Node, name: str) -> None:
    """Report an entry that counts already as the one at `first`, which stands in the field `name`."""
    counts = "as an answer" if name in {"answer", "answers"} else "by an entry before it"
    message = f"`{shortened(entry.text)}` counts already {counts}."
    findings.add("B031", message, entry.node, "change or remove it", first=first)


def explain_nothing(_findings: Findings, _fields: dict[str, Node]) -> None:
    """Report nothing: the kinds and bounds of the fields say it all."""
