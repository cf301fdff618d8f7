"""When signing ends, when data goes, where questions go, and whose missions are written to."""

from datetime import date
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.answers import Question
from campaign.desk.refusals import day_typed
from campaign.desk.stale import Values
from campaign.extensions import spoken
from campaign.lib import clock, countries
from campaign.lib.refusal import Refusal
from campaign.missions.states import with_a_mission
from campaign.releases.actions.addressing import plan_the_end
from campaign.releases.actions.opening import RUNS_FOR
from campaign.releases.models import Addressees, Campaign

pages = Blueprint("ending", __name__, url_prefix="/desk/campaigns/<slug>/start/ending")


@pages.get("")
def show(slug: str) -> Any:
    """The end, as it is planned."""
    return question.show()


@pages.post("")
def answer(slug: str) -> Any:
    """Take it."""
    return question.take()


def _read(campaign: Campaign) -> Values:
    return {
        "closes": campaign.closes.isoformat() if campaign.closes else "",
        "contact": campaign.contact or "",
        "addressees": campaign.addressees.value if campaign.addressees else "",
        "addressed": campaign.addressed or [],
    }


def _typed() -> Values:
    form = request.form
    whose = form.get("addressees", "")
    return {
        "closes": form.get("closes", "").strip(),
        "contact": form.get("contact", "").strip(),
        "addressees": whose if whose in {each.value for each in Addressees} else "",
        "addressed": sorted({code for code in form.getlist("addressed") if code in with_a_mission()}),
    }


def _save(slug: str, typed: Values) -> None:
    plan_the_end(
        slug=slug,
        closes=_day(typed["closes"]),
        contact=typed["contact"],
        addressees=Addressees(typed["addressees"]) if typed["addressees"] else None,
        states=typed["addressed"],
    )


def _day(written: str) -> date:
    try:
        return day_typed(written)
    except Refusal as refusal:
        raise refusal.about("closes") from None


def _said_as(name: str, value: Any) -> tuple[str, str]:
    if name == "addressed":
        named = [countries.name(code, str(spoken())) for code in value]
        return gettext("These States"), ", ".join(named) or gettext("none")
    if name == "addressees":
        return gettext("Who is written to"), addressees_in_words()[value]
    label = gettext("The last day to sign") if name == "closes" else gettext("Where questions go")
    return label, value or gettext("empty")


def addressees_in_words() -> dict[str, str]:
    """Whose missions are written to, by value; the empty one is left for later."""
    return {
        "": gettext("We decide later"),
        Addressees.ALL.value: gettext("All missions to the United Nations in New York"),
        Addressees.SECURITY_COUNCIL.value: gettext("The members of the Security Council"),
        Addressees.CHOSEN.value: gettext("The missions of these States"),
    }


def _more() -> dict[str, Any]:
    codes = with_a_mission()
    return {
        "states": [pair for pair in countries.collated(str(spoken())) if pair[0] in codes],
        "words": addressees_in_words(), "keep_days": settings().keep_days,
        "suggested": (clock.today() + RUNS_FOR).isoformat(),
    }  # fmt: skip


question = Question(
    template="desk/ending.html", read=_read, typed=_typed, save=_save, said_as=_said_as, more=_more
)
