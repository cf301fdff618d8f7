"""When signing ends, when data goes, where questions go, and whose missions are written to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, request
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.answers import Question, lines_of, pages_of
from campaign.desk.refusals import day_typed
from campaign.desk.stale import Values
from campaign.desk.text_words import language_name
from campaign.lib import clock, countries
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.missions.states import with_a_mission
from campaign.releases.actions.addressing import plan_the_end
from campaign.releases.actions.opening import RUNS_FOR
from campaign.releases.models import Addressees, Campaign, CampaignState
from campaign.spoken import spoken
from campaign.web.filters import in_line

# What fields end with, by the language that they are for.
LANGUAGES_OF_LETTERS = {"": "", **{code: f"-{code}" for code in LETTER_LANGUAGES}}


def _read(campaign: Campaign) -> Values:
    return {
        "closes": campaign.closes.isoformat() if campaign.closes else "",
        "contact": campaign.contact or "",
        "addressees": campaign.addressees.value if campaign.addressees else "",
        "addressed": campaign.addressed or [],
        **_letters(campaign.letter_places or {}, campaign.signatories or {}),
    }


def _letters(places: Mapping[str, str], signatories: Mapping[str, list[str]]) -> Values:
    return {f"place{end}": places.get(code, "") for code, end in LANGUAGES_OF_LETTERS.items()} | {
        f"signatories{end}": "\n".join(signatories.get(code, []))
        for code, end in LANGUAGES_OF_LETTERS.items()
    }


def _typed() -> Values:
    form = request.form
    contact = form.get("contact", "").strip()
    if g.campaign.state == CampaignState.CLOSED:
        return {**_read(g.campaign), "contact": contact, **_typed_letters()}
    whose = form.get("addressees", "")
    return {
        "closes": form.get("closes", "").strip(),
        "contact": contact,
        "addressees": whose if whose in {each.value for each in Addressees} else "",
        "addressed": sorted({code for code in form.getlist("addressed") if code in with_a_mission()}),
        **_typed_letters(),
    }


def _typed_letters() -> Values:
    ends = LANGUAGES_OF_LETTERS.values()
    places = {f"place{end}": request.form.get(f"place{end}", "").strip() for end in ends}
    areas = {name: request.form.get(name, "") for name in (f"signatories{end}" for end in ends)}
    return places | {name: "\n".join(lines_of(typed)) for name, typed in areas.items()}


def _save(slug: str, typed: Values) -> None:
    plan_the_end(
        slug=slug,
        closes=_day(typed["closes"]),
        contact=typed["contact"],
        addressees=Addressees(typed["addressees"]) if typed["addressees"] else None,
        states=typed["addressed"],
        letter_places={code: typed[f"place{end}"] for code, end in LANGUAGES_OF_LETTERS.items()},
        signatories={
            code: typed[f"signatories{end}"].splitlines() for code, end in LANGUAGES_OF_LETTERS.items()
        },
    )


def _day(written: str) -> date:
    try:
        return day_typed(written)
    except Refusal as refusal:
        raise refusal.about("closes") from None


def _said_as(name: str, value: Any) -> tuple[str, str]:
    if name == "addressed":
        named = [countries.name(code, str(spoken())) for code in value]
        return gettext("These States"), in_line(named) or gettext("none")
    if name == "addressees":
        return gettext("Who gets letters"), addressees_in_words()[value]
    labels = {"closes": gettext("The last day to sign"), "contact": gettext("Where questions go")} | {
        f"{what}{end}": label
        for code, end in LANGUAGES_OF_LETTERS.items()
        for what, label in _letter_labels(code).items()
    }
    return labels[name], value.replace("\n", "; ") or gettext("empty")


def _letter_labels(code: str) -> dict[str, str]:
    """What the two fields about letters are called, for a language or for all."""
    if not code:
        return {"place": gettext("Where letters are written"), "signatories": gettext("Who signs letters")}
    language = language_name(code)
    return {
        "place": gettext("Where letters are written, in %(language)s", language=language),
        "signatories": gettext("Who signs letters, in %(language)s", language=language),
    }


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
        "spoken": [(code, end, _letter_labels(code)) for code, end in LANGUAGES_OF_LETTERS.items()],
    }  # fmt: skip


pages = pages_of(Question(name="ending", read=_read, typed=_typed, save=_save, said_as=_said_as, more=_more))
