"""Texts in XML that is written. Most have nothing to escape, so that is looked for first."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_IN_VALUE: Final = re.compile('[&<>"\n\r\t]')


def xml_text(text: str) -> str:
    """Return a text as it stands between tags."""
    return escape(text) if "&" in text or "<" in text or ">" in text else text


def xml_value(text: str) -> str:
    """Return a text as the value of an attribute, in quotes."""
    return quoteattr(text) if _IN_VALUE.search(text) else f'"{text}"'
