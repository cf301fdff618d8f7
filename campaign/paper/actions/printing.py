"""Slips get their numbers and codes. A code is handed out once, to be printed; the server keeps its hash."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import hash_token
from campaign.paper import queries
from campaign.paper.actions.refusing import while_signed
from campaign.paper.codes import new_code
from campaign.paper.models import Slip, SlipState
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import Text

MOST = 200  # at once
MOST_IN_ALL = 1_000_000
PURPOSE = "paper"


@dataclass(frozen=True)
class NewSlip:
    """A slip that is about to be printed."""

    number: int
    code: str


def make_slips(*, slug: str, language: str, count: int) -> tuple[Text, list[NewSlip]]:
    """So many new slips in a language of our pages, and the text that stands on them. Raises Refusal."""
    if not 1 <= count <= MOST:
        raise Refusal("paper/count", most=MOST).about("count")
    if language not in LANGUAGES:
        raise Refusal("paper/language").about("language")
    with transaction() as session:
        campaign = while_signed(slug)
        if queries.keeping(campaign.id) is None:
            raise Refusal("paper/no-keeper").about("keeper")
        if campaign.taken_down_at is not None:
            raise Refusal("paper/taken-down")
        text = releases_queries.text_for(campaign.id, language)
        # Whoever signs on paper has read it, and nobody sees when she does.
        releases.note_signed(campaign=campaign.id, text=text.sha256)
        made = _numbered(campaign.id, count)
        rows = [
            {"campaign_id": campaign.id, "number": each.number, "state": SlipState.PRINTED, "language": language,
             "text": text.sha256, "code_hash": hash_token(each.code, purpose=PURPOSE)}
            for each in made
        ]  # fmt: skip
        session.execute(insert(Slip), rows)
        audit.note(Act.PAPER_PRINT, campaign=slug, people=count, language=language)
    return text, made


def _numbered(campaign: int, count: int) -> list[NewSlip]:
    """The numbers after those that there are; the campaign is locked."""
    last = db.session.scalar(select(func.max(Slip.number)).where(Slip.campaign_id == campaign)) or 0
    if last + count > MOST_IN_ALL:
        raise Refusal("paper/count", most=MOST).about("count")
    return [NewSlip(number, new_code()) for number in range(last + 1, last + count + 1)]
