"""An organiser's computer beside a real mail server."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller

from campaign.lists import delivery
from tests.lists.mailing import Laptop, Relay
from tests.ports import free_port


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
    monkeypatch.setattr(delivery, "time", clock)
    return made
