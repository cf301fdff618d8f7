"""A link that lost a sign or got one too many still leads there; what leads nowhere stays a 404 with the same body."""

from itertools import product
from urllib.parse import quote, urlsplit

import pytest
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.lib.tokens import hash_token, spellings
from campaign.organisers import actions as organisers
from campaign.organisers.actions.inviting import site_address
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases.models import Campaign
from tests.cast import DEMAND, NOUR, SLUG, Client, Site, heading
from tests.choosing import part_of
from tests.tables import dump

SIGNS = [
    *".,;:!?)>]\"'/ ",
    "\u200b",
    "\u00a0",
    "،",
    "”",
    ").",
    ">,",
    "“",
    "«",
    "।",
    "։",
    "።",
    "…",
    "🙏",
    "*",
    "_",
    "~",
    "`",
    "-",
    "&",
    "=",
    "=3D",
    "\\",
    "+",
    "<br>",
    "</a>",
    "&gt;",
    "](",
    "\n",
]
ARABIC = {"Accept-Language": "ar,en;q=0.5"}


def leads_to(client: Client, path: str, **headers: str) -> tuple[int, str | None]:
    """Status and address of the first answer."""
    answer = client.get(path, headers=headers)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.long
@pytest.mark.parametrize("raw", [True, False], ids=["as it is", "encoded"])
def test_a_sign_too_many_leads_where_the_link_led(site: Site, client: Client, *, raw: bool) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    preview = f"/en/p/{releases.preview_token(SLUG)}"
    before = dump()
    paths = letter.path, preview, f"/en/{SLUG}", f"/en/{SLUG}/tally", f"/en/{SLUG}/privacy"
    for path, sign in part_of(product(paths, SIGNS), 3):
        if raw and sign.startswith(("?", "\n")):
            continue  # one begins a query, and leads there by itself; the other isn't sent as it is
        wrong = path + (sign if raw else quote(sign, safe=""))
        assert (wrong, leads_to(client, wrong)) == (wrong, (302, path))
        assert client.send("HEAD", wrong).headers["Location"] == path
    assert dump() == before
    assert heading(client.get(f"{letter.path}.", follow_redirects=True).text) == "Confirm your signature"


@pytest.mark.parametrize("sign", [*".,(<\"'[ -_*", "\u200e", "“", "«", "»", "🙏", "• "])
def test_a_sign_before_its_last_part_leads_there_too(site: Site, client: Client, sign: str) -> None:
    preview = f"/en/p/{releases.preview_token(SLUG)}"
    before, _, token = preview.rpartition("/")
    assert leads_to(client, f"{before}/{quote(sign)}{token}") == (302, preview)


@pytest.mark.parametrize("before", ["", "/it", "/EN", "/it-CH"])
def test_a_link_in_no_language_of_ours_leads_to_the_readers(site: Site, client: Client, before: str) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token = letter.path.rpartition("/")[2]
    language = "en" if before == "/EN" else "ar"
    assert leads_to(client, f"{before}/c/{token}", **ARABIC) == (302, f"/{language}/c/{token}")


@pytest.mark.parametrize("path", ["/HOLDER.html", "/Verify.HTML", "/Robots.txt"])
def test_capitals_lead_to_pages_that_are_no_campaigns_too(site: Site, client: Client, path: str) -> None:
    assert leads_to(client, path) == (302, path.lower())


