"""What the organisers of a campaign mean to do about a mission: written down, and erased with the list."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import delete

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib.refusal import Refusal
from campaign.lib.text import several_lines
from campaign.missions import queries
from campaign.missions.models import Channel, FollowUp
from campaign.vault.wiping import note_erased

LONGEST = {"step": 200, "whose": 120, "notes": 4_000}


@dataclass(frozen=True, kw_only=True)
class Intent:
    """How a mission is written to, what comes next, on which day and whose that is, and private notes."""

    channel: Channel = Channel.MAIL
    step: str = ""
    day: date | None = None
    whose: str = ""
    notes: str = ""
    concerned: bool = False


def fit(intent: Intent) -> Intent:
    """The same as it is stored. Raises Refusal, about one of the fields."""
    return replace(
        intent, step=_short("step", intent.step), whose=_short("whose", intent.whose),
        notes=_short("notes", intent.notes),
    )  # fmt: skip


def follow_up(*, campaign_id: int, slug: str, code: str, intent: Intent) -> None:
    """Put this in the place of what stood there. Raises Refusal, about one of the fields."""
    values = asdict(fit(intent))
    with transaction() as session:
        session.execute(
            insert(FollowUp)
            .values(campaign_id=campaign_id, code=code, **values)
            .on_conflict_do_update(index_elements=["campaign_id", "code"], set_=values)
        )
        audit.note(Act.MISSION_FOLLOW_UP, campaign=slug, countries=[code])


def erase_follow_ups(*, campaign_id: int) -> int:
    """Erase all of a campaign's; returns how many. A look first: the writer's turn is for what is there."""
    if not queries.follow_ups(campaign_id):
        return 0
    with transaction() as session:
        gone = delete(FollowUp).where(FollowUp.campaign_id == campaign_id).returning(FollowUp.code)
        count = len(session.scalars(gone).all())
        note_erased("follow_ups")
        return count


def _short(field: str, text: str) -> str:
    """Raises Refusal, about the field."""
    try:
        return several_lines(text, most=LONGEST[field])
    except Refusal as refusal:
        raise refusal.about(field) from None
