"""What only a look at all of a campaign's rows can tell: taken by the worker now and then, so that no page has to.

Among a million signatures each part is a look of a second, which holds no writer up; a page reads what it counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.moderation import counts
from campaign.moderation.days import Day, days
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState
from campaign.signing.emails import CONFIRM_WITHIN
from campaign.signing.models import Survey, SurveyPart
from campaign.tally import queries as tally_queries
from campaign.vault import trusted_time

MANY = 10_000  # signatures from which on a look costs something
AT_ONCE, A_MINUTE, NOW_AND_THEN = timedelta(seconds=3), timedelta(minutes=1), timedelta(minutes=10)
MOST_DAYS = 400


@dataclass(frozen=True)
class Look:
    """What the last looks counted; empty, and without `made_at`, before the first. `made_at` is the oldest's."""

    made_at: datetime | None = None
    days: list[Day] = field(default_factory=list)
    hours: dict[datetime, int] = field(default_factory=dict)
    recent: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    domains: list[tuple[str, str, int]] = field(default_factory=list)

    def signed(self, day: date) -> int:
        """How many confirmed on this day, whatever became of them."""
        return sum(count for hour, count in self.hours.items() if hour.date() == day)

    def unconfirmed(self, held: int) -> int:
        """Forms that weren't confirmed while they could be, but for those that are held.

        Those that wait and those that have ended are told together: a form of an address that is never to be written
        to ends at once, and who sent one with a guessed address would see it.
        """
        return max(0, sum(day.sent - day.confirmed for day in self.days[-CONFIRM_WITHIN.days :]) - held)


def newest(campaign: int) -> Look:
    """What is known of a campaign, by one query."""
    rows = db.session.scalars(select(Survey).where(Survey.campaign_id == campaign)).all()
    counted: dict[SurveyPart, Mapping[str, Any]] = {row.part: row.counts for row in rows}
    if len(counted) < len(SurveyPart):
        return Look()
    return Look(
        made_at=min(row.made_at for row in rows),
        days=[Day(date.fromisoformat(day), *parts) for day, *parts in counted[SurveyPart.DAYS]["days"]],
        hours={datetime.fromisoformat(hour): count for hour, count in counted[SurveyPart.HOURS]["hours"]},
        recent=counted[SurveyPart.COUNTRIES]["recent"],
        before=counted[SurveyPart.COUNTRIES]["before"],
        domains=[(tag, name, count) for tag, name, count in counted[SurveyPart.DOMAINS]["domains"]],
    )


def take_due() -> bool:
    """Take the look that is most overdue; whether there was one."""
    due = min(_due(), key=lambda each: each[0], default=None)
    if due is None:
        return False
    _, campaign, part = due
    _note(campaign.id, part, _counted(campaign, part))
    return True


def _due() -> Iterator[tuple[datetime, Campaign, SurveyPart]]:
    """Looks whose time has come, with the moment of the one before."""
    rows = db.session.execute(select(Survey.campaign_id, Survey.part, Survey.made_at)).all()
    made = {(key, part): at for key, part, at in rows}
    for campaign in list(_looked_at()):
        late = clock.now() - _patience(campaign)
        for part in SurveyPart:
            at = made.get((campaign.id, part), datetime.min.replace(tzinfo=UTC))
            if at <= late:
                yield at, campaign, part


def _looked_at() -> Iterator[Campaign]:
    """Campaigns that somebody may still look at: those purged, or about to be, have nothing to tell."""
    yield from releases_queries.each_in_state(*CONFIRMABLE)
    purged = trusted_time.now() - timedelta(days=settings().keep_days)
    for campaign in releases_queries.each_in_state(CampaignState.CLOSED):
        if campaign.closed_at is not None and campaign.closed_at > purged:
            yield campaign


def _patience(campaign: Campaign) -> timedelta:
    head = tally_queries.head(campaign.id)
    if head is not None and head.size >= MANY:
        return NOW_AND_THEN
    return AT_ONCE if settings().loopback else A_MINUTE


def _counted(campaign: Campaign, part: SurveyPart) -> dict[str, Any]:
    match part:
        case SurveyPart.DAYS:
            today = clock.today()
            opened = campaign.opened_at.date() if campaign.opened_at else today
            first = max(min(opened, today), today - MOST_DAYS * clock.DAY)
            each = days(campaign.id, first=first, last=today)
            return {"days": [(day.day.isoformat(), day.confirmed, day.waiting, day.refused) for day in each]}
        case SurveyPart.HOURS:
            hours = sorted(counts.by_hour(campaign.id).items())
            return {"hours": [(hour.isoformat(), count) for hour, count in hours]}
        case SurveyPart.COUNTRIES:
            recent, before = counts.by_country(campaign.id)
            return {"recent": recent, "before": before}
        case SurveyPart.DOMAINS:
            return {"domains": counts.named_domains(campaign)}
    assert_never(part)


def _note(campaign: int, part: SurveyPart, counted: dict[str, Any]) -> None:
    with transaction() as session:
        values = {"made_at": clock.now(), "counts": counted}
        statement = insert(Survey).values(campaign_id=campaign, part=part, **values)
        more = {name: statement.excluded[name] for name in values}
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id", "part"], set_=more))
