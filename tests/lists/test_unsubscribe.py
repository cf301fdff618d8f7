"""The link at the end of an update: one button or one click ends them, whatever became of the signature."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine

from campaign.lib import clock
from campaign.lists.sealed_export import export_sealed
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from campaign.signing.models import Signature
from campaign.vault import keys
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.tables import count, dump, rows

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"
PARTS = (
    '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    "multipart/form-data; boundary=b",
)


def links(site: Site, out: Path, **wanted: bool) -> list[str | None]:
    """The addresses in a sealed list, in its order."""
    out.unlink(missing_ok=True)
    export_sealed(campaign=site.campaign, out=out, **wanted)
    return [json.loads(line).get("unsubscribe") for line in out.read_text().splitlines()[1:-1]]


@pytest.fixture
def path(site: Site, tmp_path: Path) -> str:
    """The path that ends Nour's updates; Amélie, who signed before her, wants none."""
    site.signed(AMELIE)
    site.signed(NOUR, updates="y", language="ar")
    none, link = links(site, tmp_path / "list.sealed")
    assert none is None
    assert link is not None
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/ar/u/[\w-]{36}", link)
    return urlsplit(link).path


def provider(client: Client) -> Client:
    """A mail provider's server: no browser's headers, and nothing of our page."""
    return replace(client, headers={}, address="198.51.100.9")


def wants(site: Site) -> list[bool]:
    return [row["wants_updates"] for row in rows(Signature)]


def test_the_page_has_one_button_and_it_ends_them(site: Site, client: Client, path: str) -> None:
    before, path = dump(), path.replace("/ar/", "/en/")
    page = client.get(path)
    assert (page.status_code, heading(page.text)) == (200, "No more updates?")
    assert page.text.count("<button") == 1
    assert client.send("HEAD", path).status_code == 200
    assert dump() == before
    done = client.post(path, {"token": client.token(path)})
    assert (done.status_code, heading(done.text)) == (200, "You will get no more updates")
    assert wants(site) == [False, False]
    assert client.post(path, {"token": client.token(path)}).text == done.text
    assert count(Signature, state="counted") == 2


@pytest.mark.parametrize(("body", "kind"), [(ONE_CLICK, FORM), PARTS])
def test_one_click_as_a_mail_provider_sends_it(
    site: Site, client: Client, path: str, body: str, kind: str
) -> None:
    answers = [provider(client).post(path, body, content_type=kind) for _ in range(2)]
    assert [(answer.status_code, heading(answer.text)) for answer in answers] == [
        (200, "لن تصلكم مستجدات بعد الآن")
    ] * 2
    assert wants(site) == [False, False]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("", FORM, 403),
        ("List-Unsubscribe=Two-Clicks", FORM, 403),
        (f"{ONE_CLICK}&name=x", FORM, 403),
        (f"{ONE_CLICK}&{ONE_CLICK}", FORM, 400),
        (ONE_CLICK, "text/plain", 400),
        (PARTS[0].replace("One-Click", "Other"), PARTS[1], 400),
        (PARTS[0].replace('"List-Unsubscribe"', '"List-Unsubscribe"; filename="a"'), PARTS[1], 400),
        ("--b\r\n", PARTS[1], 400),
    ],
)
def test_any_other_body_from_elsewhere_is_refused(
    site: Site, client: Client, path: str, body: str, kind: str, status: int
) -> None:
    assert provider(client).post(path, body, content_type=kind).status_code == status
    assert wants(site) == [False, True]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/"},
    ],
)
def test_another_sites_button_ends_nothing(
    site: Site, client: Client, path: str, headers: dict[str, str]
) -> None:
    answer = replace(client, headers=headers).post(path, {"token": client.token(path)})
    assert (answer.status_code, wants(site)) == (403, [False, True])


def test_one_click_opens_no_other_door(site: Site, client: Client, path: str) -> None:
    client.sign(AMELIE, email="second@example.org")
    (letter,) = site.deliver()
    before = dump()
    for there in (f"/en/{SLUG}/submissions", f"{letter.path}/confirmation", f"{letter.path}/stop"):
        for body, kind, status in ((ONE_CLICK, FORM, 403), (*PARTS, 400)):
            answer = provider(client).post(there, body, content_type=kind)
            assert (there, answer.status_code) == (there, status)
    assert dump() == before


