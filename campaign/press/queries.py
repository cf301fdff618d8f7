"""Reading the answers for journalists, and which steps of the end are done."""

from sqlalchemy import select

from campaign.extensions import db
from campaign.press.models import EndingStep, EndingStepDone, PressAnswer, PressQuestion


def answer(campaign: int, language: str, question: PressQuestion) -> PressAnswer | None:
    """What was written or published of one; None where nothing was."""
    return db.session.get(PressAnswer, (campaign, language, question), populate_existing=True)


def answers(campaign: int, language: str) -> dict[PressQuestion, PressAnswer]:
    """All of a language, in the order of the questions."""
    mine = PressAnswer.campaign_id == campaign, PressAnswer.language == language
    rows = {row.question: row for row in db.session.scalars(select(PressAnswer).where(*mine))}
    return {question: rows[question] for question in PressQuestion if question in rows}


def written(campaign: int) -> list[PressAnswer]:
    """Those of all languages whose words somebody wrote, published or not, in a fixed order."""
    mine = PressAnswer.campaign_id == campaign, PressAnswer.words.is_not(None)
    query = select(PressAnswer).where(*mine).order_by(PressAnswer.language, PressAnswer.question)
    return list(db.session.scalars(query))


def published(campaign: int, language: str) -> dict[PressQuestion, str]:
    """The words that the public reads, figures in braces, in the order of the questions."""
    rows = answers(campaign, language)
    return {question: row.shown for question, row in rows.items() if row.shown is not None}


def steps_done(campaign: int) -> dict[EndingStep, EndingStepDone]:
    """Those that were noted."""
    query = select(EndingStepDone).where(EndingStepDone.campaign_id == campaign)
    return {row.step: row for row in db.session.scalars(query)}
