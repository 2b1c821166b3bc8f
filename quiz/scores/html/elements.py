"""One self-contained HTML page: no script, nothing loaded from anywhere, every text escaped.

Elements are made by functions, so that a text can only become markup where it was made by `element`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

from quiz.scores.html.style import STYLE
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Markup(str):
    """HTML that was made here and is not escaped again."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"

_VOID: Final = {"meta", "br"}
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def element(name: str, /, *children: Child, **attributes: str | float | None) -> Markup:
    """Return an element. Text in it is cleaned and escaped; `class_` and `aria_label` become `class` and `aria-label`.

    An attribute or child that is None is left out.
    """
    opened = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{opened}>")
    return Markup(f"<{opened}>{_inner(children)}</{name}>")


def _inner(child: Child) -> str:
    match child:
        case None:
            return ""
        case Markup():
            return child
        case str():
            return _text(child)
        case _:
            return "".join(map(_inner, child))


def _text(text: str) -> str:
    return escape(clean(text))


def page(title: str, *body: Child) -> str:
    """Return a whole page."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", title),
        Markup(f"<style>{STYLE}</style>"),
    )
    main = element("main", element("h1", title), *body)
    return f"<!doctype html>\n{element('html', head, element('body', main), lang='en')}\n"


def facts(*pairs: tuple[str, Child]) -> Markup:
    """Return a list of names with what they stand for; an empty one is left out."""
    return element("dl", [(element("dt", name), element("dd", value)) for name, value in pairs if value])


def table(
    head: Iterable[str], rows: Iterable[Iterable[Child]], numbers: Iterable[int] = (), caption: str | None = None
) -> Markup:
    """Return a table; `numbers` are the columns of figures. A cell that is a picture gets the width of a bar."""
    right = set(numbers)

    def cells(name: str, row: Iterable[Child], scope: str | None = None) -> Markup:
        return element("tr", [cell(name, child, scope, column) for column, child in enumerate(row)])

    def cell(name: str, child: Child, scope: str | None, column: int) -> Markup:
        is_picture = isinstance(child, Markup) and child.startswith("<svg")
        return element(name, child, class_="bar" if is_picture else "num" if column in right else None, scope=scope)

    return element(
        "div",
        element(
            "table",
            element("caption", caption) if caption else None,
            element("thead", cells("th", head, "col")),
            element("tbody", [cells("td", row) for row in rows]),
        ),
        class_="wide",
    )


def time_text(time: datetime) -> str:
    """Return a date and time to the minute, as it is."""
    return f"{time:%Y-%m-%d %H:%M}"
