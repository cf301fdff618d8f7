"""What the page for missions needs, gathered: one published checkpoint, and nothing that is newer."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from babel import Locale, UnknownLocaleError
from flask_babel import gettext

from campaign.current import settings
from campaign.lib import clock
from campaign.lib.codes import address_as_code
from campaign.lib.tens import complete_tens
from campaign.releases import curve, queries
from campaign.releases.models import Campaign
from campaign.tally import history
from campaign.tally import queries as tally_queries
from campaign.tally.checkpoints import text_of
from campaign.tally.entries import RemovalReason
from campaign.tally.removal import on_pages
from campaign.web import static_file


def verify_page(campaign: Campaign, language: str) -> dict[str, Any]:
    """The checkpoint with its key, the commands to check it, how the count grew and what was removed from it."""
    frame = {
        "campaign": campaign,
        "release": queries.text_for(campaign.id, language),
        **on_paper(f"{language}/{campaign.slug}/verify"),
    }
    newest, key = tally_queries.published_checkpoint(campaign.id), tally_queries.verifier(campaign.id)
    if newest is None:
        return {**frame, "checkpoint": None}
    head = text_of(newest.note)
    return {
        **frame,
        "checkpoint": newest,
        "paper": complete_tens(newest.paper) if newest.paper else None,
        "head": head,
        "root": b64encode(head.root).decode(),
        "key": key,
        "texts": [(text, _own_name(text.language)) for text in queries.shown_texts(campaign)],
        **growth(campaign),
        "removed": _shares(newest.removed),
        "run": commands(campaign.slug, key),
    }


def growth(campaign: Campaign) -> dict[str, Any]:
    """How the count grew by day of statement, as a line and as a table; `more` is since when how many, told in tens."""
    newest = tally_queries.published_checkpoint(campaign.id)
    stated = history.stated_days(campaign.id, newest) if newest else []
    days = curve.thinned(stated)
    more = curve.since_last_week(stated, today=clock.today())
    return {
        "days": days,
        "some_left_out": len(days) < len(stated),
        "points": curve.curve(days) if len(days) > 1 else None,
        "more": (more[0], complete_tens(more[1])) if more else None,
    }


def on_paper(path: str) -> dict[str, Any]:
    """What leads back from a printed page to the page: its address, and the same as a code."""
    address = f"{settings().base_url}/{path}"
    return {"address": address, "code": address_as_code(address)}


def commands(slug: str, key: str) -> dict[str, str]:
    """What to type, by what it is for; whole lines, as they are run."""
    base = settings().base_url
    check = f"python3 verify.py {base}/{slug} --key {key}"
    return {
        "download": f'curl -fo verify.py "{base}{static_file("verify.py")}"',
        "check": check,
        "letter": f"{check} --letter FR.pdf",
        "watch": f"{check} --state last-checkpoint",
        "receipt": f"{check} --receipt receipt.txt",
    }


def _shares(removed: Mapping[RemovalReason, int]) -> list[tuple[str, int, int]]:
    """(reason in words, count, thousandths of all that was removed); nothing where nothing was."""
    total = sum(removed.values())
    counts = [(on_pages(reason, gettext), removed.get(reason, 0)) for reason in RemovalReason]
    return [(words, count, 1000 * count // total) for words, count in counts if total]


def _own_name(language: str) -> str:
    """A language as its readers call it; its code where CLDR doesn't know it."""
    try:
        return Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language
