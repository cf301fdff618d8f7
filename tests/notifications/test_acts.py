"""What somebody did is told to owners: each act once, of every kind; nobody can turn these mails off."""

import time_machine

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.extensions import db
from campaign.lib import clock
from campaign.notifications import actions as notifications
from campaign.notifications import acts
from campaign.notifications.kinds import Kind
from campaign.notifications.models import ToldAct
from campaign.organisers.roles import Role
from tests.cast import Site, at_once
from tests.notifications.people import DESK, NOOR, OFF, RIMA, VERA, mails, organiser, person, text, to
from tests.organisers.browser import Desk, member
from tests.tables import count

WHO = "The activity list says who it was. If you don’t know about it, call that person."
JOINED = (
    "Somebody new has joined",
    text("Somebody has taken up an invitation and can work at the desk now.", WHO, DESK),
)
ROLE = (
    "Somebody’s role has been changed",
    text("What somebody may do at the desk has been changed.", WHO, DESK),
)
LISTED = (
    "A list has been made",
    text("A list of names has been made, at the desk or by a command on the server.", WHO, DESK),
)
KEY = (
    "A key has been added",
    text(
        "A key has been added. Whoever holds it can read what people give from now on.",
        "Sign in and look at the page “Keys”. If you don’t know about it, call the other owners.",
        DESK,
    ),
)
BROWSER = (
    "A sign-in from a new browser",
    text("Somebody who works at the desk has signed in from a browser that is new to us.", WHO, DESK),
)
OWN = (
    "You signed in from a new browser",
    text(
        "Somebody has signed in to your account from a browser that is new to us.",
        "If it was you, there is nothing to do. If it wasn’t, sign in, choose “Sign out everywhere” under “Your "
        "account”, and call another owner, who can stop your account.",
        DESK,
    ),
)
FACTOR = (
    "What you sign in with has been changed",
    text(
        "A passkey, the one-time codes or the recovery codes of your account have been added, changed or removed.",
        "If it was you, there is nothing to do. If it wasn’t, call another owner or whoever runs the server at once: "
        "they can stop your account and reset your sign-in.",
        DESK,
    ),
)
COMMAND = (
    "Something was done on the server",
    text(
        "Something serious was done by a command on the server; it took effect at once.",
        "Sign in and look at the activity list. If you don’t know about it, call whoever runs the server.",
    ),
)
ANSWER = text("What a mission answered has been written down.", DESK, OFF)


def told(site: Site) -> list[tuple[str, str, str]]:
    """The mails of the worker's next look."""
    acts.tell_of_acts()
    return mails(site)


def done(act: Act, campaign: str | None, *, by: str = NOOR, **facts: object) -> None:
    """An act of somebody at the desk."""
    with acting(Actor(ActorKind.ORGANISER, organiser(by).audit_name)):
        audit.note(act, campaign=campaign, **facts)


def test_new_people_roles_keys_and_lists_are_told_to_owners(at_risk: Site) -> None:
    told(at_risk)
    for act, facts, (subject, body) in (
        (Act.JOIN, {"role": "organiser", "person": organiser(NOOR).id}, JOINED),
        (Act.ROLE, {"role": "organiser", "person": organiser(VERA).id}, ROLE),
        (Act.EXPORT, {"kind": "sealed"}, LISTED),
    ):
        done(act, at_risk.slug, **facts)
        assert told(at_risk) == to(RIMA, subject=subject, body=body)
        assert told(at_risk) == []
    done(Act.KEY_ADD, None, key="age1qqqqqqqq")
    assert told(at_risk) == to(RIMA, subject=KEY[0], body=KEY[1])


def test_owners_hear_of_what_was_done_in_their_own_names_too(at_risk: Site) -> None:
    told(at_risk)
    done(Act.EXPORT, at_risk.slug, by=RIMA, kind="sealed")
    assert told(at_risk) == to(RIMA, subject=LISTED[0], body=LISTED[1])


def test_whoever_joins_isnt_told_of_it_and_another_campaigns_owners_neither(at_risk: Site) -> None:
    at_risk.open_campaign("second")
    person("sami@example.org", Role.OWNER, Site(at_risk.app, "second").campaign.id)
    told(at_risk)
    done(Act.JOIN, at_risk.slug, by=RIMA, role="owner", person=organiser(RIMA).id)
    assert told(at_risk) == []


