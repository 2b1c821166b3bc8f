"""What every writer does: take the questions one by one, and leave out and tell those that its format cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from quiz.formats.untold import left_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.formats.items import Item
    from quiz.formats.report import Loss

_Made = TypeVar("_Made")


class NoPlace(Exception):
    """A format has no place for a question: none for its type, or it is beyond the bounds of the format."""

    def __init__(self, code: Literal["type", "size"] = "type") -> None:
        super().__init__(code)
        self.code = code


def each_written(
    items: Iterable[Item], write: Callable[[Item], tuple[_Made, Iterable[Loss]]]
) -> tuple[list[_Made], list[Loss]]:
    """Return what the items become, and what is lost of them.

    write: gives what an item becomes, with its losses. Where it raises `NoPlace` the item is left out, and told.
    """
    made: list[_Made] = []
    losses: list[Loss] = []
    for item in items:
        try:
            one, lost = write(item)
        except NoPlace as refused:
            losses.append(left_out(item, refused.code))
        else:
            made.append(one)
            losses += lost
    return made, losses
