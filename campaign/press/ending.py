"""After the close: the report is published as it was read, and what only people can know is noted as done."""

from typing import Any

from sqlalchemy import delete

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.press.models import EndingStep, EndingStepDone
from campaign.press.report import report_figures
from campaign.releases.actions.concluding import closed
from campaign.releases.models import PublishedReport
from campaign.tally import queries as tally_queries


def publish_report(*, slug: str, seen: dict[str, Any] | None = None) -> PublishedReport:
    """Let the public read the figures of now, for good; a report of before is replaced.

    With `seen` the figures that were looked at: others are not published. Raises Refusal.
    """
    with transaction() as session:
        campaign = closed(slug)
        if tally_queries.waiting_count(campaign.id):
            raise Refusal("press/not-counted")
        figures = report_figures(campaign)
        if seen is not None and seen != figures:
            raise Refusal("press/other-figures")
        values = {"figures": figures, "published_at": clock.now()}
        statement = insert(PublishedReport).values(campaign_id=campaign.id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id"], set_=values))
        audit.note(Act.REPORT_PUBLISH, campaign=slug)
        return session.get_one(PublishedReport, campaign.id, populate_existing=True)


def hide_report(*, slug: str) -> None:
    """Take it off the site; safe to repeat. Raises Refusal."""
    with transaction() as session:
        campaign = closed(slug)
        gone = delete(PublishedReport).where(PublishedReport.campaign_id == campaign.id)
        if session.scalar(gone.returning(PublishedReport.campaign_id)) is not None:
            audit.note(Act.REPORT_HIDE, campaign=slug)


def note_step(*, slug: str, step: EndingStep, is_done: bool) -> None:
    """Note that a step is done since now, or that it is open again; safe to repeat. Raises Refusal."""
    with transaction() as session:
        campaign = closed(slug)
        if is_done:
            statement = insert(EndingStepDone).values(campaign_id=campaign.id, step=step, done_at=clock.now())
            session.execute(statement.on_conflict_do_nothing())
        else:
            mine = EndingStepDone.campaign_id == campaign.id, EndingStepDone.step == step
            session.execute(delete(EndingStepDone).where(*mine))
        act = Act.ENDING_STEP if is_done else Act.ENDING_STEP_UNDO
        audit.note(act, campaign=slug, step=step.value)
