"""`quiz serve` and `quiz person` as commands: what they refuse, tickets, who is there, and a person forgotten."""

import contextlib
import csv
import io
import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.practice.remarks import RemarkKind
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from quiz.scores.store.members import Member, Role
from quiz.scores.store.records import Remark
from quiz.serve.identity import ticket_digest
from tests.conftest import Invoke
from tests.serve.conftest import serving

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--class", "no code!"), "is no code"),
        (("--bind", "8000"), "HOST:PORT"),
        (("--bind", "0.0.0.0:8000"), "--insecure-lan"),
        (("--bind", "0.0.0.0:8000", "--public-url", "http://quiz.example"), "--insecure-lan"),
        (("--public-url", "https://quiz.example/path"), "without a path"),
        (("--public-url", "ftp://quiz.example"), "https://host"),
        (("--idle", "0"), "is no time"),
        (("--teacher",), "goes with --tickets"),
        (("--tickets", "names.txt"), "--class CODE"),
        (("--header", "X-Remote-User"), "--class CODE"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_served(
    invoke: Invoke, options: tuple[str, ...], said: str
) -> None:
    done = invoke("serve", *options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_without_what_it_needs_the_command_that_installs_it_is_named(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    done = invoke("serve", "--class", "koala-7")
    assert done.exit_code == 2
    assert "pip install 'eu-dprk-quiz[class]'" in done.stderr


def test_a_password_that_would_reach_no_session_is_refused(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_STORE", "postgresql://class@127.0.0.1/quiz")
    monkeypatch.setenv("PGPASSWORD", "s3cret")
    done = invoke("serve", "--class", "koala-7")
    assert done.exit_code == 2
    assert "PGPASSFILE" in done.stderr
    assert "s3cret" not in done.stderr


def test_a_port_in_use_is_told(invoke: Invoke) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "quiz", "serve", "--class", "a", "--bind", f"127.0.0.1:{taken.getsockname()[1]}"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "choose another by --bind" in done.stderr
    assert "Traceback" not in done.stderr


def test_tickets_are_shown_once_and_kept_as_digests(invoke: Invoke, tmp_path: Path, data: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Ada Lovelace\n\n  Bob\nAda Lovelace\n", encoding="utf-8")
    done = invoke("serve", "--tickets", names, "--class", "Koala-7", "--teacher")
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["name"] for row in rows] == ["Ada Lovelace", "Bob"]
    assert rows[0]["ticket"].encode() not in (data / "scores.db").read_bytes()
    noted = (data / "serve.log").read_text(encoding="utf-8")
    assert '"code":"koala-7","role":"teacher","people":["Ada Lovelace","Bob"]' in noted
    assert rows[0]["ticket"] not in noted
    with contextlib.closing(open_store(data)) as store:
        ticket = store.take_ticket(ticket_digest(rows[0]["ticket"]))
    assert ticket is not None
    assert (ticket.person, ticket.code, ticket.role) == ("Ada Lovelace", "koala-7", Role.TEACHER)


@pytest.fixture
def running() -> Iterator[str]:
    """A server with a secret in its environment; gives its address."""
    with serving({"SECRET": "s3cret"}) as address:
        yield address


def test_a_server_says_who_is_there_and_ends_in_order(running: str, invoke: Invoke) -> None:
    with urllib.request.urlopen(running) as page:
        assert "Code of your class" in page.read().decode()
    told = json.loads(invoke("serve", "--status", "--format", "json").stdout)
    assert told == {"serving": True, "sessions": []}
    assert "Nobody is there." in invoke("serve", "--status").stdout


def test_that_no_server_runs_is_told(invoke: Invoke) -> None:
    assert "No server runs" in invoke("serve", "--status").stdout
    assert json.loads(invoke("serve", "--status", "--format", "json").stdout) == {"serving": False, "sessions": []}


def taken(data: Path, bank: Bank, *learners: str) -> None:
    with contextlib.closing(open_store(data)) as store:
        for learner in learners:
            store.join(Member(learner, "koala-7" if learner == "Ada" else "otter-3", Role.LEARNER, NOW, None, NOW))
            recorder = start(
                store,
                [bank],
                learner=learner,
                options=Options(count=2),
                seed=1,
                mode=Mode.PRACTICE,
                now=lambda: NOW + timedelta(minutes=1),
            )
            recorder.answer(DONT_KNOW, 1)
            store.add_remark(
                Remark(f"{ord(learner[0]):032x}", learner, Key("nine", "single"), RemarkKind.SLIP, "", NOW)
            )


def test_figures_are_narrowed_to_a_class(invoke: Invoke, data: Path, nine: Bank, nine_file: Path) -> None:
    taken(data, nine, "Ada", "Bob")
    listed = json.loads(invoke("scores", "--class", "KOALA-7", "--format", "json").stdout)
    assert [one["learner"] for one in listed] == ["Ada"]
    analysed = json.loads(invoke("analyse", nine_file, "--class", "otter-3", "--format", "json").stdout)
    assert analysed["people_by_mode"] == {"practice": 1}
    exported = invoke("export-results", "--class", "otter-3").stdout
    assert '"Bob"' in exported
    assert '"Ada"' not in exported
    told = json.loads(invoke("remarks", "--class", "otter-3", "--format", "json").stdout)
    assert [one["learner"] for one in told] == ["Bob"]
    assert invoke("scores", "--class", "nobody").stdout.startswith("No attempt is like that.")


def test_a_person_is_given_out_and_forgotten(invoke: Invoke, data: Path, nine: Bank, tmp_path: Path) -> None:
    taken(data, nine, "Ada", "Bob")
    with contextlib.closing(open_store(data)) as store:
        store.prefer("Ada", {"theme": "nord"})
    assert invoke("person", "Ada").exit_code == 2
    done = invoke("person", "Ada", "--output", tmp_path / "ada.jsonl")
    assert done.exit_code == 0
    assert '"Ada"' in (tmp_path / "ada.jsonl").read_text(encoding="utf-8")
    assert "1 attempt of Ada; classes: koala-7" in done.stderr
    head = json.loads((tmp_path / "ada.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert head["person"]["settings"] == {"theme": "nord"}
    assert [(one["code"], one["role"]) for one in head["person"]["classes"]] == [("koala-7", "learner")]
    assert invoke("import-results", tmp_path / "ada.jsonl").exit_code == 0
    assert not (data / "serve.log").exists()
    (data / "serve.log").touch()
    assert "1 attempt" in invoke("person", "Ada", "--forget").stdout
    assert '"what":"forgotten","person":"Ada"' in (data / "serve.log").read_text(encoding="utf-8")
    with contextlib.closing(open_store(data)) as store:
        assert store.learners() == ["Bob"]
        assert store.preferences("Ada") == {}
        assert [member.person for member in store.members()] == ["Bob"]
