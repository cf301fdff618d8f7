"""The least that a figure could be: what the work costs that nobody can leave out, in processor time of this run."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from itertools import count

from pyrage.x25519 import Identity, Recipient

from campaign.audit.actors import acting
from campaign.lib import clock
from campaign.vault import tags
from campaign.vault.age_reader import Reader
from campaign.vault.envelope import seal_to
from tests.bench.stage import BENCH, SLUG, Stage

RECORD, MAIL = bytes(600), bytes(200)
ROW = b"x" * 1_500
ROUNDS = 5


@dataclass(frozen=True)
class Floors:
    """Milliseconds of a processor, but `line`, which is of one line of a log, in microseconds."""

    seal: float
    seal_mail: float
    tags: float
    row: float
    three_rows: float
    opening: float
    mail: float
    line: float

    @property
    def submission(self) -> float:
        """Two seals, the tags, a durable row; the request comes to it."""
        return self.seal + self.seal_mail + self.tags + self.row

    @property
    def confirmation(self) -> float:
        """One seal less, three rows."""
        return self.seal_mail + self.three_rows


def floors(stage: Stage) -> Floors:
    """All of them, on this machine now."""
    holder = Identity.generate()
    recipients, sealed = [holder.to_public()], _sealed(RECORD, [holder.to_public()])
    reader = Reader([holder])
    lines = [b"signature %064x" % number for number in range(1_000)]
    numbers = count()
    with stage.app.app_context(), acting(BENCH):
        tagged = _each(
            300,
            lambda: tags.tags_of(f"a{next(numbers)}@example.org", campaign=SLUG, day=clock.today()),
        )
    return Floors(
        seal=_each(300, lambda: _sealed(RECORD, recipients)),
        seal_mail=_each(300, lambda: _sealed(MAIL, recipients)),
        tags=tagged,
        row=_rows(stage, 1),
        three_rows=_rows(stage, 3),
        opening=_each(300, lambda: reader.opened(sealed)),
        mail=_each(300, _mail().as_bytes),
        line=_each(30, lambda: [sha256(line).digest() for line in lines]),
    )


def _sealed(plain: bytes, recipients: list[Recipient]) -> bytes:
    return seal_to(plain, record_id=bytes(16), recipients=recipients)


def _mail() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Confirm"
    message.set_content("https://example.org/en/c/token\n" * 20)
    return message


def _rows(stage: Stage, many: int) -> float:
    """Rows of one durable commit."""
    database = sqlite3.connect(stage.folder / f"floor-{many}.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE row (body BLOB)")

    def written() -> None:
        database.execute("BEGIN IMMEDIATE")
        for _ in range(many):
            database.execute("INSERT INTO row VALUES (?)", (ROW,))
        database.execute("COMMIT")

    taken = _each(300, written)
    database.close()
    return taken


def _each(times: int, work: Callable[[], object]) -> float:
    """Milliseconds of the processor, in the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(times):
            work()
        best = min(best, time.process_time() - begun)
    return 1_000 * best / times
