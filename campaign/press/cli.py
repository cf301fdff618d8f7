"""`campaign press`, `outcome`, `report`: what journalists are told, and what is told once a campaign is over."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.press import ending, pages, sentences
from campaign.press.figures import figures
from campaign.press.report import report_figures
from campaign.releases import queries as releases_queries
from campaign.releases.actions.concluding import closed, publish_outcome, write_outcome
from campaign.releases.actions.refusing import named

language_option = click.option(
    "--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True
)


@click.command()
@click.argument("slug")
@language_option
@with_appcontext
def press(slug: str, language: str) -> None:
    """Print sentences to copy, with the figures of SLUG as they may be said today."""
    with refusals(), force_locale(LANGUAGES[language].locale):
        campaign = named(slug)
        told = figures(campaign)
        quotes = pages.to_quote(campaign, told)
        said = [quotes["total"], *quotes["countries"], *quotes["more_countries"], quotes["confirmed"]]
        for sentence in [*said, sentences.removed(told.tally)]:
            if sentence:
                click.echo(sentence)


@click.command()
@click.argument("slug")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@language_option
@click.option("--publish", is_flag=True, help="Let the public read the words as they are now.")
@click.option("--hide", is_flag=True, help="Take them off the page.")
@with_appcontext
def outcome(slug: str, file: Path | None, language: str, publish: bool, hide: bool) -> None:
    """Say what became of the demand of SLUG, after its close: FILE has the words in one language.

    Without FILE the words are shown. They are public once they are published.
    """
    with refusals():
        if file is not None:
            write_outcome(slug=slug, words={language: _read(file)})
        if publish or hide:
            publish_outcome(slug=slug, publish=publish)
        for code, row in releases_queries.outcomes(named(slug).id).items():
            state = "public" if row.words == row.shown else "not public"
            click.echo(f"{code} ({state}):\n{row.words}")


@click.command()
@click.argument("slug")
@click.option("--publish", is_flag=True, help="Let the public read these figures; they stay as they are.")
@click.option("--hide", is_flag=True, help="Take the report off the site.")
@with_appcontext
def report(slug: str, publish: bool, hide: bool) -> None:
    """Show the report of SLUG, which is closed: figures alone, all but the total in complete tens."""
    with refusals():
        if hide:
            ending.hide_report(slug=slug)
        campaign = closed(slug)
        shown = report_figures(campaign)
        for name, value in shown.items():
            click.echo(f"{name}: {_in_words(value)}")
        if publish:
            ending.publish_report(slug=slug, seen=shown)
        if not any(row.shown for row in releases_queries.outcomes(campaign.id).values()):
            click.echo(
                "What became of the demand is not public yet, and the report says so: campaign outcome"
            )
        row = releases_queries.report(campaign.id)
        click.echo(f"Published on {row.published_at:%Y-%m-%d}." if row else "Not published.")


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_words(each)}" for name, each in value.items()) or "none"
    return "none" if value is None else str(value)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("press/no-utf8", file=file) from None


commands = [press, outcome, report]
