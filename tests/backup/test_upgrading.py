"""`campaign upgrade`: never while it runs, never without a backup."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask_migrate import downgrade
from sqlalchemy import text

from campaign import create_app
from campaign.audit.models import AuditEntry
from campaign.backup import queries as backup_queries
from campaign.extensions import db
from campaign.running import heart
from campaign.signing import actions as signing
from tests.backup.machines import Machine, checked
from tests.cast import AMELIE, SLUG, Site
from tests.conftest import settings_for
from tests.tables import rows
from tests.tally.test_last_seen import run


def test_where_no_database_is_nothing_is_said_to_be_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings_for(tmp_path / "elsewhere", ""))
    code, said = run(app, monkeypatch, "upgrade")
    assert (code, said) == (
        2,
        f"There is nothing to upgrade: no database of campaign is here, in {tmp_path / 'elsewhere'}. If yours is "
        "elsewhere, CAMPAIGN_INSTANCE names it; on a server of docs/going-public.md type: campaign upgrade\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_one_command_upgrades_and_never_while_it_runs(
    site: Site, machine: Machine, monkeypatch: pytest.MonkeyPatch, later: Callable[[], str]
) -> None:
    site.signed(AMELIE)
    db.session.remove()
    later()
    naps = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        heart.beat()

    heart.beat()
    with monkeypatch.context() as patch:
        patch.setattr("campaign.running.upgrade_cli.time.sleep", nap)
        code, said = run(site.app, monkeypatch, "upgrade")
    assert (code, naps) == (2, [1])
    assert said.startswith("Campaign is still running: its worker was alive at ")
    with monkeypatch.context() as patch:
        patch.setattr("campaign.running.upgrade_cli.time.sleep", naps.append)
        code, said = run(site.app, monkeypatch, "upgrade")
    (file,) = (site.settings.instance / "backups").iterdir()
    assert (code, said.splitlines()[-2:]) == (
        0,
        [
            "The database is in this version's shape. Start campaign again, then: campaign check",
            f"Delete {file} once all is well: no purge reaches what it contains.",
        ],
    )
    assert db.session.execute(text("SELECT later FROM campaigns")).scalars().all() == [SLUG]
    assert [row["act"] for row in rows(AuditEntry)].count("backup") == 1
    assert machine.sealed(file)[0] == 0
    assert signing.expire() == 0
    assert checked(machine.site())[:2] == (1, 1)


@pytest.mark.long
def test_a_database_of_before_there_was_an_audit_is_backed_up_and_upgraded(
    site: Site, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    db.session.remove()
    downgrade(revision="0005")
    assert run(site.app, monkeypatch, "backup", str(tmp_path / "before.backup"))[0] == 0
    assert run(site.app, monkeypatch, "upgrade")[0] == 0
    told = [(row["act"], row["actor"], row["facts"]) for row in rows(AuditEntry)]
    assert told == [("backup", "command", {"kind": "sealed"})]
    assert backup_queries.last_made() is not None
    assert machine.sealed(tmp_path / "before.backup")[0] == 0
    assert checked(machine.site())[:2] == (1, 1)
