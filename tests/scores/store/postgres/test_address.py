"""What the address of a store may be, and what of it is shown."""

import pytest

from quiz.scores.store.postgres.address import address
from quiz.scores.store.records import StoreProblem


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ada:se%63ret@db.example:5433/scores?sslmode=require", "postgresql://ada@db.example:5433/scores"),
        ("postgres://db.example/scores", "postgresql://db.example/scores"),
        ("postgresql://ada@[::1]/scores", "postgresql://ada@[::1]/scores"),
        ("postgresql:///scores?host=/run/postgresql&password=secret", "postgresql:///scores"),
    ],
)
def test_of_an_address_neither_password_nor_settings_are_shown(url: str, shown: str) -> None:
    read = address(url)
    assert read.shown == shown
    assert "secret" not in read.hidden("wrong: secret" if "secret" in url or "%63" in url else "")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://ada:secret@host/scores", "“mysql” is no kind of store"),
        ("scores.db", "it is no address of a store"),
        ("postgresql://ada:secret@host:port/scores", "cannot be read"),
        ("postgresql://ada:secret@[host/scores", "cannot be read"),
    ],
)
def test_what_is_no_address_is_told_without_showing_it(url: str, said: str) -> None:
    with pytest.raises(StoreProblem, match=said) as told:
        address(url)
    assert "secret" not in str(told.value)
    assert "postgresql://user@host/database" in str(told.value)
