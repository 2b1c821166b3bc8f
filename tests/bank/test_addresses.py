"""Which addresses a browser may be given: one rule for the checker, the screens and the pages."""

import pytest

from quiz.bank.addresses import openable, refusal
from quiz.reading.references import read_sources

FINE = [
    "https://x.org/a",
    "HTTP://x.org",
    "https://x.org:8080/?a=b@c#d@e",
    "https://medium.example/@writer/a\\b",
    "https://[::1]/",
    "https://пример.example/",
]
ELSEWHERE = [
    "https:///x",
    "https://",
    "https://?x",
    "http:x.org",
    "https:\\\\x.org",
    "ftp://x.org",
    "file:///etc/passwd",
    "javascript:alert(1)//https://x",
    " https://x.org",
    "-https://x.org",
    "",
]
GAPS = [
    "https:// x",
    "https://a b",
    "https://x.org/a b",
    "https://x.org/\u00a0",
    "https://x.org/\x00",
    "https://x.org/\t",
]
NAMED = [
    "https://user:pw@host.example/",
    "https://un.org@evil.example/",
    "https://un.org:443@evil.example",
    "https://un.org%2Fa@evil.example?x",
    "https://@evil.example/",
    "HTTPS://un.org;x@evil.example#y",
    "https://un.org\uff20evil.example/",
    "https://a@b@evil.example/",
    "https://evil.example\\@un.org/",
]
BACKSLASHES = ["https://evil.example\\.un.org/", "https://evil.example\\?x"]


@pytest.mark.parametrize("url", FINE)
def test_web_addresses_are_opened(url: str) -> None:
    assert openable(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        *((url, "neither http nor https") for url in ELSEWHERE),
        *((url, "gap") for url in GAPS),
        *((url, "user name") for url in NAMED),
        *((url, "backslash") for url in BACKSLASHES),
    ],
)
def test_other_addresses_are_not_opened_and_the_reason_is_said(url: str, reason: str) -> None:
    refused = refusal(url)
    assert refused is not None
    assert reason in refused[0]
    assert not openable(url)


def test_no_address_is_not_opened() -> None:
    assert not openable(None)


@pytest.mark.parametrize("url", NAMED)
def test_the_checker_refuses_what_leads_elsewhere_than_it_seems(url: str) -> None:
    sources = read_sources(f"references:\n  - id: a\n    title: b\n    URL: '{url}'\n".encode(), "sources.yaml")
    (found,) = sources.diagnostics
    assert (found.code, found.span.line) == ("B045", 4)
    assert "a user name before its host hides where it leads" in found.message
    assert found.help is not None
    assert sources.references["a"].url is None
