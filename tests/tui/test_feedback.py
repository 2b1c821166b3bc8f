"""What is said after a response: verdict, answer, explanation, sources."""

from pathlib import Path
from typing import Any

import pytest

from quiz.practice.types import Mode
from quiz.tui.screens.sources import LABEL
from quiz.tui.widgets.frame import TitleBar
from tests.cases import CLASSIFY, CLOZE, MATCH, MULTIPLE, NEAR_NUMBER, NEAR_TEXT, ORDER, PARTLY, TEXT
from tests.tui.driving import SMALL, USUAL, Question, bank_each, choices, launch, naming, opened, write_bank
from tests.tui.sentences import ANSWER, CHOOSE_ONE, RIGHT, RIGHT_ANSWER, SAYS_RIGHT, WRONG, nth, source

SOURCED: dict[str, Any] = {
    "type": "single",
    "answer": "Choice A",
    "distractors": [{"text": "Choice B", "feedback": "It came later."}, "Choice C"],
    "sequence": ["Choice A", "Choice B", "Choice C"],
    "explanation": "Because it is so.",
    "sources": [{"ref": "un-1718", "locator": "paragraph 8"}, "eeas", "nowhere"],
    "as_of": "2017-12",
}
REFERENCES = [
    {
        "id": "un-1718",
        "type": "legislation",
        "title": "Resolution 1718",
        "publisher": "United Nations",
        "issued": "2006-10-14",
        "URL": "https://example.org/1718",
    },
    {"id": "eeas", "type": "webpage", "title": "EU relations", "publisher": "EEAS", "URL": "file:///etc/passwd"},
]


def sourced(folder: Path, references: list[dict[str, str]] | None = None, **fields: Any) -> Path:
    return write_bank(folder / "b", SOURCED | fields, choices(), references=references or REFERENCES)


@pytest.mark.parametrize("size", [USUAL, SMALL, (30, 9)])
async def test_the_verdict_is_a_mark_and_a_word_in_view(size: tuple[int, int], tmp_path: Path) -> None:
    partly = {"type": "multiple", "answers": ["A", "B"], "distractors": ["C"], "sequence": ["A", "B", "C"]}
    cases: list[tuple[Question, str, str]] = [
        (choices(), "1", RIGHT),
        (choices(), "2", WRONG),
        (choices(points=2.5), "1", "✓ Right 2.5 points"),
        (choices(), "?", "× Wrong You said that you don't know."),
        (partly, "1", "~ Partly right You found 1 of 2. 0.5 points"),
        (TEXT, "Pyongya", "× Wrong One letter"),
    ]
    paths = bank_each(tmp_path / "b", *(question for question, _, _ in cases))
    async with opened(launch(*paths, seed=1), size=size) as app:
        for answered, _ in enumerate(cases):
            _, keys, verdict = cases[app.asked]
            mark_and_word = " ".join(verdict.split(maxsplit=2)[:2])
            with naming(verdict):
                await app.press(*keys)
                if app.attempt.answered == answered:
                    await app.press("enter")
                app.shows(mark_and_word)
                if size == USUAL:
                    app.shows(verdict)
                await app.press("end")
                app.shows(mark_and_word)  # however far one scrolls
                await app.press("home")
                app.shows(mark_and_word)
            await app.press("enter")


async def test_what_follows_from_a_response_stands_at_the_right_of_the_verdict(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("2", "enter")
        assert app.lines[2].rstrip().endswith("back tomorrow")


@pytest.mark.parametrize(("until", "is_told"), [("2001-12-31", True), ("9999-12-31", False)])
async def test_what_may_be_out_of_date_is_said_with_the_explanation(until: str, is_told: bool, tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path, valid_until=until))) as app:
        said = f"May be out of date valid until {until}"
        app.hides(said)
        await app.press("1", "enter", "end")
        assert (said in app.words) == is_told
        await app.press("enter", "1", "enter", "enter", "right", "i")  # on the page of the question too
        assert (said in app.words) == is_told


