"""Text for people: cleaning of untrusted text, cutting, widths, numbers in words."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from datetime import date, timedelta
from typing import Final

_UNDECODED: Final = re.compile("[\udc80-\udcff]")
"""Python's stand-ins for the bytes of a name that is not in the encoding of the system."""

_BIDI: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that change the direction of the text around them."""

_SEPARATORS: Final = (0x2028, 0x2029)
"""Line and paragraph separator: line breaks to some programs and nothing to others."""

_VISIBLE: Final[dict[int, str]] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code != 0x0A},
    0x09: "    ",
    0x7F: "\u2421",
    **{code: f"<U+{code:04X}>" for code in (*range(0x80, 0xA0), *_BIDI, *_SEPARATORS)},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **{code: f"<U+{code:X}>" for code in range(0xE0000, 0xE0080)},
}

_IN_PLACE: Final[dict[int, str]] = {
    0x0A: "\u240a",
    **{code: picture if len(picture) == 1 else "\ufffd" for code, picture in _VISIBLE.items() if code != 0x09},
}
"""As `_VISIBLE`, one character for one."""


def clean(text: str) -> str:
    r"""Return `text` with every character that could steer a terminal made visible.

    Control characters become their Unicode pictures, tabs four spaces, C1, bidi and tag characters `<U+XXXX>`, lone
    surrogates U+FFFD. Newlines stay. Nothing is dropped, so an author sees what stands in the file. A name that the
    system could not decode in its own encoding is shown as the UTF-8 that it mostly is.

    >>> clean("a\x1b[31m"), clean("caf\udcc3\udca9 \udce9")
    ('a␛[31m', 'café �')
    """
    if text.isprintable():  # nothing in `_VISIBLE` is
        return text
    if _UNDECODED.search(text):
        with contextlib.suppress(UnicodeEncodeError):  # surrogates of another kind, which stand for no byte
            text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.translate(_VISIBLE)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, newlines and runs of spaces folded to one space."""
    return " ".join(clean(text).split())


def clean_in_place(text: str) -> str:
    """Return `text` with one visible character in the place of each that could steer a terminal; tabs stay.

    Every other character keeps its column, as an editor needs it.
    """
    return text.translate(_IN_PLACE)


def shortened(text: str, limit: int = 60) -> str:
    """Return `text` cleaned and on one line, with an ellipsis where it was cut to `limit` characters."""
    line = clean_line(text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes: two a wide letter, none a mark on the letter before it."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def indent_of(line: str) -> int:
    """Return the number of spaces with which a line begins."""
    return len(line) - len(line.lstrip(" "))


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 question`, `2 questions`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def grouped(number: int) -> str:
    """Return a whole number with its digits in groups of three: `1 214`."""
    return f"{number:,}".replace(",", " ")


def decimals(value: float, places: int = 2) -> str:
    """Return `value` with at most `places` decimals and no trailing zeros.

    >>> decimals(2.50), decimals(3.0), decimals(2 / 3)
    ('2.5', '3', '0.67')
    """
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(fraction: float, places: int = 2) -> str:
    """Return a share as a percentage with at most `places` decimals: `66.67 %`."""
    return f"{decimals(fraction * 100, places)} %"


def percents(*fractions: float) -> tuple[str, ...]:
    """Return shares that are compared as percentages: without decimals where these tell them apart.

    >>> percents(0.251, 0.7), percents(0.251, 0.249)
    (('25 %', '70 %'), ('25.1 %', '24.9 %'))
    """
    whole = tuple(percent(fraction, 0) for fraction in fractions)
    return whole if len(set(whole)) == len(set(fractions)) else tuple(map(percent, fractions))


def span_text(seconds: float) -> str:
    """Return a duration for people: `48 s`, `3 min 20 s`, `1 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def ago_text(days: int) -> str:
    """Return how long ago a day was, in words: `today`, `yesterday`, `3 days ago`, `a week ago`, `2 months ago`.

    >>> ago_text(1), ago_text(7), ago_text(61), ago_text(800)
    ('yesterday', 'a week ago', '2 months ago', '2 years ago')
    """
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    for length, noun in ((365, "year"), (30, "month"), (7, "week")):
        if (number := days // length) > 0:
            return f"a {noun} ago" if number == 1 else f"{number} {noun}s ago"
    return f"{days} days ago"


def day_text(day: date, today: date, *, is_short: bool = False) -> str:
    """Return the name of a day: `Today`, `Yesterday`, `Thursday 26 November`, with its year where that is another.

    >>> day_text(date(2026, 11, 26), date(2026, 11, 29)), day_text(date(2025, 1, 3), date(2026, 11, 29), is_short=True)
    ('Thursday 26 November', 'Fri 3 Jan 2025')
    """
    if day in (today, today - timedelta(days=1)):
        return "Today" if day == today else "Yesterday"
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    if is_short:
        weekday, month = weekday[:3], month[:3]
    return f"{weekday} {day.day} {month}" + (f" {day.year}" if day.year != today.year else "")


WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English whatever the locale, like all that the program says."""


_BARE: Final = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_ODD: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def shell_line(*words: str) -> str:
    """Return a command as it is typed into a shell, with quotes where a word needs them.

    A word with a character that steers terminals or is no text is written by `printf`, so that it can be shown and run.

    >>> shell_line("quiz", "check", "my banks/a.yaml")
    "quiz check 'my banks/a.yaml'"
    """
    if os.name == "nt":
        return " ".join(word if _BARE.fullmatch(word.replace("\\", "/")) else f'"{word}"' for word in words)
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if _BARE.fullmatch(word):
        return word
    if not _ODD.search(word):
        return "'" + word.replace("'", "'\"'\"'") + "'"
    octal = "".join(chr(byte) if chr(byte).isalnum() and byte < 0x80 else f"\\{byte:03o}" for byte in os.fsencode(word))
    return f"\"$(printf '{octal}')\""
