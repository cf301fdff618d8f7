"""What docs/commands.md is made of: each command's own `--help`. Run as a program it writes the file."""

from collections.abc import Iterator
from pathlib import Path

import click

from campaign.cli import campaign

FILE = Path(__file__).parents[2] / "docs" / "commands.md"
WIDTH = 110
BEGINNING = """\
# Commands

What each command says with `--help`; `make commands` writes this page. In a clone `campaign` is `.venv/bin/campaign`.
`keys new`, `keys drill --open`, `mailout` and `unseal` run on a holder's own computer, `verify` and `holder` on
anybody's, the others on the server.
"""


def page() -> str:
    """The whole file."""
    return "\n".join([BEGINNING, *(_section(context) for context in _contexts(campaign, "campaign", None))])


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[click.Context]:
    """A command as it is called, then those below it."""
    context = click.Context(
        command, parent=parent, info_name=name, terminal_width=WIDTH, **command.context_settings
    )
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            listed = command.get_command(context, below)
            assert listed is not None
            yield from _contexts(listed, below, context)


def _section(context: click.Context) -> str:
    title = f"{'#' * _depth(context)} {context.command_path}\n\n" if context.parent else ""
    context.command._help_option = None  # click keeps that of whoever asked first, perhaps without our -h
    return f"{title}```\n{context.command.get_help(context)}\n```\n"


def _depth(context: click.Context) -> int:
    return 1 + _depth(context.parent) if context.parent else 1


if __name__ == "__main__":
    FILE.write_text(page())
