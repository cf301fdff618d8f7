"""The log after a backup was restored: the machine notices that it is older, and goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.extensions import db
from campaign.releases.figures import check
from campaign.signing.models import Signature
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.last_seen import LogStopped
from tests.backup.machines import MADE_UP, Machine, checked
from tests.cast import AMELIE, NOUR, SLUG, Site
from tests.tables import count
from tests.tally.test_last_seen import older, run
from tests.tally.test_the_sequencer import confirm


def test_the_same_machine_notices_that_the_log_is_older_and_goes_on(
    site: Site, backup: Callable[[], Path], machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    confirm(site, "FR", 30, first=MADE_UP)
    link = site.signed(AMELIE)
    site.number()
    file = backup()
    site.client().press(link, "withdrawal")
    site.signed(NOUR)
    site.number()
    published = tally_queries.head(site.campaign.id)
    assert published is not None
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    machine.instance.mkdir()
    (site.settings.checkpoints).rename(machine.instance / "checkpoints")
    copies = machine.files()
    code, said = machine.sealed(file)
    assert (code, said.splitlines()[2]) == (0, older(published.size - 2, published.size))
    assert said.splitlines()[3] == (
        "Next: campaign check; campaign tally --check; and start it again. The logs named above are waiting for "
        "campaign log resume."
    )
    assert {name: machine.files()[name] for name in copies} == copies
    there = machine.site()
    with there.app.app_context():
        confirm(there.with_keys(), "DE", 5, first=2 * MADE_UP)
        with pytest.raises(LogStopped):
            there.number()
        code, said = run(there.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))
        assert code == 0
        assert "Withdrawn again: 1." in said
        assert run(there.app, monkeypatch, "tally", "--check") == (0, f"{SLUG}: agrees\n")
        confirm(there, "DE", 5, first=3 * MADE_UP)
        there.number()
        assert check(there.campaign) == []
        db.session.remove()
        db.engine.dispose()


def test_a_new_machine_goes_on_from_its_own_last_checkpoint(
    site: Site, backup: Callable[[], Path], machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site.signed(AMELIE)
    site.number()
    file = backup()
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    assert "copy of the last published checkpoint is gone" in machine.sealed(file)[1]
    there = machine.site()
    with there.app.app_context():
        code, said = run(there.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))
        assert (code, said) == (0, f"{SLUG} continues from the checkpoint of 3 entries.\n")
        there.with_keys()
        there.signed(NOUR)
        there.number()
        assert (count(Signature), check(there.campaign)) == (2, [])
        db.session.remove()
        db.engine.dispose()


def test_a_backup_of_the_moment_before_publishing_agrees(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    site.signed(AMELIE)
    site.number()
    site.signed(NOUR)
    tally.sequence(campaign=site.campaign.id, unstated=frozenset())
    assert check(site.campaign) == []
    assert machine.sealed(backup())[0] == 0
    assert checked(machine.site()) == (2, 2, [])
