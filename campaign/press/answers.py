"""The answers that come with the program, in the language of the page, and what stands in their braces.

None says what the program can't know: who pays, an organiser writes herself.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from flask_babel import force_locale, gettext

from campaign.current import settings
from campaign.lib import clock, name_rows, numerals
from campaign.lib.languages import LANGUAGES
from campaign.press import queries, sentences
from campaign.press.figures import Figures
from campaign.press.models import PressQuestion
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.web.filters import page_language

# The names of figures, as answers have them in braces.
NAMES = ("total", "day", "time", "confirmed", "removed", "lot", "organisers", "contact", "verify")


def question_in_words(question: PressQuestion) -> str:
    """As journalists ask it."""
    match question:
        case PressQuestion.REAL:
            return gettext("How do you know that the signatures are real?")
        case PressQuestion.PAYING:
            return gettext("Who pays for this?")
        case PressQuestion.SIGNER:
            return gettext("May I speak to somebody who has signed?")
        case PressQuestion.EXACT:
            return gettext("Why are the figures by country not exact?")
        case PressQuestion.REMOVED:
            return gettext("How many signatures have been removed?")
    assert_never(question)


def shipped(campaign: Campaign, question: PressQuestion) -> str:
    """The answer before anybody has changed it; empty where only the organisers can know."""
    match question:
        case PressQuestion.REAL:
            return gettext(
                "Everyone who signs confirms it through a message to their email address, and each address "
                "counts once. {confirmed} Forms that look machine-made are held back, and count only if one of "
                "us accepts them. Nobody can prove from here that a person is who they say they are. But anyone "
                "can check that the signatures add up, and that none was slipped in or taken out unseen: {verify}"
            )
        case PressQuestion.PAYING:
            return ""
        case PressQuestion.SIGNER:
            return _signer(campaign)
        case PressQuestion.EXACT:
            return gettext(
                "The total is exact: {total} on {day} at {time} UTC. Figures by country are rounded down to full "
                "tens and called “at least”, so that no figure gives one person away. Each takes in at least {lot} "
                "new signatures at once. A country with fewer than ten has no figure of its own."
            )
        case PressQuestion.REMOVED:
            return gettext(
                "{removed} Each removal is in the public log with its reason, where anyone can count them: {verify}"
            )
    assert_never(question)


def _signer(campaign: Campaign) -> str:
    if campaign.protects_signers:
        return gettext(
            "Having signed could harm people. So we name nobody, and we pass no requests on to anyone. People who "
            "want to speak in public do so by their own choice."
        )
    return gettext(
        "We don’t give names or addresses to anyone. Write to {contact}: we can ask people who wanted to hear from "
        "us, and whoever wants to speak answers you themselves."
    )


def words_of(campaign: Campaign, language: str, question: PressQuestion) -> str:
    """The answer as it is being written, in a language; empty while there is none."""
    row = queries.answer(campaign.id, language, question)
    if row is not None and row.words is not None:
        return row.words
    with force_locale(LANGUAGES[language].locale):
        return shipped(campaign, question)


def facts(campaign: Campaign, figures: Figures) -> Mapping[str, str]:
    """What stands in the place of each of NAMES, in the language of the page."""
    as_of: datetime = figures.tally.as_of or clock.now()
    said = {
        "total": numerals.number(figures.tally.total, spoken()),
        "day": numerals.day(as_of, spoken()),
        "time": numerals.clock_time(as_of, spoken()),
        "confirmed": sentences.confirmed(figures.forms),
        "removed": sentences.removed(figures.tally),
        "lot": numerals.number(settings().state_entries, spoken()),
        "organisers": name_rows.plain_row(campaign.organisers_in(page_language()), str(spoken())),
        "contact": campaign.contact or "",
        "verify": f"{settings().base_url}/{page_language()}/{campaign.slug}/verify",
    }
    assert tuple(said) == NAMES
    return said
