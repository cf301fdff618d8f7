"""No recipient, no sealing: signing answers 503, and nothing is stored."""

from pathlib import Path

import pytest

from campaign.signing.models import Submission
from campaign.vault import actions as vault
from campaign.vault import day_keys
from campaign.vault.models import MailKey
from tests.cast import AMELIE, NOUR, Client, Site, heading
from tests.tables import count, dump, rows

SAID = "This site does not yet have a key to seal signers’ data with, so nothing was stored. Try again later."


def test_without_a_holder_nothing_is_taken(site: Site, client: Client) -> None:
    vault.retire(name="skies", keep_last=False)
    before = dump()
    answer = client.sign(NOUR)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert heading(answer.text) == "We can’t accept this right now"
    assert SAID in answer.text
    assert dump() == before
    assert client.get("/en/clear-skies").status_code == 200


def test_without_a_key_for_mail_nothing_is_taken(site: Site, client: Client) -> None:
    day_keys.destroy([row["day"] for row in rows(MailKey)])
    before = dump()
    assert (client.sign(NOUR).status_code, dump()) == (503, before)
    day_keys.prepare()
    assert (client.sign(NOUR).status_code, count(Submission)) == (200, 1)


def test_nothing_is_mended_either(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    vault.retire(name="skies", keep_last=False)
    before = dump()
    answer = client.press(letter.link, "correction", name="Amélie Dupont", country="FR")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert SAID in answer.text
    assert dump() == before
    assert client.press(letter.link, "confirmation").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_says_so_in_arabic_too(site: Site, client: Client, tmp_path: Path) -> None:
    vault.retire(name="skies", keep_last=False)
    answer = client.sign(NOUR, language="ar")
    assert answer.status_code == 503
    assert "ليس لهذا الموقع بعد مفتاح" in answer.text
