"""A copy of a campaign's log as it was published last."""

from pathlib import Path

from campaign.letters import queries as letters_queries
from campaign.lib.refusal import Refusal
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.tally.entries import EntryKind
from campaign.tally.folder import note_instead, write_log


def copy_log(*, campaign: Campaign, folder: Path) -> int:
    """Write it to `folder`, or let the copy there grow; how many entries it has. Raises Refusal."""
    newest = tally_queries.published_checkpoint(campaign.id)
    if newest is None:
        raise Refusal("running/nothing-published", slug=campaign.slug)
    size, note = newest.size, newest.note

    def named(kind: EntryKind) -> list[str]:
        return tally_queries.named_by(campaign.id, kind=kind, size=size)

    texts = releases_queries.logged_texts(campaign.id, named(EntryKind.TEXT))
    write_log(
        folder,
        checkpoint=note,
        witnessed=seen.note if (seen := tally_queries.witnessed(campaign.id)) and seen.size <= size else None,
        lines=(line for _, line, _ in tally_queries.lines(campaign.id, size=size)),
        texts=(text.canonical for text in texts if not releases_queries.is_unread(text)),
        unshown={
            text.sha256: note_instead(text.sha256, for_good=text.withdrawn_at is not None)
            for text in texts
            if releases_queries.is_unread(text)
        },
        manifests=letters_queries.manifests(campaign.id, named(EntryKind.LETTERS)),
    )
    return size
