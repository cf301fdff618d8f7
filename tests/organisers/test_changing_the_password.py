"""A password is changed at the desk: the present one is asked, all other browsers are signed out, a mail tells it."""

import time_machine
from sqlalchemy import delete, update

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser, Passkey
from campaign.organisers.roles import Role
from tests.cast import Site, heading
from tests.organisers.browser import PASSWORD, Desk, _path, code_of, member
from tests.organisers.test_signing_in import RIMA, rima

__all__ = ["rima"]

PAGE = "/desk/account/password"
NEW = "another orchard under glass"
CHANGED = "Your password is changed. You are signed out in all other browsers."


def change(desk: Desk, present: str = PASSWORD, new: str = NEW, again: str | None = None) -> str:
    """The page that answers the form."""
    desk.get(PAGE)
    fields = {"present": present, "password": new, "again": new if again is None else again}
    return desk.post(PAGE, fields).text


def mistake(page: str, field: str) -> str:
    """What is said at a field."""
    return page.partition(f'<p class="error" id="f-{field}-error">')[2].partition("</p>")[0]


def passkey(email: str) -> None:
    """Give somebody one; what it holds nobody reads here."""
    owner = organisers_queries.by_email(email)
    assert owner is not None
    with transaction() as session:
        session.add(
            Passkey(organiser_id=owner.id, name="phone", credential_id=b"id", public_key=b"key", device_type="single",
                    lastuse_datetime=clock.now(), usage="first")
        )  # fmt: skip


def test_it_ends_all_other_sessions_and_only_the_new_one_signs_in(site: Site, rima: Desk) -> None:
    others = [Desk(site.app), Desk(site.app, address="198.51.100.4")]
    assert [heading(other.sign_in(RIMA).text) for other in others] == ["Your account"] * 2
    page = change(rima)
    assert heading(page) == "Your account"
    assert CHANGED in page
    assert [heading(other.get("/desk/account").text) for other in others] == ["Sign in"] * 2
    assert heading(rima.get("/desk/account").text) == "Your account"
    assert "That did not match." in others[0].sign_in(RIMA).text
    assert heading(others[0].sign_in(RIMA, NEW).text) == "Your account"


def test_a_copy_of_this_browsers_cookie_serves_nobody(site: Site, rima: Desk) -> None:
    copied = Desk(site.app)
    cookie = rima.browser.get_cookie("desk", path="/desk", domain="localhost")
    assert cookie is not None
    change(rima)
    copied.browser.set_cookie("desk", cookie.value, path="/desk", domain="localhost")
    assert heading(copied.get("/desk/account").text) == "Sign in"


