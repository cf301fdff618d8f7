"""What is said to crawlers, and to browsers that ask for an icon."""

from campaign.lib.languages import LANGUAGES
from tests.cast import AMELIE, SLUG, Client, Site


def test_crawlers_are_told_what_is_for_one_person_alone(site: Site, client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines() == [
        "User-agent: *", "Disallow: /desk", "Disallow: /mail",
        *(f"Disallow: /{code}/{one}/" for code in LANGUAGES for one in "cpu"),
    ]  # fmt: skip


def test_browsers_that_ask_for_an_icon_get_one(site: Site, client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.data[:4]) == (200, b"\0\0\1\0")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_where_else_a_page_can_be_read_is_said_with_whole_addresses(site: Site, client: Client) -> None:
    page = client.sign(AMELIE).text + client.get(f"/en/{SLUG}").text
    for language in ("en", "ar"):
        assert (
            f'<link rel="alternate" hreflang="{language}" href="http://127.0.0.1:8000/{language}/{SLUG}">'
            in page
        )
