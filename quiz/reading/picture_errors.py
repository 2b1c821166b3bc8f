"""What is wrong with the picture of a question, as far as the bank alone tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.bank.pictures import name_fault
from quiz.reading.normalize import tidy_text
from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def explain_picture(findings: Findings, node: Node) -> None:
    """Report a file that cannot be one in the folder of the bank, and a picture that nobody describes."""
    if node.kind != "mapping":
        return
    fields = node.fields()
    if "file" in fields and (name := tidy_text(fields["file"][1].text)) and (fault := name_fault(name)):
        reason, remedy = fault
        findings.add("B047", f"`{shortened(name)}` cannot be the picture: {reason}.", fields["file"][1], remedy)
    if "alt" not in fields and fields:
        key = next(key for key, _ in fields.values())
        findings.add(
            "B048",
            "The picture has no description.",
            key,
            "add `alt: …`: what is to be seen in it, for those who cannot see it and wherever only text is shown",
        )
