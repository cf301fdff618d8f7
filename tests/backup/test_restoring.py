"""`campaign restore`: verified first, nothing overwritten, nothing half done."""

import errno
import io
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pyrage import decrypt
from pyrage.x25519 import Identity
from sqlalchemy import create_engine, inspect, text

from campaign.backup import restore
from campaign.backup.archive import packing
from campaign.extensions import db
from campaign.lib import durable
from campaign.vault.identities import write_identity
from campaign.vault.keys import make
from tests.backup.machines import Machine, checked, in_app
from tests.cast import AMELIE, KEY, SLUG, Site

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def spoiled(kind: str, raw: bytes) -> bytes:
    middle = len(raw) // 2
    return {
        "cut": raw[:middle],
        "cut by little": raw[:-1],
        "changed": raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :],
        "longer": raw + b"more",
        "foreign": b"PK\x03\x04" + bytes(2000),
        "empty": b"",
    }[kind]


CHANGED = "This backup has been cut short or changed since it was made."
BEGINNING = "This is not one of our backups, or only the beginning of one."
FOREIGN = "This is not one of our backups: it contains something that none has."
UNKNOWN = "This is not a backup that this version knows."


@ON_SQLITE
@pytest.mark.parametrize("sealed", [True, False])
def test_what_is_no_whole_backup_changes_nothing(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path, sealed: bool
) -> None:
    raw = backup().read_bytes()
    # Zeros end a tar; what is cut of them is no loss.
    raw = raw if sealed else decrypt(raw, [KEY]).rstrip(b"\0")
    for kind in ("cut", "cut by little", "changed", "longer", "foreign", "empty"):
        (tmp_path / kind).write_bytes(spoiled(kind, raw))
        code, said = machine.sealed(tmp_path / kind)
        opened = not sealed or kind in {"foreign", "empty"}
        assert (kind, code, said) == (kind, 2, f"{BEGINNING if opened else CHANGED}\n")
        assert machine.files() == {}


