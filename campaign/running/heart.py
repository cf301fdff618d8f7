"""The worker's heart: whether it lives, what it is at, and what ails it, for whoever watches."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.logs import log
from campaign.running.models import Heartbeat
from campaign.running.room import require_room

# No chore takes as long, but writing a very large table anew on a slow disk: what does hangs.
STUCK = 1800


@dataclass(frozen=True)
class Doing:
    """A chore that the main loop is at, since when, and the same by a clock that nobody sets."""

    chore: str
    since: datetime
    begun: float


class Heart:
    """Beats while the main loop moves, in a thread of its own, so that a long chore doesn't look like a dead worker.

    Each beat says what the loop is at. Once that has been the same for STUCK seconds it hangs, and the heart stops.
    """

    def __init__(self) -> None:
        self.doing: Doing | None = None
        self.told: Doing | None = None

    @contextmanager
    def at(self, chore: str) -> Iterator[None]:
        """The main loop is at this until the end of the block."""
        self.doing = Doing(chore, clock.now(), time.monotonic())
        yield
        self.doing = None

    def beat_once(self) -> None:
        """Say that the worker lives, and what it is at; nothing once that hangs. Raises OSError, SQLAlchemyError."""
        require_room()
        doing = self.doing
        if doing is None:
            beat(chore=None, since=None)
        elif time.monotonic() - doing.begun < STUCK:
            beat(chore=doing.chore, since=doing.since)
        elif doing is not self.told:
            self.told = doing
            log.error("worker hangs", chore=doing.chore)


def beat(name: str = "worker", **doing: Any) -> None:
    """Say that the worker lives, with `chore` and `since` what it is at; or, under another name, what ails it."""
    with transaction() as session:
        values = {"at": clock.now(), **doing}
        statement = insert(Heartbeat).values(name=name, **values)
        more = {key: statement.excluded[key] for key in values}
        session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=more))
