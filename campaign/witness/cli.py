"""`campaign witness new|add|run`: be a witness of anybody's logs, on any computer that is always on."""

from pathlib import Path

import click

from campaign.lib.hosts import is_place
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.tally.note import CONTROLS, NAME
from campaign.witness import actions, memory
from campaign.witness.serving import Server

FOLDER = click.Path(file_okay=False, path_type=Path)
folder_option = click.option(
    "--folder", type=FOLDER, default=Path("witness"), help="Where its key and memory lie."
)


@click.group()
def witness() -> None:
    """Cosign the checkpoints of logs, each only if it continues the last one: nobody is shown a second history.

    Needs no settings, no database and no web server.
    """


@witness.command()
@click.argument("name")
@folder_option
def new(name: str, folder: Path) -> None:
    """Make a witness called NAME, such as witness.example.org: its key and its memory, in a new folder.

    Never copy the folder to a second machine, nor put an older copy of it back: a witness that forgets cosigns twice.
    """
    with refusals():
        if not NAME.fullmatch(name) or CONTROLS.search(name) or not name.isprintable():
            raise Refusal("witness/bad-name")
        key = memory.make(folder, name)
        click.echo(f"{key.verifier}")
        click.echo("This key is what others name. Which logs to watch: campaign witness add KEY", err=True)


@witness.command()
@click.argument("key")
@click.option("--origin", help="The log's origin, where its key has another name.")
@click.option("--log", "entries", help="Where the log can be read whole: a folder or an address.")
@folder_option
def add(key: str, origin: str | None, entries: str | None, folder: Path) -> None:
    """Watch the log that KEY signs; or let a log that is watched be signed by KEY too.

    A log …/log-2 that continues one that is watched is added with --log, and only if it names exactly the checkpoint
    that was cosigned last. Logs may be added while the witness runs.
    """
    with refusals():
        added = actions.add_log(folder, key="".join(key.split()), origin=origin, entries=entries)
        if added.again:
            click.echo(
                f"{added.origin} may be signed by this key too; {added.size:,} entries were cosigned so far."
            )
        else:
            click.echo(f"{added.origin} is watched from {added.size:,} entries on.")


@witness.command()
@click.option("--bind", default="127.0.0.1:8100", show_default=True, help="ADDRESS:PORT to listen at.")
@folder_option
def run(bind: str, folder: Path) -> None:
    """Answer logs that offer checkpoints, until it is stopped."""
    with refusals():
        if not is_place(bind, port=True):
            raise Refusal("witness/no-place", place=bind)
        key = memory.read_witness_key(folder)
        host, _, port = bind.rpartition(":")
        try:
            server = Server((host.strip("[]"), int(port)), folder, key, say=_say)
        except OSError as problem:
            raise Refusal("witness/not-heard", place=bind, says=problem.strerror) from None
        watched = len(memory.read(folder).logs)
        click.echo(f"{key.verifier}\nlistens at http://{bind}/ and watches {watched:,} logs.")
        with server:
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                click.echo("stopped", err=True)


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


commands = [witness]
