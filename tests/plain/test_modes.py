"""The line mode in every mode: commands, confidence, exam, sheet, time limit, resuming."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO, cast

import pytest

from quiz.bank.model import Bank
from quiz.library.library import open_bank
from quiz.paths import data_folder
from quiz.plain.dialogue import COMMANDS, CONFIDENCE_PROMPT, HAND_IN_PROMPT, Dialogue
from quiz.practice.attempt import Attempt
from quiz.practice.draw import Options, draw
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.types import Confidence, Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.base import Store
from quiz.scores.store.opening import open_store
from tests.cases import CASES, Case, Shown
from tests.conftest import Invoke, Lines

THREE = """\
id: three
title: Three
questions:
  - {id: a, type: single, prompt: First?, answer: Yes, distractors: [No, Maybe], sequence: [Yes, No, Maybe], hint: Nod}
  - {id: b, type: true-false, prompt: Second?, answer: true}
  - {id: c, type: multiple, prompt: Third?, answers: [X, Y], distractors: [Z, W], sequence: [W, X, Y, Z]}
"""
GUESS, UNSURE, SURE = Confidence


@pytest.fixture
def three(tmp_path: Path) -> Bank:
    path = tmp_path / "three.yaml"
    path.write_text(THREE, encoding="utf-8")
    bank = open_bank(path).bank
    assert bank is not None
    return bank


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(data_folder())
    yield opened
    opened.close()


class Heard:
    """What was said in one dialogue."""

    def __init__(self, recorder: AttemptRecorder, out: str, notes: str) -> None:
        self.recorder, self.out, self.notes = recorder, out, notes

    @property
    def attempt(self) -> Attempt:
        return self.recorder.attempt

    @property
    def asked(self) -> list[str]:
        """The prompts in the order in which they were asked."""
        return re.findall(r"^(?:First|Second|Third)\?$", self.out, re.MULTILINE)

    @property
    def fractions(self) -> list[float | None]:
        return [taken.grade.fraction if taken else None for taken in self.attempt.counted]


def hear(recorder: AttemptRecorder, *lines: str) -> Heard:
    out, notes = io.StringIO(), io.StringIO()
    Dialogue(recorder, io.StringIO("".join(f"{line}\n" for line in lines)), out, notes).run()
    return Heard(recorder, out.getvalue(), notes.getvalue())


Begin = Callable[..., AttemptRecorder]


@pytest.fixture
def begin(three: Bank, store: Store) -> Begin:
    """Begin an attempt on the bank of three, asked in the order of the bank."""

    def call(mode: Mode = Mode.PRACTICE, **options: Any) -> AttemptRecorder:
        seed = next(seed for seed in range(1000) if _ids(three, seed) == ["a", "b", "c"])
        return start(
            store,
            [three],
            learner="Ada",
            options=Options(count=None, **options),
            seed=seed,
            mode=mode,
        )

    return call


def _ids(bank: Bank, seed: int) -> list[str]:
    return [drawn.question.id for drawn in draw([bank], Options(count=None), seed)]


# The table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_typed_response_earns_what_the_table_says(case: Case, tmp_path: Path, store: Store) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(case.bank, encoding="utf-8")
    bank = open_bank(path).bank
    assert bank is not None
    recorder = start(store, [bank], learner="Ada", options=Options(), seed=3)
    heard = hear(recorder, *case.plain(Shown(recorder.attempt.items[0].presentation)))
    taken = heard.attempt.counted[0]
    assert taken is not None, heard.out
    assert taken.grade.fraction == pytest.approx(case.fraction)
    assert taken.grade.how == case.how
    assert f"Score: {case.fraction:.2f}".rstrip("0").rstrip(".") in heard.out
    assert store.load(heard.attempt.uid) == heard.attempt


# Commands


def test_the_hint_is_told_and_recorded(begin: Begin, store: Store) -> None:
    heard = hear(begin(), ":hint")
    assert "Hint: Nod" in heard.out
    assert store.load(heard.attempt.uid).hinted == {0}


def test_without_a_hint_it_says_so_and_records_nothing(begin: Begin) -> None:
    heard = hear(begin(), "1", ":hint")
    assert "There is no hint." in heard.out
    assert heard.attempt.hinted == frozenset()


def test_a_flag_goes_on_and_off(begin: Begin, store: Store) -> None:
    heard = hear(begin(), ":flag", "1", ":flag", ":FLAG")
    assert heard.out.count("Flagged.") == 2
    assert heard.out.count("The flag is off.") == 1
    assert store.load(heard.attempt.uid).flagged == {0}


def test_a_skipped_question_comes_again_after_the_others(begin: Begin) -> None:
    heard = hear(begin(), ":skip", "t", "2,3", "1")
    assert heard.asked == ["First?", "Second?", "Third?", "First?"]
    assert heard.fractions == [1, 1, 1]
    assert "Score: 3 of 3 (100 %)" in heard.out


def test_skipping_the_last_open_question_asks_it_again(begin: Begin) -> None:
    heard = hear(begin(), "1", "t", ":skip", "2,3")
    assert heard.asked == ["First?", "Second?", "Third?", "Third?"]
    assert heard.attempt.finished is not None


def test_undo_takes_back_the_last_response_and_asks_again(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "2", ":undo", "1")
    assert "Taken back: question 1." in heard.out
    assert heard.asked == ["First?", "Second?", "First?", "Second?"]
    assert heard.fractions == [1, None, None]
    assert store.load(heard.attempt.uid) == heard.attempt


def test_undo_with_nothing_to_take_back_says_so(begin: Begin) -> None:
    assert "There is nothing to take back." in hear(begin(), ":undo").out


def test_undo_after_the_score_opens_the_attempt_again(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "2,3", ":undo", "1")
    assert heard.out.count("Score:") == 2
    assert heard.out.rstrip().endswith("Score: 1 of 3 (33.33 %)")
    assert len(store.history("Ada")) == 3
    assert store.load(heard.attempt.uid) == heard.attempt


def test_undo_after_the_score_and_then_the_end_leaves_it_open(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "2,3", ":undo")
    assert heard.attempt.finished is None
    assert len(store.history("Ada")) == 2
    assert "The input ended after 2 of 3 questions." in heard.notes


def test_go_leads_to_a_question_by_its_number(begin: Begin) -> None:
    heard = hear(begin(), ":go 3", "2,3", "1", "t")
    assert heard.asked == ["First?", "Third?", "First?", "Second?"]
    assert heard.attempt.finished is not None


@pytest.mark.parametrize("line", [":go", ":go 0", ":go 4", ":go -1", ":go x", ":go ٣", ":go 99999999999999999999"])
def test_go_without_a_fitting_number_says_what_is_expected(begin: Begin, line: str) -> None:
    heard = hear(begin(), line)
    assert "Type :go and a number from 1 to 3." in heard.out
    assert heard.asked == ["First?"]


def test_in_practice_an_answered_question_is_not_asked_again(begin: Begin) -> None:
    heard = hear(begin(), "1", ":go 1")
    assert "Question 1 is answered already." in heard.out
    assert heard.asked == ["First?", "Second?"]


def test_submit_hands_in_what_there_is(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", ":submit", "yes")
    assert "Answer sheet: 1 of 3 answered." in heard.out
    assert "Not answered: 2, 3. They count 0 points and are not reviewed." in heard.out
    assert "Score: 1 of 3 (33.33 %)" in heard.out
    assert heard.attempt.finished is not None
    assert len(store.history("Ada")) == 1


def test_quit_leaves_the_attempt_open_and_says_how_to_go_on(begin: Begin) -> None:
    heard = hear(begin(), "1", ":quit", "t")
    assert heard.fractions == [1, None, None]
    assert f"quiz take --resume {heard.attempt.uid[:8]}" in heard.notes
    assert "Score" not in heard.out


def test_help_names_every_command(begin: Begin) -> None:
    heard = hear(begin(), ":help")
    for name, what in COMMANDS.items():
        assert f"{name} {what}" in heard.out


@pytest.mark.parametrize("line", [":nonsense", ":", ":hin", ":\x1b[31m"])
def test_what_is_no_command_is_named_and_is_no_response(begin: Begin, line: str) -> None:
    heard = hear(begin(), line, "1")
    assert "is no command. Commands: :hint" in heard.out
    assert "\x1b" not in heard.out
    assert heard.fractions == [1, None, None]


def test_a_command_in_the_midst_of_the_blanks_of_a_cloze_is_obeyed(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "cloze.yaml"
    path.write_text(
        "id: c\ntitle: C\nquestions:\n  - id: q\n    type: cloze\n    prompt: Fill.\n    hint: Spring\n"
        "    text: >-\n      In {{May}} {{2001}}.\n",
        encoding="utf-8",
    )
    bank = open_bank(path).bank
    assert bank is not None
    heard = hear(start(store, [bank], learner="Ada", options=Options(), seed=1), "May", ":hint", "2001")
    assert "Hint: Spring" in heard.out
    assert heard.fractions == [1]


# Confidence


def test_each_response_but_dont_know_is_followed_by_the_confidence(begin: Begin) -> None:
    heard = hear(begin(confidence=True), "1", "3", "?", "1,4", "9", "", "extra")
    assert [taken.confidence for taken in heard.attempt.counted if taken] == [SURE, None, None]
    assert heard.out.count(CONFIDENCE_PROMPT) == 3  # once for the first, twice for the last
    assert heard.attempt.finished is not None


@pytest.mark.parametrize(("line", "level"), [("1", GUESS), ("2", UNSURE), ("3", SURE), ("", None)])
def test_a_number_says_how_sure(begin: Begin, line: str, level: Confidence | None) -> None:
    taken = hear(begin(confidence=True), "1", line).attempt.counted[0]
    assert taken is not None
    assert taken.confidence is level


def test_the_feedback_comes_only_after_the_confidence(begin: Begin) -> None:
    out = hear(begin(confidence=True), "1", "3").out
    assert out.index(CONFIDENCE_PROMPT) < out.index("Right.")


def test_a_response_whose_confidence_was_not_read_any_more_is_kept(begin: Begin, store: Store) -> None:
    heard = hear(begin(confidence=True), "1")
    assert store.load(heard.attempt.uid).answered == 1


def test_the_result_tells_what_the_confidence_says(begin: Begin) -> None:
    out = hear(begin(confidence=True), "1", "1", "f", "3", "2,3", "2").out
    assert "With confidence: " in out
    assert "Lucky guesses: 1\n" in out
    assert "Misconceptions (sure but wrong): 2\n" in out
    assert "Score: 2 of 3 (66.67 %)" in out


def test_without_the_option_nothing_is_asked_about_confidence(begin: Begin) -> None:
    assert CONFIDENCE_PROMPT not in hear(begin(), "1", "t", "2,3").out


# Exam


def test_an_exam_gives_no_verdict_before_it_is_handed_in(begin: Begin) -> None:
    out = hear(begin(Mode.EXAM), "1", "f", "2").out
    before, _, after = out.partition(HAND_IN_PROMPT)
    assert not after.strip()
    for word in ("Right", "Wrong", "Partly", "Answer:", "Score"):
        assert word not in before
    assert before.count("Noted.") == 3


def test_an_exam_left_at_the_sheet_stays_open_and_out_of_the_schedule(begin: Begin, store: Store) -> None:
    heard = hear(begin(Mode.EXAM), "1", "f", "2")
    assert store.load(heard.attempt.uid).finished is None
    assert store.history("Ada") == []
    assert "stays" not in heard.out
    assert "--resume" in heard.notes


def test_handing_in_gives_every_verdict_and_enters_the_schedule(begin: Begin, store: Store) -> None:
    heard = hear(begin(Mode.EXAM), "1", "f", "2", "yes")
    after = heard.out.partition(HAND_IN_PROMPT)[2]
    assert [after.count(word) for word in ("Right.", "Wrong.", "Partly right.")] == [1, 1, 1]
    assert "Review 2 of 3. Second?" in after
    assert "Score: 1.5 of 3 (50 %)" in after
    assert len(store.history("Ada")) == 3


def test_the_sheet_leads_back_to_a_question_whose_answer_can_be_changed(begin: Begin, store: Store) -> None:
    heard = hear(begin(Mode.EXAM), "2", "t", "2,3", "1", "1", "yes")
    assert heard.out.count("Answer sheet: 3 of 3 answered.") == 2
    assert "Your answer so far: No" in heard.out
    assert heard.fractions == [1, 1, 1]
    assert len(store.history("Ada")) == 3


def test_the_sheet_names_what_is_unanswered_and_flagged(begin: Begin) -> None:
    heard = hear(begin(Mode.EXAM), ":skip", ":flag", "t", ":skip")
    assert "Not answered: 1, 3. They count 0 points and are not reviewed." in heard.out
    assert "Flagged: 2." in heard.out


def test_what_is_unanswered_when_handed_in_is_worth_nothing_and_not_reviewed(begin: Begin, store: Store) -> None:
    heard = hear(begin(Mode.EXAM), "1", ":submit", "YES")
    assert "Not answered." in heard.out
    assert heard.fractions == [1, None, None]
    assert [logged.key.question for logged in store.history("Ada")] == ["a"]


@pytest.mark.parametrize("line", ["", "no", "0", "4", "?", "maybe"])
def test_anything_else_at_the_sheet_shows_it_again(begin: Begin, line: str) -> None:
    heard = hear(begin(Mode.EXAM), "1", "t", "2,3", line)
    assert heard.out.count(HAND_IN_PROMPT) == 2
    assert heard.attempt.finished is None


def test_undo_takes_back_a_handed_in_exam(begin: Begin, store: Store) -> None:
    heard = hear(begin(Mode.EXAM), "1", "t", "2", "yes", ":undo", "2,3", "yes")
    assert "Score: 3 of 3 (100 %)" in heard.out
    assert len(store.history("Ada")) == 3
    assert store.load(heard.attempt.uid) == heard.attempt


@pytest.mark.parametrize("command", [":hint", ":flag", ":skip"])
def test_commands_about_a_question_do_nothing_at_the_sheet(begin: Begin, command: str) -> None:
    heard = hear(begin(Mode.EXAM), "1", "t", "2,3", command)
    assert heard.out.count(HAND_IN_PROMPT) == 2
    assert (heard.attempt.flagged, heard.attempt.hinted) == (frozenset(), frozenset())


# Retry


def test_a_retry_of_the_wrong_ones_counts_nowhere(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "1", ":retry", "t", "2,3")
    assert heard.asked == ["First?", "Second?", "Third?", "Second?", "Third?"]
    assert heard.out.count("Score:") == 1
    assert heard.fractions == [1, 0, 0]
    assert len(store.history("Ada")) == 3
    assert [entry.retry for entry in store.load(heard.attempt.uid).log] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("line", [":go 1", ":submit", ":flag", ":undo"])
def test_a_retry_changes_nothing_in_the_attempt_that_is_finished(begin: Begin, store: Store, line: str) -> None:
    heard = hear(begin(), "1", "f", "1", ":retry", line, "t", ":quit")
    assert "The attempt is finished" in heard.out
    after = store.load(heard.attempt.uid)
    assert after == heard.attempt
    assert after.finished is not None
    assert heard.fractions == [1, 0, 0]
    assert (after.position, after.flagged, len(after.log)) == (2, frozenset(), 4)


def test_a_skip_in_a_retry_leads_to_the_next_and_quit_ends_it(begin: Begin) -> None:
    heard = hear(begin(), "3", "f", "1", ":retry", ":skip", "t", ":quit", "2,3")
    assert heard.asked[3:] == ["First?", "Second?", "Third?"]
    assert [entry.position for entry in heard.attempt.log if entry.retry] == [1]


def test_the_hint_in_a_retry_is_that_of_the_question_asked_and_is_not_recorded(begin: Begin) -> None:
    heard = hear(begin(), "3", "t", "1", ":retry", ":hint")
    assert "Hint: Nod" in heard.out
    assert heard.attempt.hinted == frozenset()


# Time


class Clock:
    """A monotonic clock that goes on by the lines that are read."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


