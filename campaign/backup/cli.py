"""`campaign backup`, `restore`: all in one file, and back from it."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext
from pyrage.x25519 import Identity

from campaign import config
from campaign.backup import actions
from campaign.backup.backup import Made
from campaign.backup.backup import backup as write_backup
from campaign.backup.brought_settings import BroughtSettings
from campaign.backup.restore import restore as bring_back
from campaign.backup.settling import Waits
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import all_or_nothing, asked_passphrase, refusals, sentence
from campaign.setting_texts import BadSetting
from campaign.tally.last_seen import LogStopped
from campaign.vault.first_identity import first_identity
from campaign.vault.identities import read_identities


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, keys and settings to FILE, whether campaign is running or not.

    FILE is sealed to those who hold keys. While the first key is still next to the data, it can't be, and says so.
    """
    with refusals(BadSetting, ValueError), all_or_nothing():
        made = write_backup(file=file)
        tell(file, made)
        if made.noted:  # one that waits for its upgrade has no place for it yet
            actions.note_made()


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A holder's key, for a sealed backup, with a passphrase or without.",
)
@click.option(
    "--settings",
    "all_settings",
    is_flag=True,
    help="Take the backup's settings that lead outside, too: addresses, mail, databases, proxies.",
)
def restore(file: Path, identity: Path | None, all_settings: bool) -> None:
    """Restore FILE into an instance that has no database.

    The file is verified before anything is written, and nothing is overwritten. Which settings it brings is said; those
    that lead outside are put aside.
    """

    def identities() -> list[Identity]:
        if identity is None:
            raise Refusal("backup/sealed")
        return read_identities(identity, passphrase=asked_passphrase)

    with refusals(BadSetting, ValueError), all_or_nothing():
        restored = bring_back(file=file, identities=identities, load=config.load, all_settings=all_settings)
    click.echo(
        f"Restored as it was on {restored.made_at:%Y-%m-%d %H:%M:%S} UTC. What came after that isn't here."
    )
    for said in _settings(restored.settings):
        click.echo(said)
    if identity is not None:
        click.echo(f"{identity.name} is no longer needed here: delete it from this machine.")
    for said in (*_waiting(restored.waits), *map(sentence, restored.stopped)):
        click.echo(said)
    click.echo(
        "Next: campaign check; campaign tally --check; and start it again." + _unless(restored.stopped)
    )


def tell(file: Path, made: Made) -> None:
    """Say what a backup is, who can open it, and what it leaves out."""
    size = f"{file}, {max(1, made.size // 1000):,} kB"
    names = ", ".join(each.name for each in made.holders)
    if made.holders:
        click.echo(f"{size}, sealed: only a key of {names} opens it.")
        if not any(each.proved for each in made.holders):
            click.echo("Nobody has yet proved that their key works. See: campaign keys drill --help")
    elif made.first_key:
        click.echo(
            f"{size}, NOT sealed: the key that opens everything is still next to the data, {first_identity()}, "
            "and is in this file too. Anyone who finds it can read all that signers gave."
        )
    else:
        click.echo(
            f"{size}, NOT sealed: nobody holds a key yet. Anyone who finds it has the server's secrets."
        )
    for name in made.left_out:
        click.echo(f"Left out: {name} in the keys folder, which is not one of the server's secrets.")


def _settings(brought: BroughtSettings) -> Iterator[str]:
    """Which came, and which wait."""
    if brought.others_stay:
        yield "The settings that were here, .env, stay; the backup's are different."
    if brought.taken:
        yield f"Settings of the backup that hold now: {_listed(brought.taken)}."
    if brought.waiting:
        yield (
            f"Settings of the backup that lead outside wait in {brought.file}: {_listed(brought.waiting)}. "
            "Look at each, and put into .env what is right. campaign restore FILE --settings takes them at once."
        )


def _listed(values: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _unless(stopped: list[LogStopped]) -> str:
    return " The logs named above are waiting for campaign log resume." if stopped else ""


def _waiting(waits: Waits) -> Iterator[str]:
    """What waits for a person, each with what to do."""
    for slug, codes in waits.letters.items():
        yield (
            f"{slug}: {len(codes):,} letters were on their way then, to {', '.join(codes)}. They may have arrived "
            f"since, so none is sent automatically. campaign letters status {slug}; then, for those that "
            "certainly didn't "
            f"arrive, campaign letters send {slug} --again {codes[0]}."
        )
    for slug, number in waits.invalidations:
        yield (
            f"{slug}: invalidation {number} was on hold then. It may have been undone since, so it is stopped, and its "
            f"signatures count. campaign invalidate {slug} --go-on {number}; or --undo {number}."
        )
    for slug, day in waits.overdue.items():
        yield (
            f"{slug}: its closing day at the time, {day}, has passed, and may have been moved since. It is paused, and "
            f"closes in a week. campaign close {slug}; or campaign set {slug} --closes DAY, and campaign open {slug}."
        )


commands = [backup, restore]
