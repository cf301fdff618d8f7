"""`campaign organiser forget`: who is in no campaign any more leaves neither name nor address nor secret behind."""

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import text

from campaign.audit import queries as audit_queries
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.desk.organiser_cli import forget
from campaign.extensions import db
from campaign.jobs import actions as jobs
from campaign.jobs.kinds import JobKind
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.organisers.roles import Role
from tests.cast import SLUG, Site
from tests.organisers.browser import Desk, member

MAIL, NAME = "maya@example.org", "Maya"


@pytest.fixture
def maya(site: Site) -> Desk:
    """Who has signed in, has a second factor, and asked for work; an owner is there beside her."""
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id, address="203.0.113.8")
    desk = member(site.app, MAIL, Role.ORGANISER, site.campaign.id)
    desk.with_codes()
    with acting(Actor(ActorKind.ORGANISER, organiser().audit_name)):
        jobs.enqueue(kind=JobKind.EXPORT, campaign=SLUG)
    return desk


def organiser(email: str = MAIL) -> Organiser:
    found = organisers_queries.by_email(email)
    assert found is not None
    return found


def forgets(app: Flask, email: str = MAIL) -> tuple[int, str]:
    answer = CliRunner().invoke(forget, [email], obj=ScriptInfo(create_app=lambda: app))
    return answer.exit_code, " ".join(answer.output.split())


def everywhere(word: str) -> list[str]:
    """The tables in which a word stands."""
    tables = db.metadata.sorted_tables
    rows = {each.name: db.session.execute(text(f"SELECT * FROM {each.name}")).all() for each in tables}
    return [name for name, some in rows.items() if word.casefold() in str(some).casefold()]


def test_nothing_names_her_any_more_but_what_she_did_stays(site: Site, maya: Desk) -> None:
    key, acts = organiser().id, len(audit_queries.newest(audit_queries.Sought()))
    actions.remove(organiser_id=key, campaign_id=site.campaign.id)
    actions.invite(email=MAIL, role=Role.VIEWER, campaign_id=site.campaign.id)
    assert everywhere(NAME) != []
    code, said = forgets(site.app)
    assert (code, said) == (
        0,
        f"Nothing here names {MAIL} any more. Backups and mail that was sent still do; their files lose it with time.",
    )
    db.session.rollback()
    assert everywhere(NAME) == []
    assert organisers_queries.by_email(MAIL) is None
    newest = audit_queries.newest(audit_queries.Sought())
    assert len(newest) == acts + 4  # removed, invited, a name removed from the list, erased
    assert [(each.act, each.facts) for each in newest[:2]] == [
        (Act.ORGANISER_FORGET, {"person": key}),
        (Act.AUDIT_FORGET, {}),
    ]
    assert {each.who for each in newest if each.act == Act.SECOND_FACTOR} == {None}
    assert maya.get("/desk/account").request.path == "/desk/sign-in"


def test_who_is_in_a_campaign_is_removed_there_first(site: Site, maya: Desk) -> None:
    assert forgets(site.app) == (
        2,
        f"{MAIL} is in {SLUG}. An owner has to remove this person there, under “People”, first.",
    )
    assert organisers_queries.by_email(MAIL) is not None


def test_the_last_site_owner_stays(site: Site) -> None:
    member(site.app, MAIL, Role.OWNER, None)
    assert forgets(site.app) == (
        2,
        f"{MAIL} is the last site owner: without one nobody can create a campaign or see the site’s pages. "
        "campaign organiser invite MAIL makes somebody else one.",
    )
    member(site.app, "noor@example.org", Role.OWNER, None, address="203.0.113.9")
    assert forgets(site.app)[0] == 0


def test_who_has_stopped_somebody_is_not_forgotten_before_that_is_lifted(site: Site, maya: Desk) -> None:
    key, rima = organiser().id, organiser("rima@example.org").id
    member(site.app, "noor@example.org", Role.OWNER, site.campaign.id, address="203.0.113.9")
    actions.freeze(organiser_id=rima, campaign_id=site.campaign.id, by_id=key)
    actions.remove(organiser_id=key, campaign_id=site.campaign.id)
    assert forgets(site.app) == (
        2,
        f"Somebody whom {MAIL} has stopped is still stopped. An owner has to lift that, under “People”, first.",
    )
    noor = organiser("noor@example.org").id
    actions.lift_freeze(organiser_id=rima, by_id=noor)
    assert forgets(site.app)[0] == 0


def test_nobody_of_an_address_that_isnt_there(site: Site) -> None:
    assert forgets(site.app, "nobody@example.org") == (
        2,
        "There is no organiser nobody@example.org. campaign organiser list shows those there are.",
    )
