"""No page of ours is framed but the card, by sites that were named; and that has nothing to steal a click from."""

import re

from campaign.releases import actions as releases
from tests.cast import AMELIE, Client, Site
from tests.rules.test_get_changes_nothing import addresses
from tests.rules.test_pages import Outline

NAMED = "https://our-group.example"


def ancestors(policy: str) -> str:
    """Who may frame a page."""
    (said,) = re.findall(r"frame-ancestors ([^;]*)", policy)
    return str(said)


def test_only_the_card_may_be_framed(site: Site, client: Client) -> None:
    site.open_campaign("free", at_risk=False)
    site.slug = "free"
    unnamed = client.get("/en/free/card").headers
    assert (ancestors(unnamed["Content-Security-Policy"]), unnamed["X-Frame-Options"]) == ("'none'", "DENY")
    releases.name_framers(slug="free", origins=[NAMED])
    paths = [path.replace("clear-skies", "free") for path in addresses(site, "none")]
    framed = {}
    for path in [*paths, "/ar/free/card", "/nowhere", "/desk/sign-in"]:
        answer = client.get(path)
        who, old = ancestors(answer.headers["Content-Security-Policy"]), answer.headers.get("X-Frame-Options")
        if (who, old) != ("'none'", "DENY"):
            framed[path] = (who, old)
    assert framed == {"/en/free/card": (NAMED, None), "/ar/free/card": (NAMED, None)}


def test_a_refused_form_is_not_framed_either(site: Site, client: Client) -> None:
    site.open_campaign("free", at_risk=False)
    releases.name_framers(slug="free", origins=[NAMED])
    answer = client.sign(AMELIE, slug="free", consent=None)
    assert answer.status_code == 422
    assert ancestors(answer.headers["Content-Security-Policy"]) == "'none'"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_card_has_neither_form_nor_script_nor_cookie(site: Site, client: Client) -> None:
    site.open_campaign("free", at_risk=False)
    releases.name_framers(slug="free", origins=[NAMED])
    answer = client.get("/en/free/card")
    outline = Outline.of(answer.text)
    assert outline.all("form", "script", "input", "select", "textarea", "button", "iframe") == []
    assert outline.all("a") == [{"href": "/en/free", "target": "_blank", "rel": "noopener"}]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {NAMED}"
    )
