"""A backup brought back into an instance without a database: verified first, nothing overwritten, nothing half done."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flask_migrate import upgrade
from pyrage.x25519 import Identity
from sqlalchemy import Engine, create_engine

from campaign.app import app_without_pages
from campaign.backup import snapshots
from campaign.backup.archive import DATABASE, SETTINGS, BadBackup, unpack
from campaign.backup.facts import Facts, read_facts
from campaign.backup.sealed_streams import opening
from campaign.backup.settling import Waits, settle
from campaign.backup.workdirs import workplace
from campaign.extensions import db
from campaign.lib.limit_targets import LimitsFile
from campaign.releases import sequencer
from campaign.settings import Settings, sqlite_url
from campaign.vault.envelope import SEALED


@dataclass(frozen=True)
class Restored:
    """What came back: made when, whether the `.env` that was here differs and stays, what waits for a person, what to
    say of stopped logs.
    """

    made_at: datetime
    other_settings: bool
    waits: Waits
    stopped: list[str]


def restore(
    *, file: Path, identities: Callable[[], Sequence[Identity]], load: Callable[[], Settings]
) -> Restored:
    """Bring `file` back. `load` reads the settings in force, again once the backup's `.env` is in place.

    `identities` is asked only for a sealed file. Checkpoint files stay as they are. Raises BadBackup, OSError, or what
    `load` raises, with nothing changed.
    """
    instance = load().instance
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    with workplace(instance) as folder, ExitStack() as undoing:
        _unpacked(file, folder, identities)
        facts = read_facts(folder)
        other = _bring_settings(folder, instance / ".env", undoing)
        settings = load()
        _require_room(settings, facts)
        _require_same_keys(folder / "keys", settings.keys)
        waits = _bring_database(folder, facts, settings, undoing)
        undoing.pop_all()
    return Restored(facts.made_at, other, waits, _stopped(settings))


def _unpacked(file: Path, folder: Path, identities: Callable[[], Sequence[Identity]]) -> None:
    with file.open("rb") as source:
        sealed = source.read(len(SEALED)) == SEALED
        source.seek(0)
        with opening(source, identities()) if sealed else nullcontext(source) as stream:
            unpack(stream, folder)


def _bring_settings(folder: Path, here: Path, undoing: ExitStack) -> bool:
    """The `.env` of then, where there is none; whether another one is here, which stays."""
    brought = folder / SETTINGS
    if not brought.exists():
        return False
    if here.exists():
        return here.read_bytes() != brought.read_bytes()
    _write_new(here, brought.read_bytes(), undoing)
    return False


def _require_room(settings: Settings, facts: Facts) -> None:
    """Raises BadBackup where there is a database, or where it is of the other kind."""
    file = settings.database_file
    kind = "sqlite" if file else "postgresql"
    if kind != facts.database:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise BadBackup(
            f"This backup is of a database in {names[facts.database]}, and CAMPAIGN_DATABASE_URL names one in "
            f"{names[kind]}. Set it in {settings.instance / '.env'}, and try again."
        )
    if file is None:
        _with_engine(settings, snapshots.require_empty)
        return
    there = [
        path
        for path in (file, *(file.with_name(f"{file.name}-{end}") for end in ("wal", "shm")))
        if path.exists()
    ]
    if there:
        raise BadBackup(
            f"There is a database already: {', '.join(map(str, there))}. Nothing is ever overwritten: stop campaign, "
            "move it away, and try again."
        )


def _with_engine(settings: Settings, use: Callable[[Engine], None]) -> None:
    engine = create_engine(settings.database_url)
    try:
        use(engine)
    finally:
        engine.dispose()


def _require_same_keys(brought: Path, keys: Path) -> None:
    """Raises BadBackup where a key that is here is another than the backup's."""
    other = [
        path.name
        for path in sorted(brought.glob("*"))
        if (keys / path.name).exists() and (keys / path.name).read_bytes() != path.read_bytes()
    ]
    if other:
        raise BadBackup(
            f"Other keys than the backup's lie in {keys}: {', '.join(other)}. Move them away, and try again; what was "
            "rotated since the backup has to be rotated again."
        )


def _bring_database(folder: Path, facts: Facts, settings: Settings, undoing: ExitStack) -> Waits:
    """In this version's shape, and settled, before it is in its place; the keys come first, or it would be useless."""

    def settled() -> Waits:
        waits = settle(made_at=facts.made_at)
        _bring_keys(folder / "keys", settings.keys, undoing)
        return waits

    place = settings.database_file
    if place is None:
        with _in_app(settings, folder, settings.database_url):
            return snapshots.load_tables(
                folder, revision=facts.revision, named=facts.tables, before_its_end=settled
            )
    file = folder / DATABASE
    with _in_app(settings, folder, sqlite_url(file)):
        upgrade()
        waits = settled()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file again, to be moved as one
    _move_new(file, place)
    return waits


@contextmanager
def _in_app(settings: Settings, folder: Path, database_url: str) -> Iterator[None]:
    """An app on the backup's own keys: an app that finds none makes them."""
    limits = LimitsFile(folder / "limits.sqlite3")
    there = replace(
        settings, instance=folder, keys=folder / "keys", database_url=database_url, limits_url=limits
    )
    with app_without_pages(there).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def _bring_keys(brought: Path, keys: Path, undoing: ExitStack) -> None:
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in sorted(brought.glob("*")):
        if not (keys / path.name).exists():
            _write_new(keys / path.name, path.read_bytes(), undoing)


def _write_new(path: Path, content: bytes, undoing: ExitStack) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    undoing.callback(path.unlink, missing_ok=True)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move_new(file: Path, place: Path) -> None:
    """Durably, and never over a file that came meanwhile."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("rb+") as written:
        os.fsync(written.fileno())
    file.chmod(0o600)
    if place.parent.stat().st_dev == file.stat().st_dev:
        os.link(file, place)
        return
    with workplace(place.parent) as beside:
        copy = Path(shutil.copy(file, beside))
        with copy.open("rb+") as written:
            os.fsync(written.fileno())
        os.link(copy, place)


def _stopped(settings: Settings) -> list[str]:
    with app_without_pages(settings).app_context():
        found = list(sequencer.stopped_logs().values())
        db.session.remove()
        db.engine.dispose()
        return found
