"""Which texts of a bank keep their lines."""

from quiz.bank.questions.choice import Single
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.order import Order
from quiz.bank.questions.written import OpenQuestion
from quiz.reading.reader import read_bank
from tests.tui.driving import bank_text


def test_what_stands_in_a_row_keeps_its_lines_in_every_bank() -> None:
    choice = {"type": "single", "answer": "a\n  b", "distractors": [{"text": "c\nd", "feedback": "e\nf"}, " g  h "]}
    order = {"type": "order", "items": ["x\n  y", "z", "w"]}
    for markup in ("plain", "markdown"):
        bank = read_bank(bank_text(choice, order, markup=markup).encode(), "bank.yaml").bank
        assert bank is not None
        single, ordered = bank.questions
        assert isinstance(single, Single)
        assert isinstance(ordered, Order)
        assert bank.markup == markup
        assert [one.text for one in single.choices] == ["a\n  b", "c\nd", "g h"]
        assert ordered.items[0] == "x\n  y"


def test_a_model_answer_and_its_points_keep_their_lines_and_what_is_named_does_not() -> None:
    written = {"type": "open", "answer": " a\n  b", "rubric": ["c\n  d", " e  f "]}
    named = {"type": "list", "answers": ["a\nb", ["c", "d\ne"]]}
    for markup in ("plain", "markdown"):
        bank = read_bank(bank_text(written, named, markup=markup).encode(), "bank.yaml").bank
        assert bank is not None
        first, second = bank.questions
        assert isinstance(first, OpenQuestion)
        assert isinstance(second, ListQuestion)
        assert (first.answer, first.rubric) == ("a\n  b", ("c\n  d", "e f"))
        assert second.spellings == (("a b",), ("c", "d e"))
