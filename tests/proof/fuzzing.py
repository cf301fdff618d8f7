"""`python -m tests.proof.fuzzing SECONDS SEED`: what nobody would type, to every parser and to the running program.

Half of the time goes to what reads files and texts, half to the program over HTTP: its forms, tokens, addresses and
bytes that are no request. A fault is an exception that a parser doesn't name, a 500, no answer, more than seconds for
one thing, memory or descriptors that grow. The seed decides all that is said; each fault names its seed's number.
"""

import argparse
import random
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from tests.proof.asking import ask_all
from tests.proof.grammar import wrong
from tests.proof.outcome import TOO_LONG, Fuzzed
from tests.proof.parsers import Parser, parsers, zipped
from tests.proof.standing import standing

SELDOM = 20


def run(seconds: float, seed: int, *, database: str = "") -> Fuzzed:
    """All of it, for as long as that; of a program on a PostgreSQL `database` that program alone."""
    fuzzed = Fuzzed(seed)
    if not database:  # no parser knows of one
        read_all(fuzzed, seconds / 2, parsers())
    with standing(database) as there:
        ask_all(fuzzed, seconds if database else seconds / 2, there)
        for line in there.faults():
            fuzzed.fault(f"in the log: {line[:300]}")
    return fuzzed


def read_all(fuzzed: Fuzzed, seconds: float, kinds: list[Parser]) -> None:
    """Each parser in turn, as long as there is time, each at least once."""
    ends, number = time.monotonic() + seconds, 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while number == 0 or time.monotonic() < ends:
            for kind in kinds:
                if not kind.slow or number % SELDOM == 0:
                    read_one(fuzzed, kind, number)
            number += 1


def read_one(fuzzed: Fuzzed, kind: Parser, number: int) -> None:
    """A text of this number; the same seed and number make the same."""
    said = made(kind, random.Random(f"{fuzzed.seed} {kind.name} {number}")) if number else kind.specimens[0]
    fuzzed.tried[kind.name] += 1
    begun = time.monotonic()
    try:
        kind.read(said)
    except kind.refuses as refusal:
        if not number and kind.taken:
            fuzzed.fault(f"{kind.name}: the right one is refused: {refusal}")
    except Exception as problem:
        fuzzed.fault(f"{kind.name}: {_where(problem)}", f"number {number}")
    if time.monotonic() - begun > TOO_LONG:
        fuzzed.fault(f"{kind.name}: took more than {TOO_LONG} seconds", f"number {number}")


def made(kind: Parser, chance: random.Random) -> bytes:
    """One of its specimens, made wrong; of a packed one the parts inside as often as the whole."""
    raw = chance.choice(kind.specimens)
    change: Callable[[bytes, random.Random], bytes] = lambda each, by: wrong(each, by, kind.specimens)  # noqa: E731
    return (
        zipped(raw, chance, change)
        if raw.startswith(b"PK") and chance.random() < 0.6
        else change(raw, chance)
    )


def _where(problem: BaseException) -> str:
    """The kind of an exception and the last place of ours; not its words, in which what was said stands."""
    trace, place = problem.__traceback__, ""
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if {"campaign", "static"} & set(file.parts) and ".venv" not in file.parts:
            place = f"{file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(problem).__name__} at {place}"


def main(arguments: list[str] | None = None) -> int:
    """Run, tell, and end with 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=600)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args(arguments)
    fuzzed = run(asked.seconds, asked.seed)
    print("\n".join(fuzzed.lines()))
    return int(bool(fuzzed.faults))


if __name__ == "__main__":
    sys.exit(main())
