"""The pictures of README show what the app shows now, in both themes, and ask nobody for a font."""

import re
from pathlib import Path

import pytest

from tests.pictures import FOLDER, THEMES, newcomer, path_of, pictures, text_in

MOST = 60_000
NAMES = ("home", "question", "feedback")
README = Path(__file__).parents[1] / "README.md"
AGAIN = "`python -m tests.pictures` makes them anew"


async def test_the_pictures_show_what_the_app_shows() -> None:
    with newcomer():
        made = await pictures("dark")
    for name, svg in made.items():
        for theme in THEMES:
            assert text_in(path_of(name, theme).read_text("utf-8")) == text_in(svg), f"{name}, {theme}: {AGAIN}"
    assert tuple(made) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_names_no_other_place(name: str) -> None:
    dark, light = (path_of(name, theme).read_text("utf-8") for theme in THEMES)
    for svg in (dark, light):
        assert len(svg.encode()) < MOST
        assert "@font-face" not in svg
        assert not re.search(r"url\((?!#)|(?:href|src)=", svg)
    assert text_in(dark).strip()
    assert dark != light


def test_readme_shows_every_picture_in_both_themes_and_each_has_a_text() -> None:
    text = README.read_text("utf-8")
    shown = re.findall(r'(?:srcset|src)="(\.github/pictures/[^"]+)"', text)
    assert {Path(path).name for path in shown} == {path.name for path in FOLDER.glob("*.svg")}
    assert len(re.findall(r'media="\(prefers-color-scheme: dark\)"', text)) == len(NAMES)
    assert len(re.findall(r'<img alt="[^"]{20,}"', text)) == len(NAMES)


def test_readme_says_of_home_what_its_picture_shows() -> None:
    offer = re.search(r"enter\s+(\w+)\s(\w+)", text_in(path_of("home", "dark").read_text("utf-8")))
    text = README.read_text("utf-8")
    alt = re.search(r'<img alt="([^"]+)" src="[^"]+home-', text)
    assert offer
    assert alt
    first_lines = re.findall(r"\nPress enter.*|\*\*Day 1\.\*\*.*", text)
    assert len(first_lines) == 2
    for line in (alt[1], *first_lines):
        assert " ".join(offer.groups()).lower() in line, line
