from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from quiz.bank.model import Reference
from quiz.bank.questions.base import Citation
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.attempt import AlreadyAnswered, Attempt, begin, item_of, retake
from quiz.practice.draw import Options, draw
from quiz.practice.questions.choice import Chosen
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.types import Confidence, Mode

from .conftest import RIGHT, make_bank, make_question

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = date(2026, 11, 22)


def attempt_on(*kinds: str, mode: Mode = Mode.PRACTICE, points: float = 1.0, options: Options | None = None) -> Attempt:
    bank = make_bank(*(make_question(kind, name=kind, points=points) for kind in kinds or QUESTION_TYPES))
    options = options or Options(count=None)
    drawn = sorted(draw([bank], options, 1), key=lambda one: list(QUESTION_TYPES).index(one.question.type))
    return begin(drawn, uid="0" * 32, learner="Ada", seed=1, options=options, started=START, mode=mode)


def answered(attempt: Attempt, response: Response | None = None, confidence: Confidence | None = None) -> Attempt:
    given_ = RIGHT[attempt.item.question.type] if response is None else response
    at = START + timedelta(minutes=len(attempt.log) + 1)
    return attempt.answer(given_, seconds=2.5, at=at, day=DAY, confidence=confidence)


def through(attempt: Attempt) -> Attempt:
    while attempt.finished is None:
        position = attempt.next_open()
        assert position is not None
        attempt = answered(attempt.go(position))
    return attempt


def test_an_attempt_begins_open_at_the_first_question() -> None:
    attempt = attempt_on()
    assert (attempt.position, attempt.answered, attempt.score, attempt.possible) == (0, 0, 0, len(QUESTION_TYPES))
    assert attempt.finished is None
    assert attempt.fraction == 0
    assert attempt.item.question.type == "single"


def test_a_response_changes_nothing_in_place_and_leaves_the_position() -> None:
    before = attempt_on()
    after = answered(before)
    assert (before.answered, before.log) == (0, ())
    assert (after.answered, after.position, after.score) == (1, 0, 1)
    taken = after.counted[0]
    assert taken is not None
    assert (taken.seconds, taken.day, taken.at) == (2.5, DAY, START + timedelta(minutes=1))


def test_all_right_is_the_whole_score_and_finishes_with_the_last_response() -> None:
    attempt = through(attempt_on(points=2))
    assert attempt.score == attempt.possible == 2 * len(QUESTION_TYPES)
    assert attempt.fraction == 1
    assert attempt.finished == START + timedelta(minutes=len(QUESTION_TYPES))
    assert attempt.seconds == 2.5 * len(QUESTION_TYPES)
    assert attempt.wrong_positions() == ()


def test_points_weigh_the_share() -> None:
    attempt = answered(attempt_on("cloze", "single", points=3), RIGHT["single"])
    attempt = answered(attempt.go(1), Filled(("May", "1999")))
    assert attempt.points(1) == 1.5
    assert (attempt.score, attempt.possible) == (4.5, 6)
    assert attempt.wrong_positions() == (1,)


def test_dont_know_is_a_response_worth_nothing() -> None:
    attempt = answered(attempt_on("single"), DONT_KNOW)
    assert (attempt.answered, attempt.score) == (1, 0)
    assert attempt.finished is not None
    assert attempt.wrong_positions() == (0,)


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.REVIEW, Mode.MISTAKES])
def test_a_response_is_not_replaced_outside_an_exam(mode: Mode) -> None:
    attempt = answered(attempt_on(mode=mode))
    with pytest.raises(AlreadyAnswered, match="question 1"):
        answered(attempt, DONT_KNOW)


def test_an_exam_takes_the_last_response_and_ends_only_when_handed_in() -> None:
    attempt = answered(attempt_on("single", "text", mode=Mode.EXAM), Chosen(("B",)))
    attempt = answered(attempt.go(1))
    attempt = answered(attempt.go(0))
    assert (attempt.score, attempt.answered) == (2, 2)
    assert attempt.finished is None
    assert attempt.open_positions == ()
    handed_in = attempt.hand_in(START + timedelta(hours=1))
    assert handed_in.finished == START + timedelta(hours=1)
    assert handed_in.hand_in(START + timedelta(hours=2)).finished == handed_in.finished


def test_a_cleared_question_of_an_exam_is_open_again() -> None:
    attempt = answered(answered(attempt_on("single", "text", mode=Mode.EXAM)).go(1)).go(0).clear()
    assert attempt.open_positions == (0,)
    assert attempt.score == 1


