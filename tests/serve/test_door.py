"""Who is let in, and why somebody is not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.scores.recorder import start
from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from quiz.scores.store.members import Role, Ticket
from quiz.serve.door import TAKEN, TOO_MANY, TRIES, WRONG_CODE, WRONG_NAME, WRONG_TICKET, Door, Refusal
from quiz.serve.identity import Identity, name_of, new_ticket, signed, ticket_digest, verified

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
KEY = b"k" * 32
ADA = Identity("Ada", "koala-7", Role.LEARNER)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = unsaved_store()
    yield opened
    opened.close()


class Time:
    """Stands still until it is moved on."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def door(store: Store, time: Time) -> Door:
    return Door(store, ["koala-7", "otter-3"], lambda: NOW, time)


def said(found: Identity | Refusal) -> str:
    assert isinstance(found, Refusal)
    return found.message


@pytest.mark.parametrize("code", ["koala-7", " KOALA-7 ", "Koala 7"])
def test_a_code_lets_in_however_it_is_typed(door: Door, code: str) -> None:
    assert door.by_code(" Ada ", code, "1", None) == ADA


def test_a_name_belongs_to_the_browser_that_took_it(door: Door) -> None:
    assert door.by_code("Ada", "koala-7", "1", None) == ADA
    assert said(door.by_code("Ada", "koala-7", "2", None)) == TAKEN
    assert door.by_code("Ada", "koala-7", "1", ADA) == ADA
    assert said(door.by_code("Ada", "koala-7", "1", ADA._replace(code="otter-3"))) == TAKEN


def test_a_name_is_one_person_in_all_classes_for_results_go_by_it(door: Door, store: Store, nine: Bank) -> None:
    assert door.by_code("Ada", "koala-7", "1", None) == ADA
    assert said(door.by_code("Ada", "otter-3", "2", None)) == TAKEN
    assert door.by_code("Ada", "otter-3", "1", ADA) == ADA._replace(code="otter-3")
    start(store, [nine], learner="root", options=Options(count=1), seed=1)
    assert said(door.by_code("root", "koala-7", "2", None)) == TAKEN


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "\x1b\x07"[:0]])
def test_who_has_no_name_is_asked_for_one(door: Door, name: str) -> None:
    assert said(door.by_code(name, "koala-7", "1", None)) == WRONG_NAME


def test_what_steers_a_terminal_is_cleaned_from_a_name() -> None:
    name = name_of("A\x1b[31mda\n\u202e")
    assert name is not None
    assert name.isprintable()


def test_after_ten_wrong_tries_an_address_waits_a_minute(door: Door, time: Time) -> None:
    for number in range(TRIES):
        assert said(door.by_code("Ada", f"wrong-{number}", "1", None)) == WRONG_CODE
    assert door.by_code("Ada", "koala-7", "1", None) == Refusal(TOO_MANY, 429)
    assert door.by_ticket("whatever", "1") == Refusal(TOO_MANY, 429)
    assert door.by_code("Ada", "koala-7", "2", None) == ADA
    time.seconds += 61
    assert door.by_code("Bob", "koala-7", "1", None) == ADA._replace(person="Bob")


def test_a_ticket_lets_its_person_in_once(door: Door, store: Store) -> None:
    ticket = new_ticket()
    store.put_tickets([Ticket(ticket_digest(ticket), "Eve", "koala-7", Role.TEACHER, NOW + timedelta(days=1))], NOW)
    assert door.by_ticket(f" {ticket.upper()} ", "1") == Identity("Eve", "koala-7", Role.TEACHER)
    assert said(door.by_ticket(ticket, "1")) == WRONG_TICKET


def test_a_ticket_of_a_member_lets_them_in_on_another_machine(door: Door, store: Store) -> None:
    door.by_code("Ada", "koala-7", "1", None)
    store.put_tickets([Ticket(ticket_digest("abc"), "Ada", "koala-7", Role.LEARNER, NOW + timedelta(days=1))], NOW)
    assert door.by_ticket("abc", "2") == ADA


def test_a_ticket_out_of_date_lets_nobody_in(door: Door, store: Store) -> None:
    store.put_tickets([Ticket(ticket_digest("abc"), "Ada", "koala-7", Role.LEARNER, NOW)], NOW)
    assert said(door.by_ticket("abc", "1")) == WRONG_TICKET


def test_who_was_forgotten_is_a_member_no_more(door: Door, store: Store) -> None:
    door.by_code("Ada", "koala-7", "1", None)
    assert door.is_member(ADA)
    assert not door.is_member(ADA._replace(role=Role.TEACHER))
    store.erase_person("Ada")
    assert not door.is_member(ADA)


def test_a_cookie_says_who_somebody_is_until_it_is_out_of_date() -> None:
    cookie = signed(ADA, KEY, NOW + timedelta(hours=1))
    assert verified(cookie, KEY, NOW) == ADA
    assert verified(cookie, KEY, NOW + timedelta(hours=1)) is None


@pytest.mark.parametrize("change", ["key", "person", "cut", "empty", "dots", "bytes"])
def test_a_forged_cookie_says_nothing(change: str) -> None:
    cookie = signed(ADA, KEY, NOW + timedelta(hours=1))
    eve = signed(ADA._replace(role=Role.TEACHER), b"x" * 32, NOW + timedelta(hours=1))
    forged = {
        "key": eve,
        "person": f"{eve.partition('.')[0]}.{cookie.partition('.')[2]}",
        "cut": cookie[:-4],
        "empty": "",
        "dots": "...",
        "bytes": "é.é",
    }
    assert verified(forged[change], KEY, NOW) is None