class Slow:
    """A learner who takes so many seconds for each line."""

    def __init__(self, clock: Clock, lines: Sequence[tuple[float, str]]) -> None:
        self._clock = clock
        self._lines = iter(lines)

    def isatty(self) -> bool:
        return False

    def readline(self, _: int) -> str:
        seconds, line = next(self._lines, (0, None))
        self._clock.now += seconds
        return "" if line is None else f"{line}\n"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("quiz.plain.dialogue.time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


def hear_slowly(recorder: AttemptRecorder, clock: Clock, *lines: tuple[float, str]) -> Heard:
    out, notes = io.StringIO(), io.StringIO()
    Dialogue(recorder, cast("TextIO", Slow(clock, lines)), out, notes).run()
    return Heard(recorder, out.getvalue(), notes.getvalue())


def test_a_line_read_after_the_limit_is_not_taken_and_the_attempt_is_handed_in(
    begin: Begin, clock: Clock, store: Store
) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (30, "1"), (30.5, "t"), (1, "2,3"))
    assert heard.fractions == [1, None, None]
    assert heard.attempt.finished is not None
    assert "Score: 1 of 3 (33.33 %)" in heard.out
    assert "The time is up" in heard.notes
    assert "The time is up" not in heard.out
    assert store.load(heard.attempt.uid) == heard.attempt


