"""A release that was read, and perhaps mended by hand, is taken in as a draft: by command and at the desk."""

from campaign.lib.refusal import Refusal
from campaign.reading.release import Release
from campaign.releases.actions.drafting import TakenIn, take_in
from campaign.releases.models import CorrectionKind

LONGEST_DEMAND = 600
LONGEST_HEADLINE, LONGEST_PLACE = 250, 120
MOST_PARAGRAPHS = 1_000
"""More would take a comparison with the text before it seconds."""


def take_in_release(
    *,
    slug: str,
    language: str,
    release: Release,
    demand: str,
    kind: CorrectionKind | None = None,
    corrected: dict[str, str] | None = None,
    sure_of_language: bool = False,
) -> TakenIn:
    """As `take_in`, for a release with its day. Raises Refusal, and LooksOtherwise where the language doesn't fit."""
    demand = one_line(demand)
    require_parts(release)
    assert release.date is not None  # just asked for
    return take_in(
        slug=slug,
        language=language,
        headline=release.headline,
        place=release.place,
        day=release.date,
        demand=demand,
        body=release.body,
        kind=kind,
        corrected=corrected,
        sure_of_language=sure_of_language,
    )


def require_parts(release: Release) -> None:
    """Raises Refusal for a part that is missing, or longer than any release's."""
    if not 0 < len(release.headline) <= LONGEST_HEADLINE:
        raise Refusal("releases/long-headline", most=LONGEST_HEADLINE)
    if len(release.place or "") > LONGEST_PLACE:
        raise Refusal("releases/long-place", most=LONGEST_PLACE)
    if release.date is None:
        raise Refusal("releases/no-day")
    if not release.body:
        raise Refusal("releases/no-body")
    if len(release.paragraphs) > MOST_PARAGRAPHS:
        raise Refusal("releases/many-paragraphs", most=MOST_PARAGRAPHS)


def one_line(demand: str) -> str:
    """A demand as it is signed. Raises Refusal for one that is empty, long, or ends in the middle."""
    line = " ".join(demand.split())
    if line.endswith(("…", "...")):
        raise Refusal("releases/half-demand", demand=line)
    if not line or len(line) > LONGEST_DEMAND:
        raise Refusal("releases/long-demand", most=LONGEST_DEMAND)
    return line
