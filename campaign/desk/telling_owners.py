"""What waits an hour at the desk is told to the other owners by mail, in the transaction that asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from campaign.extensions import transaction
from campaign.organisers import actions as organisers


@contextmanager
def told_to_owners() -> Iterator[None]:
    """Around what one owner or organiser asks for: none of it stands without the mail, no mail goes without it."""
    with transaction():
        yield
        organisers.tell_owners(campaign_id=g.campaign.id, but=g.organiser.id)