def test_whatever_became_of_the_signature_the_pages_are_the_same(
    site: Site, client: Client, path: str
) -> None:
    def pages() -> tuple[str, str]:
        asked, done = client.get(path), provider(client).post(path, ONE_CLICK, content_type=FORM)
        assert (asked.status_code, done.status_code) == (200, 200)
        return re.sub(r'name="token" value="[^"]*"', "", asked.text), done.text

    first = pages()
    assert pages() == first
    releases.close_campaign(slug=SLUG)
    site.number()
    closed = pages()
    with time_machine.travel(clock.now() + timedelta(days=200), tick=True):
        signing.purge()
        assert wants(site) == [None, None]
        assert pages() == closed == first
    assert wants(site) == [None, None]


def test_after_a_withdrawal_too(site: Site, client: Client, path: str, tmp_path: Path) -> None:
    asked = client.get(path)
    link = site.signed(replace(NOUR, email="n2@example.org"), updates="y")
    (_, *both) = links(site, tmp_path / "a.sealed")
    client.press(link, "withdrawal")
    site.number()
    assert signing.erase_withdrawn() == 1
    hers = urlsplit(str(both[1])).path.replace("/en/", "/ar/")
    assert re.sub(r'value="[^"]*"', "", client.get(hers).text).replace(hers, path) == re.sub(
        r'value="[^"]*"', "", asked.text
    )


def test_links_that_nobody_was_sent(site: Site, client: Client, path: str) -> None:
    token = path.rpartition("/")[2]
    other = "".join("B" if c == "A" else "A" for c in token[:1]) + token[1:]
    last = token[:-1] + ("A" if token[-1] != "A" else "B")
    bodies = set()
    for unknown in (other, last, "x" * 32, token[:-1], token + "A", "x", "%20" * 32, token[:-1] + "%00"):
        answer = client.get(f"/en/u/{unknown}")
        assert (unknown, answer.status_code) in {(unknown, 404), (unknown, 400)}
        bodies |= {answer.text} if answer.status_code == 404 else set()
        assert provider(client).post(f"/en/u/{unknown}", ONE_CLICK, content_type=FORM).status_code in {
            404,
            400,
        }
    assert (len(bodies), wants(site)) == (1, [False, True])


def test_before_the_first_list_there_is_no_link(client: Client) -> None:
    assert client.get(f"/en/u/{'x' * 32}").status_code == 404


def test_a_machine_that_lacks_the_key_says_so_and_makes_none(site: Site, client: Client, path: str) -> None:
    file = site.settings.keys / "unsubscribe.key"
    kept = file.read_bytes()
    keys.destroy(site.settings.keys, "unsubscribe")
    assert (client.get(path).status_code, file.exists()) == (503, False)
    file.write_bytes(kept)
    assert client.get(path).status_code == 200


def test_a_form_of_the_day_before_yesterday_is_shown_again(site: Site, client: Client, path: str) -> None:
    token = client.token(path)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        again = client.post(path, {"token": token})
        assert (again.status_code, wants(site)) == (422, [False, True])
        client.post(path, {"token": client.token(path)})
        assert wants(site) == [False, False]


def test_who_unsubscribed_or_stopped_is_in_no_later_list(site: Site, client: Client, tmp_path: Path) -> None:
    ends, stops = (
        site.signed(replace(NOUR, email=f"{name}@example.org"), updates="y") for name in ("ends", "stops")
    )
    first, second = links(site, tmp_path / "list", wants_updates=True)
    provider(client).post(urlsplit(str(first)).path, ONE_CLICK, content_type=FORM)
    assert links(site, tmp_path / "list", wants_updates=True) == [second]
    client.press(stops, "stop")
    assert links(site, tmp_path / "list", wants_updates=True) == []
    assert links(site, tmp_path / "list") == [None, None]
    assert client.get(ends).status_code == 200


def test_links_hold_for_a_day_after_the_secret_was_replaced(site: Site, client: Client, path: str) -> None:
    keys.rotate(site.settings.keys, "unsubscribe")
    assert client.get(path).status_code == 200
