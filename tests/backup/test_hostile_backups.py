"""A tar that would be more on the disk than it is itself."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.backup import archive
from campaign.backup.archive import unpack
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


FOREIGN = "This is no backup of ours: it holds something that none has."
BEGINNING = "This is no backup of ours, or only the beginning of one."
MORE = "This is no backup of ours: 1,048,576 bytes came out of {}."
SAID = {
    "gnu": (FOREIGN, MORE.format("1,536")),
    "pax 0.0": (FOREIGN, MORE.format("10,240")),
    "pax 0.1": (FOREIGN, MORE.format("10,240")),
    "contiguous": (FOREIGN, "This backup is cut: its end is missing."),
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
