"""`campaign upgrade`: never while it runs, never without a backup."""

import pytest
from flask_migrate import downgrade

from campaign.extensions import db
from campaign.running import worker
from campaign.signing import actions as signing
from tests.cast import AMELIE, Site
from tests.running.machines import Machine, checked
from tests.tally.test_the_log_kept import run


def test_one_command_upgrades_and_never_while_it_runs(
    site: Site, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    db.session.remove()
    downgrade(revision="0005")
    naps = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        worker.beat()

    worker.beat()
    with monkeypatch.context() as patch:
        patch.setattr("campaign.running.backup_cli.time.sleep", nap)
        code, said = run(site.app, monkeypatch, "upgrade")
    assert (code, said.startswith("Campaign still runs: its worker was alive at "), naps) == (2, True, [1])
    with monkeypatch.context() as patch:
        patch.setattr("campaign.running.backup_cli.time.sleep", naps.append)
        code, said = run(site.app, monkeypatch, "upgrade")
    (file,) = (site.settings.instance / "backups").iterdir()
    assert (code, said.splitlines()[-2:]) == (
        0,
        [
            "The database is in this version's shape. Start campaign again, then: campaign check",
            f"Delete {file} once all is well: what it holds is in no purge's reach.",
        ],
    )
    assert machine.sealed(file)[0] == 0
    assert signing.expire() == 0
    assert checked(machine.site())[:2] == (1, 1)
