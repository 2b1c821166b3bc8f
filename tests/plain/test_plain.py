"""A quiz line by line, as issued to standard output, with a learner who types ahead."""

import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from quiz.bank.model import Bank
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.typed import Cloze
from quiz.plain.dialogue import Dialogue
from quiz.plain.wording import score_text
from quiz.practice.attempt import Attempt
from quiz.practice.draw import Options
from quiz.practice.parsing import expected
from quiz.practice.types import Confidence, Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.base import Store
from quiz.scores.store.opening import unsaved_store
from quiz.scores.store.records import StoreProblem
from tests.examples import examples

Lines = Callable[..., list[str]]


@dataclass
class Said:
    """What a dialogue said, and the attempt after it."""

    out: list[str]
    notes: str
    attempt: Attempt

    def after(self, line: str) -> list[str]:
        """Return what was said from a line on, up to the next question."""
        rest = self.out[self.out.index(line) + 1 :]
        return list(itertools.takewhile(lambda one: not one.startswith("Question "), rest))


Talk = Callable[..., Said]


@pytest.fixture
def store() -> Iterator[Store]:
    opened = unsaved_store()
    yield opened
    opened.close()


@pytest.fixture
def talk(nine: Bank, store: Store) -> Talk:
    """Take the bank of nine, or one type of it, with lines typed ahead."""

    def call(
        lines: Sequence[str],
        *kinds: str,
        mode: Mode = Mode.PRACTICE,
        confidence: bool = False,
        recorder: AttemptRecorder | None = None,
    ) -> Said:
        recorder = recorder or begin(nine, store, *kinds, mode=mode, confidence=confidence)
        out, notes = io.StringIO(), io.StringIO()
        Dialogue(recorder, io.StringIO("".join(f"{line}\n" for line in lines)), out, notes).run()
        return Said(out.getvalue().split("\n"), notes.getvalue(), recorder.attempt)

    return call


def begin(
    bank: Bank, store: Store, *kinds: str, mode: Mode = Mode.PRACTICE, confidence: bool = False, seed: int = 1
) -> AttemptRecorder:
    options = Options(count=None, types=kinds, confidence=confidence)
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return start(store, [bank], learner="Ada", options=options, seed=seed, mode=mode, now=lambda: now)


def typed(lines: Lines, bank: Bank, store: Store, how: str, *kinds: str) -> list[str]:
    return [line for item in begin(bank, store, *kinds).attempt.items for line in lines(item, how)]


# Each type


@pytest.mark.parametrize("kind", QUESTION_TYPES)
@pytest.mark.parametrize(
    ("how", "verdict"), [("right", "Right"), ("partly", "Partly right"), ("wrong", "Wrong"), ("?", "Wrong")]
)
def test_every_type_is_asked_judged_explained_and_sourced(
    talk: Talk, nine: Bank, store: Store, lines: Lines, kind: str, how: str, verdict: str
) -> None:
    if how == "partly" and kind in {"single", "true-false", "number", "text"}:
        how, verdict = "right", "Right"  # these are right or wrong
    said = talk(["?"] if how == "?" else typed(lines, nine, store, how, kind), kind)
    question = said.attempt.items[0].question
    assert said.out[0].startswith("Question 1 of 1")
    assert said.out[1] == question.prompt
    after = said.after(said.out[0])
    (place,) = [at for at, line in enumerate(after) if line.startswith(f"{verdict}.")]
    told = after[place + 1 :]
    assert told[0].startswith("Answer:")
    assert question.explanation in told
    sources = [line for line in told if line.startswith("Source: ")]
    assert len(sources) == len(question.sources)
    assert told.index(str(question.explanation)) < told.index(sources[0])
    scores = [line for line in said.out if line.startswith("Score: ")]
    assert scores == [f"Score: {score_text(said.attempt)}"]
    assert said.attempt.finished is not None


def test_the_rows_are_numbered_and_the_options_lettered(talk: Talk) -> None:
    out = talk([], "match").out
    rows = [line for line in out if line.startswith("  ")]
    assert [line[:5] for line in rows] == ["  1. ", "  2. ", "  3. ", "  a. ", "  b. ", "  c. ", "  d. "]
    assert [line[5:] for line in rows[3:]] == ["2006", "2009", "2011", "2013"]
    assert talk([], "true-false").out[2:4] == ["  1. True", "  2. False"]
    assert talk([], "number").out[2] == ""


