"""`campaign backup` and `campaign restore`: everything comes back, from under load, and nothing is ever half done."""

import io
import itertools
import signal
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask_migrate import downgrade
from pyrage import decrypt
from pyrage.x25519 import Identity
from sqlalchemy import create_engine, make_url, text, update

from campaign import config, create_app
from campaign.cli import campaign as command
from campaign.config import Settings
from campaign.extensions import db, transaction
from campaign.releases.checking import check
from campaign.running import worker
from campaign.signing import actions as signing
from campaign.signing.models import Signature
from campaign.tally import queries
from campaign.tally.keeping import LogStopped
from campaign.tally.models import Entry
from campaign.vault.first import NOTE
from campaign.vault.identities import write_identity
from campaign.vault.keys import secret
from campaign.vault.models import Holder
from tests.cast import AMELIE, KEY, NOUR, SLUG, Person, Site
from tests.tables import count, dump
from tests.tally.test_the_log_kept import run
from tests.tally.test_the_sequencer import confirm
from tests.vault.canaries import canary, hits

MADE = ("forms", "log", "mail-limit", "network", "number", "preview", "stop-list")
MADE_UP = 1000  # from this number on, `confirm` makes entries of signatures that have no row
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Machine:
    """A computer with nothing on it but an empty database, and the holder's key on a stick."""

    instance: Path
    environment: dict[str, str]
    key: Path

    def restore(self, file: Path, *more: str, **settings: str) -> tuple[int, str]:
        """The command as an operator runs it."""
        environment = {**self.environment, **settings}
        result = CliRunner(env=environment).invoke(command, ["restore", str(file), *more])
        if not isinstance(result.exception, SystemExit | None):
            raise result.exception
        return result.exit_code, result.output

    def sealed(self, file: Path) -> tuple[int, str]:
        """The same, with the key."""
        return self.restore(file, "--identity", str(self.key))

    @property
    def settings(self) -> Settings:
        """Those in force here."""
        return config.load(self.environment, testing=True)

    def files(self) -> dict[str, bytes]:
        """Everything in the instance."""
        return {
            str(path.relative_to(self.instance)): path.read_bytes()
            for path in self.instance.rglob("*")
            if path.is_file()
        }

    def site(self) -> Site:
        """What runs here after a start."""
        return Site(create_app(self.settings))


