"""Campaigns for a tour, beside the example: each in another state, so that every page and desk page has something."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from campaign.extensions import transaction
from campaign.letters import actions as letters
from campaign.letters import gathering
from campaign.letters.addressees import addressed
from campaign.letters.fates import Consent, Position, ReplyForm, SendingState
from campaign.letters.returning import read_set
from campaign.lib import clock
from campaign.lib.languages import ALWAYS_ON, LANGUAGES
from campaign.lib.progress import untold
from campaign.moderation import actions as moderation
from campaign.moderation.queries.signatures import Sought, newest_signature
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.paper import actions as paper
from campaign.paper.rows import Row
from campaign.press import actions as press
from campaign.press.ending import note_step, publish_report
from campaign.press.models import EndingStep, PressQuestion
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.addressing import write_to
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.example_campaign import read_example
from campaign.releases.models import Addressees, Campaign, CorrectionKind
from campaign.running.demo import Crowd, enlist, require_loopback, weights
from campaign.running.tour_words import ANSWERS, CORRECTED, ENDED, MET, PRESS, PROMISED, WITHDRAWN, WRITING
from campaign.signing import actions as signing
from campaign.signing.actions import Invented
from campaign.signing.models import HeldReason
from campaign.tally import actions as tally
from campaign.tally.removal import InvalidationReason
from campaign.updates import actions as updates
from campaign.updates.wording import Words

WEEKS = timedelta(weeks=6)
FURTHER = [code for code in LANGUAGES if code not in ALWAYS_ON]
SIX = {
    "FR": SendingState.SENT, "LB": SendingState.SENT, "DE": SendingState.BOUNCED, "TR": SendingState.SENT,
    "JO": SendingState.REFUSED, "US": SendingState.UNKNOWN,
}  # fmt: skip
SLIPS = 12


@dataclass(frozen=True)
class Stop:
    """One campaign of the tour: its address, what there is to see, and how it came there."""

    slug: str
    shows: str
    fills: Callable[[str], None]


def tour() -> list[Stop]:
    """Make the campaigns that aren't there yet, and say of each what it shows. Raises Refusal as `demo` does."""
    require_loopback()
    for stop in STOPS:
        if releases_queries.campaign(stop.slug) is None:
            stop.fills(stop.slug)
    _show_at_the_desk()
    return list(STOPS)


def _show_at_the_desk() -> None:
    """Who owns the site owns the examples too: there is as much to see at the desk as on the pages."""
    for campaign in releases_queries.campaigns():
        for owner in organisers_queries.owners_of_slug(None):
            if campaign.example and not organisers_queries.role_in(
                organiser_id=owner.id, campaign_id=campaign.id
            ):
                organisers.found_campaign(organiser_id=owner.id, campaign_id=campaign.id)


def _draft(slug: str) -> None:
    _publish(slug)


def _paused(slug: str) -> None:
    _sign(_open(slug), 30)
    pause_campaign(slug=slug, until=clock.today() + timedelta(days=4))


def _down(slug: str) -> None:
    _sign(_open(slug), 25)
    releases.take_down(slug=slug)


def _closed(slug: str) -> None:
    campaign = _open(slug)
    _sign(campaign, 260)
    _issue(campaign, {"FR": SendingState.SENT, "SE": SendingState.SENT})
    releases.close_campaign(slug=slug)
    _number(campaign)
    write_outcome(slug=slug, words=ENDED)
    publish_outcome(slug=slug, publish=True)
    publish_report(slug=slug)
    note_step(slug=slug, step=next(iter(EndingStep)), is_done=True)


def _safe(slug: str) -> None:
    """Where nobody is at risk there is everything else: reminders, paper, a card, letters, updates, corrections."""
    campaign = _open(slug, at_risk=False, reminder=True)
    releases.name_framers(slug=slug, origins=["https://partner.example"])
    _sign(campaign, 400)
    _hold(campaign)
    _on_paper(campaign)
    _correct(slug)
    _issue(campaign, SIX)
    _answer(campaign)
    _tell(slug)
    for language, words in PRESS.items():
        press.write_answer(slug=slug, language=language, question=PressQuestion.PAYING, words=words)
        press.publish_answer(slug=slug, language=language, question=PressQuestion.PAYING, publish=True)
    moderation.begin_invalidation(
        campaign=campaign.id, sought=Sought(country="US", day=clock.today()),
        reason=InvalidationReason.DUPLICATE, last=newest_signature(campaign.id), wanted=1, advancing=True,
    )  # fmt: skip


STOPS = (
    Stop("tour-draft", "not open yet: a draft with its preview", _draft),
    Stop("tour-paused", "paused, expected to go on in four days", _paused),
    Stop("tour-down", "its text is taken down", _down),
    Stop("tour-closed", "closed, with what became of it and its report", _closed),
    Stop(
        "tour-safe",
        "nobody at risk, in every language: letters sent and answered, updates, paper, held forms, a removal",
        _safe,
    ),
)


