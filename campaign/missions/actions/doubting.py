"""Letters that a restored backup would send once more: nobody knows what became of them, so a person decides."""

from sqlalchemy import select, update

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.missions.models import LetterSet, Sending
from campaign.missions.planning import WAITING

RESTORED = "restored"


def doubt_restored() -> dict[int, list[str]]:
    """Mark every letter that was on its way in a backup as `unknown`; the States' codes, by the campaign's id.

    It may have been delivered since: the worker doesn't send it, `--again` does.
    """
    with transaction() as session:
        doubted = update(Sending).where(Sending.state.in_(WAITING))
        doubted = doubted.values(state="unknown", ended_at=clock.now(), answer=RESTORED)
        rows = session.execute(doubted.returning(Sending.set_id, Sending.country)).all()
        sets = select(LetterSet.id, LetterSet.campaign_id).where(
            LetterSet.id.in_({row.set_id for row in rows})
        )
        campaigns = {row.id: row.campaign_id for row in session.execute(sets)}
        found: dict[int, list[str]] = {}
        for row in sorted(rows, key=lambda row: row.country):
            found.setdefault(campaigns[row.set_id], []).append(row.country)
        return found
