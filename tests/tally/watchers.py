"""Witnesses of our own beside a site: real ones on this machine, and what a site says to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask

from campaign.settings import Witness
from campaign.tally.cosignatures import WitnessKey
from campaign.witness import memory
from campaign.witness.actions import add_log
from campaign.witness.serving import Server
from tests.cast import change


@contextmanager
def watching(folder: Path, *keys: str, name: str = "witness.example") -> Iterator[Witness]:
    """A witness that runs, and watches the logs of these keys."""
    key = memory.read_witness_key(folder) if folder.exists() else memory.make(folder, name)
    for each in keys:
        add_log(folder, key=each, origin=None, entries=None)
    with server(folder, key) as address:
        yield Witness(str(key.verifier), address)


@contextmanager
def server(folder: Path, key: WitnessKey) -> Iterator[str]:
    """Its address."""
    with Server(("127.0.0.1", 0), folder, key, say=print) as running:
        Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def name(app: Flask, *witnesses: Witness) -> None:
    """CAMPAIGN_WITNESSES, from here on."""
    change(app, witnesses=witnesses)
