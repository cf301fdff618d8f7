"""Each public page of a campaign names itself in every language that is on; what isn't for everyone names none."""

import re
from urllib.parse import urlsplit

import pytest

from campaign.releases import actions as releases
from tests.cast import NOUR, SLUG, Client, Site


def named(html: str) -> dict[str, str]:
    """{hreflang: where it leads}."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', html))


@pytest.mark.parametrize("path", ["", "/tally", "/verify", "/privacy", "/letters", "/pass-on"])
def test_a_public_page_in_all_of_them(site: Site, client: Client, path: str) -> None:
    releases.speak(slug=SLUG, further=["zh", "ckb"])
    base = f"{site.settings.base_url}"
    there = {tag: f"{base}/{code}/{SLUG}{path}" for tag, code in
             {"en": "en", "ar": "ar", "zh-Hans": "zh", "ckb": "ckb"}.items()}  # fmt: skip
    neutral = {} if path else {"x-default": f"{base}/{SLUG}"}
    for code in ("en", "ckb"):
        assert named(client.get(f"/{code}/{SLUG}{path}").text) == there | neutral


def test_a_page_behind_a_link_a_preview_and_an_error_in_none(site: Site, client: Client) -> None:
    link = urlsplit(site.signed(NOUR)).path
    for path in (link, f"/en/p/{releases.preview_token(SLUG)}", f"/en/{SLUG}/letters/FR/7", "/en/nowhere"):
        assert named(client.get(path).text) == {}, path
