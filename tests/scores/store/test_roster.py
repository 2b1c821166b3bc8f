"""Who belongs to a class, and what lets them in."""

from datetime import UTC, datetime, timedelta

from quiz.scores.store.base import Store
from quiz.scores.store.members import Member, Role, Ticket

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def member(person: str, code: str = "koala-7", role: Role = Role.LEARNER) -> Member:
    return Member(person, code, role, NOW, None, NOW)


def test_a_name_is_taken_once_in_a_class(either_store: Store) -> None:
    assert either_store.join(member("Ada"))
    assert not either_store.join(member("Ada", role=Role.TEACHER))
    assert either_store.join(member("Ada", "otter-3"))
    assert either_store.join(member("Bob"))
    assert either_store.members(code="koala-7") == [member("Ada"), member("Bob")]
    assert either_store.members(person="Ada") == [member("Ada"), member("Ada", "otter-3")]


def test_a_member_who_left_and_came_again_is_there(either_store: Store) -> None:
    either_store.join(member("Ada"))
    later = NOW + timedelta(hours=1)
    either_store.part("Ada", "koala-7", later)
    assert either_store.members()[0].left == later
    either_store.see("Ada", "koala-7", later + timedelta(hours=1))
    assert either_store.members() == [member("Ada")._replace(seen=later + timedelta(hours=1))]


def test_a_ticket_lets_in_once_and_a_new_one_takes_its_place(either_store: Store) -> None:
    first = Ticket(b"1", "Ada", "koala-7", Role.LEARNER, NOW)
    second = first._replace(digest=b"2", expires=NOW + timedelta(days=1))
    other = Ticket(b"3", "Bob", "koala-7", Role.TEACHER, NOW + timedelta(days=1))
    either_store.put_tickets([first], NOW)
    either_store.put_tickets([second, other], NOW)
    assert either_store.take_ticket(b"1") is None
    assert either_store.take_ticket(b"2") == second
    assert either_store.take_ticket(b"2") is None
    assert either_store.take_ticket(b"3") == other


def test_what_a_person_chose_last_is_kept(either_store: Store) -> None:
    assert either_store.preferences("Ada") == {}
    either_store.prefer("Ada", {"theme": "nord", "other": "1"})
    either_store.prefer("Ada", {"theme": "eu-light"})
    assert either_store.preferences("Ada") == {"other": "1", "theme": "eu-light"}


def test_a_person_who_is_forgotten_is_in_no_class_and_has_no_ticket(either_store: Store) -> None:
    either_store.join(member("Ada"))
    either_store.join(member("Bob"))
    either_store.put_tickets([Ticket(b"1", "Ada", "koala-7", Role.LEARNER, NOW + timedelta(days=1))], NOW)
    for person in ("Ada", "Bob"):
        either_store.prefer(person, {"theme": "nord"})
    either_store.erase_person("Ada")
    assert (either_store.preferences("Ada"), either_store.preferences("Bob")) == ({}, {"theme": "nord"})
    assert either_store.members() == [member("Bob")]
    assert either_store.take_ticket(b"1") is None
