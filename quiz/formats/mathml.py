"""Formulas in MathML as text: their TeX where they carry it, else in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_JOINED: Final[dict[str, Callable[[list[str]], str]]] = {
    "msup": lambda parts: f"{parts[0]}^{_grouped(parts[1])}",
    "msub": lambda parts: f"{parts[0]}_{_grouped(parts[1])}",
    "msubsup": lambda parts: f"{parts[0]}_{_grouped(parts[1])}^{_grouped(parts[2])}",
    "mfrac": lambda parts: f"{_grouped(parts[0])}/{_grouped(parts[1])}",
    "mroot": lambda parts: f"{_grouped(parts[1])}√{_grouped(parts[0])}",
}
_DEEPEST: Final = 64
"""Tags in each other up to which they are told apart."""
_PARTS: Final = {"msubsup": 3}


def math_text(node: Any) -> str:
    """Return what a node of HTML with a formula says."""
    for one in node.css("annotation"):
        if "tex" in str(one.attributes.get("encoding") or "").casefold():
            return f"\\({one.text(deep=True).strip()}\\)"
    return _linear(node, 0)


def _linear(node: Any, depth: int) -> str:
    if node.tag == "-text" or depth > _DEEPEST:
        return " ".join(node.text(deep=True).split())
    children = [one for one in node.iter(include_text=True) if one.tag not in {"annotation", "annotation-xml"}]
    parts = [part for one in children if (part := _linear(one, depth + 1))]
    if node.tag in _JOINED and len(parts) == _PARTS.get(node.tag, 2):
        return _JOINED[node.tag](parts)
    if node.tag == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    if node.tag == "mo" and parts and parts[0] in {"=", "+", "−", "-", "<", ">", "≤", "≥", "±", "·", "×"}:
        return f" {parts[0]} "
    return "".join(parts)


def _grouped(text: str) -> str:
    """Return a part of a formula in brackets, but for one that is a single sign, number or name."""
    text = text.strip()
    return text if text.isalnum() or len(text) < 2 else f"({text})"
