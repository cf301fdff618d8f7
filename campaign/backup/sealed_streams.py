"""A stream into, and out of, one age file: sealed and opened as it flows, whatever its size.

Without Flask and SQLAlchemy.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

import pyrage
from pyrage.x25519 import Identity, Recipient

from campaign.lib.refusal import Refusal
from campaign.lib.side_threads import SideThread


@contextmanager
def sealing(out: IO[bytes], recipients: Sequence[Recipient]) -> Iterator[IO[bytes]]:
    """What is written to the stream lies sealed in `out` once the block has ended. Raises OSError: the disk is full."""
    reader, writer = _pipe()
    seal = _Beside(lambda: pyrage.encrypt_io(reader, out, list(recipients)), closes=reader)
    try:
        with suppress(BrokenPipeError), writer:  # the other end has failed, and says why
            yield writer
    finally:
        seal.join()
    if seal.failure is not None:
        raise OSError(0, str(seal.failure).rpartition("] ")[2])


@contextmanager
def opening(source: IO[bytes], identities: Sequence[Identity]) -> Iterator[IO[bytes]]:
    """What is sealed in `source`, as a stream to be read to its end.

    Raises Refusal if none of `identities` opens it, or at the end, if it was cut or changed on the way.
    """
    reader, writer = _pipe()
    unseal = _Beside(lambda: pyrage.decrypt_io(source, writer, list(identities)), closes=writer)
    stopped: Refusal | None = None
    try:
        with reader:
            yield reader
    except Refusal as problem:
        stopped = problem
    finally:
        unseal.join()
    why = str(unseal.failure or "")
    if "No matching keys" in why:
        raise Refusal("backup/sealed-to-others")
    if stopped is not None and (not why or "Broken pipe" in why):
        raise stopped
    if why:
        raise Refusal("backup/not-as-sealed")


class _Beside(SideThread):
    """Work in a thread of its own, which closes its end of the pipe; `failure` is what became of it."""

    def __init__(self, work: Callable[[], Any], *, closes: IO[bytes]) -> None:
        super().__init__()
        self.work, self.closes = work, closes
        self.failure: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Once."""
        try:
            self.work()
            self.closes.close()
        except BaseException as problem:  # a fault within the library is no Exception
            self.failure = problem
            with suppress(OSError):
                self.closes.close()


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reader, writer = os.pipe()
    return os.fdopen(reader, "rb"), os.fdopen(writer, "wb")
