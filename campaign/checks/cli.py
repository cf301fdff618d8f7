"""`campaign check`: whether this installation is as it should be, in sentences."""

import sys
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from campaign.checks import GOOD, WRONG, Finding
from campaign.checks.clock import trusted
from campaign.checks.contact import contacts
from campaign.checks.copies import copies, letters
from campaign.checks.database import database
from campaign.checks.erasures import erasures
from campaign.checks.keys import keys
from campaign.checks.logs import logs
from campaign.checks.machine import machine
from campaign.checks.mail import mail
from campaign.checks.sender import sender
from campaign.checks.visitors import visitors
from campaign.checks.witnesses import witnesses
from campaign.current import settings
from campaign.lib.command_line import shortened


@click.command()
@click.option("--mail-to", metavar="ME", help="Send one mail to this address now, and say what happened.")
@click.option("--dkim", metavar="SELECTOR", help="Ask for the key that your mail server signs with.")
@click.option(
    "--name-server", metavar="ADDRESS", help="Whom to ask for SPF, DKIM, DMARC, MX; not this machine's own."
)
@with_appcontext
def check(mail_to: str | None, dkim: str | None, name_server: str | None) -> None:
    """Say what is right and what is wrong; exit code 1 if anything is wrong."""
    standings = []
    for each in findings(mail_to=mail_to, dkim=dkim, name_server=name_server):
        click.echo(shortened(f"{each.standing}  {each.sentence}"))
        standings.append(each.standing)
    sys.exit(1 if WRONG in standings else 0)


def findings(
    *, mail_to: str | None = None, dkim: str | None = None, name_server: str | None = None
) -> Iterator[Finding]:
    """What stands how, from the settings to what visitors meet; where the database fails, no more is asked."""
    yield Finding(
        GOOD, f"Settings: visitors come to {settings().base_url}; the instance is {settings().instance}."
    )
    base = database()
    yield base
    if base.standing == WRONG:
        return
    yield from machine()
    yield from trusted()
    yield from erasures()
    yield from keys()
    yield from logs()
    yield from witnesses()
    yield from copies()
    yield from letters()
    yield from mail(to=mail_to)
    yield from sender(selector=dkim, name_server=name_server)
    yield from contacts(name_server=name_server)
    yield from visitors()


commands = [check]
