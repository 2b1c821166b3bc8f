"""Markdown in the app: laid out for the width, never markup, and what was asked is looked back at as it was."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from textual.content import Content

from quiz.bank.markup import Code, blocks_of
from quiz.practice.questions.choice import Chosen
from quiz.tui.markup import Prose, highlighted
from quiz.tui.widgets.answer import feedback_line
from quiz.tui.widgets.inputs import answer_input
from quiz.tui.widgets.typed_input import AnswerLines
from tests.cases import MARKDOWN
from tests.tui.driving import SMALL, USUAL, judgements, launch, opened, write_bank

HOSTILE = "[red]x[/] [link=http://a.example]y[/link] [@click=app.quit]z[/] *[bold]*\n\n```python\n[red]\n```"


def lines(text: str, width: int) -> list[str]:
    return Prose(blocks_of(text)).at(width).plain.split("\n")


def test_a_list_hangs_and_a_table_keeps_to_the_room() -> None:
    assert lines("- one two three\n  - four five", 9) == ["• one two", "  three", "  • four", "    five"]
    table = lines("| head | number |\n| - | -: |\n| word word | 1 |", 30)
    assert table == ["head       number", "─────────  ──────", "word word       1"]
    narrow = lines("| head | number |\n| - | -: |\n| word word | 1 |", 12)
    assert all(len(line) <= 12 for line in narrow)
    assert {"word", "head"} <= set(" ".join(narrow).split())


DIAGRAM = "+------------+  asks  +-----------------+\n| Parliament | -----> | Commission, DGs |\n+------------+"


def test_code_keeps_its_spaces_and_is_cut_with_a_sign_where_the_room_ends() -> None:
    code = Prose(blocks_of("```python\nif a:\n    return abcdef\n```"))
    assert code.at(19).plain == "  if a:\n      return abcdef"
    assert code.at(14).plain == "  if a:\n      return ›"
    assert (code.overhang(18), code.overhang(14)) == (1, 5)
    assert code.panned(3).at(14).plain == "  ‹:\n   return abc›"
    assert code.panned(99).at(14).plain == "  ‹\n  ‹turn abcdef"  # no further than to its end


def test_the_lines_of_one_piece_of_code_move_together_and_the_text_around_it_stays() -> None:
    code = DIAGRAM.replace("\n", "\n  ")
    text = Prose(blocks_of(f"- One:\n\n  ```\n  {code}\n  ```\n\nTwo words more"))
    before, after = (text.panned(column).at(20).plain.split("\n") for column in (0, 12))
    assert before == [
        "• One:",
        "    +------------+ ›",
        "    | Parliament | ›",
        "    +------------+",
        "",
        "Two words more",
    ]
    assert after == ["• One:", "    ‹+  asks  +----›", "    ‹| -----> | Com›", "    ‹+", "", "Two words more"]
    assert before[4:] == after[4:]


@given(
    code=st.lists(st.text(st.sampled_from("ab  -|語́‹›"), max_size=30), min_size=1, max_size=4),
    width=st.integers(8, 30),
)
def test_every_sign_of_code_comes_into_view_and_no_line_is_longer_than_the_room(code: list[str], width: int) -> None:
    prose = Prose((Code("\n".join(code)),))
    over = prose.overhang(width)
    views = [prose.panned(column).at(width).plain.split("\n") for column in range(over + 1)]
    assert all(Content(line).cell_length <= width for view in views for line in view)
    assert {len(view) for view in views} == {len(code)}
    for number, line in enumerate(code):
        seen = Counter[str]()
        for view in views:
            seen |= Counter(view[number])
        assert not Counter(line.replace(" ", "")).keys() - seen.keys()


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ({"type": "true-false", "answer": True}, ["1"]),
        ({"type": "text", "answers": ["Rome"]}, ["R"]),
        ({"type": "open", "answer": "A.", "rubric": ["B."]}, ["R"]),
        ({"type": "cloze", "text": "An {{a}}."}, ["R"]),
    ],
    ids=["rows", "field", "text", "blank"],
)
async def test_code_that_is_wider_than_the_screen_is_moved_by_keys_wherever_the_focus_is(
    question: dict[str, object], keys: list[str], tmp_path: Path
) -> None:
    asked = question | {
        "prompt": f"Who asks whom?\n\n```\n{DIAGRAM}\n```",
        "explanation": "E.",
    }
    bank = write_bank(tmp_path, asked, judgements(1)[0], markup="markdown")
    async with opened(launch(bank), size=SMALL) as app:
        app.shows("Who asks whom?", "asks +------------›", "-----> | Commission,›", "shift+→ Code f1 Keys")
        await app.press(*keys, "shift+right")
        app.shows("Who asks whom?", "asks +-----------------+", "-----> | Commission, DGs |")
        app.hides("shift+→")
        await app.press("shift+left")
        app.shows("| Parliament | -----> | Commission,›")
        await app.resize(USUAL)
        app.shows("| Parliament | -----> | Commission, DGs |")
        app.hides("shift+→", "›")


async def test_code_in_rows_is_moved_beside_its_marks_and_in_what_is_told(tmp_path: Path) -> None:
    code = [f"```\n{'x' * 30}{end}\n```" for end in "abc"]
    feedback = f"Not\n\n```\n{'y' * 30}z\n```"
    single = {"type": "single", "answer": code[0], "distractors": [{"text": code[1], "feedback": feedback}, code[2]]}
    order = {"type": "order", "items": code}
    pairs = {"type": "match", "pairs": dict(zip(code, ("one", "two", f"```\n{'w' * 30}v\n```"), strict=True))}
    async with opened(launch(write_bank(tmp_path, single, order, pairs, markup="markdown")), size=(36, 24)) as app:
        wrong = app.taking.item.presentation.rows.index(code[1]) + 1
        app.shows("○ 1 xx", "x›")
        app.hides("xa")
        await app.press(str(wrong), "shift+right")
        app.shows(f"● {wrong} ‹xx", "xa", "xb", "xc")
        await app.press("enter")
        app.shows("× ", "xb", "Not")
        await app.press("shift+right")
        app.shows("yz")
        await app.press("enter")
        app.shows("1 xx", "x›")
        await app.press("shift+right")
        app.shows("xa", "xb", "xc")
        await app.press("space", "down", "space", "enter", "enter")
        app.shows("1/3 xx", "x›", "one", "two", "ww")
        await app.press("shift+right")
        app.shows("wv", "one", "two")
        await app.press("a", "b", "c", "enter", "shift+right")
        app.shows("xa →", "xb →", "xc →", "wv")


async def test_no_key_is_offered_for_code_that_has_room_or_has_no_place_yet(tmp_path: Path) -> None:
    single = {"type": "single", "answer": "```\nab\n```", "distractors": ["```\ncd\n```", "e"]}
    bank = write_bank(tmp_path, single, {"type": "order", "items": ["```\nab\n```", "c", "d"]}, markup="markdown")
    async with opened(launch(bank)) as app:
        app.shows("ab", "cd")
        app.hides("shift+→")
        made = answer_input(app.attempt.items[0])
        made.preset(Chosen(("e",)))
        lines = AnswerLines("")
        lines.show([feedback_line(app.attempt.items[0], row, "") for row in made.feedback])
        assert lines.overhang == 0
        await app.press("1", "enter", "enter")
        app.shows("ab", "Lift")
        app.hides("shift+→")


async def test_code_of_a_text_and_of_the_page_of_a_question_is_moved_too(tmp_path: Path) -> None:
    asked = {"type": "single", "answer": f"```\n{DIAGRAM}\n```", "distractors": ["no", "never"], "passage": "p"}
    passage = {"id": "p", "title": "T", "text": f"Read.\n\n```\n{DIAGRAM}\n```"}
    bank = write_bank(tmp_path, asked, passages=[passage], markup="markdown")
    async with opened(launch(bank), size=SMALL) as app:
        app.shows("Read.", "| Parliament | -----> | Commiss›", "shift+→ code")
        await app.press("shift+right")
        app.shows("Commission, DGs |")
        await app.press("enter")
        app.shows("no", "never", "shift+→ Code")
        app.app.navigation.open("question", app.attempt.items[0])
        await app.settle()
        app.shows("Answer:", "| Parliament | -----> | Commiss›", "→ Code")
        await app.press("f12", "right")
        app.shows("Read.", "-----> | Commission, DGs |")


def test_without_colours_code_in_a_line_stands_in_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert lines("Type `x` *now*.", 20) == ["Type x now."]
    monkeypatch.setenv("NO_COLOR", "1")
    assert lines("Type `x` *now*.", 20) == ["Type `x` now."]


@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_nothing_is_wider_than_the_room(width: int) -> None:
    text = "- a list of words\n\n> > said\n\n```\ncode code code\n```\n\nwords *and words*"
    assert max(Content(line).cell_length for line in lines(text, width)) <= max(width, 6)


def test_code_in_a_language_that_nobody_knows_is_shown_as_it_is() -> None:
    assert highlighted("a  b", "no-such-language").plain == "a  b"
    assert not highlighted("a  b", "no-such-language").spans
    assert highlighted("if a:\n\n  b\n", "python").plain == "if a:\n\n  b\n"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_question_is_answered_and_told_without_marks(tmp_path: Path, size: tuple[int, int]) -> None:
    bank = write_bank(tmp_path, MARKDOWN, markup="markdown")
    async with opened(launch(bank), size=size) as app:
        app.shows("What does this print?", "print([1, 2][:1])")
        rows = app.taking.item.presentation.rows
        await app.press(str(rows.index("`[2]`") + 1), "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.grade.fraction == 0
        app.shows("A slice begins at 0.")
        assert "`" not in app.text
        uid = app.attempt.uid
        kept = app.app.services.store.load(uid).items[0]
        assert kept == app.attempt.items[0]
        assert kept.markup == "markdown"


async def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path) -> None:
    question = {
        "type": "cloze",
        "prompt": HOSTILE,
        "text": f"{HOSTILE} {{{{[red]}}}}",
        "explanation": f"{HOSTILE}\n\n[see](https://a.example)",
    }
    async with opened(launch(write_bank(tmp_path, question, markup="markdown"))) as app:
        app.shows("[red]x[/] [link=http://a.example]y[/link] [@click=app.quit]z[/] [bold]")
        await app.press("x", "enter")
        app.shows("[red]x[/]")
        assert [cited.reference.url for cited in app.attempt.items[0].sources if cited.reference] == [
            "https://a.example"
        ]


async def test_a_model_answer_is_shown_without_marks_and_what_was_written_as_it_is(tmp_path: Path) -> None:
    question = {"type": "open", "answer": "- an *answer*\n- more", "rubric": ["It names `x`."]}
    async with opened(launch(write_bank(tmp_path, question, markup="markdown"))) as app:
        await app.press(*"*m*", "ctrl+s")
        app.shows("*m*", "• an answer", "• more", "It names x.")
        await app.press("1")
        app.shows("*m*", "• an answer", "It names x.")


async def test_what_is_said_of_a_spelling_is_no_markdown(tmp_path: Path) -> None:
    question = {"type": "list", "answers": ["*abcdef*"], "typos": 1}
    async with opened(launch(write_bank(tmp_path, question, markup="markdown"))) as app:
        await app.press(*"*abcdeg*", "enter")
        app.shows("It is spelled *abcdef*.")
