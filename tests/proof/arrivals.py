"""Who knows when somebody was at the site: what the next batch tells of whether she confirmed, and refusals."""

import math
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade

from campaign import create_app
from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.releases.sequencer import UNDER_FIVE_WAITS
from tests.beginnings import settings_for
from tests.cast import TESTER, Client, Site
from tests.limits.limited import post

AN_HOUR = (1, 10, 60, 600)  # others who confirm
BEFORE, AFTER = 60, 30  # minutes that she watches
WAITS = int(UNDER_FIVE_WAITS.total_seconds() // 60)
BUDGET = 5
HER = ("203.0.113.7", "2001:db8:7:1::5")
# Where she is, and where whoever watches posts from; from several places by turns where a budget is wider than one.
WATCHERS = {
    "from her own address": (HER[0], ["203.0.113.7"]),
    "from her /64": (HER[1], ["2001:db8:7:1::6"]),
    "from other /64s of her /48": (HER[1], [f"2001:db8:7:{number}::5" for number in range(2, 22)]),
    "from another address": (HER[0], ["203.0.113.8"]),
    "from another /48": (HER[1], [f"2001:db8:8:{number}::5" for number in range(2, 22)]),
}


@dataclass(frozen=True)
class Seen:
    """The first batch after she was there: after how many minutes, how large, and how long the one before was past."""

    delay: int
    size: int
    since: int


def watched(chance: random.Random, others: float, *, confirmed: bool) -> Seen:
    """An hour and a half of a campaign, by the minute; she is there at minute `BEFORE`, others when they like."""
    waiting: list[int] = []
    before = -1
    for minute in range(BEFORE + AFTER):
        waiting += [minute] * _come(chance, others / 60)
        if confirmed and minute == BEFORE:
            waiting.append(minute)
        if len(waiting) >= 5 or (waiting and minute - waiting[0] >= WAITS):
            if minute >= BEFORE:
                return Seen(minute - BEFORE, min(len(waiting), 30), min(15, minute - before))
            waiting, before = [], minute
    return Seen(AFTER, 0, 15)


def by_size_and_time(chance: random.Random, rounds: int) -> dict[str, float]:
    """How often she is right about whether somebody confirmed who was at the site for sure; a coin is right in half.

    What each sight means she has learnt from as many campaigns of the same traffic as she is asked about.
    """
    figures = {}
    for others in AN_HOUR:
        learnt: Counter[tuple[Seen, bool]] = Counter()
        for _ in range(8 * rounds):
            did = chance.random() < 0.5
            learnt[watched(chance, others, confirmed=did), did] += 1
        right = 0.0
        for _ in range(rounds):
            did = chance.random() < 0.5
            seen = watched(chance, others, confirmed=did)
            there, away = learnt[seen, True], learnt[seen, False]
            right += 0.5 if there == away else float(did == (there > away))
        figures[f"{others} others an hour"] = right / rounds
    return figures


def what_a_network_learns() -> dict[str, float]:
    """How many of somebody's two forms are told by when the answer 429 comes, to whoever posts from these places."""
    return {
        name: _accepted(her, places, forms=0) - _accepted(her, places, forms=2)
        for name, (her, places) in WATCHERS.items()
    }


def _accepted(her: str, places: Sequence[str], *, forms: int) -> float:
    """How many posts of a watcher are answered otherwise than by 429, on a site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder), "", CAMPAIGN_SIGN_LIMITS=f"{BUDGET} per hour")
        app = create_app(settings)
        with app.app_context(), acting(TESTER):
            upgrade()
            Site(app).with_keys().open_campaign()
            for _ in range(forms):
                post(Client(app, her))
            answers = [post(Client(app, place)) for place in places for _ in range(BUDGET + 1)]
            db.session.remove()
            db.engine.dispose()
    return sum(answer != 429 for answer in answers)


def _come(chance: random.Random, mean: float) -> int:
    """As many as come in a minute (Knuth's way for a Poisson variable)."""
    limit, product, number = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        number += 1
    return number
