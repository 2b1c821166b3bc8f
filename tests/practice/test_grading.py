from decimal import Decimal
from itertools import permutations
from math import factorial
from typing import Any, Final, get_args

import msgspec
import pytest
from hypothesis import given, strategies as st

from quiz.bank.questions.choice import Multiple
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.typed import Cloze
from quiz.bank.questions.written import OpenQuestion
from quiz.practice.grade import Grade, Verdict
from quiz.practice.grading import blind_chance, grade, placed_answers, random_score
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.registry import family_of
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.response import DONT_KNOW, DontKnow, Response, cleaned, missing
from quiz.practice.wording import answer_places
from tests.examples import examples

from .conftest import FORMS, RIGHT, make_question

WRONG: dict[str, Response] = {
    "single": Chosen(("B",)),
    "multiple": Chosen(("C",)),
    "true-false": Judged(False),
    "number": Typed("1"),
    "text": Typed("Seoul"),
    "list": Named(("Wheat",)),
    "open": SelfGraded("", Judgement.WRONG),
    "order": Ordered(("four", "three", "two", "one")),
    "match": Placed({"a": "z", "b": "z"}),
    "classify": Placed({"a": "Y"}),
    "cloze": Filled(("June", "")),
}


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_type_has_a_form_of_response_a_right_one_and_a_wrong_one(kind: str) -> None:
    assert isinstance(RIGHT[kind], FORMS[kind])
    question = make_question(kind)
    right, wrong = grade(question, RIGHT[kind]), grade(question, WRONG[kind])
    assert (right.fraction, right.verdict, right.verdict.word) == (1, Verdict.RIGHT, "Right")
    assert (wrong.fraction, wrong.verdict, wrong.verdict.word) == (0, Verdict.WRONG, "Wrong")


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_dont_know_is_worth_nothing_with_every_type(kind: str) -> None:
    judged = grade(make_question(kind), DONT_KNOW)
    assert (judged.fraction, judged.verdict) == (0, Verdict.WRONG)
    assert judged.how is not None


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_response_of_another_form_is_refused(kind: str) -> None:
    others = [form for form in get_args(Response) if form not in {FORMS[kind], DontKnow}]
    assert len(others) == 7
    strangers: dict[type[Response], Response] = {
        Chosen: Chosen(("A",)),
        Judged: Judged(True),
        Typed: Typed("1"),
        Named: Named(("A",)),
        SelfGraded: SelfGraded("", Judgement.RIGHT),
        Ordered: Ordered(()),
        Placed: Placed({}),
        Filled: Filled(()),
    }
    for form in others:
        with pytest.raises(TypeError, match=kind):
            grade(make_question(kind), strangers[form])


def test_a_single_choice_with_the_right_and_another_one_is_wrong() -> None:
    assert grade(make_question(), Chosen(("A", "B"))).fraction == 0
    assert grade(make_question(), Chosen(())).fraction == 0


def test_a_distractor_with_credit_is_partly_right_and_changes_nothing_of_the_chance() -> None:
    distractors = [{"text": "B", "credit": 0.25}, "C", "D"]
    question = make_question("single", answer="A", distractors=distractors)
    judged = grade(question, Chosen(("B",)))
    assert (judged.fraction, judged.verdict) == (0.25, Verdict.PARTLY)
    assert grade(question, Chosen(("C",))).fraction == 0
    assert grade(question, Chosen(("A", "B"))).fraction == 0
    assert blind_chance(question) == 1 / 4
    assert random_score(question) == 1.25 / 4


# multiple


@pytest.mark.parametrize(
    ("answers", "distractors", "chosen", "fraction"),
    [
        ("AB", "CDE", "A", 1 / 2),
        ("AB", "CDE", "AC", 0),  # 1/2 − 1/2
        ("AB", "CDE", "ABC", 1 / 2),
        ("AB", "CDE", "ABCD", 0),
        ("ABCD", "E", "ABCDE", 0),
        ("ABCD", "E", "ABC", 3 / 4),
        ("ABCD", "E", "ABCE", 0),  # one wrong of one possible costs everything
        ("ABC", "DE", "ABD", 2 / 3 - 1 / 2),
        ("ABC", "DEF", "ABD", 1 / 3),
        ("ABC", "DEF", "", 0),
        ("A", "BCD", "AB", 0),
    ],
)
def test_multiple_earns_the_share_right_less_the_share_wrong(
    answers: str, distractors: str, chosen: str, fraction: float
) -> None:
    question = make_question("multiple", answers=tuple(answers), distractors=tuple(distractors))
    judged = grade(question, Chosen(tuple(chosen)))
    assert judged.fraction == pytest.approx(fraction, abs=1e-12)
    right = len(set(chosen) & set(answers))
    assert judged.how == f"{right} right, {len(chosen) - right} wrong of {len(answers)}."


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    number = draw(st.integers(2, 12))
    answers = draw(st.integers(1, number - 1))
    names = tuple(f"choice {place}" for place in range(number))
    question = make_question("multiple", answers=names[:answers], distractors=names[answers:])
    assert isinstance(question, Multiple)
    return question