def test_the_next_open_question_is_the_next_and_then_goes_round() -> None:
    attempt = attempt_on("single", "multiple", "text")
    assert attempt.next_open() == 1
    assert attempt.go(2).next_open() == 0
    second = answered(attempt.go(1))
    assert second.next_open() == 2
    assert second.go(0).next_open() == 2
    assert answered(second.go(2)).next_open() == 0
    assert through(attempt).next_open() is None


@pytest.mark.parametrize("position", [-1, 3, 99])
def test_there_is_no_going_where_there_is_no_question(position: int) -> None:
    with pytest.raises(IndexError):
        attempt_on("single", "multiple", "text").go(position)


def test_a_flag_goes_on_and_off_and_a_hint_stays() -> None:
    attempt = attempt_on("single", "text").go(1).flag().hint()
    assert attempt.flagged == attempt.hinted == {1}
    assert not attempt.flag().flagged
    assert attempt.hint().hinted == {1}


def test_a_retry_counts_nowhere() -> None:
    done = answered(attempt_on("single"), Chosen(("B",)))
    again = done.retry(0, RIGHT["single"], seconds=1, at=START + timedelta(hours=1), day=DAY)
    assert again.score == 0
    assert again.counted == done.counted
    assert again.finished == done.finished
    assert again.undo() == done


def test_time_can_be_added_and_switched_off() -> None:
    attempt = attempt_on(options=Options(count=None, time_limit=60.0))
    assert attempt.time_left == 60
    assert attempt.with_time_left(-3).time_left == 0
    longer = attempt.extend(30)
    assert (longer.time_left, longer.extended) == (90, 30)
    assert attempt.with_time_left(None).extend(30).time_left is None


# Undo


def test_undo_without_a_response_changes_nothing() -> None:
    attempt = attempt_on()
    assert attempt.undo() is attempt


def test_undo_opens_a_finished_attempt_again_at_its_last_question() -> None:
    attempt = attempt_on("single", "text")
    before = answered(attempt).go(1)
    after = answered(before).go(0).undo()
    assert after == before
    assert after.finished is None
    assert (after.score, after.next_open()) == (1, 1)


steps = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from(["right", "dont-know", "flag", "hint", "go"])), max_size=12
)


def after_steps(attempt: Attempt, done: list[tuple[int, str]]) -> Attempt:
    for position, step in done:
        attempt = attempt.go(position)
        if step == "flag":
            attempt = attempt.flag()
        elif step == "hint":
            attempt = attempt.hint()
        elif step != "go" and attempt.counted[position] is None:
            attempt = answered(attempt, DONT_KNOW if step == "dont-know" else None)
    return attempt


@given(steps, st.sampled_from(list(Mode)), st.sampled_from([None, *Confidence]), st.booleans())
def test_an_answer_taken_back_leaves_no_trace(
    done: list[tuple[int, str]], mode: Mode, confidence: Confidence | None, right: bool
) -> None:
    before = after_steps(attempt_on(mode=mode), done)
    position = before.next_open()
    if before.finished is not None or position is None:
        assert before.undo().answered == before.answered - 1
        return
    before = before.go(position)
    after = answered(before, None if right else DONT_KNOW, confidence)
    assert after != before
    taken_back = after.undo()
    assert taken_back == before
    assert (taken_back.counted, taken_back.score, taken_back.seconds) == (before.counted, before.score, before.seconds)


@given(steps)
def test_taking_everything_back_leads_to_the_beginning(done: list[tuple[int, str]]) -> None:
    attempt = after_steps(attempt_on(), done)
    for _ in range(len(attempt.log)):
        attempt = attempt.undo()
    assert (attempt.log, attempt.answered, attempt.score) == ((), 0, 0)
    assert attempt.finished is None


def test_a_partly_right_response_is_among_the_wrong_ones() -> None:
    assert answered(attempt_on("match"), Placed({"a": "x"})).wrong_positions() == (0,)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
@pytest.mark.parametrize("seed", [0, 7])
def test_a_question_is_laid_out_alone_as_in_an_attempt(kind: str, seed: int) -> None:
    reference = Reference(id="un-1718", title="Resolution 1718")
    question = make_question(kind, sources=["un-1718, paragraph 8", "elsewhere"])
    bank = msgspec.structs.replace(make_bank(question), references={"un-1718": reference})
    drawn = draw([bank], Options(count=None), seed)
    attempt = begin(drawn, uid="0" * 32, learner="Ada", seed=seed, options=Options(count=None), started=START)
    item = item_of(bank, question, seed)
    assert item == attempt.item
    assert (item.bank, item.bank_title, item.topic) == ("bank", "Bank", "bank")
    assert [(cited.citation, cited.reference) for cited in item.sources] == [
        (Citation("un-1718", "paragraph 8"), reference),
        (Citation("elsewhere"), None),
    ]


