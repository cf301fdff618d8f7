"""What is so about signers' data under the settings and the state of now: the privacy page states nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from campaign.current import settings
from campaign.lib import clock
from campaign.lib.mail_targets import MailFolder
from campaign.limits import queries as limits_queries
from campaign.mail.limits import MEMORY
from campaign.releases.models import Campaign, CampaignState
from campaign.signing.actions.erasing import HELD_FOR
from campaign.signing.emails import CONFIRM_WITHIN
from campaign.vault import queries as vault_queries
from campaign.vault import tags
from campaign.vault.day_keys import KEPT_FOR
from campaign.vault.first_identity import first_recipient


@dataclass(frozen=True)
class Privacy:
    """Spans of time are in days; `erased_on` is None while no closing day is set."""

    keys: int
    earlier_keys: int
    key_here: bool
    erased: bool
    erased_on: date | None
    after_close: int
    unconfirmed: int
    held: int
    mail_waits: int
    mail_remembered: int
    mail_stays_here: bool
    this_machine: bool
    behind_proxies: bool
    named_networks: bool


def privacy(campaign: Campaign) -> Privacy:
    """The facts of one campaign, now."""
    holders = vault_queries.holders(retired=True)
    keys = sum(holder.retired_at is None for holder in holders)
    return Privacy(
        keys=keys,
        earlier_keys=len(holders) - keys,
        key_here=opens_here(campaign),
        # The tag key goes last of all: where there is none, nothing personal is left, or nobody ever signed.
        erased=campaign.state == CampaignState.CLOSED and not tags.taggable(campaign.slug),
        erased_on=erased_on(campaign),
        after_close=settings().keep_days,
        unconfirmed=CONFIRM_WITHIN.days,
        held=HELD_FOR.days,
        mail_waits=KEPT_FOR.days,
        mail_remembered=MEMORY.days,
        mail_stays_here=isinstance(settings().mail_url, MailFolder),
        this_machine=settings().loopback and settings().embedded,
        behind_proxies=settings().trusted_proxies > 0,
        named_networks=bool(limits_queries.widened()),
    )


@dataclass(frozen=True)
class Readers:
    """How many people can open what its signers gave, never too few; `key_here` while a key lies on the server too."""

    people: int
    key_here: bool


def readers(campaign: Campaign) -> Readers:
    """By the keys: of each holder, and of each who keeps another one's on paper.

    A key that was retired before the campaign opened opens nothing of it. One retired since does, whoever has it.
    """
    opened = campaign.opened_at or clock.now()
    holders = [
        each
        for each in vault_queries.holders(retired=True)
        if each.retired_at is None or each.retired_at > opened
    ]
    named = {_plain(each.name) for each in holders}
    keepers = {_plain(each.paper_keeper) for each in holders if each.paper_keeper}
    return Readers(len(holders) + len(keepers - named - {""}), opens_here(campaign))


def opens_here(campaign: Campaign) -> bool:
    """Whether a key that lies beside the data opens what is given to this campaign.

    One that was retired before the campaign opened doesn't; the backups of before are of other campaigns.
    """
    recipient = first_recipient()
    if recipient is None:
        return False
    row = next((each for each in vault_queries.holders(retired=True) if each.recipient == recipient), None)
    return row is None or row.retired_at is None or row.retired_at > (campaign.opened_at or clock.now())


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def erased_on(campaign: Campaign) -> date | None:
    """The day on which what is personal is gone at the latest; None while no closing day is set.

    A campaign closes as its closing day ends, and the worker looks every hour for what has served.
    """
    keep = timedelta(days=settings().keep_days)
    if campaign.closed_at is not None:
        return (campaign.closed_at + keep + clock.HOUR).date()
    return campaign.closes + clock.DAY + keep if campaign.closes else None
