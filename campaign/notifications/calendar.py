"""Looks at what is due: held forms, letters that came back, the close, the erasure, drills, and how the week was."""

from collections.abc import Iterator
from datetime import timedelta

from campaign.current import settings
from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.moderation import queries as moderation_queries
from campaign.notifications.conditions import Condition, tell
from campaign.notifications.kinds import Kind
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.vault import queries as vault_queries
from campaign.vault import trusted_time

RETURNED_FOR = timedelta(days=7)
MONDAY, FROM_HOUR = 0, 6  # UTC: early enough for the west of Asia's week, and morning in Europe


def watch_held() -> None:
    """Forms that have been held for a day, and for three of their four."""
    tell(Kind.HELD, list(_held()))


def watch_returned() -> None:
    """Letters that a mail server refused or returned."""
    rows = letters_queries.returned_since(clock.now() - RETURNED_FOR)
    tell(Kind.MISSION, [Condition(str(key), campaign, code=code) for key, campaign, code in rows])


def watch_closing() -> None:
    """Campaigns whose last day is within a week, or tomorrow."""
    tell(Kind.CLOSING, list(_closing()))


def watch_erasures() -> None:
    """Closed campaigns whose names go within thirty days, or seven."""
    tell(Kind.ERASURE, list(_erasures()))


def watch_drills() -> None:
    """Keys of which nobody has shown for sixty days that they open anything; of a trial on one machine nobody asks."""
    tell(Kind.DRILL, [] if settings().loopback else list(_drills()))


def watch_monday() -> None:
    """On Mondays from six o'clock UTC, for the campaigns that could be signed a day ago and can, or will be."""
    tell(Kind.MONDAY, list(_mondays()))


def _held() -> Iterator[Condition]:
    now = clock.now()
    for campaign in releases_queries.each_in_state(*CONFIRMABLE):
        for days, until in ((1, now - 3 * clock.DAY), (3, None)):
            if moderation_queries.is_held_since(campaign.id, now - days * clock.DAY, not_before=until):
                yield Condition(f"{campaign.id}/{days}", campaign.id, days)


def _closing() -> Iterator[Condition]:
    for campaign in releases_queries.each_in_state(*CONFIRMABLE):
        left = (campaign.closes - clock.today()).days if campaign.closes else -1
        if days := _stage(left, (1, 7)):
            name = f"{campaign.id}/{campaign.closes}/{days}"
            yield Condition(name, campaign.id, days, campaign.closes)


def _erasures() -> Iterator[Condition]:
    now = trusted_time.now()
    for campaign in releases_queries.each_in_state(CampaignState.CLOSED):
        ends = campaign.closed_at + timedelta(days=settings().keep_days) if campaign.closed_at else now
        if ends > now and (days := _stage(-((now - ends) // clock.DAY), (7, 30))):
            yield Condition(f"{campaign.id}/{days}", campaign.id, days, ends.date())


def _stage(left: int, stages: tuple[int, ...]) -> int:
    """The nearest of these numbers of days that so many are within; 0 for none, and for what is past."""
    return next((days for days in stages if 0 <= left <= days), 0)


def _drills() -> Iterator[Condition]:
    """Who was added lately is asked by the path to the opening."""
    late = clock.now() - vault_queries.DRILLED_WITHIN
    for holder in vault_queries.due_for_drill():
        if holder.added_at < late:
            yield Condition(str(holder.id), holder=holder.id)


def _mondays() -> Iterator[Condition]:
    now = clock.now()
    if now.weekday() == MONDAY and now.hour >= FROM_HOUR:
        for campaign in releases_queries.each_in_state(*CONFIRMABLE):
            if campaign.opened_at is not None and campaign.opened_at < now - clock.DAY:
                yield Condition(f"{campaign.id}/{now.date()}", campaign.id)