def test_a_line_read_just_within_the_limit_is_taken(begin: Begin, clock: Clock) -> None:
    assert hear_slowly(begin(time_limit=60.0), clock, (59.9, "1")).fractions == [1, None, None]


def test_a_confidence_after_the_limit_is_not_taken_either(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=60.0, confidence=True), clock, (59, "1"), (2, "3"))
    assert heard.fractions == [None, None, None]
    assert heard.attempt.finished is not None


def test_a_command_after_the_limit_is_not_obeyed(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (61, ":hint"))
    assert "Nod" not in heard.out
    assert heard.attempt.hinted == frozenset()
    assert heard.attempt.finished is not None


def test_an_exam_whose_time_ends_at_the_sheet_is_handed_in(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(Mode.EXAM, time_limit=60.0), clock, (1, "1"), (1, "t"), (1, "2,3"), (60, "1"))
    assert heard.attempt.finished is not None
    assert "Score: 3 of 3 (100 %)" in heard.out


def test_what_is_left_of_the_time_is_stored_with_each_response(begin: Begin, clock: Clock, store: Store) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (20, "1"), (15, "t"))
    assert store.load(heard.attempt.uid).time_left == pytest.approx(25)


def test_time_between_two_sittings_does_not_count(begin: Begin, clock: Clock, store: Store) -> None:
    uid = hear_slowly(begin(time_limit=60.0), clock, (20, "1")).attempt.uid
    clock.now += 10_000
    heard = hear_slowly(AttemptRecorder(store, store.load(uid)), clock, (39, "t"), (2, "2,3"))
    assert heard.fractions == [1, 1, None]
    assert heard.attempt.finished is not None


