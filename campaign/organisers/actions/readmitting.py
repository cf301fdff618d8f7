"""Letting in anew somebody who has lost her phone and her codes, or her password."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock, tokens
from campaign.lib.refusal import Refusal
from campaign.mail import actions as outbox
from campaign.organisers import emails, queries, sessions
from campaign.organisers.actions.inviting import site_address
from campaign.organisers.actions.mailing import mail_each
from campaign.organisers.models import Organiser, Passkey, Readmission
from campaign.organisers.passwords import hashed
from campaign.organisers.place_names import place_names
from campaign.organisers.roles import Role
from campaign.vault import trusted_time

WAITS = timedelta(days=1)


def ask_for_readmission(*, organiser_id: int, campaign_id: int, by_id: int) -> datetime:
    """Let somebody in anew a day from now, unless an owner stops it; all owners are told. When. Raises Refusal."""
    _require_owner(campaign_id, by_id)
    if queries.role_in(organiser_id=organiser_id, campaign_id=campaign_id) is None or organiser_id == by_id:
        raise Refusal("organisers/not-here")
    due = trusted_time.now() + WAITS
    with transaction() as session:
        session.execute(delete(Readmission).where(Readmission.organiser_id == organiser_id))
        session.add(Readmission(organiser_id=organiser_id, by_id=by_id, begun_at=clock.now(), due_at=due))
        audit.note(Act.READMIT_ASK, campaign=queries.slug_of(campaign_id), person=organiser_id)
        mail_each(queries.owners(campaign_id), emails.readmission_asked)
    return due


def stop_readmission(*, organiser_id: int, campaign_id: int, by_id: int) -> None:
    """Don't let somebody of the campaign in after all; safe to repeat. Raises Refusal."""
    _require_owner(campaign_id, by_id)
    with transaction() as session:
        mine = Readmission.organiser_id == organiser_id
        if session.scalar(delete(Readmission).where(mine).returning(Readmission.id)) is not None:
            audit.note(Act.READMIT_STOP, campaign=queries.slug_of(campaign_id), person=organiser_id)


def mail_readmissions() -> int:
    """Mail those whose day is over the link by which they choose anew how they sign in; how many."""
    due = queries.readmissions_due(trusted_time.now())
    for row in due:
        _mail(row)
    return len(due)


def readmit(*, email: str) -> str:
    """Let somebody in anew at once, as whoever runs the server asks: the link, which isn't mailed. Raises Refusal."""
    organiser = queries.by_email(email)
    if organiser is None:
        raise Refusal("organisers/no-organiser", email=email)
    token, organiser_id = tokens.new_token(), organiser.id
    now = clock.now()
    with transaction() as session:
        session.execute(delete(Readmission).where(Readmission.organiser_id == organiser_id))
        session.add(
            Readmission(
                organiser_id=organiser_id, token_hash=_hash(token), begun_at=now, due_at=now, mailed_at=now
            )
        )
        audit.note(Act.READMIT, person=organiser_id)
    return _link(token)


def begin_anew(*, token: str, password: str) -> Organiser:
    """Give her the new password; what she signed in with before is void, and so are her sessions. Raises Refusal."""
    row = queries.readmission(token)
    if row is None:
        raise Refusal("organisers/readmission-void")
    organiser_id, organiser = row.organiser_id, queries.organiser(row.organiser_id)
    if organiser is None or not organiser.active:
        raise Refusal("organisers/readmission-void")
    secret = hashed(password, email=organiser.email, names=[organiser.name, *place_names()])
    nothing = {
        "tf_primary_method": None,
        "tf_totp_secret": None,  # nosec B105 # none any more
        "mf_recovery_codes": None,
        "codes_proved_at": None,
    }
    with transaction() as session:
        mine = (Readmission.token_hash == _hash(token), Readmission.ended_at.is_(None))
        ended = session.scalar(
            update(Readmission).where(*mine).values(ended_at=clock.now()).returning(Readmission.id)
        )
        if ended is None:
            raise Refusal("organisers/readmission-void")
        sessions.end_all(organiser_id=organiser_id)
        session.execute(delete(Passkey).where(Passkey.organiser_id == organiser_id))
        values = {**nothing, "password": secret, "fs_uniquifier": secrets.token_hex(16)}
        session.execute(update(Organiser).where(Organiser.id == organiser_id).values(**values))
        audit.note(Act.BEGIN_ANEW, person=organiser_id)
        anew = session.get(Organiser, organiser_id, populate_existing=True)
        assert anew is not None
        return anew


def _mail(row: Readmission) -> None:
    token, key, organiser_id = tokens.new_token(), row.id, row.organiser_id
    organiser = queries.organiser(organiser_id)
    assert organiser is not None
    to, language = organiser.email, organiser.language
    with transaction() as session:
        mine = (Readmission.id == key, Readmission.mailed_at.is_(None))
        mailed = update(Readmission).where(*mine).values(mailed_at=clock.now(), token_hash=_hash(token))
        if session.scalar(mailed.returning(Readmission.id)) is not None:
            record_id = outbox.new_record_id().hex()
            mail = emails.readmission(to=to, link=_link(token), language=language, record_id=record_id)
            outbox.queue(mail=mail)
            audit.note(Act.READMIT, person=organiser_id)


def _require_owner(campaign_id: int, by_id: int) -> None:
    if queries.role_in(organiser_id=by_id, campaign_id=campaign_id) is not Role.OWNER:
        raise Refusal("organisers/not-here")


def _hash(token: str) -> bytes:
    return tokens.hash_token(token, purpose=queries.READMISSION)


def _link(token: str) -> str:
    return f"{site_address()}/desk/anew/{token}"
