from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, strategies as st

from quiz.bank.languages import writes_decimal_comma
from quiz.bank.numerals import LARGEST_EXPONENT, NumberFault, check_number, number_value, typed_number

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
        ("1e3", "1000"),
        ("6.02E+23", "602e21"),
        ("6.02×10^23", "602e21"),
        ("6.02 x 10 ^ 23", "602e21"),
        ("6.02·10²³", "602e21"),
        ("6.02 * 10**23", "602e21"),
        ("−2×10⁻³", "-0.002"),
        ("10^6", "1000000"),
        ("10⁶", "1000000"),
        ("-10⁻²", "-0.01"),
        ("1/2", "1/2"),
        ("-1 / 3", "-1/3"),
        ("½", "1/2"),
        ("1⁄3", "1/3"),
        ("1e308", "1e308"),
        ("1e-308", "1e-308"),
        ("1/" + "9" * 18, "1/" + "9" * 18),
        ("9" * 60, "9" * 60),
    ],
)
def test_a_number_is_read(typed: str, number: str) -> None:
    assert number_value(typed_number(typed)) == Fraction(number)


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
        "0x10",
        "1_000",
        "nan",
        "inf",
        "Infinity",
        "1½",
        "2²",
        "110⁶",
        "2₃",
        "1 1/2",
        "2017/1509/1",
        "1,500e3",
        "6,02e23",
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
    with pytest.raises(NumberFault):
        typed_number(typed)


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
    assert number_value(typed_number(typed, unit)) == Fraction(number)


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
    with pytest.raises(NumberFault):
        typed_number(typed, unit)


@given(
    st.decimals(-(10**15), 10**15, places=3, allow_nan=False),
    st.sampled_from(["", ",", " ", "'"]),
    st.sampled_from([None, "euros", "tonnes"]),
)
def test_a_number_written_out_is_read_as_itself(number: Decimal, sign: str, unit: str | None) -> None:
    written = f"{number:,f}".replace(",", sign) if sign else f"{number:f}"
    assert number_value(typed_number(f"{written} {unit}" if unit else written, unit)) == Fraction(number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", "12,5"),
        ("12.5", "12.5"),
        ("-0,5", "-0,5"),
        (",5", "0,5"),
        ("0,125", "0,125"),
        ("3,1420", "3,1420"),
        ("1234,567", "1234,567"),
        ("6,022e23", "6,022e23"),
        ("6,022·10²³", "6,022e23"),
        ("1 500", "1500"),
        ("1 500,5", "1500,5"),
        ("1’500.5", "1500.5"),
        ("1,500,000", "1500000"),
        ("1,500.5", "1500.5"),
        ("1/3", "1/3"),
        ("1500 EUR", "1500"),
    ],
)
def test_where_a_comma_is_the_decimal_sign_it_may_be_typed(typed: str, number: str) -> None:
    assert typed_number(typed, "EUR", decimal_comma=True) == number


@pytest.mark.parametrize(
    ("typed", "decimal_comma", "message"),
    [
        ("1,500", True, "1,500 could be 1500 or 1,5."),
        ("1.500", True, "1.500 could be 1500 or 1,5."),
        ("-3,142", True, "-3,142 could be -3142 or -3,1420."),
        ("1.500.000", True, "1.500.000 has signs between its digits that are none here."),
        ("1.500,5", True, "1.500,5 has signs between its digits that are none here."),
        ("1.500.000", False, "1.500.000 has signs between its digits that are none here."),
        ("12,5", False, "12,5 could be 12.5 or 125."),
        ("6,02e23", False, "6,02e23 could be 6.02e23 or 602e23."),
        ("1e309", False, "An exponent is at most 308 either way."),
        ("1×10^-309", True, "An exponent is at most 308 either way."),
        ("1e" + "9" * 50, False, "An exponent is at most 308 either way."),
        ("1/0", False, "Below the line of a fraction stands a 0."),
        ("1/" + "9" * 19, False, "Below the line of a fraction stand at most 18 digits."),
        ("9" * 61, False, "A number has at most 60 characters."),
        ("many", False, ""),
    ],
)
def test_a_number_that_is_asked_again_says_why(typed: str, decimal_comma: bool, message: str) -> None:
    with pytest.raises(NumberFault) as fault:
        typed_number(typed, decimal_comma=decimal_comma)
    assert str(fault.value) == message


PIECES = st.sampled_from([*"0123456789", *".,/eE+-−^×·*' ", "10", "500", "⁻", "²", "½", "%", "\u202f", "EUR", "x"])


