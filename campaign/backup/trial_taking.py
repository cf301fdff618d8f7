"""A campaign that begins from the file of a trial: each fact goes the way it would go if it were typed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.backup.trial_file import Trial, read_trial
from campaign.extensions import transaction
from campaign.letters import actions as letters
from campaign.letters.facts import PAPERS
from campaign.lib import clock
from campaign.lib.addresses import deliverable
from campaign.lib.languages import LANGUAGES, LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.missions import actions as missions
from campaign.missions import queries as missions_queries
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.importing import read_contact
from campaign.missions.models import Channel
from campaign.missions.own_groups import name_group
from campaign.missions.states import is_state
from campaign.organisers.actions.naming import Named, name_people
from campaign.organisers.roles import Role
from campaign.press.actions import write_answer
from campaign.press.models import PressQuestion
from campaign.reading.cleaning import clean
from campaign.releases import actions as releases
from campaign.releases.actions.addressing import write_to
from campaign.releases.actions.bringing import bring_draft
from campaign.releases.actions.naming import OPTIONAL, name_organisers
from campaign.releases.actions.notices import NOTICES
from campaign.releases.canonical import Canonical
from campaign.releases.models import Addressees, Campaign, CorrectionKind, LegalForm
from campaign.vault import key_offers
from campaign.vault.keys import NoSecret

K = TypeVar("K")
AS_SAID = (
    "goal", "organisers", "called", "write_to_mission", "territories", "letter_places", "signatories",
)  # fmt: skip
SPOKEN = frozenset({"", *LANGUAGES, *LETTER_LANGUAGES})


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
        with _within("campaign"):
            campaign = releases.found(slug=slug or trial["campaign"]["slug"], organiser_id=organiser_id)
        audit.note(Act.TRIAL_BEGIN, campaign=campaign.slug)
        with _within("texts"):
            for text in trial["texts"]:
                _take_text(campaign.slug, text)
        is_day_past = _take_facts(campaign.slug, trial)
        with _within("drafts"):
            for draft in trial["drafts"]:
                _take_draft(campaign.slug, draft)
        with _within("missions"):
            addresses, before = _take_missions(trial)
        _take_plans(campaign, trial)
        with _within("holders"):
            keys = _take_keys(campaign, trial)
        with _within("people"):
            people = _name_people(campaign, trial)
        session.flush()
        return Begun(campaign, is_day_past, addresses, before, keys, people)


@contextmanager
def _within(section: str) -> Iterator[None]:
    """What an action refuses is said of this part of the file."""
    try:
        yield
    except NoSecret:  # that is about the machine
        raise
    except Refusal as refusal:
        if refusal.reason.startswith("backup/"):
            raise
        raise Refusal("backup/trial-within", section=section, problem=refusal) from None


def _name_people(campaign: Campaign, trial: Trial) -> int:
    people = (Named(each["name"], each["email"], _one(Role, "role", each)) for each in trial["people"])
    return name_people(campaign_id=campaign.id, people=tuple(people))


def _take_text(slug: str, text: Mapping[str, Any]) -> None:
    wording = _wording(text)
    releases.take_in(
        slug=slug, language=wording.language, headline=wording.headline, place=_place(text), day=wording.date,
        demand=wording.demand, body=wording.body, sure_of_language=True,
    )  # fmt: skip


def _take_draft(slug: str, draft: Mapping[str, Any]) -> None:
    kind = _one(CorrectionKind, "kind", draft) if draft["kind"] is not None else None
    corrected = draft["corrected"] or {}
    _require_languages(corrected)
    bring_draft(slug=slug, wording=_wording(draft), place=_place(draft), kind=kind, corrected=corrected)


def _wording(text: Mapping[str, Any]) -> Canonical:
    _require_languages([text["language"]], LANGUAGES)
    words = {name: clean(text[name])[0].strip() for name in ("headline", "demand", "body")}
    if empty := next((name for name, said in words.items() if not said), None):
        raise Refusal("backup/trial-fact", section="texts", name=empty)
    return Canonical(language=text["language"], date=date.fromisoformat(text["date"]), **words)


def _place(text: Mapping[str, Any]) -> str | None:
    place = " ".join(clean(text["place"] or "")[0].split())
    if len(place) > 120:
        raise Refusal("backup/trial-fact", section="texts", name="place")
    return place or None


def _take_facts(slug: str, trial: Trial) -> bool:
    """Whether its last day is past: then it is left out, and asked for."""
    said = trial["campaign"]
    for name in ("called", "letter_places", "signatories"):
        _require_languages(said[name] or {})
    closes = date.fromisoformat(said["closes"]) if said["closes"] else None
    is_day_past = closes is not None and closes <= clock.today()
    with _within("campaign"):
        facts = {name: said[name] for name in AS_SAID}
        contact = None if said["contact"] is None else deliverable(said["contact"])
        due = None if is_day_past else closes
        notices = {name: said[name] or "" for name in NOTICES}
        releases.change(
            slug=slug, closes=due, contact=contact, withhold=said["withheld"], notices=notices, **facts
        )
        if said["addressees"] is not None:
            whom = _one(Addressees, "addressees", said)
            write_to(slug=slug, addressees=whom, states=said["addressed"] or [])
    if (answers := trial["responsible"]) is not None:
        with _within("responsible"):
            _take_answers(slug, said["organisers"], answers)
    return is_day_past


def _take_answers(slug: str, organisers: list[str], answers: Mapping[str, Any]) -> None:
    about = {name: answers[name] or "" for name in OPTIONAL}
    name_organisers(
        slug=slug, organisers=organisers, legal_form=_one(LegalForm, "legal_form", answers),
        legal_name=answers["legal_name"], about=about,
    )  # fmt: skip


def _take_missions(trial: Trial) -> tuple[int, int]:
    """How many addresses are new here, and how many stay as they are."""
    there = {row.code for row in missions_queries.addresses()}
    read = [read_contact(each, today=clock.today()) for each in trial["missions"]]
    new = {contact.code: contact for contact in read if contact.code not in there}
    if new:
        missions.take_addresses(contacts=tuple(new.values()))
    for each in trial["mission_languages"]:
        if each["language"] not in LETTER_LANGUAGES or not is_state(each["code"]):
            raise Refusal("backup/trial-fact", section="mission_languages", name="language")
        if each["code"] not in missions_queries.languages():
            missions.set_language(codes=[each["code"]], language=each["language"])
    return len(new), len({contact.code for contact in read} & there)


def _take_plans(campaign: Campaign, trial: Trial) -> None:
    with _within("groups"):
        for group in trial["groups"]:
            name_group(
                campaign_id=campaign.id, slug=campaign.slug, name=group["name"], states=group["states"]
            )
    for each in trial["follow_ups"]:
        if not is_state(each["code"]):
            raise Refusal("backup/trial-fact", section="follow_ups", name="code")
        intent = Intent(channel=_one(Channel, "channel", each), concerned=each["concerned"])
        follow_up(campaign_id=campaign.id, slug=campaign.slug, code=each["code"], intent=intent)
    _require_languages([each["language"] for each in trial["answers"]], LANGUAGES)
    with _within("answers"):
        for each in trial["answers"]:
            question = _one(PressQuestion, "question", each)
            write_answer(
                slug=campaign.slug, language=each["language"], question=question, words=each["words"]
            )
    if (head := trial["letterhead"]) is not None:
        if head["paper"] not in PAPERS:
            raise Refusal("backup/trial-fact", section="letterhead", name="paper")
        with _within("letterhead"):
            letters.set_letterhead(campaign=campaign, person=head["person"], paper=PAPERS[head["paper"]])


def _take_keys(campaign: Campaign, trial: Trial) -> int:
    """How many wait for an owner to compare and accept them."""
    try:
        return sum(key_offers.take_along(campaign_id=campaign.id, **each) for each in trial["holders"])
    except ValueError:
        raise Refusal("backup/trial-fact", section="holders", name="recipient") from None


def _require_languages(named: Any, those: Any = SPOKEN) -> None:
    if unknown := sorted(set(named) - set(those)):
        raise Refusal("backup/trial-unknown-language", language=unknown[0][:20])


def _one(kind: type[K], name: str, values: Mapping[str, Any]) -> K:
    try:
        return kind(values[name])  # type: ignore[call-arg]  # of enums
    except ValueError:
        raise Refusal("backup/trial-fact", section=name, name=str(values[name])[:40]) from None
