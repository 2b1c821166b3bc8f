"""What is said after a response: verdict, answer, explanation, sources."""

from pathlib import Path
from typing import Any

import pytest

from tests.cases import CLASSIFY, CLOZE, MATCH, MULTIPLE, ORDER, TEXT
from tests.tui.driving import SMALL, USUAL, choices, launch, opened, write_bank

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


@pytest.mark.parametrize(
    ("question", "keys", "verdict"),
    [
        (choices(), ["1"], "✓ Right 1 of 1"),
        (choices(), ["2"], "× Wrong 0 of 1"),
        (choices(points=2.5), ["1"], "✓ Right 2.5 of 2.5"),
        (choices(), ["?"], "× Wrong You said that you don't know. 0 of 1"),
        ({"type": "multiple", "answers": ["A", "B"], "distractors": ["C"], "sequence": ["A", "B", "C"]}, ["1"],
         "~ Partly right 1 right, 0 wrong of 2. 0.5 of 1"),
        (TEXT, [*"Pyongya"], "× Wrong A near miss: one letter more is off than is forgiven. 0 of 1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [USUAL, SMALL, (30, 9)])
async def test_the_verdict_is_a_mark_and_a_word_in_view(
    question: dict[str, Any], keys: list[str], verdict: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question)), size=size) as app:
        await app.press(*keys)
        if app.attempt.answered == 0:
            await app.press("enter")
        mark_and_word = verdict.split(maxsplit=2)[:2]
        app.shows(" ".join(mark_and_word))
        if size == USUAL:
            app.shows(verdict)
        await app.press("end")
        app.shows(" ".join(mark_and_word))  # however far one scrolls
        await app.press("home")
        app.shows(" ".join(mark_and_word))


async def test_everything_there_is_to_say_is_said(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        await app.press("2", "enter")
        app.shows(
            "× Wrong",
            "✓ 1 ( ) Choice A",
            "× 2 (•) Choice B",
            "Answer: Choice A",
            "Choice B: It came later.",
            "Because it is so.",
            "Source 1 Resolution 1718",
            "United Nations · 2006-10-14 · paragraph 8 · as of 2017-12",
            "https://example.org/1718",
            "Source 2 EU relations",
            "nowhere",
            "(not in the source list)",
        )


async def test_the_feedback_of_a_choice_that_was_not_taken_is_not_told(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        await app.press("1", "enter")
        app.shows("✓ Right", "Because it is so.")
        app.hides("It came later.")


async def test_nothing_of_the_answer_is_told_before(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path))) as app:
        app.hides("Right", "Because", "Source", "Answer", "✓", "×")
        await app.press("1")
        app.hides("Right", "Because", "Source", "Answer:", "✓", "×")


async def test_at_a_small_size_the_answer_comes_into_view_and_the_rest_by_scrolling(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path)), size=SMALL) as app:
        await app.press("2", "enter")
        app.shows("× Wrong", "Answer: Choice A")
        await app.press("end")
        app.shows("nowhere", "× Wrong")
        await app.press("pageup")
        app.hides("nowhere")
        await app.press("home")
        app.shows("Prompt 1?")


async def test_a_wide_window_shows_question_and_feedback_side_by_side(tmp_path: Path) -> None:
    async with opened(launch(sourced(tmp_path)), size=(130, 30)) as app:
        await app.press("2", "enter")
        question, feedback = app.region("#question"), app.region("#feedback")
        assert question.right <= feedback.x
        assert question.y == feedback.y


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
async def test_f8_opens_only_what_is_on_the_web(
    url: str, wanted: list[str], tmp_path: Path, browser: list[str]
) -> None:
    references = [{"id": "un-1718", "type": "webpage", "title": "T", "URL": url}]
    async with opened(launch(sourced(tmp_path, references, sources=["un-1718"]))) as app:
        await app.press("f8")
        assert browser == []  # not before it has been shown
        await app.press("1", "enter", "f8")
        assert [one.strip() for one in browser] == wanted or (url.startswith(" ") and browser == [url.strip()])
        if not url.startswith(" "):
            assert (url in app.words and "f8 opens it" in app.words) is bool(wanted)


async def test_f8_opens_the_first_source_that_may_be_opened(tmp_path: Path, browser: list[str]) -> None:
    async with opened(launch(sourced(tmp_path, sources=["eeas", "un-1718"]))) as app:
        await app.press("1", "enter", "f8")
        assert browser == ["https://example.org/1718"]
        app.shows("Opened https://example.org/1718")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_positions_are_shown_beside_the_right_ones(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH)), size=size) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        key = "abc"[options.index("2011")]
        await app.press(str(rows.index("second") + 1), key, "enter", "enter")
        await app.press("end")
        app.shows("first → 2006 (left out)", "second → 2009 (yours: 2011)", "third → 2006 (left out)")
        assert sum("×" in line and "→" in line for line in app.lines) >= 3


async def test_an_order_is_shown_place_by_place(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER))) as app:
        rows = app.attempt.items[0].presentation.rows
        await app.press("1", "enter")  # touched, and left as it was shown
        for place, (shown, right) in enumerate(zip(rows, ("one", "two", "three", "four"), strict=True), start=1):
            mark = "✓" if shown == right else "×"
            app.shows(f"{mark} {place} {shown}", f"{mark} {place} → {right}")
            if shown != right:
                app.shows(f"{place} → {right} (yours: {shown})")


async def test_a_cloze_is_shown_blank_by_blank(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE))) as app:
        await app.press(*"May", "tab", *"1999", "enter", "enter")
        app.shows(
            "Answer: In May 2001, in Pyongyang.",
            "✓ Blank 1 → May",
            "× Blank 2 → 2001 (yours: 1999)",
            "× Blank 3 → Pyongyang (left out)",
            "[2] 1999",
        )


async def test_a_classification_is_shown_item_by_item(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLASSIFY))) as app:
        await app.press("a", "a", "a", "a", "enter")
        app.shows("regulation → EU (yours: UN)", "✓ panel → UN", "2 right, 2 wrong of 4.")


async def test_a_typed_answer_stands_beside_the_right_one(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", TEXT))) as app:
        await app.press(*"Seoul", "enter")
        app.shows("Answer: Pyongyang", "Yours: Seoul")


async def test_missed_answers_are_marked_among_the_choices(tmp_path: Path) -> None:
    question = dict(MULTIPLE) | {"sequence": ["Coal", "Wheat", "Iron", "Rice", "Lead"]}
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        await app.press("1", "2", "enter")
        app.shows("✓ 1 [x] Coal", "× 2 [x] Wheat", "✓ 3 [ ] Iron", "4 [ ] Rice", "✓ 5 [ ] Lead")


async def test_the_set_is_shown_as_marks(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices(), choices()))) as app:
        app.shows("▸··")
        await app.press("1", "enter", "enter", "2", "enter", "enter")
        app.shows("✓×▸")
