"""Letters that were made at the desk, brought back as a folder would have them."""

from campaign.letters import queries
from campaign.letters.facts import Figures
from campaign.letters.files import Written
from campaign.letters.models import DraftedLetter, DraftedSet
from campaign.letters.returning import Returned
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.releases.models import Campaign


def drafted_letters(campaign: Campaign) -> tuple[Returned, ...]:
    """All of them, with their bytes. Raises Refusal where none wait."""
    drafted = queries.drafted_set(campaign.id)
    if drafted is None:
        raise Refusal("letters/none-drafted")
    return tuple(_returned(drafted, letter) for letter in queries.drafted_letters(campaign.id))


def _returned(drafted: DraftedSet, letter: DraftedLetter) -> Returned:
    figures = Figures(letter.stated, drafted.total, drafted.as_at, drafted.size)
    line = Written(
        country=letter.country, mission=un_name(letter.country, "en"), language=letter.language, figures=figures,
        file=f"{letter.country}.pdf", sha256=letter.sha256,
    )  # fmt: skip
    pdf = queries.drafted_pdf(drafted.campaign_id, letter.country)
    assert pdf is not None
    return Returned(line, pdf, frozenset(letter.leads_to), drafted.date)
