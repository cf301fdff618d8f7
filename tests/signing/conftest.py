"""An organiser's computer beside a real mail server; a site whose removals wait for an hour."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller

from campaign.signing import mailing_out
from tests.cast import Site
from tests.signing.crowd import crowd
from tests.signing.mailing import Laptop, Relay, free_port
from tests.signing.removals import BEGIN, HOUR


@pytest.fixture
def relay() -> Iterator[Relay]:
    """Her mail server."""
    handler, port = Relay(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


@pytest.fixture
def laptop(tmp_path: Path, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    """Her computer, which needn't sleep between mails."""
    made = Laptop(tmp_path, relay).set_up()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    clock = SimpleNamespace(sleep=made.slept.append, monotonic=time.monotonic)
    monkeypatch.setattr(mailing_out, "time", clock)
    return made


@pytest.fixture
def holding(site: Site) -> Site:
    """A site that holds invalidations for an hour, as one in public does; 30 from FR, 12 forged ones from VA."""
    object.__setattr__(site.settings, "hold_seconds", 3600)
    crowd(site, 30, country="FR", domain="example.org", at=BEGIN)
    crowd(site, 12, country="VA", domain="forged.example", at=BEGIN + 2 * HOUR)
    site.number()
    return site
