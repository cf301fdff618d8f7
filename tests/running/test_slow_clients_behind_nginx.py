"""The printed file of nginx against clients that hold connections: by address once they have asked, before by time."""

import shutil
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from campaign import create_app
from campaign.extensions import db
from tests.cast import SLUG, Site
from tests.conftest import settings_for
from tests.running.front import HOST, Front, front

PAGE = f"/en/{SLUG}"
OPEN, HALF_OPEN = 30, 600  # 400 in the file; more than the 512 that nginx has by itself


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Front]:
    instance, folder = tmp_path_factory.mktemp("instance"), tmp_path_factory.mktemp("nginx")
    shutil.copy(migrated_sqlite, instance / "campaign.sqlite3")
    made = front(folder, instance)
    made.changed = {"limit_conn campaign_open 400;": f"limit_conn campaign_open {OPEN};"}
    app = create_app(settings_for(instance, "", CAMPAIGN_BASE_URL=made.base))
    with app.app_context():
        Site(app).with_keys().open_campaign()
        db.session.remove()
        db.engine.dispose()
    try:
        made.start()
        yield made
    finally:
        made.end()


def slow_form(site: Front, ended: ExitStack, address: str) -> ssl.SSLSocket:
    connection = ended.enter_context(site.open(address=address))
    head = f"POST {PAGE}/submissions HTTP/1.1\r\nHost: {HOST}:{site.port}\r\nContent-Length: 90\r\n\r\nname="
    connection.sendall(head.encode())
    return connection


def answered(connection: ssl.SSLSocket) -> bytes:
    """The first line of what came back so far."""
    connection.settimeout(0.05)
    with suppress(TimeoutError):
        return connection.recv(12)
    return b""


def test_one_address_holds_so_many_and_no_other_notices(site: Front) -> None:
    with ExitStack() as ended:
        slow = [slow_form(site, ended, "127.0.0.9") for _ in range(OPEN + 10)]
        time.sleep(0.5)
        assert [answered(one) for one in slow] == [b""] * OPEN + [b"HTTP/1.1 429"] * 10
        assert site.ask("GET", PAGE, address="127.0.0.9").status == 429
        assert site.get(PAGE).status == 200
    time.sleep(0.5)
    assert site.ask("GET", PAGE, address="127.0.0.9").status == 200


def test_those_that_say_nothing_are_let_go_and_leave_room(site: Front) -> None:
    with ExitStack() as ended:
        held = [
            ended.enter_context(site.open(address=f"127.0.1.{number % 6 + 1}")) for number in range(HALF_OPEN)
        ]
        for one in held:
            one.sendall(b"GET / HTTP/1.1\r\n")
        begun = time.monotonic()
        assert site.get(PAGE).status == 200
        assert time.monotonic() - begun < 5
        for one in held:
            one.settimeout(20)
            with suppress(ConnectionResetError, ssl.SSLError):
                assert one.recv(1) == b""
        assert time.monotonic() - begun < 20