def test_without_a_limit_no_time_is_too_long(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(), clock, (1e6, "1"), (1e6, "t"), (1e6, "2,3"))
    assert heard.fractions == [1, 1, 1]
    assert heard.attempt.counted[0] is not None
    assert heard.attempt.counted[0].seconds == 1e6


def test_a_retry_has_all_the_time_there_is(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (1, "3"), (1, "t"), (1, "2,3"), (100, ":retry"), (100, "1"))
    assert [entry.taken.grade.fraction for entry in heard.attempt.log if entry.retry] == [1]
    assert heard.attempt.time_left == pytest.approx(57)


# Resuming, as a command


def test_an_attempt_goes_on_where_it_was_left(invoke: Invoke, nine_file: Path, store: Store, lines: Lines) -> None:
    first = invoke("take", "nine", "--plain", "--seed", 5, "--count", "all", input=":skip\n:flag\n:quit\n")
    assert first.exit_code == 0
    uid = store.summaries()[0].uid
    attempt = store.load(uid)
    nine_file.unlink()
    typed = "".join(f"{line}\n" for line in lines(attempt.items[1]))
    second = invoke("take", "--plain", "--resume", uid[:8], input=typed)
    assert second.exit_code == 0, second.stderr
    assert second.stdout.startswith("Question 2 of 9")
    after = store.load(uid)
    assert after.items == attempt.items
    assert after.answered == 1
    assert after.flagged == {1}