def test_an_answer_of_several_parts_has_a_line_a_part(talk: Talk) -> None:
    said = talk(["?"], "classify")
    place = said.out.index("Answer:")
    assert said.out[place + 1 : place + 3] == [
        "  United Nations: Resolution; Panel",
        "  European Union: Regulation; Directive",
    ]


def test_sources_name_title_publisher_date_locator_as_of_and_address(talk: Talk) -> None:
    assert [line for line in talk(["?"], "single").out if line.startswith("Source:")] == [
        "Source: Resolution 1718; United Nations; 2006-10-14; paragraph 8; as of 2017-12; https://example.org/1718",
        "Source: EU relations; EEAS; Political dialogue; as of 2017-12",
    ]


def test_feedback_is_that_on_the_chosen_distractor(talk: Talk) -> None:
    assert "Resolution 1874 (2009): It answered the second test." in talk(["2"], "single").out
    assert not any("second test" in line for line in talk(["3"], "single").out)


def test_partial_credit_says_how_it_came_about(talk: Talk, nine: Bank, store: Store, lines: Lines) -> None:
    def verdict(kind: str) -> str:
        said = talk(typed(lines, nine, store, "partly", kind), kind)
        return next(line for line in said.out if line.startswith("Partly right."))

    assert verdict("order") == "Partly right. 2 of 4 in place. 0.67 points."
    assert verdict("multiple") == "Partly right. You found 1 of 2. 0.5 points."
    assert verdict("match") == "Partly right. 1 of 3 right, 2 left out. 0.33 points."
    assert verdict("classify") == "Partly right. 3 of 4 right. 0.75 points."
    assert verdict("cloze") == "Partly right. 1 of 2 right, 1 left out. 0.5 points."


# Asking again


@pytest.mark.parametrize("kind", [kind for kind in QUESTION_TYPES if kind not in {"text", "cloze"}])
@pytest.mark.parametrize("line", ["", "   ", "nonsense!", "0", "1,5000"])
def test_what_cannot_be_read_says_what_is_expected_and_asks_again(talk: Talk, kind: str, line: str) -> None:
    if kind == "number" and line == "0":
        line = "1,5"
    said = talk([line, "?"], kind)
    item = said.attempt.items[0]
    assert said.out.count(expected(item.question, item.presentation)) == 1
    assert said.attempt.answered == 1
    assert sum(one.startswith("Question ") for one in said.out) == 1


def test_an_empty_line_is_no_text(talk: Talk) -> None:
    said = talk(["", "", "Pyongyang"], "text")
    assert sum("Type the answer; or ? for" in line for line in said.out) == 2
    assert said.attempt.score == 1


def test_asking_again_takes_nothing(talk: Talk) -> None:
    said = talk(["9", "x", ""], "single")
    assert said.attempt.answered == 0
    assert not any(line.startswith(("Right", "Wrong", "Answer", "Score", "Source")) for line in said.out)


@pytest.mark.parametrize(
    ("lines_typed", "score"),
    [
        (["May", "2001"], 1),
        (["the month of May", "2001"], 1),
        (["", "2001"], 0.5),
        (["May", ""], 0.5),
        (["May", "?"], 0),
        (["?"], 0),
    ],
)
def test_a_cloze_takes_a_line_a_blank(talk: Talk, lines_typed: list[str], score: float) -> None:
    said = talk(lines_typed, "cloze")
    assert said.attempt.score == score
    assert said.attempt.finished is not None
    assert "Relations date from [1] ____ [2] ____." in said.out


def test_a_question_mark_is_dont_know_and_skips_the_other_blanks(talk: Talk, nine: Bank, store: Store) -> None:
    kinds = [item.question.type for item in begin(nine, store).attempt.items]
    said = talk(["?"] * 9)
    assert len(kinds) == said.attempt.answered == 9
    assert "Score: 0 of 10 (0 %)" in said.out
    assert sum(line.startswith("Wrong. You said that you don't know.") for line in said.out) == 9


def test_a_line_too_long_is_one_line(talk: Talk) -> None:
    said = talk(["x" * 25_000], "text", "single")
    assert said.attempt.answered <= 1
    assert sum(line.startswith("Question ") for line in said.out) <= 2
    two = talk(["x" * 25_000, "Pyongyang"], "text")
    assert [entry.position for entry in two.attempt.log] == [0]


