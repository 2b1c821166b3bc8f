import unicodedata

import pytest
from hypothesis import given, strategies as st

from quiz.bank.matching import Folding, fold


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
    assert fold("Ｐyongyang’s", Folding(case=True)) == "Pyongyang's"


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("σοφια", "σοφία"),
        ("Viet Nam", "Việt Nam"),
        ("שלום", "שָׁלוֹם"),
        ("كتب", "كَتَبَ"),
        ("كتاب", "كِتَابٌ"),
        ("e\u0301cole", "ecole"),
    ],
)
def test_marks_that_many_leave_out_are_forgiven_unless_they_matter(typed: str, accepted: str) -> None:
    assert fold(typed) == fold(accepted)
    assert fold(typed, Folding(accents=True)) != fold(accepted, Folding(accents=True))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("かき", "かぎ"),
        ("ハン", "パン"),
        ("ﾊﾝ", "ﾊﾟﾝ"),
        ("мои", "мой"),
        ("все", "всё"),
        ("їжа", "іжа"),
        ("قرأ", "قرا"),  # the hamza is no vowel sign
        ("कल", "कला"),
        ("किल", "कील"),
        ("คา", "ค่า"),
    ],
)
def test_marks_that_make_another_letter_always_count(left: str, right: str) -> None:
    assert fold(left) != fold(right)
    assert fold(left, Folding(accents=True)) != fold(right, Folding(accents=True))


@given(st.text(), st.booleans(), st.booleans())
def test_composed_or_not_a_text_is_the_same(text: str, case: bool, accents: bool) -> None:
    apart, together = (unicodedata.normalize(form, text) for form in ("NFD", "NFC"))
    assert fold(apart, Folding(case, accents)) == fold(together, Folding(case, accents))


@given(st.text())
def test_folding_never_fails_and_leaves_no_odd_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