def test_the_newest_open_attempt_is_resumed_where_none_is_named(invoke: Invoke, shelf: Path, store: Store) -> None:
    invoke("take", "nine", "--plain", "--seed", 1, "--type", "true-false", input="")
    invoke("take", "nine", "--plain", "--seed", 2, "--type", "single", input="")
    invoke("take", "nine", "--plain", "--seed", 3, "--type", "text", input="Pyongyang\n")
    again = invoke("take", "--plain", "--resume", input="")
    assert "Which resolution came first?" in again.stdout
    assert [summary.answered for summary in store.summaries()] == [1, 0, 0]


@pytest.mark.parametrize("uid", ["", "ffff", "xyz", "%"])
def test_without_such_an_open_attempt_it_says_so(invoke: Invoke, shelf: Path, uid: str) -> None:
    done = invoke("take", "--plain", "--resume", uid)
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_a_finished_attempt_is_not_resumed(invoke: Invoke, shelf: Path, store: Store) -> None:
    invoke("take", "nine", "--plain", "--type", "true-false", input="t\n")
    uid = store.summaries()[0].uid
    done = invoke("take", "--plain", "--resume", uid)
    assert done.exit_code == 2
    assert "is finished" in done.stderr


def test_banks_and_resume_do_not_go_together(invoke: Invoke, shelf: Path) -> None:
    done = invoke("take", "nine", "--plain", "--resume=abc")
    assert done.exit_code == 2
    assert "--resume" in done.stderr


