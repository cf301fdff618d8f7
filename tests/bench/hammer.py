"""A client that hammers the desk, in a process of its own: wrong passwords, long odd texts to be read, previews."""

import itertools
import multiprocessing
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlencode

from campaign.audit.actors import acting
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.web.bodies import UPLOADS
from tests.bench import load
from tests.bench.stage import BENCH, SLUG, Stage
from tests.organisers.browser import Desk, member

AT_ONCE = 8
EMAIL = "rima@example.org"
ODD_BYTES = 250_000


@dataclass
class Blows:
    """What came of hammering: answers, the seconds it went on, and the seconds that the client itself computed."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    client: float = 0.0

    def add(self, statuses: Counter[int], seconds: float, client: float) -> None:
        """Another round of it."""
        self.statuses += statuses
        self.seconds += seconds
        self.client += client


class Hammer:
    """An organiser is signed in, as readings and previews need; who tries passwords comes from ever other networks.

    So no budget ends it: each try is hashed. The stage believes one proxy, and each request invents its network.
    """

    def __init__(self, stage: Stage) -> None:
        self.port = stage.port
        self.blows = Blows()
        base = f"http://localhost:{stage.port}"
        with stage.app.app_context(), acting(BENCH):
            campaign = releases_queries.campaign(SLUG)
            assert campaign is not None
            self.inside = member(stage.app, EMAIL, Role.OWNER, campaign.id, base_url=base)
            self.inside.get(f"/desk/campaigns/{SLUG}/text/en/paste")
            self.outside = Desk(stage.app, base_url=base)
            self.outside.get("/desk/sign-in")
            self.link = f"/en/p/{releases.preview_token(SLUG)}"
        self.text = _odd_text(ODD_BYTES)
        self.turns = itertools.count(random.randrange(1 << 20))

    @contextmanager
    def at_it(self) -> Iterator[None]:
        """While the block runs; at its end all have been answered."""
        context = multiprocessing.get_context("fork")
        stopping, (told, telling) = context.Event(), context.Pipe(duplex=False)
        begun = time.perf_counter()
        process = context.Process(target=self._strike, args=(stopping, telling))
        process.start()
        time.sleep(0.5)  # the desk has its hands full
        try:
            yield
        finally:
            stopping.set()
            statuses, computed = told.recv()
            self.blows.add(statuses, time.perf_counter() - begun, computed)
            process.join()

    def _strike(self, stopping: Any, telling: Connection) -> None:
        requests = itertools.takewhile(lambda _: not stopping.is_set(), self._requests())
        answered = load.run(requests, port=self.port, connections=AT_ONCE)
        used = resource.getrusage(resource.RUSAGE_SELF)
        telling.send((answered.statuses, used.ru_utime + used.ru_stime))

    def _requests(self) -> Iterator[bytes]:
        while True:
            for account in (EMAIL, f"nobody{next(self.turns)}@example.org") * 3:
                yield self._post(
                    self.outside, "/desk/sign-in", email=account, password="lantern orchard sixteen"
                )
            yield self._post(self.inside, f"{UPLOADS}{SLUG}/text/en/reading", text=self.text)
            for _ in range(2):
                yield self._post(self.inside, f"{UPLOADS}{SLUG}/text/en/draft", act="show", **_parts())
                yield self._request("GET", self.link)

    def _post(self, desk: Desk, path: str, **fields: str) -> bytes:
        body = urlencode({"csrf_token": desk.token, **fields}).encode()
        cookies = "; ".join(f"{each.key}={each.value}" for each in desk.browser._cookies.values())
        return self._request("POST", path, body, f"Cookie: {cookies}\r\n")

    def _request(self, method: str, path: str, body: bytes = b"", more: str = "") -> bytes:
        number = next(self.turns)
        network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nSec-Fetch-Site: same-origin\r\n"
            f"X-Forwarded-For: {network}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n{more}\r\n"
        )
        return head.encode() + body


def _odd_text(length: int) -> str:
    """Short lines that begin like items, quotations and datelines: what takes longest to read of what was tried."""
    letters = random.Random(3)
    lines = ("".join(letters.choices("ab .,:>-", k=5)) for _ in itertools.count())
    return "\n".join(itertools.islice(lines, length // 6))


def _parts() -> dict[str, str]:
    body = "\n\n".join([" ".join(["Hospitals were hit, and those who dig survivors out too."] * 40)] * 20)
    return {
        "headline": "Clear the skies", "place": "New York", "day": "2016-09-24", "body": body,
        "demand": "We ask Member States to protect civilians by a nationwide no-bomb zone.",
    }  # fmt: skip
