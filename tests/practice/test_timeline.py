"""The chronology of banks: its order, its columns, and what of it was met."""

from quiz.bank.lessons import Event
from quiz.bank.model import Bank
from quiz.bank.questions.choice import TrueFalse
from quiz.practice.timeline import timeline, timeline_lines
from quiz.practice.types import Key


def event(date: str, text: str, column: str = "EU", questions: str = "") -> Event:
    return Event(date=date, text=text, column=column, questions=tuple(questions.split()))


def bank(name: str, *events: Event) -> Bank:
    asked = tuple(TrueFalse(id=one, prompt="p", answer=True) for one in ("q1", "q2"))
    return Bank(id=name, title=name, topic=name, questions=asked, events=events)


def test_events_of_all_banks_stand_by_date_under_columns_of_one_name() -> None:
    first = bank("a", event("2006-10", "month"), event("2006-10-09", "day", "DPRK"), event("2006", "year"))
    second = bank("b", event("2006-10-09", "the same day", "DPRK"), event("1995", "before", "UN"))
    found = timeline([first, second, bank("c")], ())
    assert [one.event.text for one in found.events] == ["before", "year", "month", "day", "the same day"]
    assert found.columns == ("EU", "DPRK", "UN")


def test_an_event_is_met_once_one_of_its_questions_was_asked_wherever() -> None:
    one = bank("a", event("1", "x", questions="q1 b/q2"), event("2", "y"), event("3", "z", questions="gone c/q1"))

    def met(*asked: Key) -> list[bool]:
        return [event.is_met for event in timeline([one, bank("b")], asked).events]

    assert met() == [False, True, True]  # what no bank has is passed over
    assert met(Key("a", "q1")) == [True, True, True]
    assert met(Key("b", "q2")) == [True, True, True]
    assert met(Key("b", "q1")) == [False, True, True]


def test_the_chronology_is_said_in_words() -> None:
    found = timeline([bank("a", event("2006", "x", questions="q1"), event("2013-02", "y", "UN"))], ())
    assert list(timeline_lines(found)) == ["1 of 2 events met.", "2006, EU: not met yet", "2013-02, UN: y"]
    assert list(timeline_lines(found, shows_all=True))[1] == "2006, EU: x"
