"""Disks of their own that take nothing any more, and the whole program with its folder there."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from tests.patience import PATIENCE, until
from tests.ports import free_port
from tests.running.front import ROOT
from tests.running.server import Server

MEGABYTE = 1024 * 1024
Way = Callable[[Path, Server], AbstractContextManager[None]]


@contextmanager
def disk(*options: str) -> Iterator[Path]:
    """Its folder; not below pytest's, which deletes old folders of others. Skips where nothing may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="disk"))
    mounted = subprocess.run(["mount", *options, folder], capture_output=True, text=True)
    if mounted.returncode:
        folder.rmdir()
        pytest.skip(f"nothing may be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def small_disk() -> AbstractContextManager[Path]:
    """In memory, of 24 MB."""
    return disk("-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs")


@contextmanager
def failing_disk(image: Path) -> Iterator[Path]:
    """A file system in a file, which becomes one for reading alone at its first mistake, as those of servers do."""
    if not image.exists():
        with image.open("wb") as out:
            out.truncate(48 * MEGABYTE)
        if not shutil.which("mkfs.ext4") or subprocess.run(["mkfs.ext4", "-q", "-F", image]).returncode:
            pytest.skip("no file system can be made here: mkfs.ext4 is missing")
    with disk("-o", "loop,errors=remount-ro", str(image)) as folder:
        yield folder


@contextmanager
def full(instance: Path, server: Server) -> Iterator[None]:
    """All room is taken."""
    filler = instance / "filler"
    with filler.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(bytes(MEGABYTE)):
            pass
    with filler.open("ab", buffering=0) as out, suppress(OSError):
        while out.write(bytes(4096)):
            pass
    yield
    filler.unlink()


@contextmanager
def read_only(instance: Path, server: Server) -> Iterator[None]:
    """The kernel has met a mistake, and lets nobody write any more."""
    found = subprocess.run(["findmnt", "-no", "SOURCE", instance], capture_output=True, text=True, check=True)
    Path("/sys/fs/ext4", Path(found.stdout.strip()).name, "trigger_fs_error").write_text("1")
    with pytest.raises(OSError, match="Read-only file system"):
        (instance / "anything").write_text("x")
    yield


@contextmanager
def no_byte_more(instance: Path, server: Server) -> Iterator[None]:
    """No process of the program may write to a file any more; this needs no disk of its own."""
    processes = list(descendants(server.master.pid))
    assert len(processes) > 2
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes}
    for pid, (_, hard) in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    for pid, before in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def descendants(pid: int) -> Iterator[int]:
    """A process, and all that it has begun."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from descendants(int(child))


@contextmanager
def running(instance: Path, log: Path, **more: str) -> Iterator[Server]:
    """Web server and worker, as `campaign run` starts them, with what they say of themselves in `log`."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
    environment = kept | {
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(instance),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
        "CAMPAIGN_WORKERS": "1",
        **more,
    }
    command = [sys.executable, "-m", "campaign", "run", "--no-example"]
    with log.open("ab") as out:
        program = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=out, stderr=out, start_new_session=True
        )
    server = Server(port, program)
    try:
        until(lambda: answers(server))
        yield server
    finally:
        program.terminate()
        try:
            program.wait(timeout=PATIENCE)
        finally:
            program.kill()
            program.wait()


def answers(server: Server) -> bool:
    """Whether anybody is there yet."""
    with suppress(OSError):
        return bool(server.ask("GET", "/").status)
    return False
