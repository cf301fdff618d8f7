"""`make bench`: every figure in one run, with its floor; those that fall short, or grow with the count, at the end."""

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
from tests.bench.databases import BOTH, SQLITE
from tests.bench.floors import Floors, floors
from tests.bench.report import Report
from tests.bench.stage import Stage

SIZES = (1_000, 100_000)
FEW = 1_000


def main() -> int:
    """Measure at each size on each database; the exit code tells whether all figures were reached."""
    words = argparse.ArgumentParser(prog="make bench", description=__doc__)
    words.add_argument(
        "--signatures", type=int, nargs="*", default=SIZES, help="how many, such as 1000 1000000"
    )
    words.add_argument(
        "--databases", nargs="*", choices=BOTH, default=BOTH, help="SQLite, PostgreSQL or both"
    )
    words.add_argument(
        "--records", type=int, default=unsealing.RECORDS, help="of the sealed list that is opened"
    )
    words.add_argument("--only-sizes", action="store_true", help="without what is measured once")
    asked = words.parse_args()
    report = Report()
    for database in asked.databases:
        for size in sorted(asked.signatures):
            report.head(f"With {size:,} signatures on {database}", database, size)
            with Stage(size, database=database) as stage:
                _measure(stage, report, floors(stage))
    if not asked.only_sizes:
        _measure_once(report, asked.records)
    return report.close()


def _measure(stage: Stage, report: Report, least: Floors) -> None:
    hello = pages.measure(stage, report)
    signing.measure(stage, report, least, hello)
    mailing.measure(stage, report, least)
    exporting.measure(stage, report, least)
    letters.measure(stage, report)
    desk.measure(stage, report)
    log.measure(stage, report, least)


def _measure_once(report: Report, records: int) -> None:
    """What the number of signatures has no part in."""
    report.head("Whether the time of an answer tells anything")
    with Stage(FEW, database=SQLITE) as stage:
        least = floors(stage)
        signing.measure(stage, Report(), least, 0)  # those whom it confirms are known afterwards
        sealing.measure(stage, report)
        telling.measure(stage, report)
        judged.measure(stage, report)
    report.head("On an organiser's computer")
    unsealing.measure(report, least, records)
    report.head("While the desk is hammered")
    with Stage(FEW, database=SQLITE, **hammering.SETTINGS) as stage:
        hammering.measure(stage, report)
    report.head(f"A list of {opening.RECORDS:,} in a browser")
    opening.measure(report)


if __name__ == "__main__":
    sys.exit(main())