def tar_of(names: dict[str, bytes], *, link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in names.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        if link:
            member = tarfile.TarInfo(link)
            member.type, member.linkname = tarfile.SYMTYPE, "/etc"
            tar.addfile(member)
    return out.getvalue()


@ON_SQLITE
def test_a_tar_of_somebody_elses_changes_nothing(app: Flask, machine: Machine, tmp_path: Path) -> None:
    summed = f"{sha256(b'{}').hexdigest()}  backup.json\n".encode()
    for raw, sentence in (
        (tar_of({"../outside": b"x"}), FOREIGN),
        (tar_of({"/tmp/outside": b"x"}), FOREIGN),
        (tar_of({"keys/../../outside.key": b"x"}), FOREIGN),
        (tar_of({"keys/.key": b"x"}), FOREIGN),
        (tar_of({"backup.json": b"{}", "other": b"x"}), FOREIGN),
        (tar_of({"backup.json": b"{}"}, link="keys/log.key"), FOREIGN),
        (tar_of({"backup.json": b"{}", "SHA256SUMS": summed}), UNKNOWN),
        (tar_of({"SHA256SUMS": b""}), UNKNOWN),
        (tar_of({}), "This backup is incomplete: its end is missing."),
    ):
        (tmp_path / "theirs").write_bytes(raw)
        assert machine.restore(tmp_path / "theirs") == (2, f"{sentence}\n")
        assert machine.files() == {}
    assert sorted(path.name for path in machine.instance.parent.iterdir()) == ["instance", "skies.key"]


@ON_SQLITE
def test_another_key_and_none(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    file = backup()
    assert machine.restore(file) == (
        2,
        "This backup is sealed. Give a holder's key with --identity FILE; or open it on the holder's own "
        "computer, age -d -i "
        "KEY -o backup.tar BACKUP, and restore backup.tar.\n",
    )
    write_identity(tmp_path / "other.key", Identity.generate())
    assert machine.restore(file, "--identity", str(tmp_path / "other.key")) == (
        2, "This key doesn't open the backup: it is sealed to others.\n",
    )  # fmt: skip
    assert machine.files() == {}


@ON_SQLITE
def test_where_its_name_is_not_for_good_nothing_is_there_and_it_can_be_done_again(
    site: Site, machine: Machine, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    file, synced, database = backup(), durable._sync_folder, machine.instance / "campaign.sqlite3"

    def fails(folder: Path) -> None:
        if database.exists():
            raise OSError(errno.EIO, "Input/output error", str(folder))
        synced(folder)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "_sync_folder", fails)
        code, said = machine.sealed(file)
    assert code == 2
    assert "Input/output error" in said
    assert machine.files() == {}
    assert machine.sealed(file)[0] == 0
    assert checked(machine.site()) == (1, 1, [])


@ON_SQLITE
def test_a_disk_that_keeps_what_lay_aside_takes_nothing_back(
    site: Site, machine: Machine, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    file, unlinks = backup(), Path.unlink

    def fails(path: Path, missing_ok: bool = False) -> None:
        if path.name == ".campaign.sqlite3.part" and path.exists():
            raise OSError(errno.EIO, "Input/output error", str(path))
        unlinks(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fails)
        assert machine.sealed(file)[0] == 0
    assert checked(machine.site()) == (1, 1, [])


def test_a_database_that_is_there_stays(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    site.signed(AMELIE)
    file = backup()
    assert machine.sealed(file)[0] == 0
    before = machine.files()
    database = machine.instance / "campaign.sqlite3"
    if db.engine.dialect.name == "postgresql":
        assert machine.sealed(file) == (
            2,
            "The database of CAMPAIGN_DATABASE_URL isn't empty. Nothing is ever overwritten: give an empty one, or "
            "move this one away (ALTER DATABASE … RENAME TO …) and create it again.\n",
        )
    else:
        there = ", ".join(str(path) for path in sorted(machine.instance.glob("campaign.sqlite3*")))
        assert machine.sealed(file) == (2, lies_there(there))
    assert machine.files() == before
    if db.engine.dialect.name == "sqlite":
        database.rename(machine.instance / "older.sqlite3")
        (machine.instance / "campaign.sqlite3-wal").write_bytes(b"of another database")
        assert machine.sealed(file) == (2, lies_there(f"{database}-wal"))


def lies_there(files: str) -> str:
    return (
        f"There is already a database: {files}. Nothing is ever overwritten: stop campaign, move it away, and try "
        "again.\n"
    )


def test_a_database_of_the_other_kind(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    theirs, ours, other = {
        "sqlite": ("SQLite", "PostgreSQL", "postgresql://127.0.0.1:1/none"),
        "postgresql": ("PostgreSQL", "SQLite", ""),
    }[db.engine.dialect.name]
    said = machine.restore(backup(), "--identity", str(machine.key), CAMPAIGN_DATABASE_URL=other)
    assert said == (
        2,
        f"This backup is of a database in {theirs}, and CAMPAIGN_DATABASE_URL names one in {ours}. Set it in "
        f"{machine.instance / '.env'}, and try again.\n",
    )
    assert machine.files() == {}


@ON_SQLITE
def test_other_keys_are_named_and_stay(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    keys = machine.instance / "keys"
    for purpose in ("forms", "number", "tag-later"):
        make(keys, purpose)
    (keys / "number.key").write_bytes((site.settings.keys / "number.key").read_bytes())
    before = machine.files()
    assert machine.sealed(backup()) == (
        2,
        f"There are keys other than the backup's in {keys}: forms.key. Move them away, and try again; what was "
        "rotated since "
        "the backup has to be rotated again.\n",
    )
    assert machine.files() == before
    (keys / "forms.key").unlink()
    assert machine.sealed(backup())[0] == 0
    assert (keys / "tag-later.key").read_bytes() == before["keys/tag-later.key"]


def test_a_backup_of_an_older_version_is_brought_to_this_one(
    site: Site, machine: Machine, backup: Callable[[], Path], later: Callable[[], str]
) -> None:
    site.signed(AMELIE)
    site.number()
    file = backup()
    later()
    assert machine.sealed(file)[0] == 0
    there = machine.site()
    assert checked(there) == (1, 1, [])
    assert in_app(there, lambda: db.session.execute(text("SELECT later FROM campaigns")).scalars().all()) == [
        SLUG
    ]


def test_what_fails_midway_leaves_an_empty_machine(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    site.signed(AMELIE)
    (site.settings.instance / ".env").write_text("CAMPAIGN_MAIL_PER_HOUR=100\n")
    file = backup()
    machine.instance.mkdir()
    (machine.instance / "keys").write_text("")
    assert machine.sealed(file) == (2, f"{machine.instance / 'keys'}: File exists. Nothing was changed.\n")
    assert machine.files() == {"keys": b""}
    (machine.instance / "keys").unlink()
    assert machine.sealed(file)[0] == 0
    assert checked(machine.site()) == (1, 1, [])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_rows_that_dont_fit_leave_the_database_empty(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    with tarfile.open(fileobj=io.BytesIO(decrypt(backup().read_bytes(), [KEY]))) as tar:
        held = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    del held["SHA256SUMS"]
    held["tables/texts.000000.copy"] += b"1\tmine\n"
    with (tmp_path / "plain").open("wb") as out, packing(out, made=0) as pack:
        for name, content in held.items():
            pack.add(name, content)
    said = "The backup's rows don't match its version (InvalidTextRepresentation).\n"
    assert (machine.restore(tmp_path / "plain"), machine.files()) == ((2, said), {})
    assert machine.sealed(backup())[0] == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_worker_that_runs_sees_all_of_it_or_nothing(
    site: Site, machine: Machine, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    bring_keys = restore._bring_keys

    def looked(*given: Any) -> None:
        bring_keys(*given)
        engine = create_engine(machine.settings.database_url)
        seen.append(inspect(engine).get_table_names())
        engine.dispose()

    monkeypatch.setattr(restore, "_bring_keys", looked)
    site.signed(AMELIE)
    site.number()
    assert (machine.sealed(backup())[0], seen) == (0, [[]])
    assert checked(machine.site()) == (1, 1, [])
