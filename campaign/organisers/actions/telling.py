"""Owners hear by mail of what commands did: these act at once, whoever has a shell on the server."""

from datetime import timedelta

from sqlalchemy import delete, select

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.organisers import emails, queries
from campaign.organisers.models import ToldAct

GRAVE = frozenset({Act.CLOSE, Act.LETTERS_SEND, Act.INVALIDATE, Act.READMIT, Act.INVITE})
LOOKS_BACK = timedelta(days=2)
KEPT_FOR = timedelta(days=14)


def tell_of_commands() -> int:
    """Mail what commands did in the last two days and owners haven't heard of; how many acts that was.

    Which were told is kept by number: on PostgreSQL an act that is committed late has a smaller one than the last.
    """
    since = clock.now() - LOOKS_BACK
    acts = [each for each in audit_queries.by_commands_since(since) if each.act in GRAVE]
    told = set(
        db.session.scalars(select(ToldAct.audit_id).where(ToldAct.audit_id.in_([each.id for each in acts])))
    )
    new = [(each.id, each.campaign) for each in acts if each.id not in told]
    for key, slug in new:
        _tell(key, slug)
    return len(new)


def _tell(key: int, slug: str | None) -> None:
    with transaction() as session:
        session.execute(delete(ToldAct).where(ToldAct.at < clock.now() - KEPT_FOR))
        statement = insert(ToldAct).values(audit_id=key, at=clock.now()).on_conflict_do_nothing()
        if session.scalar(statement.returning(ToldAct.audit_id)) is None:
            return
        for owner in queries.owners_of_slug(slug):
            record_id = outbox.new_record_id().hex()
            outbox.queue(mail=emails.by_command(to=owner.email, language=owner.language, record_id=record_id))
