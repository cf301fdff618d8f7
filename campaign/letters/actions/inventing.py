"""What became of an example's letters, made up for a tour: nothing leaves."""

from collections.abc import Mapping

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.letters.fates import SendingState
from campaign.letters.models import LetterSet, Sending
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.mail.actions import new_record_id
from campaign.releases.models import Campaign


def send_invented(*, campaign: Campaign, letters: LetterSet, became: Mapping[str, SendingState]) -> None:
    """Say of the letters to these States that they were sent now, and what became of each.

    Raises Refusal for any campaign but an example.
    """
    if not campaign.example:
        raise Refusal("letters/no-example", slug=campaign.slug)
    now = clock.now()
    rows = [
        {
            "set_id": letters.id, "country": country, "round": 1, "state": state, "record_id": new_record_id(),
            "address": f"mission-{country.lower()}@example.org", "per_hour": 60, "office_hours": False,
            "due_at": now, "tried_at": now, "ended_at": now, "attempts": 1,
        }
        for country, state in became.items()
    ]  # fmt: skip
    with transaction() as session:
        session.execute(db.insert(Sending), rows)
        audit.note(
            Act.LETTERS_SEND,
            campaign=campaign.slug,
            countries=sorted(became),
            letters=len(became),
            size=letters.size,
        )
