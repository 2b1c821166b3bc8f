from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from quiz.bank.ascending import in_ascending_order
from quiz.bank.quantities import _special_quantity, quantity, read_number
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


# What a learner types


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("1500", "1500"),
        ("+7", "7"),
        ("-7", "-7"),
        ("−7", "-7"),
        (".5", "0.5"),
        ("0.50", "0.5"),
        ("1.500", "1.5"),  # the point is the decimal sign
        ("007", "7"),
        ("1,500", "1500"),
        ("1 500", "1500"),
        ("1'500", "1500"),
        ("1’500", "1500"),
        ("1\u202f500", "1500"),
        ("1\u00a0500", "1500"),
        ("12,345,678.90", "12345678.9"),
        ("  42  ", "42"),
        ("４２", "42"),
        ("50 %", "50"),
        ("50%", "50"),
    ],
)
def test_a_number_is_read(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ".",
        "5.",
        "1,5",
        "15,00",
        "0,500",  # half of one to half of Europe
        "012,345",
        "1.500.000",
        "1,500.000.000",
        "1,500 000",
        "1 500,5",
        "1  500",
        "1500,000",
        "1,5000",
        ",500",
        "1,500,",
        "1e3",
        "0x10",
        "1_000",
        "nan",
        "inf",
        "Infinity",
        "½",
        "10²",
        "10⁶",
        "2₃",
        "1/2",
        "12:30",
        "many",
        "- 5",
        "--5",
        "5 euros",
        "$5",
        "%",
        "5%%",
        "٣",
        "9" * 61,
        "5\n6",
    ],
)
def test_what_is_no_number_or_could_be_two_is_asked_again(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("366 million euros", "million euros", "366"),
        ("366 MILLION EUROS", "million euros", "366"),
        ("366 million", "million euros", "366"),
        ("366", "million euros", "366"),
        ("€366 million", "million euros", "366"),
        ("EUR 366 million", "million euros", "366"),
        ("366 million EUR", "million euros", "366"),
        ("€ 1,366.5", "million euros", "1366.5"),
        ("366€", "euros", "366"),
        ("5 US$", "US dollars", "5"),
        ("US$5", "US dollars", "5"),
        ("$5 million", "million US dollars", "5"),
        ("5 USD", "million US dollars", "5"),
        ("£5", "pounds", "5"),
        ("5 tonnes", "tonnes", "5"),
        ("5tonnes", "tonnes", "5"),
        ("5 %", "%", "5"),
        ("5 per cent", "per cent", "5"),
        ("5 %", "per cent", "5"),
        ("5 % of GDP", "% of GDP", "5"),
        ("5 km²", "km²", "5"),
        ("5 km2", "km²", "5"),
        ("-3 °C", "°C", "-3"),
    ],
)
def test_the_unit_of_the_question_may_stand_beside_the_number(typed: str, unit: str, number: str) -> None:
    assert read_number(typed, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("$366", "million euros"),
        ("366 dollars", "euros"),
        ("366 euros", "US dollars"),
        ("5 kg", "tonnes"),
        ("5 thousand tonnes", "tonnes"),
        ("366 million euros", "euros"),  # a factor that is not the unit's
        ("euros", "euros"),
        ("million 5", "million euros"),
        ("1,5 million euros", "million euros"),
    ],
)
def test_another_unit_is_asked_again_and_never_taken_off(typed: str, unit: str) -> None:
    assert read_number(typed, unit) is None


@given(
    st.decimals(-(10**15), 10**15, places=3, allow_nan=False),
    st.sampled_from(["", ",", " ", "'"]),
    st.sampled_from([None, "euros", "tonnes"]),
)
def test_a_number_written_out_is_read_as_itself(number: Decimal, sign: str, unit: str | None) -> None:
    written = f"{number:,f}".replace(",", sign) if sign else f"{number:f}"
    assert read_number(f"{written} {unit}" if unit else written, unit) == number


@given(st.text(max_size=80), st.sampled_from([None, "million euros", "%", "km²"]))
def test_whatever_is_typed_is_read_or_asked_again(text: str, unit: str | None) -> None:
    number = read_number(text, unit)
    assert number is None or number.is_finite()
