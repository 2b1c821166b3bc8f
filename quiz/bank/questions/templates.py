"""A question of each type as an author finds it: whatever is to be decided is a text that says what to write there."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from quiz.bank.questions.registry import QUESTION_TYPES

LEAD: Final = "Write "
"""How every text that is to be written over begins, so that a bank without any is known at a glance."""

BANK_TITLE: Final = f"{LEAD}the title of the bank"

FIRST_ID: Final = "question-1"
"""The id of the question in every template."""

_EXPLANATION: Final = """\
explanation: >-
  Write why the answer is right, and one thing more.
"""

TEMPLATES: Final = {
    kind: f"- id: {FIRST_ID}\n" + textwrap.indent(f"type: {kind}\n{question.TEMPLATE}{_EXPLANATION}", "  ")
    for kind, question in QUESTION_TYPES.items()
}
"""A question of each type as an item of a list."""

PARTS: Final = {
    "passage": f"""\
- id: passage-1
  title: {LEAD}the title of the text
  text: |
    {LEAD}the text that questions are about
""",
    "lesson": f"""\
- id: lesson-1
  title: {LEAD}the title of the lesson
  text: >-
    {LEAD}80 to 150 words that explain what its questions ask.
  questions:
    - {LEAD}the id of its first question
""",
    "event": f"""\
- date: {LEAD}when it was, such as 2017-12
  text: {LEAD}what happened, in one sentence.
  column: {LEAD}whose acts these are
""",
}
"""What stands in a bank besides questions, each as an item of its list."""

LOOK: Final = f"{LEAD}what is to be seen in the picture"
"""The description of a picture, as an author finds it."""

PLACEHOLDER: Final = re.compile(rf"{LEAD}[^:\r\n]+")

PLACEHOLDERS: Final = frozenset(
    text
    for template in (BANK_TITLE, LOOK, *PARTS.values(), *TEMPLATES.values())
    for text in PLACEHOLDER.findall(template)
)
"""Every text of the templates that is to be written over."""

VALUES: Final = {"Write true or false": "true", "Write the number": "1", "Write how many of them are asked for": "1"}
"""The texts of the templates in whose place a flag or a number belongs, each with one that would do."""
