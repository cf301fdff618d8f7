"""The signatures of a campaign, a page at a time. Nobody's name is on this server."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext

from campaign.current import settings
from campaign.lib.countries import UNSAID, codes, collated
from campaign.lib.days import read_day
from campaign.lib.languages import LANGUAGES
from campaign.lib.row_numbers import row_number
from campaign.moderation import signatures
from campaign.moderation.signatures import Wanted
from campaign.releases import queries as releases_queries
from campaign.signing.models import SignatureState
from campaign.spoken import spoken

pages = Blueprint("signatures", __name__, url_prefix="/desk/campaigns/<slug>/signatures")


@pages.get("")
def show(slug: str) -> Any:
    """Those that are asked for, the newest first."""
    problems: dict[str, str] = {}
    wanted = wanted_of(request.args, problems)
    before, after = _key("before"), _key("after")
    listed = None if problems else signatures.page(g.campaign.id, wanted, before=before, after=after)
    typed = {name: request.args.get(name, "") for name in ("country", "day", "language", "state")}
    asked = {name: word for name, word in typed.items() if word}
    page = render_template(
        "desk/signatures.html", listed=listed, typed=typed, problems=problems, states=SignatureState,
        countries=collated(str(spoken())), unsaid=UNSAID, asked=asked, address=_address(slug),
    )  # fmt: skip
    return (page, 422) if problems else page


def _address(slug: str) -> str:
    """Where people sign, in the first of the campaign's languages that has a public text; else the bare address."""
    language = next((f"{text.language}/" for text in releases_queries.shown_texts(g.campaign)), "")
    return f"{settings().base_url}/{language}{slug}"


def wanted_of(typed: Mapping[str, str], problems: dict[str, str]) -> Wanted:
    """What the filters say; what they can't mean is noted under the field's name."""
    country, state = typed.get("country", ""), typed.get("state", "")
    language = typed.get("language", "")
    if country and country not in codes() | {UNSAID}:
        problems["country"] = gettext("Choose a country from the list.")
    if language and language not in LANGUAGES:
        problems["language"] = gettext("Choose a language from the list.")
    if state and state not in set(SignatureState):
        problems["state"] = gettext("Choose a status from the list.")
    return Wanted(
        country=country or None,
        day=day_of(typed.get("day", ""), "day", problems),
        language=language or None,
        state=None if problems or not state else SignatureState(state),
    )


def day_of(text: str, name: str, problems: dict[str, str]) -> date | None:
    """The day that was typed; what is none is noted under the field's name."""
    if not text.strip():
        return None
    try:
        return read_day(text)
    except ValueError:
        problems[name] = gettext("Write the day like 2016-09-24.")
        return None


def _key(name: str) -> int | None:
    """A place in the list; what is none begins at the top."""
    return row_number(request.args.get(name, ""))