@given(multiples())
def test_choosing_everything_never_earns_credit(question: Multiple) -> None:
    assert grade(question, Chosen(tuple(choice.text for choice in question.choices))).fraction == 0


@given(multiples(), st.data())
def test_multiple_earns_all_for_the_right_ones_alone_and_less_for_every_wrong_one(
    question: Multiple, data: st.DataObject
) -> None:
    texts = [choice.text for choice in question.choices]
    chosen = tuple(data.draw(st.lists(st.sampled_from(texts), unique=True)))
    fraction = grade(question, Chosen(chosen)).fraction
    assert 0 <= fraction <= 1
    assert (fraction == 1) == (set(chosen) == set(question.right_texts))
    wrong = next(text for text in texts if text not in question.right_texts)
    if wrong not in chosen:
        more = grade(question, Chosen((*chosen, wrong))).fraction
        assert more < fraction or fraction == 0


def test_the_order_of_the_choices_taken_does_not_matter() -> None:
    question = make_question("multiple")
    assert grade(question, Chosen(("B", "A"))).fraction == 1


# number


@pytest.mark.parametrize(
    ("answer", "tolerance", "typed", "is_right"),
    [
        ("366", "0.5", "366.5", True),
        ("366", "0.5", "365.5", True),
        ("366", "0.5", "366.50000000000000000000000001", False),
        ("366", "0.5", "366.51", False),
        ("0.3", "0", "0.3", True),
        ("0.3", "0.1", "0.4", True),  # in binary 0.4 − 0.3 is more than 0.1
        ("0.1", "0.2", "0.3", True),
        ("1.50", "0", "1.5", True),
        ("-5", "0", "5", False),
        ("0", "0", "-0", True),
        ("1e3", "0", "1000", True),
        ("6.02e23", "1e21", "6.03e23", True),
        ("6.02×10^23", "1e21", "6.0300000001e23", False),
        ("1/3", "0", "1/3", True),
        ("1/3", "0", "2/6", True),
        ("1/3", "0", "0.333333333", False),
        ("1/3", "1/300", "0.33", True),
        ("1/3", "1/301", "0.33", False),
        ("12,5", "0", "12.5", True),
        ("1e308", "0", "1e308", True),
        ("1e-308", "0", "0", False),
        ("0", "0.5", f"0.5{'0' * 40}1", False),
        ("1" + "0" * 29, "0", "1" + "0" * 28 + "1", False),
    ],
)
def test_numbers_are_compared_exactly_and_bounds_are_included(
    answer: str, tolerance: str, typed: str, is_right: bool
) -> None:
    question = make_question("number", answer=answer, tolerance=tolerance)
    assert grade(question, Typed(typed)).fraction == float(is_right)


@given(
    st.decimals(-(10**12), 10**12, places=6), st.decimals(0, 10**6, places=6), st.decimals(-(10**6), 10**6, places=6)
)
def test_a_number_is_right_exactly_within_its_tolerance(answer: Decimal, tolerance: Decimal, off: Decimal) -> None:
    question = make_question("number", answer=str(answer), tolerance=str(tolerance))
    assert grade(question, Typed(f"{answer + off:f}")).fraction == float(abs(off) <= tolerance)


@pytest.mark.parametrize(("typed", "fraction"), [("3", 1), ("-3.1", 1), ("0", 0.25), ("3.2", 0), ("-3.11", 0)])
def test_any_of_several_numbers_is_right(typed: str, fraction: float) -> None:
    near = ({"value": "0", "tolerance": "1", "credit": 0.25},)
    question = make_question("number", answer=None, answers=("3", "-3"), tolerance="0.1", near=near)
    assert grade(question, Typed(typed)).fraction == fraction


