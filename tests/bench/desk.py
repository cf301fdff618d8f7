"""The desk's pages among many signatures: each as its organiser gets it, from this process."""

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
from campaign.tally import queries as tally_queries
from tests.bench.report import Report
from tests.bench.stage import BENCH, SLUG, Stage
from tests.organisers.browser import Desk, member

MOST_MS = 100
TIMES = 7
BASE = f"/desk/campaigns/{SLUG}"
TABLE = f"{BASE}/signatures"


def measure(stage: Stage, report: Report) -> None:
    """Milliseconds of each page, the median of some; and what the worker's looks take, which hold up no page."""
    with stage.app.app_context(), acting(BENCH):
        begun, before = time.perf_counter(), time.process_time()
        while surveys.take_due():
            pass
        seconds, computed = time.perf_counter() - begun, time.process_time() - before
        report.figure("the worker's looks at all of them", seconds, "s", computed=computed)
        campaign = releases_queries.campaign(SLUG)
        assert campaign is not None
        # A log has other entries among them, which no rule may name.
        listed = sorted(tally_queries.signatures_at(campaign.id, list(range(10, min(56_010, stage.size), 7))))
        base = f"http://localhost:{stage.port}"
        desk = member(stage.app, "rima@example.org", Role.OWNER, campaign.id, base_url=base)
    floor = _median(partial(_got, desk, "/desk/account"))[1]  # a page that tells of no signature
    for name, path in _pages(stage.size):
        _report(report, name, partial(_got, desk, path), floor)
    _report(report, "exact figures", partial(_exact, desk), floor)
    for name, fields in _rules(listed):
        _report(report, f"counting {name}", partial(_counted, desk, fields), floor)


def _report(report: Report, name: str, work: Callable[[], None], floor: float) -> None:
    milliseconds, computed = _median(work)
    report.figure(f"desk, {name}", milliseconds, "ms", most=MOST_MS, computed=computed, floor=floor)


def _pages(size: int) -> list[tuple[str, str]]:
    today, earlier = clock.today(), clock.today() - timedelta(days=10)
    return [
        ("overview", f"{BASE}/"),
        ("signatures", TABLE),
        ("signatures, half-way down", f"{TABLE}?before={max(1, size // 2)}"),
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


def _rules(listed: list[int]) -> list[tuple[str, dict[str, str]]]:
    day = str(clock.today() - timedelta(days=10))
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
        ("up to eight thousand indexes", {**empty, "indexes": "\n".join(map(str, listed))}),
    ]


def _median(work: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds, and the processor's, each the median of some."""
    taken = []
    for _ in range(TIMES):
        begun, before = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - begun, time.process_time() - before))
    seconds, computed = (sorted(each)[TIMES // 2] for each in zip(*taken, strict=True))
    return 1_000 * seconds, 1_000 * computed


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