async def test_everything_there_is_to_say_is_said_once(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        await app.press("2", "enter")
        app.shows(
            WRONG,
            "✓ 1 Choice A right answer",
            "× 2 Choice B your answer It came later.",
            "Because it is so. (as of 2017-12)",
            "1 Resolution 1718 paragraph 8",
            "2 EU relations",
            "3 nowhere, not in the source list",
        )
        app.hides(ANSWER, "https://example.org")
        for text in ("Choice A", "Choice B", "It came later."):
            assert app.text.count(text) == 1


async def test_prompt_and_choices_stay_where_they_were(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        texts = ("Prompt 1?", "Choice A")
        before = [next(y for y, line in enumerate(app.lines) if text in line) for text in texts]
        await app.press("2", "enter")
        after = [next(y for y, line in enumerate(app.lines) if text in line) for text in texts]
        assert before == after


async def test_the_feedback_of_a_choice_that_was_not_taken_is_not_told(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        await app.press("1", "enter")
        app.shows(RIGHT, "✓ 1 Choice A your answer", "Because it is so.")
        app.hides("It came later.", RIGHT_ANSWER)


async def test_nothing_of_the_answer_is_told_before(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        for _ in range(2):
            app.hides(SAYS_RIGHT, "Because", "Resolution", "answer", "✓", "×")
            await app.press("1")


async def test_at_a_small_size_only_what_nobody_needs_gives_way(tmp_path: Path) -> None:
    bank = sourced(tmp_path, prompt="Prompt 1? " * 17)
    async with opened(launch(bank), size=SMALL) as app:
        app.shows("Choice C")
        await app.press("2", "enter")
        app.shows(WRONG, "Prompt 1?", "✓ 1 Choice A", "× 2 Choice B", "It came later.", "Because it is so.")
        app.hides("Choice C")
        await app.press("end")
        app.shows("nowhere", WRONG)
        await app.press("home")
        app.shows("Prompt 1?")


async def test_the_choices_that_were_folded_away_come_back_with_room(tmp_path: Path) -> None:
    long = sourced(tmp_path, prompt="Prompt 1? " * 17)
    async with opened(launch(long), size=SMALL) as app:
        await app.press("2", "enter")
        app.hides("Choice C")
        await app.resize(USUAL)
        app.shows("Choice C", "✓ 1 Choice A")


@pytest.mark.parametrize("width", [130, 200])
async def test_lines_keep_their_measure_however_wide_the_window_is(width: int, tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path)), size=(width, 30)) as app:
        await app.press("2", "enter")
        pane, room = app.region("#pane"), app.app.screen.query_one(TitleBar).room
        assert (pane.x + 2, pane.right - 2) == (room.start, room.stop)
        assert pane.width == 96


# Sources in full


async def test_f8_shows_each_source_with_all_that_is_known_of_it(tmp_path: Path, browser: list[str]) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        await app.press("f8")
        app.hides(source(1, 3))  # not before the response
        await app.press("2", "enter", "f8")
        app.shows(source(1, 3), "Resolution 1718", "Where paragraph 8", "Publisher United Nations")
        app.shows("Issued 2006-10-14", "As of 2017-12", "Address https://example.org/1718")
        await app.press("f8")
        app.shows(source(2, 3), "EU relations")
        await app.press("enter", "c")
        await app.press("f8", "f8")
        app.shows(source(1, 3))
        assert browser == []
        await app.press("escape")
        app.hides(source(1, 3))
        app.shows(WRONG)


async def test_on_a_small_screen_a_source_hangs_its_texts_and_breaks_no_key_from_its_word(tmp_path: Path) -> None:
    title = "A " + "long " * 8 + "title"
    reference = {
        "id": "long",
        "type": "book",
        "title": title,
        "publisher": "Publisher of all " * 4,
        "URL": "https://example.org/a",
    }
    async with opened(launch(sourced(tmp_path, [reference, *REFERENCES], sources=["long", "eeas"])), size=SMALL) as app:
        await app.press("2", "enter", "f8")
        rows = [line.strip("│ ") for line in app.lines if line.startswith("│")]
        text = [line[2:] for line in app.lines if line.startswith("│")]
        first = next(place for place, row in enumerate(rows) if row.startswith("Publisher"))
        assert text[first + 1].startswith(" " * LABEL)
        assert text[first + 1][LABEL] != " "
        keys = [row for row in rows if row.startswith(("enter", "f8", "esc"))]
        assert "   ".join(keys).split("   ") == ["enter open", "c copy the address", "f8 next", "esc back"]


async def test_an_address_is_opened_and_copied_on_its_key_alone(tmp_path: Path, browser: list[str]) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        await app.press("2", "enter", "f8")
        assert (browser, app.app.clipboard) == ([], "")
        await app.press("c")
        assert app.app.clipboard == "https://example.org/1718"
        assert browser == []
        await app.press("enter")
        assert browser == ["https://example.org/1718"]


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://example.org/1718", ["https://example.org/1718"]),
        ("HTTP://example.org", ["HTTP://example.org"]),
        ("file:///etc/passwd", []),
        ("javascript:alert(1)", []),
        ("ftp://example.org/x", []),
        ("https:", []),
        (" https://example.org", []),
    ],
)
async def test_only_what_is_on_the_web_is_opened_or_copied(
    url: str, wanted: list[str], tmp_path: Path, browser: list[str]
) -> None:
    references = [{"id": "un-1718", "type": "webpage", "title": "T", "URL": url}]
    async with opened(launch(sourced(tmp_path, references, sources=["un-1718"]))) as app:
        await app.press("1", "enter", "f8", "c", "enter")
        assert [one.strip() for one in browser] == wanted or (url.startswith(" ") and browser == [url.strip()])
        assert ([app.app.clipboard] if app.app.clipboard else []) == browser


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_positions_are_shown_beside_the_right_ones(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH)), size=size) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        key = "abc"[options.index("2011")]
        await app.press(str(rows.index("second") + 1), key, "enter", "enter")
        if size == USUAL:
            place = {option: f"{letter} {option}" for letter, option in zip("abc", options, strict=True)}
            app.shows(f"first → {place['2006']} left out", f"second → {place['2011']} yours")
            app.shows(f"+ → {place['2009']} right answer", f"third → {place['2006']} left out")
        else:
            app.shows("first → 2006", "second → 2011 + → 2009", "third → 2006")
        assert sum("→" in line for line in app.lines) == 4


