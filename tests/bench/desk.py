"""The desk's pages among a million signatures: each as its organiser gets it, from this process."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from campaign.audit.actors import acting
from campaign.lib import clock
from campaign.moderation import surveys
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from tests.bench import many_signatures
from tests.bench.report import Report
from tests.bench.stage import BENCH, SLUG, Stage
from tests.organisers.browser import Desk, member

SIGNATURES, WAITING = 1_000_000, 20_000
MOST_MS = 100
TIMES = 7
BASE = f"/desk/campaigns/{SLUG}"
TABLE = f"{BASE}/signatures"


def measure(stage: Stage, report: Report) -> None:
    """Milliseconds of each page, the median of some; and what the worker's looks take, which hold up no page."""
    with stage.app.app_context(), acting(BENCH):
        while sequencer.number_entries():
            pass
        many_signatures.write(SIGNATURES, waiting=WAITING)
        begun = time.perf_counter()
        while surveys.take_due():
            pass
        report.figure("the worker's looks at all of them", time.perf_counter() - begun, "s")
        campaign = releases_queries.campaign(SLUG)
        assert campaign is not None
        base = f"http://localhost:{stage.port}"
        desk = member(stage.app, "rima@example.org", Role.OWNER, campaign.id, base_url=base)
    for name, path in _pages():
        report.figure(f"desk, {name}", _median(partial(_got, desk, path)), "ms", most=MOST_MS)
    report.figure("desk, exact figures", _median(partial(_exact, desk)), "ms", most=MOST_MS)
    for name, fields in _rules():
        report.figure(f"desk, counting {name}", _median(partial(_counted, desk, fields)), "ms", most=MOST_MS)


def _pages() -> list[tuple[str, str]]:
    today, earlier = clock.today(), clock.today() - timedelta(days=10)
    return [
        ("overview", f"{BASE}/"),
        ("signatures", TABLE),
        ("signatures, half-way down", f"{TABLE}?before={SIGNATURES // 2}"),
        ("signatures of a country", f"{TABLE}?country=FR"),
        ("signatures of a rare country", f"{TABLE}?country=VA"),
        ("signatures of today", f"{TABLE}?day={today}"),
        ("signatures of a day", f"{TABLE}?day={earlier}"),
        ("signatures in a language", f"{TABLE}?language=ar"),
        ("signatures in a state", f"{TABLE}?state=invalidated"),
        ("signatures, all filters", f"{TABLE}?country=FR&day={earlier}&language=ar&state=invalidated"),
        ("held forms", f"{TABLE}/held"),
        ("taken out", f"{TABLE}/invalidations"),
        ("what looks unusual", f"{TABLE}/unusual"),
    ]


def _rules() -> list[tuple[str, dict[str, str]]]:
    day = str(clock.today() - timedelta(days=10))
    listed = "\n".join(str(number) for number in range(10, 56_010, 7))
    empty = {
        "country": "",
        "day": "",
        "since": "",
        "domain": "",
        "indexes": "",
        "reason": "fraud",
        "step": "count",
    }
    return [
        ("a country", {**empty, "country": "FR"}),
        ("a country on a day", {**empty, "country": "FR", "day": day}),
        ("a day", {**empty, "day": day}),
        ("a mail domain", {**empty, "domain": (b"d" * 4).hex()}),
        ("eight thousand indexes", {**empty, "indexes": listed}),
    ]


def _median(work: Callable[[], None]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[TIMES // 2] * 1_000


def _got(desk: Desk, path: str) -> None:
    answer = desk.send("GET", path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")


def _exact(desk: Desk) -> None:
    if not (desk.page.text and "csrf_token" in desk.page.text):
        desk.get(f"{BASE}/countries")
    answer = desk.send("POST", f"{BASE}/countries", data={"csrf_token": desk.token}, headers=desk.headers)
    if "<tbody>" not in answer.text:
        raise SystemExit(f"exact figures answered {answer.status_code}")


def _counted(desk: Desk, fields: dict[str, str]) -> None:
    """A rule that matches, or one of so many that the desk says that they are too many."""
    if not (desk.page.text and "csrf_token" in desk.page.text):
        desk.get(f"{TABLE}/invalidations/new")
    answer = desk.send(
        "POST",
        f"{TABLE}/invalidations/count",
        data={"csrf_token": desk.token, **fields},
        headers=desk.headers,
    )
    if answer.status_code not in {200, 422} or re.search(r'class="error"', answer.text):
        raise SystemExit(f"counting answered {answer.status_code}")
