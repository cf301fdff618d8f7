"""Letters that were issued: known by their bytes, and brought back as a folder would have them."""

from campaign.current import settings
from campaign.letters import queries
from campaign.letters.facts import Figures, letter_address
from campaign.letters.files import Written
from campaign.letters.models import Letter, LetterSet
from campaign.letters.returning import Returned
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.releases.models import Campaign


def issued_as(campaign: Campaign, letters: tuple[Returned, ...]) -> LetterSet | None:
    """The set that these letters were issued as, to the byte; None if they weren't."""
    given = {letter.line.country: letter.line.sha256 for letter in letters}
    first = letters[0].line
    found = queries.set_of_letter(campaign.id, first.country, first.sha256)
    stored = {letter.country: letter.sha256 for letter in queries.letters(found.id)} if found else {}
    return found if stored == given else None


def issued_letters(campaign: Campaign) -> tuple[Returned, ...]:
    """The letters that were issued last, as a folder would have them. Raises Refusal where none were."""
    found = queries.last_issued(campaign.id)
    if found is None:
        raise Refusal("letters/none-issued", slug=campaign.slug)
    return tuple(_stored(campaign, found, letter) for letter in queries.letters(found.id))


def _stored(campaign: Campaign, found: LetterSet, letter: Letter) -> Returned:
    country, language = letter.country, letter.language
    figures = Figures(letter.stated, found.total, found.as_at, found.size)
    line = Written(
        country=country, mission=un_name(country, "en"), language=language, figures=figures, file=f"{country}.pdf",
        sha256=letter.sha256,
    )  # fmt: skip
    leads_to = letter_address(settings().base_url, campaign.slug, country, language, found.size)
    pdf = queries.pdf(found.id, country)
    assert pdf is not None
    return Returned(line, pdf, frozenset({leads_to}), found.date)
