"""In which languages a campaign's pages are, and who has read the words of each."""

from typing import Any

from flask import request
from flask_babel import gettext

from campaign.desk.answers import Question, pages_of
from campaign.desk.stale import Values
from campaign.desk.text_words import language_name
from campaign.lib.languages import ALWAYS_ON, LANGUAGES, Language
from campaign.lib.name_rows import plain_row
from campaign.releases import actions
from campaign.releases.models import Campaign
from campaign.spoken import spoken


def _read(campaign: Campaign) -> Values:
    return {"languages": list(campaign.further_languages or ())}


def _typed() -> Values:
    ticked = request.form.getlist("languages")
    return {"languages": [code for code in LANGUAGES if code in ticked and code not in ALWAYS_ON]}


def _save(slug: str, typed: Values) -> None:
    actions.speak(slug=slug, further=typed["languages"])


def _said_as(name: str, value: Any) -> tuple[str, str]:
    names = [language_name(code) for code in value]
    return gettext("Further languages of the pages"), plain_row(names, str(spoken())) or gettext("none")


def read_by(language: Language) -> str:
    """What is said of a language before it is switched on."""
    if language.first_read and language.rest_read:
        return gettext("Somebody whose own language it is has read all of it.")
    if language.first_read:
        return gettext(
            "Somebody whose own language it is has read the form, the consent and the mails, not yet the rest."
        )
    return gettext("Nobody whose own language it is has read these words yet.")


def _more() -> dict[str, Any]:
    return {
        "always": [LANGUAGES[code] for code in ALWAYS_ON],
        "offered": [language for code, language in LANGUAGES.items() if code not in ALWAYS_ON],
        "language_name": language_name,
        "read_by": read_by,
    }


pages = pages_of(
    Question(name="languages", read=_read, typed=_typed, save=_save, said_as=_said_as, more=_more)
)