async def test_an_order_is_shown_place_by_place(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER))) as app:
        rows = app.attempt.items[0].presentation.rows
        await app.press("1", "enter")  # touched, and left as it was shown
        for place, item in enumerate(("one", "two", "three", "four"), start=1):
            given = rows.index(item) + 1
            if given == place:
                app.shows(f"✓ {place} {item}")
            else:
                shift = f"↑{given - place}" if given > place else f"↓{place - given}"
                app.shows(f"{shift} {place} {item} you had it at {given}")


async def test_a_cloze_is_shown_blank_by_blank(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE))) as app:
        await app.press(*"May", "tab", *"1999", "enter", "enter")
        app.shows(
            "In [1·✓·May] [2·×·1999], in [3·+·Pyongyang].",
            "× 2 1999 yours",
            "+ 2001 right answer",
        )


async def test_a_classification_is_shown_item_by_item(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLASSIFY))) as app:
        options = app.attempt.items[0].presentation.options
        await app.press("a", "a", "a", "a", "enter")
        app.shows("2 of 4 right.")
        for item in ("panel", "council", "regulation", "directive"):
            is_right = (item in ("panel", "council")) is (options[0] == "UN")
            line = next(line for line in app.lines if item in line).split()
            assert (line[1], *line[-2:]) == (("✓", "✓", "·") if is_right else ("×", "×", "+"))


