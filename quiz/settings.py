"""What a person has chosen once for all: today the name under which scores are kept."""

import getpass
import os

from quiz.text import clean_line

NAMELESS = "learner"


def learner_name(given: str | None = None) -> str:
    """Return the learner: the name given, else `QUIZ_LEARNER`, else the login name."""
    name = clean_line(given or os.environ.get("QUIZ_LEARNER") or "")
    if name:
        return name
    try:
        return clean_line(getpass.getuser()) or NAMELESS
    except (KeyError, OSError, ImportError):
        return NAMELESS
