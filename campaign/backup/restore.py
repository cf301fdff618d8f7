"""A backup brought back into an instance without a database: verified first, nothing overwritten, nothing half done."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pyrage.x25519 import Identity
from sqlalchemy import Engine, create_engine

from campaign.app import app_without_pages
from campaign.backup import snapshots
from campaign.backup.archive import DATABASE, SETTINGS, unpack
from campaign.backup.brought_settings import BroughtSettings, bring_settings
from campaign.backup.facts import Facts, read_facts
from campaign.backup.sealed_streams import opening
from campaign.backup.settling import Waits, settle
from campaign.backup.versions import bring_to_shape
from campaign.backup.workdirs import workplace
from campaign.config import PREFIX
from campaign.extensions import db
from campaign.lib import durable
from campaign.lib.limit_targets import LimitsFile
from campaign.lib.refusal import Refusal
from campaign.releases import sequencer
from campaign.settings import Settings, sqlite_url
from campaign.tally.last_seen import LogStopped
from campaign.vault.envelope import SEALED


@dataclass(frozen=True)
class Restored:
    """What came back: made when, which settings, what waits for a person, and why logs are stopped."""

    made_at: datetime
    settings: BroughtSettings
    waits: Waits
    stopped: list[LogStopped]


def restore(
    *,
    file: Path,
    identities: Callable[[], Sequence[Identity]],
    load: Callable[[], Settings],
    all_settings: bool = False,
) -> Restored:
    """Bring `file` back. `load` reads the settings in force, again once the backup's `.env` is in place; of its
    settings those that lead outside are taken with `all_settings` alone.

    `identities` is asked only for a sealed file. Checkpoint files stay as they are. Raises Refusal, OSError, or what
    `load` raises, with nothing changed.
    """
    instance = load().instance
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    with workplace(instance) as folder, ExitStack() as undoing:
        _unpacked(file, folder, identities)
        facts = read_facts(folder)
        brought = bring_settings(
            folder / SETTINGS, instance / ".env", all_of_them=all_settings, undoing=undoing
        )
        settings = load()
        _require_room(settings, facts, brought)
        _require_same_keys(folder / "keys", settings.keys)
        waits = _bring_database(folder, facts, settings, undoing)
        undoing.pop_all()
    return Restored(facts.made_at, brought, waits, _stopped(settings))


def _unpacked(file: Path, folder: Path, identities: Callable[[], Sequence[Identity]]) -> None:
    with file.open("rb") as source:
        sealed = source.read(len(SEALED)) == SEALED
        source.seek(0)
        with opening(source, identities()) if sealed else nullcontext(source) as stream:
            unpack(stream, folder)


def _require_room(settings: Settings, facts: Facts, brought: BroughtSettings) -> None:
    """Raises Refusal where there is a database, or where it is of the other kind."""
    file = settings.database_file
    kind = "sqlite" if file else "postgresql"
    if kind != facts.database:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        theirs, ours, here = names[facts.database], names[kind], settings.instance / ".env"
        if f"{PREFIX}DATABASE_URL" in brought.waiting:
            raise Refusal("backup/database-url-waits", theirs=theirs, ours=ours, file=here)
        raise Refusal("backup/other-database", theirs=theirs, ours=ours, file=here)
    if file is None:
        _with_engine(settings, snapshots.require_empty)
        return
    there = [
        path
        for path in (file, *(file.with_name(f"{file.name}-{end}") for end in ("wal", "shm")))
        if path.exists()
    ]
    if there:
        raise Refusal("backup/database-there", files=", ".join(map(str, there)))


def _with_engine(settings: Settings, use: Callable[[Engine], None]) -> None:
    engine = create_engine(settings.database_url)
    try:
        use(engine)
    finally:
        engine.dispose()


def _require_same_keys(brought: Path, keys: Path) -> None:
    """Raises Refusal where a key that is here is another than the backup's."""
    other = [
        path.name
        for path in sorted(brought.glob("*"))
        if (keys / path.name).exists() and (keys / path.name).read_bytes() != path.read_bytes()
    ]
    if other:
        raise Refusal("backup/other-keys", folder=keys, files=", ".join(other))


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
        bring_to_shape()
        waits = settled()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file again, to be moved as one
    _move_new(file, place)
    return waits


@contextmanager
def _in_app(settings: Settings, folder: Path, database_url: str) -> Iterator[None]:
    """An app on the backup's own keys."""
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
    durable.create(path, content)
    undoing.callback(path.unlink, missing_ok=True)


def _move_new(file: Path, place: Path) -> None:
    """Durably, and never over a file that came meanwhile."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with durable.aside(place) as part:
        shutil.move(file, part)  # renamed, or copied from another disk


def _stopped(settings: Settings) -> list[LogStopped]:
    with app_without_pages(settings).app_context():
        logs = list(sequencer.stopped_logs().values())
        db.session.remove()
        db.engine.dispose()
        return logs
