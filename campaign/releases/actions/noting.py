"""A misprint in a demand that people have signed: the demand stays, and a note under the text says so."""

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases import queries
from campaign.releases.actions.drafting import required_sentences
from campaign.releases.actions.refusing import existing
from campaign.releases.models import TextNote


def note_misprint(*, slug: str, language: str, sentences: dict[str, str]) -> TextNote:
    """Note under a text, by day, what is misprinted in its signed demand; `sentences` has every language's.

    It is public at once, and goes with the words of the revision it was made under. Raises Refusal where nobody has
    signed yet, since the demand itself can still be corrected, and for a sentence that is missing or too long.
    """
    with transaction() as session:
        campaign = existing(slug)
        text = queries.current_text(campaign.id, language)
        if text is None or not queries.is_demand_signed(campaign.id, language):
            raise Refusal("releases/unsigned-demand", language=language)
        note = TextNote(
            text_id=text.id, corrected=required_sentences(campaign, sentences), made_at=clock.now()
        )
        session.add(note)
        session.flush()
        audit.note(Act.NOTE, campaign=slug, language=language, revision=text.revision, sha256=text.sha256)
        return note
