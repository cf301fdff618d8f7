"""Letters that hold a text which was withdrawn: their PDFs go, their lines and hashes stay."""

from sqlalchemy import func, select, update

from campaign.extensions import transaction
from campaign.letters.fates import SendingState
from campaign.letters.models import Letter, LetterSet, Sending
from campaign.lib import clock
from campaign.vault.wiping import note_erased

GONE = b""


def withdraw_letters(*, campaign: int, text: str) -> int:
    """Erase the PDFs of every set that a text is in, by its hash, and stop those that wait; returns how many."""
    with transaction() as session:
        of_campaign = select(LetterSet.id, LetterSet.texts).where(LetterSet.campaign_id == campaign)
        sets = [key for key, texts in session.execute(of_campaign) if text in texts]
        waiting = update(Sending).where(Sending.state == SendingState.QUEUED, Sending.set_id.in_(sets))
        session.execute(
            waiting.values(state=SendingState.STOPPED, ended_at=clock.now(), answer="its text was withdrawn")
        )
        gone = update(Letter).where(Letter.set_id.in_(sets), func.length(Letter.pdf) > 0)
        count = len(session.scalars(gone.values(pdf=GONE).returning(Letter.country)).all())
        if count:
            note_erased("letters")
        return count
