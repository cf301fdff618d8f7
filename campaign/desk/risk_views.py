"""Who could be harmed by having signed, and whose figures are therefore never shown."""

from typing import Any

from flask import request
from flask_babel import gettext

from campaign.desk.answers import Question, pages_of
from campaign.desk.stale import Values
from campaign.lib import countries
from campaign.releases import actions
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.web.filters import in_line


def _read(campaign: Campaign) -> Values:
    at_risk = {None: "", True: "yes", False: "no"}[campaign.at_risk]
    return {
        "at_risk": at_risk,
        "reminder": "on" if campaign.reminds else "off",
        "withheld": campaign.withheld or [],
    }


def _typed() -> Values:
    # What is withheld stays so: those boxes are shown and not sent.
    withheld_already = request.form.getlist("kept")
    at_risk = "no" if request.form.get("at_risk") == "no" else "yes"
    # Under harm nobody is reminded, whatever is ticked.
    reminder = "on" if at_risk == "no" and request.form.get("reminder") == "on" else "off"
    return {
        "at_risk": at_risk,
        "reminder": reminder,
        "withheld": sorted({*withheld_already, *request.form.getlist("withheld")}),
    }


def _save(slug: str, typed: Values) -> None:
    actions.change(
        slug=slug,
        at_risk=typed["at_risk"] == "yes",
        reminder=typed["reminder"] == "on",
        withhold=typed["withheld"],
    )


def _said_as(name: str, value: Any) -> tuple[str, str]:
    if name == "at_risk":
        words = {"": gettext("not answered"), "yes": gettext("Yes, or we don’t know"), "no": gettext("No")}
        return gettext("Could it harm anyone to have signed?"), words[value]
    if name == "reminder":
        words = {"on": gettext("one, after three days"), "off": gettext("none")}
        return gettext("A reminder to those who haven’t confirmed"), words[value]
    named = [countries.name(code, str(spoken())) for code in value if code in countries.codes()]
    return gettext("Countries that are never shown"), in_line(named) or gettext("none")


def _more() -> dict[str, Any]:
    return {"countries": countries.collated(str(spoken()))}


pages = pages_of(Question(name="risk", read=_read, typed=_typed, save=_save, said_as=_said_as, more=_more))
