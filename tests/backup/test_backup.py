"""`campaign backup`: everything comes back, from under load; sealed, or it says why not; and the log notices."""

import io
import itertools
import stat
import tarfile
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pyrage import decrypt
from pyrage.x25519 import Identity
from sqlalchemy import update

from campaign.extensions import db, transaction
from campaign.tally.models import Entry
from campaign.vault.first_identity import NOTE
from campaign.vault.identities import write_identity
from campaign.vault.models import Holder
from tests.audit.test_append_only import refuses
from tests.backup.machines import MADE_UP, Machine, checked, in_app, members
from tests.cast import AMELIE, KEY, NOUR, SLUG, Person, Site
from tests.tables import count, dump
from tests.tally.test_last_seen import run
from tests.tally.test_the_sequencer import confirm
from tests.vault.canaries import canary, hits

MADE = (
    "desk",
    "drill",
    "forms",
    "log",
    "mail-limit",
    "network",
    "number",
    "preview",
    "sessions",
    "stop-list",
    f"tag-{SLUG}",
    "unsubscribe",
)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.long
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
        "skies.key is no longer needed here: delete it from this machine.",
    )
    there = machine.site()
    after = in_app(there, dump)
    acts, acts_there = before.pop("audit_entries"), after.pop("audit_entries")
    assert [row[5] for row in acts_there if row not in acts] == ["restore"]
    assert (len(acts_there), after) == (len(acts) + 1, before)
    assert in_app(there, lambda: refuses("DELETE FROM audit_entries"))
    assert {path.name: path.read_bytes() for path in machine.settings.keys.iterdir()} == keys
    open_to_others = [
        path for path in machine.instance.rglob("*") if path.is_file() and path.stat().st_mode & 0o077
    ]
    assert open_to_others == []
    assert [path for path in machine.instance.iterdir() if path.name.startswith(".backup")] == []


@pytest.mark.full
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
        "Left out: anna.key in the keys folder, which is not one of the server's secrets.\n",
    )
    assert (file.read_bytes()[:21], stat.S_IMODE(file.stat().st_mode)) == (b"age-encryption.org/v1", 0o600)
    opened = decrypt(file.read_bytes(), [KEY])
    assert hits([("sealed", file.read_bytes()), ("opened", opened)]) == []
    assert b"AGE-SECRET-KEY" not in opened
    found = [name for name in members(file) if not name.startswith("tables/")]
    assert [name for name in found if name != "database.sqlite3"] == [
        "backup.json",
        *(f"keys/{purpose}.key" for purpose in MADE),
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
        f"the key that opens everything is still next to the data, {first}, and is in this file too. Anyone who "
        "finds it can read all that signers gave.\n",
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
        0, "nobody holds a key yet. Anyone who finds it has the server's secrets.\n",
    )  # fmt: skip


@ON_SQLITE
def test_a_key_that_nobody_has_proved_is_said(
    site: Site, backup: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with transaction() as session:
        session.execute(update(Holder).values(proved_at=None))
    _, said = run(site.app, monkeypatch, "backup", str(tmp_path / "sealed"))
    assert (
        said.splitlines()[1] == "Nobody has yet proved that their key works. See: campaign keys drill --help"
    )


@ON_SQLITE
def test_nothing_is_overwritten(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    assert run(site.app, monkeypatch, "backup", str(tmp_path / "there")) == (
        2, f"{tmp_path / 'there'} already exists. Choose another name, or move it away.\n",
    )  # fmt: skip
    assert (tmp_path / "there").read_text() == "mine"
    code, said = run(site.app, monkeypatch, "backup", str(tmp_path / "no" / "folder"))
    assert (code, said) == (2, f"{tmp_path / 'no' / 'folder'} can't be written: No such file or directory.\n")
