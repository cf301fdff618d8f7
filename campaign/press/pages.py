"""What the templates of this room need, gathered."""

from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from flask_babel import gettext

from campaign.current import settings
from campaign.letters import queries as letters_queries
from campaign.letters.fates import Position
from campaign.letters.figures import Forms
from campaign.lib.text import paragraphs
from campaign.press import queries, sentences
from campaign.press.answers import facts, question_in_words
from campaign.press.figures import Figures, at_least, figures, removed_told
from campaign.press.filling import filled
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, Text
from campaign.releases.rendering import blocks, render
from campaign.spoken import spoken
from campaign.tally.entries import RemovalReason
from campaign.tally.removal import on_pages

FIRST = 5


def press_page(campaign: Campaign, language: str) -> dict[str, Any]:
    """Everything on the page; what organisers have written is left out while the campaign is taken down."""
    text = releases_queries.text_for(campaign.id, language)
    shown = bool(text.sha256)
    told = figures(campaign)
    return {
        "campaign": campaign,
        "release": text,
        "shown": shown,
        "body": render(text.body),
        "organisers": campaign.organisers_in(text.language),
        "states_from": settings().state_entries,
        "letters_issued": letters_queries.newest_set(campaign.id) is not None,
        "answers": answered(campaign, language, told) if shown else [],
        **to_quote(campaign, told),
    }


def to_quote(campaign: Campaign, told: Figures) -> dict[str, Any]:
    """The sentences to copy, those by country apart."""
    stated = told.tally.stated and told.tally.stated.without(campaign.unstated)
    countries = sentences.by_country(stated) if stated else []
    return {
        "tally": told.tally,
        "total": sentences.total(told.tally),
        "countries": countries[:FIRST],
        "more_countries": countries[FIRST:],
        "confirmed": sentences.confirmed(told.forms),
        "removed": removed_told(told.tally.removed),
    }


def answered(campaign: Campaign, language: str, told: Figures) -> list[tuple[str, list[str]]]:
    """(question, paragraphs) of what is published, in the language of the page, with the figures of now."""
    said = facts(campaign, told)
    return [
        (question_in_words(question), paragraphs(filled(words, said)))
        for question, words in queries.published(campaign.id, language).items()
    ]


def release_as_text(campaign: Campaign, language: str) -> str | None:
    """The release as a newsroom takes it in; None while it may not be read."""
    text = releases_queries.text_for(campaign.id, language)
    return _plain(campaign, text, language) if text.sha256 else None


def _plain(campaign: Campaign, text: Text, language: str) -> str:
    parts = [
        " ".join(text.headline.split()),
        ", ".join(each for each in (text.place, text.date.isoformat()) if each),
        text.demand,
        *(f"– {words}" if kind == "item" else words for kind, words in blocks(text.body)),
        "\n".join(campaign.organisers_in(text.language)),
        "\n".join(each for each in (campaign.contact, _address(campaign, language)) if each),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _address(campaign: Campaign, language: str) -> str:
    return f"{settings().base_url}/{language}/{campaign.slug}"


def report_page(
    campaign: Campaign, language: str, told: dict[str, Any], published_on: date | None
) -> dict[str, Any]:
    """A report in the language of the page, from its stored figures; None for the day of one that is looked at."""
    text = releases_queries.text_for(campaign.id, language)
    return {
        "campaign": campaign,
        "release": text,
        "published_on": published_on,
        "outcome": outcome(campaign, language),
        **report_in_words(told),
    }


def outcome(campaign: Campaign, language: str) -> tuple[str, list[str]] | None:
    """(language, paragraphs) of what became of the demand, as the public reads it."""
    if campaign.taken_down_at is not None:
        return None
    shown = releases_queries.outcome_shown(campaign.id, language)
    return (shown[0], paragraphs(shown[1])) if shown else None


def report_in_words(told: dict[str, Any]) -> dict[str, Any]:
    """Stored figures as the template needs them: days as days, reasons and positions in words."""
    forms, stated = told["forms"], told["stated"]
    days = {
        name: date.fromisoformat(told[name]) if told[name] else None for name in ("opened", "closed", "as_of")
    }
    return {
        **days,
        "total": told["total"],
        "stated": stated and {**stated, "day": date.fromisoformat(stated["day"])},
        "languages_signed": [
            (_language_name(code), at_least(tens)) for code, tens in told["languages"].items()
        ],
        "confirmed": sentences.confirmed(
            forms and Forms(forms["sent"], forms["confirmed"], date.fromisoformat(forms["until"]))
        ),
        "removed": [
            (on_pages(RemovalReason(reason), gettext), at_least(tens))
            for reason, tens in told["removed"].items()
        ],
        "letters": told["letters"],
        "answers": [(Position(name), count) for name, count in told["letters"]["answers"].items()],
    }


def _language_name(code: str) -> str:
    """A language in the page's own."""
    try:
        return Locale.parse(code, sep="-").get_display_name(spoken()) or code
    except (UnknownLocaleError, ValueError):
        return code
