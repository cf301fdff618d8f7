"""What the overview tells of a campaign and its site, read by a number of queries that doesn't grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaign.backup import queries as backup_queries
from campaign.desk.conclusion_facts import standing_of
from campaign.desk.next_steps import Facts
from campaign.letters import queries as letters_queries
from campaign.letters.fates import UNDELIVERED, SendingState
from campaign.letters.models import Sending
from campaign.lib import clock
from campaign.lib.tens import complete_tens
from campaign.mail import queries as mail_queries
from campaign.missions import queries as missions_queries
from campaign.moderation import queries as moderation_queries
from campaign.moderation import surveys
from campaign.moderation.surveys import Look
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState
from campaign.running import health
from campaign.signing.models import HeldReason
from campaign.tally import queries as tally_queries
from campaign.tally.queries import PublicTally
from campaign.vault import queries as vault_queries
from campaign.vault.models import Holder

ANSWERS_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Letters:
    """The set issued last: how many letters, how many of them went and came back, and how many missions answered.

    `to_call` are the missions that no letter reached, those that haven't answered for a week, and those whose next step
    is due within one.
    """

    made: int = 0
    sent: int = 0
    bounced: int = 0
    answered: int = 0
    to_call: int = 0


@dataclass(frozen=True)
class Health:
    """How the site stands; `due_minutes` is how long the longest mail has been due, `given_up` in complete tens.

    How many mails wait isn't told: an address that is never to be written to gets none, and one more would show.
    """

    worker_at: datetime | None
    is_silent: bool
    log_stopped: bool
    due_minutes: int
    given_up: int
    holders: Sequence[Holder]
    backup_at: datetime | None

    @property
    def unproved(self) -> tuple[str, ...]:
        """The holders who haven't shown that they can open what is sealed to them."""
        return tuple(each.name for each in self.holders if each.proved_at is None)

    @property
    def is_slow(self) -> bool:
        """Whether mail has been due for too long."""
        return self.due_minutes >= mail_queries.SLOW.total_seconds() // 60

    @property
    def backup_days(self) -> int | None:
        """How old the last backup is; None where there never was one."""
        return None if self.backup_at is None else (clock.today() - self.backup_at.date()).days


def letters_of(campaign: int) -> Letters:
    """Of the newest set; all zero before the first."""
    newest = letters_queries.newest_set(campaign)
    if newest is None:
        return Letters()
    sendings, replies = letters_queries.fates(newest.id), letters_queries.replies(newest.id)
    fates = [each.state for each in sendings.values()]
    return Letters(
        made=len(letters_queries.letters(newest.id)),
        sent=sum(state in {SendingState.SENT, SendingState.BOUNCED} for state in fates),
        bounced=fates.count(SendingState.BOUNCED),
        answered=len(replies),
        to_call=len(
            {code for code, each in sendings.items() if code not in replies and _is_to_call(each)}
            | {row.code for row in missions_queries.due_until(campaign, clock.today() + ANSWERS_WITHIN)}
        ),
    )


def _is_to_call(sending: Sending) -> bool:
    if sending.state in {*UNDELIVERED, SendingState.UNKNOWN}:
        return True
    went = sending.ended_at or sending.tried_at
    return sending.state == SendingState.SENT and went is not None and went <= clock.now() - ANSWERS_WITHIN


def health_now() -> Health:
    """In words on the page: nothing of it is one campaign's."""
    queues = health.queues()
    mail = queues["submissions"], queues["mails"]
    at = health.heartbeat()
    return Health(
        worker_at=at,
        is_silent=health.is_silent(at),
        log_stopped=health.log_stands_still(),
        due_minutes=int(max(queue.seconds for queue in mail) // 60),
        given_up=complete_tens(mail_queries.given_up_within_an_hour()),
        holders=vault_queries.holders(),
        backup_at=backup_queries.last_made(),
    )


@dataclass(frozen=True)
class Overview:
    """All of it."""

    tally: PublicTally
    letters: Letters
    look: Look
    held: dict[HeldReason | None, int]
    health: Health
    facts: Facts


def overview(campaign: Campaign) -> Overview:
    """For those who may see more than the public."""
    tally, letters = tally_queries.public_tally(campaign.id), letters_of(campaign.id)
    held, site = moderation_queries.held_by_reason(campaign.id), health_now()
    facts = Facts(
        holders=len(site.holders),
        unproved=site.unproved,
        log_stopped=site.log_stopped,
        worker_silent=site.is_silent,
        mail_minutes=site.due_minutes if site.is_slow else None,
        has_text=releases_queries.has_text(campaign.id),
        is_draft=campaign.state == CampaignState.DRAFT,
        is_closed=campaign.state == CampaignState.CLOSED,
        is_end_open=_is_end_open(campaign),
        is_taken_down=campaign.taken_down_at is not None,
        drafts=len(releases_queries.drafts(campaign.id)),
        held=sum(held.values()),
        stopped=moderation_queries.stopped_count(campaign.id),
        closes_in=_closes_in(campaign),
        backup_days=site.backup_days,
        is_stated=tally.stated is not None,
        letters=letters.made,
    )
    return Overview(tally, letters, surveys.newest(campaign.id), held, site, facts)


def _closes_in(campaign: Campaign) -> int | None:
    if campaign.closes is None or campaign.state not in CONFIRMABLE:
        return None
    return max(0, (campaign.closes - clock.today()).days)


def _is_end_open(campaign: Campaign) -> bool:
    standing = standing_of(campaign)
    return standing is not None and campaign.state == CampaignState.CLOSED and standing.is_open