# A whole quiz


def test_all_right_scores_everything_in_order(talk: Talk, nine: Bank, store: Store, lines: Lines) -> None:
    said = talk(typed(lines, nine, store, "right"))
    asked = [line for line in said.out if line.startswith("Question ")]
    assert [line.split(" (")[0].split(".")[0] for line in asked] == [f"Question {at} of 9" for at in range(1, 10)]
    assert "Score: 10 of 10 (100 %)" in said.out
    assert sum(line.startswith("Right.") for line in said.out) == 9


@pytest.mark.parametrize(
    ("kinds", "typed_lines", "score"),
    [
        (
            ("single", "true-false", "multiple"),
            {"single": "2", "true-false": "t", "multiple": "2,4"},
            "2 of 3 (66.67 %)",
        ),
        (("single", "match"), {"single": "2", "match": "?"}, "0 of 2 (0 %)"),
        (("number",), {"number": "366"}, "2 of 2 (100 %)"),
        (("order", "single"), {"order": None, "single": "1"}, "1.67 of 2 (83.33 %)"),
    ],
)
def test_the_score_has_at_most_two_decimals_and_no_trailing_noughts(
    talk: Talk,
    nine: Bank,
    store: Store,
    lines: Lines,
    kinds: tuple[str, ...],
    typed_lines: dict[str, str | None],
    score: str,
) -> None:
    ahead: list[str] = []
    for item in begin(nine, store, *kinds).attempt.items:
        line = typed_lines[item.question.type]
        ahead += lines(item, "partly") if line is None else [line]
    assert f"Score: {score}" in talk(ahead, *kinds).out


@pytest.mark.parametrize("answered", range(9))
def test_where_the_input_ends_what_was_answered_is_kept(talk: Talk, store: Store, answered: int) -> None:
    said = talk(["?"] * answered)
    assert f"after {answered} of 9 questions" in said.notes
    assert not any(line.startswith("Score:") for line in said.out)
    assert store.load(said.attempt.uid) == said.attempt
    assert said.attempt.answered == answered
    assert said.attempt.finished is None
    rest = talk(["?"] * (9 - answered), recorder=AttemptRecorder(store, store.load(said.attempt.uid)))
    assert rest.out[0].startswith(f"Question {answered + 1} of 9")
    assert rest.attempt.finished is not None


def test_the_last_line_needs_no_end(nine: Bank, store: Store) -> None:
    recorder = begin(nine, store, "true-false")
    out = io.StringIO()
    Dialogue(recorder, io.StringIO("t"), out, io.StringIO()).run()
    assert "Score: 1 of 1 (100 %)" in out.getvalue()


def test_nothing_of_ids_or_times_is_on_standard_output(talk: Talk) -> None:
    said = talk(["?"] * 9)
    text = "\n".join(said.out)
    assert said.attempt.uid[:8] not in text
    assert said.attempt.uid[:8] in said.notes
    assert "2026-11" not in text
    assert "second" not in text.replace("second test", "").replace("Second test", "")


def test_a_response_that_cannot_be_kept_is_not_shown_as_taken(nine: Bank, store: Store) -> None:
    recorder = begin(nine, store, "single")
    stale = AttemptRecorder(store, recorder.attempt)
    Dialogue(stale, io.StringIO("1\n"), io.StringIO(), io.StringIO()).run()
    out = io.StringIO()
    with pytest.raises(StoreProblem, match="another window"):
        Dialogue(recorder, io.StringIO("1\n"), out, io.StringIO()).run()
    assert "Right" not in out.getvalue()
    assert "Answer" not in out.getvalue()


def test_the_verdict_is_said_only_after_the_commit(nine: Bank, store: Store) -> None:
    class Watching(io.StringIO):
        def write(self, text: str) -> int:
            if text.startswith(("Right", "Wrong", "Answer", "Source")):
                assert store.load(recorder.attempt.uid).answered == 1
                seen.append(text)
            return super().write(text)

    seen: list[str] = []
    recorder = begin(nine, store, "single")
    Dialogue(recorder, io.StringIO("1\n"), Watching(), io.StringIO()).run()
    assert len(seen) == 4


# Commands


def test_a_hint_is_given_and_recorded(talk: Talk) -> None:
    said = talk([":hint", "1"], "single")
    assert "Hint: It came within a week of the test." in said.out
    assert said.attempt.hinted == {0}
    assert talk([":hint", "t"], "true-false").attempt.hinted == set()


