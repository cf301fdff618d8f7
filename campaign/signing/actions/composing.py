"""What the mails of a submission are made of: its own mail, opened, and how its campaign is named in it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.lists import format_list

from campaign.current import settings
from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.lib.name_rows import isolated, plain_row
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing import emails
from campaign.signing.models import Submission
from campaign.vault.day_keys import open_mail

LONGEST_SENDER = 60


def opened(row: Submission) -> dict[str, str]:
    """Address, token, number and language of the mail that lies sealed in a submission. Raises NotHere, Unreadable."""
    wanted: dict[str, str] = json.loads(open_mail(row.mail or b"", record_id=row.record_id, day=row.mail_day))
    return wanted


def answered(
    row: Any, wanted: dict[str, str], campaign: Campaign, *, named: emails.Named | None, record_id: bytes
) -> emails.Answered:
    """What each mail of a submission is written from, as the message of this record id."""
    # The day before it goes: what a mail promises for a day must hold to that day's end.
    confirm_by: datetime = row.hour + emails.CONFIRM_WITHIN - clock.DAY
    return emails.Answered(
        to=wanted["to"],
        link=f"{settings().base_url}/{wanted['language']}/c/{wanted['token']}",
        number=wanted["number"],
        confirm_by=confirm_by.date(),
        language=wanted["language"],
        record_id=record_id.hex(),
        named=named,
        reply_to=campaign.contact or "",
    )


def named_in(campaign: Campaign, language: str) -> emails.Named | None:
    """The campaign as its mails in this language name it; None where they don't, or while its words are taken down."""
    if campaign.protects_signers or campaign.taken_down_at is not None:
        return None
    locale, names = LANGUAGES[language].locale, campaign.organisers_in(language)
    headline = " ".join(releases_queries.text_for(campaign.id, language).headline.split())
    return emails.Named(
        headline=isolated(headline, locale),
        organisers=plain_row(names, locale),
        sender=_sender(names, locale) if names else headline,
    )


def _sender(names: Sequence[str], locale: str) -> str:
    """Their row where a list of mails has room for it, else the first of them."""
    several = format_list(names, locale=locale)
    return several if len(several) <= LONGEST_SENDER else names[0]
