"""An act is written down in the transaction that makes it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import update

from campaign.audit.actors import ActorKind, who_acts
from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind, by, checked
from campaign.audit.models import AuditEntry
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.tens import complete_tens

LONGEST = 120
# A time to the second beside a log that is numbered every minute would point at one line of it; that of a sign-in,
# beside what a network keeps, at whoever signed in.
TO_THE_HOUR = frozenset({Act.FORGET, Act.PAPER_ERASE, Act.SIGN_IN, Act.NEW_BROWSER})


def note(
    act: Act,
    *,
    campaign: str | None = None,
    rules: Collection[RuleKind] = (),
    people: int | None = None,
    **facts: Any,
) -> None:
    """Inside the transaction that does it: whoever acts now did this, to the campaign of this slug.

    `people` is how many it concerns; complete tens of it are kept. Facts that are None are left out. Raises NobodyActs
    and Unlisted, faults of ours that undo the act.
    """
    actor, now = who_acts(), clock.unmoved()
    with transaction() as session:
        session.add(
            AuditEntry(
                at=clock.hour(now) if act in TO_THE_HOUR else now,
                actor=actor.kind,
                who=actor.who[:LONGEST],
                campaign=campaign,
                act=act,
                rules=by(rules),
                tens=None if people is None else complete_tens(people),
                facts=checked(act, facts),
            )
        )
        session.flush()


def forget_organiser(*, who: str) -> int:
    """Take a person's name out of what she did, as she may ask once she is gone; returns of how many acts.

    What was done stays, and that somebody was forgotten is an act itself. The caller notes the erasure for the wiping
    of files, `note_erased("audit_entries")`, in the same transaction.
    """
    with transaction() as session:
        hers = AuditEntry.actor == ActorKind.ORGANISER, AuditEntry.who == who
        gone = update(AuditEntry).where(*hers).values(who=None).returning(AuditEntry.id)
        count = len(session.scalars(gone.execution_options(synchronize_session=False)).all())
        note(Act.AUDIT_FORGET)
        return count
