"""Which mails somebody may turn off, by what she is: in the order of the page, with their words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from campaign.notifications import queries as notifications_queries
from campaign.notifications.kinds import OF_SERVER, Kind
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.organisers.roles import Role, suffices

OF_CAMPAIGN = frozenset({Kind.HELD, Kind.MISSION, Kind.CLOSING, Kind.MONDAY})
OF_HOLDERS = frozenset({Kind.ERASURE, Kind.DRILL})
WORDS: Mapping[Kind, Any] = {
    Kind.BACKUP: lazy_gettext("There is no fresh backup"),
    Kind.MAIL: lazy_gettext("Mail isn’t leaving"),
    Kind.BOUNCES: lazy_gettext("Much of the mail is refused"),
    Kind.DISK: lazy_gettext("The server’s disk is nearly full"),
    Kind.LOG: lazy_gettext("Counting has stopped"),
    Kind.HELD: lazy_gettext("Forms have been held for a day, and for three"),
    Kind.MISSION: lazy_gettext("A mission has answered, or a letter has come back"),
    Kind.CLOSING: lazy_gettext("Signing ends within a week, and within a day"),
    Kind.MONDAY: lazy_gettext("The week in five lines, on Mondays"),
    Kind.ERASURE: lazy_gettext("Names will be erased within thirty days, and within a week"),
    Kind.DRILL: lazy_gettext("A key is due for a drill"),
}


def offered(organiser: Organiser) -> list[Kind]:
    """What she gets unless she turns it off. Of keys owners hear in place of holders who have no account here."""
    roles = organisers_queries.roles_of(organiser.id).values()
    owns = organiser.is_site_owner or Role.OWNER in roles
    works = any(suffices(role, Role.ORGANISER) for role in roles)
    holds = owns or organiser.id in notifications_queries.accounts().values()
    hers = {
        *(OF_SERVER if owns else ()),
        *(OF_CAMPAIGN if works else ()),
        *(OF_HOLDERS if holds else ()),
    }
    return [kind for kind in Kind if kind in hers]


def choices(organiser: Organiser) -> list[tuple[Kind, Any, bool]]:
    """Each of them with its words, and whether she gets it."""
    off = notifications_queries.turned_off(organiser.id)
    return [(kind, WORDS[kind], kind not in off) for kind in offered(organiser)]
