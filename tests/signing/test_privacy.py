"""The privacy notice: each sentence follows the settings and the state of now, in both languages."""

import re
from datetime import date, timedelta

import pytest
from pyrage.x25519 import Identity

from campaign.extensions import db
from campaign.lib.mail_targets import MailServer
from campaign.limits import widening
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.signing.privacy import opens_here
from campaign.vault import actions as vault
from campaign.vault.first_identity import first_identity
from campaign.vault.identities import write_identity
from tests.cast import AMELIE, SLUG, Client, Site, change, heading
from tests.signing.notices import PAGE, said
from tests.tables import dump

DAY = timedelta(days=1)
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SECTIONS = [
    "Who is responsible",
    "What we ask for, and why",
    "What is sealed, and who can open it",
    "What stays readable on the server",
    "Your internet address",
    "Messages to you",
    "How long it is kept",
    "What becomes public",
    "Who else receives anything",
    "What you can do",
    "What we can’t protect you from",
]
SEALED = (
    "Your name, your email address and the words you agreed to are sealed (encrypted) before they are stored. "
    "The organisers open them with a key."
)
ONE_KEY = "There is one key. Anyone who has it can read the whole list that was sealed to it."
KEY_AWAY = (
    "The server itself only seals: it has no key that opens the list. Anyone who seizes or steals it gets "
    "no list of names. Messages still waiting to be sent are an exception: see below."
)
KEY_HERE = (
    "A key is still on this server, next to the list. Until the organisers move it, anyone who gets hold of the server "
    "can read the list. The seal protects nobody yet."
)
COPY = "There is a second sealed copy, which is yours. Only the link in our message opens it."


def test_it_has_its_headings_in_both_languages_and_leads_to_the_other(client: Client) -> None:
    pages = {code: client.get(f"/{code}/{SLUG}/privacy").text for code in ("en", "ar")}
    assert {code: heading(html) for code, html in pages.items()} == {
        "en": "What happens to your data", "ar": "ماذا يحدث لبياناتكم",
    }  # fmt: skip
    found = {code: re.findall(r"<h2>(.*?)</h2>", html) for code, html in pages.items()}
    assert found["en"] == SECTIONS
    assert len(set(found["ar"])) == len(SECTIONS)
    assert set(found["ar"]) & set(SECTIONS) == set()
    assert [pages[a].count(f'href="/{b}/{SLUG}/privacy"') for a, b in (("en", "ar"), ("ar", "en"))] == [1, 1]
    assert [len(html.encode()) < 30_000 for html in pages.values()] == [True, True]


def test_it_names_the_organisers_and_where_to_write(site: Site, client: Client) -> None:
    assert said(client, "who")[0] == (
        "Responsible for your data: Skies. Write to them about anything on this page: press@example.org"
    )
    assert said(client, "rights")[-2] == "To ask the organisers, write to: press@example.org"
    site.campaign.contact = None
    site.campaign.organisers = []
    db.session.commit()
    assert said(client, "who")[0] == (
        "The organisers don’t say here who they are. They give no address to write to."
    )
    assert client.get(PAGE).text.count("mailto:") == 0


def test_it_says_why_the_law_protects_a_signature(client: Client) -> None:
    why = said(client, "what")
    assert (len(why), why[-1].split(". ")[0]) == (5, "Supporting a demand reveals a political opinion")
    assert why[-1].count("only because you expressly agree") == 1


def test_while_a_key_lies_here_it_says_that_the_seal_protects_nobody(site: Site, client: Client) -> None:
    assert said(client, "sealed") == [SEALED, ONE_KEY, KEY_AWAY, COPY]
    write_identity(first_identity(), Identity.generate())
    assert said(client, "sealed") == [SEALED, ONE_KEY, KEY_HERE, COPY]
    first_identity().unlink()
    assert said(client, "sealed") == [SEALED, ONE_KEY, KEY_AWAY, COPY]


def test_a_key_that_was_retired_before_the_campaign_opened_opens_nothing_of_it(
    site: Site, client: Client
) -> None:
    identity = Identity.generate()
    write_identity(first_identity(), identity)
    vault.add(name="first", recipient=str(identity.to_public()))
    assert opens_here(site.campaign)
    vault.retire(name="first", keep_last=False)
    assert opens_here(site.campaign)  # it was sealed to while people signed
    site.open_campaign("later")
    later = releases_queries.campaign("later")
    assert later is not None
    assert not opens_here(later)
    first_identity().write_text("no key at all")
    assert opens_here(later)