def test_only_the_page_is_led_to_and_its_buttons_post_as_ever(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token = client.token(letter.path)
    assert client.post(f"{letter.path}./confirmation", {"token": token}).status_code == 404
    page = client.get(f"{letter.path})", follow_redirects=True).text
    assert f'action="{letter.path}/confirmation"' in page
    answer = client.post(f"{letter.path}/confirmation", {"token": token})
    assert heading(answer.text) == "Thank you. Your signature is confirmed."


def test_what_leads_nowhere_gets_the_same_answer_with_and_without_a_sign(site: Site, client: Client) -> None:
    nowhere = client.get("/en/c/" + "A" * 32)
    assert nowhere.status_code == 404
    for path in (
        "/en/c/" + "A" * 32 + ".", "/en/c/.", "/en/p/x)", "/nobody.", "/en/nobody/", "/xx", "/.", "/en/c",
        f"/en/{SLUG}/..",
        f"/en/{SLUG}/nothing.", "/desk.example.com", f"/en/{SLUG}/{SLUG}", "/healthz/x", "/" + "a." * 400,
    ):  # fmt: skip
        answer = client.get(path)
        assert (path, answer.status_code, answer.data) == (path, 404, nowhere.data)


@pytest.mark.parametrize(
    "host", ["//evil.example.com", "/\\evil.example.com", "//evil.example.com/en", "/%2F%2Fevil.example.com"]
)
def test_no_address_leads_to_another_site(site: Site, client: Client, host: str) -> None:
    for sign in ("", ".", "/", "/."):
        where = client.get(f"{host}{sign}").headers.get("Location", "/")
        assert where.startswith(("/", "http://127.0.0.1:8000/")), where
        assert not where.startswith(("//", "/\\")), where


@pytest.mark.parametrize("end", ["-", "_"])
def test_an_older_token_serves_whole_and_without_the_sign_at_its_end(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    older = "a" * 31 + end
    monkeypatch.setattr("campaign.signing.actions.submitting.new_token", lambda: older)
    client.sign(NOUR)
    assert [letter.path for letter in site.deliver()] == [f"/en/c/{older}"]
    assert heading(client.get(f"/en/c/{older}").text) == "Confirm your signature"
    assert leads_to(client, f"/en/c/{older[:-1]}") == (302, f"/en/c/{older}")
    assert leads_to(client, f"/en/c/{older}.") == (302, f"/en/c/{older}")
    assert leads_to(client, f"/en/c/{older[:-2]}") == (404, None)


def test_a_preview_link_of_before_serves_beside_the_one_of_now(site: Site, client: Client) -> None:
    now = releases.preview_token(SLUG)
    for before in {*spellings("A" + now[1:-1] + "B")}:
        with transaction() as session:
            session.execute(update(Campaign).values(preview_hash=hash_token(before, purpose="preview")))
        assert [client.get(f"/en/p/{token}").status_code for token in (before, "A" + now[1:-1] + "B")] == [
            200,
            200,
        ]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (f"/{SLUG}", f"/ar/{SLUG}"),
        (f"/{SLUG}/", f"/ar/{SLUG}"),
        (f"/{SLUG.upper()}", f"/ar/{SLUG}"),
        ("/Clear_Skies", f"/ar/{SLUG}"),
        ("/clear%20skies", f"/ar/{SLUG}"),
        ("/clear–skies", f"/ar/{SLUG}"),
        ("/clearskies", f"/ar/{SLUG}"),
        ("/claer-skies", f"/ar/{SLUG}"),
        (f"/{SLUG}?fbclid=abc", f"/ar/{SLUG}"),
        (f"/{SLUG}%E2%80%8B", f"/ar/{SLUG}"),
        (f"/it/{SLUG}", f"/ar/{SLUG}"),
        (f"/it-CH/{SLUG}", f"/ar/{SLUG}"),
        (f"/{SLUG}/tally", f"/ar/{SLUG}/tally"),
        (f"/{SLUG.title()}/tally.json", f"/{SLUG}/tally.json"),
        (f"/en/{SLUG}/", f"/en/{SLUG}"),
        (f"/en/{SLUG}/?fbclid=abc", f"/en/{SLUG}"),
        (f"/EN/{SLUG}", f"/en/{SLUG}"),
        (f"/en-GB/{SLUG}", f"/en/{SLUG}"),
        (f"/en/{SLUG.title()}", f"/en/{SLUG}"),
        (f"/en/{SLUG}s", f"/en/{SLUG}"),
        (f"/en//{SLUG}//", f"/en/{SLUG}"),
        (f"/EN/{SLUG.upper()}/TALLY", f"/en/{SLUG}/tally"),
        (f"/en/{SLUG}/submissions", f"/en/{SLUG}"),
        ("/en", f"/en/{SLUG}"),
        ("/en/", f"/en/{SLUG}"),
        ("/EN", f"/en/{SLUG}"),
        ("/ar?utm_source=x", f"/ar/{SLUG}"),
    ],
)  # fmt: skip
def test_what_people_type_leads_to_the_page(site: Site, client: Client, path: str, where: str) -> None:
    answer = client.get(path, headers=ARABIC, follow_redirects=True)
    assert (path, answer.request.path, answer.status_code) == (path, where, 200)
    first = client.get(path, headers=ARABIC)
    assert first.status_code in {302, 308}
    assert first.headers["Cache-Control"] == "no-store"


def test_a_page_that_is_kept_is_made_in_its_own_language(site: Site, client: Client) -> None:
    answer = client.get(f"/en/{SLUG}.", headers=ARABIC, follow_redirects=True)
    assert '<html lang="en" dir="ltr">' in answer.text


def test_of_a_draft_nobody_is_told_that_it_is_there(site: Site, client: Client) -> None:
    releases.publish(
        slug="river-crossing", language="en", headline="The river", place=None,
        day=site.campaign.made_at.date(), demand=DEMAND, body="Bridges were hit.",
    )  # fmt: skip
    for path in (
        "/river-crossing",
        "/River-Crossing",
        "/en/River-Crossing",
        "/en/river-crossin",
        "/river-crossing/tally",
    ):
        assert (path, leads_to(client, path)) == (path, (404, None))


def test_between_two_campaigns_a_slip_leads_nowhere(site: Site, client: Client) -> None:
    site.open_campaign("clear-skiez")
    assert leads_to(client, "/en/clear-skie") == (404, None)
    assert leads_to(client, "/en/CLEAR-SKIES") == (302, f"/en/{SLUG}")


def test_an_invitations_link_leads_to_its_page(site: Site, client: Client) -> None:
    link = organisers.invite(email="maya@example.org", role=Role.VIEWER, campaign_id=site.campaign.id)
    path, at = urlsplit(link).path, {"base_url": site_address()}
    for sign in (".", "/", "%20", ")"):
        answer = client.get(path + sign, **at)
        assert (sign, answer.status_code, answer.headers.get("Location")) == (sign, 302, path)
    page = client.get(f"{path}.", follow_redirects=True, **at).text
    assert f'action="{path}"' in page or '<form method="post"' in page
    void = client.get("/desk/invitations/" + "A" * 32 + ".", **at)
    assert (void.status_code, void.headers.get("Location")) == (404, None)
