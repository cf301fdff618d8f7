"""Letters of the database: known by their bytes, and brought back as a folder would have them."""

from collections.abc import Iterable

from campaign.current import settings
from campaign.letters import queries
from campaign.letters.facts import letter_address
from campaign.letters.figures import Figures
from campaign.letters.files import Written
from campaign.letters.models import DraftedLetter, DraftedSet, Letter, LetterSet
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
    return tuple(
        _returned(
            row, found, pdf=queries.pdf(found.id, row.country), leads_to=(_address(campaign, found, row),)
        )
        for row in queries.letters(found.id)
    )


def drafted_letters(campaign: Campaign) -> tuple[Returned, ...]:
    """The letters that were made at the desk and wait, as a folder would have them. Raises Refusal where none do."""
    found = queries.drafted_set(campaign.id)
    if found is None:
        raise Refusal("letters/none-drafted")
    return tuple(
        _returned(row, found, pdf=queries.drafted_pdf(campaign.id, row.country), leads_to=row.leads_to)
        for row in queries.drafted_letters(campaign.id)
    )


def _returned(
    row: Letter | DraftedLetter, of: LetterSet | DraftedSet, *, pdf: bytes | None, leads_to: Iterable[str]
) -> Returned:
    assert pdf is not None  # of the same row
    figures = Figures(row.stated, of.total, of.as_at, of.size)
    line = Written(
        country=row.country, mission=un_name(row.country, "en"), language=row.language, figures=figures,
        file=f"{row.country}.pdf", sha256=row.sha256,
    )  # fmt: skip
    return Returned(line, pdf, frozenset(leads_to), of.date, refers_to=row.refers_to)


def _address(campaign: Campaign, found: LetterSet, row: Letter) -> str:
    return letter_address(settings().base_url, campaign.slug, row.country, row.language, found.size)