NUMBER_TEXTS = st.one_of(
    st.integers(-(10**9), 10**9).map(str),
    st.decimals(-(10**6), 10**6, places=4).map("{:f}".format),
    st.builds("{}e{}".format, st.integers(-99, 99), st.integers(-308, 308)),
    st.builds("{}/{}".format, st.integers(-99, 99), st.integers(1, 10**18 - 1)),
)
SIZES = NUMBER_TEXTS.map(lambda text: text.lstrip("-"))


@given(
    st.lists(NUMBER_TEXTS, min_size=1, max_size=3),
    SIZES,
    st.lists(st.tuples(NUMBER_TEXTS, SIZES, st.floats(0, 1, exclude_max=True)), max_size=3),
    NUMBER_TEXTS,
)
def test_a_number_never_earns_less_than_nothing_nor_more_than_all(
    answers: list[str], tolerance: str, near: list[tuple[str, str, float]], typed: str
) -> None:
    entries = tuple({"value": value, "tolerance": off, "credit": credit} for value, off, credit in near)
    question = make_question("number", answer=None, answers=tuple(answers), tolerance=tolerance, near=entries)
    response = Typed(typed)
    assert 0 <= grade(question, response).fraction <= 1
    assert grade(question, Typed(answers[0])).fraction == 1
    assert list(family_of(question).feedback_rows(question, response, Presentation()))
    assert len(family_of(question).told(question, response).sentence) < 40


# text and cloze


@pytest.mark.parametrize(
    ("given_", "typos", "fraction", "told"),
    [
        ("Pyongyang", 0, 1, None),
        ("  PYONGYANG. ", 0, 1, None),
        ("Pyonyang", 1, 1, "Accepted"),
        ("Pyogny ang", 1, 0, None),
        ("Pyongynag", 1, 1, "Accepted"),  # a swap is one edit
        ("Pyongynag", 0, 0, "near miss"),
        ("Pyonyan", 1, 0, "near miss"),
        ("Pyonya", 1, 0, None),
        ("Seoul", 3, 0, None),
        ("", 3, 0, None),
    ],
)
def test_text_forgives_as_many_slips_as_allowed_and_tells_a_near_miss(
    given_: str, typos: int, fraction: float, told: str | None
) -> None:
    judged = grade(make_question("text", typos=typos), Typed(given_))
    assert judged.fraction == fraction
    assert (judged.how is None) == (told is None)
    assert told is None or told in str(judged.how)


def test_every_accepted_spelling_counts_and_the_nearest_decides() -> None:
    question = make_question("text", answers=("North Korea", "DPRK"))
    assert grade(question, Typed("dprk")).fraction == 1
    assert grade(question, Typed("DPRX")).how is None  # a short word: no near miss of it
    assert "near miss" in str(grade(question, Typed("North Koera")).how)


def test_case_counts_only_where_the_author_says_so() -> None:
    assert grade(make_question("text", case_sensitive=True), Typed("pyongyang")).fraction == 0
    assert grade(make_question("text", answers=("côté",)), Typed("cote")).fraction == 1
    assert grade(make_question("text", answers=("côté",), accents=True), Typed("cote")).fraction == 0
    assert grade(make_question("text", answers=("côté",), accents=True, typos=0), Typed("CÔTÉ")).fraction == 1
    cloze = make_question("cloze", text="La {{côte}}, {{2001}}", accents=True)
    assert grade(cloze, Filled(("cote", "2001"))).fraction == 1 / 2
    assert grade(make_question("cloze", case_sensitive=True), Filled(("May", "2001"))).fraction == 1
    assert grade(make_question("cloze", case_sensitive=True), Filled(("mAY", "2001"))).fraction == 1 / 2


def test_a_blank_that_is_picked_forgives_nothing_and_is_counted_choice_by_choice() -> None:
    question = make_question("cloze", text="{{Polish|polish ~ Polisch}} {{Brussels}}", typos=1)
    presentation = present(question, "bank", 0)
    assert grade(question, Filled(("Polisch", "Brusels"))).fraction == 1 / 2
    assert grade(question, Filled(("Polish", "Brusels"))).fraction == 1
    assert random_score(question) == 1 / 4
    assert blind_chance(question) == 0
    assert cleaned(question, Filled(("Polish", "x")), presentation) == Filled(("Polish", "x"))
    assert cleaned(question, Filled(("Polnish", "x")), presentation) is None
    first, second = answer_places(question)
    assert first.options == {"Polish": ("Polish", True), "Polisch": ("Polisch", False)}
    assert (first.is_typed, first.has_distractors, second.is_typed) == (False, True, True)
    assert [one.key for one in placed_answers(question, Filled(("Polisch", "")))] == ["Polisch", None]


