"""Letters of other keyboards: a one-letter key of the app works where it lies, whatever letter is printed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.events import Key

if TYPE_CHECKING:
    from textual.screen import Screen

_KEYS: Final = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS: Final = (
    "йцукенгшщзфывапролдячсмить",
    ";ςερτυθιοπασδφγηξκλζχψωβνμ",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
    "ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
)
"""What the keys of `_KEYS` write on a Russian, a Greek and a Korean keyboard, and on that with shift."""
_FURTHER: Final = {"і": "s", "ў": "o", "љ": "q", "њ": "w", "џ": "x", "ј": "j"}
"""Letters that other Cyrillic keyboards have: Ukrainian, Belarusian, Serbian."""
_SMALL: Final = {
    letter: key for layout in _LAYOUTS for letter, key in zip(layout, _KEYS, strict=True) if not letter.isascii()
} | _FURTHER
LATIN: Final = {letter.upper(): key.upper() for letter, key in _SMALL.items()} | _SMALL
"""The Latin letter on the same key, by letter."""


def latin_key(key: Key, screen: Screen[object]) -> Key:
    """Return a key as it would come from a Latin keyboard; as it is where letters are typed or place something."""
    modifiers, plus, letter = key.key.rpartition("+")
    latin = LATIN.get(letter)
    if latin is None or (not modifiers and _are_letters_taken(screen)):
        return key
    latin_key = Key(f"{modifiers}{plus}{latin}", None if modifiers else latin)
    latin_key.time = key.time
    return latin_key


def _are_letters_taken(screen: Screen[object]) -> bool:
    is_text_edited = hasattr(screen.focused, "selected_text")
    return is_text_edited or any(getattr(node, "takes_letters", False) for node in screen.walk_children())
