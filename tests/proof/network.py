"""Machines of one site on one computer: a network namespace each, or, without root, a loopback address each."""

import ctypes
import itertools
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import TypeVar

CLONE_NEWNET = 0x40000000
NET, LOCAL = "10.77.0", "127.77.0"
_networks = itertools.count()
T = TypeVar("T")


def namespaces_are_allowed() -> bool:
    """Whether this computer lets us make them."""
    if os.geteuid() or not shutil.which("ip"):
        return False
    name = f"try{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True)
    if made.returncode == 0:
        subprocess.run(["ip", "netns", "del", name], capture_output=True)
    return made.returncode == 0


@dataclass
class Machine:
    """One of them, with its address and whatever runs on it; `namespace` is empty where it has none."""

    name: str
    address: str
    namespace: str
    running: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def __hash__(self) -> int:
        return hash(self.name)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """This thread, what it opens, and all that it starts are on that machine, until the block ends."""
        if not self.namespace:
            yield
            return
        with Path("/proc/thread-self/ns/net").open("rb") as ours:
            with Path(f"/run/netns/{self.namespace}").open("rb") as theirs:
                _enter(theirs.fileno())
            try:
                yield
            finally:
                _enter(ours.fileno())

    def do(self, work: Callable[[], T]) -> T:
        """Something as if it were done there."""
        with self.inside():
            return work()

    def begin(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path, *, user: str | None = None
    ) -> "subprocess.Popen[bytes]":
        """A program that runs on there."""
        with self.inside(), log.open("ab") as out:
            started = subprocess.Popen(
                command, env=dict(environment), stdout=out, stderr=out, cwd="/", user=user, group=user,
                start_new_session=True,
            )  # fmt: skip
        self.running.append(started)
        return started

    def lose(self) -> None:
        """It is gone at once: nothing answers, and nothing is said to whoever was connected."""
        if self.namespace:
            _ip("link", "set", _cable(self.namespace), "down")
        for each in self.running:
            for process in [each.pid, *descendants(each.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(process, SIGKILL)
            each.wait()
        self.running.clear()

    def back(self) -> None:
        """It can be reached again; nothing runs on it yet."""
        if self.namespace:
            _ip("link", "set", _cable(self.namespace), "up")


class Network:
    """One bridge, and as many machines on it as are named."""

    def __init__(self, *names: str) -> None:
        self.apart = namespaces_are_allowed()
        self.key = f"c{os.getpid() % 10_000}x{next(_networks)}"
        self.machines: dict[str, Machine] = {}
        if self.apart:
            _ip("link", "add", self.key, "type", "bridge")
            _ip("link", "set", self.key, "up")
        for number, name in enumerate(names, start=1):
            self.machines[name] = self._added(name, number)

    def __getitem__(self, name: str) -> Machine:
        return self.machines[name]

    def close(self) -> None:
        """Nothing of it stays."""
        for machine in self.machines.values():
            machine.lose()
            if machine.namespace:
                subprocess.run(["ip", "netns", "del", machine.namespace], capture_output=True)
        if self.apart:
            subprocess.run(["ip", "link", "del", self.key], capture_output=True)

    def _added(self, name: str, number: int) -> Machine:
        if not self.apart:
            return Machine(name, f"{LOCAL}.{number}", "")
        namespace, cable = f"{self.key}n{number}", f"{self.key}n{number}"
        _ip("netns", "add", namespace)
        _ip("link", "add", _cable(cable), "type", "veth", "peer", "name", "eth0", "netns", namespace)
        _ip("link", "set", _cable(cable), "master", self.key, "up")
        _ip("-n", namespace, "addr", "add", f"{NET}.{number}/24", "dev", "eth0")
        for device in ("eth0", "lo"):
            _ip("-n", namespace, "link", "set", device, "up")
        return Machine(name, f"{NET}.{number}", namespace)


def descendants(process: int) -> list[int]:
    """All that it started, and what these started."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *descendants(child)]
    return found


def spent(machine: Machine) -> float:
    """Seconds of a processor that everything on it has computed so far."""
    total = 0
    for each in machine.running:
        for process in [each.pid, *descendants(each.pid)]:
            with suppress(OSError):
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def on(machine: Machine, work: Callable[[], None]) -> threading.Thread:
    """A thread there, which has begun."""
    with machine.inside():
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
    return thread


def _cable(namespace: str) -> str:
    return f"{namespace}v"


def _enter(descriptor: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
