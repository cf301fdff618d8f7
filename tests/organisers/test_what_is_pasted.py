"""Address, code and recovery code as phones and mail programs paste them let their owner in."""

import re

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.paths import ROOT
from tests.cast import Site, heading
from tests.organisers.browser import PASSWORD, Desk, code_of, member
from tests.organisers.test_signing_in import RIMA, shown_codes, tried

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def rima(site: Site) -> Desk:
    """The owner of the cast's campaign, signed in."""
    return member(site.app, RIMA, Role.OWNER, site.campaign.id)


@pytest.mark.parametrize(
    "typed", ["\u200frima@example.org\u00a0", "Rima <RIMA@example.org>", "mailto:rima@example.org."]
)
def test_her_address_is_read_as_it_is_pasted(site: Site, rima: Desk, typed: str) -> None:
    rima.with_codes()
    assert heading(Desk(site.app).sign_in(typed).text) == "The code from your app"
    found = organisers_queries.by_email(typed)
    assert found is not None
    assert found.email == RIMA


def test_no_browser_refuses_what_the_desk_can_read() -> None:
    """A browser checks a field of type email by itself and knows no `Name <address>`."""
    forms = [
        form
        for page in (ROOT / "templates").rglob("*.html")
        for form in re.findall(r"<form\b.*?</form>", page.read_text(encoding="utf-8"), re.DOTALL)
        if 'type="email"' in form
    ]
    assert len(forms) > 6
    assert [form for form in forms if not re.match(r"<form\b[^\n]*\bnovalidate>", form)] == []


def test_an_invitation_goes_to_the_address_that_was_meant(site: Site, rima: Desk) -> None:
    rima.with_codes()
    people = f"/desk/campaigns/{site.slug}/people"
    rima.get(people)
    rima.post(f"{people}/invitations", {"email": "Nour H. <nour@example.org>;", "role": "viewer"})
    assert "nour@example.org" in {letter.to for letter in site.deliver()}


@pytest.mark.parametrize("form", ["{}", "\u200e{}\u200e ", "{0:.3}-{0:.3}"])
def test_a_code_is_read_in_any_digits(site: Site, rima: Desk, form: str) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        secret = rima.with_codes()
        now.shift(60)
        code = code_of(secret)
        typed = f"{code[:3]}-{code[3:]}" if "-" in form else form.format(code.translate(ARABIC))
        other = Desk(site.app)
        other.sign_in(RIMA, PASSWORD)
        other.post("/desk/code", {"code": typed})
        assert heading(other.page.text) == "Overview"


def test_a_recovery_code_is_read_in_any_digits_with_what_stands_around_it(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False):
        rima.with_codes()
        rima.get("/desk/recovery-codes")
        codes = shown_codes(rima.post("/desk/recovery-codes").text)
        assert tried(site, f"\u2068“{codes[0].translate(ARABIC)}”.") == "Overview"
