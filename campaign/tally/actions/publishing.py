"""The newest checkpoint is shown, if it goes on from what was shown last."""

from sqlalchemy import update

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.tally import last_seen, queries, tree
from campaign.tally.last_seen import LogStopped
from campaign.tally.models import Checkpoint, LogHead


def publish(*, campaign: int, slug: str) -> None:
    """Show the newest checkpoint to the public: it is committed already, comes onto this machine's disk, is marked.

    Raises LogStopped when the database doesn't go on from this machine's copy, and shows nothing new then. Not inside a
    transaction: what isn't committed isn't shown.
    """
    assert not db.session.info.get("writing")
    head = queries.head(campaign)
    newest = queries.newest_checkpoint(campaign)
    if head is None or newest is None or newest.published:
        return
    origin = head.origin
    folder = settings().checkpoints
    with last_seen.alone(folder):
        db.session.rollback()  # the newest now, not when we began
        require_continuation(campaign=campaign, slug=slug)
        newest = queries.newest_checkpoint(campaign)
        assert newest is not None  # one was there above, and none is ever deleted
        size = newest.size
        last_seen.keep(last_seen.file_of(folder, origin), newest.note)
        _mark_published(campaign, size, key=str(tree.verifier(origin)))


def _mark_published(campaign: int, size: int, *, key: str) -> None:
    """Up to `size`; those up to the newest that was marked before are not looked at again."""
    with transaction() as session:
        before = queries.published_checkpoint(campaign)
        unmarked = Checkpoint.size > (before.size if before else -1), Checkpoint.size <= size
        session.execute(
            update(Checkpoint).where(Checkpoint.campaign_id == campaign, *unmarked).values(published=True)
        )
        session.execute(update(LogHead).where(LogHead.campaign_id == campaign).values(verifier=key))


def require_continuation(*, campaign: int, slug: str) -> None:
    """Before numbering and before publishing: is this database the one whose checkpoint was published last?"""
    head = queries.head(campaign)
    if head is None:
        return
    if head.verifier and not tree.is_ours(head.verifier):
        raise LogStopped("tally/other-key", slug=slug)
    published = last_seen.last_kept(settings().checkpoints, head.origin)
    if not db.session.info.get("writing"):
        # What was read before the copy may be older than it: another sequencer has numbered and published since.
        db.session.rollback()
        head = queries.head(campaign)
        assert head is not None  # none is ever deleted
    last_seen.require_continuation(
        last=published,
        origin=head.origin,
        size=head.size,
        published=queries.anything_published(campaign),
        root_at=lambda size: tree.edge_at(campaign, size).root(),
        slug=slug,
    )


def accept_key(*, campaign: int) -> str:
    """Sign on with this machine's key, whatever signed before; returns what its checkpoints are checked with."""
    with transaction() as session:
        head = session.get_one(LogHead, campaign, with_for_update=True)
        head.verifier = str(tree.verifier(head.origin))
        return head.verifier
