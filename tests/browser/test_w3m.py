"""Without pictures, scripts, cookies or a mouse, in a text browser: from the page to a signature that counts."""

import time
from pathlib import Path

import pytest

from campaign.releases import queries as releases_queries
from campaign.signing.models import Signature
from tests.browser.stage import Stage
from tests.browser.terminal import Terminal
from tests.tables import count

TAB, BACK, ENTER = "\t", "\x1b\t", "\r"
TOO_FAST = 2.1
# What stands before each field, as short as it has to be not to be broken into two lines; then what pages say.
PLACES = {
    "en": ("Your name", "Email address", "Where do you live", "What happens", "Confirm my"),
    "fr": ("Votre nom", "Adresse e-mail", "Où vivez-vous", "Ce que deviennent", "Confirmer ma"),
}
SAID = {
    "en": ("One step left: open your email", "Thank you. Your signature is confirmed."),
    "fr": ("Encore une étape\N{NO-BREAK SPACE}: ouvrez vos e-mails", "Merci. Votre signature est confirmée."),
}


@pytest.mark.long
@pytest.mark.parametrize("language", PLACES)
def test_from_the_page_to_the_signature(stage: Stage, tmp_path: Path, language: str) -> None:
    (name, email, country, privacy, confirm), (sent, confirmed) = PLACES[language], SAID[language]
    address = f"w3m-{language}@example.org"
    with Terminal(f"{stage.base}/{language}/open", tmp_path) as w3m:
        w3m.find(name)
        w3m.sees(name)
        began = time.monotonic()
        w3m.press(TAB, ENTER, f"A. B.{ENTER}")
        w3m.find(email)
        w3m.press(TAB, ENTER, f"{address}{ENTER}")
        w3m.find(country)
        w3m.press(TAB, ENTER, "jj", ENTER)
        w3m.find(privacy)
        w3m.press(BACK, ENTER)
        time.sleep(max(0, TOO_FAST - (time.monotonic() - began)))
        w3m.find(privacy)
        w3m.press(TAB, ENTER)
        w3m.sees(sent)
        w3m.sees(address)
    link = next(letter.link for letter in stage.site.deliver() if letter.to == address)
    before = standing()
    with Terminal(stage.base + link.removeprefix(stage.site.settings.base_url), tmp_path) as w3m:
        w3m.find(confirm)
        w3m.sees(confirm)
        assert standing() == before
        w3m.press(ENTER)
        w3m.sees(confirmed)
    assert standing() == before + 1


def standing() -> int:
    campaign = releases_queries.campaign("open")
    assert campaign is not None
    return count(Signature, campaign_id=campaign.id, state="counted")
