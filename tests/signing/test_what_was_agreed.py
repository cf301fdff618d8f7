"""Every signature keeps the text that its signer read, and the words and version of the consent she gave."""

import re
from datetime import date
from hashlib import sha256

from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.signing import consent
from campaign.signing.models import Signature
from campaign.signing.records import Record
from campaign.tally import queries as tally_queries
from campaign.tally.entries import commitment, hashed_line
from campaign.tally.models import Entry
from tests.cast import AMELIE, DEMAND, NOUR, SLUG, Client, Site, hidden
from tests.tables import rows, unsealed


def publish(language: str, body: str) -> str:
    """A revision; its hash."""
    text = releases.publish(
        slug=SLUG, language=language, headline="Clear the skies", place="New York", day=date(2016, 9, 24),
        demand=DEMAND, body=body,
    )  # fmt: skip
    return str(text.sha256)


def sealed_records() -> list[Record]:
    return [Record.unpacked(unsealed(row)) for row in rows(Signature)]


def test_a_page_open_while_a_revision_appears_signs_what_it_showed(site: Site, client: Client) -> None:
    read = hidden(client.get(f"/en/{SLUG}").text, "text")
    newer = publish("en", "Hospitals were hit again.")
    site.signed(NOUR, text=read)
    site.signed(AMELIE, text=newer)
    assert read != newer
    assert [row["text"] for row in rows(Signature)] == [read, newer]
    assert [record.text for record in sealed_records()] == [read, newer]
    origin = tally_queries.head(site.campaign.id).origin  # type: ignore[union-attr]
    lines = [
        hashed_line(
            "signature",
            commitment(
                origin=origin,
                text=r.text,
                s=bytes.fromhex(r.s),
                name=r.name,
                address=r.address,
                country=r.country,
            ),
        )
        for r in sealed_records()
    ]
    assert [row["line"] for row in rows(Entry) if row["kind"] == "signature"] == lines


def test_both_texts_can_be_read_to_the_byte(site: Site, client: Client) -> None:
    read = hidden(client.get(f"/en/{SLUG}").text, "text")
    newer = publish("en", "Hospitals were hit again.")
    for digest, words in ((read, b"Hospitals were hit.\n"), (newer, b"Hospitals were hit again.\n")):
        raw = client.get(f"/{SLUG}/texts/{digest}").data
        assert sha256(raw).hexdigest() == digest
        assert words in raw


def test_a_text_that_never_stood_there_is_not_taken(site: Site, client: Client) -> None:
    site.open_campaign("second")
    current = releases_queries.text_for(site.campaign.id, "en").sha256
    foreign = hidden(client.get("/en/second").text, "text")
    for number, text in enumerate((foreign, "f" * 64, "", current.upper(), f"{current} ")):
        site.signed(NOUR, email=f"nour{number}@example.org", text=text)
    assert {row["text"] for row in rows(Signature)} == {current}


def test_each_language_signs_its_own_text(site: Site, client: Client) -> None:
    arabic = publish("ar", "قصفت المستشفيات.")
    english = hidden(client.get(f"/en/{SLUG}").text, "text")
    for language, text in (("ar", arabic), ("en", english)):
        page = client.get(f"/{language}/{SLUG}").text
        assert hidden(page, "text") == text
        site.signed(NOUR, language=language, email=f"{language}@example.org", text=text)
    assert [(row["text"], row["language"]) for row in rows(Signature)] == [(arabic, "ar"), (english, "en")]


def test_the_words_of_the_consent_are_kept_with_their_version(site: Site, client: Client) -> None:
    agreed = {}
    for language in ("en", "ar"):
        page = client.get(f"/{language}/{SLUG}").text
        (shown,) = re.findall(r'name="consent"[^>]*><span>(.*?)</span>', page)
        agreed[language] = re.sub("</?bdi>", "", shown)
        site.signed(NOUR, language=language, email=f"{language}@example.org")
    stored = [(re.sub("[\u2068\u2069]", "", each.consent), each.consent_version) for each in sealed_records()]
    assert stored == [
        (agreed["en"], consent.VERSION),
        (agreed["ar"], consent.VERSION),
    ]
    assert [agreed[language].count("Skies") for language in ("en", "ar")] == [1, 1]
    assert agreed["en"] != agreed["ar"]


def test_what_she_ticked_about_news_is_kept(site: Site, client: Client) -> None:
    site.signed(NOUR, updates="y")
    site.signed(AMELIE)
    assert [row["wants_updates"] for row in rows(Signature)] == [True, False]