@pytest.fixture
def machine(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("new")
    write_identity(folder / "skies.key", KEY)
    instance = folder / "instance"
    environment = {"CAMPAIGN_INSTANCE": str(instance)}
    if database_url.startswith("sqlite"):
        yield Machine(instance, environment, folder / "skies.key")
        return
    name = f"new_{sha256(str(folder).encode()).hexdigest()[:12]}"
    url = make_url(database_url).set(database=name).render_as_string(hide_password=False)
    alone(database_url, f"CREATE DATABASE {name}")
    environment["CAMPAIGN_DATABASE_URL"] = url.replace("+psycopg", "")
    yield Machine(instance, environment, folder / "skies.key")
    alone(database_url, f"DROP DATABASE {name} WITH (FORCE)")


def alone(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def backup(
    app: Flask, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Path]:
    """Makes one after the other; fails the test if a command fails."""
    folder, numbers = tmp_path_factory.mktemp("backups"), itertools.count()

    def make() -> Path:
        file = folder / f"{next(numbers)}.backup"
        code, said = run(app, monkeypatch, "backup", str(file))
        assert (code, said.startswith(str(file))) == (0, True), said
        return file

    return make


def members(file: Path) -> list[str]:
    raw = file.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(decrypt(raw, [KEY]) if raw.startswith(b"age") else raw)) as tar:
        return tar.getnames()


def in_app(site: Site, look: Callable[[], Any]) -> Any:
    with site.app.app_context():
        try:
            return look()
        finally:
            db.session.remove()
            db.engine.dispose()


def checked(site: Site) -> tuple[int, int, list[str]]:
    """(signatures, their entries, what is wrong), of a site that isn't the test's own."""

    def look() -> tuple[int, int, list[str]]:
        with db.engine.connect() as connection:
            entries = connection.execute(
                text(f"SELECT count(*) FROM entries WHERE kind = 'signature' AND signature_id < {MADE_UP}")
            ).scalar_one()
        return count(Signature), entries, check(site.campaign)

    return in_app(site, look)


def test_all_of_it_comes_back(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    site.signed(AMELIE)
    site.client().press(site.signed(NOUR), "withdrawal")
    site.number()
    site.signed(Person("Late B.", "late@example.org", "DE"))
    site.client().sign(Person("Karim", "karim@example.org", "LB"))
    db.session.rollback()
    before, keys = dump(), {path.name: path.read_bytes() for path in site.settings.keys.glob("*.key")}
    code, said = machine.sealed(backup())
    assert (code, said.splitlines()[1]) == (
        0,
        "skies.key isn't needed here any more: delete it from this machine.",
    )
    there = machine.site()
    assert in_app(there, dump) == before
    assert {path.name: path.read_bytes() for path in machine.settings.keys.iterdir()} == keys
    open_to_others = [
        path for path in machine.instance.rglob("*") if path.is_file() and path.stat().st_mode & 0o077
    ]
    assert open_to_others == []
    assert [path for path in machine.instance.iterdir() if path.name.startswith(".backup")] == []


def test_under_load_each_backup_is_one_moment(
    site: Site, machine: Machine, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, ended = site.client(), threading.Event()
    for number in range(8):
        client.sign(canary(number))
    letters = site.deliver()
    faults: list[BaseException] = []

    def work(part: Callable[[int], object]) -> None:
        try:
            for number in itertools.count():
                if ended.is_set():
                    return
                with site.app.app_context():
                    part(number)
                    db.session.remove()
        except BaseException as problem:
            faults.append(problem)

    def signs(number: int) -> None:
        confirm(site, "FR", 5, first=MADE_UP + number * 5)
        site.number()

    token = client.token()
    parts: list[Callable[[int], object]] = [
        signs,
        lambda n: client.post(f"/en/{SLUG}/submissions", {"token": token, **canary(100 + n).typed()}),
        lambda n: client.press(letters[n].link, "confirmation") if n < len(letters) else None,
    ]
    threads = [threading.Thread(target=work, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    files = []
    while len(files) < 3:
        before = count(Entry, kind="signature")
        while count(Entry, kind="signature") < before + 10:
            assert not faults
        files.append(backup())
    ended.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert hits((file.name, file.read_bytes()) for file in files) == []
    code, _ = machine.sealed(files[1])
    signatures, entries, wrong = checked(machine.site())
    numbered = in_app(machine.site(), lambda: count(Entry, kind="signature"))
    assert 20 <= numbered < count(Entry, kind="signature")
    assert (code, wrong, signatures) == (0, [], entries)


def test_a_sealed_one_says_who_opens_it_and_holds_no_private_half(
    site: Site, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(8):
        site.signed(canary(number))
    site.client().sign(canary(9))
    site.number()
    write_identity(site.settings.keys / "anna.key", Identity.generate())
    (site.settings.instance / ".env").write_text("CAMPAIGN_MAIL_PER_HOUR=100\n")
    file = tmp_path / "away" / "of.today"
    file.parent.mkdir()
    code, said = run(site.app, monkeypatch, "backup", str(file))
    assert (code, said) == (
        0,
        f"{file}, {file.stat().st_size // 1000} kB, sealed: only a key of skies opens it.\n"
        "Left out: anna.key in the keys folder, which is no secret of the server.\n",
    )
    assert (file.read_bytes()[:21], stat.S_IMODE(file.stat().st_mode)) == (b"age-encryption.org/v1", 0o600)
    opened = decrypt(file.read_bytes(), [KEY])
    assert (b"AGE-SECRET-KEY" in opened, hits([("sealed", file.read_bytes()), ("opened", opened)])) == (
        False,
        [],
    )
    found = [name for name in members(file) if not name.startswith("tables/")]
    assert [name for name in found if name != "database.sqlite3"] == [
        "backup.json",
        *(f"keys/{purpose}.key" for purpose in MADE),
        f"keys/tag-{SLUG}.key",
        "settings.env",
        "SHA256SUMS",
    ]  # fmt: skip
    assert list(file.parent.iterdir()) == [file]


def test_any_tar_and_sha256sum_read_it(site: Site, backup: Callable[[], Path]) -> None:
    with tarfile.open(fileobj=io.BytesIO(decrypt(backup().read_bytes(), [KEY]))) as tar:
        held = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    sums = held.pop("SHA256SUMS").decode()
    assert sums == "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in held.items())


def test_while_the_first_key_lies_here_it_is_plain_and_says_so(
    site: Site, machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_identity(site.settings.keys / "first-identity.txt", KEY, note=NOTE)
    code, said = run(site.app, monkeypatch, "backup", str(tmp_path / "plain"))
    first = site.settings.keys / "first-identity.txt"
    assert (code, said.partition(", NOT sealed: ")[2]) == (
        0,
        f"the key that opens everything still lies beside the data, {first}, and is in this file too. Whoever finds it "
        "reads all that signers gave.\n",
    )
    assert stat.S_IMODE((tmp_path / "plain").stat().st_mode) == 0o600
    assert machine.restore(tmp_path / "plain")[0] == 0
    assert (machine.settings.keys / "first-identity.txt").read_bytes() == first.read_bytes()


@ON_SQLITE
def test_nobody_to_seal_to(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with transaction() as session:
        session.execute(db.delete(Holder))
    code, said = run(site.app, monkeypatch, "backup", str(tmp_path / "plain"))
    assert (code, said.partition(", NOT sealed: ")[2]) == (
        0, "nobody holds a key yet. Whoever finds it has the server's secrets.\n",
    )  # fmt: skip


@ON_SQLITE
def test_a_key_that_nobody_has_proved_is_said(
    site: Site, backup: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with transaction() as session:
        session.execute(update(Holder).values(proved_at=None))
    _, said = run(site.app, monkeypatch, "backup", str(tmp_path / "sealed"))
    assert said.splitlines()[1] == "Nobody has proved yet that her key works. See: campaign keys drill --help"


@ON_SQLITE
def test_nothing_is_overwritten(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    assert run(site.app, monkeypatch, "backup", str(tmp_path / "there")) == (
        2, f"{tmp_path / 'there'} is there already. Choose another name, or move it away.\n",
    )  # fmt: skip
    assert (tmp_path / "there").read_text() == "mine"
    code, said = run(site.app, monkeypatch, "backup", str(tmp_path / "no" / "folder"))
    assert (code, said) == (2, f"{tmp_path / 'no' / 'folder'} can't be written: No such file or directory.\n")


@ON_SQLITE
@pytest.mark.parametrize("sealed", [True, False])
def test_a_full_disk_leaves_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, sealed: bool
) -> None:
    resource = pytest.importorskip("resource")
    if not sealed:
        write_identity(site.settings.keys / "first-identity.txt", KEY)
    place = tmp_path_factory.mktemp("full") / "file"
    before = set(site.settings.instance.rglob("*"))
    monkeypatch.setattr(
        "campaign.running.snapshots.pack_file", lambda pack, _: pack.add("database.sqlite3", bytes(4 << 20))
    )
    old, limits = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, limits[1]))
    try:
        said = run(site.app, monkeypatch, "backup", str(place))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert said == (2, f"{place} can't be written: File too large.\n")
    assert (list(place.parent.iterdir()), set(site.settings.instance.rglob("*"))) == (
        [],
        before,
    )


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
        assert (kind, code, said.startswith("This "), said.count("\n")) == (kind, 2, True, 1), said
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
    for raw in (
        tar_of({"../outside": b"x"}),
        tar_of({"/tmp/outside": b"x"}),
        tar_of({"keys/../../outside.key": b"x"}),
        tar_of({"keys/.key": b"x"}),
        tar_of({"backup.json": b"{}", "other": b"x"}),
        tar_of({"backup.json": b"{}"}, link="keys/log.key"),
        tar_of({"backup.json": b"{}", "SHA256SUMS": summed}),
        tar_of({"SHA256SUMS": b""}),
        tar_of({}),
    ):
        (tmp_path / "theirs").write_bytes(raw)
        code, said = machine.restore(tmp_path / "theirs")
        assert (code, said.startswith("This "), said.count("\n")) == (2, True, 1), said
        assert machine.files() == {}
    assert sorted(path.name for path in machine.instance.parent.iterdir()) == ["instance", "skies.key"]


@ON_SQLITE
def test_another_key_and_none(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    file = backup()
    code, said = machine.restore(file)
    assert (code, said.startswith("This backup is sealed. Give a holder's key with --identity FILE;")) == (
        2,
        True,
    )
    write_identity(tmp_path / "other.key", Identity.generate())
    assert machine.restore(file, "--identity", str(tmp_path / "other.key")) == (
        2, "This key doesn't open the backup: it is sealed to others.\n",
    )  # fmt: skip
    assert machine.files() == {}


def test_a_database_that_is_there_stays(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    site.signed(AMELIE)
    file = backup()
    assert machine.sealed(file)[0] == 0
    before = machine.files()
    code, said = machine.sealed(file)
    assert (code, "Nothing is ever overwritten" in said) == (2, True)
    assert machine.files() == before
    if db.engine.dialect.name == "sqlite":
        (machine.instance / "campaign.sqlite3").rename(machine.instance / "older.sqlite3")
        (machine.instance / "campaign.sqlite3-wal").write_bytes(b"of another database")
        code, said = machine.sealed(file)
        assert (code, "campaign.sqlite3-wal. Nothing is ever" in said) == (2, True)


def test_a_database_of_the_other_kind(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    other = {"sqlite": "postgresql://127.0.0.1:1/none", "postgresql": ""}[db.engine.dialect.name]
    code, said = machine.restore(backup(), "--identity", str(machine.key), CAMPAIGN_DATABASE_URL=other)
    assert (code, said.startswith("This backup is of a database in ")) == (2, True)
    assert machine.files() == {}


@ON_SQLITE
def test_other_keys_are_named_and_stay(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    keys = machine.instance / "keys"
    for purpose in ("forms", "number", "tag-later"):
        secret(keys, purpose)
    secret(site.settings.keys, "number")
    (keys / "number.key").write_bytes((site.settings.keys / "number.key").read_bytes())
    before = machine.files()
    code, said = machine.sealed(backup())
    assert (code, said.partition(" Move")[0]) == (
        2,
        f"Other keys than the backup's lie in {keys}: forms.key.",
    )
    assert machine.files() == before
    (keys / "forms.key").unlink()
    assert machine.sealed(backup())[0] == 0
    assert (keys / "tag-later.key").read_bytes() == before["keys/tag-later.key"]


@ON_SQLITE
def test_settings_come_back_and_are_in_force_at_once(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (site.settings.instance / ".env").write_text(f"CAMPAIGN_KEYS={elsewhere}\n")
    file = backup()
    assert machine.sealed(file)[0] == 0
    assert (machine.instance / ".env").read_text() == f"CAMPAIGN_KEYS={elsewhere}\n"
    assert sorted(path.name for path in elsewhere.iterdir())[0] == "forms.key"
    assert not (machine.instance / "keys").exists()


@ON_SQLITE
def test_settings_that_are_here_stay(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    (site.settings.instance / ".env").write_text("CAMPAIGN_MAIL_PER_HOUR=100\n")
    machine.instance.mkdir()
    (machine.instance / ".env").write_text("CAMPAIGN_MAIL_PER_HOUR=7\n")
    code, said = machine.sealed(backup())
    assert (code, said.splitlines()[1]) == (
        0,
        "The settings, .env, that were here stay; the backup's are others.",
    )
    assert machine.settings.mail_per_hour == 7


@ON_SQLITE
def test_settings_that_cant_be_right_here_are_taken_back(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    (site.settings.instance / ".env").write_text("CAMPAIGN_MAIL_URL=smtp://mail.example.org\n")
    code, said = machine.sealed(backup())
    assert (code, said.startswith("CAMPAIGN_MAIL_URL sends real mail while")) == (2, True)
    assert machine.files() == {}


def test_a_backup_of_an_older_version_is_brought_to_this_one(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    site.signed(AMELIE)
    site.number()
    db.session.remove()
    downgrade(revision="0005")
    assert machine.sealed(backup())[0] == 0
    assert checked(machine.site()) == (1, 1, [])


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


@ON_SQLITE
def test_a_backup_of_a_newer_version(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    code, said = machine.sealed(backup())
    assert (code, said.startswith("This backup is of a newer version, ")) == (2, True)


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
    published = queries.head(site.campaign.id)
    assert published is not None
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    machine.instance.mkdir()
    (site.settings.checkpoints).rename(machine.instance / "checkpoints")
    copies = machine.files()
    code, said = machine.sealed(file)
    assert (code, said.splitlines()[2].partition(". Find")[0]) == (
        0,
        f"{SLUG}: the database has {published.size - 2} entries, {published.size} were published. "
        "It is an older copy, perhaps a restored backup",
    )
    assert said.splitlines()[3] == (
        "Next: campaign check; campaign tally --check; and start it again. The logs named above wait for campaign log "
        "resume."
    )
    assert {name: machine.files()[name] for name in copies} == copies
    there = machine.site()
    with there.app.app_context():
        confirm(there.with_keys(), "DE", 5, first=2 * MADE_UP)
        with pytest.raises(LogStopped):
            there.number()
        code, said = run(there.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))
        assert (code, "Withdrawn again: 1." in said) == (0, True)
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
        assert (code, said) == (0, f"{SLUG} goes on from the checkpoint of 2 entries.\n")
        there.with_keys()
        there.signed(NOUR)
        there.number()
        assert (count(Signature), check(there.campaign)) == (2, [])
        db.session.remove()
        db.engine.dispose()


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
