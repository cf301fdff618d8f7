"""Whether the time of an answer tells a new address from a known or blocked one: Welch's t, posts interleaved."""

import random
from collections.abc import Iterator
from itertools import count
from statistics import fmean, variance
from urllib.parse import urlencode

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.mail import actions as mail
from campaign.vault import tags
from tests.bench import load
from tests.bench.report import Report
from tests.bench.signing import SIGNERS, aged_token
from tests.bench.stage import SLUG, Stage

PAIRS = 10_000
MOST = 4.5


def measure(stage: Stage, report: Report) -> None:
    """Known are those whom the bench of signing confirmed; blocked those who said "never again"."""
    _block(stage)
    token, order = aged_token(stage), random.Random(5)
    kinds = [kind for _ in range(PAIRS) for kind in order.sample(("new", "known", "blocked"), 3)]
    found = load.run(_posts(kinds, token, stage.port), port=stage.port, connections=1)
    if set(found.statuses) != {200}:
        raise SystemExit(f"submissions answered {dict(found.statuses)}")
    taken: dict[str, list[float]] = {"new": [], "known": [], "blocked": []}
    for kind, seconds in zip(kinds, found.latencies, strict=True):
        taken[kind].append(seconds)
    for kind in ("known", "blocked"):
        name = f"new against {kind}, |t| over {PAIRS:,} pairs"
        report.figure(name, abs(welch(taken["new"], taken[kind])), most=MOST)
        # Without the slowest tenth, where the disk and not the address decides, smaller differences would show.
        cut = sorted(taken["new"] + taken[kind])[int(1.8 * PAIRS)]
        fast = [[one for one in taken[which] if one < cut] for which in ("new", kind)]
        report.figure(f"{name}, fastest nine tenths", abs(welch(*fast)), most=MOST)


def welch(one: list[float], other: list[float]) -> float:
    """Welch's t of two samples."""
    spread = variance(one) / len(one) + variance(other) / len(other)
    return float((fmean(one) - fmean(other)) / spread**0.5)


def _block(stage: Stage) -> None:
    with stage.app.app_context():
        with transaction():
            for number in range(SIGNERS):
                known = tags.tags_of(f"stop{number}@example.org", campaign=SLUG, day=clock.today())
                mail.stop(stop_tag=known.stop)
        db.session.remove()


def _posts(kinds: list[str], token: str, port: int) -> Iterator[bytes]:
    """Addresses of the same lengths, known and blocked ones over and over; the new ones are told apart by a letter."""
    numbers = {kind: _numbers(kind) for kind in ("new", "known", "blocked")}
    for kind in kinds:
        fields = {"token": token, "name": "Load", "email": f"{next(numbers[kind])}@example.org", "country": "FR",
                  "consent": "y"}  # fmt: skip
        yield load.post(f"/en/{SLUG}/submissions", urlencode(fields).encode(), port)


def _numbers(kind: str) -> Iterator[str]:
    for turn in count():
        word = {"new": f"new{chr(ord('a') + turn)}", "known": "load", "blocked": "stop"}[kind]
        yield from (f"{word}{number}" for number in range(SIGNERS))
