"""`campaign run`, `migrate`, `worker`: the program itself."""

import socket
import sys
import time
from contextlib import ExitStack, suppress

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from campaign.app import Site
from campaign.current import settings
from campaign.lib.mail_targets import MailFolder
from campaign.lib.terminal import progress, refusals
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries
from campaign.releases.example_campaign import publish_example
from campaign.releases.models import CampaignState
from campaign.running.alone import PATIENCE, alone
from campaign.running.before_forking import be_forked
from campaign.running.demo import demo as demonstrate
from campaign.running.demo import everyone, require_loopback
from campaign.running.demo import flood as flood_from
from campaign.running.rsgi import answering
from campaign.running.serving import serve, work_until_told
from campaign.running.setting_up import require_set_up, set_up
from campaign.running.tour import Stop, tour
from campaign.running.web_server import serve_web
from campaign.signing import actions as signing
from campaign.tally import queries as tally_queries
from campaign.vault import queries as vault_queries
from campaign.vault.first_identity import make_first, not_moved


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to this version's shape, and make the secrets of a site that has none; safe to repeat.

    With several machines, the first makes them. The others have to be given them, and are told which.
    """
    settings().instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    with refusals():
        set_up()
    click.echo("The database is in this version's shape.")


@click.command()
@with_appcontext
def worker() -> None:
    """The worker alone: mails, numbers entries, tidies. `campaign run` starts it."""
    _require_set_up()
    work_until_told(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy


@click.command()
@with_appcontext
def web() -> None:
    """The web server alone, where the worker runs separately. `campaign run` starts both."""
    require_free()
    _require_set_up()
    site: Site = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    be_forked(site)
    serve_web(lambda: answering(site))


def require_free(*, patience: int = 0) -> None:
    """A second program on the same port would share its visitors with the first, unnoticed."""
    ends = time.monotonic() + patience
    while problem := _in_the_way():
        if time.monotonic() >= ends:
            raise click.UsageError(
                f"Can't listen at {settings().bind}: {problem.strerror}. Stop what is running there, or set "
                "CAMPAIGN_BIND."
            )
        time.sleep(0.2)


def _in_the_way() -> OSError | None:
    """Why nobody can listen there now."""
    family = socket.AF_INET6 if ":" in settings().bind_host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings().bind_host, settings().bind_port))
        except OSError as problem:
            return problem
    return None


def _require_set_up() -> None:
    """Another version's database stops the start, and so do other secrets; a database that is away may come yet."""
    with refusals(), suppress(SQLAlchemyError):
        require_set_up()


def _prepare() -> None:
    settings().instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    with refusals():
        set_up()
    make_first()
    signing.turn_mail_keys()


@click.command()
@click.option(
    "--example/--no-example", default=True, help="Publish and open the example campaign if there is none."
)
@with_appcontext
def run(example: bool) -> None:
    """Migrate, start web server and worker, and stay until Ctrl-C."""
    with ExitStack() as held:
        settings().instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        with refusals():
            was_killed = held.enter_context(alone())
        require_free(patience=PATIENCE if was_killed else 0)
        _prepare()
        _tell_about_it(example)
        sys.exit(serve(current_app._get_current_object()))  # type: ignore[attr-defined]  # of the proxy


def _tell_about_it(example: bool) -> None:
    """Where it is, and what is to be done first."""
    if example and settings().loopback:
        publish_example()
    click.echo(f"Campaign is at {settings().base_url}")
    for campaign in releases_queries.in_state(CampaignState.OPEN):
        click.echo(
            f"  {settings().base_url}/{releases_queries.texts(campaign.id)[0].language}/{campaign.slug}"
        )
    if isinstance(target := settings().mail_url, MailFolder):
        click.echo(f"Mail goes to the folder {target.path}, shown at {settings().base_url}/mail")
    if link := organisers.invite_first_owner():
        click.echo(f"The desk, for its first owner (the link works once, for a day): {link}")
    if not vault_queries.holders():
        click.echo("Nobody holds a key yet, so nobody can sign. See: campaign keys add --help")
    if said := not_moved():
        click.echo(said)
    click.echo("Ctrl-C stops it.")
    sys.stdout.flush()


@click.command()
@click.option("--signatures", type=click.IntRange(1, 10_000_000), default=30_000, show_default=True)
@click.option("--flood", metavar="FR", help="For an exercise: all from this country, in the last two hours.")
@click.option(
    "--tour/--no-tour",
    "tours",
    default=True,
    help="Make campaigns in each other state, too; never with --flood.",
)
@with_appcontext
def demo(signatures: int, flood: str | None, tours: bool) -> None:
    """Give the example campaign that many more invented signers, from the last six weeks; on this machine only.

    For a tour there are more examples beside it: a draft, one paused, closed, or taken down, and one where nobody is at
    risk, with letters that were answered, updates, paper and forms to look at.
    """
    stops: list[Stop] = []
    with refusals():
        with progress("Signing", length=signatures) as tell:
            require_loopback()
            _prepare()
            crowd = flood_from(flood.upper()) if flood else everyone()
            campaign, gone = demonstrate(count=signatures, progress=tell, crowd=crowd)
        if tours and not flood:
            stops = tour()
    size = tally_queries.public_tally(campaign.id).size
    click.echo(
        f"{signatures:,} invented people signed, {gone:,} of them withdrew; the log has {size:,} entries."
    )
    click.echo(f"{settings().base_url}/en/{campaign.slug}/tally")
    for stop in stops:
        click.echo(f"{settings().base_url}/en/{stop.slug}: {stop.shows}")
    if stops and not organisers_queries.anybody():
        click.echo(
            "Nobody is at the desk yet. Follow the link there that campaign run printed, then say: campaign demo "
            "--signatures 1. It shows all of these to you at the desk."
        )


commands = [run, web, migrate, worker, demo]
