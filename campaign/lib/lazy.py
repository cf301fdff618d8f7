"""Commands that are imported when one of them is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

ELSEWHERE = "(on the server)"


class Lazy(click.Group):
    """A group whose commands lie in modules that are imported when a command of theirs is asked for.

    `places` names each command's module; the module lists its commands as `commands`. So a computer that lacks what
    one room needs can still run the commands of another.
    """

    def __init__(self, *words: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*words, **more)
        self.places = places

    def list_commands(self, context: click.Context) -> list[str]:
        """Every name, whether its module can be imported here or not."""
        return sorted([*self.places, *self.commands])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command, or one that says where it runs."""
        if name not in self.places:
            return super().get_command(context, name)
        try:
            room = import_module(self.places[name])
        except ModuleNotFoundError as missing:
            if (missing.name or "").startswith("campaign"):
                raise
            return _elsewhere(name, (missing.name or "part").partition(".")[0])
        command: click.Command = next(each for each in room.commands if each.name == name)
        return command


def _elsewhere(name: str, missing: str) -> click.Command:
    @click.command(name, short_help=ELSEWHERE, add_help_option=False)
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    @click.pass_context
    def refuse(context: click.Context, words: tuple[str, ...]) -> None:
        click.echo(
            f"{context.command_path} runs on the server: this computer has no {missing}, which it needs.",
            err=True,
        )
        context.exit(2)

    refuse.ignore_unknown_options = True
    return refuse
