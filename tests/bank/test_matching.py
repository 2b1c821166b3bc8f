import pytest
from hypothesis import given, strategies as st

from quiz.bank.matching import fold


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("ＤＰＲＫ", "DPRK"),  # NFKC
        ("dprk", "DPRK"),
        ("STRASSE", "Straße"),
        ("  North \t Korea ", "North Korea"),
        ("North\u00a0Korea", "North Korea"),
        ("Jose Marti", "José Martí"),
        ("Jose\u0301", "José"),
        ("People’s", "People's"),
        ("People´s", "People's"),  # the acute accent of many keyboards
        ("People`s", "People's"),
        ("People′s", "People's"),
        ("“a”", '"a"'),
        ("«a»", '"a"'),
        ("″a″", '"a"'),
        ("six–party", "six-party"),
        ("six—party", "six-party"),
        ("six‑party", "six-party"),
        ("six−party", "six-party"),
        ("Brussels.", "Brussels"),
        ("Brussels .", "Brussels"),
        ("조선", "조선"),
        ("İstanbul", "istanbul"),
    ],
)
def test_what_does_not_matter_is_folded(typed: str, accepted: str) -> None:
    assert fold(typed) == fold(accepted)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1718", "1719"),
        ("a b", "ab"),
        ("a-b", "a b"),
        ("U.S", "US"),
        ("what?", "what"),
        ("조선", "조성"),
        (".", ""),
    ],
)
def test_what_matters_is_kept(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_case_is_kept_where_it_matters() -> None:
    assert fold("Ｐyongyang’s", case_sensitive=True) == "Pyongyang's"


@given(st.text())
def test_folding_never_fails_and_leaves_no_odd_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
