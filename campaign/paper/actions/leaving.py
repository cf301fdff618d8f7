"""A slip stands no longer: by the code on its signer's half, or by its number for whoever has lost that."""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import hash_token
from campaign.paper import queries
from campaign.paper.actions.printing import PURPOSE
from campaign.paper.actions.refusing import on_paper
from campaign.paper.actions.undoing import BLANK
from campaign.paper.models import Slip, SlipState
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason
from campaign.vault.wiping import note_erased


def erase(*, campaign: int, code: str) -> None:
    """Erase what stands behind a code in this campaign, typed yet or not; safe to repeat.

    Returns nothing, whatever was there: nobody learns from it which codes there are.
    """
    with transaction() as session:
        mine = Slip.campaign_id == campaign, Slip.code_hash == hash_token(code, purpose=PURPOSE)
        slip = session.scalar(select(Slip).where(*mine).with_for_update())
        if slip is not None:
            _leave(slip, RemovalReason.WITHDRAWN)


def take_out(*, slug: str, number: int) -> None:
    """Erase a slip by its number, as its signer asks who has lost her code. Raises Refusal."""
    with transaction():
        campaign = on_paper(slug)
        slip = queries.slip(campaign.id, number)
        if slip is None:
            raise Refusal("paper/no-such-slip").about("erase")
        if slip.state == SlipState.WITHDRAWN:
            raise Refusal("paper/withdrawn").about("erase")
        _leave(slip, RemovalReason.WITHDRAWN)
        audit.note(Act.PAPER_ERASE, campaign=slug)


def leave_again(*, campaign: int, places: Sequence[tuple[int, RemovalReason]]) -> int:
    """Take back what a newer copy of the log had taken back: a restored backup brings nobody back.

    `places` are the indexes of slips and the reasons of their withdrawals. Returns how many stood again.
    """
    count = 0
    with transaction() as session:
        for index, reason in places:
            key = tally_queries.slip_at(campaign, index)
            slip = session.get(Slip, key) if key is not None else None
            if slip is not None and slip.state == SlipState.ENTERED:
                _leave(slip, reason)
                count += 1
    return count


def _leave(slip: Slip, reason: RemovalReason) -> None:
    """In the caller's transaction. Record and code go at once; the log says so from the next batch on."""
    if slip.state == SlipState.ENTERED:
        tally.append_paper_withdrawal(campaign=slip.campaign_id, slip=slip.id, reason=reason)
    slip.state, slip.code_hash = SlipState.WITHDRAWN, None
    for name, nothing in BLANK.items():
        setattr(slip, name, nothing)
    db.session.flush()
    note_erased("paper_slips")
