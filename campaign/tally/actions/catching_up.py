"""Logs that began before there was a tree."""

from campaign.extensions import transaction
from campaign.tally import queries, tree


def grow_what_was_before(campaign: int, origin: str) -> None:
    """Entries of before the tree: grown into it once, each of their checkpoints signed."""
    newest = queries.newest_checkpoint(campaign)
    if newest is None or newest.note is not None:
        return
    with transaction() as session:
        edge = tree.edge_at(campaign, 0)
        for checkpoint in queries.unsigned_checkpoints(campaign):
            lines = (line for _, line, _ in queries.lines(campaign, start=edge.size, size=checkpoint.size))
            edge = tree.grow(campaign, edge, lines)
            checkpoint.note = tree.signed(origin, edge)
        session.flush()
