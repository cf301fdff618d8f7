"""Whoever signs in a further language is written to in it; her link goes on in it once the language is off."""

import pytest

from campaign.lib.languages import ALWAYS_ON, LANGUAGES
from campaign.releases import actions as releases
from tests.cast import AMELIE, SLUG, Client, Site
from tests.words.catalogs import PUBLIC, forms, messages, read

FURTHER = [code for code in LANGUAGES if code not in ALWAYS_ON]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("code", FURTHER)
def test_a_mail_and_what_is_behind_its_link(site: Site, client: Client, code: str) -> None:
    said = {message.id: forms(message)[0] for message in messages(read(code, PUBLIC))}
    releases.speak(slug=SLUG, further=[code])
    client.sign(AMELIE, language=code)
    (letter,) = site.deliver()
    assert letter.message["Subject"] == said["Please confirm your email address"]
    assert letter.message["Content-Language"] == LANGUAGES[code].tag
    assert letter.path.startswith(f"/{code}/c/")
    releases.speak(slug=SLUG, further=[])
    page = client.get(letter.path)
    assert page.status_code == 200
    assert said["Confirm my signature"] in page.text
    thanks = client.press(letter.link, "confirmation")
    assert f'<html lang="{LANGUAGES[code].tag}"' in thanks.text
