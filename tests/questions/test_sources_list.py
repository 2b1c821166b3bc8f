"""The list of references of the bundled banks."""

import re
from typing import Any, Final

import pytest
from click.testing import CliRunner

from quiz.bank.questions.registry import Question
from quiz.cli.check import check
from quiz.library.library import Library, SourceList

from .conftest import BANKS, QUESTIONS, raw

KINDS: Final = ("primary", "secondary", "tertiary")
SOURCES: Final = QUESTIONS / "sources.yaml"
MOST_WITHOUT_PLACE: Final = 0.07

TOLD_BY_OTHERS: Final = {
    "aid/features-of-aid-2011",
    "aid/kind-of-disaster-first-aid",
    "aid/mainly-food",
    "aid/ngos-told-to-leave",
    "aid/rations-2011",
    "diplomacy/end-of-reactor-project",
    "diplomacy/first-g7-country",
    "diplomacy/missiles-and-troops",
    "diplomacy/month-of-troops-statement",
    "diplomacy/order-of-member-states",
    "diplomacy/relations-broken-off-in-2017",
    "diplomacy/without-relations-in-2011",
    "diplomacy/workshops-on-reform",
    "human-rights/body-of-the-2003-resolution",
    "human-rights/commission-created-by-consensus",
    "human-rights/council-vote-of-june-2024",
    "human-rights/ngos-told-to-leave",
    "human-rights/un-office-city",
    "human-rights/years-running-2025",
    "sanctions/cyber-list-in-2025",
    "sanctions/date-of-the-sixth-test",
    "sanctions/eu-in-monitoring-team",
    "sanctions/eu-states-in-monitoring-team",
    "sanctions/exempt-air-koryo-type",
    "sanctions/first-package-with-north-koreans",
    "sanctions/months-for-return-of-workers",
    "sanctions/name-the-eu-states-in-the-team",
    "sanctions/nature-of-air-koryo-entry",
    "sanctions/resolution-on-all-cargo",
    "sanctions/size-of-monitoring-team",
    "sanctions/yearly-coal-cap",
}
"""Questions whose answer stands in a report or an article; what they cite besides tells of something beside it."""


TOLD_BY_AN_ENCYCLOPEDIA: Final = {
    "aid/mainly-food",
    "diplomacy/month-of-trade-tour",
    "diplomacy/people-sent-to-europe",
    "diplomacy/states-of-trade-tour",
    "diplomacy/wikipedia-decade",
    "diplomacy/workshops-on-reform",
    "human-rights/guests-of-eu-talks",
    "sanctions/list-ends-before-2018",
    "sanctions/listed-resolutions",
    "sanctions/service-in-the-article-alone",
    "sanctions/trade-share-and-2016",
}
"""Questions about an article itself, or about what no act or report that is known carries as well."""


@pytest.fixture(scope="module")
def references() -> list[dict[str, Any]]:
    found = raw(SOURCES)["references"]
    assert isinstance(found, list)
    return found


def test_every_reference_is_cited_and_every_cited_one_is_listed(
    references: list[dict[str, Any]], library: Library
) -> None:
    banks = [entry.bank for entry in library.entries if entry.bank is not None]
    citing = [one for bank in banks for one in (*bank.questions, *bank.passages, *bank.lessons, *bank.events)]
    cited = {citation.ref for one in citing for citation in one.citations}
    listed = {reference["id"] for reference in references}
    assert cited - listed == set(), "cited and not listed"
    assert listed - cited == set(), "listed and not cited"


@pytest.mark.parametrize("field", ["type", "title", "publisher", "accessed", "URL", "genre"])
def test_every_reference_has_the_field(field: str, references: list[dict[str, Any]]) -> None:
    assert [reference["id"] for reference in references if not reference.get(field)] == []


def test_a_reference_has_a_date_or_says_that_none_is_shown(references: list[dict[str, Any]]) -> None:
    undated = [one for one in references if not one.get("issued")]
    assert [one["id"] for one in undated if "date not shown" not in one.get("note", "").lower()] == []
    dated = [one for one in references if one.get("issued")]
    assert [one["id"] for one in dated if "date not shown" in one.get("note", "").lower()] == []


@pytest.mark.parametrize("field", ["issued", "accessed"])
def test_dates_are_years_months_or_days(field: str, references: list[dict[str, Any]]) -> None:
    form = r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
    odd = [(one["id"], one[field]) for one in references if field in one and not re.fullmatch(form, one[field])]
    assert odd == []


def test_nothing_was_read_before_it_was_published(references: list[dict[str, Any]]) -> None:
    assert [one["id"] for one in references if one.get("issued", "") > one["accessed"]] == []


def test_addresses_are_http_or_https_and_an_edition_stands_once(references: list[dict[str, Any]]) -> None:
    addresses = [one["URL"] for one in references]
    assert [url for url in addresses if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", url)] == []
    # A page that was read in two states is two references, told apart by date or note.
    editions = [(one["URL"], one.get("issued"), one.get("note")) for one in references]
    assert [one for one in editions if editions.count(one) > 1] == []


def test_the_genre_is_the_kind_of_source(references: list[dict[str, Any]]) -> None:
    assert [(one["id"], one["genre"]) for one in references if one["genre"] not in KINDS] == []


def test_an_act_or_document_comes_before_what_is_told_of_it(
    references: list[dict[str, Any]], questions: dict[str, Question]
) -> None:
    genres = {one["id"]: KINDS.index(one["genre"]) for one in references}
    later = set()
    for name, question in questions.items():
        located = [genres[citation.ref] for citation in question.citations if citation.locator]
        if located[0] != min(located) and "Wikipedia" not in question.prompt:
            later.add(name)
    assert later == TOLD_BY_OTHERS


def test_an_encyclopedia_comes_first_only_where_nothing_better_carries_the_answer(
    references: list[dict[str, Any]], questions: dict[str, Question]
) -> None:
    tertiary = {one["id"] for one in references if one["genre"] == "tertiary"}
    first = {name for name, question in questions.items() if question.citations[0].ref in tertiary}
    assert first == TOLD_BY_AN_ENCYCLOPEDIA


def test_few_citations_name_no_place(questions: dict[str, Question]) -> None:
    places = [bool(citation.locator) for question in questions.values() for citation in question.citations]
    assert places.count(False) <= MOST_WITHOUT_PLACE * len(places)


def test_the_reader_keeps_every_reference(references: list[dict[str, Any]]) -> None:
    sources = SourceList.read(SOURCES).sources
    assert sources.diagnostics == ()
    assert list(sources.references) == [one["id"] for one in references]


def test_checking_the_bundled_banks_finds_nothing() -> None:
    today = max(str(raw(QUESTIONS / f"{name}.yaml")["updated"]) for name in BANKS)
    result = CliRunner().invoke(check, [str(QUESTIONS), "--strict", "--format", "concise", "--today", today])
    assert result.stdout == ""
    assert result.exit_code == 0
