"""`campaign run`, `migrate`, `worker`: the program itself."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from campaign.releases import queries as released
from campaign.releases.example_campaign import publish_example
from campaign.running.serving import serve, work_until_told
from campaign.web import settings


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to this version's shape; safe to repeat."""
    settings().instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade()


@click.command()
@with_appcontext
def worker() -> None:
    """The worker alone: mails, numbers entries, tidies. `campaign run` starts it."""
    work_until_told(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command()
@click.option(
    "--example/--no-example", default=True, help="Publish and open the example campaign if there is none."
)
@with_appcontext
def run(example: bool) -> None:
    """Migrate, start web server and worker, and stay until Ctrl-C."""
    known = settings()
    known.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade()
    if example and known.loopback:
        publish_example(settings=known)
    click.echo(f"Campaign is at {known.base_url}")
    for campaign in released.in_state("open"):
        click.echo(f"  {known.base_url}/{released.texts(campaign.id)[0].language}/{campaign.slug}")
    if known.mail_url.startswith("folder:"):
        click.echo(f"Mail goes to the folder {known.instance / 'mail'}, shown at {known.base_url}/mail")
    click.echo("Ctrl-C stops it.")
    sys.stdout.flush()
    sys.exit(serve(current_app._get_current_object()))  # type: ignore[attr-defined]


commands = [run, migrate, worker]
