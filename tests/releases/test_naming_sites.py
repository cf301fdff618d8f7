"""Which sites may show a campaign's card: each an origin, taken apart strictly, and no more than twenty."""

import pytest

from campaign.audit.models import AuditEntry
from campaign.lib.hosts import framer
from campaign.lib.refusal import Refusal
from campaign.releases import actions as releases
from tests.cast import Site, change
from tests.tables import rows

PLAIN = {
    "https://example.org": "https://example.org",
    "https://example.org/": "https://example.org",
    "HTTPS://Example.ORG.": "https://example.org",
    "https://example.org:443": "https://example.org",
    "https://example.org:8443": "https://example.org:8443",
    "https://müllerei.example": "https://xn--mllerei-n2a.example",
    "https://مثال.example": "https://xn--mgbh0fb.example",
    "https://203.0.113.7": "https://203.0.113.7",
}
REFUSED = [
    "", "example.org", "//example.org", "http://example.org", "ftp://example.org", "https://", "https:///",
    "https://example.org/page", "https://example.org//", "https://example.org?q", "https://example.org#top",
    "https://user@example.org", "https://example.org:0", "https://example.org:65536", "https://example.org:",
    "https://*.example.org", "https://*", "*", "'self'", "'none'", "data:", "https:", "https://[2001:db8::1]",
    "https://example.org; script-src *", "https://example.org https://evil.example", "https://example.org,",
    "https://exa mple.org", "https://example.org\r\nX: y", "https://-example.org", "https://127.0.0.1.5",
    "http://localhost:8000", "http://127.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_an_origin_has_one_plain_form(text: str) -> None:
    assert framer(text) == PLAIN[text]


@pytest.mark.parametrize("text", REFUSED)
def test_nothing_else_is_one(text: str) -> None:
    with pytest.raises(ValueError):
        framer(text)


def test_a_trial_takes_this_machine_too() -> None:
    assert framer("http://localhost:8080", loopback=True) == "http://localhost:8080"
    assert framer("http://127.0.0.1:8080/", loopback=True) == "http://127.0.0.1:8080"
    with pytest.raises(ValueError):
        framer("http://example.org", loopback=True)


def free(site: Site) -> None:
    site.open_campaign("free", at_risk=False)
    site.slug = "free"


def test_they_are_named_once_each_and_noted(site: Site) -> None:
    free(site)
    named = ["https://example.org", "https://www.example.org", "https://EXAMPLE.org/"]
    campaign = releases.name_framers(slug="free", origins=named)
    assert campaign.framers == ["https://example.org", "https://www.example.org"]
    releases.name_framers(slug="free", origins=named)
    releases.name_framers(slug="free", origins=[])
    assert site.campaign.framers == []
    noted = [(row["act"], row["facts"]) for row in rows(AuditEntry) if row["act"] == "framers"]
    assert noted == [("framers", {"number": 2}), ("framers", {"number": 0})]


def test_what_is_no_site_is_refused_with_what_was_typed(site: Site) -> None:
    free(site)
    with pytest.raises(Refusal) as refused:
        releases.name_framers(slug="free", origins=["https://example.org", "example.org/page"])
    assert (str(refused.value), refused.value.field) == (
        "releases/no-origin {'text': 'example.org/page'}",
        "origins",
    )
    assert site.campaign.framers == []


def test_there_are_twenty_at_most(site: Site) -> None:
    free(site)
    several = [f"https://g{number}.example.org" for number in range(21)]
    assert len(releases.name_framers(slug="free", origins=several[:20]).framers) == 20
    with pytest.raises(Refusal) as refused:
        releases.name_framers(slug="free", origins=several)
    assert str(refused.value) == "releases/many-framers {'most': 20}"


def test_together_they_fit_into_a_header(site: Site) -> None:
    free(site)
    long = [f"https://g{number:02}.{'a' * 60}.{'b' * 60}.example" for number in range(20)]
    with pytest.raises(Refusal) as refused:
        releases.name_framers(slug="free", origins=long)
    assert (refused.value.reason, refused.value.field) == ("releases/long-framers", "origins")
    assert len(releases.name_framers(slug="free", origins=long[:10]).framers) == 10


def test_a_public_site_takes_no_site_of_this_machine(site: Site) -> None:
    free(site)
    change(site.app, base_url="https://petition.example.org")
    with pytest.raises(Refusal) as refused:
        releases.name_framers(slug="free", origins=["http://localhost:8080"])
    assert refused.value.reason == "releases/no-origin"


@pytest.mark.parametrize("at_risk", [True, None])
def test_where_signers_could_be_harmed_none_is_named(site: Site, at_risk: bool | None) -> None:
    if at_risk is not None:
        releases.change(slug=site.slug, at_risk=at_risk)
    with pytest.raises(Refusal) as refused:
        releases.name_framers(slug=site.slug, origins=["https://example.org"])
    assert refused.value.reason == "releases/card-protected"
    assert site.campaign.framers == []


def test_harm_takes_them_away(site: Site) -> None:
    free(site)
    releases.name_framers(slug="free", origins=["https://example.org"])
    releases.change(slug="free", at_risk=True)
    assert site.campaign.framed_by is None
