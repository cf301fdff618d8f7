"""What people change of their own account: the password, and in which browsers they are signed in."""

import secrets

from sqlalchemy import update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.refusal import Refusal
from campaign.organisers import emails, queries, sessions
from campaign.organisers.actions.mailing import mail_each
from campaign.organisers.models import Organiser
from campaign.organisers.passwords import hashed
from campaign.organisers.place_names import place_names


def change_password(*, organiser_id: int, new: str) -> str:
    """Give her the new password, sign her out in all other browsers and tell her by mail; by what cookies know her now.

    Who she is was asked by the caller. Raises Refusal for a password that won't do, and for who is frozen.
    """
    organiser = queries.organiser(organiser_id)
    if organiser is None or not organiser.active:
        raise Refusal("organisers/not-here")
    stored = hashed(new, email=organiser.email, names=[organiser.name, *place_names()])
    known_by = secrets.token_hex(16)
    with transaction() as session:
        # Whoever has typed the former one elsewhere, and not yet the code, begins again too.
        changed = update(Organiser).where(Organiser.id == organiser_id, Organiser.active)
        changed = changed.values(password=stored, fs_uniquifier=known_by)
        if session.scalar(changed.returning(Organiser.id)) is None:
            raise Refusal("organisers/not-here")
        sessions.end_others(organiser_id=organiser_id)
        audit.note(Act.PASSWORD, person=organiser_id)
        mail_each([organiser], emails.password_changed)
    return known_by


def end_session(*, organiser_id: int, session_id: int) -> bool:
    """Sign her out in one browser; False where she isn't signed in there."""
    with transaction():
        is_ended = sessions.end_one(organiser_id=organiser_id, session_id=session_id)
        if is_ended:
            audit.note(Act.SIGN_OUT_OTHERS, person=organiser_id, number=1)
        return is_ended


def end_other_sessions(*, organiser_id: int) -> int:
    """Sign her out in all browsers but this one; in how many."""
    with transaction():
        count = sessions.end_others(organiser_id=organiser_id)
        if count:
            audit.note(Act.SIGN_OUT_OTHERS, person=organiser_id, number=count)
        return count
