"""What became of the forms that were sent, by the day they were sent."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import assert_never

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.letters.figures import Forms
from campaign.lib import clock
from campaign.releases.models import Campaign
from campaign.signing.models import DailyCount, DailyCountKind, Signature, Submission, SubmissionState


class Outcome(StrEnum):
    """What became of a form: a column of `campaign stats`."""

    CONFIRMED = DailyCountKind.CONFIRMED
    WAITING = "waiting"
    REFUSED = DailyCountKind.REFUSED


@dataclass(frozen=True)
class Day:
    """Forms sent on one day (UTC): confirmed since, waiting still, or refused: rejected, expired or replaced."""

    day: date
    confirmed: int = 0
    waiting: int = 0
    refused: int = 0

    @property
    def sent(self) -> int:
        """All of them: each is one of the three."""
        return self.confirmed + self.waiting + self.refused


def days(campaign: int, *, first: date, last: date) -> list[Day]:
    """One for each day from `first` to `last`, also for those without any."""
    counts = _counts(campaign, first)
    each = (first + number * clock.DAY for number in range((last - first).days + 1))
    return [Day(day, **{outcome.value: counts[day, outcome] for outcome in Outcome}) for day in each]


def forms(campaign: Campaign) -> Forms:
    """All forms ever sent, how many of them were confirmed, and how many rules refused; exact."""
    ends: Counter[Outcome] = Counter()
    # Invented signatures may be older than the opening; no form is.
    for (_, outcome), many in _counts(campaign.id, date.min).items():
        ends[outcome] += many
    return Forms(ends.total(), ends[Outcome.CONFIRMED], clock.today(), _refused_by_rules(campaign.id))


def _refused_by_rules(campaign: int) -> int:
    """Those that a rule held and no organiser let in; what still waits for one is none of them."""
    query = select(func.sum(DailyCount.by_rules)).where(DailyCount.campaign_id == campaign)
    return int(db.session.scalar(query) or 0)


def _counts(campaign: int, first: date) -> Counter[tuple[date, Outcome]]:
    counts: Counter[tuple[date, Outcome]] = Counter()
    daily = select(DailyCount.day, DailyCount.kind, DailyCount.count.label("many"))
    for day, kind, many in db.session.execute(
        daily.where(DailyCount.campaign_id == campaign, DailyCount.day >= first)
    ):
        counts[day, Outcome(kind)] += many
    signed = select(Signature.sent_on, func.count()).group_by(Signature.sent_on)
    for sent_on, many in db.session.execute(
        signed.where(Signature.campaign_id == campaign, Signature.sent_on >= first)
    ):
        counts[sent_on or first, Outcome.CONFIRMED] += many
    midnight = datetime.combine(first, time(), UTC)
    sent = select(Submission.hour, Submission.state, func.count()).group_by(Submission.hour, Submission.state)
    for hour, state, many in db.session.execute(
        sent.where(Submission.campaign_id == campaign, Submission.hour >= midnight)
    ):
        counts[hour.date(), _outcome(state)] += many
    return counts


def _outcome(state: SubmissionState) -> Outcome:
    match state:
        case SubmissionState.WAITING | SubmissionState.HELD:
            return Outcome.WAITING
        case SubmissionState.REJECTED | SubmissionState.EXPIRED | SubmissionState.WITHDRAWN:
            return Outcome.REFUSED
    assert_never(state)
