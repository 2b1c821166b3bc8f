"""Many kills of one kind, in places that are begun anew now and then."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.kills.app import AppKills
from tests.kills.author import AuthorKills
from tests.kills.plain import PlainKills
from tests.kills.store import Loss
from tests.terminal.conftest import fresh_place

KINDS: Final[dict[str, type[PlainKills | AppKills | AuthorKills]]] = {
    "plain": PlainKills,
    "app": AppKills,
    "author": AuthorKills,
}
IN_A_PLACE: Final = 50
"""Kills that share a store: what earlier ones left is looked at again after each."""


def killed(kind: str, wanted: int, seed: int, folder: Path, counts: Counter[str]) -> Iterator[str]:
    """Kill the program so often, and yield each loss or other fault. What happened is added to `counts`."""
    for first in range(0, wanted, IN_A_PLACE):
        with fresh_place(folder / f"{kind}{first}") as place:
            kills = KINDS[kind](place, Random(f"{seed} {kind} {first}"))
            for number in range(first, min(first + IN_A_PLACE, wanted)):
                try:
                    counts.update(kills.kill())
                except (Loss, pytest.fail.Exception) as loss:
                    yield f"kill {number}: {loss}"
                for terminal in place.opened:
                    terminal.tidy_up()
                place.opened.clear()
            try:
                kills.check_all()
            except (Loss, pytest.fail.Exception) as loss:
                yield f"after kill {number}: {loss}"
