"""A campaign's feed: its updates and what became of the demand, in a language."""

from datetime import date, datetime

from flask_babel import gettext
from markupsafe import Markup

from campaign.current import settings
from campaign.lib import numerals
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.releases.rendering import PARAGRAPH, render
from campaign.spoken import spoken
from campaign.updates import pages, queries
from campaign.updates.feed import Entry, Feed, identity
from campaign.updates.queries import Told

MOST = 50


def feed_of(campaign: Campaign, language: str) -> Feed:
    """The newest of it. What was taken back stays as an entry that says so, for programs that keep the old words."""
    entries = [_entry(campaign, language, told) for told in queries.told(campaign, language)]
    entries += _outcome(campaign, language)
    entries.sort(key=lambda entry: entry.published, reverse=True)
    headline = releases_queries.text_for(campaign.id, language).headline
    place = pages.place(campaign, language)
    return Feed(
        id=_identity(campaign, "feed", language),
        language=language,
        title=gettext("%(headline)s: updates", headline=headline),
        address=f"{place}.atom",
        page=place,
        updated=_updated(campaign, entries),
        authors=campaign.organisers_in(language) or [gettext("the organiser")],
        entries=entries[:MOST],
    )


def _entry(campaign: Campaign, language: str, told: Told) -> Entry:
    return Entry(
        id=_identity(campaign, told.key, language),
        address=f"{pages.place(campaign, language)}/{told.key}",
        title=told.headline or pages.stead(told),
        language=told.language,
        published=_midnight(told.published_at),
        updated=_midnight(told.changed_at),
        html=_html(told),
    )


def _html(told: Told) -> str:
    """Its day, its text, and what was corrected."""
    if not told.headline:
        return PARAGRAPH.format(
            _of(told.taken_back_on) if told.taken_back_on else gettext("It is not shown for now.")
        )
    said = PARAGRAPH.format(numerals.day(told.day, spoken())) + render(told.body)
    for day, sentence in told.corrections:
        corrected = gettext("Corrected on %(day)s:", day=numerals.day(day, spoken()))
        said += PARAGRAPH.format(f"{corrected} {sentence}")
    return said


def _of(day: date) -> str:
    return gettext("Taken back on %(day)s.", day=numerals.day(day, spoken()))


def _outcome(campaign: Campaign, language: str) -> list[Entry]:
    shown, since = pages.outcome(campaign, language), releases_queries.outcome_since(campaign.id)
    if shown is None or since is None:
        return []
    return [
        Entry(
            id=_identity(campaign, "outcome", language),
            address=f"{settings().base_url}/{language}/{campaign.slug}#outcome",
            title=gettext("What became of the demand"),
            language=shown[0],
            published=_midnight(since.published_at),
            updated=_midnight(max(filter(None, (since.changed_at, campaign.words_moved_at)))),
            html=Markup("").join(PARAGRAPH.format(paragraph) for paragraph in shown[1]),
        )
    ]


def _updated(campaign: Campaign, entries: list[Entry]) -> datetime:
    """When anything of it last changed, be it shown now or not."""
    since = releases_queries.outcome_since(campaign.id)
    moments = [campaign.opened_at, campaign.words_moved_at, since.changed_at if since else None]
    days = map(_midnight, filter(None, moments))
    return max([*days, *(entry.updated for entry in entries)], default=_midnight(campaign.made_at))


def _midnight(moment: datetime) -> datetime:
    """The day alone: no public file tells when within it something was done.

    What changes twice on one day has one moment; a program that reads the feed again has the new words all the same.
    """
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _identity(campaign: Campaign, *parts: str) -> str:
    """Of what never changes: the host may."""
    return identity(campaign.slug, campaign.made_at.isoformat(), *parts)
