"""The printed file of nginx against clients that hold connections: by address once they have asked, before by time."""

import re
import resource
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.cast import SLUG
from tests.patience import PATIENCE, until
from tests.running.front import HOST, ROOT, Front, behind_nginx

PAGE = f"/en/{SLUG}"
GOING_PUBLIC = ROOT / "docs" / "going-public.md"
OPEN = 30  # 400 in the file
SILENT, BEGUN = 1_200, 400  # without a word, not even of TLS; with half a head: 1,600, all of one address


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Front]:
    (room,) = re.findall(r"worker_connections 768;/worker_connections (\d+);", GOING_PUBLIC.read_text())
    fewer = {"limit_conn campaign_open 400;": f"limit_conn campaign_open {OPEN};"}
    with behind_nginx(tmp_path_factory, migrated_sqlite, changed=fewer, connections=int(room)) as made:
        yield made


def slow_form(site: Front, ended: ExitStack, address: str) -> ssl.SSLSocket:
    connection = ended.enter_context(site.open(address=address))
    head = f"POST {PAGE}/submissions HTTP/1.1\r\nHost: {HOST}:{site.port}\r\nContent-Length: 90\r\n\r\nname="
    connection.sendall(head.encode())
    return connection


def answered(connection: ssl.SSLSocket, *, within: float = 0.05) -> bytes:
    """The first line of what came back so far."""
    connection.settimeout(within)
    with suppress(TimeoutError):
        return connection.recv(12)
    return b""


@pytest.mark.full
def test_one_address_holds_so_many_and_no_other_notices(site: Front) -> None:
    with ExitStack() as ended:
        slow = [slow_form(site, ended, "127.0.0.9") for _ in range(OPEN + 10)]
        assert [answered(one, within=PATIENCE) for one in slow[OPEN:]] == [b"HTTP/1.1 429"] * 10
        assert [answered(one) for one in slow[:OPEN]] == [b""] * OPEN
        assert site.ask("GET", PAGE, address="127.0.0.9").status == 429
        assert site.get(PAGE).status == 200
    until(lambda: site.ask("GET", PAGE, address="127.0.0.9").status == 200)


@pytest.fixture
def many_files() -> Iterator[None]:
    """Room for that many connections in this process, too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = SILENT + BEGUN + 400
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this machine lets a process open {hard} files, and the test needs {wanted}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def silent(site: Front, ended: ExitStack) -> socket.socket:
    return ended.enter_context(
        socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE, source_address=("127.0.0.9", 0))
    )


def begun(site: Front, ended: ExitStack) -> ssl.SSLSocket:
    connection = ended.enter_context(site.open(address="127.0.0.9"))
    connection.sendall(b"GET / HTTP/1.1\r\n")
    return connection


@pytest.mark.full
def test_those_that_say_nothing_are_let_go_and_leave_room(site: Front, many_files: None) -> None:
    """With as much room as going-public makes: 1,600 half-open connections and slow forms, and the page is there."""
    with ExitStack() as ended:
        held = [silent(site, ended) for _ in range(SILENT)]
        held += [begun(site, ended) for _ in range(BEGUN)]
        slow = [slow_form(site, ended, "127.0.0.9") for _ in range(OPEN)]
        assert [site.get(path).status for path in (PAGE, "/healthz", f"/{SLUG}/tally.json")] == [200] * 3
        assert [answered(one) for one in slow] == [b""] * OPEN
        for one in held:
            one.settimeout(PATIENCE)
            with suppress(ConnectionResetError, ssl.SSLError):
                assert one.recv(1) == b""
