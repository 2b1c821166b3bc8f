"""Finding a question in its file."""

import re
from pathlib import Path

from quiz.bank.reader import MAX_BYTES
from quiz.files import FileProblem, read_bounded


def line_of(path: Path, question: str) -> int | None:
    """Return the line, from 1, on which a question's id stands; None where the file or the question is gone."""
    try:
        text = read_bounded(path, MAX_BYTES).decode("utf-8-sig", "replace")
    except FileProblem:
        return None
    wanted = rf"""^ *(?:- +)?['"]?id['"]?: +['"]?{re.escape(question)}['"]? *(?:#.*)?\r?$"""
    found = re.search(wanted, text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None
