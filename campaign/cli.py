"""The `campaign` command: a list of the rooms' commands."""

import logging
import os
import sys

import click
import structlog
from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError, ProgrammingError

from campaign import create_app
from campaign.config import BadSetting
from campaign.missions import cli as missions
from campaign.releases import cli as releases
from campaign.running import check_cli as check
from campaign.running import cli as running
from campaign.running import keys_cli as keys
from campaign.running import log_cli as log
from campaign.signing import cli as signing
from campaign.signing import erasing_cli as erasing

ROOMS = (running, check, keys, log, releases, missions, signing, erasing)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def campaign(context: click.Context) -> None:
    """Petitions and calls to action whose count anyone can check."""
    context.obj = ScriptInfo(create_app=lambda: create_app(), set_debug_flag=False)


for room in ROOMS:
    for command in room.commands:
        campaign.add_command(command)


def main() -> None:
    """Run the command; what an organiser can mend is a sentence and exit code 2, never a traceback."""
    os.umask(0o077)  # what we write is for this user alone
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    try:
        campaign(prog_name="campaign")
    except BadSetting as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    except (OperationalError, ProgrammingError) as problem:
        click.echo(
            f"The database can't be used: {problem.orig}. Is it there, and did `campaign migrate` run?",
            err=True,
        )
        sys.exit(1)
