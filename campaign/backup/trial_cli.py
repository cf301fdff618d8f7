"""`campaign trial save`, `begin`: what was tried on one machine goes along to another."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.backup.trial_file import LARGEST
from campaign.backup.trial_gathering import save_trial
from campaign.backup.trial_taking import begin as begin_from
from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.organisers import queries as organisers_queries
from campaign.releases.actions.refusing import named


@click.group()
def trial() -> None:
    """What was tried on your computer, taken along to a server: texts, plans, public keys; never a signature."""


@trial.command()
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def save(slug: str, file: Path) -> None:
    """Write the campaign SLUG to FILE, so that another site can begin from it."""
    with refusals():
        raw = save_trial(campaign=named(slug))
        try:
            durable.create(file, raw)
        except OSError as problem:
            raise Refusal("backup/trial-cant-write", file=file, problem=problem.strerror) from None
        click.echo(f"{slug} is in {file}: texts, plans, names and public keys, no signature and no secret.")


@trial.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--owner", help="Mail address of the organiser who owns it from then on.")
@click.option("--slug", default="", help="Its address here, where it is to be another.")
@with_appcontext
def begin(file: Path, owner: str | None, slug: str) -> None:
    """Begin a draft campaign from FILE, which `campaign trial save` or the desk made."""
    with refusals():
        try:
            with file.open("rb") as opened:
                raw = opened.read(LARGEST + 1)
        except OSError as problem:
            raise Refusal("backup/trial-cant-read", file=file, problem=problem.strerror) from None
        begun = begin_from(raw=raw, organiser_id=_owner(owner), slug=slug)
        click.echo(f"{begun.campaign.slug} is a draft here now. Nobody sees it until it is opened.")
        if begun.is_day_past:
            click.echo(f"Its last day is past: campaign set {begun.campaign.slug} --closes DAY")
        click.echo(
            f"Addresses of missions: {begun.addresses} new, {begun.before} were here and stay as they are."
        )
        if begun.keys:
            click.echo(
                f"{begun.keys} keys wait at the desk, under Keys, until an owner has compared and accepted each."
            )
        if begun.people:
            click.echo(f"{begun.people} people are named at the desk, under People, to be invited here.")


def _owner(email: str | None) -> int | None:
    if email is None:
        return None
    organiser = organisers_queries.by_email(email)
    if organiser is None:
        raise Refusal("backup/trial-no-owner", email=email)
    return organiser.id


commands = [trial]
