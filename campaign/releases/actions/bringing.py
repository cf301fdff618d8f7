"""A draft that waited beside a text elsewhere waits here beside it too."""

from campaign.extensions import transaction
from campaign.releases import queries
from campaign.releases.actions.drafting import TakenIn, as_draft
from campaign.releases.actions.refusing import existing
from campaign.releases.canonical import Canonical
from campaign.releases.models import CorrectionKind


def bring_draft(
    *,
    slug: str,
    wording: Canonical,
    place: str | None,
    kind: CorrectionKind | None,
    corrected: dict[str, str],
) -> TakenIn:
    """Of a campaign that isn't public either; `take_in` would make it the text at once. Raises Refusal."""
    with transaction():
        campaign = existing(slug)
        current = queries.current_text(campaign.id, wording.language)
        return as_draft(campaign, current, wording, place, kind, corrected)
