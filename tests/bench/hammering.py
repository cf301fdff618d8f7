"""Page and submissions while a client hammers the desk; `python -m tests.bench.hammering` measures it alone.

On a machine of two cores whatever computes slows all else down, also where it gets only what others leave: cores share
caches, memory and often their units. So each round has three turns: quiet; with a sink, as many processes as there are
desks that hash passwords outside of the program, at the desk's priority; and hammered. Hammered against the sink says
what the program makes of it: locks, threads and queues that public pages share with the desk. Hammered against quiet
has the machine in it, and what the hammer itself computes, which is told beside it. Each ratio is the rounds' median.
"""

import itertools
import sys
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from urllib.parse import urlencode

from tests.bench import load, sink
from tests.bench.hammer import Hammer
from tests.bench.report import Report
from tests.bench.signing import aged_token
from tests.bench.stage import SLUG, Stage

ROUNDS, PAGES, FORMS = 7, 6_000, 200
LEAST = 0.9
SETTINGS = {"CAMPAIGN_TRUSTED_PROXIES": "1"}  # so that the hammer can come from many networks
Visit = Callable[[], load.Result]
Round = dict[str, load.Result]


def measure(stage: Stage, report: Report) -> None:
    """On a stage with SETTINGS: what is asked of the ratios, rates, and the slowest hundredth of each turn."""
    hammer, token, numbers = Hammer(stage), aged_token(stage), itertools.count()
    page = load.get(f"/en/{SLUG}", stage.port)
    visits: dict[str, Visit] = {
        "page": lambda: load.run(itertools.repeat(page, PAGES), port=stage.port),
        "submissions": lambda: load.run(_forms(token, stage.port, numbers), port=stage.port),
    }
    for name, visit in visits.items():
        visit()
        turns = partial(_round, name, visit, hammer, stage.settings.workers)
        _report(name, [turns() for _ in range(ROUNDS)], report)
    report.figure("what the hammer was answered", hammer.blows.statuses.total() / hammer.blows.seconds, "/s")
    report.figure("what it took of a processor", hammer.blows.client / hammer.blows.seconds)


def _round(name: str, visit: Visit, hammer: Hammer, desks: int) -> Round:
    turns = {"quiet": visit()}
    with sink.busy(desks):
        turns["sink"] = visit()
    with hammer.at_it():
        turns["hammered"] = visit()
    for each in turns.values():
        if set(each.statuses) != {200}:
            raise SystemExit(f"{name} answered {dict(each.statuses)}")
    return turns


def _report(name: str, rounds: list[Round], report: Report) -> None:
    for against, least in (("sink", LEAST), ("quiet", None)):
        ratio = median(turns["hammered"].rate / turns[against].rate for turns in rounds)
        report.figure(f"{name}, hammered against {against}", ratio, least=least)
    for turn in ("quiet", "sink", "hammered"):
        report.figure(f"{name} a second, {turn}", median(each[turn].rate for each in rounds), "/s")
        slow = median(each[turn].percentile(0.99) for each in rounds)
        report.figure(f"{name}, 99 % within, {turn}", slow, "ms")


def _forms(token: str, port: int, numbers: Iterator[int]) -> Iterator[bytes]:
    for number in itertools.islice(numbers, FORMS):
        fields = {"token": token, "name": "Load", "email": f"beside{number}@example.org",
                  "country": "FR", "consent": "y"}  # fmt: skip
        yield load.post(f"/en/{SLUG}/submissions", urlencode(fields).encode(), port)


def main() -> int:
    """This bench alone; settings may follow, `CAMPAIGN_DATABASE_URL=postgresql://…` for one."""
    report = Report()
    given = dict(word.split("=", 1) for word in sys.argv[1:])
    with Stage(1_000, **SETTINGS, **given) as stage:
        measure(stage, report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
