"""Mails to organisers, each in her language."""

from collections.abc import Iterable
from typing import Protocol

from campaign.extensions import transaction
from campaign.mail import actions as outbox
from campaign.mail.composing import Mail
from campaign.organisers.models import Organiser


class Compose(Protocol):
    """What a mail says, to one person."""

    def __call__(self, *, to: str, language: str, record_id: str) -> Mail:
        """The mail."""


def mail_each(people: Iterable[Organiser], compose: Compose) -> None:
    """Put a mail to each into the outbox, in the caller's transaction. It isn't asked what she has turned off."""
    with transaction():
        for person in people:
            record_id = outbox.new_record_id().hex()
            outbox.queue(mail=compose(to=person.email, language=person.language, record_id=record_id))
