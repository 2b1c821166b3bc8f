"""The themes on offer: the program's own pair, dark and light, and those of Textual that are legible here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

DARK: Final = Theme(
    name="eu-dark",
    dark=True,
    primary="#3D6CE0",  # the blue of the flag, lifted until it can be seen on the night behind it
    secondary="#8FA3CC",
    accent="#FFCC00",  # the gold of the flag
    success="#43C48C",
    warning="#F0A245",
    error="#C93A4B",
    foreground="#E8ECF5",
    background="#0B101C",
    surface="#131A2B",
    panel="#1D2740",
    variables={
        "text-muted": "#9BA8C4",
        "text-primary": "#93B4FF",
        "text-secondary": "#A9B9DC",
        "text-accent": "#FFD633",
        "text-success": "#5FD6A0",
        "text-warning": "#F5B566",
        "text-error": "#FF8C96",
        "border": "#3D6CE0",
        "border-blurred": "#34415F",
        "scrollbar": "#34415F",
        "scrollbar-hover": "#3D6CE0",
        "scrollbar-active": "#3D6CE0",
        "scrollbar-background": "#0B101C",
        "block-cursor-background": "#3D6CE0",
        "block-cursor-foreground": "#FFFFFF",
        "input-selection-background": "#3D6CE0 45%",
    },
)
LIGHT: Final = Theme(
    name="eu-light",
    dark=False,
    primary="#003399",  # the blue of the flag itself
    secondary="#43527A",
    accent="#FFCC00",
    success="#0F7A45",
    warning="#F2A33A",
    error="#B4232F",
    foreground="#141A2A",
    background="#F6F7FB",
    surface="#FFFFFF",
    panel="#E3E8F4",
    variables={
        "text-muted": "#4F5A75",
        "text-primary": "#003399",
        "text-secondary": "#43527A",
        "text-accent": "#725500",
        "text-success": "#0B6638",
        "text-warning": "#855000",
        "text-error": "#A81E2A",
        "border": "#003399",
        "border-blurred": "#B4BED6",
        "scrollbar": "#B4BED6",
        "scrollbar-hover": "#003399",
        "scrollbar-active": "#003399",
        "scrollbar-background": "#F6F7FB",
        "block-cursor-background": "#003399",
        "block-cursor-foreground": "#FFFFFF",
        "input-selection-background": "#003399 25%",
    },
)
_OTHERS: Final = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "tokyo-night", "monokai", "dracula"),
    *("catppuccin-mocha", "catppuccin-latte", "solarized-light", "solarized-dark", "ansi-dark", "ansi-light"),
)
THEMES: Final = (DARK.name, LIGHT.name, *_OTHERS)
"""The themes by name, the program's own first."""


def register(app: App[Any]) -> None:
    """Make the program's own themes known to an app."""
    app.register_theme(DARK)
    app.register_theme(LIGHT)


def theme_names(app: App[Any]) -> list[str]:
    """Return the themes on offer that this version of Textual has."""
    return [name for name in THEMES if name in app.available_themes]


def show_theme(app: App[Any], name: str) -> None:
    """Show a theme by name; an empty name, or one that is not on offer, is the program's own for the terminal."""
    app.theme = _chosen(app, name)


def begin_with_theme(app: App[Any], name: str) -> None:
    """Choose the theme, as `show_theme` does, of an app that does not run yet.

    Changed while it runs, a theme has all styles parsed anew, which takes a tenth of the start.
    """
    chosen = _chosen(app, name)
    if app.available_themes[chosen].ansi:
        app.theme = chosen  # the colours of the terminal ask for more than other variables
    else:
        app.set_reactive(type(app).theme, chosen)
        app.stylesheet.set_variables(app.get_css_variables())


def _chosen(app: App[Any], name: str) -> str:
    own = LIGHT.name if getattr(app, "is_light", False) else DARK.name
    return name if name in theme_names(app) else own
