"""The cloze text: where its blanks begin and end."""

import pytest
from hypothesis import given, strategies as st

from quiz.bank.questions.typed import Blank, ClozeFault, split_cloze


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("no blank", ("no blank",)),
        ("{{a}}", (Blank(("a",)),)),
        ("{{a}} after", (Blank(("a",)), " after")),
        ("{{a}}b", (Blank(("a",)), "b")),
        ("{{a}}}", (Blank(("a",)), "}")),
        ("{{a}}{{b}}", (Blank(("a",)), Blank(("b",)))),
        ("In {{May | may}} {{2001}}.", ("In ", Blank(("May", "may")), " ", Blank(("2001",)), ".")),
        (r"a literal \{{ and {{one}}", ("a literal {{ and ", Blank(("one",)))),
        ("}} {{a}} }}", ("}} ", Blank(("a",)), " }}")),
        ("", ()),
    ],
)
def test_a_cloze_text_is_taken_apart_at_its_blanks(text: str, segments: tuple[str | Blank, ...]) -> None:
    assert split_cloze(text) == segments


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("In {{May", 3, "never closed"),
        ("{{a}} {{b", 6, "never closed"),
        ("{{a {{b}} c", 0, "inside another"),
        ("x {{}}", 2, "empty answer"),
        ("{{a| }}", 0, "empty answer"),
    ],
)
def test_a_cloze_text_that_cannot_be_taken_apart_says_where(text: str, offset: int, message: str) -> None:
    with pytest.raises(ClozeFault, match=message) as fault:
        split_cloze(text)
    assert fault.value.offset == offset


_PLAIN = st.text(st.characters(exclude_characters="{}\\|"), max_size=5)
_WORD = st.text(st.characters(exclude_characters="{}\\|", exclude_categories=("Z", "C")), min_size=1, max_size=5)


@given(st.lists(st.tuples(_PLAIN, st.lists(_WORD, min_size=1, max_size=3)), max_size=4), _PLAIN)
def test_what_was_put_together_is_taken_apart_again(parts: list[tuple[str, list[str]]], end: str) -> None:
    text = "".join(f"{plain}{{{{{'|'.join(words)}}}}}" for plain, words in parts) + end
    wanted = [one for plain, words in parts for one in (plain, Blank(tuple(words))) if one]
    assert list(split_cloze(text)) == wanted + ([end] if end else [])


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("{{May ~ June ~ July}}", Blank(("May",), ("June", "July"))),
        ("{{ May|may~ish  ~  June }}", Blank(("May", "may~ish"), ("June",))),
        ("{{May~June}}", Blank(("May~June",))),
        ("{{May ~June}}", Blank(("May ~June",))),
        (r"{{5 \~ 6 ~ 7}}", Blank(("5 ~ 6",), ("7",))),
        ("{{May\n~ June}}", Blank(("May",), ("June",))),
    ],
)
def test_a_blank_lists_choices_where_a_tilde_has_a_space_on_both_sides(text: str, blank: Blank) -> None:
    assert split_cloze(text) == (blank,)


@pytest.mark.parametrize("text", ["{{ ~ June}}", "{{May ~ }}", "{{May ~ ~ June}}", "{{May ~ June|Juno}}", "{{ ~ }}"])
def test_a_list_with_an_empty_choice_or_one_of_two_spellings_is_a_fault(text: str) -> None:
    with pytest.raises(ClozeFault, match="; "):
        split_cloze(text)
