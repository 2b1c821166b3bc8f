"""Reads spoilt files: `python -m tests.formats.fuzz [--seconds N] [--seed S] [--format F] [--files FOLDER]`.

Files that every reader knows are spoilt, in their packages too, and imported up to the text of the bank. Whatever a
file holds, that gives a plan or a message. An exception, a question that nothing is said of, a bank that does not read
again, more than ten seconds of work or a gibibyte are failures: each is kept as a file beside its traceback, in the
folder that the last line names.
"""

import argparse
import io
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

from quiz.authoring.exporting import exported
from quiz.authoring.importing import ImportOptions, ImportProblem, Plan, planned
from quiz.diagnostics.findings import is_error
from quiz.files import FileProblem
from quiz.formats.decoding import UnknownEncoding
from quiz.formats.registry import FORMATS, READ
from quiz.reading.reader import read_bank
from tests.formats.test_round_trip import EVERY_TYPE, READERS, bank_of

LONGEST: Final = 10
"""Seconds of the processor that one file may take, however busy the machine is."""
MEMORY: Final = 1 << 30
"""Bytes of address space."""
LARGEST: Final = 1 << 20
"""Bytes of a member that are spoilt."""
TEXTS: Final = {
    "aiken": "Which one?\nA) a\nB. b\nANSWER: B\n\nOther?\na) x\nb) y\nAnswer: b. y\n",
    "respondus": "Type: MA\n1. Which?\n@ said\n*a. a\nb. b\n*c. c\n\nType: E\n2) Why?\na. So.\n\nAnswers:\n1. A\n",
    "text2qti": "Quiz title: T\n1. Q?\n... why\n*a) a\nb) b\n+ yes\n\n2. N?\n=   10 +- 5%\n\nGROUP\npick: 1\n"
    "1. Q?\n[*] a\n[ ] b\nEND_GROUP\nText title: x\nText: y\n3. T?\n*   a\n",
    "mkdocs-quiz": "# T\n<quiz>\nQ?\n- [x] a\n> yes\n- [ ] b\n\nWhy.\n</quiz>\n<quiz>\nThe [[sea]] is.\n---\nSo.\n",
    "quizdown": "---\nshuffle: true\n---\n# Q?\n> Think.\n\n1. [ ] a\n    > no\n1. [x] b\n\n# O?\n1. a\n2. b\n3. c\n",
    "yaml": "title: T\nquestions:\n  - question: Q?\n    options: [a, b]\n    answer: b\n  - {prompt: R, answer: true}",
    "anki-text": '#separator:tab\n#html:true\n#tags column:3\nFront\t<b>Back</b>\ta b\n{{c1::Sea::what}}\t"x ""y"""\t',
    "gift": "$CATEGORY: a/b\n\n::t:: Q [html]<b>x</b> {=a#yes ~%50%b ~c####why}\n\nN {#=1..2 =%50%3:1#f ~#no}\n\n"
    "M {=a -> b =c -> d = -> e}\n\nT {T#no#yes}\n\nThe {1:SA:=x~y} one. \\{ \n\n// [id:a] [tag:b]\nS {=%100%x =y}\n",
    "csv": 'question,a,b,c,d,correct\nQ?,w,x,y,z,B\nR?,w,x,,,"1,2"\n',
    "kahoot": "Question,Answer1,Answer2,Correct\nQ?,a,b,2\n",
}
"""Small files, beside what the writers make of a bank with every type."""


class Sample(NamedTuple):
    """A sound file: its format and its bytes."""

    form: str
    data: bytes


class TooLong(Exception):
    """A file took longer than any may."""


def samples(files: Path | None) -> list[Sample]:
    """Return the sound files that are spoilt: our own, and those of a folder with a folder for each format."""
    found = [Sample(form, text.encode()) for form, text in TEXTS.items()]
    bank = bank_of(EVERY_TYPE.replace("MARKUP", "markdown"))
    for name, form in FORMATS.items():
        if form.writer and (reader := READERS.get(name, name)) in READ:
            found.append(Sample(reader, exported(bank, name).data))
    for path in sorted(files.glob("*/*")) if files else ():
        if path.is_file() and not path.name.endswith(".expected.json"):
            name = path.parent.name
            form_name = "moodle-xml" if name == "moodlexml" else "qti" if name.startswith("qti") else name
            if form_name in READ and path.stat().st_size <= LARGEST:
                found.append(Sample(form_name, path.read_bytes()))
    return found


