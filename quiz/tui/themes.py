"""The themes on offer: those whose every text is legible here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.app import App

THEMES: Final = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "tokyo-night", "monokai", "dracula"),
    *("catppuccin-mocha", "catppuccin-latte", "solarized-light", "solarized-dark"),
)
"""The themes by name, the app's own first."""


def theme_names(app: App[Any]) -> list[str]:
    """Return the themes on offer that this version of Textual has."""
    return [name for name in THEMES if name in app.available_themes]


def show_theme(app: App[Any], name: str) -> None:
    """Show a theme by name; an empty name, or one that is not on offer, is the app's own."""
    app.theme = name if name in theme_names(app) else THEMES[0]
