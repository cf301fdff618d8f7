"""Waiting mail lies under a key of its day, whose private half the worker alone has, for a few days only."""

import contextlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from pyrage.x25519 import Identity, Recipient
from sqlalchemy import delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock, durable
from campaign.vault import envelope, trusted_time
from campaign.vault.envelope import NotToUs, parse_recipient, seal_to
from campaign.vault.identities import new_identity, read_identities, write_identity
from campaign.vault.models import MailKey
from campaign.vault.sealing import REMEMBERED_SECONDS, NoRecipient
from campaign.web.caching import briefly

# From the day's beginning; the longest that mail may wait is the four days of a held submission.
KEPT_FOR = timedelta(days=5)
STEP = 256  # a waiting mail is little more than an address; its row has to stay small
# A request that began with a key may take a while to store what it sealed; nobody waits that long.
GRACE = timedelta(hours=1)


class NotHere(Exception):
    """This machine doesn't have the day's identity: another one delivers, or it was destroyed."""


def seal_mail(plain: bytes, *, record_id: bytes) -> tuple[bytes, date]:
    """The mail under today's key, else under the newest there is, and that key's day. Raises NoRecipient."""
    day, recipient = _newest()
    return seal_to(plain, record_id=record_id, recipients=[recipient], step=STEP), day


def open_mail(sealed: bytes, *, record_id: bytes, day: date | None) -> bytes:
    """What `seal_mail` was given, on the worker's machine. Raises NotHere, or Unreadable."""
    return Opener().open(sealed, record_id=record_id, day=day)


class Opener:
    """Opens the mails of a batch and reads each day's key once; it goes with the batch, as keys are destroyed."""

    def __init__(self) -> None:
        self._openers: dict[date, envelope.Opener] = {}

    def open(self, sealed: bytes, *, record_id: bytes, day: date | None) -> bytes:
        """As `open_mail`."""
        try:
            return self._of(day).opened(sealed, record_id=record_id)
        except NotToUs:  # two machines took turns with this day; the other one may open it yet
            raise NotHere from None

    def _of(self, day: date | None) -> envelope.Opener:
        if day is None:
            raise NotHere
        if day not in self._openers:
            path = _file(day)
            if not path.exists():
                raise NotHere
            self._openers[day] = envelope.Opener(_read(path))
        return self._openers[day]


def has_key() -> bool:
    """Whether mail of today can be sealed as it should be."""
    return db.session.get(MailKey, clock.today()) is not None


def prepare() -> None:
    """Have a key for today and for tomorrow; safe to repeat. A key that this machine lacks is made anew.

    Under a clock that is behind, for the day that it surely is: one of a day long past would be destroyed, with what
    lies under it, as soon as the clock is right.
    """
    today = max(clock.today(), trusted_time.stamp().date())
    for day in (today, today + clock.DAY):
        path = _file(day)
        if not path.exists():
            with contextlib.suppress(FileExistsError):
                write_identity(path, new_identity())
        recipient = str(_read(path)[0].to_public())
        if db.session.scalar(select(MailKey.recipient).where(MailKey.day == day)) == recipient:
            continue
        with transaction() as session:
            statement = insert(MailKey).values(day=day, recipient=recipient, made_at=clock.now())
            values = {"recipient": recipient, "made_at": clock.now()}
            session.execute(statement.on_conflict_do_update(index_elements=["day"], set_=values))


def over() -> list[date]:
    """Days of this machine's keys that are past, with a newer key in use for an hour: nothing new comes under them."""
    made = {row.day: row.made_at for row in db.session.execute(select(MailKey.day, MailKey.made_at))}
    now = trusted_time.now()

    def is_over(day: date) -> bool:
        followed = any(later > day and at < now - GRACE for later, at in made.items())
        return followed and _end(day) < now - GRACE

    return sorted(day for day in _here() | set(made) if is_over(day))


def too_old(day: date) -> bool:
    """Whether mail under this day's key has waited for as long as it may."""
    return kept_until(day) <= trusted_time.now()


def kept_until(day: date) -> datetime:
    """The moment from which no key of this day is left, whatever lies under it."""
    return datetime.combine(day, time(), UTC) + KEPT_FOR


def destroy(days: Iterable[date]) -> None:
    """The keys of these days, for good: nobody opens what still lies under them. Safe to repeat."""
    for day in days:
        with transaction() as session:
            session.execute(delete(MailKey).where(MailKey.day == day))
            audit.note(Act.KEY_DESTROY, day=day.isoformat(), purpose="mail")
        durable.destroy(_file(day))


def _newest() -> tuple[date, Recipient]:
    pairs: list[tuple[date, Recipient]] | None = briefly("mail keys", _known, seconds=REMEMBERED_SECONDS)
    if not pairs:
        raise NoRecipient
    today = clock.today()
    return next((pair for pair in pairs if pair[0] == today), pairs[-1])


def _known() -> list[tuple[date, Recipient]] | None:
    rows = db.session.execute(select(MailKey.day, MailKey.recipient).order_by(MailKey.day))
    return [(day, parse_recipient(recipient)) for day, recipient in rows] or None


def _folder() -> Path:
    """Where the worker's machine keeps them. No backup should hold it."""
    return settings().instance / "mail-identities"


def _here() -> set[date]:
    return {date.fromisoformat(path.stem) for path in _folder().glob("????-??-??.txt")}


def _file(day: date) -> Path:
    return _folder() / f"{day}.txt"


def _read(path: Path) -> list[Identity]:
    return read_identities(path, passphrase=lambda: "")


def _end(day: date) -> datetime:
    return datetime.combine(day, time(), UTC) + clock.DAY
