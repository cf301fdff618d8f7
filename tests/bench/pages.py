"""Page and tally against the same server's hello world."""

import gzip
import itertools
import re
from dataclasses import dataclass

from tests.bench import load
from tests.bench.report import Report
from tests.bench.stage import SLUG, Stage
from tests.bench.watching import spending
from tests.ports import free_port

REQUESTS = 8_000
MOST_BYTES = 30 * 1024
LEAST = 2


@dataclass(frozen=True)
class Asked:
    """Answers a second, and what each of them took of a processor, in milliseconds."""

    result: load.Result
    computed: float


def measure(stage: Stage, report: Report) -> float:
    """Rates after one warm-up each, the page's weight and its requests; the milliseconds of hello world."""
    hello = free_port()
    stage.serve("tests.bench.hello:served", hello, "/")
    base = _asked(stage, "/", hello, server=1)
    report.figure("hello world on the same server", base.result.rate, "/s")
    for name, path in (("page", f"/en/{SLUG}"), ("tally.json", f"/{SLUG}/tally.json")):
        asked = _asked(stage, path, stage.port, server=0)
        report.figure(f"{name}, answers a second", asked.result.rate, "/s", floor=base.result.rate)
        report.figure(
            f"{name} against hello world, by processor", base.computed / asked.computed, least=LEAST
        )
        report.figure(
            f"{name}, processor",
            asked.computed,
            "ms",
            computed=asked.computed,
            floor=base.computed,
            is_flat=True,
        )
        report.figure(f"{name}, 99 % within", asked.result.percentile(0.99), "ms")
    _weigh(stage, report)
    return base.computed


def _asked(stage: Stage, path: str, port: int, *, server: int) -> Asked:
    request = load.get(path, port)
    load.run(itertools.repeat(request, 500), port=port)
    with spending(stage, server) as spent:
        result = load.run(itertools.repeat(request, REQUESTS), port=port)
    if set(result.statuses) != {200}:
        raise SystemExit(f"{path} answered {dict(result.statuses)}")
    return Asked(result, spent() / REQUESTS)


def _weigh(stage: Stage, report: Report) -> None:
    total, requests = first_view(f"/en/{SLUG}", stage.port)
    report.figure("first view over the wire", total / 1024, "KB", most=MOST_BYTES / 1024)
    report.figure("requests of the first view", requests, most=3)


def first_view(path: str, port: int) -> tuple[int, int]:
    """How many bytes and requests a page takes with its style and its program, as browsers of today ask for them."""
    page = _body(path, port)
    html = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
    parts = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)))
    return len(page) + sum(len(_body(part, port)) for part in parts), 1 + len(parts)


def _body(path: str, port: int) -> bytes:
    answers: list[bytes] = []
    asked = load.get(path, port, takes="gzip, deflate, br")
    result = load.run(iter([asked]), port=port, connections=1, keep=answers)
    assert result.statuses == {200: 1}
    return answers[0].partition(b"\r\n\r\n")[2]
