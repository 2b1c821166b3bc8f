"""A picture where only text can be shown: in the line mode, in a report, in a search, in a results file."""

import json

from quiz.bank.model import Bank
from quiz.plain.wording import question_lines
from quiz.reading.reader import read_bank
from quiz.scores.exchange.results_format import read_results
from quiz.scores.html.attempt_page import attempt_page
from quiz.scores.recorder import start
from quiz.scores.store.base import Store
from tests.scores.conftest import ALL
from tests.scores.exchange.test_results_format import written


def bank(**image: str) -> Bank:
    one = {"id": "q", "type": "true-false", "prompt": "P?", "answer": True, "image": image}
    found = read_bank(json.dumps({"id": "b", "title": "B", "questions": [one]}).encode(), "b.yaml").bank
    assert found is not None
    return found


def test_its_description_and_its_file_are_said(store: Store) -> None:
    attempt = start(store, [bank(file="a/map.png", alt="A <map>.")], learner="Ada", options=ALL, seed=1).attempt
    assert "Picture: A <map>. (file a/map.png)" in list(question_lines(attempt.items[0], 1, 1))
    assert "A &lt;map&gt;.</span> (file a/map.png)" in attempt_page(attempt)
    assert [received.attempt for received in read_results(written(attempt))] == [attempt]


def test_where_nothing_describes_it_its_file_is_said(store: Store) -> None:
    attempt = start(store, [bank(file="map.png")], learner="Ada", options=ALL, seed=1).attempt
    said = "Picture: map.png, of which nothing is said (file map.png)"
    assert said in list(question_lines(attempt.items[0], 1, 1))