def test_it_counts_the_keys_that_open_the_list(site: Site, client: Client) -> None:
    vault.add(name="maya", recipient=str(Identity.generate().to_public()))
    assert said(client, "sealed")[1] == (
        "There are 2 keys. Anyone who has one of them can read everything that was sealed since it was added."
    )
    vault.retire(name="maya", keep_last=True)
    assert said(client, "sealed")[1:3] == [
        ONE_KEY, "One earlier key is no longer used. It still opens what was sealed while it was in use.",
    ]  # fmt: skip
    vault.retire(name="skies", keep_last=False)
    assert said(client, "sealed")[1] == (
        "At the moment nobody holds such a key. So nothing can be stored, and nobody can sign."
    )


def test_mail_follows_the_settings(site: Site, client: Client) -> None:
    here = (
        "At the moment this site sends no mail. It puts its messages in a folder on its own computer, where they "
        "stay and can be read."
    )
    found = said(client, "mail")
    assert (len(found), found[-1]) == (4, here)
    assert found[1].endswith(
        "The key is destroyed when the day’s last message has been sent, after 5 days at most."
    )
    assert found[2].count("For 30 days we keep a record of when we wrote") == 1
    change(site.app, mail_url=MailServer("127.0.0.1", 2525))
    assert said(client, "mail") == found[:-1]


def test_what_stands_before_the_server_and_which_networks_are_named(site: Site, client: Client) -> None:
    plain = said(client, "network")
    assert len(plain) == 2
    change(site.app, trusted_proxies=1)
    proxied = said(client, "network")
    assert (proxied[0], proxied[2]) == tuple(plain)
    assert proxied[1].split(". ")[0] == "Visits reach this server through another one"
    widening.widen(network="203.0.113.0/24", until=date.today() + DAY)
    assert said(client, "network")[1].split(",")[0] == (
        "The organisers have named networks that may send the form more often"
    )


def test_no_processor_is_claimed_where_there_is_none(site: Site, client: Client) -> None:
    alone = "No company is involved in storing it: everything is on this one computer."
    companies = (
        "Companies may work for the organisers: one that provides the server, and one that carries the mail."
    )
    assert said(client, "others")[-1].startswith(alone if site.settings.embedded else companies)
    assert len(said(client, "who")) == (2 if site.settings.embedded else 1)
    change(site.app, base_url="https://petition.example.org")
    assert said(client, "others")[-1].startswith(companies)
    assert len(said(client, "who")) == 1


def test_an_example_is_delivered_to_nobody(site: Site, client: Client) -> None:
    assert len(said(client, "others")) == 3
    site.campaign.example = True
    db.session.commit()
    html = client.get(PAGE).text
    assert html.count("Example. Signatures here are not delivered to anyone.") == 1
    assert len(said(client, "others")) == 2


@sqlite_only
def test_a_draft_and_an_unknown_campaign_have_no_such_page(site: Site, client: Client) -> None:
    assert client.get("/en/nowhere/privacy").status_code == 404
    site.campaign.state = "draft"
    db.session.commit()
    assert client.get(PAGE).status_code == 404


def test_form_and_link_lead_there_and_the_mail_names_no_campaign(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    wanted = f'href="{PAGE}"'
    assert client.get(f"/en/{SLUG}").text.count(wanted) == 1
    assert client.get(letter.path).text.count(wanted) == 1
    assert client.press(letter.link, "confirmation").text.count(wanted) == 1
    assert SLUG not in letter.body
    assert "privacy" not in letter.body
    releases.close_campaign(slug=SLUG)
    assert client.get(f"/en/{SLUG}").text.count(wanted) == 1


def test_reading_it_is_public_and_changes_nothing(site: Site, client: Client) -> None:
    site.signed(AMELIE)
    before = dump()
    answer = client.get(PAGE)
    assert (answer.headers["Cache-Control"].split(",")[0], answer.headers.getlist("Set-Cookie")) == (
        "public",
        [],
    )
    assert dump() == before
