"""Markdown as plain values, as text, and nothing lost on the way."""

from collections import Counter

import pytest
from hypothesis import example, given, strategies as st

from quiz.bank.markup import (
    BLANK,
    LONGEST,
    Code,
    Items,
    Paragraph,
    Quote,
    Span,
    Table,
    _blocks,
    _parser,
    as_written,
    blocks_of,
    is_marked,
    links_of,
    parsed_blocks,
    quick_blocks,
)
from quiz.bank.seen import text_of, without_blanks
from quiz.bank.tex import unicode_of


def spans(text: str) -> tuple[Span, ...]:
    (paragraph,) = blocks_of(text, is_row=True)
    assert isinstance(paragraph, Paragraph)
    return paragraph.spans


def test_inline_marks_are_styles() -> None:
    assert spans("*a* **b** `c*` \\*d") == (
        Span("a", frozenset({"emphasis"})),
        Span(" "),
        Span("b", frozenset({"strong"})),
        Span(" "),
        Span("c*", frozenset({"code"})),
        Span(" *d"),
    )


def test_blocks_are_what_they_are_in_markdown() -> None:
    text = "One\nline\n\n- a\n- b\n\n3. c\n\n> said\n\n```python\nx = 1\n\n  y\n```\n\n| h | n |\n| - | -: |\n| r | 1 |"
    paragraph, bullets, numbers, quote, code, table = blocks_of(text)
    assert paragraph == Paragraph((Span("One"), Span("\n"), Span("line")))
    assert isinstance(bullets, Items)
    assert isinstance(numbers, Items)
    assert (len(bullets.items), bullets.first, numbers.first) == (2, None, 3)
    assert isinstance(quote, Quote)
    assert code == Code("x = 1\n\n  y", "python")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["h", "n"], ["r", "1"]]
    assert table.right == {1}


def test_the_text_of_markdown_has_no_marks_and_keeps_its_shape() -> None:
    text = "**Sum**\n\n- a\n  - b\n\n9. c\n10. d\n\n> e\n\n```\nf\n g\n```\n\n| h | nn |\n| - | -: |\n| rr | 1 |"
    assert text_of(text) == ("Sum\n\n- a\n  - b\n\n 9. c\n10. d\n\n> e\n\n    f\n     g\n\nh   nn\n--  --\nrr   1")


def test_a_row_has_only_inline_marks_and_fenced_code() -> None:
    assert text_of("- *a*", is_row=True) == "- a"
    assert text_of("> a", is_row=True) == "> a"
    assert blocks_of("```\n- a\n```", is_row=True) == (Code("- a"),)


@pytest.mark.parametrize("text", ["# Heading", "<b>bold</b>", "&amp;", "Title\n=====", "---", "[a]: http://b.example"])
def test_what_a_bank_does_not_have_is_shown_as_written(text: str) -> None:
    assert text_of(text) == text


def test_only_a_web_address_is_a_link_and_every_other_is_told() -> None:
    text = "[a](https://a.example) [b](javascript:alert(1)) [c](file:///etc/passwd) <https://d.example>"
    assert [*links_of(blocks_of(text))] == [
        ("a", "https://a.example"),
        ("https://d.example", "https://d.example"),
    ]
    assert text_of(text) == "a b (javascript:alert(1)) c (file:///etc/passwd) https://d.example"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$x^2$", "x²"),
        (r"$\alpha_{10} \le n^{-1} \to 0$", "α₁₀ ≤ n⁻¹ → 0"),
        (r"$\frac{1}{2}$", r"$\frac{1}{2}$"),
        (r"$2\frac12$", r"$2\frac12$"),
        ("$2^{1/2}$", "$2^{1/2}$"),
        ("$x^{2^{2}}$", "$x^{2^{2}}$"),
        ("it costs $5 and $6", "it costs $5 and $6"),
        ("$ a $ and $b $", "$ a $ and $b $"),
        ("from $5-$10", "from $5-$10"),
        (r"\$x^2\$", "$x^2$"),
        ("`$x^2$`", "$x^2$"),
    ],
)
def test_a_formula_is_unicode_only_where_every_sign_has_one(text: str, shown: str) -> None:
    assert text_of(text) == shown


@given(st.text(st.sampled_from("0123456789^_{}/\\fracx ")))
def test_no_formula_becomes_another_number(formula: str) -> None:
    shown = unicode_of(formula)
    if shown is not None:
        plain = shown.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2))
        assert [*filter(str.isdigit, plain)] == [*filter(str.isdigit, formula)]
        assert "\\" not in formula or not shown.count("/") < formula.count("/")