# Whether there is something to take back


def test_without_a_response_there_is_nothing_to_take_back() -> None:
    assert not attempt_on("single").can_undo
    assert answered(attempt_on("single", "number")).can_undo


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
@pytest.mark.parametrize(("time_left", "can_undo"), [(None, True), (0.5, True), (0.0, False)])
def test_nothing_is_taken_back_where_the_time_limit_ended_the_attempt(
    mode: Mode, time_left: float | None, can_undo: bool
) -> None:
    attempt = answered(attempt_on("single", "number", mode=mode)).with_time_left(time_left)
    assert attempt.can_undo  # it is open: the time is not up yet
    assert attempt.hand_in(START).can_undo is can_undo


def test_the_last_response_can_be_taken_back_after_it_finished_the_attempt() -> None:
    attempt = through(attempt_on("single", "number"))
    assert attempt.time_left is None
    assert attempt.can_undo


# Until it is right


def finished_with(*wrong: int, **more: Any) -> Attempt:
    """Return an attempt on four questions, finished, in which some were wrong."""
    attempt = attempt_on("single", "text", "order", "match", **more)
    for position in range(4):
        attempt = answered(attempt.go(position), DONT_KNOW if position in wrong else None)
    return attempt if attempt.finished else attempt.hand_in(START)


def tried(attempt: Attempt, position: int, *, right: bool) -> Attempt:
    response = RIGHT[attempt.items[position].question.type] if right else DONT_KNOW
    return attempt.retry(position, response, seconds=1, at=START, day=DAY)


def test_what_was_not_right_comes_again_in_its_order_until_it_is() -> None:
    attempt = finished_with(0, 2, 3)
    before = (attempt.score, attempt.counted, attempt.wrong_positions())
    asked = []
    for right in (False, True, False, True, True):
        asked.append(attempt.to_put_right[0])
        attempt = tried(attempt, asked[-1], right=right)
    assert asked == [0, 2, 3, 0, 3]
    assert attempt.to_put_right == ()
    assert (attempt.score, attempt.counted, attempt.wrong_positions()) == before
    assert attempt.finished is not None


def test_a_retry_that_is_taken_back_waits_again() -> None:
    attempt = finished_with(1, 2)
    again = tried(attempt, 1, right=True)
    assert again.to_put_right == (2,)
    assert again.undo() == replace(attempt, position=1)
    assert again.undo().to_put_right == (1, 2)


@pytest.mark.parametrize(
    ("mode", "options", "time_left", "comes"),
    [
        (Mode.PRACTICE, Options(), None, True),
        (Mode.REVIEW, Options(), None, True),
        (Mode.REVIEW, Options(time_limit=60), 0.5, True),
        (Mode.REVIEW, Options(time_limit=60), 0.0, False),
        (Mode.EXAM, Options(), None, False),
        (Mode.PRACTICE, Options(until_right=False), None, False),
    ],
)
def test_where_a_round_of_again_comes(mode: Mode, options: Options, time_left: float | None, comes: bool) -> None:
    assert replace(finished_with(0, mode=mode, options=options), time_left=time_left).comes_again is comes


def test_an_exam_that_is_taken_again_has_no_round_of_again() -> None:
    for mode, comes in ((Mode.EXAM, False), (Mode.PRACTICE, True)):
        again = retake(finished_with(0, mode=mode), [0, 1], uid="1" * 32, seed=2, started=START)
        assert (again.mode, again.comes_again) == (Mode.PRACTICE, comes)


def test_what_was_never_answered_does_not_come_again() -> None:
    attempt = answered(attempt_on("single", "text"), DONT_KNOW).hand_in(START)
    assert attempt.to_put_right == (0,)


def test_what_is_written_stays_and_a_response_that_is_self_graded_has_no_confidence() -> None:
    attempt = attempt_on("open").write("Funds.")
    assert attempt.write("Other.").written == {0: "Funds."}
    after = answered(attempt, confidence=Confidence.SURE)
    assert after.log[0].taken.confidence is None
    assert after.undo().written == {0: "Funds."}
