"""Passing a campaign on: first thing after confirming where nobody is at risk, elsewhere behind a link."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask

from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.pausing import pause_campaign
from campaign.signing.passing_on import ways
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading

HEADLINE, ADDRESS = "Clear the skies & the “roads”", "https://example.org/en/clear-skies"


def test_the_words_are_headline_and_address_and_nothing_of_hers() -> None:
    told = ways(headline=HEADLINE.replace(" ", "\n", 1), address=ADDRESS)
    lines = f"{HEADLINE}\r\n{ADDRESS}"
    assert parse_qs(urlsplit(told.mail).query) == {"subject": [HEADLINE], "body": [lines]}
    assert unquote(told.sms) == f"sms:?&body={lines}"
    assert told.whatsapp.startswith("https://wa.me/?text=")
    assert parse_qs(urlsplit(told.whatsapp).query) == {"text": [lines]}
    assert told.telegram.startswith("https://t.me/share/url?url=")
    assert parse_qs(urlsplit(told.telegram).query) == {"url": [ADDRESS], "text": [HEADLINE]}


def test_where_nobody_is_at_risk_thanks_begin_with_it(app: Flask) -> None:
    site = Site(app).open_campaign(at_risk=False)
    thanks = confirmed(site)
    assert heading(thanks) == "Thank you. Your signature is confirmed."
    assert re.findall(r"<h2>(.*?)</h2>", thanks)[0] == "Pass it on"
    headline = releases_queries.text_for(site.campaign.id, "en").headline
    told = ways(headline=headline, address=f"{site.settings.base_url}/en/{SLUG}")
    links = [told.mail, told.sms, told.whatsapp, told.telegram]
    assert [link for link in links if link.replace("&", "&amp;") not in thanks] == []
    # The copy is first, and each way says who will know.
    items = re.findall(r"<li>(.*?)</li>", thanks.split('<ul class="ways">')[1].split("</ul>")[0], re.DOTALL)
    assert [bool(re.search(r'<p class="hint">.*know.*</p>', item)) for item in items] == [True] * 5
    assert told.headline in items[0]
    assert told.address in items[0]
    assert AMELIE.name not in thanks
    assert thanks.index('class="ways"') < thanks.index("Withdraw")


def test_where_somebody_may_be_it_lies_behind_a_link(site: Site, client: Client) -> None:
    thanks = confirmed(site)
    assert f'href="/en/{SLUG}/pass-on"' in thanks
    assert [there for there in ("wa.me", "t.me", "sms:", "mailto:?", "share.js") if there in thanks] == []
    page = client.get(f"/en/{SLUG}/pass-on").text
    assert heading(page) == "Pass it on"
    assert "Only if that is safe for you: passing it on can show that you support it." in page
    assert "wa.me" in page


def test_what_cannot_be_signed_is_not_passed_on(site: Site, client: Client) -> None:
    pause_campaign(slug=SLUG)
    assert client.get(f"/en/{SLUG}/pass-on").status_code == 404
    releases.open_campaign(slug=SLUG)
    releases.take_down(slug=SLUG)
    assert client.get(f"/en/{SLUG}/pass-on").status_code == 404
    releases.close_campaign(slug=SLUG)
    assert client.get(f"/en/{SLUG}/pass-on").status_code == 404


def test_withdrawing_is_one_line_that_leads_to_a_question(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    path = urlsplit(link).path
    page = client.get(link).text
    assert f'<a href="{path}/withdrawal">Changed your mind? Withdraw.</a>' in page
    assert f'action="{path}/withdrawal"' not in page
    question = client.get(f"{path}/withdrawal")
    assert (question.status_code, heading(question.text)) == (200, "Withdraw your signature?")
    assert question.text.index("<button") < question.text.index('class="demand"')
    assert heading(client.get(link).text) == "You have confirmed already"
    answer = client.post(f"{path}/withdrawal", {"token": client.token(f"{path}/withdrawal")})
    assert heading(answer.text) == "Your signature is withdrawn"
    gone = client.get(f"{path}/withdrawal")
    assert (gone.status_code, gone.location) == (302, path)
    assert client.get(f"{path[:-1]}-/withdrawal").status_code == 404


def confirmed(site: Site) -> str:
    client = site.client()
    client.sign(AMELIE)
    (letter,) = site.deliver()
    return client.press(letter.link, "confirmation").text
