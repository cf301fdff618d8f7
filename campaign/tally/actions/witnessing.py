"""The newest published checkpoint is offered to the witnesses, and what they say of it is kept."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.settings import Witness
from campaign.tally import queries, tree
from campaign.tally.cosignatures import Cosignature, cosignatures, read_witness
from campaign.tally.models import Checkpoint, CosignedCheckpoint, WitnessProblem, WitnessView
from campaign.tally.note import BadNote
from campaign.tally.witnesses import Reply, Unreached, ask, request_body

EVERY = timedelta(minutes=10)
ANEW = timedelta(
    days=1
)  # a log that doesn't grow is cosigned again: that nothing newer was seen holds as of a time
REFUSALS = {403: WitnessProblem.OTHER_KEY, 404: WitnessProblem.UNKNOWN, 422: WitnessProblem.OTHER_HISTORY}


def offer(*, campaign: int) -> None:
    """Offer it to each witness that is due: none more often than every ten minutes. Not inside a transaction.

    The network is asked with no transaction open, so that nobody waits for a witness.
    """
    for witness in settings().witnesses:
        newest = queries.published_checkpoint(campaign)
        if newest is None or not _is_due(campaign, newest, witness):
            continue
        view = queries.witness_view(campaign, witness.key)
        _keep(campaign, newest.size, witness, _asked(campaign, newest, witness, view.size if view else 0))


def _is_due(campaign: int, newest: Checkpoint, witness: Witness) -> bool:
    view, now = queries.witness_view(campaign, witness.key), clock.now()
    if view and now - EVERY < view.asked_at <= now:
        return False
    there = queries.cosigned(campaign, newest.size, witness.key)
    return not (there and now - ANEW < there.seen_at)


Outcome = tuple[int, WitnessProblem | None, Cosignature | None]


def _asked(campaign: int, newest: Checkpoint, witness: Witness, seen: int) -> Outcome:
    """The size that the witness has cosigned last, what is wrong with that, and its cosignature."""
    size, note = newest.size, newest.note
    try:
        reply = _offered(campaign, size, note, witness, min(seen, size))
        if reply.size is not None and reply.size <= size:
            seen = reply.size
            reply = _offered(campaign, size, note, witness, seen)
    except Unreached:
        return seen, WitnessProblem.UNREACHED, None
    if reply.size is not None:
        return reply.size, WitnessProblem.AHEAD if reply.size > size else WitnessProblem.UNREACHED, None
    if reply.status == 409:
        return seen, WitnessProblem.OTHER_HISTORY, None
    if reply.status != 200:
        return seen, REFUSALS.get(reply.status, WitnessProblem.UNREACHED), None
    try:
        now = int(clock.unmoved().timestamp())
        (made,) = cosignatures(note + reply.body, keys=[read_witness(witness.key)], now=now)
    except (BadNote, ValueError):
        return seen, WitnessProblem.BAD_ANSWER, None
    return size, None, made


def _offered(campaign: int, size: int, note: str, witness: Witness, old: int) -> Reply:
    proof = tree.consistency(campaign, old, size)
    db.session.rollback()  # nothing is held open while the witness thinks
    return ask(witness.url, request_body(old=old, proof=proof, note=note))


def _keep(campaign: int, size: int, witness: Witness, outcome: Outcome) -> None:
    seen, problem, made = outcome
    values = {"size": seen, "problem": problem, "asked_at": clock.now()}
    with transaction() as session:
        view = insert(WitnessView).values(campaign_id=campaign, witness=witness.key, **values)
        session.execute(view.on_conflict_do_update(index_elements=["campaign_id", "witness"], set_=values))
        if made is None:
            return
        told = {"line": made.line, "seen_at": datetime.fromtimestamp(made.time, UTC)}
        row = insert(CosignedCheckpoint).values(campaign_id=campaign, size=size, witness=witness.key, **told)
        session.execute(
            row.on_conflict_do_update(index_elements=["campaign_id", "size", "witness"], set_=told)
        )


def forget_cosigned(*, campaign: int) -> None:
    """A log that continues another has other checkpoints: what was said of those of before isn't said of them."""
    with transaction() as session:
        for table in (CosignedCheckpoint, WitnessView):
            session.execute(delete(table).where(table.campaign_id == campaign))
