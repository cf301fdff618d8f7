"""A link that isn't one of ours, or no longer: 404 with the same body, whatever is wrong with it.

See architecture.md, case 4.
"""

from datetime import timedelta

import time_machine

from campaign.lib import clock
from campaign.lib.tokens import new_token
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading, hidden
from tests.tables import dump

BUTTONS = ("confirmation", "correction", "rejection", "withdrawal", "stop")


def test_every_link_that_leads_nowhere_gets_the_same_answer(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    good = letter.path.rpartition("/")[2]
    forged = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good.swapcase(),
        good[:-1],
        good + "A",
        new_token(),
    ]
    preview = releases.preview_token(SLUG)
    stamp = hidden(client.get(f"/en/{SLUG}").text, "token")
    paths = [f"/en/c/{token}" for token in [*forged, preview, stamp, "x", "-1", "9" * 400, "نور", SLUG]]
    paths += [f"/en/p/{token}" for token in (good, "x", "")]

    expired = sent_and_forgotten(site, client)
    replaced = sent_and_corrected(site, client)
    before = dump()
    answers = {(client.get(path).status_code, client.get(path).data) for path in [*paths, expired, replaced]}
    for path in [*paths[:5], expired, replaced]:
        for button in BUTTONS:
            fields = {"token": client.token(), "name": "Nour", "country": "SY"}
            posted = client.post(f"{path}/{button}", fields)
            answers.add((posted.status_code, posted.data))
    assert len(answers) == 1
    ((status, body),) = answers
    assert (status, heading(body.decode())) == (404, "There is nothing here")
    assert dump() == before
    assert heading(client.get(letter.link).text) == "Confirm your signature"


def sent_and_forgotten(site: Site, client: Client) -> str:
    with time_machine.travel(clock.now() - timedelta(days=15), tick=False):
        client.sign(AMELIE)
        (letter,) = site.deliver()
    signing.expire()
    return letter.path


def sent_and_corrected(site: Site, client: Client) -> str:
    sent = client.sign(AMELIE, email="amelia@example.org")
    (letter,) = site.deliver()
    fields = {name: hidden(sent.text, name) for name in ("token", "replaces", "text")}
    client.post(f"/en/{SLUG}/submissions", {**AMELIE.typed(), **fields})
    site.deliver()
    return letter.path


def test_a_link_works_in_every_language_of_the_site(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    arabic = letter.path.replace("/en/", "/ar/")
    assert 'lang="ar"' in client.get(arabic).text
    assert client.post(f"{arabic}/confirmation", {"token": client.token(arabic)}).status_code == 200
    assert heading(client.get(letter.link).text) == "You have confirmed already"


def test_no_answer_behind_a_link_may_be_kept_or_passed_on(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    answers = [
        client.get(letter.link),
        client.press(letter.link, "correction"),
        client.press(letter.link, "stop"),
    ]
    answers += [client.press(letter.link, button) for button in ("confirmation", "withdrawal")]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 5
    assert [answer.headers["Referrer-Policy"] for answer in answers] == ["strict-origin"] * 5
    assert [answer.status_code for answer in answers] == [200, 422, 200, 200, 200]
