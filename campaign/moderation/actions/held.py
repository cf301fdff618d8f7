"""Submissions that are held, until an organiser has looked at them: let in, or deleted."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind
from campaign.extensions import db, give_way, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases import queries as releases_queries
from campaign.signing.actions import counting
from campaign.signing.models import Submission, SubmissionState
from campaign.vault.wiping import note_erased

BATCH = 1_000


def accept_held(*, campaign: int, numbers: Sequence[int] | None) -> int:
    """Let held submissions go on like any other: their mail goes out. None for all; returns how many were held.

    Raises Refusal once the campaign is closed.
    """
    accepted = 0
    for keys in _held(campaign, numbers):
        with transaction() as session:
            if not releases_queries.may_confirm(campaign):
                raise Refusal("moderation/closed")
            chosen = update(Submission).where(*_still_held(campaign, keys))
            count = _count(
                session.execute(
                    chosen.values(state=SubmissionState.WAITING, mail_due_at=clock.now(), held_because=None)
                )
            )
            _note_held(Act.HELD_ACCEPT, campaign, numbers, count)
            accepted += count
    return accepted


def refuse_held(*, campaign: int, numbers: Sequence[int] | None) -> int:
    """Delete held submissions; their pages said when to sign again. None for all; returns how many were held."""
    refused = 0
    for keys in _held(campaign, numbers):
        with transaction() as session:
            gone = delete(Submission).where(*_still_held(campaign, keys))
            columns = Submission.campaign_id, Submission.hour, Submission.state
            rows = session.execute(gone.returning(*columns)).all()
            if rows:
                note_erased("submissions")
            count = counting.note_refused((campaign, hour, state) for campaign, hour, state in rows)
            _note_held(Act.HELD_REJECT, campaign, numbers, count)
            refused += count
    return refused


def _held(campaign: int, numbers: Sequence[int] | None) -> Iterator[Sequence[int]]:
    """The numbers to look at, a batch at a time; of all that are held now, those that come later aren't meant."""
    if numbers is not None:
        for start in range(0, len(numbers), BATCH):
            yield numbers[start : start + BATCH]
            give_way()
        return
    last = db.session.scalar(select(func.max(Submission.id)).where(*_still_held(campaign))) or 0
    after = 0
    while True:
        query = select(Submission.id).where(
            *_still_held(campaign), Submission.id > after, Submission.id <= last
        )
        keys = db.session.scalars(query.order_by(Submission.id).limit(BATCH)).all()
        if not keys:
            return
        yield keys
        give_way()
        after = keys[-1]


def _still_held(campaign: int, keys: Sequence[int] | None = None) -> list[Any]:
    conditions = [Submission.campaign_id == campaign, Submission.state == SubmissionState.HELD]
    return conditions if keys is None else [*conditions, Submission.id.in_(keys)]


def _note_held(act: Act, campaign: int, numbers: Sequence[int] | None, count: int) -> None:
    if count:
        rule = RuleKind.EVERY if numbers is None else RuleKind.NUMBER
        audit.note(act, campaign=releases_queries.campaign_by_id(campaign).slug, rules=[rule], people=count)


def _count(result: Any) -> int:
    return int(result.rowcount)
