import pytest

from quiz.bank.pictures import ending, name_fault
from quiz.bank.questions.base import Picture
from tests.reading.test_reader import bank, codes, question, read

SOUND = "image: {file: maps/one.png, alt: A map.}\n"


def test_a_question_has_the_picture_that_it_names() -> None:
    reading = read(bank(question(extra=SOUND)))
    assert reading.diagnostics == ()
    assert reading.bank is not None
    assert reading.bank.questions[0].image == Picture("maps/one.png", "A map.")


@pytest.mark.parametrize("name", ["one.png", "a b.JPG", "maps/deep/é.webp", "x..y.gif", "drawing.svg"])
def test_a_file_beside_the_bank_or_below_it_can_be_a_picture(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "/etc/one.png",
        "~/one.png",
        "C:/one.png",
        "c:one.png",
        "\\\\host\\one.png",
        "maps\\one.png",
        "//host/one.png",
        "https://example.org/one.png",
        "file:///one.png",
        "../one.png",
        "maps/../../one.png",
        "maps/./one.png",
        "maps//one.png",
        "maps/",
        ".png",
        "maps/.hidden.png",
        "one.html",
        "one.png.exe",
        "one",
        "x" * 250 + ".png",
    ],
)
def test_another_name_is_an_error_on_its_line_with_what_to_type(name: str) -> None:
    fault = name_fault(name)
    assert fault is not None
    reading = read(bank(question(extra=f"image: {{file: '{name}', alt: A map.}}\n")))
    found = next(one for one in reading.diagnostics if one.code == "B047")
    assert (found.span.line, found.help) == (11, fault[1])


def test_endings() -> None:
    assert [ending(name) for name in ("a.PNG", "a.b/c", "a/b.tar.gz", "a")] == ["png", "", "gz", ""]


@pytest.mark.parametrize(
    ("image", "code", "remedy"),
    [
        ("{file: one.png}", "B048", "add `alt: …`"),
        ("{file: one.png, alt: ''}", "B006", "write something there"),
        ("{alt: A map.}", "B002", "add `file: …`"),
        ("{file: one.png, alt: A., atl: B.}", "B003", "its fields are file, alt"),
        ("{src: one.png, alt: A.}", "B003", "`src` is another format's word: put the name of the file in `file`"),
        ("{file: one.png, caption: A.}", "B003", "`caption` is another format's word: say what is to be seen in `alt`"),
        ("one.png", "B005", "write `file: …` and `alt: …` below it"),
        ("[one.png]", "B005", "write `file: …` and `alt: …` below it"),
    ],
)
def test_a_slip_in_a_picture_is_told(image: str, code: str, remedy: str) -> None:
    reading = read(bank(question(extra=f"image: {image}\n")))
    found = [one for one in reading.diagnostics if one.code == code]
    assert [one.span.line for one in found] == [11]
    assert (found[0].help or "").startswith(remedy)


def test_a_picture_without_a_description_is_asked_all_the_same() -> None:
    reading = read(bank(question(extra="image: {file: one.png}\n")))
    assert codes(reading) == ["B048"]
    assert reading.bank is not None
    assert len(reading.bank.questions) == 1


@pytest.mark.parametrize("field", ["picture", "img", "images"])
def test_other_words_for_a_picture_lead_to_it(field: str) -> None:
    reading = read(bank(question(extra=f"{field}: one.png\n")))
    remedies = [one.help or "" for one in reading.diagnostics]
    assert any("`file: …`" in remedy or "did you mean `image`" in remedy for remedy in remedies)