def test_a_site_owner_who_joins_is_told_to_the_other_site_owners(at_risk: Site) -> None:
    one, two = (person(f"{name}@example.org", None, is_site_owner=True) for name in ("lina", "omar"))
    told(at_risk)
    done(Act.JOIN, None, role="owner", person=two)
    assert one != two
    assert told(at_risk) == to("lina@example.org", subject=JOINED[0], body=JOINED[1])


def test_the_same_again_and_again_is_one_mail_at_a_time(at_risk: Site) -> None:
    told(at_risk)
    for _ in range(30):
        done(Act.EXPORT, at_risk.slug, kind="sealed")
    assert told(at_risk) == to(RIMA, subject=LISTED[0], body=LISTED[1])


def test_what_a_command_did_and_what_the_desk_did_by_that_name(at_risk: Site) -> None:
    told(at_risk)
    done(Act.CLOSE, at_risk.slug)  # waited an hour at the desk, and was mailed before that
    assert told(at_risk) == []
    audit.note(Act.CLOSE, campaign=at_risk.slug)
    assert told(at_risk) == to(RIMA, subject=COMMAND[0], body=COMMAND[1])


def test_security_mails_come_whatever_was_turned_off(at_risk: Site) -> None:
    told(at_risk)
    notifications.choose(organiser_id=organiser(RIMA).id, offered=list(Kind), wanted=[])
    done(Act.EXPORT, at_risk.slug, kind="sealed")
    done(Act.NEW_BROWSER, at_risk.slug, person=organiser(RIMA).id)
    assert told(at_risk) == sorted([(RIMA, *LISTED), (RIMA, *OWN)])


def test_what_somebody_signs_in_with_is_told_to_her_alone(at_risk: Site) -> None:
    told(at_risk)
    for kind in ("passkey", "codes", "recovery-codes"):
        done(Act.SECOND_FACTOR, None, kind=kind, person=organiser(NOOR).id)
    done(Act.SECOND_FACTOR, None, kind="passkey-removal", person=organiser("frozen@example.org").id)
    assert told(at_risk) == to(NOOR, subject=FACTOR[0], body=FACTOR[1])
    assert told(at_risk) == []


def test_a_sign_in_from_a_new_browser(at_risk: Site) -> None:
    told(at_risk)
    rana = member(at_risk.app, "rana@example.org", Role.ORGANISER, at_risk.campaign.id)
    at_risk.deliver()
    assert count_of(told(at_risk)) == {(RIMA, COMMAND[0]), (RIMA, JOINED[0])}  # and nothing of a browser
    rana.get("/desk/account")
    rana.post("/desk/sign-out")
    rana.sign_in("rana@example.org")
    assert told(at_risk) == []
    assert "/desk/account" in Desk(at_risk.app).sign_in("rana@example.org").request.path
    assert told(at_risk) == sorted([(RIMA, *BROWSER), ("rana@example.org", *OWN)])
    assert told(at_risk) == []


def test_a_wrong_password_from_a_new_browser_is_no_sign_in(at_risk: Site) -> None:
    member(at_risk.app, "rana@example.org", Role.ORGANISER, at_risk.campaign.id)
    told(at_risk)
    Desk(at_risk.app).sign_in("rana@example.org", "another lantern orchard")
    assert told(at_risk) == []


def test_whoever_works_in_two_campaigns_of_one_owner_is_told_once(at_risk: Site) -> None:
    at_risk.open_campaign("second")
    told(at_risk)
    for slug in (at_risk.slug, "second"):
        done(Act.NEW_BROWSER, slug, person=organiser(NOOR).id)
    assert told(at_risk) == sorted([(RIMA, *BROWSER), (NOOR, *OWN)])


def test_nobody_who_was_stopped_or_removed_is_told_of_her_own_browser(at_risk: Site) -> None:
    told(at_risk)
    for email in ("frozen@example.org", "removed@example.org"):
        done(Act.NEW_BROWSER, None, person=organiser(email).id)
    assert told(at_risk) == []


