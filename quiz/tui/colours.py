"""Colours of a theme made legible: what the theme says, only as much darker or lighter as reading takes.

Contrast is that of WCAG 2.2, from 1 to 21: text has at least 4.5, edges and marks 3.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from textual.color import BLACK, WHITE, Color

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEXT: Final = 4.6
"""The contrast of text; a little more than 4.5, for roundings."""
EDGE: Final = 3.1
"""The contrast of edges and marks; a little more than 3, for roundings."""
CURSOR_TINT: Final = 0.18
"""How much of `$primary` a row under the cursor has behind it, as in app.tcss."""
LIFTED_TINT: Final = 0.30
"""The same of a row that is being moved."""
HUES: Final = {"success": 0.14, "warning": 0.14, "error": 0.18}
"""The hues that mean something, and how much of each a row that says so has behind it, as in app.tcss."""

_SURFACES: Final = ("background", "surface", "panel")
_HUED: Final = ("primary", "secondary", "accent", *HUES)
_READ: Final = (*_SURFACES, "foreground", "text-muted", *_HUED, *(f"text-{name}" for name in _HUED))
_STEPS: Final = 40


def complete(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables of a theme with every text legible on all that it may stand on, and with some more.

    `on-primary`, `on-success`, `on-warning`, `on-error` are text on a fill of that colour; `edge-primary` and the like
    are the colour where it is an edge; `faint-success` is that of marks that stand for less; `text-muted` gets a colour
    of its own, for text spans cannot carry "auto 60%".
    The terminal's own colours cannot be mixed or measured, and stay.
    """
    named = {name: variables[name] for name in _READ if name in variables}
    solid = {name: color for name, value in named.items() if (color := _solid(value)) is not None}
    if not {"foreground", "primary", *_SURFACES, *HUES} <= solid.keys():
        return variables | _of_the_terminal(variables)
    grounds = [solid[name] for name in _SURFACES]
    ground, primary = solid["background"], solid["primary"]
    rows = [below.blend(primary, tint) for below in (ground, solid["surface"]) for tint in (CURSOR_TINT, LIFTED_TINT)]
    cursor_rows = rows[::2]
    hue_rows = {hue: ground.blend(solid[hue], tint) for hue, tint in HUES.items()}
    text = _away(solid["foreground"], [*grounds, *rows, *hue_rows.values()])
    muted_on = [*grounds, *cursor_rows, *hue_rows.values()]
    made = {"foreground": text, "text": text, "text-muted": _muted(solid.get("text-muted"), ground, text, muted_on)}
    for name in ("primary", "secondary", "accent"):
        made[f"text-{name}"] = _towards(solid.get(f"text-{name}", solid.get(name, text)), text, [*grounds, *rows])
    for hue, row in hue_rows.items():
        made[f"text-{hue}"] = _towards(solid.get(f"text-{hue}", solid[hue]), text, [*grounds, *cursor_rows, row])
        made[f"edge-{hue}"] = _towards(solid[hue], text, [ground, row], EDGE)
    shades = (ground.blend(made["text-success"], share / _STEPS) for share in range(_STEPS * 6 // 10, _STEPS + 1))
    made["faint-success"] = _first_legible(shades, [ground], EDGE)
    made["edge-primary"] = _towards(primary, text, [ground, solid["surface"], *cursor_rows], EDGE)
    for fill in ("primary", *HUES):
        made[f"on-{fill}"] = max((BLACK, WHITE), key=lambda color: contrast(color, solid[fill]))
    return variables | {name: color.hex for name, color in made.items()}


def _of_the_terminal(variables: dict[str, str]) -> dict[str, str]:
    """Return what a theme in the colours of the terminal lacks: its fills are drawn by reverse, its edges plain."""
    fills = ("primary", *HUES)
    text = variables.get("foreground", "ansi_default")
    hues = {f"text-{name}": variables[name] for name in (*fills, "secondary", "accent") if name in variables}
    return {
        **hues,
        "text": text,
        "text-muted": text,
        "faint-success": variables.get("success", text),
        **{f"on-{name}": variables.get("background", "ansi_default") for name in fills},
        **{f"edge-{name}": variables.get(name, text) for name in fills},
    }


def _solid(value: str) -> Color | None:
    """Return a colour that is fixed: neither chosen by Textual, nor the terminal's own, nor one that shines through."""
    if value.startswith(("auto", "ansi_")):
        return None
    color = Color.parse(value)
    return color if color.a == 1 and color.ansi is None else None


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _first_legible(steps: Iterable[Color], behind: Sequence[Color], enough: float) -> Color:
    """Return the first of some colours that all behind it asks for, else the nearest to that."""
    best, most = BLACK, 0.0
    for color in steps:
        least = min(contrast(color, below) for below in behind)
        if least >= enough:
            return color
        if least > most:
            best, most = color, least
    return best


def _away(color: Color, behind: Sequence[Color]) -> Color:
    """Return a text colour, moved towards black or white as far as reading takes."""
    end = WHITE if _luminance(behind[0]) < 0.2 else BLACK
    return _first_legible((color.blend(end, step / _STEPS) for step in range(_STEPS + 1)), behind, TEXT)


def _towards(hue: Color, text: Color, behind: Sequence[Color], enough: float = TEXT) -> Color:
    """Return a hue, moved towards the colour of text only as far as reading takes."""
    return _first_legible((hue.blend(text, step / _STEPS) for step in range(_STEPS + 1)), behind, enough)


def _muted(color: Color | None, ground: Color, text: Color, behind: Sequence[Color]) -> Color:
    """Return a colour for text beside the point: the theme's own where it has one, else as quiet as is legible."""
    if color is not None:
        return _towards(color, text, behind)
    quiet = range(_STEPS * 6 // 10, _STEPS + 1)
    return _first_legible((ground.blend(text, step / _STEPS) for step in quiet), behind, TEXT)
