"""How browsers and factors are called on the page of one's account."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from campaign.organisers.browsers import BROWSER_NAMES, SYSTEM_NAMES
from campaign.organisers.models import DeskSession

FACTORS: Mapping[str, Any] = {
    "password": lazy_gettext("with a password alone"),
    "codes": lazy_gettext("with a password and a one-time code"),
    "recovery-code": lazy_gettext("with a password and a recovery code"),
    "passkey": lazy_gettext("with a passkey"),
    "link": lazy_gettext("by the link for choosing a new way to sign in"),
}


def browser_words(session: DeskSession) -> str:
    """As its owner would call it: the maker, and what it runs on."""
    browser, system = BROWSER_NAMES.get(session.browser), SYSTEM_NAMES.get(session.system)
    if browser and system:
        return gettext("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or gettext("a browser of another kind")


def factor_words(facts: Mapping[str, Any]) -> Any:
    """With what somebody signed in, as the audit has it; a kind without words stands as it is stored."""
    kind = facts.get("kind", "")
    return FACTORS.get(kind, kind)
