"""What a restored database doesn't do by itself, since it may be done already: it waits for a person."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.lib import clock
from tests.cast import SLUG, Site
from tests.missions.desk import FOUR, make, run
from tests.missions.desk import count as counted
from tests.missions.post import addressed, deliver, send, served, states
from tests.running.machines import Machine, in_app

SOON = timedelta(minutes=10)


@pytest.fixture
def letters(site: Site, tmp_path: Path) -> Path:
    """Letters to two States whose addresses are known."""
    counted(site, FOUR)
    addressed(site, tmp_path, "DE", "FR")
    return make(site, tmp_path / "letters", only="DE,FR")


@pytest.fixture(autouse=True)
def quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()


def test_a_letter_goes_no_second_time(
    site: Site, machine: Machine, backup: Callable[[], Path], letters: Path
) -> None:
    with served() as server:
        assert send(site, letters, "--confirm", 2, "--per-hour", 3600).code == 0
        file = backup()
        with time_machine.travel(clock.now() + SOON):
            assert (deliver(site, server.url), deliver(site, server.url)) == (1, 0)
        with time_machine.travel(clock.now() + 2 * SOON):
            assert deliver(site, server.url) == 1
        assert (states(site), len(server.got)) == ({"DE": "sent", "FR": "sent"}, 2)
        code, said = machine.sealed(file)
        there = machine.site()
        with time_machine.travel(clock.now() + 3 * SOON):
            assert in_app(there, lambda: deliver(there, server.url)) == 0
        assert len(server.got) == 2
        assert (code, said.splitlines()[2]) == (
            0,
            f"{SLUG}: 2 letters were on their way then, to DE, FR. They may have arrived since, so none goes by "
            f"itself. campaign letters status {SLUG}; then --again for those that surely didn't arrive.",
        )
        assert in_app(there, lambda: states(there)) == {"DE": "unknown", "FR": "unknown"}
        shown = in_app(there, lambda: run(there, "letters", "status", SLUG)).said.splitlines()
        assert [line.split()[-1] for line in shown[1:3]] == ["restored", "restored"]
        assert shown[4].startswith("Nobody knows whether DE,FR arrived: a backup was restored. ")
        shutil.copytree(letters, machine.instance / "letters")
        again = in_app(
            there, lambda: send(there, machine.instance / "letters", "--again", "FR", "--confirm", 1)
        )
        assert (again.code, in_app(there, lambda: states(there))) == (0, {"DE": "unknown", "FR": "queued"})