def test_a_cloze_text_earns_the_share_of_blanks_and_shows_each() -> None:
    question = make_question("cloze", text="{{May|may}} {{2001}} in {{Brussels}}.")
    judged = grade(question, Filled(("may", "", " Brusels ")))
    assert judged.fraction == 1 / 3
    assert [(part.given, part.right, part.is_right) for part in judged.parts] == [
        ("may", "May", True),
        (None, "2001", False),
        ("Brusels", "Brussels", False),
    ]
    assert str(judged.how).startswith("1 right, 1 wrong of 3, 1 left out.")
    assert "near miss" in str(judged.how)


def test_typos_are_counted_blank_by_blank() -> None:
    question = make_question("cloze", text="{{Brussels}} and {{Pyongyang}}.", typos=1)
    assert grade(question, Filled(("Brusels", "Pyonyang"))).fraction == 1


# order


def by_hand(order: tuple[int, ...]) -> float:
    pairs = [(left, right) for at, left in enumerate(order) for right in order[at + 1 :]]
    right = sum(left < right for left, right in pairs)
    return max(0, (right - (len(pairs) - right)) / len(pairs))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_order_earns_the_pairs_in_order_less_those_reversed(order: tuple[int, ...]) -> None:
    items = ("one", "two", "three", "four")
    judged = grade(make_question("order"), Ordered(tuple(items[at] for at in order)))
    assert judged.fraction == pytest.approx(by_hand(order), abs=1e-12)
    assert [part.is_right for part in judged.parts] == [at == place for place, at in enumerate(order)]


def test_order_tells_the_pairs_in_the_right_order() -> None:
    judged = grade(make_question("order"), Ordered(("two", "one", "three", "four")))
    assert judged.how == "5 of 6 pairs in the right order."
    assert judged.verdict is Verdict.PARTLY


# match and classify


def test_match_earns_the_share_of_lefts_and_equal_rights_serve_several() -> None:
    judged = grade(make_question("match"), Placed({"a": "x", "c": "x"}))
    assert judged.fraction == 2 / 3
    assert judged.how == "2 right, 0 wrong of 3, 1 left out."
    assert [(part.label, part.given) for part in judged.parts] == [("a", "x"), ("b", None), ("c", "x")]


def test_classify_earns_the_share_of_items() -> None:
    judged = grade(make_question("classify"), Placed({"a": "X", "b": "Y", "c": "Y"}))
    assert judged.fraction == 2 / 3
    assert judged.how == "2 right, 1 wrong of 3."
    assert [part.right for part in judged.parts] == ["X", "X", "Y"]


# list

BODIES: dict[str, Any] = {"answers": ("Berlin", ("Merlin", "Marlin"), "Bonn", ("Rome", "Roma")), "need": 3}


@pytest.mark.parametrize(
    ("named", "typos", "fraction", "how"),
    [
        (["Bonn", "Rome", "Berlin"], 0, 1, "3 right, 0 wrong of 3."),
        (["bonn", "ROMA", "marlin"], 0, 1, "3 right, 0 wrong of 3."),
        (["Rome", "Roma", "rome."], 0, 1 / 3, "1 right, 0 wrong of 3, 2 repeated."),
        (["Berlin", "Berlin"], 1, 1 / 3, "1 right, 0 wrong of 3, 1 repeated."),
        (["Xerlin", "Derlin"], 1, 2 / 3, "2 right, 0 wrong of 3."),
        (["Xerlin", "Berlin"], 1, 2 / 3, "2 right, 0 wrong of 3."),
        (["Xerlin", "Xerlin"], 1, 1 / 3, "1 right, 0 wrong of 3, 1 repeated."),
        (["Xerlin", "Derlin", "Zerlin"], 1, 2 / 3, "2 right, 0 wrong of 3, 1 repeated."),
        (["Xerlin", "Merlim"], 1, 2 / 3, "2 right, 0 wrong of 3."),
        (["Oslo"], 0, 0, "0 right, 1 wrong of 3."),
    ],
)
def test_a_list_earns_the_different_right_ones_of_those_that_are_needed(
    named: list[str], typos: int, fraction: float, how: str
) -> None:
    judged = grade(make_question("list", **BODIES, typos=typos), Named(tuple(named)))
    assert judged.fraction == pytest.approx(fraction)
    assert judged.how == how


