"""1,600 clients that send or read slowly, while others sign."""

import resource
import socket
import statistics
import time
from contextlib import suppress

from tests.cast import SLUG
from tests.proof.turn import Turn
from tests.proof.world import World

TIMES = {"once": 1, "proof": 1, "full": 10}
AT_ONCE = 1
EACH = 400
LASTS = 15  # seconds; the program gives a head and a form ten


def run(turn: Turn) -> None:
    """Heads and forms that never end, forms in drips, and readers who take nothing of what they asked for."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with turn.world() as world:
        begun = time.monotonic()
        clients = _clients(world)
        turn.count("slow clients", len(clients))
        while time.monotonic() < begun + LASTS:
            for client in clients[2 * EACH : 3 * EACH]:
                with suppress(OSError):
                    client.send(b"x")
            time.sleep(0.5)
        for client in clients:
            client.close()
        waits = [
            each.at - each.begun for each in list(world.ledger.thanked.values()) if begun < each.begun < begun + LASTS
        ]  # fmt: skip
        turn.count("thanked meanwhile", len(waits))
        turn.require(len(waits) > LASTS, f"only {len(waits)} were thanked while slow clients were there")
        turn.most("wait for thanks meanwhile, median seconds", round(statistics.median(waits or [999]), 3))
        turn.tell(f"    {len(clients)} slow clients, {len(waits)} thanked meanwhile; "
                  f"all went on after {world.recovered(time.monotonic()):.1f} s")  # fmt: skip


def _clients(world: World) -> list[socket.socket]:
    host = f"Host: 127.0.0.1:{world.port}\r\n"
    form = f"POST /en/{SLUG}/submissions HTTP/1.1\r\n{host}Content-Length: 5000\r\n\r\n"
    kinds = (
        f"GET /en/{SLUG} HTTP/1.1\r\n{host}", f"{form}name=Nour", form,
        f"GET /static/verify.py HTTP/1.1\r\n{host}\r\n" * 20,
    )  # fmt: skip
    clients = []
    for raw in kinds:
        for _ in range(EACH):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.settimeout(10)
            with suppress(OSError):
                client.connect(("127.0.0.1", world.port))
                client.sendall(raw.encode())
                clients.append(client)
    return clients
