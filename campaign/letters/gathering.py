"""From a campaign's rows to the frozen facts that its letters are made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from campaign.current import settings
from campaign.extensions import db
from campaign.letters import queries
from campaign.letters.cover import Cover
from campaign.letters.facts import (
    Block,
    LetterFacts,
    Naming,
    Paper,
    Release,
    Signatory,
    letter_address,
    reference_of,
)
from campaign.letters.figures import Earlier, Figures, Stated
from campaign.letters.models import LetterSet, Sending
from campaign.letters.returning import Returned
from campaign.lib.refusal import Refusal
from campaign.missions import queries as missions_queries
from campaign.releases import queries as releases_queries
from campaign.releases.actions.naming import MOST_SIGNATORIES
from campaign.releases.blocks import Kind
from campaign.releases.models import Campaign, Text
from campaign.releases.rendering import blocks
from campaign.releases.signed import signed_revisions
from campaign.tally import queries as tally_queries

COMMA = re.compile(r"\s*[,،，]\s*")


@dataclass(frozen=True)
class Said:
    """What all letters of a set say alike, besides their figures; the text first written stands first."""

    texts: Sequence[Text]
    organisers: tuple[str, ...]
    contact: str
    called: Mapping[str, Sequence[str]]


def last_stated(campaign: Campaign) -> Stated:
    """What letters state now. Raises Refusal while no checkpoint of the campaign's log was published or witnessed."""
    stated = queries.last_stated(campaign)
    if stated is None and tally_queries.anything_published(campaign.id):
        raise Refusal("letters/unseen-yet", slug=campaign.slug)
    if stated is None:
        raise Refusal("letters/nothing-published", slug=campaign.slug)
    return stated


def letter_facts(
    campaign: Campaign,
    *,
    day: date,
    places: Mapping[str, str],
    signing: Mapping[str, tuple[Signatory, ...]],
    paper: Paper,
    person: str = "",
    stated: Stated | None = None,
    refers: bool = False,
) -> LetterFacts:
    """Everything letters say now, with the figures stated last and the current texts. An example gives specimens.

    `places` and `signing` are by language, "" for all that have none of their own, and go before what the campaign
    says of them. `stated` are other figures, for a specimen; `person` is whom to ask, the first signatory if nobody
    else is named. With `refers` letters refer to those that their missions were sent before. What became of the forms
    is told as rooms above this one counted it for the statement (`moderation.actions.state_forms`), and not before
    they have. Raises Refusal while no checkpoint of the log was published.
    """
    stated = stated or last_stated(campaign)
    texts = releases_queries.texts(campaign.id)
    namings = _namings(campaign, places, signing)
    ours = namings.pop("", Naming())
    return LetterFacts(
        **_of_campaign(campaign), **_in_languages(campaign, texts),
        stated=stated, date=day, paper=paper,
        place=ours.place, signatories=ours.signatories, namings=namings,
        person=person or (ours.signatories[0].name if ours.signatories else ""),
        forms=queries.stated_forms(campaign.id, stated.size),
        missions=queries.missions(),
        earlier=earlier_letters(campaign.id, before=stated.size) if refers else {},
    )  # fmt: skip


def _of_campaign(campaign: Campaign) -> dict[str, Any]:
    return {
        "slug": campaign.slug, "organisers": tuple(campaign.organisers), "contact": campaign.contact or "",
        "specimen": campaign.example, "territories": bool(campaign.territories), "base_url": settings().base_url,
        "fingerprint": tally_queries.verifier(campaign.id),
    }  # fmt: skip


def earlier_letters(campaign: int, *, before: int) -> dict[str, Earlier]:
    """By State, the letter that its mission was sent last, at a checkpoint of a smaller size than `before`."""
    return {country: _earlier(letters) for country, letters in queries.reached(campaign, before=before)}


def _earlier(letters: LetterSet) -> Earlier:
    return Earlier(letters.size, letters.date, letters.total, letters.as_at)


def _namings(
    campaign: Campaign, places: Mapping[str, str], signing: Mapping[str, tuple[Signatory, ...]]
) -> dict[str, Naming]:
    """By language. What is given for all languages goes before what the campaign says of any."""
    stored = {code: signatories(tuple(lines)) for code, lines in (campaign.signatories or {}).items()}
    places = {**({} if "" in places else campaign.letter_places or {}), **places}
    signing = {**({} if "" in signing else stored), **signing}
    called = campaign.called or {}
    return {
        code: Naming(tuple(called.get(code, ())), places.get(code, ""), signing.get(code, ()))
        for code in {*called, *places, *signing}
    }


