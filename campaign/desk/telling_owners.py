"""What waits an hour at the desk is told to the other owners by mail, in the transaction that asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from flask import g

from campaign.current import settings
from campaign.extensions import transaction
from campaign.notifications import emails
from campaign.notifications.about import about
from campaign.notifications.kinds import Grave
from campaign.organisers import actions as organisers
from campaign.organisers.actions.mailing import Compose
from campaign.organisers.actions.waiting import hold


@contextmanager
def told_to_owners(grave: Grave) -> Iterator[None]:
    """Around what one owner or organiser asks for: none of it stands without the mail, no mail goes without it."""
    with transaction():
        yield
        organisers.tell_owners(campaign_id=g.campaign.id, but=g.organiser.id, mail=grave_mail(grave))


def grave_mail(grave: Grave) -> Compose:
    """What the mail says of an act in this campaign."""
    return partial(emails.grave_act, grave=grave, about=about(g.campaign), at_once=_at_once(grave))


def _at_once(grave: Grave) -> bool:
    if grave is Grave.REMOVAL:
        return not settings().hold_seconds
    return grave is not Grave.OWNER and not hold()
