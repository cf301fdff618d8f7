"""A database or a backup whose shape no migration of ours makes: refused in one sentence, and nothing changes."""

import dataclasses
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyrage import decrypt
from sqlalchemy import text

from campaign.backup import versions
from campaign.backup.archive import packing
from campaign.checks.cli import findings
from campaign.extensions import db
from tests.backup.machines import Machine
from tests.cast import AMELIE, KEY, Site
from tests.tables import dump
from tests.tally.test_last_seen import run

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SAID = (
    "was made by {} of campaign, and this one doesn't know its shape: use that version, and run its campaign export "
    "first, before upgrading."
)


def make_foreign(shape: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :shape"), {"shape": shape})


def shape() -> str:
    with db.engine.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


@pytest.mark.parametrize("command", ["run", "web", "worker", "migrate", "upgrade", "demo"])
def test_a_database_of_another_version_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    site.signed(AMELIE)
    make_foreign("9999")
    before = dump()
    site.app.config["SETTINGS"] = dataclasses.replace(site.settings, bind="127.0.0.1:0")
    code, said = run(site.app, monkeypatch, command)
    assert (code, said.splitlines()[-1]) == (2, f"This database {SAID.format('another version')}")
    assert (dump(), shape()) == (before, "9999")
    assert not (site.settings.instance / "backups").exists()


@ON_SQLITE
@pytest.mark.parametrize("foreign", ["000", "0", "head", "base", "0099"])
def test_a_name_that_only_resembles_one_of_ours_is_foreign_too(site: Site, foreign: str) -> None:
    make_foreign(foreign)
    assert [(each.standing, each.sentence) for each in findings() if "Database" in each.sentence] == [
        ("WRONG", f"Database: it {SAID.format('another version')}")
    ]


def told(file: Path, out: Path, **facts: Any) -> Path:
    """The backup, opened, with other facts about itself."""
    with tarfile.open(fileobj=io.BytesIO(decrypt(file.read_bytes(), [KEY]))) as tar:
        held = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    del held["SHA256SUMS"]
    held["backup.json"] = json.dumps({**json.loads(held["backup.json"]), **facts}).encode()
    with out.open("wb") as stream, packing(stream, made=0) as pack:
        for name, content in held.items():
            pack.add(name, content)
    return out


@ON_SQLITE
@pytest.mark.parametrize(
    ("made_by", "maker"),
    [
        ("9.9.9", "version 9.9.9"),
        (versions.ours(), "another version"),
        ("unknown", "another version"),
        ("9.9.9\x1b[31m", "another version"),
        (["9.9.9"], "another version"),
    ],
)
def test_a_backup_of_another_version_is_refused(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path, made_by: object, maker: str
) -> None:
    file = told(backup(), tmp_path / "told", version=made_by, revision="9999")
    assert machine.restore(file) == (2, f"This backup {SAID.format(maker)}\n")
    assert machine.files() == {}


def test_a_backup_that_hides_the_shape_of_its_database_is_refused(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    ours = shape()
    make_foreign("9999")
    code, said = machine.restore(told(backup(), tmp_path / "told", revision=ours))
    if db.engine.dialect.name == "sqlite":
        assert (code, said) == (2, f"This database {SAID.format('another version')}\n")
        assert machine.files() == {}
    else:  # there the tables alone are in it, and they are made in the shape that it says
        assert code == 0