@given(st.lists(PIECES, max_size=70).map("".join) | st.text(max_size=80), st.booleans())
@example("1e" + "9" * 50_000, False)
@example("9" * 100_000, True)
@example("1" + ",000" * 30_000, False)
@example("1/" + "1" * 100_000, False)
@example(" " * 100_000, False)
def test_whatever_is_typed_is_read_in_no_time_or_asked_again(text: str, decimal_comma: bool) -> None:
    try:
        typed = typed_number(text, "million EUR", decimal_comma=decimal_comma)
    except NumberFault:
        typed = "0"
    assert len(typed) <= 70
    again = typed_number(typed, decimal_comma=decimal_comma) if len(typed) <= 60 else typed
    assert number_value(again) == number_value(typed)


# What an author writes


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "366",
        "-1.50",
        "−2",
        "6.02e23",
        "1E+3",
        "1e-308",
        "6.02×10^23",
        "6.02 · 10²³",
        "1/3",
        "-1 / 3",
        "1/" + "9" * 18,
    ],
)
@pytest.mark.parametrize("decimal_comma", [True, False])
def test_a_number_of_a_bank_means_the_same_in_every_language(text: str, decimal_comma: bool) -> None:
    check_number(text, decimal_comma=decimal_comma)
    assert number_value(text) == number_value(typed_number(text, decimal_comma=decimal_comma))


@pytest.mark.parametrize(("text", "decimal_comma"), [("12,5", True), ("0,125", True), ("1.500", False)])
def test_the_decimal_sign_of_the_language_is_read(text: str, decimal_comma: bool) -> None:
    check_number(text, decimal_comma=decimal_comma)


@pytest.mark.parametrize(
    ("text", "decimal_comma", "readings"),
    [
        ("1.500", True, ("1500", "1,5")),
        ("1,500", True, ("1500", "1,5")),
        ("1,500", False, ("1500", "1.5")),
        ("12,5", False, ("12.5", "125")),
        ("1.500.000", True, ("1500000",)),
        ("1 500", False, ("1500",)),
        ("1'500", True, ("1500",)),
    ],
)
def test_a_number_of_a_bank_that_could_be_two_names_both(
    text: str, decimal_comma: bool, readings: tuple[str, ...]
) -> None:
    with pytest.raises(NumberFault) as fault:
        check_number(text, decimal_comma=decimal_comma)
    assert fault.value.readings == readings
    for reading in readings:
        check_number(reading, decimal_comma=decimal_comma)


@pytest.mark.parametrize("text", ["", "many", "010", "+5", ".5", "1.", "1_0", "nan", "1 1/2", "5 km", "½", "1½"])
def test_what_is_no_number_of_a_bank(text: str) -> None:
    with pytest.raises(NumberFault):
        check_number(text, decimal_comma=False)


@pytest.mark.parametrize(("stored", "value"), [("1E+3", 1000), ("149.6", Fraction("149.6")), ("9" * 70, int("9" * 70))])
def test_numbers_that_the_first_version_wrote_are_read(stored: str, value: Fraction) -> None:
    assert number_value(stored) == value


@pytest.mark.parametrize(
    ("language", "has_comma"),
    [
        *((name, True) for name in ("de", "fr", "de-AT", "FR_ca", "pt-BR", "es", "es-ES", "sr-Latn-RS", "en-ZA", "ru")),
        *((name, False) for name in ("en", "en-GB", "de-CH", "de_LI", "es-MX", "es-419", "it-CH", "ko", "zh", "", "?")),
    ],
)
def test_languages_have_the_decimal_sign_of_cldr(language: str, has_comma: bool) -> None:
    assert writes_decimal_comma(language) is has_comma


DIGITS = st.integers(1, 400).flatmap(lambda count: st.text("0123456789", min_size=count, max_size=count))
FORMS = st.sampled_from(["{}", "-{}e{}", "{}/{}", "{}.{}", "{}×10^{}", "10^-{}", "{},{}e-{}"])


@given(FORMS, st.lists(DIGITS | st.integers(0, 999).map(str), min_size=3, max_size=3))
def test_no_number_that_is_read_is_larger_than_the_bounds_allow(form: str, digits: list[str]) -> None:
    text = form.format(*digits)
    try:
        value = number_value(text)
    except NumberFault:
        return
    assert len(text) <= 150
    assert max(abs(value.numerator), value.denominator) < 10 ** (LARGEST_EXPONENT + 150)
