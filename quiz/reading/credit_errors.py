"""What is wrong with a credit: the share that a choice or a typed answer earns which is partly right."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from quiz.bank.quantities import NUMBER
from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node

_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%")
_LEAST_PERCENT: Final = 2
"""From here on up to 100 a number too large is taken for one per cent."""
_SHARE: Final = "write a share above 0 and below 1, such as 0.5"
_NOTHING: Final = "remove `credit`: what is wrong earns nothing without it"
_ALL: Final = "what is wholly right belongs among the answers; write less than 1"


def explain_credit(findings: Findings, node: Node, text: str, *, may_be_nothing: bool) -> None:
    """Report what is wrong with a credit; `may_be_nothing`: it may be 0."""
    percent = _PERCENT.fullmatch(text)
    if percent is None and not NUMBER.fullmatch(text):
        findings.add("B009", f"`credit` is a number, not `{shortened(text)}`.", node, _SHARE)
        return
    number = Decimal(percent[1] if percent else text)
    meant = f"write {(number / 100).normalize():f}" if _LEAST_PERCENT <= number < 100 else None
    if percent:
        message = f"`credit` is a share of 1, not `{shortened(text)}`."
        help_ = meant or (_NOTHING if number == 0 else _ALL if number == 100 else _SHARE)
        findings.add("B009", message, node, help_)
    elif number >= 1:
        findings.add("B010", "`credit` is not below 1.", node, _ALL if number == 1 or not meant else meant)
    elif number < 0:
        findings.add("B010", "`credit` is below 0.", node, _SHARE)
    elif number == 0 and not may_be_nothing:
        findings.add("B010", "`credit` is 0.", node, _NOTHING)