_TOKENS: Final = (
    *(b"{", b"}", b"{{", b"}}", b"~", b"=", b"#", b"####", b"->", b"%50%", b"::", b"\\", b"|", b'"', b"'", b"\n\n"),
    *(b"\r", b"\x00", b"\x1f", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", "\ufdd10\ufdd1".encode()),
    *(b"<", b">", b"</", b"<![CDATA[", b"]]>", b"<!DOCTYPE a>", b"&amp;", b"&uarr;", b"&#0;", b"&#xD800;", b"<a "),
    *(
        b"<p>",
        b"<table><tr><td>",
        b"<pre>",
        b"$$",
        b"\\(",
        b"[html]",
        b"[[1]]",
        b"{{c1::",
        b"{1:MC:",
        b"@@PLUGINFILE@@/",
    ),
    *(
        b"nan",
        b"inf",
        b"-1",
        b"1e999999",
        b"1e-999999",
        b"9" * 400,
        b"1/0",
        b"0",
        b"\xd9\xa1",
        b"\xc2\xb2",
        b"..",
        b"true",
    ),
    *(
        b"../../x",
        b"!!python/object:x",
        b"&a [*a]",
        b"=1+1",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x98\x80",
        b"_____",
        b"A" * 5000,
    ),
)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one to six places changed: cut, doubled, moved, flipped, or a word of some format put in."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.choice((1, 1, 2, 5, 20, 100, 1000)))
        match chance.randrange(8):
            case 0:
                del found[start:end]
            case 1:
                found[start:start] = found[start:end] * chance.choice((1, 2, 50))
            case 2 if start < len(found):
                found[start] ^= 1 << chance.randrange(8)
            case 3:
                part = found[start:end]
                del found[start:end]
                place = chance.randrange(len(found) + 1)
                found[place:place] = part
            case 4:
                del found[start:]
            case 5:
                lines = found.split(b"\n")
                first, second = (chance.randrange(len(lines)) for _ in range(2))
                lines[first], lines[second] = lines[second], lines[first]
                found = bytearray(b"\n".join(lines))
            case _:
                found[start : chance.choice((start, end))] = chance.choice(_TOKENS)
        del found[LARGEST:]
    return bytes(found)


def spoilt_file(data: bytes, chance: random.Random) -> bytes:
    """Return a file that is spoilt; of a package, mostly a member of it."""
    members = _members(data)
    if not members or chance.random() < 0.1:
        return spoilt(data, chance)
    name = chance.choice(sorted(members))
    kept = spoilt(members.pop(name), chance)
    if chance.random() < 0.95:
        members[chance.choice((name,) * 9 + ("../" + name, "con.xml", "meta"))] = kept
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for member, content in members.items():
            package.writestr(member, content)
    return buffer.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    """Return the members of a package; nothing where a file is none, or one that is hostile as it stands."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST:
                return {}
            return {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        return {}


def imported(path: Path, form: str | None) -> Plan | None:
    """Import a file as the command does, and look at what came; None where a message says why nothing can."""
    try:
        plan = planned(path, ImportOptions(folder=path.parent / "banks", form=form))
    except (ImportProblem, FileProblem, UnknownEncoding):
        return None
    for bank in plan.banks:
        content = bank.content
        refused = content.blocks - len(content.questions)
        assert len(content.losses) + len(content.faults) >= refused, "questions are refused, and nothing is told"
        if content.questions:
            reading = read_bank(bank.text.encode(), "bank.yaml", {})
            errors = [finding.message for finding in reading.diagnostics if is_error(finding)]
            assert not errors, f"the bank has errors: {errors[:3]}"
            assert reading.bank is not None
            assert len(reading.bank.questions) == len(content.questions)
    return plan


def fuzz(seconds: float, seed: int, form: str | None, files: Path | None) -> int:
    """Spoil and import for so many seconds; return how many kinds of failures were met."""
    chance = random.Random(seed)
    known = [one for one in samples(files) if form in {None, one.form}]
    kept = Path(tempfile.mkdtemp(prefix="quiz-fuzz-"))
    failures: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    slowest = 0.0
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            sample = chance.choice(known)
            data = spoilt_file(sample.data, chance)
            path = Path(folder) / chance.choice(("file", f"file{(FORMATS[sample.form].ends or ('.txt',))[0]}"))
            path.write_bytes(data)
            runs[sample.form] += 1
            start = time.process_time()
            if failure := _failure(path, sample.form if chance.random() < 0.9 else None):
                kind = _kind(failure)
                failures[kind] += 1
                if failures[kind] == 1:
                    stem = kept / f"{len(failures)}-{sample.form}"
                    stem.write_bytes(data)
                    stem.with_suffix(".traceback").write_text("".join(traceback.format_exception(failure)), "utf-8")
            slowest = max(slowest, time.process_time() - start)
    for kind, number in failures.most_common():
        sys.stdout.write(f"{number} × {kind}\n")
    files_read = ", ".join(f"{name} {number}" for name, number in sorted(runs.items()))
    sys.stdout.write(
        f"{runs.total()} files, the slowest {slowest:.2f} s: {files_read}\n{len(failures)} kinds: {kept}\n"
    )
    return len(failures)


def _failure(path: Path, form: str | None) -> BaseException | None:
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        imported(path, form)
    except Exception as failure:  # noqa: BLE001 - whatever it is, it is what is looked for
        return failure
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def _kind(failure: BaseException) -> str:
    """Return what tells a failure from others: its type and where it arose in the program."""
    frames = traceback.extract_tb(failure.__traceback__)
    own = [f"{Path(one.filename).name}:{one.lineno}" for one in frames if "/quiz/" in one.filename]
    return f"{type(failure).__name__} at {(own or ['?'])[-1]}: {str(failure)[:100]!r}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.formats.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=READ)
    parser.add_argument("--files", type=Path, help="a folder with a folder of sound files for each format")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGPROF, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return int(fuzz(options.seconds, options.seed, options.format, options.files) > 0)


if __name__ == "__main__":
    sys.exit(main())
