"""`campaign keys new` and `campaign keys drill --open`: on an organiser's computer, without settings."""

import base64
import json
import re
from collections.abc import Sequence
from pathlib import Path

import click
from pyrage.x25519 import Identity

from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import text_of
from campaign.lib.terminal import asked_passphrase, refusals
from campaign.vault.envelope import Unreadable, open_with
from campaign.vault.identities import (
    new_identity,
    read_identities,
    write_identity,
    write_recipient,
)
from campaign.vault.recipients import drill_record_id

NAME = re.compile(r"\w[\w-]{0,39}")
SHORTEST = 12
LARGEST_DRILL = 1_000_000
KEY = click.Path(path_type=Path, dir_okay=False)
WHAT_NOW = """\
Two files were made:

  {name}.pub  is the public half. Bring it to the server: campaign keys add {name}.pub
            It is not a secret: the server uses it to seal what signers give, and can't read it afterwards.

  {name}.key  opens what they gave. Keep it on two memory sticks in two places, and the passphrase with
            neither of them. It must never be put on the server or sent by mail.

Anyone who loses the key or forgets the passphrase can no longer read the list, and nobody can help. So have
at least two holders, each with a key of their own.

When the server has the public half, prove that your key works: campaign keys drill there, then here
campaign keys drill --open FILE --identity {name}.key"""


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Make a key for NAME, a holder: NAME.key and NAME.pub, here. On your own computer, not on the server."""
    secret, public = Path(f"{name}.key"), Path(f"{name}.pub")
    with refusals():
        _require_name(name)
        _require_free(secret, public)
        click.echo(
            f"A passphrase of at least {SHORTEST} characters protects the key: four or five words", err=True
        )
        click.echo("that have nothing to do with each other are good.", err=True)
        words = asked_passphrase(twice=True)
        if len(words) < SHORTEST:
            raise Refusal("vault/passphrase-short", least=SHORTEST)
        _write_pair(secret, public, name=name, words=words)
        click.echo(WHAT_NOW.format(name=name))


@click.command(name="drill --open")
@click.option("--open", "file", type=KEY, required=True, help="The file that the server wrote.")
@click.option("--identity", type=KEY, required=True, help="Your key, such as anna.key.")
def open_drill(file: Path, identity: Path) -> None:
    """Print the word that the server sealed to you: it shows that your key opens what signers give."""
    with refusals():
        click.echo(drilled_word(file, read_identities(identity, passphrase=asked_passphrase)))


def drilled_word(file: Path, identities: Sequence[Identity]) -> str:
    """The first word in a drill's file that these identities open. Raises Refusal."""
    for holder, sealed in _canaries(file):
        try:
            word = open_with(sealed, record_id=drill_record_id(holder), identities=identities)
        except Unreadable:
            continue
        # It comes from the server and goes to a terminal.
        if word.isascii() and word.decode("ascii").isprintable():
            return word.decode("ascii")
    raise Refusal("vault/drill-of-others", path=file)


def _canaries(file: Path) -> list[tuple[str, bytes]]:
    try:
        with file.open("rb") as opened:
            text = text_of(opened.read(LARGEST_DRILL))
        lines = [json.loads(line) for line in re.findall(r"\{[^{}]*\}", re.sub(r"[\r\n]+", "", text))]
        if not lines:
            raise ValueError("no line")
        return [(str(line["holder"]), base64.b64decode(line["sealed"], validate=True)) for line in lines]
    except OSError as problem:
        raise Refusal("vault/unread", path=file, says=problem.strerror) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal("vault/no-drill", path=file) from None


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise Refusal("vault/one-word")


def _require_free(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise Refusal("lib/taken", path=path)


def _write_pair(secret: Path, public: Path, *, name: str, words: str) -> None:
    identity = new_identity()
    try:
        write_identity(secret, identity, passphrase=words)
        write_recipient(public, name=name, identity=identity)
    except FileExistsError:
        raise Refusal("vault/taken-meanwhile", secret=secret, public=public) from None
    except OSError as problem:
        raise Refusal("vault/unwritten", path=secret, says=problem.strerror) from None


commands = [new, open_drill]
