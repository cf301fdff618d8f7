"""What is known of a campaign besides its texts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.countries import codes
from campaign.lib.refusal import Refusal
from campaign.releases.actions.naming import letter_place, letter_signatories, public_names, some_names
from campaign.releases.actions.notices import NOTICES, set_notices
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState

Cleaned = Callable[..., Any]
FACTS = (
    "goal", "closes", "organisers", "called", "contact", "withheld", "write_to_mission", "territories", "at_risk",
    "reminder_on", "letter_places", "signatories", *NOTICES,
)  # fmt: skip

# How each of these is cleaned, and the field that a refusal is about.
BY_LANGUAGE: Mapping[str, tuple[Cleaned, str]] = {
    "called": (public_names, "organisers"),
    "letter_places": (letter_place, "place"),
    "signatories": (letter_signatories, "signatories"),
}


def change(
    *,
    slug: str,
    goal: int | None = None,
    closes: date | None = None,
    organisers: list[str] | None = None,
    contact: str | None = None,
    withhold: list[str] | None = None,
    write_to_mission: bool | None = None,
    territories: bool | None = None,
    at_risk: bool | None = None,
    reminder: bool | None = None,
    called: Mapping[str, Sequence[str]] | None = None,
    letter_places: Mapping[str, str] | None = None,
    signatories: Mapping[str, Sequence[str]] | None = None,
    notices: Mapping[str, str] | None = None,
) -> Campaign:
    """Set what is given, leave the rest. Raises Refusal.

    Countries may be withheld too, never shown again; harm may be ruled out before the opening. `called`,
    `letter_places` and `signatories` are by language, "" for all that have none of their own; each language given is
    replaced, by nothing too. `notices` are those of NOTICES that the privacy page is to say. Of a closed campaign only
    the contact, `territories` and the last three can be set: questions and letters go on.
    """
    others = (goal, closes, organisers, called, withhold, write_to_mission, at_risk, reminder)
    with transaction():
        campaign = existing(slug)
        _require_changeable(campaign, any(fact is not None for fact in others), closes, goal)
        with _noted(campaign):
            _set(
                campaign, goal=goal, closes=closes, contact=contact or None, write_to_mission=write_to_mission,
                territories=territories, organisers=some_names(organisers) if organisers else None,
                withheld=None if withhold is None else _withheld(campaign, withhold),
                at_risk=None if at_risk is None else _risk(campaign, at_risk),
            )  # fmt: skip
            _set_reminder(campaign, reminder)
            _set_by_language(campaign, called=called, letter_places=letter_places, signatories=signatories)
            set_notices(campaign, notices or {})
            _turn_off_what_harms(campaign)
        return campaign


def _turn_off_what_harms(campaign: Campaign) -> None:
    """Ruled out a second time, harm turns nothing on by itself."""
    campaign.names_on, campaign.reminder_on = campaign.shows_names, campaign.reminds
    campaign.framed_by = campaign.framers or None


def _set(campaign: Campaign, **facts: Any) -> None:
    for name, fact in facts.items():
        if fact is not None:
            setattr(campaign, name, fact)


def _require_changeable(campaign: Campaign, others: bool, closes: date | None, goal: int | None) -> None:
    """`others` says that something is given which a closed campaign keeps."""
    if others and campaign.state == CampaignState.CLOSED:
        raise Refusal("releases/closed-for-changes", slug=campaign.slug)
    if closes is not None and closes <= clock.today():
        raise Refusal("releases/closing-day-past", closes=closes)
    if goal is not None and goal < 1:
        raise Refusal("releases/goal")


def _set_by_language(campaign: Campaign, **by_language: Mapping[str, Any] | None) -> None:
    """Set what is by language, as far as it is given."""
    for name, (cleaned, field) in BY_LANGUAGE.items():
        setattr(campaign, name, _by_language(getattr(campaign, name), by_language[name], cleaned, field))


def _by_language(
    stands: dict[str, Any] | None, changes: Mapping[str, Any] | None, cleaned: Cleaned, field: str
) -> dict[str, Any] | None:
    """Raises Refusal, about the field of the language in which something is wrong."""
    if changes is None:
        return stands
    own = {code: cleaned(said, field=f"{field}-{code}" if code else field) for code, said in changes.items()}
    merged = {**(stands or {}), **own}
    return {code: said for code, said in sorted(merged.items()) if said} or None


@contextmanager
def _noted(campaign: Campaign) -> Iterator[None]:
    """Which facts are others afterwards, never what they say; which countries are withheld besides."""
    before = {name: getattr(campaign, name) for name in FACTS}
    yield
    db.session.flush()
    changed = [name for name in FACTS if getattr(campaign, name) != before[name]]
    if "withheld" in changed:
        more = sorted(set(campaign.withheld or ()) - set(before["withheld"] or ()))
        audit.note(Act.WITHHOLD, campaign=campaign.slug, countries=more)
    if fields := [name for name in changed if name != "withheld"]:
        audit.note(Act.CHANGE, campaign=campaign.slug, fields=fields)


def _risk(campaign: Campaign, at_risk: bool) -> bool:
    if not at_risk and campaign.protects_signers and campaign.state != CampaignState.DRAFT:
        raise Refusal("releases/risk-stays")
    return at_risk


def _set_reminder(campaign: Campaign, reminder: bool | None) -> None:
    """It is turned on where harm is ruled out, before the opening, and off at any time."""
    if reminder and campaign.protects_signers:
        raise Refusal("releases/reminder-protected")
    if reminder and not campaign.reminder_on and campaign.state != CampaignState.DRAFT:
        raise Refusal("releases/reminder-late")
    if reminder is not None:
        campaign.reminder_on = reminder


def _withheld(campaign: Campaign, added: list[str]) -> list[str]:
    if unknown := sorted(set(added) - codes()):
        raise Refusal("releases/not-countries", codes=unknown)
    return sorted(set(campaign.withheld or ()) | set(added))
