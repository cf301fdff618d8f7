"""Who may do what, over real connections: each role and a stranger at each address of the desk of a running server."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from campaign.desk.access import ACCESS, Anyone
from campaign.organisers.roles import Role, suffices
from tests.cast import Site
from tests.desk.test_access import addresses
from tests.organisers.browser import Desk, member
from tests.running.server import FORM_HEADERS, Server, serving

pytestmark = [
    pytest.mark.full,  # test_access.py tries the same without a server
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]*)"')
ELSEWHERE = "elsewhere"


@pytest.fixture
def server(site: Site) -> Iterator[Server]:
    """In front of the site's database."""
    with serving(site) as made:
        yield made


def carried(desk: Desk) -> str:
    """The cookies of a browser that was signed in without the server."""
    cookies = [desk.browser.get_cookie(name, path="/desk") for name in ("desk", "known")]
    return "; ".join(f"{each.key}={each.value}" for each in cookies if each)


def here(server: Server) -> dict[str, str]:
    """A browser's headers at the machine's name: by its number it leads there."""
    return {"Host": f"localhost:{server.port}", **FORM_HEADERS}


def status(server: Server, method: str, address: str, cookie: str, token: str) -> int:
    """What comes back; a form carries the token of the session."""
    body = urlencode({"csrf_token": token}).encode() if method == "POST" else b""
    return server.ask(method, address, body, Cookie=cookie, **here(server)).status


def as_the_table_says(least: Role | Anyone, role: Role | str, method: str, address: str, came: int) -> bool:
    """Whether a role may get this answer there: what isn't hers is 404, or 403 for a form."""
    if not isinstance(least, Role):
        return came not in {401, 500}
    if role == ELSEWHERE:
        return came == 404
    if suffices(role, least):
        missing = "x" * 32 in address or "/1/" in address  # what isn't there is 404 for everybody
        return came < 500 and came not in ({403} if missing else {403, 404})
    return came == (404 if method == "GET" else 403)


@pytest.mark.parametrize("role", [*Role, ELSEWHERE])
def test_each_role_gets_what_the_table_says(site: Site, server: Server, role: Role | str) -> None:
    if role == ELSEWHERE:
        site.open_campaign("other")
    campaign = Site(site.app, "other" if role == ELSEWHERE else site.slug).campaign.id
    rank = Role.OWNER if role == ELSEWHERE else Role(role)
    wrong, cookie = {}, ""
    for number, (endpoint, method, address) in enumerate(addresses(site.app, site.slug)):
        if endpoint.startswith(("security.", "account.")):
            continue  # of herself alone; some end her session
        token = TOKEN.search(server.ask("GET", "/desk/account", Cookie=cookie, **here(server)).body.decode())
        if token is None:  # not yet, or she took herself out
            cookie = carried(member(site.app, f"noor{number}@example.org", rank, campaign))
            token = TOKEN.search(
                server.ask("GET", "/desk/account", Cookie=cookie, **here(server)).body.decode()
            )
        assert token, endpoint
        came = status(server, method, address, cookie, token[1])
        if not as_the_table_says(ACCESS[endpoint][method], role, method, address, came):
            wrong[endpoint, method] = came
    assert wrong == {}


def test_a_stranger_is_led_to_sign_in_and_her_forms_are_refused(site: Site, server: Server) -> None:
    wrong = {}
    for endpoint, method, address in addresses(site.app, site.slug):
        if ACCESS[endpoint][method] is Anyone.STRANGER:
            continue
        answer = server.ask(method, address, **here(server))
        led = answer.headers.get("location", "").startswith("/desk/sign-in")
        if not ((answer.status == 302 and led) or (method == "POST" and answer.status == 403)):
            wrong[endpoint, method] = answer.status
    assert wrong == {}


def test_a_cookie_of_nobodys_making_is_nobodys(site: Site, server: Server) -> None:
    cookie = carried(member(site.app, "noor@example.org", Role.OWNER, site.campaign.id))
    assert server.ask("GET", "/desk/account", Cookie=cookie, **here(server)).status == 200
    head, _, tail = cookie.partition("; ")
    forged = head[:-3] + ("AAA" if not head.endswith("AAA") else "BBB")
    for other in (forged, head.replace("desk=", "desk=e30."), "desk=", "desk=" + "x" * 4_000, tail):
        assert server.ask("GET", "/desk/account", Cookie=other, **here(server)).status == 302
