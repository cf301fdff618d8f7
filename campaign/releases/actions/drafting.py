"""Texts of a campaign that is public wait as drafts until somebody has looked at them and publishes them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import hash_token
from campaign.reading.bilingual import languages_in
from campaign.reading.cleaning import clean
from campaign.reading.language import looks_other
from campaign.releases import queries
from campaign.releases.actions.publishing import (
    check_slug,
    preview_token,
    publish,
    publish_wording,
    require_open_for_texts,
    require_revisable,
)
from campaign.releases.actions.refusing import existing, locked
from campaign.releases.canonical import Canonical, canonical_text, text_hash
from campaign.releases.changes import Change, changes
from campaign.releases.models import Campaign, CampaignState, CorrectionKind, Draft, Text
from campaign.vault.wiping import note_erased

LONGEST_SENTENCE = 300


class LooksOtherwise(Refusal):
    """The words look like another language than the one they were given as; whoever is sure says so."""


class TwoLanguages(Refusal):
    """A text is in more than one language; each can be had from it, or whoever is sure takes it as one."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Their codes, in the order of the text."""
        return tuple(self.facts["languages"])


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """Where a text is now: `text` of a draft campaign, or `draft` of a public one. Neither is public.

    Both are None where these words stand already. `changes` is what would be another than now, nothing for what is new;
    `replaced` says whether another draft gave way to this one.
    """

    text: Text | None = None
    draft: Draft | None = None
    changes: tuple[Change, ...] = ()
    replaced: bool = False


def take_in(
    *,
    slug: str,
    language: str,
    headline: str,
    place: str | None,
    day: date,
    demand: str,
    body: str,
    kind: CorrectionKind | None = None,
    corrected: dict[str, str] | None = None,
    sure_of_language: bool = False,
) -> TakenIn:
    """Take a text in without showing it to the public: into a draft campaign, or as a draft of a public one.

    A language has one draft, and another takes its place. What corrects a text has a `kind`; that of a fact has a
    sentence in each language of the campaign. Raises Refusal, LooksOtherwise where the language doesn't fit, and
    TwoLanguages where the text is in more than one.
    """
    check_slug(slug)
    if not sure_of_language:
        require_one_language(f"{headline}\n\n{body}")
        require_language(language, text=f"{headline}\n{body}", demand=demand)
    wording = Canonical(language=language, headline=headline, date=day, demand=demand, body=body)
    with transaction():
        campaign = locked(slug)
        if campaign is None or campaign.state == CampaignState.DRAFT:
            text = publish(
                slug=slug,
                language=language,
                headline=headline,
                place=place,
                day=day,
                demand=demand,
                body=body,
            )
            return TakenIn(text=text)
        current = queries.current_text(campaign.id, language)
        return as_draft(campaign, current, wording, place, kind, corrected or {})


def publish_drafts(*, slug: str, language: str | None = None) -> list[Text]:
    """Make the draft in a language the public's text, or the drafts in all of them at once. Raises Refusal."""
    with transaction() as session:
        campaign = existing(slug)
        drafts = _required(campaign, language)
        texts = []
        for draft in drafts:
            current = queries.current_text(campaign.id, draft.language)
            if draft.replaces != (current.sha256 if current else None):
                raise Refusal("releases/draft-of-an-older-text", language=draft.language, slug=slug)
            texts.append(
                publish_wording(
                    campaign=campaign,
                    wording=_wording(draft),
                    place=draft.place,
                    kind=draft.kind,
                    corrected=draft.corrected,
                )
            )
            session.delete(draft)
        note_erased("text_drafts")
        return texts


def discard_drafts(*, slug: str, language: str | None = None) -> list[str]:
    """Delete the draft in a language, or all; the languages of those that were. Raises Refusal where there is none."""
    with transaction() as session:
        languages = []
        for draft in _required(existing(slug), language):
            languages.append(draft.language)
            session.delete(draft)
        note_erased("text_drafts")
        audit.note(Act.DISCARD, campaign=slug, languages=languages)
        return languages