def test_whoever_typed_the_former_one_and_not_yet_the_code_begins_again(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        secret = rima.with_codes()
        now.shift(60)
        thief = Desk(site.app)
        assert heading(thief.sign_in(RIMA).text) == "The code from your app"
        assert CHANGED in change(rima)
        now.shift(60)
        thief.post("/desk/code", {"code": code_of(secret)})
        assert heading(thief.get("/desk/account").text) == "Sign in"


def test_a_mail_tells_her_and_the_list_of_acts_the_others(site: Site, rima: Desk) -> None:
    site.deliver()
    change(rima)
    (mail,) = (letter for letter in site.deliver() if letter.subject == "Your password has been changed")
    assert mail.to == RIMA
    assert mail.message.get_content().replace("\r\n", "\n") == (
        "The password of your account has been changed, and all other browsers are signed out.\n\n"
        "If it was you, there is nothing to do. If it wasn’t, call another owner or whoever runs the server at once: "
        "they can stop your account and reset your sign-in.\n"
    )
    (entry,) = audit_queries.newest(audit_queries.Sought(act=Act.PASSWORD))
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    assert (entry.who, entry.facts) == (owner.audit_name, {"person": owner.id})


def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(site: Site, rima: Desk) -> None:
    other = Desk(site.app)
    other.sign_in(RIMA)
    assert (
        mistake(change(rima, present="wrong horse battery"), "present") == "That isn’t your present password."
    )
    assert mistake(change(rima, present=""), "present") == "Enter your present password."
    assert mistake(change(rima, new=""), "password") == "Enter a new password."
    assert mistake(change(rima, new="short"), "password") == "A password has 12 to 200 characters."
    assert (
        mistake(change(rima, again="something else"), "again")
        == "The two don’t match. Type the new one again."
    )
    assert mistake(change(rima, new="Password2026!"), "password").startswith(
        "That password is one of the commonest"
    )
    assert rima.page.status_code == 422
    assert heading(other.get("/desk/account").text) == "Your account"
    assert audit_queries.newest(audit_queries.Sought(act=Act.PASSWORD)) == []
    assert NEW not in rima.page.text


def test_long_ones_and_those_of_other_scripts_sign_in_afterwards(site: Site, rima: Desk) -> None:
    before = PASSWORD
    for new in ("лампа под яблоней " * 5, "مصباح تحت شجرة التفاح", "苹果树下的灯，十七盏灯笼🐎"):
        assert CHANGED in change(rima, present=before, new=new)
        assert heading(Desk(site.app).sign_in(RIMA, new).text) == "Your account"
        assert "That did not match." in Desk(site.app).sign_in(RIMA, new[:-1]).text
        before = new


def test_who_has_a_passkey_and_has_just_signed_in_isnt_asked_for_it(site: Site, rima: Desk) -> None:
    passkey(RIMA)
    assert "Your present password" not in rima.get(PAGE).text
    assert CHANGED in change(rima, present="")


def test_later_she_is_asked_for_it_or_the_passkey(site: Site) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = member(site.app, RIMA, Role.OWNER, site.campaign.id)
        passkey(RIMA)
        now.shift(11 * 60)
        assert "Your present password" in desk.get(PAGE).text
        assert 'href="/desk/again/passkey?next=/desk/account/password"' in desk.page.text
        assert mistake(change(desk, present=""), "present") == "Enter your present password."
        assert CHANGED in change(desk)


def test_who_has_no_password_chooses_one(site: Site, rima: Desk) -> None:
    passkey(RIMA)
    with transaction() as session:
        session.execute(update(Organiser).values(password=None))
    assert heading(rima.get(PAGE).text) == "Choose a password"
    assert CHANGED in change(rima, present="")


def test_an_invited_one_without_a_second_factor_cant(site: Site) -> None:
    link = _path(actions.invite(email="noor@example.org", role=Role.OWNER, campaign_id=site.campaign.id))
    desk = Desk(site.app)
    desk.get(link)
    desk.post(link, {"name": "Noor", "password": PASSWORD})
    kept = organisers_queries.by_email("noor@example.org")
    assert kept is not None
    before = kept.password
    assert heading(desk.get(PAGE).text) == "Your account"
    assert 'href="/desk/account/password"' not in desk.page.text
    desk.post(PAGE, {"present": PASSWORD, "password": NEW, "again": NEW})
    db.session.expire_all()
    assert kept.password == before


def test_a_frozen_one_cant(site: Site, rima: Desk) -> None:
    rima.get(PAGE)
    with transaction() as session:
        session.execute(update(Organiser).values(active=False))
    answer = rima.post(PAGE, {"present": PASSWORD, "password": NEW, "again": NEW})
    assert heading(answer.text) == "Sign in"
    with transaction() as session:
        session.execute(update(Organiser).values(active=True))
    assert heading(Desk(site.app).sign_in(RIMA).text) == "Your account"


def test_a_form_without_the_sessions_token_changes_nothing(site: Site, rima: Desk) -> None:
    fields = {"present": PASSWORD, "password": NEW, "again": NEW}
    assert rima.send("POST", PAGE, data=fields, headers=rima.headers).status_code == 403
    assert rima.send("POST", PAGE, data=fields | {"csrf_token": "x"}, headers=rima.headers).status_code == 403
    assert heading(Desk(site.app).sign_in(RIMA).text) == "Your account"


def test_wrong_ones_are_slowed_down_as_at_signing_in(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False):
        pages = [heading(change(rima, present="wrong horse battery")) for _ in range(12)]
    assert set(pages) == {"Change the password", "Too many attempts"}
    assert pages.count("Change the password") <= 10


def test_none_of_it_needs_a_row_of_hers_that_went(site: Site, rima: Desk) -> None:
    """Somebody who is erased between the form and its sending is asked to sign in."""
    rima.get(PAGE)
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    with transaction() as session:
        for model in db.Model.registry.mappers:
            if "organiser_id" in model.columns and model.class_ is not Organiser:
                session.execute(delete(model.class_).where(model.columns["organiser_id"] == owner.id))
    answer = rima.post(PAGE, {"present": PASSWORD, "password": NEW, "again": NEW})
    assert heading(answer.text) == "Sign in"
