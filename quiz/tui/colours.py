"""Colours of a theme made legible: what the theme says, only as much darker or lighter as reading takes."""

from __future__ import annotations

from typing import Final

from textual.color import BLACK, WHITE, Color

ENOUGH: Final = 4.6
"""The contrast between text and what is behind it, by WCAG 2; a little more than its 4.5, for roundings."""
_BEHIND: Final = ("background", "surface", "panel")
_TEXTS: Final = ("foreground", "text-success", "text-warning", "text-error", "text-accent")
_FOOTER_TEXTS: Final = ("footer-foreground", "footer-key-foreground", "footer-description-foreground")
_TINT: Final = 0.15
"""How much of the text's colour a highlighted line has behind it, as in app.tcss."""
_STEPS: Final = 20


def legible(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables of a theme with every text colour far enough from all that it may stand on."""
    plain = [color for name in _BEHIND if (color := _solid(variables, name)) is not None]
    text = _solid(variables, "foreground")
    highlighted = [color.blend(_moved(text, plain), _TINT) for color in plain] if text is not None else []
    footer = _solid(variables, "footer-background")
    changed = {}
    for names, behind in ((_TEXTS, plain + highlighted), (_FOOTER_TEXTS, [footer] if footer is not None else plain)):
        for name in names:
            if behind and (color := _solid(variables, name)) is not None:
                changed[name] = _moved(color, behind).hex
    return variables | changed


def _solid(variables: dict[str, str], name: str) -> Color | None:
    """Return a colour that is fixed: neither chosen by Textual, nor the terminal's own, nor one that shines through."""
    value = variables.get(name, "auto")
    if value.startswith(("auto", "ansi_")):
        return None
    color = Color.parse(value)
    return color if color.a == 1 else None


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _moved(color: Color, behind: list[Color]) -> Color:
    end = WHITE if _luminance(behind[0]) < 0.2 else BLACK
    for step in range(_STEPS + 1):
        moved = color.blend(end, step / _STEPS)
        if all(contrast(moved, one) >= ENOUGH for one in behind):
            return moved
    return end


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
