"""What is tried before people sign, and how it went."""

from dataclasses import replace

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.addresses import NotAnAddress, canonical, deliverable
from campaign.lib.languages import DEFAULT
from campaign.lib.refusal import Refusal
from campaign.mail import actions as outbox
from campaign.releases import emails, queries
from campaign.releases.rehearsals import Exercise, Outcome, Rehearsal
from campaign.vault.tags import stop_tag

MOST_PROVIDERS = 20
OF_MAIL = frozenset({Outcome.INBOX, Outcome.SPAM, Outcome.FAILED, Outcome.UNTRIED})
OF_OTHERS = frozenset({Outcome.WORKED, Outcome.FAILED, Outcome.UNTRIED})


def outcomes_of(exercise: Exercise) -> frozenset[Outcome]:
    """How it can have gone."""
    return OF_MAIL if exercise == Exercise.MAIL else OF_OTHERS


def note_rehearsal(
    *, campaign_id: int, organiser_id: int, exercise: Exercise, outcome: Outcome, at_provider: str = ""
) -> None:
    """Write down how it went, in place of the last time. Raises Refusal."""
    if outcome not in outcomes_of(exercise):
        raise Refusal("releases/no-such-outcome")
    values = {"outcome": outcome, "by": organiser_id, "at": clock.now()}
    with transaction() as session:
        before = [
            each.at_provider for each in queries.rehearsals(campaign_id) if each.exercise == Exercise.MAIL
        ]
        if exercise == Exercise.MAIL and at_provider not in before and len(before) >= MOST_PROVIDERS:
            raise Refusal("releases/too-many-providers", most=MOST_PROVIDERS)
        row = {"campaign_id": campaign_id, "exercise": exercise, "at_provider": at_provider[:255]}
        statement = insert(Rehearsal).values(**row, **values)
        session.execute(statement.on_conflict_do_update(index_elements=[*row], set_=values))
        audit.note(Act.REHEARSE, campaign=queries.campaign_by_id(campaign_id).slug)


def try_mail(*, campaign_id: int, organiser_id: int, to: str, language: str = DEFAULT) -> str:
    """Send a mail to a mailbox of one's own, as signers get theirs; the provider's domain. Raises Refusal.

    It names no campaign, and doesn't reach who said "never again"; nobody is told. Whether it came is asked afterwards:
    until then it counts as not tried.
    """
    try:
        address, provider = deliverable(to), canonical(to).rpartition("@")[2]
    except NotAnAddress as problem:
        raise (Refusal("releases/no-contact") if problem.is_plain else problem) from None
    with transaction():
        note_rehearsal(
            campaign_id=campaign_id, organiser_id=organiser_id, exercise=Exercise.MAIL,
            outcome=Outcome.UNTRIED, at_provider=provider,
        )  # fmt: skip
        record_id = outbox.new_record_id().hex()
        mail = emails.rehearsal(to=address, language=language, record_id=record_id)
        outbox.queue(mail=replace(mail, stop_tag=stop_tag(address).hex()))
    return provider