def test_a_skipped_question_comes_again(talk: Talk) -> None:
    said = talk([":skip", "?", "?"], "single", "text")
    asked = [line.split(" (")[0].split(".")[0] for line in said.out if line.startswith("Question ")]
    assert asked == ["Question 1 of 2", "Question 2 of 2", "Question 1 of 2"]
    assert said.attempt.finished is not None


def test_undo_takes_the_last_response_back(talk: Talk) -> None:
    said = talk(["?", ":undo", "?", ":quit"], "single", "text")
    assert [entry.position for entry in said.attempt.log] == [0]
    assert said.attempt.answered == 1
    assert "You left after 1 of 2 questions" in said.notes


def test_go_leads_to_a_question_and_says_so_where_there_is_none(talk: Talk) -> None:
    said = talk([":go 2", ":go 9", ":go x", "?", ":quit"], "single", "text")
    assert [entry.position for entry in said.attempt.log] == [1]
    assert said.out.count("Type :go and a number from 1 to 2.") == 2


def test_an_unknown_command_names_those_there_are(talk: Talk) -> None:
    said = talk([":hlep", "?"], "single")
    (line,) = [line for line in said.out if line.startswith(":hlep")]
    assert all(
        command in line for command in (":hint", ":flag", ":skip", ":undo", ":go N", ":submit", ":quit", ":help")
    )
    assert said.attempt.answered == 1


def test_confidence_is_asked_after_each_response_but_dont_know(talk: Talk) -> None:
    said = talk(["1", "3", "?"], "single", "true-false", confidence=True)
    assert said.out.count("1 guess, 2 unsure, 3 sure, Enter none") == 1
    assert sorted(str(entry.taken.confidence) for entry in said.attempt.log) == ["None", "sure"]
    for line, level in [("1", Confidence.GUESS), ("2", Confidence.UNSURE), ("", None)]:
        again = talk(["t", "9", line], "true-false", confidence=True)
        assert [entry.taken.confidence for entry in again.attempt.log] == [level]


# Exam


def test_an_exam_says_nothing_before_it_is_handed_in(talk: Talk) -> None:
    said = talk(["1", "1"], "single", "text", mode=Mode.EXAM)
    assert not any(line.startswith(("Right", "Wrong", "Answer:", "Source", "Score")) for line in said.out)
    assert "Hand in? yes, or a question number" in said.out
    assert said.attempt.finished is None
    assert said.attempt.answered == 2


def test_an_exam_is_handed_in_from_its_sheet_with_what_is_open_named(talk: Talk) -> None:
    said = talk([":flag", ":skip", "?", "yes"], "single", "text", mode=Mode.EXAM)
    assert "Answer sheet: 1 of 2 answered." in said.out
    assert "Not answered: 1. They count 0 points and are not reviewed." in said.out
    assert "Flagged: 1." in said.out
    assert said.attempt.finished is not None
    assert "Score: 0 of 2 (0 %)" in said.out


def test_an_answer_of_an_exam_can_be_changed(talk: Talk) -> None:
    said = talk(["2", "1", "1", "yes"], "single", mode=Mode.EXAM)
    assert "Score: 1 of 1 (100 %)" in said.out
    assert sum(entry.position == 0 for entry in said.attempt.log) == 1


# Anything at all


@examples(30)
@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from([Mode.PRACTICE, Mode.EXAM]), st.booleans())
def test_whatever_is_typed_there_is_no_failure_and_no_control_character(
    talk: Talk, store: Store, typed_lines: list[str], mode: Mode, confidence: bool
) -> None:
    said = talk(typed_lines, mode=mode, confidence=confidence)
    assert store.load(said.attempt.uid) == said.attempt
    assert all(letter.isprintable() or letter == "\n" for letter in "\n".join(said.out) if ord(letter) < 0xA0)


def test_every_cloze_of_the_bank_has_as_many_prompts_as_blanks(nine: Bank, store: Store) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    notes = io.StringIO()
    recorder = begin(nine, store, "cloze")
    question = recorder.attempt.item.question
    assert isinstance(question, Cloze)
    Dialogue(recorder, Keyboard("May\n2001\n"), io.StringIO(), notes).run()
    assert [f"blank {number} > " in notes.getvalue() for number in (1, 2, 3)] == [True, True, False]
