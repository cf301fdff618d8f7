"""Settings of a restored backup: in force at once, never over those that are here, taken back where they can't be."""

from collections.abc import Callable
from pathlib import Path

from tests.backup.machines import Machine
from tests.backup.test_restoring import ON_SQLITE
from tests.cast import Site


@ON_SQLITE
def test_settings_come_back_and_are_in_force_at_once(
    site: Site, machine: Machine, backup: Callable[[], Path], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (site.settings.instance / ".env").write_text(f"CAMPAIGN_KEYS={elsewhere}\n")
    file = backup()
    code, said = machine.sealed(file, "--settings")
    assert (code, said.splitlines()[1]) == (
        0, f"Settings of the backup that hold now: CAMPAIGN_KEYS={elsewhere}.",
    )  # fmt: skip
    assert (machine.instance / ".env").read_text() == f"CAMPAIGN_KEYS={elsewhere}\n"
    assert sorted(path.name for path in elsewhere.iterdir())[:2] == ["desk.key", "drill.key"]
    assert not (machine.instance / "keys").exists()


@ON_SQLITE
def test_settings_that_are_here_stay(site: Site, machine: Machine, backup: Callable[[], Path]) -> None:
    (site.settings.instance / ".env").write_text("CAMPAIGN_MAIL_PER_HOUR=100\n")
    machine.instance.mkdir()
    (machine.instance / ".env").write_text("CAMPAIGN_MAIL_PER_HOUR=7\n")
    code, said = machine.sealed(backup())
    assert (code, said.splitlines()[1]) == (
        0,
        "The settings that were here, .env, stay; the backup's are different.",
    )
    assert machine.settings.mail_per_hour == 7


@ON_SQLITE
def test_settings_that_cant_be_right_here_are_taken_back(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    (site.settings.instance / ".env").write_text("CAMPAIGN_MAIL_URL=smtp://mail.example.org\n")
    assert machine.sealed(backup(), "--settings") == (
        2,
        "CAMPAIGN_MAIL_URL sends real mail while CAMPAIGN_BASE_URL is this machine: its links would lead nowhere "
        "for anyone else. Use folder: here, or an SMTP server on this machine.\n",
    )
    assert machine.files() == {}