def test_an_answer_is_told_to_who_works_there_but_not_to_who_wrote_it_down(at_risk: Site) -> None:
    told(at_risk)
    done(Act.LETTERS_ANSWER, at_risk.slug, by=RIMA, countries=["FR"], day="2026-10-01", position="supports")
    assert told(at_risk) == to(NOOR, subject="A mission has answered", body=ANSWER)
    notifications.choose(organiser_id=organiser(NOOR).id, offered=[Kind.MISSION], wanted=[])
    done(Act.LETTERS_ANSWER, at_risk.slug, by=RIMA, countries=["FR"], day="2026-10-01", position="supports")
    assert told(at_risk) == []


def test_an_answer_that_is_saved_again_and_again_is_told_once(at_risk: Site) -> None:
    told(at_risk)
    for country, times in (("FR", 1), ("FR", 0), ("DE", 1), ("FR", 0)):
        done(
            Act.LETTERS_ANSWER, at_risk.slug, by=RIMA, countries=[country], day="2026-10-01", position="none"
        )
        assert len(told(at_risk)) == times
    with time_machine.travel(clock.now() + 3 * clock.DAY, tick=False):
        done(Act.LETTERS_ANSWER, at_risk.slug, by=RIMA, countries=["FR"], day="2026-10-01", position="none")
        assert len(told(at_risk)) == 1


def test_that_somebody_was_stopped_is_told_to_all_who_work_there(at_risk: Site) -> None:
    told(at_risk)
    done(Act.FREEZE, at_risk.slug, by=RIMA, person=organiser("frozen@example.org").id)
    body = text(
        "Somebody who works at the desk has been stopped, and can’t get in.",
        "Sign in and look at the page “People”: a second person has to confirm it. If it was a mistake, an owner "
        "or whoever did it lets that person in again there.",
        DESK,
    )
    assert told(at_risk) == to(NOOR, RIMA, subject="Somebody has been stopped", body=body)


def test_an_answer_names_the_campaign_only_where_harm_is_ruled_out(harmless: Site) -> None:
    told(harmless)
    done(Act.LETTERS_ANSWER, harmless.slug, by=RIMA, countries=["FR"], day="2026-10-01", position="supports")
    link = f"{DESK}campaigns/clear-skies/letters"
    assert told(harmless) == to(
        NOOR, subject="A mission has answered: Clear the skies (clear-skies)", body=ANSWER.replace(DESK, link)
    )


def test_what_was_done_three_days_ago_is_told_no_more_and_the_marks_go(at_risk: Site) -> None:
    done(Act.EXPORT, at_risk.slug, kind="sealed")
    with time_machine.travel(clock.now() + 3 * clock.DAY, tick=False):
        assert told(at_risk) == []
        done(Act.EXPORT, at_risk.slug, kind="sealed")
        assert len(told(at_risk)) == 1
        assert count(ToldAct) == 1
    with time_machine.travel(clock.now() + 30 * clock.DAY, tick=False):
        done(Act.EXPORT, at_risk.slug, kind="sealed")
        assert len(told(at_risk)) == 1
        assert count(ToldAct) == 1


def test_two_workers_at_once_tell_an_act_once(at_risk: Site) -> None:
    told(at_risk)
    done(Act.EXPORT, at_risk.slug, kind="sealed")

    def at_work(_: int) -> None:
        with at_risk.app.app_context():
            acts.tell_of_acts()

    at_once(at_work, 8, threads=4)
    assert mails(at_risk) == to(RIMA, subject=LISTED[0], body=LISTED[1])


def test_more_acts_than_one_look_takes(at_risk: Site) -> None:
    told(at_risk)
    for _ in range(acts.BATCH + 1):
        done(Act.ROLE, at_risk.slug, role="organiser", person=organiser(VERA).id)
    assert [acts.tell_of_acts(), acts.tell_of_acts(), acts.tell_of_acts()] == [acts.BATCH, 1, 0]
    db.session.rollback()
    assert mails(at_risk) == 2 * to(RIMA, subject=ROLE[0], body=ROLE[1])


def count_of(letters: list[tuple[str, str, str]]) -> set[tuple[str, str]]:
    """To whom, and the subject."""
    return {(to, subject) for to, subject, _ in letters}