# The modes as commands


def test_the_mistakes_are_asked_until_they_are_put_right(invoke: Invoke, shelf: Path, store: Store) -> None:
    invoke("take", "nine", "--plain", "--type", "true-false", input="f\n:retry\nt\n")
    wrong = invoke("take", "--plain", "--mode", "mistakes", input="f\n")
    assert "The Council adopted the resolution." in wrong.stdout
    right = invoke("take", "--plain", "--mode", "mistakes", input="t\n")
    assert "Question 1 of 1" in right.stdout
    none = invoke("take", "--plain", "--mode", "mistakes")
    assert none.exit_code == 2
    assert "no mistake to put right" in none.stderr


def test_a_review_asks_new_questions_as_many_as_the_day_still_has(invoke: Invoke, shelf: Path, store: Store) -> None:
    first = invoke("take", "nine", "--plain", "--mode", "review", "--seed", 1, input="?\n")
    assert "Question 1 of 9" in first.stdout
    second = invoke("take", "nine", "--plain", "--mode", "review", "--seed", 1, input="")
    assert "Question 1 of 8" in second.stdout


def test_the_options_are_kept_with_the_attempt(invoke: Invoke, shelf: Path, store: Store) -> None:
    invoke(
        "take", "nine", "--plain", "--mode", "exam", "--count", 2, "--difficulty", "easy", "--difficulty", "hard",
        "--confidence", "--time-limit", "0.5", "--unseen-first", input="",
    )  # fmt: skip
    last = store.last_asked("Ada")
    assert last is not None
    mode, options, banks = last
    assert (mode, banks) == (Mode.EXAM, ("nine",))
    assert options == Options(
        count=2, difficulties=("easy", "hard"), confidence=True, time_limit=30.0, unseen_first=True
    )


def test_standard_output_depends_on_banks_options_seed_and_input_alone(invoke: Invoke, shelf: Path) -> None:
    typed = "1\n?\n:hint\n:flag\n:skip\n:go 1\n:submit\n4\n\n?\n:submit\nyes\n"
    runs = {
        invoke("take", "nine", "--plain", "--mode", "exam", "--seed", 9, "--count", "all", input=typed).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_a_response_of_an_exam_is_a_plain_response(begin: Begin) -> None:
    heard = hear(begin(Mode.EXAM), "1", "t", "3,2", "yes")
    assert [taken.response for taken in heard.attempt.counted if taken] == [
        Chosen(("Yes",)),
        Judged(True),
        Chosen(("X", "Y")),
    ]
