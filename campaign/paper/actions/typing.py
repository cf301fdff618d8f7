"""Rows are typed, or come in a file. What they hold is sealed in the same request, and no page shows it again."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.paper import queries
from campaign.paper.actions.refusing import while_signed
from campaign.paper.consent import VERSION, slip_consent
from campaign.paper.models import PaperImport, Slip, SlipState
from campaign.paper.rows import Row
from campaign.releases.models import Campaign
from campaign.signing.records import Record
from campaign.tally import queries as tally_queries
from campaign.tally.entries import paper_commitment
from campaign.vault.envelope import RECORD_LENGTH
from campaign.vault.sealing import seal

SLIPS: Any = Slip.__table__
TAKE_MANY = (
    update(SLIPS)
    .where(SLIPS.c.id == bindparam("key"), SLIPS.c.state == SlipState.PRINTED)
    .values({
        name: bindparam(name) for name in ("state", "record_id", "sealed", "commitment", "import_id", "due_at")
    })
)  # fmt: skip


def take_row(*, slug: str, row: Row) -> datetime:
    """Take one row; the moment until which it can be undone. Raises Refusal, NoRecipient."""
    due_at = _due()
    with transaction():
        campaign = while_signed(slug)
        slip = queries.slip(campaign.id, row.number)
        if slip is None:
            raise Refusal("paper/no-such-slip").about("number")
        if not _take(campaign, slip, row, due_at=due_at):
            raise refused(slip.state).about("number")
        audit.note(Act.PAPER_TYPE, campaign=slug, people=1)
    return due_at


def take_file(*, slug: str, rows: Sequence[Row]) -> PaperImport:
    """Take the rows of a file, all of them or none. Raises Refusal, NoRecipient.

    They are sealed before anybody else has to wait; the turn in which they are written takes three statements.
    """
    with transaction():
        campaign = while_signed(slug)
        slips = {each.number: each for each in queries.slips(campaign.id, [row.number for row in rows])}
    if any(row.number not in slips or slips[row.number].state != SlipState.PRINTED for row in rows):
        raise Refusal("paper/changed-meanwhile")
    sealed = [(slips[row.number].id, _sealed(campaign, slips[row.number], row)) for row in rows]
    with transaction() as session:
        campaign = while_signed(slug)
        made = PaperImport(campaign_id=campaign.id, rows=len(rows), made_at=clock.now(), due_at=_due())
        session.add(made)
        session.flush()
        more = {"state": SlipState.TYPED, "import_id": made.id, "due_at": made.due_at}
        session.execute(TAKE_MANY, [{"key": key, **values, **more} for key, values in sealed])
        if queries.typed_of(made.id) != len(rows):
            raise Refusal("paper/changed-meanwhile")
        audit.note(Act.PAPER_IMPORT, campaign=slug, people=len(rows), number=made.id)
        return made


def refused(state: SlipState) -> Refusal:
    """Why a slip in this state takes no row."""
    return Refusal("paper/withdrawn") if state == SlipState.WITHDRAWN else Refusal("paper/typed-before")


def _due() -> datetime:
    return clock.now() + timedelta(seconds=settings().hold_seconds)


def _take(campaign: Campaign, slip: Slip, row: Row, *, due_at: datetime) -> bool:
    """False where the slip was typed or withdrawn before."""
    taken = update(Slip).where(Slip.id == slip.id, Slip.state == SlipState.PRINTED)
    values = {**_sealed(campaign, slip, row), "state": SlipState.TYPED, "import_id": None, "due_at": due_at}
    return db.session.scalar(taken.values(**values).returning(Slip.id)) is not None


def _sealed(campaign: Campaign, slip: Any, row: Row) -> dict[str, Any]:
    """What a slip holds of its row."""
    record, record_id = _record(campaign, slip, row), secrets.token_bytes(RECORD_LENGTH)
    head = tally_queries.head(campaign.id)
    assert head is not None  # a log begins when a campaign opens
    return {
        "record_id": record_id,
        "sealed": seal(record.packed(), record_id=record_id),
        "commitment": paper_commitment(
            origin=head.origin,
            text=record.text,
            s=bytes.fromhex(record.s),
            name=row.name,
            country=row.country,
        ),
    }


def _record(campaign: Campaign, slip: Any, row: Row) -> Record:
    """What holders open: as of a signature, without an address."""
    return Record(
        campaign=campaign.slug, name=row.name, address="", country=row.country, text=slip.text,
        consent=slip_consent(campaign, slip.language), consent_version=VERSION, s=secrets.token_bytes(32).hex(),
    )  # fmt: skip
