"""A process that does one operation again and again, under the shim: each time another file-system call ends badly.

It loads the program once and forks for each attempt, which begins on a copy of the same site. What is left is looked at
in a process without the shim's doings, as is the recovery: the same command, or the worker's next turn.
"""

import argparse
import ctypes
import json
import signal
import sys
from pathlib import Path
from typing import Any

from tests.proof.copies import Case, Ground
from tests.proof.forked import DIED, attempt
from tests.proof.operations import OPERATIONS, Operation, keep_shown
from tests.proof.shim import WAYS

READING = {
    "read",
    "pread",
    "pread64",
}  # these fail with EIO; to be killed there is the same as at the call before


def calls_of(operation: Operation, ground: Ground, base: Case | None) -> list[str]:
    """The names of all file-system calls below the case, in order."""
    case, log = ground.new("case", base), ground.folder / "calls"
    with log.open("wb") as out:
        ended = attempt(lambda: (_arm(case, 0, 0, out.fileno()), operation.act(case, ground)))
    if ended.code:
        raise SystemExit(f"without any fault it ended with {ended.code}: {ended.said}")
    return log.read_text().split()


def _arm(case: Case, nth: int, way: int, log: int = -1) -> None:
    ctypes.CDLL(None).proof_arm(str(case.folder).encode(), nth, way, log)


def try_one(operation: Operation, ground: Ground, base: Case | None, nth: int, way: str) -> dict[str, Any]:
    """One attempt that ends badly, and what became of it."""
    case = ground.new("case", base)
    if base:
        attempt(lambda: keep_shown(case))
    ended = attempt(lambda: (_arm(case, nth, WAYS[way]), operation.act(case, ground)))
    broken = []
    if base and operation is not OPERATIONS["publication"]:
        attempt(lambda: keep_shown(case))
    recovered = attempt(lambda: operation.recover(case, ground))
    if recovered.code:
        broken.append(f"it could not be done again: {recovered.code} {recovered.said[-400:]}")
    looked = attempt(lambda: print(json.dumps(list(operation.wrong(case, ground)))))
    if looked.code:
        broken.append(f"nobody could look: {looked.said[-400:]}")
    else:
        broken += json.loads(looked.said)
    return {
        "nth": nth, "way": way, "killed": ended.code == -signal.SIGKILL, "refused": ended.code in {1, 2},
        "traceback": ended.said[-600:] if ended.code == DIED and "cli.py" in ended.said else "", "broken": broken,
    }  # fmt: skip


def main() -> None:
    """A line of JSON for each attempt, the number of calls first."""
    words = argparse.ArgumentParser()
    words.add_argument("operation", choices=OPERATIONS)
    words.add_argument("folder", type=Path)
    words.add_argument("--server", default="")
    words.add_argument("--every", type=int, default=1)
    words.add_argument("--first", type=int, default=0)
    given = words.parse_args()
    out = sys.stdout
    operation, ground = OPERATIONS[given.operation], Ground(given.folder, given.server)
    base = operation.base(ground)
    calls = calls_of(operation, ground, base)
    print(json.dumps({"calls": len(calls)}), file=out, flush=True)
    for nth in range(1 + given.first, len(calls) + 1, given.every):
        ways = ["EIO"] if calls[nth - 1] in READING else list(WAYS)
        for way in ways:
            line = try_one(operation, ground, base, nth, way) | {"call": calls[nth - 1]}
            print(json.dumps(line), file=out, flush=True)


if __name__ == "__main__":
    main()