def _publish(slug: str, **facts: Any) -> None:
    example = read_example()
    with transaction():
        for language, release in example.releases.items():
            releases.publish(
                slug=slug, language=language, headline=release.headline, place=release.place,
                day=release.date or clock.today(), demand=example.demands[language], body=release.body,
                example=True,
            )  # fmt: skip
        releases.change(
            slug=slug, goal=example.goal, organisers=list(example.organisers), called=example.called,
            contact="questions@example.org", withhold=["SY"], letter_places={"": "New York"},
            signatories={"": ["A. B., Chair, Example organisers"]}, **facts,
        )  # fmt: skip
        releases.speak(slug=slug, further=FURTHER)
        write_to(slug=slug, addressees=Addressees.CHOSEN, states=sorted(SIX))


def _open(slug: str, **facts: Any) -> Campaign:
    with clock.moved_to(clock.now() - WEEKS):
        _publish(slug, **facts)
        return releases.open_campaign(slug=slug)


def _sign(campaign: Campaign, count: int) -> None:
    crowd = Crowd(countries=weights(), domain="example.org", span=WEEKS, step=clock.DAY, one_withdraws_in=50)
    enlist(campaign, count=count, progress=untold, crowd=crowd)


def _number(campaign: Campaign) -> None:
    while tally.sequence(campaign=campaign.id, unstated=campaign.unstated):
        pass
    tally.publish(campaign=campaign.id, slug=campaign.slug)


def _hold(campaign: Campaign) -> None:
    """Forms that are held, for either reason, and one that waits for its signer."""
    reasons = (*HeldReason, None)
    for number, (held, language) in enumerate(zip(reasons, ("en", "ar", "fr"), strict=True)):
        signer = Invented(
            f"A. {number}", f"waiting-{number}@example.org", "LB", language, wants_updates=False
        )
        signing.submit_invented(campaign=campaign, signer=signer, held=held)


def _on_paper(campaign: Campaign) -> None:
    """Slips that were printed, some typed and counted, some on hold still."""
    slug, shred_on = campaign.slug, clock.today() + timedelta(days=180)
    paper.keep(slug=slug, keeper="A. B., in a locked drawer", shred_on=shred_on)
    _, slips = paper.make_slips(slug=slug, language="ar", count=SLIPS)
    rows = [Row(slip.number, f"ن. {slip.number}", "LB") for slip in slips]
    with clock.moved_to(clock.now() - timedelta(days=3)):
        paper.take_file(slug=slug, rows=rows[: SLIPS // 2])
    while paper.enter_due():
        pass
    paper.take_file(slug=slug, rows=rows[SLIPS // 2 : -2])
    _number(campaign)


def _correct(slug: str) -> None:
    """A fact that was corrected, and a further correction that waits."""
    for more in ("\n\n***", "\n\n* * *"):
        for language, release in read_example().releases.items():
            releases.take_in(
                slug=slug, language=language, headline=release.headline, place=release.place,
                day=release.date or clock.today(), demand=read_example().demands[language],
                body=release.body + more, kind=CorrectionKind.FACT, corrected=CORRECTED,
            )  # fmt: skip
        if more == "\n\n***":
            releases.publish_drafts(slug=slug)


def _issue(campaign: Campaign, became: Mapping[str, SendingState]) -> None:
    """Letters to these States, issued, and what became of each; none leaves."""
    _number(campaign)
    stated = gathering.last_stated(campaign)
    moderation.state_forms(campaign=campaign, size=stated.size)
    facts = gathering.letter_facts(
        campaign, day=clock.today(), places={}, signing={}, paper="a4", stated=stated
    )
    with tempfile.TemporaryDirectory(prefix="tour") as folder:
        out = Path(folder) / "letters"
        letters.make(facts=facts, states=addressed(only=sorted(became), but=None), out=out)
        issued = letters.issue(campaign=campaign, letters=read_set(out))
    letters.send_invented(campaign=campaign, letters=issued.letters, became=became)
    _number(campaign)


def _answer(campaign: Campaign) -> None:
    """One answer that is public with the mission's words, one without, and one that is a draft."""
    for country, position, consent, note in (
        ("FR", Position.SUPPORTS, Consent.YES, ANSWERS[0]),
        ("TR", Position.ACKNOWLEDGED, Consent.NO, ANSWERS[1]),
        ("LB", Position.NONE, Consent.UNASKED, ANSWERS[2]),
    ):
        letters.answered(
            campaign=campaign, country=country, position=position, day=clock.today(), note=note,
            words=ANSWERS[3], form=ReplyForm.MAIL, consent=consent,
        )  # fmt: skip
        if country != "LB":
            letters.publish_answer(campaign=campaign, country=country)


def _tell(slug: str) -> None:
    """Two updates that are public, one that was taken back, and one that is being written."""
    for days, words, public in (
        (20, PROMISED, True),
        (9, WITHDRAWN, True),
        (2, MET, True),
        (0, WRITING, False),
    ):
        key = updates.new_key()
        with clock.moved_to(clock.now() - timedelta(days=days)):
            said = {language: Words(*text) for language, text in words.items()}
            updates.write(slug=slug, key=key, day=clock.today(), words=said)
            if public:
                updates.publish(slug=slug, key=key)
        if words is WITHDRAWN:
            updates.take_back(slug=slug, key=key)
