"""A form that another site sent: a page that explains and keeps what was typed, 403 (architecture.md, case 15)."""

from dataclasses import replace

from campaign.signing.models import Signature, Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading, hidden, typed_back
from tests.tables import count, dump

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
    {},
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
    assert ["Cookie" in answer.headers.get("Vary", "") for answer in answers] == [False] * 10
    assert count(Signature, state="withdrawn") == 1
