"""What happens next with a campaign, as its pages say it: until when it can be signed, whom its organisers write to
then, and once they have written, how many were written to and have answered.

Rooms above know of letters and missions, and tell the app here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from babel.lists import format_list
from flask import Flask, current_app
from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from campaign.lib import numerals
from campaign.lib.page_names import page_name
from campaign.lib.text import folded
from campaign.releases.models import Addressees, Campaign, CampaignState
from campaign.spoken import spoken
from campaign.web.filters import Counted

WRITTEN = "which missions were written to"
MOST_NAMED = 6


@dataclass(frozen=True, kw_only=True)
class Written:
    """How many missions got a letter by mail, from which day until which, and how many of them have answered."""

    missions: int
    first: date
    last: date
    answered: int


def init_app(app: Flask, *, written: Callable[[int], Written | None]) -> None:
    """Tell the app how it is known of a campaign, by its id, which missions were written to; None while none was."""
    app.extensions[WRITTEN] = written


def outlook(campaign: Campaign, language: str) -> Markup:
    """The sentences in the language of the page; empty where there is nothing to say yet. Each name is isolated."""
    written: Written | None = current_app.extensions[WRITTEN](campaign.id)
    sentences = [_until(campaign)]
    if written is not None:
        sentences.append(_written(written))
    elif campaign.closes and campaign.state != CampaignState.CLOSED:
        sentences.append(_then(campaign, language))
    return Markup(" ".join(each for each in sentences if each))  # nosec B704 # noqa: S704 - names are escaped, the rest is ours


def _until(campaign: Campaign) -> str:
    if campaign.state == CampaignState.CLOSED:
        return (
            gettext("It closed on %(day)s.", day=_day(campaign.closed_at.date()))
            if campaign.closed_at
            else ""
        )
    if campaign.closes is None:
        return ""
    match campaign.state:
        case CampaignState.DRAFT | CampaignState.OPEN:
            return gettext("Open until %(day)s.", day=_day(campaign.closes))
        case CampaignState.PAUSED:
            return gettext("It closes on %(day)s.", day=_day(campaign.closes))
    assert_never(campaign.state)


def _then(campaign: Campaign, language: str) -> str:
    """In words that suit one organiser and several, whatever they are called."""
    by = _together(campaign.organisers) if campaign.organisers else gettext("the organisers")
    match campaign.addressees:
        case None:
            return ""
        case Addressees.ALL:
            return gettext("Then %(organisers)s will write to all UN missions.", organisers=by)
        case Addressees.SECURITY_COUNCIL:
            return gettext(
                "Then %(organisers)s will write to the members of the Security Council.", organisers=by
            )
        case Addressees.CHOSEN:
            return _to_chosen(by, campaign.addressed or [], language)
    assert_never(campaign.addressees)


def _to_chosen(by: str, codes: list[str], language: str) -> str:
    if len(codes) > MOST_NAMED:
        return ngettext(
            "Then %(organisers)s will write to the mission of %(num)s State.",
            "Then %(organisers)s will write to the missions of %(num)s States.",
            Counted(len(codes)), organisers=by,
        )  # fmt: skip
    names = sorted((page_name(code, language) for code in codes), key=folded)
    return ngettext(
        "Then %(organisers)s will write to this mission: %(states)s.",
        "Then %(organisers)s will write to these missions: %(states)s.",
        len(codes), organisers=by, states=_together(names),
    )  # fmt: skip


def _written(written: Written) -> str:
    last = _day(written.last)
    if written.first == written.last:
        said = ngettext(
            "%(num)s mission was written to on %(day)s",
            "%(num)s missions were written to on %(day)s",
            Counted(written.missions), day=last,
        )  # fmt: skip
    else:
        said = ngettext(
            "%(num)s mission was written to by %(day)s",
            "%(num)s missions were written to by %(day)s",
            Counted(written.missions), day=last,
        )  # fmt: skip
    if not written.answered:
        return gettext("%(written)s; none has answered yet.", written=said)
    answered = ngettext(
        "%(num)s has answered",
        "%(num)s have answered",
        Counted(written.answered),
    )  # fmt: skip
    return gettext("%(written)s; %(answered)s.", written=said, answered=answered)


def _together(names: list[str]) -> str:
    """Names in a row, each on its own: one in Arabic doesn't turn an English sentence round, nor the other way."""
    return format_list([f"<bdi>{escape(name)}</bdi>" for name in names], locale=spoken())


def _day(day: date) -> str:
    return numerals.day(day, spoken())
