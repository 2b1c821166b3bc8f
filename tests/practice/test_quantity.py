from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from quiz.bank.quantities import read_number


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
