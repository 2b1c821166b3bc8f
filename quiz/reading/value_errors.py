"""What is wrong with a single value: its kind, a number, a flag, or a word from a list."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import inspect

from quiz.bank.languages import writes_decimal_comma
from quiz.bank.numerals import NumberFault, check_number, number_value
from quiz.bank.quantities import NUMBER
from quiz.bank.questions.base import DIFFICULTIES
from quiz.diagnostics.suggest import did_you_mean
from quiz.reading.credit_errors import explain_credit
from quiz.reading.normalize import tidy_text
from quiz.reading.questions.base import FLAGS
from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node

KINDS: Final = {"text": "a text", "list": "a list", "mapping": "a mapping"}


def wrong_kind(findings: Findings, node: Node, name: str, wanted: str, help_: str) -> None:
    findings.add("B005", f"`{name}` should be {wanted}, not {KINDS[node.kind]}.", node, help_)


def kind_help(node: Node, name: str) -> str:
    if name == "passage":
        return "put the text in the list `passages` of the bank, and its id here"
    if node.kind == "list":
        return f"write `{name}: …` with one value, without the dash or the brackets"
    if node.kind == "mapping":
        return 'put a text that contains a colon and a space in quotes: "…"'
    return f"write `- …` lines below `{name}:`"


def walk_literal(findings: Findings, node: Node, values: list[str], name: str) -> None:
    if node.kind != "text":
        wrong_kind(findings, node, name, "a text", kind_help(node, name))
        return
    text = tidy_text(node.text)
    if text not in values:
        values = [value for value in DIFFICULTIES if value in values] or values
        several = f"write one of {', '.join(values)}"
        otherwise = several if len(values) > 1 else f"write `{name}: {values[0]}`, or remove the line"
        findings.add(
            "B012",
            f"`{shortened(text)}` is not a value of `{name}`." if text else f"`{name}` is empty.",
            node,
            did_you_mean(text, values, otherwise),
        )


def _number_text(findings: Findings, node: Node, name: str, sample: str) -> str | None:
    """Return what is written where a number should be; None where nothing or no text is, which is told."""
    if node.kind != "text":
        wrong_kind(findings, node, name, "a number", f"write `{name}: {sample}`")
        return None
    text = tidy_text(node.text)
    if not text:
        findings.add("B006", f"`{name}` is empty.", node, "write a number, or remove the line")
        return None
    return text


def walk_number(findings: Findings, node: Node, expected: inspect.IntType | inspect.FloatType, name: str) -> None:
    text = _number_text(findings, node, name, "0.5" if name == "credit" else "12")
    if text is None:
        return
    if name == "credit" and isinstance(expected, inspect.FloatType):
        explain_credit(findings, node, text, may_be_nothing=expected.ge is not None)
        return
    if not NUMBER.fullmatch(text):
        findings.add(
            "B009",
            f"`{shortened(text)}` is not a number.",
            node,
            "write digits with a point as the decimal sign and nothing else, such as 1500 or 0.5",
        )
        return
    number = Decimal(text)
    if isinstance(expected, inspect.IntType) and not re.fullmatch(r"-?[0-9]+", text):
        findings.add("B009", f"`{name}` should be a whole number.", node, f"write `{name}: {math.floor(number)}`")
        return
    if expected.ge is not None and number < expected.ge:
        findings.add("B010", f"`{name}` is below {expected.ge}.", node, _range_help(expected))
    elif expected.gt is not None and number <= Decimal(str(expected.gt)):
        findings.add("B010", f"`{name}` should be more than {expected.gt}.", node, _range_help(expected))
    elif expected.le is not None and number > Decimal(str(expected.le)):
        findings.add("B010", f"`{name}` is more than {expected.le}.", node, _range_help(expected))


def _range_help(expected: inspect.IntType | inspect.FloatType) -> str:
    least = f"at least {expected.ge}" if expected.ge is not None else f"more than {expected.gt}"
    return f"write {least} and at most {expected.le}"


def walk_number_text(findings: Findings, node: Node, name: str) -> None:
    """Report what is wrong with a number that is kept as it is written: it is read by the language of the bank."""
    text = _number_text(findings, node, name, "12")
    if text is None:
        return
    decimal_comma = has_decimal_comma(node)
    try:
        check_number(text, decimal_comma=decimal_comma)
    except NumberFault as fault:
        if fault.is_beyond:
            findings.add("B010", str(fault), node, "write it within these bounds")
        elif fault.readings:
            written = " or ".join(f"`{name}: {reading}`" for reading in fault.readings)
            findings.add(
                "B009", f"`{shortened(text)}` could be {' or '.join(fault.readings)}.", node, f"write {written}"
            )
        else:
            half = "0,5" if decimal_comma else "0.5"
            help_ = f"write a number and nothing else, such as 1500, {half}, 6.02e23 or 1/3"
            unit = "; the unit goes into `unit`" if name in {"answer", "answers"} else ""
            findings.add("B009", f"`{shortened(text)}` is not a number.", node, help_ + unit)
        return
    if name == "tolerance" and number_value(text) < 0:
        findings.add("B010", "`tolerance` is below 0.", node, "write 0 or more")


def has_decimal_comma(node: Node) -> bool:
    """Tell whether the bank of a node is in a language that writes decimals with a comma."""
    root = node.document.root
    fields = root.fields() if root is not None and root.kind == "mapping" else {}
    return "language" in fields and writes_decimal_comma(tidy_text(fields["language"][1].text))


def walk_flag(findings: Findings, node: Node, name: str) -> None:
    if node.kind != "text":
        wrong_kind(findings, node, name, "`true` or `false`", f"write `{name}: true` or `{name}: false`")
        return
    text = tidy_text(node.text)
    if text.lower() not in FLAGS:
        meant = {"yes": "true", "y": "true", "on": "true", "1": "true", "no": "false", "n": "false", "0": "false"}
        word = meant.get(text.lower())
        findings.add(
            "B011",
            f"`{name}` is `true` or `false`, not `{shortened(text)}`." if text else f"`{name}` is empty.",
            node,
            f"write `{name}: {word}`" if word else f"write `{name}: true` or `{name}: false`",
        )