def draft_token(draft: Draft) -> str:
    """The unguessable part of a draft's preview link: each wording has its own."""
    campaign = queries.campaign_by_id(draft.campaign_id)
    return preview_token(f"{campaign.slug}/{draft.language}/{draft.sha256}")


def require_language(language: str, **parts: str) -> None:
    """Raises LooksOtherwise for the first part that is in another language, as far as that can be told."""
    for part, words in parts.items():
        if looks := looks_other(words, language):
            raise LooksOtherwise("releases/other-language", part=part, looks=looks, language=language)


def require_one_language(text: str) -> None:
    """Raises TwoLanguages for a text in more than one."""
    if len(languages := languages_in(text)) > 1:
        raise TwoLanguages("releases/two-languages", languages=list(languages))


def as_draft(
    campaign: Campaign,
    current: Text | None,
    wording: Canonical,
    place: str | None,
    kind: CorrectionKind | None,
    corrected: dict[str, str],
) -> TakenIn:
    """The same beside the current text, of a campaign that the caller has locked."""
    require_open_for_texts(campaign)
    sha256 = text_hash(canonical_text(**vars(wording)))
    replaced = _drop(campaign, wording.language)
    if current and current.sha256 == sha256:
        return TakenIn()
    require_revisable(campaign, current, wording, sha256)
    if current:
        corrected = _noted(campaign, kind, corrected)
    draft = Draft(
        campaign_id=campaign.id,
        sha256=sha256,
        replaces=current.sha256 if current else None,
        place=place,
        kind=kind if current else None,
        corrected=corrected or None,
        preview_hash=b"",
        made_at=clock.now(),
        **vars(wording),
    )
    draft.preview_hash = hash_token(draft_token(draft), purpose="preview")
    db.session.add(draft)
    db.session.flush()
    audit.note(
        Act.DRAFT,
        campaign=campaign.slug,
        kind=draft.kind.value if draft.kind else None,
        language=draft.language,
        sha256=sha256,
    )
    return TakenIn(draft=draft, changes=changes(current, draft) if current else (), replaced=replaced)


def _drop(campaign: Campaign, language: str) -> bool:
    """Whether a draft waited there."""
    gone = delete(Draft).where(Draft.campaign_id == campaign.id, Draft.language == language)
    dropped = db.session.scalar(gone.returning(Draft.id)) is not None
    if dropped:
        note_erased("text_drafts")
    return dropped


def required_sentences(campaign: Campaign, corrected: dict[str, str]) -> dict[str, str]:
    """What was corrected, a line in each language. Raises Refusal where one is missing, or too long."""
    sentences = {language: " ".join(clean(sentence)[0].split()) for language, sentence in corrected.items()}
    languages = [text.language for text in queries.current_texts(campaign.id)]
    if missing := [language for language in languages if not sentences.get(language)]:
        raise Refusal("releases/what-was-corrected", languages=missing)
    if any(len(sentence) > LONGEST_SENTENCE for sentence in sentences.values()):
        raise Refusal("releases/long-correction", most=LONGEST_SENTENCE)
    return {language: sentences[language] for language in languages}


def _noted(campaign: Campaign, kind: CorrectionKind | None, corrected: dict[str, str]) -> dict[str, str]:
    """The sentences of a correction, a line each. Raises Refusal where one is missing, or is too much."""
    match kind:
        case None:
            raise Refusal("releases/which-kind")
        case CorrectionKind.SPELLING:
            if corrected:
                raise Refusal("releases/spelling-has-no-note")
            return {}
        case CorrectionKind.FACT:
            return required_sentences(campaign, corrected)


def _required(campaign: Campaign, language: str | None) -> list[Draft]:
    query = select(Draft).where(Draft.campaign_id == campaign.id).order_by(Draft.id)
    drafts = [each for each in db.session.scalars(query) if language in (None, each.language)]
    if not drafts:
        raise Refusal("releases/no-draft", slug=campaign.slug)
    return drafts


def _wording(draft: Draft) -> Canonical:
    return Canonical(
        language=draft.language,
        headline=draft.headline,
        date=draft.date,
        demand=draft.demand,
        body=draft.body,
    )
