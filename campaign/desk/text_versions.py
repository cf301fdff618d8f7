"""Two who edit a text at once: each form says which words it showed, and none is written over unseen."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from campaign.extensions import transaction
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, Draft


class Outdated(Exception):
    """What the form showed isn't what stands any more."""


def draft_in(campaign: Campaign, language: str) -> Draft | None:
    """The draft that waits in a language."""
    drafts = releases_queries.drafts(campaign.id)
    return next((draft for draft in drafts if draft.language == language), None)


def version_of(campaign: Campaign, language: str) -> str:
    """What a form carries to say which text, and which draft of one, it showed."""
    text, draft = releases_queries.current_text(campaign.id, language), draft_in(campaign, language)
    stands = [text.sha256 if text else ""]
    if draft:
        stands += [
            draft.sha256,
            str(draft.place),
            str(draft.kind),
            str(sorted((draft.corrected or {}).items())),
        ]
    return sha256("\n".join(stands).encode()).hexdigest()[:32]


@contextmanager
def as_shown(slug: str, language: str, version: str) -> Iterator[Campaign]:
    """A transaction in which what was shown stands still. Raises Outdated, and Refusal."""
    with transaction():
        campaign = existing(slug)
        if version_of(campaign, language) != version:
            raise Outdated
        yield campaign
