"""What sealing costs a submission: the same server with and without it, by turns."""

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.bench import load
from tests.bench.report import Report
from tests.bench.signing import aged_token
from tests.bench.stage import SLUG, Stage
from tests.ports import free_port

ROUNDS, EACH = 4, 500


def measure(stage: Stage, report: Report) -> None:
    """Submissions a second with sealing, as a share of those of a server that stores them as they are."""
    plain = free_port()
    stage.serve("tests.bench.unsealed:app", plain, f"/en/{SLUG}")
    token, rates = aged_token(stage), {stage.port: 0.0, plain: 0.0}
    for turn in range(ROUNDS):
        for port in rates:
            found = load.run(_forms(token, turn, port), port=port)
            if set(found.statuses) != {200}:
                raise SystemExit(f"submissions answered {dict(found.statuses)}")
            rates[port] += found.rate / ROUNDS
    report.figure("submissions with sealing against without", rates[stage.port] / rates[plain], least=0.75)


def _forms(token: str, turn: int, port: int) -> Iterator[bytes]:
    for number in range(EACH):
        fields = {"token": token, "name": "Load", "email": f"seal{port}x{turn}x{number}@example.org",
                  "country": "FR", "consent": "y"}  # fmt: skip
        yield load.post(f"/en/{SLUG}/submissions", urlencode(fields).encode(), port)
