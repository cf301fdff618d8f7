"""What the pages behind a mail link need, gathered: which of them is shown, and what it says of her signature."""

from enum import StrEnum
from typing import Any, assert_never

from flask_babel import gettext

from campaign.lib import countries
from campaign.lib.languages import LANGUAGES
from campaign.releases.models import CONFIRMABLE, Campaign
from campaign.signing.forms import NameAndCountry, country_options
from campaign.signing.models import SignatureState, SubmissionState
from campaign.signing.queries import Behind
from campaign.signing.receipt import receipt_index
from campaign.signing.records import Record
from campaign.tally import queries as tally_queries
from campaign.tally.removal import to_its_signer


class LinkPage(StrEnum):
    """Which of the pages behind a mail link is shown."""

    WAITING = "waiting"
    COUNTED = "counted"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"
    REJECTED = "rejected"
    LATE = "late"


def link_state(
    campaign: Campaign, behind: Behind, record: Record | None, form: NameAndCountry, language: str
) -> dict[str, Any]:
    """Which of the link's pages to show, and the name and country to check."""
    locale = LANGUAGES[language].locale
    row = behind.submission or behind.signature
    assert row is not None
    chosen = form.country.data or (record.country if record else None)
    return {
        "state": led_to(campaign, behind.state),
        "record": record,
        "row": row,
        "country_name": country_name(record.country, locale) if record else None,
        "options": country_options(locale, chosen=chosen),
        "receipt": receipt_index(behind) is not None,
        "wants_updates": _wants_updates(behind, record),
        "stoppable": bool(row.stop_tag),
        "because": _because(behind),
    }


def _wants_updates(behind: Behind, record: Record | None) -> bool:
    """As she said in the form, unless she has ended them since."""
    if behind.signature is None and record is not None and record.updates:
        return record.updates == "yes"
    row = behind.submission or behind.signature
    return bool(row and row.wants_updates)


def _because(behind: Behind) -> str | None:
    """Why the signature was invalidated, in words; None for one that wasn't."""
    signature = behind.signature
    if signature is None or signature.state != SignatureState.INVALIDATED:
        return None
    return to_its_signer(tally_queries.removed_because([signature.id]).get(signature.id), gettext)


def country_name(code: str, locale: str) -> str:
    """For her who gave it."""
    return gettext("I prefer not to say") if code == countries.UNSAID else countries.name(code, locale)


def led_to(campaign: Campaign, state: SignatureState | SubmissionState) -> LinkPage:
    """The page of a link. Raises ValueError for a submission whose link was never sent, or leads nowhere any more."""
    match state:
        case SubmissionState.WAITING:
            return LinkPage.WAITING if campaign.state in CONFIRMABLE else LinkPage.LATE
        case SignatureState.COUNTED:
            return LinkPage.COUNTED
        case SignatureState.WITHDRAWN | SubmissionState.WITHDRAWN:
            return LinkPage.WITHDRAWN
        case SignatureState.INVALIDATED:
            return LinkPage.INVALIDATED
        case SubmissionState.REJECTED:
            return LinkPage.REJECTED
        case SubmissionState.HELD | SubmissionState.EXPIRED:
            raise ValueError(f"no link leads to a submission that is {state}")
    assert_never(state)
