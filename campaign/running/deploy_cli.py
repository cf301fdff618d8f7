"""`campaign deploy print nginx|onion|systemd|cron`: the files of a public site, to standard output."""

import os
from collections.abc import Callable

import click
from flask.cli import with_appcontext

from campaign.config import PREFIX
from campaign.current import settings
from campaign.env_file import read_env
from campaign.lib.terminal import Address, refusals
from campaign.running import deploying
from campaign.running.deploying import COMMANDS, ONE

TIMER = "timer"


@click.group()
def deploy() -> None:
    """What a public site needs around it."""


@deploy.group("print")
def print_file() -> None:
    """Write a file for the settings in force to standard output."""


@print_file.command()
@click.option(
    "--web",
    multiple=True,
    metavar="HOST:PORT",
    help="A web machine; once for each. Without it, CAMPAIGN_BIND on this machine.",
)
@with_appcontext
def nginx(web: tuple[str, ...]) -> None:
    """For /etc/nginx/sites-enabled/campaign: TLS, limits, cached pages, a log that names no visitor."""
    _echo(lambda: deploying.nginx_file(web=web))
    if settings().trusted_proxies != 1:
        _note(
            f"CAMPAIGN_TRUSTED_PROXIES is {settings().trusted_proxies}; with nginx in front it has to be 1."
        )


@print_file.command()
@with_appcontext
def onion() -> None:
    """For /etc/nginx/sites-enabled/campaign-onion, beside the first: the same site for readers who come by Tor."""
    _echo(deploying.onion_file)


@print_file.command()
@click.option("--part", type=click.Choice([*COMMANDS, TIMER]), default=ONE, show_default=True)
@click.option("--user", default="campaign", show_default=True, help="The user that it runs as.")
@click.option("--tell", type=Address(), metavar="ME", help="Of night and failed: who gets a mail.")
@with_appcontext
def systemd(part: str, user: str, tell: str | None) -> None:
    """For /etc/systemd/system/campaign.service: the whole program, or web and worker apart.

    night, with its timer, makes the night's copies, and failed mails somebody when another unit has failed.
    """
    if part == TIMER:
        click.echo(deploying.timer(), nl=False)
        return
    _echo(lambda: deploying.systemd_unit(part=part, user=user, tell=tell or ""))
    filed = read_env(settings().instance / ".env", prefix=PREFIX)
    if lost := deploying.only_in_environment(os.environ, filed):
        _note(f"Not in {settings().instance / '.env'}, so the service won't have it: {', '.join(lost)}.")


@print_file.command()
@click.option("--tell", type=Address(), metavar="ME", required=True, help="Who gets a mail.")
@with_appcontext
def cron(tell: str) -> None:
    """For the crontab of another computer: it asks whether this site is well, and cries if not.

    Of what is wrong here this site mails its owners by itself, but for what stops its mail.
    """
    _echo(lambda: deploying.cron_lines(tell=tell))


def _echo(make: Callable[[], str]) -> None:
    with refusals():
        click.echo(make(), nl=False)


def _note(sentence: str) -> None:
    click.echo(sentence, err=True)


commands = [deploy]
