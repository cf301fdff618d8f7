"""The worker sends letters in a thread of its own: a command that ended long ago needs nobody."""

from pathlib import Path

import pytest

from campaign.lib.mail_targets import mail_server
from tests.cast import Site
from tests.letters.desk import FOUR, count, make_once
from tests.letters.post import addressed, send, served, states
from tests.running.test_worker import until, working


def test_the_worker_sends_what_was_queued(
    site: Site, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    count(site, FOUR)
    addressed(site, tmp_path, "FR")
    letters = make_once(site, tmp_path / "out", tmp_path_factory.getbasetemp() / "letters")
    assert send(site, letters, "--confirm", 1).code == 0
    with served() as server, working(site.app, mail_url=mail_server(server.url)):
        until(lambda: states(site) == {"FR": "sent"})
        assert len(server.got) == 1
