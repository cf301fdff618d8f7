"""`campaign updates list`, `publish`, `take-back`."""

from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.terminal import Day, InLanguage, refusals
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign, CorrectionKind
from campaign.updates import actions, pages, queries
from campaign.updates.files import read_words
from campaign.updates.models import Update


@click.group()
def updates() -> None:
    """What has happened since the release, told on the campaign's page."""


@updates.command(name="list")
@click.argument("slug")
@with_appcontext
def list_updates(slug: str) -> None:
    """The updates of SLUG, public or not, each with the key that stands in its address."""
    with refusals():
        for update in queries.written(named(slug).id):
            click.echo(f"{update.day}  {update.key}  {_state(update)}  {_headline(update)}".rstrip())


@updates.command()
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True, help="Of FILE."
)
@click.option("--day", type=Day(), help="Its day, if that isn't today.")
@click.option("--key", help="Correct the update that has this key.")
@click.option(
    "--kind", type=click.Choice([each.value for each in CorrectionKind]), help="What a correction mends."
)
@click.option(
    "--corrected",
    type=InLanguage(),
    multiple=True,
    metavar="LANGUAGE=SENTENCE",
    help="What was corrected of a fact, once for each language.",
)
@click.option("--sure-of-language", is_flag=True, help="It is in its language, whatever it looks like.")
@click.option("--sure-of-figures", is_flag=True, help="Its figures are right, though the count has others.")
@with_appcontext
def publish(
    slug: str,
    file: Path,
    language: str,
    day: date | None,
    key: str | None,
    kind: str | None,
    corrected: tuple[tuple[str, str], ...],
    sure_of_language: bool,
    sure_of_figures: bool,
) -> None:
    """Let the public read FILE as an update of SLUG: `# Headline`, then the text.

    Other languages are files beside it: update.md, update.ar.md. With --key an update is corrected; what people have
    read already needs --kind.
    """
    with refusals():
        campaign, words = named(slug), read_words(file, language=language)
        key, before = key or actions.new_key(), queries.update(campaign.id, key) if key else None
        with transaction():  # what can't be published isn't kept
            actions.write(
                slug=slug, key=key, day=day or (before.day if before else clock.today()), words=words,
                sure_of_language=sure_of_language, sure_of_figures=sure_of_figures,
            )  # fmt: skip
            actions.publish(
                slug=slug,
                key=key,
                kind=CorrectionKind(kind) if kind else None,
                corrected=_sentences(corrected),
            )
        _say_where(campaign, key, list(words))


@updates.command(name="take-back")
@click.argument("slug")
@click.argument("key")
@with_appcontext
def take_back(slug: str, key: str) -> None:
    """Take the update of SLUG that has this KEY off the page, for good: its place says so."""
    with refusals():
        actions.take_back(slug=slug, key=key)
        click.echo(f"{key} is taken back. Mails and copies stay with those who have them.")


def _sentences(corrected: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """By language; a sentence without one is in the default language."""
    return {code or DEFAULT: sentence for code, sentence in corrected}


def _say_where(campaign: Campaign, key: str, languages: list[str]) -> None:
    for code in languages:
        click.echo(f"{pages.place(campaign, code)}/{key}")


def _headline(update: Update) -> str:
    texts = queries.texts(update.id)
    written = [code for code in (DEFAULT, *texts) if code in texts and texts[code].headline]
    return f"{texts[written[0]].headline} ({', '.join(sorted(set(written)))})" if written else ""


def _state(update: Update) -> str:
    if update.taken_back_at is not None:
        return f"taken back on {update.taken_back_at:%Y-%m-%d}"
    if update.published_at is None:
        return "not public"
    return "public, changed since" if queries.differs(update, queries.texts(update.id).values()) else "public"


commands = [updates]
