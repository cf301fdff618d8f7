"""Settings that a backup brings: shown, and those that lead outside taken with `--settings` alone."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import decrypt

from campaign import config
from campaign.backup.archive import packing
from campaign.backup.brought_settings import STAYS_HERE, WAITING
from tests.backup.machines import Machine
from tests.cast import KEY, Site

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SETTINGS = """\
# of somebody's server
CAMPAIGN_BASE_URL=https://hope.example.org
CAMPAIGN_MAIL_URL=smtps://post:s3cret@mail.example.org
CAMPAIGN_TRUSTED_PROXIES=9
CAMPAIGN_MAIL_PER_HOUR=100
CAMPAIGN_SIGN_LIMITS="3 per minute;20 per hour"
PATH=/tmp/theirs
"""


def hostile(made: Path, settings: bytes, out: Path) -> Path:
    """A backup, opened, with other settings, and its sums made anew."""
    with tarfile.open(fileobj=io.BytesIO(decrypt(made.read_bytes(), [KEY]))) as tar:
        held = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    del held["SHA256SUMS"]
    held["settings.env"] = settings
    with out.open("wb") as file, packing(file, made=0) as pack:
        for name, content in held.items():
            pack.add(name, content)
    return out


@ON_SQLITE
def test_what_leads_outside_waits_and_the_rest_holds(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    (site.settings.instance / ".env").write_text(SETTINGS)
    code, said = machine.sealed(backup())
    aside = machine.instance / WAITING
    assert (code, said.splitlines()[1:3]) == (
        0,
        [
            "Settings of the backup that hold now: CAMPAIGN_MAIL_PER_HOUR=100, "
            "CAMPAIGN_SIGN_LIMITS=3 per minute;20 per hour.",
            f"Settings of the backup that lead outside wait in {aside}: CAMPAIGN_BASE_URL=https://hope.example.org, "
            "CAMPAIGN_MAIL_URL=smtps://…@mail.example.org, CAMPAIGN_TRUSTED_PROXIES=9. Look at each, and put into "
            ".env what is right. campaign restore FILE --settings takes them at once.",
        ],
    )
    ours = machine.settings
    assert (ours.mail_per_hour, ours.trusted_proxies, ours.base_url) == (100, 0, "http://127.0.0.1:8000")
    assert (aside.read_text(), aside.stat().st_mode & 0o777) == (SETTINGS, 0o600)


@ON_SQLITE
def test_with_settings_all_are_taken_as_they_are(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    (site.settings.instance / ".env").write_text(SETTINGS)
    code, said = machine.sealed(backup(), "--settings")
    assert code == 0
    assert "s3cret" not in said
    assert (machine.instance / ".env").read_text() == SETTINGS
    assert machine.settings.trusted_proxies == 9


@ON_SQLITE
@pytest.mark.parametrize("name", sorted(config.NAMES - STAYS_HERE))
def test_no_setting_but_a_few_numbers_is_taken(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path, name: str
) -> None:
    file = hostile(backup(), f"{name}=https://theirs.example\n".encode(), tmp_path / "theirs")
    code, said = machine.restore(file)
    assert code == 0
    assert f"{name}=https://theirs.example. Look at each" in said
    assert not (machine.instance / ".env").exists()


@ON_SQLITE
@pytest.mark.parametrize(
    "line",
    [
        "CAMPAIGN_MAIL_URL_FILE=/etc/passwd",
        "CAMPAIGN_WEBHOOK=https://theirs.example",
        "CAMPAIGN_WORKERS='1\nCAMPAIGN_MAIL_URL=smtp://theirs.example'",
        "CAMPAIGN_WORKERS=${CAMPAIGN_MAIL_URL:-smtp://theirs.example}",
    ],
)
def test_nothing_leads_outside_by_a_detour(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path, line: str
) -> None:
    code, said = machine.restore(hostile(backup(), line.encode(), tmp_path / "theirs"))
    assert code == 0
    assert "wait in" in said
    assert not (machine.instance / ".env").exists()


@ON_SQLITE
def test_a_terminal_obeys_no_setting(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    file = hostile(backup(), b"CAMPAIGN_BASE_URL=\x1b]0;mine\x07\n", tmp_path / "theirs")
    code, said = machine.restore(file)
    assert code == 0
    assert "CAMPAIGN_BASE_URL=�]0;mine�." in said


@ON_SQLITE
@pytest.mark.parametrize("raw", [b"\x89PNG\0\0", b"CAMPAIGN_WORKERS='2\n", b"#" * 65_536 + b"\n"])
def test_settings_that_cannot_be_read_are_no_backup_of_ours(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path, raw: bytes
) -> None:
    code, said = machine.restore(hostile(backup(), raw, tmp_path / "theirs"))
    assert (code, said) in (
        (2, "This is no backup of ours: its settings can't be read.\n"),
        (2, "This is not one of our backups: it contains something that none has.\n"),
    )
    assert machine.files() == {}
