"""`make bench`: every figure in one run, as ratios where it can be one, with those that fall short named at the end."""

import argparse
import sys

from tests.bench import (
    desk,
    exporting,
    hammering,
    judged,
    letters,
    log,
    mailing,
    opening,
    pages,
    sealing,
    signing,
    telling,
    unsealing,
)
from tests.bench.report import Report
from tests.bench.stage import Stage

SIZES = (1_000, 100_000)


def main() -> int:
    """Measure at both sizes; the exit code tells whether all figures were reached."""
    words = argparse.ArgumentParser(prog="make bench")
    words.add_argument("--signatures", type=int, nargs="*", default=SIZES)
    sizes = words.parse_args().signatures
    report = Report()
    for size in sizes:
        print(f"\nWith {size:,} signatures")
        with Stage(size) as stage:
            pages.measure(stage, report)
            signing.measure(stage, report)
            letters.measure(stage, report)
            exporting.measure(stage, report)
            if size == min(sizes):
                sealing.measure(stage, report)
                telling.measure(stage, report)
                mailing.measure(stage, report)
                judged.measure(stage, report)
    print("\nOn an organiser's computer")
    unsealing.measure(report)
    print(f"\nThe desk with {desk.SIGNATURES:,} signatures")
    with Stage(0) as stage:
        desk.measure(stage, report)
    print("\nWhile the desk is hammered")
    with Stage(min(sizes), **hammering.SETTINGS) as stage:
        hammering.measure(stage, report)
    print(f"\nA list of {opening.RECORDS:,} in a browser")
    opening.measure(report)
    print(f"\nThe log with {log.ENTRIES:,} entries")
    with Stage(0) as stage:
        log.measure(stage, report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
