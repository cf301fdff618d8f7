"""What became of the demand: written after the close, read once more, and published."""

from collections.abc import Mapping

from sqlalchemy import func, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import several_lines
from campaign.releases import queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignOutcome, CampaignState

LONGEST = 4_000


def write_outcome(*, slug: str, words: Mapping[str, str]) -> None:
    """Keep these words, by language, in the place of those that were being written; the public reads none of them yet.

    Raises Refusal, about `words-<language>`.
    """
    texts = fit(words)
    with transaction() as session:
        campaign = closed(slug)
        for language, text in texts.items():
            statement = insert(CampaignOutcome).values(
                campaign_id=campaign.id, language=language, words=text, shown=""
            )
            keys = ["campaign_id", "language"]
            session.execute(
                statement.on_conflict_do_update(index_elements=keys, set_={"words": statement.excluded.words})
            )
        audit.note(Act.OUTCOME_WRITE, campaign=slug, languages=sorted(texts))


def fit(words: Mapping[str, str]) -> dict[str, str]:
    """The words as they are stored. Raises Refusal, about `words-<language>`."""
    return {code: _fit(code, text) for code, text in words.items()}


def publish_outcome(*, slug: str, publish: bool) -> None:
    """Let the public read the words as they are now, in each language, or no longer. Raises Refusal."""
    with transaction() as session:
        campaign = closed(slug)
        now = clock.now()
        mine = update(CampaignOutcome).where(CampaignOutcome.campaign_id == campaign.id)
        if not publish:
            session.execute(mine.where(CampaignOutcome.shown != "").values(shown="", changed_at=now))
            audit.note(Act.OUTCOME_HIDE, campaign=slug)
            return
        if not any(row.words for row in queries.outcomes(campaign.id).values()):
            raise Refusal("releases/no-outcome")
        session.execute(
            mine.where(CampaignOutcome.shown != CampaignOutcome.words).values(
                shown=CampaignOutcome.words,
                published_at=func.coalesce(CampaignOutcome.published_at, now),
                changed_at=now,
            )
        )
        audit.note(Act.OUTCOME_PUBLISH, campaign=slug)


def closed(slug: str) -> Campaign:
    """The campaign, for what begins with its close. Raises Refusal."""
    campaign = existing(slug)
    if campaign.state != CampaignState.CLOSED:
        raise Refusal("releases/not-closed", slug=slug)
    return campaign


def _fit(language: str, text: str) -> str:
    try:
        return several_lines(text, most=LONGEST)
    except Refusal as refusal:
        raise refusal.about(f"words-{language}") from None
