"""`campaign check`: whether this installation is as it should be, in sentences."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from campaign.config import Settings
from campaign.extensions import db
from campaign.running import sealing_existing
from campaign.vault import queries
from campaign.vault.first import not_moved
from campaign.vault.mail_days import has_key
from campaign.web import settings

GOOD, NOTE, WRONG = "good ", "note ", "WRONG"


@dataclass(frozen=True)
class Finding:
    """One of the three words above, and a sentence."""

    standing: str
    sentence: str


@click.command()
@with_appcontext
def check() -> None:
    """Say what is right and what is wrong; exit code 1 if anything is wrong."""
    found = list(findings(settings()))
    for each in found:
        click.echo(f"{each.standing}  {each.sentence}")
    sys.exit(1 if any(each.standing == WRONG for each in found) else 0)


def findings(known: Settings) -> Iterator[Finding]:
    """What stands how, from the settings to the mail; the rest is not asked where the database fails."""
    yield Finding(GOOD, f"Settings: visitors come to {known.base_url}; the instance is {known.instance}.")
    try:
        at, head = _migrated()
    except SQLAlchemyError as problem:
        yield Finding(WRONG, f"Database: it can't be used ({type(problem).__name__}). Is it there?")
        return
    if at != head:
        yield Finding(
            WRONG, f"Database: its shape is {at or 'none'}, this version's is {head}. campaign migrate"
        )
        return
    yield Finding(GOOD, f"Database: {db.engine.dialect.name}, in this version's shape ({head}).")
    yield from _keys(known)
    yield from _mail(known)


def _migrated() -> tuple[str | None, str | None]:
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision(), script.get_current_head()


def _keys(known: Settings) -> Iterator[Finding]:
    names = [holder.name for holder in queries.holders()]
    if names:
        yield Finding(GOOD, f"Keys: what signers give is sealed to {', '.join(names)}.")
    else:
        yield Finding(WRONG, "Keys: nobody holds one, so nobody can sign. campaign keys add FILE")
    grade = NOTE if known.loopback else WRONG
    if waiting := [holder.name for holder in queries.unproved()]:
        yield Finding(grade, f"Keys: not proved yet: {', '.join(waiting)}. campaign keys drill --write FILE")
    if len(names) == 1:
        yield Finding(
            NOTE, "Keys: there is one holder. Who loses the only key loses the list; two are safer."
        )
    if said := not_moved(known):
        yield Finding(grade, f"Keys: {said[0].lower()}{said[1:]}")
    if plain := sealing_existing.count():
        yield Finding(WRONG, f"Keys: {plain:,} values of before are not sealed. campaign keys seal-existing")


def _mail(known: Settings) -> Iterator[Finding]:
    if known.mail_url.startswith("folder:"):
        yield Finding(NOTE, "Mail: it stays on this machine, in a folder. Nobody outside gets any.")
    else:
        yield Finding(
            GOOD, f"Mail: it leaves by {urlsplit(known.mail_url).hostname}, from {known.mail_from}."
        )
    if not has_key():
        yield Finding(WRONG, "Mail: there is no key for the mail of today. Is the worker running?")


commands = [check]
