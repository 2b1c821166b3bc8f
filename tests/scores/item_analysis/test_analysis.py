"""Item analysis from a real store: whose response counts, which modes, sets taken whole, choices, flags."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.types import Mode
from quiz.reading.reader import read_bank
from quiz.scores.item_analysis.analysis import Analysis, QuestionAnalysis, analyse
from quiz.scores.item_analysis.choice_counts import ChoiceCounter
from quiz.scores.item_analysis.formulas import FEW
from quiz.scores.store.base import Store
from quiz.scores.store.records import AskedQuestion

WORDS = {"a": "Right", "b": "Wrong", "c": "Other"}


def a_bank(*ids: str, **fields: Any) -> Bank:
    lines = "".join(
        f"  - {{id: {name}, type: single, prompt: 'What of {name}?', answer: Right, distractors: [Wrong, Other]}}\n"
        for name in ids
    )
    bank = read_bank(f"id: small\ntitle: Small\nlanguage: en\nquestions:\n{lines}".encode(), "small.yaml", {}).bank
    assert bank is not None
    return bank


@pytest.fixture
def small() -> Bank:
    return a_bank("one", "two", "three")


Take = Callable[..., None]


@pytest.fixture
def take(begin: Callable[..., Any], store: Store, small: Bank) -> Take:
    """Take the bank as a learner: for each question in its order a letter of `WORDS`, `?` or `-` for no response."""

    def call(learner: str, letters: str, mode: Mode = Mode.EXAM, *, bank: Bank = small, finish: bool = True) -> None:
        recorder = begin(store, bank, learner=learner, mode=mode)
        wanted = dict(zip((question.id for question in bank.questions), letters, strict=True))
        for at, item in enumerate(recorder.attempt.items):
            letter = wanted[item.question.id]
            if letter == "-":
                continue
            recorder.step(recorder.attempt.go(at))
            recorder.answer(DONT_KNOW if letter == "?" else Chosen((WORDS[letter],)), seconds=1)
        if finish and recorder.attempt.finished is None:
            recorder.hand_in()

    return call


def by_id(analysis: Analysis) -> dict[str, QuestionAnalysis]:
    return {one.question.id: one for one in analysis.questions}


def codes(one: QuestionAnalysis) -> list[str]:
    return [flag.code for flag in one.flags]


def taken(one: QuestionAnalysis) -> dict[str, int]:
    return {option.text: option.people for option in one.places[0].options}


def test_each_learners_first_response_counts(take: Take, store: Store, small: Bank) -> None:
    take("Ada", "abb")
    take("Ada", "aaa")
    take("Bo", "bba")

    found = by_id(analyse(store, small))

    assert [found[name].figures.facility for name in ("one", "two", "three")] == [0.5, 0, 0.5]
    assert [one.figures.people for one in found.values()] == [2, 2, 2]


def test_unanswered_counts_nothing_once_the_attempt_is_finished(take: Take, store: Store, small: Bank) -> None:
    take("Ada", "a-?")

    found = by_id(analyse(store, small))

    assert [one.figures.facility for one in found.values()] == [1, 0, 0]
    assert (found["two"].unanswered, found["two"].dont_know) == (1, 0)
    assert (found["three"].unanswered, found["three"].dont_know) == (0, 1)


def test_what_is_open_is_not_counted(take: Take, store: Store, small: Bank) -> None:
    take("Ada", "a--", Mode.PRACTICE, finish=False)
    take("Ada", "bbb", Mode.PRACTICE)
    take("Bo", "aaa", Mode.EXAM, finish=False)

    analysis = analyse(store, small)
    found = by_id(analysis)

    assert analysis.by_mode == ((Mode.PRACTICE, 1),)
    assert [one.figures.facility for one in found.values()] == [1, 0, 0]
    assert found["two"].unanswered == 0


def test_modes_are_not_mixed_unless_asked(take: Take, store: Store, small: Bank) -> None:
    take("Ada", "aaa", Mode.EXAM)
    for learner in ("Ada", "Bo", "Cy"):
        take(learner, "bbb", Mode.PRACTICE)

    most = analyse(store, small)
    assert (most.mode, most.people, by_id(most)["one"].figures.facility) == (Mode.PRACTICE, 3, 0)
    assert dict(most.by_mode) == {Mode.PRACTICE: 3, Mode.EXAM: 1}
    assert by_id(analyse(store, small, Mode.EXAM))["one"].figures.facility == 1
    mixed = analyse(store, small, mixed=True)
    assert (mixed.mode, mixed.people) == (None, 3)
    assert by_id(mixed)["one"].figures.facility == pytest.approx(1 / 3)


def test_of_as_many_people_the_exam_is_analysed(take: Take, store: Store, small: Bank) -> None:
    take("Ada", "aaa", Mode.PRACTICE)
    take("Ada", "bbb", Mode.EXAM)

    assert analyse(store, small).mode is Mode.EXAM


def test_nobody_at_all(store: Store, small: Bank) -> None:
    analysis = analyse(store, small)

    assert (analysis.people, analysis.sets, analysis.too_few) == (0, (), True)
    assert all(one.figures.facility is None and one.flags == () for one in analysis.questions)
    assert analysis.no_sets


def test_what_is_deleted_is_gone_and_comes_back(
    take: Take, store: Store, small: Bank, clock: Callable[[], Any]
) -> None:
    take("Ada", "aaa")
    take("Bo", "bbb")
    before = analyse(store, small)
    uid = store.summaries(learner="Bo")[0].uid

    store.delete(uid, clock())
    assert analyse(store, small).people == 1
    store.restore(uid)
    assert analyse(store, small) == before


# Sets


def test_a_set_that_several_took_whole(take: Take, store: Store, small: Bank) -> None:
    for number, letters in enumerate(("aaa", "aab", "abb", "bbb")):
        take(f"learner {number}", letters)
    take("learner 3", "aaa")  # not the first time

    (found,) = analyse(store, small).sets

    assert found.questions == ("one", "two", "three")
    assert (found.figures.people, found.figures.mean) == (4, 1.5)
    assert found.figures.alpha == pytest.approx(75)
    assert sum(found.bins) == 4
    assert found.bins[-1] == 1


def test_without_a_common_set_there_is_a_reason(begin: Callable[..., Any], store: Store, small: Bank) -> None:
    drawn = set()
    for seed, learner in enumerate("abc"):
        recorder = begin(store, small, learner=learner, mode=Mode.EXAM, options=Options(count=1), seed=seed)
        if recorder.attempt.items[0].question.id not in drawn:
            drawn.add(recorder.attempt.items[0].question.id)
            recorder.hand_in()

    analysis = analyse(store, small)

    assert len(drawn) > 1
    assert analysis.sets == ()
    assert analysis.no_sets is not None
    assert "--seed" in analysis.no_sets


def test_the_same_set_in_another_order_is_the_same(begin: Callable[..., Any], store: Store, small: Bank) -> None:
    for seed, learner in enumerate("abcd"):
        begin(store, small, learner=learner, mode=Mode.EXAM, seed=seed).hand_in()

    (found,) = analyse(store, small).sets

    assert found.figures.people == 4
    assert found.figures.missing["alpha"] == "everybody has the same total"


def test_a_question_that_left_the_bank_is_left_out(take: Take, store: Store, small: Bank) -> None:
    for learner in ("Ada", "Bo"):
        take(learner, "aab")

    analysis = analyse(store, a_bank("one", "two", "new"))

    assert [one.figures.people for one in analysis.questions] == [2, 2, 0]
    assert analysis.sets[0].questions == ("one", "two")


# Flags


def flags_of(take: Take, store: Store, bank: Bank, answers: Iterable[str]) -> dict[str, list[str]]:
    for number, letters in enumerate(answers):
        take(f"learner {number:02}", letters)
    return {one.question.id: codes(one) for one in analyse(store, bank).questions}


def test_below_ten_people_only_that_is_said(take: Take, store: Store, small: Bank) -> None:
    found = flags_of(take, store, small, ["abb"] * (FEW - 1))
    assert set(map(tuple, found.values())) == {("too-few",)}

    take("one more", "abb")
    assert "too-few" not in codes(analyse(store, small).questions[0])


def test_what_everybody_knows_and_what_nobody_knows(take: Take, store: Store, small: Bank) -> None:
    found = flags_of(take, store, small, ["aba", "abb"] * 5)

    assert found["one"] == ["too-easy", "no-spread", "unused-distractor"]
    assert found["two"][:2] == ["nobody-scored", "no-spread"]


def test_below_blind_guessing(take: Take, store: Store, small: Bank) -> None:
    found = flags_of(take, store, small, ["aaa", *["bba"] * 4, *["bbb"] * 5])

    assert "below-chance" in found["one"]
    assert "below-chance" not in found["three"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (["aaa"] * 3 + ["baa"] * 3 + ["abb"] * 6 + ["bbb"] * 4, "negative-discrimination"),
        (["aaa"] * 4 + ["baa"] * 3 + ["abb"] * 3 + ["bbb"] * 3, "low-discrimination"),
        (["aaa"] * 5 + ["baa"] * 2 + ["abb"] * 2 + ["bbb"] * 4, "weak-discrimination"),
        (["aaa"] * 6 + ["bbb"] * 6, None),
    ],
)
def test_the_discrimination_index(take: Take, store: Store, small: Bank, answers: list[str], code: str | None) -> None:
    found = flags_of(take, store, small, answers)["one"]

    assert [one for one in found if one.endswith("discrimination")] == ([code] if code else [])


def test_a_question_against_the_total(take: Take, store: Store, small: Bank) -> None:
    found = flags_of(take, store, small, ["baa"] * 6 + ["abb"] * 6)

    assert found["one"][:2] == ["negative-discrimination", "negative-covariance"]


def test_a_distractor_that_better_learners_take(take: Take, store: Store, small: Bank) -> None:
    answers = ["caa"] * 3 + ["aab"] * 5 + ["bbb"] * 5
    found = flags_of(take, store, small, answers)

    assert "attractive-distractor" in found["one"]
    (why,) = [flag.why for flag in analyse(store, small).questions[0].flags if flag.code == "attractive-distractor"]
    assert "“Other”" in why
    assert "100 %" in why


def test_two_takers_are_too_few_to_speak_of(take: Take, store: Store, small: Bank) -> None:
    found = flags_of(take, store, small, ["caa"] * 2 + ["aab"] * 5 + ["bbb"] * 5)

    assert "attractive-distractor" not in found["one"]


# Choices, type by type


def counted(bank: Bank, question: str, *responses: Response | None) -> ChoiceCounter:
    import msgspec

    choices = ChoiceCounter(next(one for one in bank.questions if one.id == question))
    for response in responses:
        choices.add(msgspec.json.encode(response).decode() if response is not None else None, 0.5)
    return choices


def counts(choices: ChoiceCounter) -> list[tuple[str | None, dict[str, int], int]]:
    return [
        (place.label, {one.text: one.people for one in place.options if one.people}, place.left_out)
        for place in choices.places()
    ]


_YEARS = {"First test": "2006", "Second test": "2009"}


@pytest.mark.parametrize(
    ("question", "responses", "wanted"),
    [
        ("multiple", [Chosen(("Coal", "Wheat")), Chosen(("Coal",))], [(None, {"Coal": 2, "Wheat": 1}, 0)]),
        ("true-false", [Judged(True), Judged(False), Judged(True)], [(None, {"True": 2, "False": 1}, 0)]),
        ("number", [Typed("366"), Typed("12"), Typed("12")], [(None, {"366": 1, "12": 2}, 0)]),
        ("text", [Typed("Pyongyang"), Typed(" pyongyang "), Typed("Seoul")], [(None, {"Pyongyang": 2, "Seoul": 1}, 0)]),
        (
            "match",
            [Placed(_YEARS), Placed({"First test": "2011"})],
            [("First test", {"2006": 1, "2011": 1}, 0), ("Second test", {"2009": 1}, 1), ("Third test", {}, 2)],
        ),
        (
            "cloze",
            [Filled(("may", "")), Filled(("June", "2001"))],
            [("Blank 1", {"May": 1, "June": 1}, 0), ("Blank 2", {"2001": 1}, 1)],
        ),
    ],
)
def test_what_was_taken(nine: Bank, question: str, responses: list[Response], wanted: list[object]) -> None:
    assert counts(counted(nine, question, *responses)) == wanted


def test_what_a_list_names_is_counted_by_answer_whatever_its_spelling(others: Bank) -> None:
    responses = Named(("iron ore", "IRON")), Named(("Coal", "Wheat")), Named(("wheat", "wheat."))
    assert counts(counted(others, "list", *responses)) == [(None, {"Coal": 1, "Iron": 1, "Wheat": 2}, 0)]


def test_an_order_is_counted_by_position(nine: Bank) -> None:
    items = tuple(f"Resolution {number}" for number in (1874, 1718, 2087, 2094))

    (first, second, *_) = counted(nine, "order", Ordered(items)).places()

    assert (first.label, [one.text for one in first.options if one.right]) == ("Position 1", ["Resolution 1718"])
    assert [one.text for one in first.options if one.people] == ["Resolution 1874"]
    assert [one.text for one in second.options if one.people] == ["Resolution 1718"]


def test_items_are_counted_by_category(nine: Bank) -> None:
    (panel,) = [
        place
        for place in counted(nine, "classify", Placed({"Panel": "European Union"})).places()
        if place.label == "Panel"
    ]

    assert {one.text: (one.people, one.right) for one in panel.options} == {
        "United Nations": (0, True),
        "European Union": (1, False),
    }


def test_no_answer_is_counted_apart(nine: Bank) -> None:
    choices = counted(nine, "single", None, DONT_KNOW, DONT_KNOW, Judged(True), Chosen(("Resolution 1718 (2006)",)))

    assert (choices.people, choices.unanswered, choices.dont_know, choices.unlike) == (5, 1, 2, 1)
    assert choices.places()[0].options[0].share == pytest.approx(1 / 5)


def test_a_choice_that_left_the_bank_is_still_shown(nine: Bank) -> None:
    (place,) = counted(nine, "single", Chosen(("Resolution 9999",))).places()

    assert [(one.text, one.people) for one in place.options if not one.known] == [("Resolution 9999", 1)]


def test_of_typed_answers_the_frequent_ones_are_listed(nine: Bank) -> None:
    responses = [Typed(f"Town {number}") for number in range(30)] + [Typed("Seoul")] * 2

    (place,) = counted(nine, "text", *responses).places()

    assert [one.text for one in place.options[:2]] == ["Pyongyang", "Seoul"]
    assert sum(one.people for one in place.options) + place.others == 32
    assert len(place.options) == 10


@pytest.mark.parametrize(
    "response", ["", "{", '{"type":"typed","text":"1e999999999"}', '{"type":"ordered","items":[]}']
)
def test_a_response_that_makes_no_sense_is_no_choice(nine: Bank, response: str) -> None:
    for question in nine.questions:
        choices = ChoiceCounter(question)
        choices.add(response, 0.5)
        assert choices.people == 1
        if question.type not in {"text", "number"}:
            assert choices.unlike == 1


def test_what_was_typed_cannot_steer_a_terminal(nine: Bank) -> None:
    (place,) = counted(nine, "text", Typed("\x1b[31mred\u202e")).places()

    assert [one.text for one in place.options if one.people] == ["␛[31mred<U+202E>"]


def test_the_store_gives_learners_one_after_the_other(take: Take, store: Store, small: Bank) -> None:
    for learner in ("Bo", "Ada", "Bo"):
        take(learner, "ab-")

    rows = list(store.asked(small.id, Mode.EXAM))

    assert [row.learner for row in rows] == ["Ada"] * 3 + ["Bo"] * 6
    assert all(isinstance(row, AskedQuestion) for row in rows)
    assert sum(row.fraction is None for row in rows) == 3
    assert list(store.asked(small.id, Mode.REVIEW)) == []
    assert list(store.asked("another")) == []


def test_what_learners_grade_themselves_compares_nobody(store: Store, begin: Callable[..., Any]) -> None:
    lines = "".join(
        f"  - {{id: {name}, type: single, prompt: 'What of {name}?', answer: Right, distractors: [Wrong]}}\n"
        for name in ("one", "two")
    )
    text = f"id: b\ntitle: B\nquestions:\n{lines}  - {{id: o, type: open, prompt: Why?, answer: So.}}\n"
    bank = read_bank(text.encode(), "b.yaml", {}).bank
    assert bank is not None
    for person in range(FEW):
        recorder = begin(store, bank, learner=f"p{person}", mode=Mode.PRACTICE)
        for at, item in enumerate(recorder.attempt.items):
            recorder.step(recorder.attempt.go(at))
            if item.question.id == "o":
                recorder.answer(SelfGraded("", Judgement.PARTLY if person % 2 else Judgement.RIGHT), seconds=1)
            else:
                recorder.answer(Chosen(("Right" if person % 3 else "Wrong",)), seconds=1)
    found = analyse(store, bank)
    by_id = {one.question.id: one for one in found.questions}
    assert by_id["o"].figures.facility == 0.75
    assert (by_id["o"].figures.discrimination, by_id["o"].figures.compared) == (None, 0)
    assert [flag.code for flag in by_id["o"].flags] == ["self-graded"]
    assert by_id["one"].figures.discrimination == pytest.approx(100)
    assert [one.questions for one in found.sets] == [("one", "two")]
