"""What the templates of this room need, gathered."""

from typing import Any

from campaign.current import settings
from campaign.letters import queries as letters_queries
from campaign.press import queries, sentences
from campaign.press.answers import facts, question_in_words
from campaign.press.figures import Figures, figures, removed_told
from campaign.press.filling import filled, paragraphs
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, Text
from campaign.releases.rendering import blocks, render

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
        "address": f"{settings().base_url}/{language}/{campaign.slug}",
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
        "confirmed": sentences.confirmed(told),
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
