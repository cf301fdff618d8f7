"""A disk that is full: one sentence with the reason, exit code 2, and nothing left behind."""

import gc
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.lists.sealed_export import export_sealed
from campaign.vault.identities import write_identity
from tests.cast import AMELIE, KEY, NOUR, SLUG, Site
from tests.releases.test_publishing import run, same_app  # noqa: F401 - a fixture

FULL = "No space left on device"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 100 KB, all of it used."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root mounts a disk")
    try:
        leave(folder, pages=0)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def signed(site: Site) -> Site:
    """With a list and a log."""
    site.signed(AMELIE)
    site.number()
    return site


def leave(folder: Path, *, pages: int) -> None:
    """Use up the disk but for so many pages."""
    (folder / "filler").unlink(missing_ok=True)
    room = os.statvfs(folder)
    (folder / "filler").write_bytes(bytes((room.f_bavail - pages) * room.f_bsize))


# XlsxWriter leaves its own temporary files to the end of the program.
@pytest.mark.long
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@ON_SQLITE
@pytest.mark.parametrize("name", ["l.xlsx", "l.csv", "l.jsonl"])
def test_a_list(signed: Site, small: Path, tmp_path: Path, name: str) -> None:
    write_identity(tmp_path / "holder.key", KEY)
    before = set(small.rglob("*"))
    opened = run(
        signed.app, "export", SLUG, "--out", str(small / name), "--identity", str(tmp_path / "holder.key")
    )
    assert (opened.exit_code, opened.output.splitlines()[-1]) == (
        2,
        f"{small / name} can't be written: {FULL}.",
    )
    export_sealed(campaign=signed.campaign, out=tmp_path / "l.sealed")
    words = ("unseal", str(tmp_path / "l.sealed"), "--identity", str(tmp_path / "holder.key"))
    opened = run(signed.app, *words, "--out", str(small / name))
    assert (opened.exit_code, opened.output.splitlines()[-1]) == (
        2,
        f"{small / name} can't be written: {FULL}.",
    )
    assert set(small.rglob("*")) == before
    gc.collect()


@ON_SQLITE
def test_a_sealed_list(signed: Site, small: Path) -> None:
    before = set(small.rglob("*"))
    answer = run(signed.app, "export", SLUG, "--sealed", str(small / "l.sealed"))
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (
        2, f"{small / 'l.sealed'} can't be written: {FULL}.",
    )  # fmt: skip
    assert set(small.rglob("*")) == before


@ON_SQLITE
def test_a_copy_of_the_log(signed: Site, small: Path) -> None:
    before = set(small.rglob("*"))
    answer = run(signed.app, "log", "export", SLUG, str(small / "mirror"))
    assert (answer.exit_code, answer.output) == (
        2, f"{small / 'mirror'} can't be written: {FULL}. Nothing was changed there.\n",
    )  # fmt: skip
    assert set(small.rglob("*")) == before


@ON_SQLITE
def test_a_copy_of_the_log_that_was_there_stays_as_it_was(signed: Site, small: Path) -> None:
    leave(small, pages=20)
    assert run(signed.app, "log", "export", SLUG, str(small / "mirror")).exit_code == 0
    before = {path: path.read_bytes() for path in (small / "mirror").rglob("*") if path.is_file()}
    leave(small, pages=1)
    signed.signed(NOUR)
    signed.number()
    assert run(signed.app, "log", "export", SLUG, str(small / "mirror")).exit_code == 2
    assert {path: path.read_bytes() for path in (small / "mirror").rglob("*") if path.is_file()} == before


@ON_SQLITE
@pytest.mark.parametrize(
    "words",
    [
        ("audit", "--out"),
        ("letters", "status", SLUG, "--csv"),
        ("keys", "drill", "skies", "--write"),
        ("backup",),
    ],
)
def test_what_else_is_written(signed: Site, small: Path, words: tuple[str, ...]) -> None:
    before = set(small.rglob("*"))
    answer = run(signed.app, *words, str(small / "file"))
    ended = answer.exception is None or isinstance(answer.exception, SystemExit)
    assert (answer.exit_code, ended) == (2, True)
    assert FULL in answer.output
    assert set(small.rglob("*")) == before
