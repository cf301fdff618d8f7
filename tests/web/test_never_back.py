"""Two web processes, each with memory of its own, never tell of an older log after a newer one."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from campaign import create_app
from campaign.extensions import db
from tests.cast import SLUG, Client, Person, Site, change
from tests.checks.test_check_visitors import Quiet
from tests.conftest import settings_for
from tests.patience import PATIENCE
from tests.tally.served import run


@pytest.fixture
def two(site: Site, tmp_path: Path) -> Iterator[list[Flask]]:
    """Two programs on one database, as two processes of a web server are, both keeping what they may."""
    other = create_app(settings_for(tmp_path, site.settings.database_url))
    for app in (site.app, other):
        change(app, testing=False)
    yield [site.app, other]
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def grow(site: Site, number: int) -> None:
    """One more signature, numbered and published."""
    change(site.app, testing=True)
    site.signed(Person("Nour", f"nour{number}@example.org", "SY"))
    site.number()
    change(site.app, testing=False)


@pytest.mark.long
def test_the_checkpoint_of_either_is_the_newest(site: Site, two: list[Flask]) -> None:
    path, sizes = f"/{SLUG}/log/checkpoint", []
    for number in range(6):
        grow(site, number)
        # The one that answered last time holds what it said then, if it holds anything.
        for app in (two[number % 2], two[1 - number % 2], two[number % 2]):
            sizes.append(int(Client(app).get(path).text.splitlines()[1]))
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 6


@pytest.mark.long
def test_whoever_keeps_a_checkpoint_finds_an_honest_log_growing(
    site: Site, two: list[Flask], tmp_path: Path
) -> None:
    asked: list[str] = []

    def either(environ: dict[str, Any], start: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        return two[len(asked) % 2](environ, start)

    server = make_server("127.0.0.1", 0, either, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        for number in range(8):
            grow(site, number)
            code, said = run(f"http://127.0.0.1:{server.server_port}/{SLUG}", "--state", tmp_path / "state")
            assert (code, said.splitlines()[-1]) == (3, "unverified key: all else holds")
    finally:
        server.shutdown()
        thread.join(timeout=PATIENCE)
        server.server_close()
    assert asked.count(f"/{SLUG}/log/checkpoint") == 8
