"""A tar that would be more on the disk, or in memory, than it is itself; and other files than tars."""

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.backup import archive
from campaign.backup.archive import unpack
from campaign.backup.facts import read_facts
from campaign.lib.refusal import Refusal
from tests.refused import refused

HUGE = 8**11 - 1


def summed(header: bytearray) -> bytes:
    """A header of 512 bytes with the checksum that fits it."""
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def sparse_of_gnu() -> bytes:
    """1,536 bytes that say of themselves to be 8 GiB."""
    member = tarfile.TarInfo("database.sqlite3")
    member.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    header[386:410] = b"%011o\0" % 0 * 2
    header[483:495] = b"%011o\0" % HUGE
    return summed(header) + bytes(1024)


def sparse_of_pax(map_of: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        member = tarfile.TarInfo("database.sqlite3")
        member.pax_headers = {"GNU.sparse.size": str(HUGE), **map_of}
        member.size = 0
        tar.addfile(member)
    return out.getvalue()


def contiguous() -> bytes:
    member = tarfile.TarInfo("database.sqlite3")
    member.type = tarfile.CONTTYPE
    return member.tobuf(tarfile.GNU_FORMAT) + bytes(1024)


def cut() -> bytes:
    member = tarfile.TarInfo("database.sqlite3")
    member.size = HUGE
    return member.tobuf(tarfile.GNU_FORMAT) + bytes(5000)


MAKE: dict[str, Callable[[], bytes]] = {
    "gnu": sparse_of_gnu,
    "pax 0.0": lambda: sparse_of_pax({"GNU.sparse.offset": "0", "GNU.sparse.numbytes": "0"}),
    "pax 0.1": lambda: sparse_of_pax({"GNU.sparse.map": "0,0"}),
    "contiguous": contiguous,
    "cut": cut,
}


FOREIGN = "This is not one of our backups: it contains something that none has."
BEGINNING = "This is not one of our backups, or only the beginning of one."
MORE = "This is not one of our backups: 1,048,576 bytes came out of {}."
SAID = {
    "gnu": (FOREIGN, MORE.format("1,536")),
    "pax 0.0": (FOREIGN, MORE.format("10,240")),
    "pax 0.1": (FOREIGN, MORE.format("10,240")),
    "contiguous": (FOREIGN, "This backup is incomplete: its end is missing."),
    "cut": (BEGINNING, BEGINNING),
}


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("believed", [False, True])
def test_nothing_is_written_that_did_not_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, believed: bool
) -> None:
    """Believed to be a file or not: no more reaches the disk than the backup itself has."""
    if believed:
        monkeypatch.setattr(archive, "_expected", lambda *_: True)
    raw = MAKE[kind]()
    with refused(SAID[kind][believed]):
        unpack(io.BytesIO(raw), tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) <= len(raw)
    assert believed or kind == "cut" or not list(tmp_path.iterdir())


def header(kind: bytes, size: int, name: str = "database.sqlite3") -> bytes:
    member = tarfile.TarInfo(name)
    member.type, member.size = kind, size
    return member.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    "raw",
    [
        header(tarfile.XHDTYPE, HUGE),
        header(tarfile.XGLTYPE, HUGE),
        header(tarfile.GNUTYPE_LONGNAME, HUGE),
        header(tarfile.XHDTYPE, 70_000) + bytes(70_000),
        gzip.compress(sparse_of_gnu(), mtime=0),
        b"PK\x05\x06" + bytes(18),
        b"",
        b"\0" * 512,
        b"\xff" * 5000,
    ],
    ids=["pax", "pax of all", "long name", "long header", "sparse", "zip", "nothing", "zeros", "ones"],
)
def test_what_is_no_tar_or_has_headers_without_end(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        unpack(io.BytesIO(raw), tmp_path)
    assert refusal.value.reason in ("backup/no-backup", "backup/cut")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "size"),
    [("backup.json", 4 * 1024**2 + 1), ("settings.env", 65_537), ("keys/log.key", 4097)],
)
def test_what_is_read_into_memory_has_a_bound(tmp_path: Path, name: str, size: int) -> None:
    raw = header(tarfile.REGTYPE, size, name) + bytes(size)
    with refused(FOREIGN):
        unpack(io.BytesIO(raw), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "facts",
    [
        b"[" * 100_000,
        b"[]",
        b'"x"',
        b"{}",
        b'{"format": 1, "made_at": "0001-01-01T00:00:00+14:00", "database": "sqlite", "revision": "x"}',
        b'{"format": 1, "made_at": "9999-12-31T23:59:59-14:00", "database": "sqlite", "revision": "x"}',
        b'{"format": 1, "made_at": "2026-01-01T00:00:00", "database": "sqlite", "revision": "x"}',
        b'{"format": 1, "made_at": 5, "database": ["sqlite"], "revision": {}}',
        b'{"format": 1, "made_at": "2026-01-01T00:00:00+00:00", "database": "postgresql", "tables": {"a": [5]}}',
        b'{"format": 1, "made_at": "2026-01-01T00:00:00+00:00", "database": "postgresql", "tables": {"a;b": ["x y"]}}',
        b"\xff\xfe",
    ],
)
def test_a_manifest_that_is_none(tmp_path: Path, facts: bytes) -> None:
    (tmp_path / "backup.json").write_bytes(facts)
    (tmp_path / "database.sqlite3").write_bytes(b"")
    with refused("This is not a backup that this version knows."):
        read_facts(tmp_path)
