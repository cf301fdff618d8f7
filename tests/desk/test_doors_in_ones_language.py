"""Whoever comes to the desk's doors reads them in her own of the desk's languages, before the desk knows who she is."""

from typing import Any

import pytest

from campaign.lib.languages import DESK_LANGUAGES, direction
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.releases import actions as releases
from tests.cast import Site, heading
from tests.organisers.browser import PASSWORD, Desk, _path

WELCOME = {"en": "Welcome", "ar": "أهلاً بكم", "fr": "Bienvenue", "es": "Le damos la bienvenida"}
SIGN_IN = {"en": "Sign in", "ar": "الدخول", "fr": "Se connecter", "es": "Entrar"}


def asks(*tags: str) -> dict[str, Any]:
    """A browser that likes these languages."""
    return {"headers": {"Accept-Language": ", ".join(tags)}}


@pytest.mark.parametrize("code", DESK_LANGUAGES)
def test_the_sign_in_is_in_each_language_of_the_desk(site: Site, code: str) -> None:
    page = site.app.test_client().get("/desk/sign-in", base_url="http://localhost:8000", **asks(code))
    assert heading(page.text) == SIGN_IN[code]
    assert f'<html lang="{code}" dir="{direction(code)}">' in page.text


@pytest.mark.parametrize("code", DESK_LANGUAGES)
def test_the_link_behind_its_address_leads_there(site: Site, code: str) -> None:
    assert heading(Desk(site.app).get(f"/desk/sign-in?language={code}").text) == SIGN_IN[code]


@pytest.mark.parametrize("code", ["de", "fa", "zh", "tlh"])
def test_one_that_the_desk_is_not_in_is_not_promised(site: Site, code: str) -> None:
    page = site.app.test_client().get("/desk/sign-in", base_url="http://localhost:8000", **asks(code))
    assert '<html lang="en" dir="ltr">' in page.text
    assert '<html lang="en" dir="ltr">' in Desk(site.app).get(f"/desk/sign-in?language={code}").text


def test_whoever_is_invited_is_welcomed_in_hers_and_her_desk_is_in_it(site: Site) -> None:
    link = actions.invite_first_owner()
    assert link is not None
    desk = Desk(site.app)
    page = desk.send("GET", _path(link), **asks("fr-BE", "nl"))
    assert heading(page.text) == WELCOME["fr"]
    desk.post(
        _path(link), {"name": "Rima", "email": "rima@example.org", "password": PASSWORD},
        headers={"Accept-Language": "fr-BE"},
    )  # fmt: skip
    rima = organisers_queries.by_email("rima@example.org")
    assert rima is not None
    assert rima.language == "fr"
    assert '<html lang="fr" dir="ltr">' in desk.page.text


def test_the_way_to_the_api_is_in_a_language_of_the_site(site: Site) -> None:
    client = site.client()
    assert client.get("/api", **asks("fr")).headers["Location"] == "/en/api"
    releases.speak(slug=site.slug, further=["fr"])
    assert client.get("/api", **asks("fr")).headers["Location"] == "/fr/api"
