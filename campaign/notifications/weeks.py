"""How a campaign's week was. What comes next the desk knows, a room above: it tells the app here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app

from campaign.lib import clock
from campaign.lib.tens import complete_tens
from campaign.mail import queries as mail_queries
from campaign.moderation import queries as moderation_queries
from campaign.moderation import surveys
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries

DAYS = 7
NEXT = "what comes next"
WhatNext = Callable[[Campaign], Callable[[], str]]


@dataclass(frozen=True)
class Week:
    """`joined` is None before the first look at all signatures; `given_up`, mails of the whole site, is in tens."""

    joined: int | None
    total: int
    unconfirmed: int
    held: int
    given_up: int
    what_next: Callable[[], str]


def init_app(app: Flask, *, what_next: WhatNext) -> None:
    """Tell the app how it is known what is to be done next: a sentence, said in the language that is spoken then."""
    app.extensions[NEXT] = what_next


def week(campaign: Campaign) -> Week:
    """The seven days until now, as the overview has them."""
    look, today = surveys.newest(campaign.id), clock.today()
    held = moderation_queries.held_count(campaign.id)
    what_next: WhatNext = current_app.extensions[NEXT]
    return Week(
        joined=sum(look.signed(today - timedelta(days=back)) for back in range(DAYS))
        if look.made_at
        else None,
        total=tally_queries.public_tally(campaign.id).total,
        unconfirmed=look.unconfirmed(held),
        held=held,
        given_up=complete_tens(mail_queries.given_up_since(clock.now() - timedelta(days=DAYS))),
        what_next=what_next(campaign),
    )
