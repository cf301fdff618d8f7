"""Who keeps the slips, and when they are shredded: said before the first is printed, as it stands on each."""

from datetime import date, timedelta

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import short_line
from campaign.paper import queries
from campaign.paper.actions.refusing import on_paper
from campaign.paper.models import Keeping

LONGEST = 100
AT_MOST = timedelta(days=3 * 366)


def keep(*, slug: str, keeper: str, shred_on: date) -> None:
    """Say who keeps the slips of this campaign until when; slips that were printed say what was said then.

    Raises Refusal, about the field in which something is wrong.
    """
    who = _keeper(keeper)
    if not clock.today() < shred_on <= clock.today() + AT_MOST:
        raise Refusal("paper/shredding-day").about("shred_on")
    with transaction() as session:
        campaign = on_paper(slug)
        said = queries.keeping(campaign.id)
        if said is not None and (said.keeper, said.shred_on) == (who, shred_on):
            return
        session.merge(Keeping(campaign_id=campaign.id, keeper=who, shred_on=shred_on, shredded_on=None))
        audit.note(Act.PAPER_KEEP, campaign=slug, day=shred_on.isoformat())


def note_shredded(*, slug: str) -> None:
    """The slips are shredded. Raises Refusal where nobody has kept any."""
    with transaction():
        campaign = on_paper(slug)
        said = queries.keeping(campaign.id)
        if said is None:
            raise Refusal("paper/no-keeper")
        if said.shredded_on is None:
            said.shredded_on = clock.today()
            audit.note(Act.PAPER_SHREDDED, campaign=slug)


def _keeper(typed: str) -> str:
    try:
        who = short_line(typed, most=LONGEST)
    except Refusal as refusal:
        raise refusal.about("keeper") from None
    if not who:
        raise Refusal("paper/nameless-keeper").about("keeper")
    return who
