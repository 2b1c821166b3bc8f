"""One self-contained HTML page: no script, nothing loaded from anywhere, every text escaped.

Elements are made by functions, so that a text can only become markup where it was made by `element`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

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
_STYLE: Final = """
:root { color-scheme: light; --ink: #1b1b1f; --soft: #55565c; --line: #b9bac2; --shade: #f1f1f4; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; border-bottom: 2px solid var(--ink); padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
h2, h3, caption { break-after: avoid; }
p { margin: .4rem 0; }
.text { white-space: pre-line; }
.soft, figcaption { color: var(--soft); font-size: .92em; }
.warn { border-left: 5px solid var(--ink); background: var(--shade); padding: .4rem .8rem; margin: .6rem 0; }
.big { font-size: 1.35rem; font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; white-space: pre-line; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .94em; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
th { font-weight: 600; border-bottom: 2px solid var(--line); overflow-wrap: normal; }
.num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.bar { width: 9rem; vertical-align: middle; }
.bar svg { width: 100%; height: .9rem; display: block; overflow: visible; }
.right { font-weight: 700; }
figure { margin: .75rem 0; }
figure svg { width: 100%; max-width: 34rem; height: auto; display: block; }
section { break-inside: avoid; }
a { color: inherit; }
ul { margin: .3rem 0; padding-left: 1.3rem; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } .bar { display: none; }
}
@page { margin: 16mm 14mm; }
@media print {
  body { font-size: 10pt; } main { max-width: none; padding: 0; } .wide { overflow: visible; }
  .warn { border: 1px solid var(--ink); border-left-width: 5px; background: none; }
  tr, figure, dl { break-inside: avoid; }
}
"""


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
        Markup(f"<style>{_STYLE}</style>"),
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