def _in_languages(campaign: Campaign, texts: Sequence[Text]) -> dict[str, Any]:
    """What the texts say; the one first written is the original."""
    return {
        "original": texts[0].language,
        "headline": {text.language: text.headline for text in texts},
        "demand": {text.language: text.demand for text in texts},
        "releases": _releases(campaign, texts),
    }


def _releases(campaign: Campaign, texts: Sequence[Text]) -> dict[str, Release]:
    """By language."""
    signed = sorted(signed_revisions(campaign.id), key=lambda each: -each.revision)
    return {
        text.language: Release(
            blocks=tuple(letter_block(*block) for block in blocks(text.body)),
            place=text.place or "",
            date=text.date,
            revision=text.revision,
            signed={each.revision: each.at_least for each in signed if each.language == text.language},
        )
        for text in texts
    }


def signatory(line: str) -> Signatory:
    """ "Name, office, organisation", of which the last two may be missing. Raises Refusal without a name."""
    name, *rest = COMMA.split(line.strip(), maxsplit=2)
    if not name:
        raise Refusal("letters/nameless-signatory", signatory=line)
    return Signatory(name, *rest)


def signatories(lines: tuple[str, ...]) -> tuple[Signatory, ...]:
    """All of them, in their order. Raises Refusal for more than fit under a letter."""
    if len(lines) > MOST_SIGNATORIES:
        raise Refusal("letters/too-many-signatories", most=MOST_SIGNATORIES, count=len(lines))
    return tuple(signatory(one) for one in lines)


def letter_block(kind: Kind, text: str) -> Block:
    """A block of the rendered release as letters set it: the marker apart from its text."""
    match kind:
        case "numbered":
            marker, _, text = text.partition(" ")
            return Block(text, marker)
        case "item":
            return Block(text, "–")
        case "paragraph":
            return Block(text)
    assert_never(kind)


def outgoing(key: int) -> tuple[Sending, Cover, bytes]:
    """One letter on its way: its row, what its mail says, its PDF."""
    row = db.session.get_one(Sending, key, populate_existing=True)
    letters = db.session.get_one(LetterSet, row.set_id)
    letter, pdf = queries.letter(row.set_id, row.country), queries.pdf(row.set_id, row.country)
    assert letter is not None  # its foreign key leads there
    assert pdf is not None
    campaign = releases_queries.campaign_by_id(letters.campaign_id)
    figures = Figures(letter.stated, letters.total, letters.as_at, letters.size)
    said = _said(campaign, letters)
    cover = _cover(campaign, row.country, letter.language, figures, said, refers_to=letter.refers_to)
    return row, cover, pdf


def cover_of_returned(campaign: Campaign, returned: Returned) -> Cover:
    """What the mail of a letter in a folder would say. Raises Refusal."""
    line = returned.line
    letters = queries.set_of_letter(campaign.id, line.country, line.sha256)
    said = _said(campaign, letters)
    return _cover(campaign, line.country, line.language, line.figures, said, refers_to=returned.refers_to)


def _said(campaign: Campaign, letters: LetterSet | None) -> Said:
    """As it was when these letters were issued; as it is now, if they aren't."""
    if letters is None:
        texts = releases_queries.texts(campaign.id)
        return Said(texts, tuple(campaign.organisers), campaign.contact or "", campaign.called or {})
    texts = releases_queries.texts_named(campaign.id, letters.texts)
    # A set may have been issued before there was a contact; it can't be sent before.
    contact = letters.contact or campaign.contact or ""
    return Said(texts, tuple(letters.organisers), contact, letters.called or {})


def _cover(
    campaign: Campaign, country: str, language: str, figures: Figures, said: Said, *, refers_to: int | None
) -> Cover:
    """With the text in the letter's language, or the first."""
    earlier = queries.letter_set(campaign.id, refers_to) if refers_to else None
    text = next((text for text in said.texts if text.language == language), said.texts[0])
    return Cover(
        country=country,
        language=language,
        figures=figures,
        reference=reference_of(campaign.slug, country, figures.size),
        earlier=_earlier(earlier) if earlier else None,
        earlier_reference=reference_of(campaign.slug, country, earlier.size) if earlier else "",
        headline=text.headline,
        demand=text.demand,
        gender=missions_queries.gender(country),
        text_language=text.language,
        organisers=tuple(said.called.get(language) or said.organisers),
        contact=said.contact,
        address=letter_address(settings().base_url, campaign.slug, country, language, figures.size),
    )
