"""The installed program, started again when it ends, as a service manager does; and its processes by what they are."""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from signal import SIGKILL

ROOT = Path(__file__).parents[2]
PAUSE = 0.5  # seconds between an end and the next start; the printed unit of systemd says five
HELPERS = "CAMPAIGN_", "PYTHONPATH", "LD_PRELOAD"


@cache
def installed() -> Path:
    """A folder with the program as its wheel installs it, built from this source."""
    folder = Path(tempfile.mkdtemp(prefix="proofwheel"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    command = [
        *pip,
        "install",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--target",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True)
    return folder


def environment_for(instance: Path, **more: str) -> dict[str, str]:
    """That of a program on an instance, with nothing of ours but what is named."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(HELPERS)}
    return clean | {"PYTHONPATH": str(installed()), "CAMPAIGN_INSTANCE": str(instance), **more}


class Program:
    """`campaign run` under whoever starts it again; `ends` has the code of each end that nobody asked for."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment, self.folder = dict(environment), folder
        self.ends: list[int] = []
        self.starts = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._wanted, self._lock = threading.Event(), threading.Lock()

    def start(self) -> None:
        """From now on it runs."""
        self._wanted.set()
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.keeper.start()

    def stop(self) -> None:
        """It is asked to end, and stays ended."""
        self._wanted.clear()
        process = self.process
        if process and process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                self.kill_all()
        self.keeper.join(timeout=60)

    def command(
        self, *words: str, check: bool = True, seconds: float = 300
    ) -> "subprocess.CompletedProcess[str]":
        """`campaign …` beside it."""
        ended = subprocess.run(
            [sys.executable, "-m", "campaign", *words], env=self.environment, cwd=self.folder,
            capture_output=True, text=True, timeout=seconds,
        )  # fmt: skip
        if check and ended.returncode:
            raise SystemExit(f"campaign {' '.join(words)}: {ended.stdout}{ended.stderr}")
        return ended

    def beside(self, *words: str) -> "subprocess.Popen[bytes]":
        """Another process of the program, which runs on."""
        return self._popen(words)

    def parts(self) -> dict[str, list[int]]:
        """Its processes now: the program itself, its worker, the web server's main process and those that serve.

        All are forks of one and have its name; it begins the web server first, and the worker next.
        """
        main = self.process.pid if self.process else 0
        masters, workers = (list(each) for each in _in_two(sorted(children(main), key=_begun)))
        web = [child for master in masters for child in children(master)]
        return {"program": [main], "worker": workers, "web server": masters, "web": web}

    def family(self) -> list[int]:
        """All of them."""
        return list(_family(self.process.pid)) if self.process else []

    def kill(self, which: str, chance: random.Random) -> bool:
        """`kill -9` of a part of that name, or of `whole` at once; False where there is none now."""
        with suppress(ProcessLookupError):
            if which == "whole":
                return self.kill_all()
            if parts := [each for each in self.parts()[which] if each]:
                os.kill(chance.choice(parts), SIGKILL)
                return True
        return False

    def kill_all(self) -> bool:
        """As when the power goes, but for what the kernel still has to write."""
        family = self.family()
        for each in family:
            with suppress(ProcessLookupError):
                os.kill(each, SIGKILL)
        return bool(family)

    def _keep(self) -> None:
        while self._wanted.is_set():
            self.process = self._popen(("run", "--no-example"))
            self.starts += 1
            code = self.process.wait()
            if self._wanted.is_set():
                self.ends.append(code)
                time.sleep(PAUSE)

    def _popen(self, words: tuple[str, ...]) -> "subprocess.Popen[bytes]":
        with (self.folder / "program.log").open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "campaign", *words], env=self.environment, cwd=self.folder,
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip


def held(process: int) -> tuple[int, int]:
    """The KB that a process has for itself and its share of what others map too, and its open descriptors."""
    with suppress(OSError):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        size = sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        return size, len(list(Path(f"/proc/{process}/fd").iterdir()))
    return 0, 0


def children(process: int) -> Iterator[int]:
    """Those that a process has begun."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            yield from map(int, task.read_text().split())


def _family(process: int) -> Iterator[int]:
    yield process
    for child in children(process):
        yield from _family(child)


def _begun(process: int) -> tuple[int, int]:
    """When, in ticks of the machine; two of the same tick by their numbers."""
    with suppress(OSError):
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]), process
    return 0, process


def _in_two(below: list[int]) -> tuple[list[int], list[int]]:
    """The web server and the worker; nothing while only one of them is there, as that may be any."""
    return (below[:1], below[1:2]) if len(below) > 1 else ([], [])
