"""An address that takes a POST alone, opened: it leads to the page that its form stands on."""

import pytest

from campaign.desk.access import ACCESS
from campaign.desk.form_pages import FORM_ON
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from campaign.vault import queries as vault_queries
from tests.cast import Site, heading
from tests.desk.openapi import Form, forms_on
from tests.desk.test_access import addresses
from tests.desk.test_texts import answers
from tests.organisers.browser import Desk, member


def post_alone(site: Site) -> dict[str, str]:
    """The addresses of the desk that no page stands at, by endpoint."""
    walked = addresses(site.app, site.slug)
    pages = {address for _, method, address in walked if method == "GET"}
    return {endpoint: address for endpoint, method, address in walked if address not in pages}


def test_each_has_the_page_that_its_form_stands_on(site: Site) -> None:
    assert set(FORM_ON) == set(post_alone(site))
    assert all("GET" in ACCESS[page] for page in FORM_ON.values())


@pytest.mark.parametrize("is_stranger", [False, True])
def test_opening_one_leads_there_whoever_comes(site: Site, is_stranger: bool) -> None:
    desk = Desk(site.app)
    if not is_stranger:
        desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    pages = {name: address for name, method, address in addresses(site.app, site.slug) if method == "GET"}
    for endpoint, address in post_alone(site).items():
        for method in ("GET", "HEAD"):
            answer = desk.send(method, address)
            leads = (answer.status_code, answer.headers.get("Location"))
            assert (endpoint, *leads) == (endpoint, 303, pages[FORM_ON[endpoint]])


def test_no_page_is_led_away_from(site: Site) -> None:
    desk = Desk(site.app)
    for endpoint, method, address in addresses(site.app, site.slug):
        if method == "GET":
            assert (endpoint, desk.send("GET", address).status_code != 303) == (endpoint, True)


def test_what_is_no_address_at_all_is_led_nowhere(site: Site) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    for path in ("people/invitation", "people/invitations/x", "people/0x1/role", "keys/links/"):
        assert desk.send("GET", f"/desk/campaigns/{site.slug}/{path}").status_code == 404


def test_the_page_asks_who_comes(site: Site) -> None:
    """A stranger signs in first; what isn't hers isn't there."""
    here = f"/desk/campaigns/{site.slug}/people/invitations"
    assert heading(Desk(site.app).get(here).text) == "Sign in"
    site.open_campaign("other")
    other = releases_queries.campaign("other")
    assert other is not None
    noor = member(site.app, "noor@example.org", Role.OWNER, other.id)
    assert noor.get(here).status_code == 404


def test_the_form_does_stand_on_that_page(site: Site) -> None:
    """Of the pages whose forms need nothing to be there first."""
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    for endpoint in (
        "people.invite",
        "keys.ask",
        "keys.add",
        "state.pause",
        "state.close",
        "account.change_language",
    ):
        address = post_alone(site)[endpoint]
        page = desk.get(address)
        assert (endpoint, page.status_code) == (endpoint, 200)
        assert address in {form.action for form in forms_on(page.text, page.request.path)}


def test_a_refusal_leads_back_to_the_form_and_to_the_desk(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    here = f"/desk/campaigns/{site.slug}"
    for path, page in (
        ("people/invitations", "people"),
        ("state/pause", "state"),
        ("missions/FR", "missions/FR"),
    ):
        answer = rima.send(
            "POST", f"{here}/{path}", data={"csrf_token": "of yesterday"}, headers=rima.headers
        )
        assert answer.status_code == 403
        assert f'<p><a href="{here}/{page}">Back to the page with the form</a></p>' in answer.text
        assert '<a href="/desk/">Go to the desk</a>' in answer.text
    assert "Back to the page with the form" not in rima.get(f"{here}/nothing").text
    assert "Go to the desk" not in site.client().get("/nothing").text


def test_what_was_shown_once_is_said_to_have_been_and_can_be_made_anew(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    here = f"/desk/campaigns/{site.slug}"
    (skies,) = vault_queries.holders()
    link = "A holder’s link is shown once. Below you can make a new one."
    for page, address, fields, sentence in (
        ("people", "people/invitations", {"email": "noor@example.org", "role": "viewer"},
         "The link of an invitation is shown once. Below you can make a new one."),
        ("keys", "keys/links", {"name": "maya"}, link),
        ("keys", f"keys/{skies.id}/link", {}, link),
    ):  # fmt: skip
        rima.get(f"{here}/{page}")
        assert rima.post(f"{here}/{address}", fields).status_code == 200
        again = rima.get(f"{here}/{address}").text
        assert answers(again) == [sentence]
        forms = [form for form in forms_on(again, f"{here}/{page}") if form.action == f"{here}/{address}"]
        assert fields in [hidden_fields(form) for form in forms]


def hidden_fields(form: Form) -> dict[str, str]:
    """What a form sends that is a button."""
    return {
        name: each.values[0]
        for name, each in form.fields.items()
        if each.kind == "hidden" and name != "csrf_token"
    }