async def test_a_typed_answer_stands_beside_the_right_one(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", TEXT))) as app:
        await app.press(*"Seoul", "enter")
        app.shows("× Seoul your answer", "✓ Pyongyang right answer")


async def test_what_is_said_of_a_near_answer_stands_below_it(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", NEAR_NUMBER, NEAR_TEXT))) as app:
        await app.press(*"145", "enter")
        app.shows("~ Partly right", "0.5 points", "~ 145 your answer", "Roughly.", "✓ 149.6")
        await app.press("enter", *"Bruges", "enter")
        app.shows("× Wrong", "× Bruges your answer", "Not far.", "✓ Brussels right answer")


async def test_missed_answers_are_marked_among_the_choices(tmp_path: Path) -> None:
    question = dict(MULTIPLE) | {"sequence": ["Coal", "Wheat", "Iron", "Rice", "Lead"]}
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        await app.press("1", "2", "enter")
        app.shows("✓ 1 Coal yours", "× 2 Wheat yours", "+ 3 Iron missed", "4 Rice", "+ 5 Lead missed")


async def test_a_choice_that_is_partly_right_is_marked_so(tmp_path: Path) -> None:
    question = dict(PARTLY) | {"sequence": ["Prussian blue", "Cobalt blue", "Red", "Green"]}
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        app.hides("~", "partly", "0.4")
        await app.press("1", "enter")
        app.shows("~ Partly right", "0.4 points", "~ 1 Prussian blue your answer", "It is blue.", "✓ 2 Cobalt blue")


async def test_the_title_has_a_bar_with_a_cell_for_each_question(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices(), choices()))) as app:
        assert app.lines[0].rstrip().endswith("━──  1 of 3")
        await app.press("1", "enter", "enter", "2", "enter", "enter")
        assert app.lines[0].rstrip().endswith("━━━  3 of 3")


# Feedback before


async def test_left_reads_the_feedback_before_and_enter_goes_back_to_what_was_begun(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices(), choices()))) as app:
        await app.press("left")
        app.shows("Prompt 1?", nth(1, 3))  # there is nothing before
        await app.press("1", "enter", "enter", "2", "enter", "enter", "3", "left")
        app.shows("Prompt 2?", WRONG, nth(2, 3))
        await app.press("left")
        app.shows("Prompt 1?", RIGHT, nth(1, 3))
        await app.press("left", "2", "right")
        app.shows("Prompt 2?", WRONG)
        await app.press("enter")
        app.shows("Prompt 3?", "● 3 Choice C", nth(3, 3))
        assert app.attempt.answered == 2
        await app.press("enter")
        app.shows(WRONG)
        await app.press("left")
        app.shows("Prompt 2?", WRONG)
        await app.press("right")
        app.shows("Prompt 3?", WRONG)


async def test_in_an_exam_there_is_no_feedback_before(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()), mode=Mode.EXAM)) as app:
        await app.press("1", "enter", "left")
        app.shows("Prompt 2?")
        app.hides(SAYS_RIGHT)


# What is told of a question, and how long


async def test_how_it_is_answered_is_said_three_times_of_each_type(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "b", *(choices(difficulty="hard", tags=["un"]) for _ in range(4)), TEXT)
    async with opened(launch(bank)) as app:
        for _ in range(3):
            app.shows(CHOOSE_ONE, "hard · un")
            await app.press("1", "enter", "enter")
        app.hides(CHOOSE_ONE)
        app.shows("hard · un")
        await app.press("1", "enter", "enter")
        app.shows("Type")


async def test_the_rows_of_a_question_reach_as_far_as_its_verdict(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices())), size=(120, 40)) as app:
        pane = app.taking.pane.content_region
        assert app.region("#body").right == pane.right
        assert app.region("#headline").right == app.region("RowInput").right == pane.right - 2
