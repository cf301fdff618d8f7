"""A signer's address as it is pasted: taken for what it is, or the sentence says what is wrong with it."""

import re
from html import unescape

import pytest

from campaign.signing.models import Submission
from tests.cast import AMELIE, Client, Site
from tests.tables import count

PASTED = {
    "\u200bamelie@example.org\u00a0": "amelie@example.org",
    "Amélie <amelie@example.org>": "amelie@example.org",
    "mailto:amelie@exam\u00adple.org?subject=Hello": "amelie@example.org",
    "amelie.\u0661@example\u3002org\u060c": "amelie.1@example.org",
    "m.o\u2019kane@bücher.example.org.": "m.o'kane@xn--bcher-kva.example.org",
}
WRONG = {
    "": "Enter an email address like name@example.org.",
    "amelie": "Enter an email address like name@example.org. This one has no @.",
    "a@example.org, b@example.org": "Enter one email address. There is more than one @ here.",
    "ame lie@example.org": "There is a space in this email address. Take it out.",
    "müller@example.org": "We can’t write to an address with such letters before the @. "
    "Enter one in Latin letters and digits.",
    "m" * 65 + "@example.org": "No email address has more than 64 characters before the @.",
    "amelie@example": "What stands after the @ isn’t a domain like example.org. Look at each character.",
    "amel\u202eie@example.org": "This email address contains characters that can’t be shown. Type it again.",
}  # fmt: skip


@pytest.mark.parametrize("typed", PASTED)
def test_the_mail_goes_to_what_was_meant(site: Site, client: Client, typed: str) -> None:
    assert client.sign(AMELIE, email=typed).status_code == 200
    assert [letter.to for letter in site.deliver()] == [PASTED[typed]]


def test_what_is_wrong_is_said(site: Site, client: Client) -> None:
    said = {}
    for typed in WRONG:
        page = client.sign(AMELIE, email=typed).text
        found = re.search(r'<p class="error" id="f-email-error">([^<]+)</p>', page)
        said[typed] = unescape(found[1]) if found else None
    assert said == WRONG
    assert count(Submission) == 0
