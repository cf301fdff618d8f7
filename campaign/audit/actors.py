"""Who acts: said once at the edge, by the command line, the worker and the desk. Without Flask and SQLAlchemy."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """From where somebody acts."""

    ORGANISER = "organiser"
    COMMAND = "command"
    WORKER = "worker"


@dataclass(frozen=True)
class Actor:
    """Who it is: an organiser's name, the system's user at the terminal, or the worker."""

    kind: ActorKind
    who: str


WORKER = Actor(ActorKind.WORKER, "worker")
HOLDER = Actor(ActorKind.ORGANISER, "a holder, by her link")

_acting: ContextVar[Actor] = ContextVar("acting")


class NobodyActs(Exception):
    """An act was about to be noted, and nobody had said whose it is. A fault of ours: the act doesn't happen."""


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """What is done in the block is this actor's. A thread that is begun in it says so again for itself."""
    before = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(before)


def who_acts() -> Actor:
    """Raises NobodyActs."""
    try:
        return _acting.get()
    except LookupError:
        raise NobodyActs from None


def at_the_terminal() -> Actor:
    """The system's user who runs this command; behind sudo the one who called it."""
    return Actor(ActorKind.COMMAND, os.environ.get("SUDO_USER") or _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # in a container a user may have no name
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "somebody"
