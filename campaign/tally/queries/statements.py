"""When a log's figures are stated, and from where on a resumed one counts them."""

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import db
from campaign.lib import clock
from campaign.tally.lots import LotRule
from campaign.tally.models import LogHead, LogResumption
from campaign.tally.queries.checkpoints import stated_at
from campaign.tally.queries.heads import counts, head
from campaign.tally.recount import Resumption
from campaign.vault import trusted_time


def day_is_sure() -> bool:
    """Whether today is a day that a statement can be dated with for good: not while the clock may have jumped."""
    return trusted_time.today() == clock.today()


def lot_rule(head: LogHead) -> LotRule:
    """When this log states figures: at once on a loopback address, where one person tries it by herself."""
    return LotRule(lot=settings().state_entries, daily=not settings().loopback, joins_first=head.joins_first)


def statement_due(campaign: int) -> bool:
    """Whether what is numbered already is to be stated today."""
    own = head(campaign)
    if own is None or not day_is_sure():
        return False
    stated = stated_at(campaign, own.tally_position)
    return lot_rule(own).due(counts(own), last=stated.day if stated else None, day=clock.today())


def resumptions(campaign: int) -> dict[int, Resumption]:
    """Where a log was resumed without entries that were lost, by position."""
    rows = db.session.scalars(select(LogResumption).where(LogResumption.campaign_id == campaign))
    return {row.position: Resumption(row.taken_until, row.leaves_settled) for row in rows}
