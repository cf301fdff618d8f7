"""Ports for programs that tests start: nobody else gets one between its choice and the moment when a program listens.

They lie outside of those that the system gives to connections and to whoever asks for any; among our own processes a
port is held by the UDP port of the same number, which nothing here uses.
"""

import secrets
import socket
from pathlib import Path

GIVEN_BY_THE_SYSTEM = Path("/proc/sys/net/ipv4/ip_local_port_range")
FIRST = 12_000  # no browser refuses one from here on
HELD: list[socket.socket] = []  # until this process ends


def free_port() -> int:
    """A port of 127.0.0.1 that is ours, and at which nobody listens."""
    ends = (
        min(int(GIVEN_BY_THE_SYSTEM.read_text().split()[0]), 32_768)
        if GIVEN_BY_THE_SYSTEM.exists()
        else 32_768
    )
    while True:
        port = secrets.choice(range(min(FIRST, ends - 2_000), ends))
        mark = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            mark.bind(("127.0.0.1", port))
            with socket.socket() as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(("127.0.0.1", port))
        except OSError:
            mark.close()
            continue
        HELD.append(mark)
        return port
