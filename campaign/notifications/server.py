"""Looks at the server: each says whether something is wrong with it now."""

from datetime import datetime, timedelta

from campaign.backup import queries as backup_queries
from campaign.current import settings
from campaign.lib import clock, disk
from campaign.mail import queries as mail_queries
from campaign.notifications.conditions import Condition, tell
from campaign.notifications.kinds import Kind
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.signing import queries as signing_queries

STUCK_AFTER = timedelta(minutes=30)
LEAST_MAILS, MOST_PERCENT = 20, 5  # of fewer mails one address with a slip in it would be many


def watch_backups() -> None:
    """Of a site on this machine alone nobody asks how old its backup is."""
    _tell(
        Kind.BACKUP,
        backup_queries.night_failed()
        or (not settings().loopback and backup_queries.is_old(opened_at=_opened_at())),
    )


def watch_mail() -> None:
    """Confirmations wait for half an hour, in the outbox or before it, while nothing leaves."""
    late = clock.now() - STUCK_AFTER
    _, unwritten = signing_queries.mail_due()
    _tell(Kind.MAIL, (unwritten is not None and unwritten <= late) or mail_queries.is_stuck(since=late))


def watch_bounces() -> None:
    """Of the mails that ended within an hour, as mail servers answered at once: what comes back later isn't read."""
    sent, refused = mail_queries.answered_since(clock.now() - clock.HOUR)
    tried = sent + refused
    _tell(Kind.BOUNCES, tried >= LEAST_MAILS and refused * 100 > tried * MOST_PERCENT)


def watch_disk() -> None:
    """The disk of the instance."""
    _tell(Kind.DISK, disk.free(settings().instance) < disk.SCARCE)


def watch_logs(*, stopped: bool) -> None:
    """Whether a log stands still, as the worker has seen."""
    _tell(Kind.LOG, stopped)


def _tell(kind: Kind, is_wrong: bool) -> None:
    tell(kind, [Condition()] if is_wrong else [])


def _opened_at() -> datetime | None:
    campaigns = releases_queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED)
    return min((each.opened_at for each in campaigns if each.opened_at), default=None)
