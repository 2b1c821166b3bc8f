from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from quiz.bank.ascending import in_ascending_order
from quiz.bank.quantities import _special_quantity, quantity
from quiz.bank.questions.choice import Single
from quiz.lint.rules import LINT
from quiz.lint.stem_and_choices import form_of
from quiz.practice.presentation import present

# In a text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1/4", Fraction(1, 4)),
        ("1 / 4", Fraction(1, 4)),
        ("1⁄4", Fraction(1, 4)),
        ("1 1/2", Fraction(3, 2)),
        ("−1 1/2", Fraction(-3, 2)),
        (r"$\frac{1}{3}$", Fraction(1, 3)),
        ("½", Fraction(1, 2)),
        ("1½", Fraction(3, 2)),
        ("⅚", Fraction(5, 6)),
        ("900 thousand", 900_000),
        ("2 million", 2_000_000),
        ("1 1/2 million", 1_500_000),
        ("2.5 billion", 2_500_000_000),
        ("2-million", 2_000_000),
        ("3 Trillions", 3_000_000_000_000),
        ("-$5", -5),
        ("+7", 7),
        (".5", Fraction(1, 2)),
        ("1e3", 1000),
        ("6.02e23", 602 * 10**21),
        ("1e-3", Fraction(1, 1000)),
        ("1e308", 10**308),
        ("0.1", Fraction(1, 10)),
        ("10,000,000.25", Fraction(4_000_0001, 4)),
        ("1/999999999999999999", Fraction(1, 999_999_999_999_999_999)),
        ("9" * 60, int("9" * 60)),
    ],
)
def test_a_number_is_read_exactly(text: str, number: int | Fraction) -> None:
    found = quantity(text)
    assert found is not None
    assert found.numbers == (number,)


@pytest.mark.parametrize(
    "text",
    [
        *("1/0", "1 1/0", "1e309", "1e-309", "1e99999999", "1e" + "9" * 5000, "1/" + "9" * 19),
        *("9" * 61, "9" * 100_000, "1." + "0" * 100_000, " ".join(map(str, range(13)))),
        *("1 " * 100_000, "1/" * 100_000, "1,111" * 20_000, "-" * 100_000),
        *("", "many", "thousand", "May", "²", "x²"),
    ],
)
def test_what_is_beyond_the_bounds_or_has_no_number_is_no_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("9 October 2006", (2006, 10, 9)),
        ("9 oct 2006", (2006, 10, 9)),
        ("October 9, 2006", (2006, 10, 9)),
        ("2006-10-09", (2006, 10, 9)),
        ("October 2006", (2006, 10, 0)),
        ("2006-10", (2006, 10, 0)),
    ],
)
def test_a_date_is_read_as_year_month_and_day(text: str, date: tuple[int, int, int]) -> None:
    found = quantity(text)
    assert found is not None
    assert (found.values, found.frame, found.numbers) == ((date,), "\0", ())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Regulation (EU) 2017/1509", (2017, 1509)),
        ("Regulation (EC) No 329/2007", (329, 2007)),
        ("Decision 2013/183/CFSP", (2013, 183)),
        ("A/RES/60/251", (60, 251)),
        ("2005/06", (2005, 6)),
        ("9/10/2006", (9, 10, 2006)),
    ],
)
def test_the_number_of_a_document_is_no_fraction(text: str, numbers: tuple[int, ...]) -> None:
    found = quantity(text)
    assert found is not None
    assert found.numbers == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("10-20", (10, 20)),
        ("10 – 20 %", (10, 20)),
        ("5 to 10 million", (5_000_000, 10_000_000)),
        ("500 thousand to 1 million", (500_000, 1_000_000)),
        ("1/4–1/2", (Fraction(1, 4), Fraction(1, 2))),
    ],
)
def test_a_range_has_two_numbers_of_one_size(text: str, numbers: tuple[int, ...]) -> None:
    found = quantity(text)
    assert found is not None
    assert found.numbers == numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 year", "2 years"),
        ("5 km", "10 km."),
        ("In 1995", "in 2001"),
        ("½ km", "2 km"),
        ("5 thousand tonnes", "2 tonnes"),
    ],
)
def test_texts_that_differ_in_their_numbers_alone_compare(one: str, other: str) -> None:
    found = [quantity(text) for text in (one, other)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].frame == found[1].frame


@pytest.mark.parametrize(
    ("one", "other"), [("5 km", "5 m"), ("10²", "102"), ("$5", "€5"), ("In 1995", "By 1995"), ("5", "5 %")]
)
def test_texts_that_differ_in_more_do_not(one: str, other: str) -> None:
    found = [quantity(text) for text in (one, other)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].frame != found[1].frame


PIECES = st.sampled_from(
    [
        *("12", "2006", "1,500", "2.5", "1/2", "½", " to ", " May ", " million", "thousand", "x"),
        *"0123456789 .,-–−+/eE$€%()'",
    ]
)


@given(st.lists(PIECES, max_size=9).map("".join))
def test_the_quick_reading_is_the_thorough_one(text: str) -> None:
    assert quantity(text) == _special_quantity(text)


NUMBERS = st.one_of(
    st.builds("{}/{}".format, st.integers(0, 20), st.integers(1, 20)),
    st.builds("{} {}/{}".format, st.integers(1, 9), st.integers(1, 9), st.integers(2, 9)),
    st.sampled_from(
        ["½", "¼", "1½", "900 thousand", "2 million", "1.5 million", "-3", "−7", "1,000", "2006", "0.25", "1e5"]
    ),
    st.integers(-3000, 3000).map(str),
)


@given(
    st.lists(NUMBERS, min_size=3, max_size=6, unique=True), st.sampled_from(["{}", "{} km", "about {} of it", "${}"])
)
def test_nobody_is_blamed_for_an_order_that_the_program_chose(numbers: list[str], around: str) -> None:
    texts = [around.format(number) for number in numbers]
    question = Single(id="q", prompt="How much is it?", answer=texts[0], distractors=tuple(texts[1:]))
    form = form_of(question)
    assert form is not None
    assert form.choices == present(question, "b", 1).rows
    assert not form.shuffled
    assert LINT["F005"].remarks(form, None) == ()


def test_fractions_are_shown_in_their_order() -> None:
    assert in_ascending_order(("3/4", "1/4", "1/2")) == ("1/4", "1/2", "3/4")
    assert in_ascending_order(("1 1/2", "2", "1 1/4", "½")) == ("½", "1 1/4", "1 1/2", "2")
    assert in_ascending_order(("2 million", "900 thousand", "1,500")) == ("1,500", "900 thousand", "2 million")
    assert in_ascending_order(("Regulation 2017/1509", "Regulation 2016/44")) == (
        "Regulation 2016/44",
        "Regulation 2017/1509",
    )
