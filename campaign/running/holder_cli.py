"""`campaign holder`: the page for holders of keys as a file."""

from pathlib import Path

import click

from campaign.running.page_file_cli import write_page


@click.command()
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write, such as holder-file.html.",
)
def holder(page: Path) -> None:
    """Write holder-file.html, the page for holders of keys that works without a network, and print its SHA-256.

    A site serves the same bytes at /holder-file.html. Compare the two before you give that file your key.
    """
    write_page(page, "campaign.vault.holder_page")


commands = [holder]
