"""Rows of before there were keys: sealed in batches, then their old bytes wiped from the files."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, literal, select, update

from campaign.extensions import db, transaction
from campaign.mail.models import Message
from campaign.signing.models import Signature, Submission
from campaign.vault.day_keys import seal_mail
from campaign.vault.sealing import PLAIN, NoRecipient, open, seal
from campaign.vault.wiping import wipe

BATCH = 200
COLUMNS: tuple[tuple[Any, str], ...] = (
    (Submission, "sealed"),
    (Submission, "mail"),
    (Signature, "sealed"),
    (Message, "sealed"),
)
TABLES = ("submissions", "signatures", "messages")


def count() -> int:
    """How many values still stand as they were given."""
    return sum(
        db.session.scalar(select(func.count()).select_from(model).where(_plain(model, column))) or 0
        for model, column in COLUMNS
    )


def seal_all() -> Iterator[int]:
    """Seal them, a transaction a batch; yields how many each took. Interrupted, it goes on where it was.

    Raises ValueError with a sentence where there is no key to seal with.
    """
    for model, column in COLUMNS:
        after = 0
        while batch := _batch(model, column, after):
            after = batch[-1]
            yield len(batch)


def _batch(model: Any, column: str, after: int) -> list[int]:
    """Seal the next few of a column; the ids of their rows."""
    with transaction() as session:
        query = select(model.id, model.record_id, getattr(model, column)).where(
            _plain(model, column), model.id > after
        )
        rows = session.execute(query.order_by(model.id).limit(BATCH).with_for_update()).all()
        for key, record_id, old in rows:
            values = _sealed(model, column, open(old, record_id=record_id), record_id)
            session.execute(update(model).where(model.id == key).values(**values))
        return [key for key, _, _ in rows]


def _sealed(model: Any, column: str, plain: bytes, record_id: bytes) -> dict[str, Any]:
    try:
        if model is Message or column == "mail":
            sealed, day = seal_mail(plain, record_id=record_id)
            return {column: sealed, "mail_day": day}
        return {column: seal(plain, record_id=record_id)}
    except NoRecipient:
        raise ValueError(
            "There is no key to seal with. See campaign keys add --help; the worker makes the key of waiting mail."
        ) from None


def wipe_old() -> list[str]:
    """Have the database forget the old bytes: rewrite its tables, empty its log. Returns what to say of it."""
    if not wipe(*TABLES, rewrite=True):
        raise ValueError(
            "The database is in use, so its file still holds old bytes. Stop campaign run and repeat this command."
        )
    if db.engine.dialect.name != "sqlite":
        return [
            "The tables are rewritten. PostgreSQL's own write-ahead log, replicas and backups of before may still hold "
            "the old rows until they are recycled or deleted."
        ]
    return ["The file is rewritten, its log emptied. Backups of before still hold the old rows: delete them."]


def _plain(model: Any, column: str) -> Any:
    return func.substr(getattr(model, column), 1, 1) == literal(PLAIN)
