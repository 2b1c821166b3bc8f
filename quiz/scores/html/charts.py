"""Charts as inline SVG, legible in black and white: what is right is solid, what is wrong is an outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.scores.html.elements import Markup, element
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence


def bar(share: float, title: str, *, solid: bool = True) -> Markup:
    """Return a bar for a share from 0 to 1, to stand in a cell of a table."""
    width = 100 * min(1.0, max(0.0, share))
    return _cell(
        title,
        element("rect", x=0, y=0, width=100, height=10, class_="frame", vector_effect="non-scaling-stroke"),
        _filled(0, width, solid=solid),
    )


def signed_bar(value: float, title: str) -> Markup:
    """Return a bar for a figure from −100 to 100 about a middle line: solid to the right, an outline to the left."""
    width = min(100.0, abs(value)) / 2
    return _cell(
        title,
        element("rect", x=0, y=0, width=100, height=10, class_="frame", vector_effect="non-scaling-stroke"),
        _filled(50 if value >= 0 else 50 - width, width, solid=value >= 0),
        element("line", x1=50, x2=50, y1=0, y2=10, class_="axis", vector_effect="non-scaling-stroke"),
    )


def _cell(title: str, *shapes: Markup) -> Markup:
    return element(
        "svg", element("title", title), *shapes, viewBox="0 0 100 10", preserveAspectRatio="none", role="img"
    )


def _filled(x: float, width: float, *, solid: bool) -> Markup:
    return element(
        "rect",
        x=round(x, 2),
        y=0,
        width=round(width, 2),
        height=10,
        class_="solid" if solid else "outline",
        stroke_width=1 if width else 0,
        vector_effect="non-scaling-stroke",
    )


_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 520, 200, 36, 40, 22


def distribution(bins: Sequence[int], title: str, unit: str) -> Markup:
    """Return a column chart of the people in each part of the range from 0 to 100 %; `what` names the axis."""
    most = max(bins, default=0) or 1
    wide = (_WIDTH - _LEFT - 12) / len(bins)
    floor = _HEIGHT - _BOTTOM
    shapes: list[Markup] = [element("title", title), element("desc", _described(bins))]
    for number, people in enumerate(bins):
        height = (floor - _TOP) * people / most
        x = _LEFT + number * wide
        if people:
            shapes += [
                element(
                    "rect", x=_at(x + 2), y=_at(floor - height), width=_at(wide - 4), height=_at(height), class_="solid"
                ),
                _label(x + wide / 2, floor - height - 5, str(people)),
            ]
        shapes.append(_label(x, floor + 15, str(round(100 * number / len(bins)))))
    shapes += [
        _label(_LEFT + wide * len(bins), floor + 15, "100"),
        element("line", x1=_LEFT, x2=_at(_LEFT + wide * len(bins)), y1=floor, y2=floor, class_="axis"),
        _label((_WIDTH + _LEFT) / 2, _HEIGHT - 6, unit),
        element(
            "text",
            "People",
            x=12,
            y=floor / 2,
            text_anchor="middle",
            transform=f"rotate(-90 12 {floor / 2})",
        ),
    ]
    picture = element(
        "svg", *shapes, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", font_size=12, font_family="system-ui, sans-serif"
    )
    return element("figure", element("figcaption", title), picture)


def _described(bins: Sequence[int]) -> str:
    step = 100 / len(bins)
    parts = [
        f"{counted(people, 'person', 'people')} from {number * step:g} to {(number + 1) * step:g} %"
        for number, people in enumerate(bins)
        if people
    ]
    return "; ".join(parts) or "nobody"


def _label(x: float, y: float, text: str) -> Markup:
    return element("text", text, x=_at(x), y=_at(y), text_anchor="middle")


def _at(value: float) -> float:
    return round(value, 2)