def test_a_list_keeps_the_numbers_that_its_author_wrote() -> None:
    assert text_of("1. a\n3. b\n4. c\n4. d") == "1. a\n\n3. b\n4. c\n\n4. d"
    assert text_of("1. a\n1. b\n1. c") == "1. a\n2. b\n3. c"  # counted by whoever shows it
    assert text_of("0. a\n1. b") == "0. a\n1. b"
    assert text_of("07. a\n08. b") == "07. a\n08. b"


def test_blanks_are_no_markdown() -> None:
    marked, blanks = without_blanks(r"*a* {{*b*|`c`}} \{{ **{{d}}**")
    assert blanks == ("{{*b*|`c`}}", "{{d}}")
    assert text_of(marked) == "a \ufdd0 {{ \ufdd0"


@given(st.text(st.sampled_from("ab1 >-+.)#=:\"'!&({}"), max_size=40))
def test_a_text_without_marks_needs_no_parser(text: str) -> None:
    text = text.strip()
    if text and not is_marked(text):
        tokens = _parser(is_row=False).parse(text)
        assert _blocks(tokens) == as_written(text)


MARKS = st.text(st.sampled_from("ab1 \n*_`[]()<>!#|-:>~$\\.{}^\"'"), max_size=200)


SIMPLE = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b1",
                "é",
                " ",
                " ",
                "  ",
                "\n",
                "\n\n",
                "`",
                "``",
                "*",
                "**",
                "_",
                "__",
                "`x`",
                "` y `",
                "*it*",
                "**so**",
                "_it_",
            ),
            *(
                "```",
                "\n```\n",
                "\n```py\nx = '`'\n```\n",
                "- ",
                "\n- ",
                "1. ",
                "> ",
                "|",
                "~~~",
                ".",
                "(",
                ")",
                "“",
                "”",
                "$",
                "[",
                "<",
            ),
            *("\\", "\t", "\u00a0", "x_y", "#", "+", "-", BLANK, "!", "\n    x"),
        ]
    ),
    max_size=10,
).map("".join)


@given(SIMPLE, st.booleans())
@example("*it*`x`**so**", False)
@example("(*it*)", True)
@example("`` a ``", False)
@example("`    ` and ` a `", False)
@example("a\n```py\n*x*\n```\nb", False)
def test_what_is_read_without_the_parser_is_what_the_parser_reads(text: str, is_row: bool) -> None:
    quick = quick_blocks(text, is_row=is_row)
    assert quick is None or quick == parsed_blocks(text, is_row=is_row)


@pytest.mark.parametrize(
    "text",
    [
        "What does `print([1, 2][:1])` show?",
        "A *slice* ends **before** its end: `a[0:2]` has `_two_` items.",
        "What does this print?\n\n```python\nprint('`')\n\nx = [1] * 3\n```\n\nTake care.",
    ],
)
def test_most_marked_texts_need_no_parser(text: str) -> None:
    assert quick_blocks(text, is_row=False) is not None


@given(MARKS)
@example("| a |\n|---|\n| b | c |")
@example("[a]: <b>\n\n[a]")
@example("1. a\n2. b")
@example("```a b\nc")
@example('[a](b "c")')
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    for is_row in (False, True):
        blocks = blocks_of(text, is_row=is_row)
        shown = text_of(text, is_row=is_row) + "".join(address for _, address in links_of(blocks)) + _languages(blocks)
        assert not _letters(text) - _letters(shown), (text, shown)


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


def _languages(blocks: object) -> str:
    match blocks:
        case tuple():
            return "".join(map(_languages, blocks))
        case Code():
            return blocks.language
        case Items():
            return _languages(blocks.items)
        case Quote():
            return _languages(blocks.blocks)
        case _:
            return ""


HOSTILE = [
    "[",
    "[a](",
    "**_",
    "> ",
    "- ",
    "1. ",
    "`",
    "``` \n",
    "$a ",
    "|",
    "<a",
    "\\",
    "(",
    "> a\n",
    "- a\n",
    "a\n",
    "[[a]",
]


@pytest.mark.parametrize("mark", HOSTILE)
def test_any_number_of_marks_is_read(mark: str) -> None:
    many = mark * 1_000_000
    assert blocks_of(many) == as_written(many)
    assert text_of(mark * (LONGEST // len(mark)))


def test_what_is_nested_too_deeply_is_shown_as_written() -> None:
    for text in ("> " * 40 + "a", "- " * 40 + "a"):
        assert text_of(text) == text
