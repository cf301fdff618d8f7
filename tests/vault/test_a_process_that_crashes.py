"""A program that crashes leaves no image of its memory, and its environment, words and folder hold no name."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cast import SLUG, Site
from tests.ports import free_port
from tests.running.server import FORM_HEADERS, ROOT, Server, wait_for
from tests.vault.canaries import canary, hits

PATTERN = Path("/proc/sys/kernel/core_pattern")
CRASHES = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
LEAVES_NONE = f"from campaign.lib import cores; cores.leave_none(); {CRASHES}"
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)

pytestmark = pytest.mark.skipif(not PATTERN.is_file(), reason="only Linux says where cores go")


def allow_cores() -> None:
    """As whoever looks for a fault sets it."""
    resource.setrlimit(resource.RLIMIT_CORE, UNLIMITED)


def crashed(program: str, folder: Path) -> list[str]:
    """The files that a program leaves behind that crashes in this folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment,
        preexec_fn=allow_cores,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGSEGV
    return sorted(path.name for path in folder.iterdir())


def test_without_it_a_crash_leaves_one(tmp_path: Path) -> None:
    pattern = PATTERN.read_text().strip()
    if pattern.startswith(("|", "/")):
        pytest.skip(f"Cores of this machine go to {pattern}.")
    assert crashed(CRASHES, tmp_path) != []


def test_with_it_a_crash_leaves_none(tmp_path: Path) -> None:
    assert crashed(LEAVES_NONE, tmp_path) == []


@contextmanager
def running(site: Site, folder: Path) -> Iterator[Server]:
    """`campaign run` in a folder of its own, where cores are allowed."""
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(folder),
        "CAMPAIGN_INSTANCE": str(site.settings.instance),
        "CAMPAIGN_DATABASE_URL": site.settings.database_url.replace("+psycopg", ""),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_WORKERS": "1",
    }
    with (folder / "said").open("wb") as said:
        program = subprocess.Popen(
            [sys.executable, "-m", "campaign", "run", "--no-example"],
            cwd=folder, env=environment, preexec_fn=allow_cores, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    server = Server(port, program)
    try:
        wait_for(server)
        yield server
    finally:
        for each in [program.pid, *descendants(program.pid)]:
            kill(each, signal.SIGKILL)
        program.wait()


def descendants(pid: int) -> list[int]:
    """All that it started, and what these started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [each for child in map(int, children) for each in (child, *descendants(child))]


def kill(pid: int, by: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, by)


def beside(pid: int) -> list[tuple[str, bytes]]:
    """What anybody reads of a process: its environment and its words."""
    return [(f"{pid} {name}", Path(f"/proc/{pid}/{name}").read_bytes()) for name in ("environ", "cmdline")]


def most_of_a_core(pid: int) -> list[str]:
    """The limits, the present one and the hard one, of a core of this process."""
    (line,) = [
        line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if line.startswith("Max core")
    ]
    return line.split()[4:6]


@pytest.mark.long
def test_the_whole_program(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("folder")
    with running(site, folder) as server:
        page = server.ask("GET", f"/en/{SLUG}").body.decode()
        token = page.partition('name="token" value="')[2].partition('"')[0]
        for number in range(8):
            answer = server.sign({"token": token, **canary(number).typed()})
            assert answer.status == 200
        server.ask("GET", "/desk/sign-in", **FORM_HEADERS)  # now there is a desk's process too
        processes = [server.master.pid, *descendants(server.master.pid)]
        assert (
            len(processes) >= 5
        )  # the whole, granian, a web process, its desk's keeper and desk, the worker
        assert [most_of_a_core(pid) for pid in processes] == [["0", "0"]] * len(processes)
        assert hits(each for pid in processes for each in beside(pid)) == []
        for pid in reversed(processes):
            kill(pid, signal.SIGSEGV)
        time.sleep(0.5)
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["said"]
    assert hits([("said", (folder / "said").read_bytes())]) == []
    # Mails to a folder are there to be read.
    files = [
        file for file in site.settings.instance.rglob("*") if file.is_file() and file.parent.name != "mail"
    ]
    assert len(files) > 10
    assert hits((str(file), file.read_bytes()) for file in files) == []
