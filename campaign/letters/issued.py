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
    returned = {letter.line.country: letter.line.sha256 for letter in letters}
    first = letters[0].line
    letter_set = queries.set_of_letter(campaign.id, first.country, first.sha256)
    stored = (
        {letter.country: letter.sha256 for letter in queries.letters(letter_set.id)} if letter_set else {}
    )
    return letter_set if stored == returned else None


def issued_letters(campaign: Campaign) -> tuple[Returned, ...]:
    """The letters that were issued last, as a folder would have them. Raises Refusal where none were."""
    letter_set = queries.last_issued(campaign.id)
    if letter_set is None:
        raise Refusal("letters/none-issued", slug=campaign.slug)
    return tuple(
        _returned(
            row,
            letter_set,
            pdf=queries.pdf(letter_set.id, row.country),
            leads_to=(_address(campaign, letter_set, row),),
        )
        for row in queries.letters(letter_set.id)
    )


def drafted_letters(campaign: Campaign) -> tuple[Returned, ...]:
    """The letters that were made at the desk and wait, as a folder would have them. Raises Refusal where none do."""
    drafted = queries.drafted_set(campaign.id)
    if drafted is None:
        raise Refusal("letters/none-drafted")
    return tuple(
        _returned(row, drafted, pdf=queries.drafted_pdf(campaign.id, row.country), leads_to=row.leads_to)
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


def _address(campaign: Campaign, letter_set: LetterSet, row: Letter) -> str:
    return letter_address(settings().base_url, campaign.slug, row.country, row.language, letter_set.size)
