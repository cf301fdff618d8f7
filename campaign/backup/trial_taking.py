"""A campaign that begins from the file of a trial: each fact goes the way it would go if it were typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.backup.trial_checks import one, require_languages, within
from campaign.backup.trial_file import Trial, read_trial
from campaign.backup.trial_missions import take_missions, take_plans
from campaign.backup.trial_texts import take_draft, take_text
from campaign.extensions import transaction
from campaign.letters import actions as letters
from campaign.letters.facts import PAPERS
from campaign.lib import clock
from campaign.lib.addresses import deliverable
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.organisers.actions.naming import Named, name_people
from campaign.organisers.roles import Role
from campaign.press.actions import write_answer
from campaign.press.models import PressQuestion
from campaign.releases import actions as releases
from campaign.releases.actions.addressing import write_to
from campaign.releases.actions.naming import OPTIONAL, name_organisers
from campaign.releases.actions.notices import NOTICES
from campaign.releases.models import Addressees, Campaign, LegalForm
from campaign.vault import key_offers

AS_SAID = (
    "goal", "organisers", "called", "write_to_mission", "territories", "letter_places", "signatories",
)  # fmt: skip


@dataclass(frozen=True)
class Begun:
    """What came of it: the campaign; whether its last day was past and left out; how much came beside it.

    `addresses` are those that weren't here yet, `before` how many were and stay as they are.
    """

    campaign: Campaign
    is_day_past: bool
    addresses: int
    before: int
    keys: int
    people: int


def begin(*, raw: bytes, organiser_id: int | None, slug: str = "") -> Begun:
    """Make a draft campaign of the file, owned by her if somebody is said; all of it, or nothing. Raises Refusal.

    `slug` is its address where it is to be another than in the file.
    """
    trial = read_trial(raw)
    with transaction() as session:
        with within("campaign"):
            campaign = releases.found(slug=slug or trial["campaign"]["slug"], organiser_id=organiser_id)
        audit.note(Act.TRIAL_BEGIN, campaign=campaign.slug)
        with within("texts"):
            for text in trial["texts"]:
                take_text(campaign.slug, text)
        is_day_past = _take_facts(campaign.slug, trial)
        with within("drafts"):
            for draft in trial["drafts"]:
                take_draft(campaign.slug, draft)
        with within("missions"):
            addresses, before = take_missions(trial)
        take_plans(campaign, trial)
        _take_press_answers(campaign.slug, trial)
        _take_letterhead(campaign, trial)
        with within("holders"):
            keys = _take_keys(campaign, trial)
        with within("people"):
            people = _name_people(campaign, trial)
        session.flush()
        return Begun(campaign, is_day_past, addresses, before, keys, people)


def _name_people(campaign: Campaign, trial: Trial) -> int:
    people = (Named(each["name"], each["email"], one(Role, "role", each)) for each in trial["people"])
    return name_people(campaign_id=campaign.id, people=tuple(people))


def _take_facts(slug: str, trial: Trial) -> bool:
    """Whether its last day is past: then it is left out, and asked for."""
    said = trial["campaign"]
    for name in ("called", "letter_places", "signatories"):
        require_languages(said[name] or {})
    with within("campaign"):
        releases.speak(slug=slug, further=said["further_languages"])
    closes = date.fromisoformat(said["closes"]) if said["closes"] else None
    is_day_past = closes is not None and closes <= clock.today()
    with within("campaign"):
        facts = {name: said[name] for name in AS_SAID}
        contact = None if said["contact"] is None else deliverable(said["contact"])
        due = None if is_day_past else closes
        notices = {name: said[name] or "" for name in NOTICES}
        releases.change(
            slug=slug, closes=due, contact=contact, withhold=said["withheld"], notices=notices, **facts
        )
        if said["addressees"] is not None:
            whom = one(Addressees, "addressees", said)
            write_to(slug=slug, addressees=whom, states=said["addressed"] or [])
    if (answers := trial["responsible"]) is not None:
        with within("responsible"):
            _take_responsible(slug, said["organisers"], answers)
    return is_day_past


def _take_responsible(slug: str, organisers: list[str], answers: Mapping[str, Any]) -> None:
    about = {name: answers[name] or "" for name in OPTIONAL}
    name_organisers(
        slug=slug, organisers=organisers, legal_form=one(LegalForm, "legal_form", answers),
        legal_name=answers["legal_name"], about=about,
    )  # fmt: skip


def _take_press_answers(slug: str, trial: Trial) -> None:
    require_languages([each["language"] for each in trial["answers"]], LANGUAGES)
    with within("answers"):
        for each in trial["answers"]:
            question = one(PressQuestion, "question", each)
            write_answer(slug=slug, language=each["language"], question=question, words=each["words"])


def _take_letterhead(campaign: Campaign, trial: Trial) -> None:
    if (head := trial["letterhead"]) is not None:
        if head["paper"] not in PAPERS:
            raise Refusal("backup/trial-fact", section="letterhead", name="paper")
        with within("letterhead"):
            letters.set_letterhead(campaign=campaign, person=head["person"], paper=PAPERS[head["paper"]])


def _take_keys(campaign: Campaign, trial: Trial) -> int:
    """How many wait for an owner to compare and accept them."""
    try:
        return sum(key_offers.take_along(campaign_id=campaign.id, **each) for each in trial["holders"])
    except ValueError:
        raise Refusal("backup/trial-fact", section="holders", name="recipient") from None
