"""A passage in a report: once, before its questions, every text of it escaped."""

from quiz.scores.html.attempt_page import attempt_page
from quiz.scores.store.engine import unsaved_store
from tests.scores.conftest import ALL, Begin
from tests.scores.store.test_passages import bank


def test_a_passage_stands_once_before_its_questions_with_where_it_comes_from(begin: Begin) -> None:
    store = unsaved_store()
    attempt = begin(store, bank(), options=ALL).attempt
    store.close()
    page = attempt_page(attempt)
    assert page.count('<section class="passage">') == 1
    first = next(at for at, item in enumerate(attempt.items, 1) if item.passage)
    start, end = page.index('<section class="passage">'), page.index(f'id="q{first}"')
    assert start < end
    shown = page[start:end]
    assert f"Text for questions {first} to {first + 1}" in shown
    assert "<h3>Title</h3>" in shown
    assert "<strong>line</strong>" in shown
    assert "S; page 3" in shown
    assert 'href="https://example.org/a"' in shown
