"""A form that another site sent: a page that explains and keeps what was typed, 403 (architecture.md, case 15)."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from campaign.lib import clock
from campaign.limits.models import RefusalKind, Refusals
from campaign.limits.refusals import write_refusals
from campaign.signing.models import Signature, Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, change, heading, hidden, typed_back
from tests.conftest import settings_for
from tests.tables import count, dump, rows

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
    {"Sec-Fetch-Site": "cross-site", "Referer": "http://127.0.0.1:8000/"},
    {"Sec-Fetch-Site": "none", "Referer": "http://127.0.0.1:8000/"},
    {"Referer": "https://evil.example/"},
    {"Referer": "https://evil.example/http://127.0.0.1:8000/"},
    {"Referer": "about:blank"},
    {"Referer": "http://127.0.0.1:8000.evil.example/"},
    {"Origin": "null", "Referer": "http://127.0.0.1:8000/"},
    {"Origin": "https://evil.example", "Referer": "http://127.0.0.1:8000/"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Origin": "http://127.0.0.1:8001"},
    {"Origin": "https://127.0.0.1:8000"},
    {"Origin": "http://evil.example@127.0.0.1:8000"},
]
OWN = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Origin": "http://127.0.0.1:8000"},
    {"Origin": "http://127.0.0.1:8000", "Referer": "https://evil.example/"},
    {"Referer": "http://127.0.0.1:8000/"},
    {"Referer": f"http://127.0.0.1:8000/en/{SLUG}?x#y"},
    {"Referer": ""},
    {},
]


def from_elsewhere(client: Client, headers: dict[str, str]) -> Client:
    return replace(client, headers=headers)


def test_a_foreign_form_is_explained_and_kept(site: Site, client: Client) -> None:
    token, before = client.token(), dump()
    for headers in FOREIGN:
        answer = from_elsewhere(client, headers).post(
            f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed(updates="y", website="spam")}
        )
        assert (headers, answer.status_code) == (headers, 403)
        assert typed_back(answer.text) == AMELIE.typed(updates="y")
        assert 'role="alert"' in answer.text or 'id="answer"' in answer.text
    assert dump() == before


def test_the_page_that_explains_can_be_sent_as_it_is(site: Site, client: Client) -> None:
    refused = from_elsewhere(client, {"Sec-Fetch-Site": "cross-site"}).post(
        f"/en/{SLUG}/submissions", AMELIE.typed()
    )
    sent = client.sign(AMELIE, **typed_back(refused.text))
    assert (sent.status_code, count(Submission, state="waiting")) == (200, 1)


def test_our_own_form_passes(site: Site, client: Client) -> None:
    for number, headers in enumerate(OWN, start=1):
        assert (headers, from_elsewhere(client, headers).sign(AMELIE).status_code) == (headers, 200)
        assert count(Submission, state="waiting") == number


def test_what_says_nothing_of_where_it_comes_from_needs_our_token_and_is_counted(
    site: Site, client: Client
) -> None:
    silent = from_elsewhere(client, {})
    for token in ("", "x" * 40):
        answer = silent.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()})
        assert (answer.status_code, count(Submission)) == (403, 0)
    assert silent.sign(AMELIE).status_code == 200
    (letter,) = site.deliver()
    assert silent.press(letter.link, "confirmation").status_code == 200
    assert (count(Submission), count(Signature)) == (0, 1)
    write_refusals()
    kinds = {row["kind"]: (bool(row["network"]), row["count"]) for row in rows(Refusals)}
    assert kinds == {RefusalKind.UNMARKED: (False, 4), RefusalKind.ELSEWHERE: (True, 2)}


def test_of_a_public_site_every_spelling_of_its_origin_is_its_own(site: Site, client: Client) -> None:
    change(site.app, base_url="https://hope.example.org")
    for origin, status in (
        ("https://hope.example.org", 200), ("https://Hope.example.org:443", 200), ("https://hope.example.org.", 200),
        ("http://hope.example.org", 403), ("https://hope.example.org:8443", 403), ("https://127.0.0.1:8000", 403),
        ("null", 403),
    ):  # fmt: skip
        browser = from_elsewhere(client, {"Origin": origin, "Host": "hope.example.org"})
        token = browser.get(f"/en/{SLUG}", headers={"Host": "hope.example.org"}).text
        fields = {"token": hidden(token, "token"), **AMELIE.typed()}
        answer = browser.post(f"/en/{SLUG}/submissions", fields)
        assert (origin, answer.status_code) == (origin, status)


@pytest.mark.parametrize(
    "typed",
    [
        "https://hope.example.org:443",
        "https://Hope.Example.org",
        "HTTPS://hope.example.org",
        "https://hope.example.org.",
    ],
)
def test_however_the_base_url_was_typed_an_old_browser_signs(site: Site, client: Client, typed: str) -> None:
    ours = settings_for(site.settings.instance, site.settings.database_url, CAMPAIGN_BASE_URL=typed)
    change(site.app, base_url=ours.base_url)
    browser = from_elsewhere(client, {"Origin": "https://hope.example.org", "Host": "hope.example.org"})
    with time_machine.travel(clock.now() - timedelta(seconds=5)):
        page = browser.get(f"/en/{SLUG}", headers=browser.headers).text
    answer = browser.post(f"/en/{SLUG}/submissions", {"token": hidden(page, "token"), **AMELIE.typed()})
    assert (answer.status_code, count(Submission, state="waiting")) == (200, 1)
    (letter,) = site.deliver()
    assert letter.link.startswith("https://hope.example.org/en/c/")


def test_a_foreign_press_of_a_button_behind_a_link_changes_nothing(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token, before = client.token(letter.path), dump()
    for headers in FOREIGN:
        stranger = from_elsewhere(client, headers)
        for button in ("confirmation", "rejection", "withdrawal", "stop"):
            answer = stranger.post(f"{letter.path}/{button}", {"token": token})
            assert (answer.status_code, heading(answer.text)) == (403, "This form did not come from our page")
        mended = stranger.post(
            f"{letter.path}/correction", {"token": token, "name": "Nour H.", "country": "LB"}
        )
        assert (mended.status_code, heading(mended.text)) == (403, "Confirm your signature")
        assert typed_back(mended.text) == {"name": "Nour H.", "country": "LB"}
    assert dump() == before


def test_a_foreign_press_behind_no_link_at_all_is_refused_too(site: Site, client: Client) -> None:
    stranger = from_elsewhere(client, {"Sec-Fetch-Site": "cross-site"})
    answer = stranger.post(f"/en/c/{'x' * 32}/correction", {"name": "Nour H.", "country": "LB"})
    assert (answer.status_code, heading(answer.text)) == (403, "This form did not come from our page")
    answer = stranger.post("/en/no-such-campaign/submissions", AMELIE.typed())
    assert (answer.status_code, heading(answer.text)) == (403, "This form did not come from our page")


def test_signing_works_without_cookies_and_no_page_sets_one(site: Site, client: Client) -> None:
    answers = [client.get(path) for path in ("/", f"/en/{SLUG}", f"/ar/{SLUG}/tally", f"/{SLUG}/tally.json")]
    answers.append(client.sign(NOUR))
    assert hidden(answers[-1].text, "token") != ""
    (letter,) = site.deliver()
    answers += [
        client.get(letter.link),
        client.press(letter.link, "confirmation"),
        client.get("/nowhere/at/all"),
    ]
    answers += [client.press(letter.link, "withdrawal"), client.post(f"/en/{SLUG}/submissions")]
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * 10
    assert [vary for answer in answers if "Cookie" in (vary := answer.headers.get("Vary", ""))] == []
    assert count(Signature, state="withdrawn") == 1
