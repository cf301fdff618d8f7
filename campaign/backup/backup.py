"""A backup while the site runs: database at one moment, keys, settings; in one file, sealed if it can be."""

import json
import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.backup import snapshots, versions
from campaign.backup.archive import FACTS, FIRST_KEY, SETTINGS, Pack, packing
from campaign.backup.sealed_streams import sealing
from campaign.backup.workdirs import places, tidy, workplace
from campaign.current import settings
from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.out_files import out_file
from campaign.vault.envelope import parse_recipient
from campaign.vault.first_identity import first_identity
from campaign.vault.queries import Recipient, recipients

FORMAT = "campaign/backup/v1"
# What vault/keys.py writes. A holder's key that lies in the folder by mistake looks otherwise.
SECRET = re.compile(rb"[0-9a-f]{64}\n?")


@dataclass(frozen=True)
class Made:
    """A backup that is there: its bytes, who opens it (nobody: it is plain), and the files that were left out."""

    size: int
    holders: list[Recipient]
    first_key: bool
    left_out: list[str]
    noted: bool

    @property
    def kind(self) -> str:
        """What the audit says of it."""
        return "sealed" if self.holders else "plain"


def backup(*, file: Path) -> Made:
    """Write one to `file`, mode 0600, which appears when it is whole. Raises Refusal.

    It is sealed to the holders, unless the first identity lies in the keys folder: a copy that only a key in the same
    place opens would help nobody. The keys are read after the database, so that none it needs is missing.
    """
    first = first_identity().exists()
    holders = [] if first else recipients()
    tidy(*places())
    with out_file(file) as path, workplace(settings().instance, part=path) as folder:
        with path.open("wb") as out:
            to = [parse_recipient(each.recipient) for each in holders]
            stream = sealing(out, to) if to else nullcontext(out)
            with stream as tar, packing(tar, made=int(clock.unmoved().timestamp())) as pack:
                _pack_database(pack, folder)
                left_out = _pack_keys(pack, with_first=first)
                _pack_settings(pack)
        # A database that waits for its upgrade may have no audit yet.
        made = Made(
            path.stat().st_size, holders, first, left_out, versions.shape() == versions.newest_shape()
        )
        if made.noted:
            note_backup(made)
    return made


def note_backup(made: Made) -> None:
    """Before it takes its name, so that none is taken away that the audit doesn't know of."""
    audit.note(Act.BACKUP, kind=made.kind)


def _pack_database(pack: Pack, folder: Path) -> None:
    db.session.remove()
    if snapshots.kind() == "sqlite":
        with db.engine.connect() as connection:
            facts = _facts(connection)
        pack.add(FACTS, facts)
        snapshots.pack_file(pack, folder)
        return
    with snapshots.tables_at_one_moment() as (connection, tables):
        pack.add(FACTS, _facts(connection, tables=snapshots.columns(tables)))
        snapshots.pack_tables(pack, connection, tables)


def _facts(connection: Any, **more: object) -> bytes:
    facts = {
        "format": FORMAT,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "version": versions.ours(),
        "database": snapshots.kind(),
        "revision": versions.shape_of(connection),
        **more,
    }
    return json.dumps(facts, indent=1).encode() + b"\n"


def _pack_keys(pack: Pack, *, with_first: bool) -> list[str]:
    """The server's secrets, and the first identity only where the whole is plain anyway; names of what isn't ours."""
    left_out = []
    for path in sorted(settings().keys.glob("*")):
        if path.name == Path(FIRST_KEY).name:
            continue
        try:
            content = path.read_bytes()
        except (
            FileNotFoundError,
            IsADirectoryError,
        ):  # destroyed by a purge just now; a folder of somebody's
            continue
        if path.suffix == ".key" and SECRET.fullmatch(content):
            pack.add(f"keys/{path.name}", content)
        elif path.suffix:  # without one it is a secret that is being made
            left_out.append(path.name)
    if with_first:
        pack.add(FIRST_KEY, first_identity().read_bytes())
    return left_out


def _pack_settings(pack: Pack) -> None:
    file = settings().instance / ".env"
    if file.exists():
        pack.add(SETTINGS, file.read_bytes())
