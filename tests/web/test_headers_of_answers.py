"""The headers that keep an answer in its place: the same on pages, files, figures, errors and the desk."""

import pytest

from campaign.web.headers import POLICY
from tests.cast import SLUG, Client, Site, change

PLACES = {
    f"/en/{SLUG}": "text/html; charset=utf-8",
    f"/{SLUG}/tally.json": "application/json",
    "/static/site.css": "text/css; charset=utf-8",
    "/en/nowhere": "text/html; charset=utf-8",
    "/api/v1/openapi.json": "application/json",
    "/desk/sign-in": "text/html; charset=utf-8",
    "/healthz": "application/json",
}


@pytest.mark.parametrize(("path", "kind"), PLACES.items())
def test_every_answer_says_what_it_is_and_what_it_may_load(
    site: Site, client: Client, path: str, kind: str
) -> None:
    headers = client.get(path).headers
    assert headers["Content-Type"] == kind
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in headers
    assert "Last-Modified" not in headers


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    parts = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["base-uri"] == "'none'"
    assert parts["frame-ancestors"] == "'none'"
    assert {source for sources in parts.values() for source in sources.split()} == {
        "'none'",
        "'self'",
        "data:",
    }


@pytest.mark.parametrize("path", ["/desk/sign-in", "/en/nowhere"])
def test_what_is_not_for_everybody_is_kept_by_nobody(site: Site, client: Client, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_over_tls_browsers_are_told_to_come_by_tls_for_a_year(site: Site, client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/desk/sign-in").headers
    change(site.app, base_url="https://skies.example.org", trusted_proxies=1)
    there = client.get("/desk/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert there.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DELETE", "PUT", "PATCH"])
def test_no_other_method_does_anything(site: Site, client: Client, method: str) -> None:
    assert client.send(method, f"/en/{SLUG}").status_code == 405
