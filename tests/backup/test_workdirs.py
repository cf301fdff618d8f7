"""What a backup or a restore that was killed leaves is deleted by the next one and by the worker, and named."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from campaign.backup.workdirs import left_over, tidy, workplace
from campaign.checks import NOTE, Finding
from campaign.checks.machine import machine as looked
from campaign.running import schedule
from tests.backup.machines import Machine
from tests.cast import Site
from tests.tally.test_last_seen import run

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORKS = """
import sys, time
from pathlib import Path
from campaign.backup.workdirs import workplace
with workplace(Path(sys.argv[1]), part=Path(sys.argv[2])) as folder:
    (folder / "keys").mkdir()
    (folder / "keys" / "log.key").write_text("secret")
    (folder / "database.sqlite3").write_text("rows")
    print(folder, flush=True)
    time.sleep(60)
"""


@contextmanager
def working(place: Path, part: Path) -> Iterator[Path]:
    """The folder of another process at work; afterwards it is killed."""
    place.mkdir(exist_ok=True)
    part.write_text("half a backup")
    with subprocess.Popen(
        [sys.executable, "-c", WORKS, place, part], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield Path(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)


def killed(place: Path, part: Path) -> Path:
    with working(place, part) as folder:
        pass
    assert sorted(path.name for path in folder.iterdir()) == ["database.sqlite3", "keys", "lock", "part"]
    return folder


@pytest.fixture
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stick") / ".today.backup.part"


def test_one_that_works_is_left_alone(site: Site, part: Path) -> None:
    instance = site.settings.instance
    with working(instance, part) as folder:
        tidy(instance)
        assert (left_over(instance), (folder / "database.sqlite3").exists(), part.exists()) == (
            [],
            True,
            True,
        )
    tidy(instance)
    assert (left_over(instance), folder.exists(), part.exists()) == ([], False, False)


def test_the_next_backup_deletes_it(site: Site, monkeypatch: pytest.MonkeyPatch, part: Path) -> None:
    folder = killed(site.settings.instance, part)
    assert run(site.app, monkeypatch, "backup", str(part.with_name("today.backup")))[0] == 0
    assert (folder.exists(), [path.name for path in part.parent.iterdir()]) == (False, ["today.backup"])


def test_the_next_restore_deletes_it(machine: Machine, part: Path) -> None:
    folder = killed(machine.instance, part)
    part.with_name("theirs").write_text("no tar")
    assert machine.restore(part.with_name("theirs")) == (
        2,
        "This is not one of our backups, or only the beginning of one.\n",
    )
    assert (folder.exists(), part.exists()) == (False, False)


def test_the_worker_deletes_it_and_check_names_it(site: Site, part: Path) -> None:
    folder = killed(site.settings.instance, part)

    def named() -> list[Finding]:
        return [each for each in looked() if each.sentence.startswith("Backup: ")]

    assert [each.standing for each in named()] == [NOTE, NOTE]
    assert [each.sentence.split()[1] for each in named()] == [str(folder), str(part)]
    (chore,) = (each for each in schedule.chores() if each.name == "tidy workplaces")
    chore.work()
    assert (named(), folder.exists(), part.exists()) == ([], False, False)


def test_a_file_that_another_backup_writes_now_stays(site: Site, part: Path) -> None:
    instance = site.settings.instance
    folder = killed(instance, part)
    with workplace(instance.parent, part=part):
        tidy(instance, instance.parent)
        assert (folder.exists(), part.exists()) == (False, True)


def test_a_file_out_of_reach_keeps_its_note(site: Site, part: Path) -> None:
    folder = killed(site.settings.instance, part)
    part.parent.rename(part.parent.with_name("away"))
    tidy(site.settings.instance)
    assert sorted(path.name for path in folder.iterdir()) == ["lock", "part"]
    part.parent.with_name("away").rename(part.parent)
    tidy(site.settings.instance)
    assert (folder.exists(), part.exists()) == (False, False)


def test_nothing_but_an_unfinished_file_is_ever_touched(site: Site, part: Path) -> None:
    folder = killed(site.settings.instance, part)
    (folder / "part").write_text(str(site.settings.instance / "campaign.sqlite3"))
    tidy(site.settings.instance)
    assert (folder.exists(), (site.settings.instance / "campaign.sqlite3").exists()) == (False, True)


def test_a_folder_without_a_lock_goes_after_an_hour(site: Site) -> None:
    folder = site.settings.instance / ".backup-of-an-older-version"
    folder.mkdir()
    tidy(site.settings.instance)
    assert folder.exists()
    os.utime(folder, (0, 0))
    tidy(site.settings.instance)
    assert not folder.exists()


def test_both_ways_of_moving_the_database(
    site: Site, machine: Machine, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the instance, and on another disk."""
    file = tmp_path_factory.mktemp("backups") / "file"
    run(site.app, monkeypatch, "backup", str(file))
    other = Path("/var/tmp") if machine.instance.parts[1] == "dev" else Path("/dev/shm")
    elsewhere = other / f"campaign-{os.getpid()}"
    try:
        where = {"CAMPAIGN_DATABASE_URL": f"sqlite:///{elsewhere / 'there.sqlite3'}"}
        assert machine.restore(file, "--identity", str(machine.key), **where)[0] == 0
        there = [
            path.name for path in elsewhere.iterdir() if path.suffix == ".sqlite3" or "backup" in path.name
        ]
        assert there == ["there.sqlite3"]
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)
    assert machine.restore(file, "--identity", str(machine.key))[0] == 0
