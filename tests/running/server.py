"""The web server alone, as the program starts it, on a port of its own; and requests written by hand."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.beginnings import OPENED, Beginnings, app_for
from tests.cast import SLUG, Site, in_force
from tests.patience import PATIENCE, until
from tests.ports import free_port
from tests.running.served import APP, server_command

ROOT = Path(__file__).parents[2]
FORM = f"/en/{SLUG}/submissions"


@dataclass
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = 0.0


@dataclass
class Server:
    """Its port, and its master process."""

    port: int
    master: "subprocess.Popen[bytes]"
    log: Path = Path()
    opened: list[socket.socket] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request on a connection of its own."""
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        named = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, named, read, time.monotonic() - begun)

    def sign(self, fields: dict[str, str]) -> Answer:
        """The signers' form, as a browser sends it."""
        return self.ask("POST", FORM, urlencode(fields).encode(), **FORM_HEADERS)

    def open(self, raw: bytes = b"", *, buffer: int | None = None) -> socket.socket:
        """A connection on which that much was sent."""
        made = socket.socket()
        if buffer:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        made.settimeout(PATIENCE)
        self.opened.append(made)
        made.connect(("127.0.0.1", self.port))
        made.sendall(raw)
        return made

    def head(self, path: str = FORM, *, length: int, more: str = "") -> bytes:
        """The head of a form's POST."""
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{more}\r\n"
        ).encode()


FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def read_answer(connection: socket.socket) -> Answer:
    """What the server says on a connection that was written to by hand."""
    begun = time.monotonic()
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    read = answer.read()
    answer.close()
    named = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, named, read, time.monotonic() - begun)


@contextmanager
def serving(
    site: Site, *, app: str = APP, workers: int = 1, through: Sequence[str] = (), **more: str
) -> Iterator[Server]:
    """The server in front of a site's database, until the block ends. `through` is a command that starts it."""
    port = free_port()
    with in_force(site.app, bind=f"127.0.0.1:{port}", workers=workers):
        command = [app if word == APP else word for word in server_command()]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(site.settings.instance),
        "CAMPAIGN_DATABASE_URL": site.settings.database_url.replace("+psycopg", ""),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_WORKERS": str(workers),
        "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
        **more,
    }
    log = Path(site.settings.instance) / "server.log"
    with log.open("wb") as out:
        master = subprocess.Popen([*through, *command], env=environment, cwd=ROOT, stdout=out, stderr=out)
    server = Server(port, master, log)
    try:
        wait_for(server)
        yield server
    finally:
        for each in server.opened:
            each.close()
        master.terminate()
        try:
            master.wait(timeout=PATIENCE)
        finally:
            master.kill()
            master.wait()


@contextmanager
def at_odds(beginnings: Beginnings, folder: Path, module: str) -> Iterator[Server]:
    """The server with an app of the tests, on a site of its own, for all tests that don't end it."""
    with (
        beginnings.database("sqlite", OPENED, folder) as url,
        app_for(folder, url) as app,
        serving(Site(app), app=f"tests.running.{module}:app") as server,
    ):
        yield server


def wait_for(server: Server) -> None:
    """Until it answers anything."""

    def is_up() -> bool:
        with suppress(OSError):
            return bool(server.ask("GET", "/").status)
        return False

    until(is_up, said="it never came up")
