"""Connections that are cut between a commit and its answer: of signers to the web, and of the program to PostgreSQL."""

import socket
import struct
import threading
import time
from contextlib import suppress
from urllib.parse import urlencode

from tests.cast import SLUG
from tests.ports import free_port
from tests.proof.crowd import Signer
from tests.proof.databases import PostgreSQL
from tests.proof.turn import Turn
from tests.proof.world import World

TIMES = {"once": 10, "proof": 100, "full": 1000}
AT_ONCE = 100
COMMIT = b"COMMIT\0"
ABRUPT = struct.pack("ii", 1, 0)  # closing resets the connection
FIRST = 5_000_000  # numbers of signers who hang up


def run(turn: Turn) -> None:
    """Signers who hang up try again, as people do; of PostgreSQL's answers to COMMIT one in ten never arrives."""
    if not isinstance(turn.database, PostgreSQL):
        with turn.world() as world:
            _hang_up(turn, world)
        return
    line = Line(turn.database.port)
    name = f"cut_{turn.seed}_{free_port()}"
    turn.database.fresh(name)
    with turn.world(url=f"postgresql://postgres@127.0.0.1:{line.port}/{name}") as world:
        line.chance = world.chance
        line.share = 0.1
        _hang_up(turn, world)
        world.until(lambda: line.cuts >= turn.times, "so many commits were cut off")
        line.share = 0
        turn.count("answers to COMMIT cut off", line.cuts)
    line.close()


def _hang_up(turn: Turn, world: World) -> None:
    """Some forms are sent and their connections reset at once, before the answer."""
    for number in range(FIRST, FIRST + turn.times):
        world.until(world.crowd.token, "a page with a form was there")
        address = Signer(number).address
        body = urlencode(world.crowd.form(number, world.crowd.token())).encode()
        head = (
            f"POST /en/{SLUG}/submissions HTTP/1.1\r\nHost: 127.0.0.1:{world.port}\r\n"
            "Sec-Fetch-Site: same-origin\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        world.ledger.post(address)
        with suppress(OSError), socket.create_connection(("127.0.0.1", world.port), timeout=10) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
            connection.sendall(head.encode() + body)
            time.sleep(world.chance.uniform(0, 0.03))
        turn.count("signers who hung up")
        world.crowd.plan(world.chance.uniform(0, 1), lambda number=number: world.crowd.sign(number))


class Line:
    """Between the program and PostgreSQL: an answer to a COMMIT is lost now and then, with the connection."""

    def __init__(self, to: int) -> None:
        self.to, self.share, self.cuts = to, 0.0, 0
        self.chance = None
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """No more connections; those that are there end with the program."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                program, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(program,), daemon=True).start()

    def _carry(self, program: socket.socket) -> None:
        cutting = threading.Event()
        with suppress(OSError), program, socket.create_connection(("127.0.0.1", self.to)) as server:
            threading.Thread(target=self._answers, args=(server, program, cutting), daemon=True).start()
            while piece := program.recv(65_536):
                if COMMIT in piece and self.share and self.chance.random() < self.share:
                    cutting.set()
                server.sendall(piece)

    def _answers(self, server: socket.socket, program: socket.socket, cutting: threading.Event) -> None:
        with suppress(OSError):
            while piece := server.recv(65_536):
                if cutting.is_set():  # it is committed, and nobody will hear of it
                    self.cuts += 1
                    break
                program.sendall(piece)
        for each in (server, program):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
