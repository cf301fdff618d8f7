"""A site with so many signatures, built once and kept in `.bench/`: anew where what it is made of has changed."""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import text

from campaign import config, create_app
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.processes import at_hand, in_order
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.running.setting_up import set_up
from campaign.signing.models import Signature, Submission
from campaign.tally.models import Entry
from campaign.vault import actions as vault
from campaign.vault import day_keys
from campaign.vault import queries as vault_queries
from campaign.vault.first_identity import first_identity, make_first
from campaign.vault.identities import new_identity, read_identities, write_identity
from tests.bench import databases, rows
from tests.bench.databases import KEPT, POSTGRES, ROOT
from tests.bench.rows import SLUG, Batch

BENCH = Actor(ActorKind.COMMAND, "bench")
KEY = "bench.key"  # of the holder, in the instance
MOST_SEALED = 100_000  # above, nothing opens the records, and random bytes are quicker
BATCH = 5_000
WAITING = 50  # for so many signatures one form waits


def copied(size: int, database: str, folder: Path, name: str) -> dict[str, str]:
    """The site in `folder`, and its settings; on PostgreSQL in a database of this name, for the caller to drop."""
    kept = _kept(size, database)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return {"CAMPAIGN_DATABASE_URL": databases.create(name, like=kept.name)} if database == POSTGRES else {}


def _kept(size: int, database: str) -> Path:
    start = f"{database}-{size}-"
    folder = KEPT / f"{start}{_made_of()}"
    if folder.exists():
        return folder
    print(f"  building {size:,} signatures on {database}, once …", flush=True)
    for older in KEPT.glob(f"{start}*"):
        shutil.rmtree(older)
    part = KEPT / f"{folder.name}.part"
    part.mkdir(parents=True)
    if database == POSTGRES:
        for name in databases.names():
            if name.startswith(start):
                databases.drop(name)
        _build(part, size, CAMPAIGN_DATABASE_URL=databases.create(part.name))
        databases.rename(part.name, folder.name)
    else:
        _build(part, size)
    part.rename(folder)
    return folder


@lru_cache(maxsize=1)
def _made_of() -> str:
    """What tells one build from another: the migrations, and the code that writes the rows."""
    files = [Path(__file__), Path(rows.__file__), *sorted((ROOT / "migrations/versions").glob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def _build(folder: Path, size: int, **more: str) -> None:
    app = create_app(config.load({"CAMPAIGN_INSTANCE": str(folder), **more}))
    with app.app_context(), acting(BENCH):
        set_up()
        make_first()
        if vault_queries.holders():
            (identity, *_) = read_identities(first_identity(), passphrase=str)
        else:  # on PostgreSQL none is made
            identity = new_identity()
            vault.add(name="bench", recipient=str(identity.to_public()), proved=True)
        write_identity(folder / KEY, identity)
        day_keys.prepare()
        _publish()
        _sign(size, str(identity.to_public()))
        db.session.remove()
        db.engine.dispose()


def _publish() -> None:
    releases.publish(
        slug=SLUG, language="en", headline="Clear the skies", place="New York", day=date(2016, 9, 24),
        demand="We ask Member States to protect civilians by a nationwide no-bomb zone.",
        body="\n\n".join([" ".join(["Hospitals were hit, and those who dig survivors out too."] * 4)] * 6),
    )  # fmt: skip
    releases.change(slug=SLUG, organisers=["Skies"], goal=1_000_000, withhold=[])
    releases.open_campaign(slug=SLUG)


def _sign(size: int, recipient: str) -> None:
    recipients = (recipient,) if size <= MOST_SEALED else ()
    calls = ((batch,) for batch in _batches(size, recipients))
    for signatures, entries in in_order(rows.signatures, calls, processes=at_hand() if size > BATCH else 1):
        _insert(Signature, signatures)
        _insert(Entry, entries)
        _number()
    for batch in _batches(size, ()):
        _insert(Entry, rows.withdrawals(batch))
    _number()
    for batch in _batches(size // WAITING, ()):
        _insert(Submission, rows.submissions(batch))


def _number() -> None:
    """As through a campaign's weeks: a part at a time, what that leaves behind being used for the next."""
    while sequencer.number_entries():
        pass
    db.session.remove()
    if db.engine.dialect.name == POSTGRES:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE entries"))


def _insert(model: Any, some: list[rows.Row]) -> None:
    if some:
        with transaction() as session:
            session.execute(db.insert(model), some)


def _batches(size: int, recipients: tuple[str, ...]) -> Iterator[Batch]:
    campaign = releases_queries.campaign(SLUG)
    assert campaign is not None
    read = releases_queries.text_for(campaign.id, "en").sha256
    now = clock.hour(clock.now())
    for first in range(0, size, BATCH):
        yield Batch(first, min(first + BATCH, size), size, campaign.id, read, now, recipients)
