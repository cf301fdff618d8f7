"""Within the hold: a row, or all rows of a file, as if they had never been typed. The slips may be typed anew."""

from typing import Any

from sqlalchemy import update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.paper import queries
from campaign.paper.actions.refusing import on_paper
from campaign.paper.models import PaperImport, Slip, SlipState
from campaign.vault.wiping import note_erased

BLANK: dict[str, Any] = dict.fromkeys(("record_id", "sealed", "commitment", "import_id", "due_at"))


def undo_row(*, slug: str, number: int) -> None:
    """Undo one row. Raises Refusal, also once its hold is over."""
    with transaction():
        campaign = on_paper(slug)
        slip = queries.slip(campaign.id, number)
        if slip is None:
            raise Refusal("paper/no-such-slip").about("undo")
        if not _undo(Slip.id == slip.id):
            raise Refusal("paper/hold-over").about("undo")
        audit.note(Act.PAPER_UNDO, campaign=slug, people=1)


def undo_import(*, slug: str, number: int) -> int:
    """Undo what a file brought, as far as it is still on hold; how many rows. Raises Refusal."""
    with transaction() as session:
        campaign = on_paper(slug)
        imported = session.get(PaperImport, number)
        if imported is None or imported.campaign_id != campaign.id or imported.undone_at is not None:
            raise Refusal("paper/no-such-import")
        count = _undo(Slip.import_id == imported.id)
        if not count:
            raise Refusal("paper/hold-over")
        imported.undone_at = clock.now()
        audit.note(Act.PAPER_UNDO, campaign=slug, people=count, number=number)
        return count


def _undo(*where: Any) -> int:
    """How many were undone, in the caller's transaction."""
    held = update(Slip).where(*where, Slip.state == SlipState.TYPED, queries.undoable())
    undone = held.values(state=SlipState.PRINTED, **BLANK).returning(Slip.id)
    count = len(db.session.scalars(undone.execution_options(synchronize_session=False)).all())
    if count:
        note_erased("paper_slips")
    return count
