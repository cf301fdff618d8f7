"""Writing a page that works from disk: from what is installed here, so that no server's word is needed for it."""

from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import click

from campaign.lib import durable


class NotWritten(click.ClickException):
    """A sentence, and the exit code of what can't be done."""

    exit_code = 2


def write_page(file: Path, module: str) -> None:
    """Write what `page_file` of this module makes, whatever the settings are, and print its SHA-256.

    On a computer that has what a site needs.
    """
    try:
        # Imported here: a holder's computer runs other commands without Flask.
        from campaign import config, create_app

        page_file: Callable[[], bytes] = import_module(module).page_file
        with create_app(config.load({})).app_context():
            page = page_file()
    except ImportError:
        raise NotWritten("This needs what a site needs: install requirements.txt.") from None
    try:
        durable.replace(file, page)
    except OSError as problem:
        raise NotWritten(f"{file} can't be written: {problem.strerror}.") from None
    click.echo(f"{sha256(page).hexdigest()}  {file}")
