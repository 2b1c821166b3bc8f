"""A small class on a server from which something is cut off; `python -m tests.kills.crowd` drives a large one."""

from pathlib import Path
from random import Random

import pytest

from tests.kills.crowd import Cut, Database, file_in, run, schema_on
from tests.kills.ledger import Kept, Response, Said, faults, lost_and_more
from tests.postgres import Cluster


def driven(database: Database, folder: Path, *cuts: Cut) -> None:
    happened, found = run(database, folder, learners=4, each=4, cuts=cuts, chance=Random(1))
    assert not found
    assert happened.startswith("4 learners, 16 responses acknowledged")


def test_what_a_class_saw_as_taken_is_kept_and_nobody_sees_another(tmp_path: Path) -> None:
    driven(file_in(tmp_path), tmp_path, "drop", "kill_server")


def test_what_a_class_saw_as_taken_is_kept_on_postgres_though_it_is_killed(postgres: Cluster, tmp_path: Path) -> None:
    driven(schema_on(postgres), tmp_path, "restart_server", "kill_database")


# The count itself

YES, NO = Response("tf1", value=True), Response("tf1", value=False)


def said(*responses: Response, unseen: tuple[int, ...] = ()) -> list[Said]:
    return [Said(response, is_seen=place not in unseen) for place, response in enumerate(responses)]


@pytest.mark.parametrize(
    ("sent", "kept", "found"),
    [
        (said(YES, NO), [YES, NO], (0, 0)),
        (said(YES, NO), [YES], (1, 0)),
        (said(YES, NO), [NO, YES], (1, 1)),
        (said(YES), [YES, YES], (0, 1)),
        (said(YES, NO, unseen=(1,)), [YES], (0, 0)),
        (said(YES, NO, unseen=(1,)), [YES, NO], (0, 0)),
        (said(YES, YES, unseen=(0,)), [YES], (0, 0)),
        (said(YES, YES, unseen=(0,)), [], (1, 0)),
        ([], [NO], (0, 1)),
    ],
)
def test_what_is_lost_or_made_up_is_counted(sent: list[Said], kept: list[Response], found: tuple[int, int]) -> None:
    assert lost_and_more(sent, kept) == found


def test_what_is_kept_twice_judged_wrong_or_added_up_wrong_is_found() -> None:
    kept = [Kept("a", "1", YES, 1.0), Kept("a", "1", YES, 1.0), Kept("a", "2", NO, 1.0)]
    found = "\n".join(faults({"a": said(YES, YES, NO)}, kept, [("1", 2, 2.0), ("2", 1, 1.0)]))
    assert "tf1 is kept more than once in 1" in found
    assert "is judged 1.0" in found
    assert "2 has 1 responses and 1.0 points in total, not 1, 0" in found
    assert "lost" not in found
