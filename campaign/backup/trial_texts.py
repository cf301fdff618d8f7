"""The texts and drafts of a trial's file, taken in as if they were typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaign.backup.trial_checks import one, require_languages
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.reading.cleaning import clean
from campaign.releases import actions as releases
from campaign.releases.actions.bringing import bring_draft
from campaign.releases.canonical import Canonical
from campaign.releases.models import CorrectionKind


def take_text(slug: str, text: Mapping[str, Any]) -> None:
    """Raises Refusal."""
    wording = _wording(text)
    releases.take_in(
        slug=slug, language=wording.language, headline=wording.headline, place=_place(text), day=wording.date,
        demand=wording.demand, body=wording.body, sure_of_language=True,
    )  # fmt: skip


def take_draft(slug: str, draft: Mapping[str, Any]) -> None:
    """Raises Refusal."""
    kind = one(CorrectionKind, "kind", draft) if draft["kind"] is not None else None
    corrected = draft["corrected"] or {}
    require_languages(corrected)
    bring_draft(slug=slug, wording=_wording(draft), place=_place(draft), kind=kind, corrected=corrected)


def _wording(text: Mapping[str, Any]) -> Canonical:
    require_languages([text["language"]], LANGUAGES)
    words = {name: clean(text[name])[0].strip() for name in ("headline", "demand", "body")}
    if empty := next((name for name, said in words.items() if not said), None):
        raise Refusal("backup/trial-fact", section="texts", name=empty)
    return Canonical(language=text["language"], date=date.fromisoformat(text["date"]), **words)


def _place(text: Mapping[str, Any]) -> str | None:
    place = " ".join(clean(text["place"] or "")[0].split())
    if len(place) > 120:
        raise Refusal("backup/trial-fact", section="texts", name="place")
    return place or None