def test_more_than_are_needed_are_no_response_to_a_list() -> None:
    question = make_question("list", **BODIES)
    named = Named(("Berlin", "Merlin", "Bonn", "Rome"))
    with pytest.raises(ValueError, match="more than 3"):
        grade(question, named)
    assert cleaned(question, named, Presentation()) is None
    assert cleaned(question, Named(()), Presentation()) is None
    assert cleaned(question, Named(("Ro\x1bme",)), Presentation()) == Named(("Ro␛me",))


def test_accents_and_capitals_count_in_a_list_that_says_so() -> None:
    names: dict[str, Any] = {"answers": ("côte", "Été"), "accents": True, "case_sensitive": True}
    assert grade(make_question("list", **names), Named(("cote", "été"))).fraction == 0
    assert grade(make_question("list", answers=("côte", "Été")), Named(("cote", "ete"))).fraction == 1


_SYLLABLES: Final = st.sampled_from(["Berlin", "Merlin", "Marlin", "Berlina", "Perlin", "Bonn"])


@given(st.lists(_SYLLABLES, min_size=1, max_size=5, unique=True), st.integers(0, 3), st.data())
def test_no_list_earns_more_by_naming_again_what_was_named(answers: list[str], typos: int, data: st.DataObject) -> None:
    question = make_question("list", answers=(*answers, "Rome"), typos=typos)
    named = data.draw(st.lists(_SYLLABLES | st.text("Berlin", max_size=6), min_size=1, max_size=len(answers)))
    again = data.draw(st.sampled_from(named))
    before, after = (grade(question, Named(tuple(one))).fraction for one in (named, [*named, f" {again.upper()}."]))
    assert after == before <= len(set(named)) / (len(answers) + 1)


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=4))
def test_as_many_answers_of_a_list_are_named_as_any_assignment_names(fits: list[list[bool]]) -> None:
    """Each answer has the spellings that differ in one letter from the entries that fit it."""
    entries = ["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"][: len(fits)]
    spellings = [
        tuple(entry[:7] + "xyzw"[number] for entry, row in zip(entries, fits, strict=True) if row[number])
        for number in range(4)
    ]
    question = make_question(
        "list", answers=tuple(one or (f"none{number}",) for number, one in enumerate(spellings)), typos=1
    )
    most = max(
        sum(row[answer] for row, answer in zip(fits, order, strict=True)) for order in permutations(range(4), len(fits))
    )
    assert grade(question, Named(tuple(entries))).fraction == most / 4


# all


@st.composite
def graded(draw: st.DrawFn) -> Grade:
    """Draw a response of the right form to a sample, whatever it says."""
    kind = draw(st.sampled_from(list(QUESTION_TYPES)))
    slips: dict[str, Any] = {"typos": draw(st.integers(0, 3))} if kind in {"text", "list", "cloze"} else {}
    question = make_question(kind, **slips)
    short = st.text(max_size=12)
    match question:
        case Multiple():
            response: Response = Chosen(tuple(draw(st.lists(st.sampled_from("ABCDE"), unique=True))))
        case Order():
            response = Ordered(tuple(draw(st.permutations(question.items))))
        case Match():
            response = Placed(draw(st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))))
        case Classify():
            response = Placed(draw(st.dictionaries(st.sampled_from("abc"), st.sampled_from("XY"))))
        case Cloze():
            response = Filled((draw(short), draw(short)))
        case _ if kind == "single":
            response = Chosen(tuple(draw(st.lists(st.sampled_from("ABC"), unique=True))))
        case _ if kind == "true-false":
            response = Judged(draw(st.booleans()))
        case ListQuestion():
            entry = st.sampled_from(["Coal", "coal", "Iron", "Ferrum", "Leads"]) | short
            response = Named(tuple(draw(st.lists(entry, max_size=3))))
        case OpenQuestion():
            response = SelfGraded(draw(short), draw(st.sampled_from(Judgement)))
        case _ if kind == "number":
            response = Typed(f"{draw(st.decimals(allow_nan=False, allow_infinity=False, places=4)):f}")
        case _:
            response = Typed(draw(short))
    return grade(question, response)


@given(graded())
def test_no_grade_is_outside_nought_to_one_and_the_word_fits_it(judged: Grade) -> None:
    assert 0 <= judged.fraction <= 1
    whole = {0.0: "Wrong", 1.0: "Right"}
    assert judged.verdict.word == whole.get(judged.fraction, "Partly right")
    assert not judged.parts or (judged.fraction == 1) == all(part.is_right for part in judged.parts)
    assert msgspec.json.decode(msgspec.json.encode(judged), type=Grade) == judged


