"""Kills the program at random moments and counts what is lost.

`python -m tests.kills --plain 1000 --app 200 --author 100 --seed 1`

Prints what was killed, what was shown and what went wrong. Exit code 1 where anything was lost.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.kills.runs import KINDS, killed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    for kind in KINDS:
        parser.add_argument(f"--{kind}", type=int, default=0, metavar="N", help=f"kills of {kind}")
    parser.add_argument("--seed", type=int, default=Random().randrange(1 << 30), help="of everything random")
    given = parser.parse_args()
    say(f"seed {given.seed}")
    faults = 0
    for kind in KINDS:
        wanted = getattr(given, kind)
        if not wanted:
            continue
        started, counts, losses = time.monotonic(), Counter[str](), list[str]()
        with tempfile.TemporaryDirectory(prefix="kills-") as folder:
            for loss in killed(kind, wanted, given.seed, Path(folder), counts):
                losses.append(loss)
                say(f"{kind}: {loss}")
        said = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in sorted(counts.items()))
        say(f"{kind}: {wanted} kills in {time.monotonic() - started:.0f} s; {said}; {len(losses)} faults")
        faults += len(losses)
    return 1 if faults else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
