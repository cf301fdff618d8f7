"""Every page of the desk that a link leads to, looked at by axe in both languages and schemes, and at each width.

`make test` looks at each of them in one of the languages.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from campaign.desk.access import ACCESS
from campaign.organisers.roles import Role
from campaign.vault import key_offers
from tests.browser.desk import BY_HALVES, Looks, desk_site, faults, invited, speaking
from tests.cast import Site
from tests.paper.signing import collecting
from tests.updates.telling import told

LINK = re.compile(r'href="(/desk/[^"#]*)')
# Files, and pages that lead on whoever is signed in.
NOT_LOOKED_AT = {
    "acts.export", "exports.fetch", "missions.example", "missions.example_workbook", "outgoing.read_one",
    "outgoing.read_as_page", "outgoing.preview", "invitation.show", "anew.show", "security.login",
    "security.two_factor_token_validation", "security.mf_recovery", "security.wan_signin", "security.wan_verify",
    "signatures.count_anew", "revisions.ask", "conclusion.outcome", "conclusion.report", "conclusion.show",
    "names.page", "picture.size", "passing.print_it",
}  # fmt: skip
# What is linked once there is something signed, sent or set up; each is shown before that too.
NOT_LINKED = ("", "text/en/misprint", "letters/sending", "letters/answers/FR")
RECOVERY = "/desk/recovery-codes"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("desk")) as made:
        yield made


def filled(site: Site) -> None:
    """Somebody invited, somebody asked for a key; paper is collected, and an update told."""
    invited("maya@example.org", Role.VIEWER, site.campaign.id)
    key_offers.ask_for_key(name="maya", campaign_id=site.campaign.id)
    collecting(site)
    told()


def endpoint_of(app: Flask, path: str) -> str:
    try:
        return str(app.url_map.bind("localhost").match(path, method="GET")[0])
    except HTTPException:
        return ""


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_is_for_everybody_and_never_wider_than_the_screen(
    desk: tuple[Site, str], visit: Callable[..., Page], language: str, half: int
) -> None:
    site, base = desk
    filled(site)
    browser = visit().context.browser
    assert browser is not None
    page = speaking(browser, base, language, Role.OWNER, site.campaign.id, name=f"Noor{half}")
    ahead = [
        "/desk/",
        *(f"/desk/campaigns/{site.slug}/{rest}" for rest in NOT_LINKED),
        "/desk/again",
        RECOVERY,
    ]
    looked_at, looks = set[str](), Looks(half)
    while ahead:
        path = ahead.pop(0)
        endpoint = endpoint_of(site.app, urlsplit(path).path)
        if endpoint in looked_at | NOT_LOOKED_AT | {""}:
            continue
        looked_at.add(endpoint)
        ahead += map(unescape, LINK.findall(page.request.get(base + path).text()))
        if looks.is_turn():
            page.goto(base + path)
            looks.wrong[path] = faults(page)
    page.close()
    assert {path: found for path, found in looks.wrong.items() if found} == {}
    pages = {endpoint for endpoint, methods in ACCESS.items() if "GET" in methods}
    assert pages - looked_at - NOT_LOOKED_AT == set()
