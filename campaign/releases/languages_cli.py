"""`campaign languages`: in which languages a campaign's pages are."""

import click
from flask.cli import with_appcontext

from campaign.lib.languages import ALWAYS_ON, LANGUAGES, Language
from campaign.lib.terminal import refusals
from campaign.releases import actions
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign

NOBODY = "Nobody whose own language it is has read these words yet."
NOT_ALL = "Somebody whose own language it is has read the form, the consent and the mails, not yet the rest."
ALL = "Somebody whose own language it is has read all of it."


@click.command()
@click.argument("slug")
@click.option(
    "--on", multiple=True, type=click.Choice(list(LANGUAGES)), help="Have pages in it; may be repeated."
)
@click.option(
    "--off", multiple=True, type=click.Choice(list(LANGUAGES)), help="Have none in it; may be repeated."
)
@with_appcontext
def languages(slug: str, on: tuple[str, ...], off: tuple[str, ...]) -> None:
    """In which languages the pages of SLUG are, and who has read each; English and Arabic are always on.

    Addresses of a language that is off lead to the English page. The text itself is shown as it was published.
    """
    with refusals():
        campaign = named(slug)
        if on or off:
            further = [code for code in (*(campaign.further_languages or ()), *on) if code not in off]
            campaign = actions.speak(slug=slug, further=further)
        for language in LANGUAGES.values():
            click.echo(_line(campaign, language))


def _line(campaign: Campaign, language: Language) -> str:
    is_on = (
        "always on" if language.code in ALWAYS_ON else "on" if language.code in campaign.languages else "off"
    )
    return f"{language.code:<4} {language.name}: {is_on}. {read_by(language)}"


def read_by(language: Language) -> str:
    """What is said of a language before it is switched on."""
    if language.first_read and language.rest_read:
        return ALL
    return NOT_ALL if language.first_read else NOBODY


commands = [languages]
