"""The `campaign` command: a list of the rooms' commands, each imported when it is asked for."""

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from campaign import app_for_commands
from campaign.audit.actors import acting, at_the_terminal
from campaign.lib import cores
from campaign.lib.command_line import require_words, shortened
from campaign.lib.console import read_utf8, speak_plainly
from campaign.lib.lazy import Lazy
from campaign.lib.refusal import Refusal

if TYPE_CHECKING:
    from flask import Flask

PLACES = {
    "audit": "campaign.audit.cli",
    **dict.fromkeys(("run", "web", "migrate", "worker", "demo"), "campaign.running.cli"),
    **dict.fromkeys(("publish", "discard"), "campaign.releases.publish_cli"),
    "set": "campaign.releases.facts_cli",
    "languages": "campaign.releases.languages_cli",
    **dict.fromkeys(("open", "tally"), "campaign.releases.cli"),
    **dict.fromkeys(("take-down", "withdraw-text"), "campaign.running.taking_down_cli"),
    **dict.fromkeys(("pause", "close"), "campaign.releases.states_cli"),
    "list": "campaign.letters.list_cli",
    "missions": "campaign.missions.cli",
    "updates": "campaign.updates.cli",
    "paper": "campaign.paper.cli",
    "clock": "campaign.vault.clock_cli",
    "export": "campaign.lists.cli",
    "limits": "campaign.limits.cli",
    **dict.fromkeys(("purge", "forget"), "campaign.signing.erasing_cli"),
    **dict.fromkeys(("backup", "restore"), "campaign.backup.cli"),
    **dict.fromkeys(("press", "outcome", "report"), "campaign.press.cli"),
    "print": "campaign.pictures.cli",
    "trial": "campaign.backup.trial_cli",
    "upgrade": "campaign.running.upgrade_cli",
    "stats": "campaign.moderation.stats_cli",
    "check": "campaign.checks.cli",
    "held": "campaign.moderation.held_cli",
    # Letters tell how many forms were sent, which a room above theirs counts.
    "letters": "campaign.moderation.letters_cli",
    "invalidate": "campaign.moderation.invalidate_cli",
    "unusual": "campaign.moderation.unusual_cli",
    "deploy": "campaign.running.deploy_cli",
    "log": "campaign.running.log_cli",
    **dict.fromkeys(("night", "tell-failed"), "campaign.running.night_cli"),
    "verify": "campaign.running.verify_cli",
    "holder": "campaign.running.holder_cli",
    "organiser": "campaign.desk.organiser_cli",
    "unseal": "campaign.lists.unseal_cli",
    "mailout": "campaign.lists.mailout_cli",
    "witness": "campaign.witness.cli",
}
# What is imported stays, and Python would look through it again and again: not before a small command has ended.
COLLECTED = (150_000, 20, 20)
KEY_PLACES = {
    **dict.fromkeys(("add", "list", "retire", "drill", "place", "rotate"), "campaign.running.keys_cli"),
    # What a holder does on her own computer, without settings, database or web server.
    **dict.fromkeys(("new", "drill --open"), "campaign.vault.laptop_cli"),
}


class Root(Lazy):
    """The whole command line: looked at first; what an organiser can mend is said in a sentence, with exit code 2."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """As click does, once no word of it is unfit."""
        with sentences():
            require_words(args)
        return super().parse_args(context, args)

    def invoke(self, context: click.Context) -> Any:
        """As click does; here ends what no command has words of its own for."""
        with sentences():
            return super().invoke(context)


@contextmanager
def sentences() -> Iterator[None]:
    """A refusal, or what the disk or the database says, instead of a traceback."""
    try:
        yield
    except Refusal as refusal:  # a secret that isn't here
        raise _said(refusal) from None
    except click.UsageError as problem:
        raise click.UsageError(shortened(problem.format_message()), problem.ctx) from None
    except BrokenPipeError:  # whoever read our output has read enough; click ends the program quietly
        raise
    except OSError as problem:
        place = problem.filename or "The disk, or whoever was asked"
        raise _said(Refusal("lib/disk-midway", place=place, says=problem.strerror)) from None


def _said(refusal: Refusal) -> "Said":
    from campaign.lib.terminal import sentence  # it knows addresses, and takes a while to import

    return Said(sentence(refusal))


class Said(click.ClickException):
    """A sentence, and nothing before it."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """To standard error."""
        click.echo(self.message, err=True)


@click.group(cls=Root, places=PLACES, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def campaign(context: click.Context) -> None:
    """Petitions and calls to action whose count anyone can check."""
    context.with_resource(acting(at_the_terminal()))
    _give_app(context)


class Keys(Lazy):
    """`drill` runs on the server, `drill --open` at a holder's computer, so they lie in two modules."""

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, by two words where they are two."""
        if words[:1] == ["drill"] and any(word.partition("=")[0] == "--open" for word in words):
            return "drill", self.get_command(context, "drill --open"), words[1:]
        return super().resolve_command(context, words)


@campaign.group(cls=Keys, places=KEY_PLACES)
@click.pass_context
def keys(context: click.Context) -> None:
    """Who can open what signers give. Any one holder can; the server can't.

    `new` and `drill --open` are for a holder's own computer, the others for the server.
    """
    _give_app(context)


def _give_app(context: click.Context) -> None:
    """Tell the command to come how to make the app, if it is one that might ask: then its room has loaded Flask."""
    if "flask.cli" in sys.modules:
        from flask.cli import ScriptInfo

        if context.find_object(ScriptInfo) is None:
            context.obj = ScriptInfo(create_app=_app, set_debug_flag=False)


def _app() -> "Flask":
    """The app, made only for commands that ask for it."""
    from campaign.setting_texts import BadSetting

    try:
        return app_for_commands()
    except BadSetting as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)


def main() -> None:
    """Run the command; what an organiser can mend is a sentence and exit code 2, never a traceback."""
    os.umask(0o077)  # what we write is for this user alone
    gc.set_threshold(*COLLECTED)
    atexit.register(gc.freeze)  # or all that is loaded is looked through as the program ends: 0.15 s
    cores.leave_none()
    read_utf8()
    speak_plainly()
    if not __debug__:
        click.echo(
            "Python was started with -O or PYTHONOPTIMIZE, which leaves out checks of this program. Start it without.",
            err=True,
        )
        sys.exit(2)
    try:
        campaign(prog_name="campaign")
    except Exception as problem:
        if not _is_of_the_database(problem):
            raise
        said = getattr(problem, "orig", problem)
        click.echo(
            f"The database can't be used: {said}. Is it there, and has `campaign migrate` been run?", err=True
        )
        sys.exit(1)


def _is_of_the_database(problem: Exception) -> bool:
    """Whether it can't be used as it is: away, of another shape, or a damaged file, and no mistake of ours."""
    alchemy = sys.modules.get("sqlalchemy.exc")  # not imported, so not its error
    return alchemy is not None and (
        isinstance(problem, (alchemy.OperationalError, alchemy.ProgrammingError))
        or type(problem) is alchemy.DatabaseError
    )
