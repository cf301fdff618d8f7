"""What pages about letters call positions, forms of answers and whom letters are for."""

from flask_babel import gettext

from campaign.desk.ending_views import addressees_in_words
from campaign.letters.fates import Consent, Position, ReplyForm
from campaign.lib.text import folded
from campaign.lib.un_names import un_name
from campaign.releases.models import Addressees, Campaign
from campaign.web.filters import in_line


def positions() -> dict[str, str]:
    """By value."""
    return {
        Position.NONE.value: gettext("It states no position"),
        Position.ACKNOWLEDGED.value: gettext("It acknowledges our letter"),
        Position.SUPPORTS.value: gettext("It supports the demand"),
        Position.DECLINES.value: gettext("It declines the demand"),
    }


def forms() -> dict[str, str]:
    """By value."""
    return {
        ReplyForm.MAIL.value: gettext("a mail"),
        ReplyForm.LETTER.value: gettext("a letter"),
        ReplyForm.CALL.value: gettext("a telephone call"),
        ReplyForm.MEETING.value: gettext("a meeting"),
        ReplyForm.PUBLIC.value: gettext("a public statement"),
    }


def consents() -> dict[str, str]:
    """Whether their words may be published, by value."""
    return {
        Consent.UNASKED.value: gettext("Not asked yet: their words stay with us"),
        Consent.YES.value: gettext("Yes, it agreed"),
        Consent.NO.value: gettext("No"),
    }


def addressees(campaign: Campaign, language: str) -> str:
    """Whom the next letters are for, by name."""
    if campaign.addressees is Addressees.CHOSEN:
        return in_line(sorted((un_name(code, language) for code in campaign.addressed or ()), key=folded))
    if campaign.addressees is None:
        return addressees_in_words()[Addressees.ALL.value]
    return addressees_in_words()[campaign.addressees.value]
