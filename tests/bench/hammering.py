"""Page and submissions while a client hammers the desk; `python -m tests.bench.hammering` measures it alone.

On a machine of two cores whatever computes slows all else down, also where it gets only what others leave: cores share
caches, memory and often their units. So each round has three turns: quiet; with a sink, as many processes as there are
desks that hash passwords outside of the program, at the desk's priority; and hammered. Hammered against the sink says
what the program makes of it: locks, threads and queues that public pages share with the desk. Hammered against quiet
has the machine in it, and what the hammer itself computes, which is told beside it. Each ratio is the rounds' median.

Where others use the machine too, rates tell of them. So what a web process computes for each answer is told as well, in
milliseconds of a processor, without its desk: where that stays and the rate falls, visitors waited for a processor. A
hammer that is answered less than once a second hammers nothing, and the measurement doesn't count.
"""

import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
LEAST_BLOWS = 1  # a second
Visit = Callable[[], load.Result]


@dataclass(frozen=True)
class Turn:
    """What was answered, and what the web processes computed meanwhile, in seconds of a processor."""

    result: load.Result
    computed: float

    @property
    def each(self) -> float:
        """Milliseconds of a processor for an answer."""
        return 1000 * self.computed / len(self.result.latencies)


Round = dict[str, Turn]


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
        turns = partial(_round, name, visit, hammer, stage)
        _report(name, [turns() for _ in range(ROUNDS)], report)
    blows = hammer.blows
    report.figure(
        "what the hammer was answered", blows.statuses.total() / blows.seconds, "/s", least=LEAST_BLOWS
    )
    report.figure("what it took of a processor", blows.client / blows.seconds)


def _round(name: str, visit: Visit, hammer: Hammer, stage: Stage) -> Round:
    turns = {"quiet": _turn(visit, stage)}
    with sink.busy(stage.settings.workers):
        turns["sink"] = _turn(visit, stage)
    with hammer.at_it():
        turns["hammered"] = _turn(visit, stage)
    for each in turns.values():
        if set(each.result.statuses) != {200}:
            raise SystemExit(f"{name} answered {dict(each.result.statuses)}")
    return turns


def _turn(visit: Visit, stage: Stage) -> Turn:
    before = stage.computed()
    result = visit()
    return Turn(result, stage.computed() - before)


def _report(name: str, rounds: list[Round], report: Report) -> None:
    for against, least in (("sink", LEAST), ("quiet", None)):
        ratio = median(turns["hammered"].result.rate / turns[against].result.rate for turns in rounds)
        report.figure(f"{name}, hammered against {against}", ratio, least=least)
    for turn in ("quiet", "sink", "hammered"):
        report.figure(f"{name} a second, {turn}", median(each[turn].result.rate for each in rounds), "/s")
        slow = median(each[turn].result.percentile(0.99) for each in rounds)
        report.figure(f"{name}, 99 % within, {turn}", slow, "ms")
        report.figure(
            f"{name}, of a processor each, {turn}", median(each[turn].each for each in rounds), "ms"
        )


def _forms(token: str, port: int, numbers: Iterator[int]) -> Iterator[bytes]:
    for number in itertools.islice(numbers, FORMS):
        fields = {"token": token, "name": "Load", "email": f"beside{number}@example.org",
                  "country": "FR", "consent": "y"}  # fmt: skip
        yield load.post(f"/en/{SLUG}/submissions", urlencode(fields).encode(), port)


def main() -> int:
    """This bench alone; `database=postgresql` may follow, and settings."""
    report = Report()
    given = dict(word.split("=", 1) for word in sys.argv[1:])
    with Stage(1_000, **SETTINGS, **given) as stage:
        measure(stage, report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
