"""What the unit of systemd forbids isn't needed: the program under the same refusals of the kernel, without systemd."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import SLUG, Site
from tests.running import confined
from tests.running.server import ROOT, serving
from tests.running.test_deploying import printed

CONFINED = Path(confined.__file__)
NICE = 15
pytestmark = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd's lists of calls are not here"
)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# What is begun, read, drawn and sealed by libraries that are no Python: each by one file of its tests.
LIBRARIES = (
    "tests/pictures/test_reading_a_picture.py",
    "tests/reading/test_word.py",
    "tests/letters/test_making_letters.py",
    "tests/vault/test_envelope.py",
)
REFUSED = """
import mmap, os, socket
def tried(what):
    try:
        what()
    except OSError as refusal:
        return refusal.errno
print(tried(lambda: mmap.mmap(-1, 4096, prot=7)), tried(lambda: socket.socket(16, 3, 0)),
      tried(lambda: os.chroot("/")), tried(lambda: socket.socket().close()))
"""


@pytest.fixture
def unit(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit as it is printed, in a file."""
    code, file, _ = printed(app, "systemd")
    assert code == 0
    place = tmp_path_factory.mktemp("unit") / "campaign.service"
    place.write_text(file)
    return place


@on_sqlite
def test_it_refuses_what_the_unit_forbids(unit: Path) -> None:
    tried = subprocess.run(
        [sys.executable, CONFINED, unit, sys.executable, "-c", REFUSED],
        capture_output=True,
        text=True,
        check=True,
    )
    assert tried.stdout.split() == ["13", "97", "1", "None"]  # EACCES, EAFNOSUPPORT, EPERM


@on_sqlite
def test_the_server_works_under_it_and_the_desk_steps_back(site: Site, unit: Path) -> None:
    with serving(site, through=(sys.executable, str(CONFINED), str(unit))) as server:
        assert server.ask("GET", f"/en/{SLUG}").status == 200
        assert server.ask("GET", "/desk/sign-in", Host=f"localhost:{server.port}").status == 200
        nice = [os.getpriority(os.PRIO_PROCESS, each) for each in descendants(server.master.pid)]
    assert sorted(set(nice)) == [0, NICE]


@pytest.mark.full
@on_sqlite
@pytest.mark.timeout(900)
def test_libraries_that_are_no_python_work_under_it(unit: Path) -> None:
    tried = subprocess.run(
        [sys.executable, CONFINED, unit, sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider",
         "-p", "no:xdist", "-m", "not full", "-k", "not postgresql", *LIBRARIES],
        cwd=ROOT, capture_output=True, text=True, timeout=800, check=False,
    )  # fmt: skip
    assert (tried.returncode, tried.stdout[-2000:] if tried.returncode else "") == (0, "")


def test_each_line_of_filters_is_read_as_systemd_reads_it() -> None:
    left = confined.allowed(["@system-service", "~@privileged @resources", "setpriority"])
    assert {"read", "setpriority", "prlimit64"} <= left
    assert left & {"setrlimit", "chroot", "ptrace", "mount", "sched_setscheduler"} == set()


def descendants(pid: int) -> list[int]:
    """A process and all that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended
    family = {pid}
    while more := {each for each, parent in parents.items() if parent in family} - family:
        family |= more
    return sorted(family)
