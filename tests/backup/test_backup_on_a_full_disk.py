"""A backup for which there is no room leaves nothing behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from campaign.vault.identities import write_identity
from tests.backup.test_backup import ON_SQLITE
from tests.cast import KEY, Site
from tests.tally.test_last_seen import run


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file of this process may grow past so many bytes: as good as a full disk."""
    resource = pytest.importorskip("resource")
    old, limits = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)


@ON_SQLITE
@pytest.mark.parametrize("sealed", [True, False])
def test_a_full_disk_leaves_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, sealed: bool
) -> None:
    if not sealed:
        write_identity(site.settings.keys / "first-identity.txt", KEY)
    place = tmp_path_factory.mktemp("full") / "file"
    before = set(site.settings.instance.rglob("*"))
    with monkeypatch.context() as big:
        big.setattr(
            "campaign.backup.snapshots.pack_file",
            lambda pack, _: pack.add("database.sqlite3", bytes(4 << 20)),
        )
        with small_files(1 << 20):
            said = run(site.app, monkeypatch, "backup", str(place))
    assert said == (2, f"{place} can't be written: File too large.\n")
    with small_files(100_000):  # less than the database has
        code, said = run(site.app, monkeypatch, "backup", str(place))
    assert (code, said) == (
        2,
        "The database can't be used: disk I/O error. Is it there, and is there room on the disk? Nothing was "
        "changed.\n",
    )
    assert (list(place.parent.iterdir()), set(site.settings.instance.rglob("*"))) == ([], before)
