"""`campaign check` on the contact: whether mail for it arrives, and whether it gives the cause away."""

import pytest

from campaign.checks import GOOD, NOTE, WRONG
from campaign.checks.contact import contacts
from campaign.releases import actions as releases
from tests.cast import SLUG, Site, change
from tests.checks.names import name_server
from tests.checks.test_check import PUBLIC

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def said(site: Site, records: dict[str, list[str]]) -> list[tuple[str, str]]:
    change(site.app, **PUBLIC)
    with name_server(records) as names:
        return [(each.standing, each.sentence) for each in contacts(name_server=names)]


def test_the_most_wanted_host_that_takes_its_mail_is_named(site: Site) -> None:
    assert said(site, {"example.org": ["MX 20 later.example.net.", "MX 10 mx.example.net."]}) == [
        (GOOD, "Contact: press@example.org is where answers go; mx.example.net takes its mail.")
    ]


@pytest.mark.parametrize("records", [{}, {"example.org": ["v=spf1 -all"]}])
def test_a_domain_without_an_mx(site: Site, records: dict[str, list[str]]) -> None:
    assert said(site, records) == [
        (
            WRONG,
            "Contact: example.org has no MX record, so answers to press@example.org may reach nobody. Add one, or "
            "change the contact.",
        )
    ]


def test_a_domain_that_takes_no_mail(site: Site) -> None:
    assert said(site, {"example.org": ["MX 0 ."]}) == [
        (WRONG, "Contact: example.org says that it takes no mail, so nobody reads press@example.org.")
    ]


def test_each_address_is_asked_about_once(site: Site) -> None:
    site.open_campaign("second")
    site.open_campaign("third")
    releases.change(slug="third", contact="us@other.example")
    found = said(site, {"example.org": ["MX 1 a."], "other.example": ["MX 1 b."]})
    assert found == [
        (GOOD, "Contact: us@other.example is where answers go; b takes its mail."),
        (GOOD, "Contact: press@example.org is where answers go; a takes its mail."),
    ]


def test_while_mail_goes_to_a_folder_nothing_is_asked(site: Site) -> None:
    with name_server({}) as names:
        assert list(contacts(name_server=names)) == []


def test_a_contact_that_gives_the_cause_away(site: Site) -> None:
    site.open_campaign("clear-air", at_risk=None)
    releases.change(slug=SLUG, contact="press@clearskies.example")
    found = [(each.standing, each.sentence) for each in contacts(name_server=None)]
    assert found == [
        (
            NOTE,
            "Contact: press@clearskies.example gives the cause away (clear, clearskies, skies) in each mail to a "
            "signer of clear-skies, where answers go to it. A neutral one protects those who sign at a risk: "
            "campaign set clear-skies --contact ADDRESS",
        )
    ]
