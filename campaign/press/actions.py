"""Answers for journalists: written, then published as they are, or taken off the page."""

from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.lib.refusal import Refusal
from campaign.lib.text import several_lines
from campaign.press.answers import NAMES, words_of
from campaign.press.filling import unfillable
from campaign.press.models import PressAnswer, PressQuestion
from campaign.releases.actions.refusing import existing

LONGEST = 2_000


def write_answer(*, slug: str, language: str, question: PressQuestion, words: str) -> None:
    """Put these words in the place of what was being written; empty is what came with the program again.

    What the public reads stays as it is. Raises Refusal, about `words`.
    """
    text = fit(words)
    if names := unfillable(text, NAMES):
        raise Refusal("press/no-such-figure", names=", ".join(names), known=", ".join(NAMES)).about("words")
    with transaction():
        _put(existing(slug).id, language, question, words=text or None)
        audit.note(Act.PRESS_ANSWER, campaign=slug, language=language, question=question.value)


def publish_answer(*, slug: str, language: str, question: PressQuestion, publish: bool) -> None:
    """Let the public read the answer as it is written now, or no longer. Raises Refusal while there is none."""
    with transaction():
        campaign = existing(slug)
        words = words_of(campaign, language, question) if publish else None
        if words == "":
            raise Refusal("press/nothing-written").about("words")
        _put(campaign.id, language, question, shown=words)
        act = Act.PRESS_ANSWER_PUBLISH if publish else Act.PRESS_ANSWER_HIDE
        audit.note(act, campaign=slug, language=language, question=question.value)


def fit(words: str) -> str:
    """The words as they are stored. Raises Refusal, about `words`."""
    try:
        return several_lines(words, most=LONGEST)
    except Refusal as refusal:
        raise refusal.about("words") from None


def _put(campaign: int, language: str, question: PressQuestion, **values: Any) -> None:
    """In the caller's transaction."""
    keys = {"campaign_id": campaign, "language": language, "question": question}
    statement = insert(PressAnswer).values(**keys, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))
