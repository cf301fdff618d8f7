"""The printed file for readers who come by Tor, in the real nginx: the same site at another address."""

import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cast import SLUG
from tests.lib.test_onion import ADDRESS
from tests.patience import PATIENCE
from tests.running.front import Answer, Front, behind_nginx
from tests.running.visitors import hidden, link
from tests.vault.canaries import canary

PAGE = f"/en/{SLUG}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Front]:
    with behind_nginx(tmp_path_factory, migrated_sqlite, onion=ADDRESS) as made:
        yield made


def by_tor(
    site: Front, method: str, path: str, *, fields: dict[str, str] | None = None, **headers: str
) -> Answer:
    """A request as Tor hands it on: from this machine, to the port of the service, for its name."""
    connection = http.client.HTTPConnection("127.0.0.1", site.onion_port, timeout=PATIENCE)
    spoken = {"Host": ADDRESS, "Content-Type": "application/x-www-form-urlencoded"} | headers
    connection.request(method, path, urlencode(fields) if fields else None, spoken)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return Answer(answer.status, answer.headers, text)


def form(site: Front, number: int) -> dict[str, str]:
    page = by_tor(site, "GET", PAGE).text
    time.sleep(2.1)
    return {name: hidden(page, name) for name in ("token", "text")} | canary(number).typed(website="")


def test_the_page_says_its_onion_address_on_the_clearnet_alone(site: Front) -> None:
    assert site.get(PAGE).headers["Onion-Location"] == f"http://{ADDRESS}{PAGE}"
    assert by_tor(site, "GET", PAGE).headers["Onion-Location"] is None
    assert by_tor(site, "GET", PAGE).text == site.get(PAGE).text


def test_a_form_that_was_read_by_tor_is_taken_and_confirmed_there(site: Front) -> None:
    sent = by_tor(site, "POST", f"{PAGE}/submissions", fields=form(site, 1), Origin=f"http://{ADDRESS}")
    assert "One step left" in sent.text
    confirming = link(site, 1).removeprefix(site.base)
    read = by_tor(site, "GET", confirming)
    assert read.headers["Onion-Location"] is None
    token = {"token": hidden(read.text, "token")}
    pressed = by_tor(site, "POST", f"{confirming}/confirmation", fields=token, Origin=f"http://{ADDRESS}")
    assert "Your signature is confirmed" in pressed.text


def test_a_form_of_another_site_is_refused(site: Front) -> None:
    foreign = by_tor(site, "POST", f"{PAGE}/submissions", fields=form(site, 2), Origin="http://evil.example")
    assert foreign.status == 403


def test_the_desk_is_elsewhere(site: Front) -> None:
    answer = by_tor(site, "GET", "/desk")
    assert (answer.status, answer.text) == (
        404, f"The desk is at {site.base}/desk, which Tor Browser opens too.\n",
    )  # fmt: skip
