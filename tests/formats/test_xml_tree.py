"""XML as nodes: where its texts stand, what bounds them, and that nothing of it stays in memory."""

import gc

import pytest

from quiz.formats.items import Source
from quiz.formats.xml_tree import LONGEST, Node, XmlFault, read_xml

ROWS = 100_000


def read(text: str) -> Node:
    return read_xml(Source(text.encode(), "some.xml")).root


def test_a_text_knows_before_and_behind_which_node_it_stands() -> None:
    root = read("<a> one <b>two</b> three <c/><d/>four</a>")
    assert (root.lead, [child.tail for child in root.children]) == (" one ", [" three ", "", "four"])
    assert (root.text, root.text_at("b")) == (" one  three four", "two")


def test_a_text_that_the_parser_gives_in_pieces_is_one() -> None:
    root = read("<a>" + "line &amp; line\n" * ROWS + "<b/>end</a>")
    assert (root.lead, root.children[0].tail) == ("line & line\n" * ROWS, "end")


@pytest.mark.parametrize("before", ["", "<b/>"])
def test_a_text_that_is_too_long_is_refused(before: str) -> None:
    with pytest.raises(XmlFault) as refused:
        read(f"<a>{before}{'x' * (LONGEST + 1)}</a>")
    assert refused.value.fault.code == "too-large"


def test_what_was_read_is_in_no_circle_that_somebody_has_to_collect() -> None:
    gc.collect()
    gc.disable()
    try:
        read("<a><b>c</b></a>")
        assert gc.collect() == 0
    finally:
        gc.enable()
