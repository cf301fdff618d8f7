"""A backup brings secrets and their fingerprints that fit, and the time that was trusted then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete

from campaign.backup import backup as making
from campaign.extensions import db, transaction
from campaign.running.models import Heartbeat
from campaign.running.setting_up import require_set_up, set_up
from campaign.vault import fingerprints, keys, shared, trusted_time
from campaign.vault.fingerprints import Standing, recorded, standings
from campaign.vault.models import Fingerprint
from campaign.vault.shared import OtherSecrets
from campaign.vault.trusted_time import Trust
from tests.backup.machines import Machine, in_app
from tests.cast import AMELIE, SLUG, Site
from tests.refused import refused

UNRECORDED = (
    "The database doesn't know the site's secrets yet. First, on the machine that has the worker: "
    "campaign migrate"
)


def all_the_same() -> bool:
    require_set_up()
    found = standings(recorded())
    return set(found.values()) == {Standing.SAME} and f"tag-{SLUG}" in found


def test_what_comes_back_fits_together(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    site.signed(AMELIE)
    assert machine.sealed(backup())[0] == 0
    assert in_app(machine.site(), all_the_same)


def test_one_that_was_replaced_while_the_backup_was_made_locks_nobody_out(
    site: Site, machine: Machine, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is read first, the keys after it."""
    pack_keys = making._pack_keys

    def late(*given: object, **more: object) -> list[str]:
        shared.replace("forms")
        return pack_keys(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_pack_keys", late)
    assert machine.sealed(backup())[0] == 0

    def ended() -> Standing:
        require_set_up()
        shared.replace("forms")
        return standings(recorded())["forms"]

    assert in_app(machine.site(), ended) == Standing.SAME


def test_a_backup_of_before_gets_its_rows_at_the_next_start(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    with transaction() as session:
        session.execute(delete(Fingerprint))
    made = {file.name: file.read_bytes() for file in site.settings.keys.glob("*.key")}
    assert machine.sealed(backup())[0] == 0
    there = machine.site()
    with refused(UNRECORDED, kind=OtherSecrets):
        in_app(there, require_set_up)
    in_app(there, set_up)
    assert {file.name: file.read_bytes() for file in (machine.instance / "keys").glob("*.key")} == made
    assert in_app(there, all_the_same)


def test_what_the_restored_database_would_do_by_date_waits(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    with transaction() as session:
        trusted_time._begin()
        row = session.get(trusted_time.TrustedTime, 1)
        assert row is not None
        row.at = then = datetime.now(UTC) - timedelta(days=9)
    assert machine.sealed(backup())[0] == 0
    assert in_app(machine.site(), trusted_time.now) == then


def test_the_migration_begins_with_what_the_worker_said_last(app: Flask) -> None:
    alive = datetime(2026, 10, 1, 12, tzinfo=UTC)
    with transaction() as session:
        session.add(Heartbeat(name="worker", at=alive))
    db.session.remove()
    downgrade(revision="0001")
    upgrade()
    assert trusted_time.standing() == Trust(alive)
    assert fingerprints.recorded() == {}
    set_up()
    assert sorted(fingerprints.recorded()) == sorted([*fingerprints.SHARED, "log"])
    assert keys.exists(app.config["SETTINGS"].keys, "stop-list")