# Blind guessing


def counted_chance(kind: str, **fields: Any) -> float:
    return blind_chance(make_question(kind, **fields))


def test_the_chance_of_a_blind_guess() -> None:
    assert counted_chance("single") == 1 / 3
    assert counted_chance("true-false") == 1 / 2
    assert counted_chance("multiple") == 1 / 31
    assert counted_chance("order") == pytest.approx(1 / 24)
    assert counted_chance("match") == pytest.approx(1 / 27)  # three lefts, each with one of x, y, z
    assert counted_chance("classify") == pytest.approx(1 / 8)
    assert [counted_chance(kind) for kind in ("number", "text", "list", "cloze")] == [0, 0, 0, 0]


@pytest.mark.parametrize("number", range(3, 10))
def test_the_chance_of_an_order_is_one_over_its_factorial(number: int) -> None:
    items = tuple(map(str, range(number)))
    assert counted_chance("order", items=items) == pytest.approx(1 / factorial(number))


def test_a_huge_question_has_a_chance_and_no_overflow() -> None:
    many = tuple(map(str, range(2000)))
    assert counted_chance("multiple", answers=many, distractors=("no",)) == 0
    assert counted_chance("match", pairs={f"l{one}": f"r{one}" for one in many}, distractors=()) == 0


# What is missing


@pytest.mark.parametrize(
    ("kind", "response", "told"),
    [
        ("single", None, "Nothing is answered yet."),
        ("single", Chosen(("A",)), None),
        ("match", Placed({"a": "x"}), "1 of 3 placed."),
        ("match", RIGHT["match"], None),
        ("classify", Placed({"a": "X", "c": "Y"}), "2 of 3 placed."),
        ("list", Named(("Coal",)), "1 of 3 named."),
        ("list", RIGHT["list"], None),
        ("cloze", Filled(("May", " ")), "1 of 2 blanks filled."),
        ("cloze", RIGHT["cloze"], None),
        ("cloze", DONT_KNOW, None),
    ],
)
def test_an_incomplete_response_says_what_is_missing(kind: str, response: Response | None, told: str | None) -> None:
    assert missing(make_question(kind), response) == told


SHARES = st.floats(0, 1, exclude_min=True, exclude_max=True)
SOME = st.text(st.characters(categories=("L", "N", "Z", "P")), max_size=12)


@given(st.lists(SHARES | st.none(), min_size=1, max_size=6))
@examples(60)
def test_no_single_choice_is_worth_more_than_its_share_and_all_of_them_are_worth_nothing(
    shares: list[float | None],
) -> None:
    distractors = [{"text": f"{at}"} | ({"credit": share} if share else {}) for at, share in enumerate(shares)]
    question = make_question("single", distractors=distractors)
    earned = [grade(question, Chosen((f"{at}",))).fraction for at in range(len(shares))]
    assert earned == [share or 0 for share in shares]
    everything = Chosen(("A", *(f"{at}" for at in range(len(shares)))))
    assert grade(question, everything).fraction == 0
    chance = random_score(question)
    assert chance is not None
    assert blind_chance(question) <= chance <= 1


@given(SOME, SHARES)
@examples(60)
def test_what_is_typed_earns_all_what_is_near_or_nothing(text: str, share: float) -> None:
    near = ({"text": "Bruges", "credit": share}, {"text": "Ghent"})
    question = make_question("text", answers=("Brussels",), typos=1, near=near)
    assert grade(question, Typed(text or "x")).fraction in {0, share, 1}
    assert grade(question, Typed(f"Brussels Bruges {text}")).fraction == 0
    picks = make_question("cloze", text="{{Brussels ~ Bruges ~ Ghent}}")
    assert grade(picks, Filled((f"Brussels ~ Bruges {text}",))).fraction == 0


@given(st.decimals(-1000, 1000, places=3), SHARES)
@examples(60)
def test_a_number_earns_all_what_is_near_or_nothing(number: Decimal, share: float) -> None:
    near = ({"value": "100", "tolerance": "50", "credit": share}, {"value": "0", "tolerance": "300"})
    question = make_question("number", answer="100", tolerance="5", near=near)
    off = abs(number - 100)
    assert grade(question, Typed(f"{number:f}")).fraction == (1 if off <= 5 else share if off <= 50 else 0)
