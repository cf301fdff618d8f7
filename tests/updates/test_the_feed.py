"""The feed is what RFC 4287 asks for: ids that stay, days that only rise, absolute addresses, languages."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as xml

import time_machine

from campaign.releases import actions as releases
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from campaign.releases.models import CorrectionKind
from campaign.updates import actions, feeding
from campaign.updates.feed import UNLAWFUL, Entry, Feed, atom, identity
from campaign.updates.wording import Words
from tests.cast import DEMAND, SLUG, Client, Site
from tests.updates.rfc4287 import ATOM, LANGUAGE, entries, problems, texts
from tests.updates.telling import KEY, MET, MET_IN_ARABIC, publish, told, write

SITE = "http://127.0.0.1:8000"
FEED = f"/en/{SLUG}/updates.atom"
# Once it is open, and the beginning of a day, so that hours behind it are of that day.
BEGIN = (datetime.now(UTC) + timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)


def written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT00:00:00Z")


def read(client: Client, language: str = "en") -> bytes:
    """The feed, once it is valid."""
    path = FEED.replace("/en/", f"/{language}/")
    answer = client.get(path)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert problems(answer.data, address=f"{SITE}{path}") == []
    return bytes(answer.data)


def first(client: Client, name: str, language: str = "en") -> str:
    return texts(entries(read(client, language))[0], name)[0]


def feed_updated(client: Client) -> str:
    return texts(xml.fromstring(read(client)), "updated")[0]


def test_a_campaign_without_updates_has_a_feed(site: Site, client: Client) -> None:
    assert entries(read(client)) == []
    assert client.get("/en/nothing/updates.atom").status_code == 404


def test_an_entry_is_the_update_as_its_page_has_it(site: Site, client: Client) -> None:
    told(day=date(2016, 9, 26), en=Words("It <met> & spoke", "[On](https://example.org/?a=1&b=2) Monday."))
    (entry,) = entries(read(client))
    assert texts(entry, "title") == ["It <met> & spoke"]
    assert texts(entry, "content") == [
        '<p>26 September 2016</p>\n<p><a href="https://example.org/?a=1&amp;b=2" rel="noreferrer nofollow">On</a> '
        "Monday.</p>\n"
    ]
    (link,) = entry.findall(f"{ATOM}link")
    assert link.get("href") == f"{SITE}/en/{SLUG}/updates/{KEY}"
    assert client.get(link.attrib["href"].removeprefix(SITE)).status_code == 200


def test_each_page_of_updates_leads_to_it(site: Site, client: Client) -> None:
    told()
    for page in (f"/en/{SLUG}", f"/en/{SLUG}/updates", f"/en/{SLUG}/updates/{KEY}"):
        there = f'<link rel="alternate" type="application/atom+xml" title="Updates" href="{SITE}{FEED}">'
        assert there in client.get(page).text


def test_in_each_language_its_own_words_under_its_own_id(site: Site, client: Client) -> None:
    told(en=MET)
    before = first(client, "id", "ar")
    (entry,) = entries(read(client, "ar"))
    assert (entry.get(LANGUAGE), texts(entry, "title")) == ("en", ["The Council has met"])
    write(en=MET, ar=MET_IN_ARABIC)
    publish()
    (entry,) = entries(read(client, "ar"))
    assert (entry.get(LANGUAGE), texts(entry, "title")) == ("ar", ["اجتمع المجلس"])
    assert first(client, "id", "ar") == before != first(client, "id", "en")


def corrected_and_opened() -> None:
    releases.publish(
        slug=SLUG, language="en", headline="Clear the skies", place=None, day=date(2016, 9, 24), demand=DEMAND,
        body="Hospitals were hit again.",
    )  # fmt: skip
    releases.open_campaign(slug=SLUG, alone=True)


def test_ids_stay_and_days_rise_whatever_becomes_of_it(site: Site, client: Client) -> None:
    steps: list[Any] = [
        lambda: told(),
        lambda: (write(en=Words("The Council met", MET.body)), publish(kind=CorrectionKind.SPELLING)),
        lambda: (write(en=MET), publish(kind=CorrectionKind.FACT, en="It has.")),
        lambda: releases.take_down(slug=SLUG),
        lambda: releases.put_back(slug=SLUG),
        lambda: releases.take_down(slug=SLUG),
        corrected_and_opened,
        lambda: actions.take_back(slug=SLUG, key=KEY),
        lambda: actions.discard(slug=SLUG, key=KEY),
    ]
    seen, of_feed = [], []
    for number, step in enumerate(steps):
        with time_machine.travel(BEGIN + timedelta(days=number), tick=False):
            step()
            seen.append((first(client, "id"), first(client, "updated"), first(client, "published")))
            of_feed.append(feed_updated(client))
    assert {each[0] for each in seen} == {seen[0][0]}
    assert {each[2] for each in seen} == {written(BEGIN)}
    moments = [each[1] for each in seen]
    assert moments[:-1] == sorted(
        set(moments[:-1])
    )  # each step but the last, of which the public reads nothing, is told
    assert moments[-1] == moments[-2]
    assert of_feed == sorted(of_feed)


def test_no_moment_is_finer_than_its_day(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN + timedelta(hours=13, minutes=47, seconds=31), tick=False):
        told()
        releases.close_campaign(slug=SLUG)
        write_outcome(slug=SLUG, words={"en": "It was read out."})
        publish_outcome(slug=SLUG, publish=True)
        moments = re.findall(r"<(?:published|updated)>([^<]*)<", read(client).decode())
    assert set(moments) == {written(BEGIN)}
    assert len(moments) == 5


def test_what_changes_twice_on_one_day_has_one_moment_and_its_new_words(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN + timedelta(hours=9), tick=False):
        told()
        seen, words = [first(client, "updated")], []
        for number in (1, 2):
            write(en=Words(MET.headline, f"It sat for {number} hours."))
            publish(kind=CorrectionKind.FACT, en="It has.")
            seen.append(first(client, "updated"))
            words.append(f"It sat for {number} hours." in first(client, "content"))
        releases.take_down(slug=SLUG)
        seen.append(first(client, "updated"))
        releases.put_back(slug=SLUG)
        actions.take_back(slug=SLUG, key=KEY)
        seen.append(first(client, "updated"))
    assert set(seen) == {written(BEGIN)}
    assert words == [True, True]


def test_what_was_taken_back_replaces_what_readers_kept(site: Site, client: Client) -> None:
    told()
    with time_machine.travel(BEGIN, tick=False):
        actions.take_back(slug=SLUG, key=KEY)
    (entry,) = entries(read(client))
    assert texts(entry, "title") == ["This update was taken back"]
    assert b"Council has met" not in read(client)


def test_while_it_is_taken_down_the_feed_says_nothing_of_it(site: Site, client: Client) -> None:
    told()
    releases.take_down(slug=SLUG)
    (entry,) = entries(read(client))
    assert texts(entry, "title") == ["This text is being corrected"]
    assert texts(entry, "content") == ["<p>It is not shown for now.</p>\n"]
    assert b"Council" not in read(client)


def test_what_became_of_the_demand_is_in_it_after_the_close(site: Site, client: Client) -> None:
    told(day=date(2016, 9, 26))
    with time_machine.travel(BEGIN, tick=False):
        releases.close_campaign(slug=SLUG)
        write_outcome(slug=SLUG, words={"en": "The Council <met>.\n\nIt will again."})
        assert len(entries(read(client))) == 1
        publish_outcome(slug=SLUG, publish=True)
    (outcome,) = [
        each for each in entries(read(client)) if texts(each, "title") == ["What became of the demand"]
    ]
    assert texts(outcome, "content") == ["<p>The Council &lt;met&gt;.</p>\n<p>It will again.</p>\n"]
    assert texts(outcome, "updated") == [written(BEGIN)]
    page = client.get(f"/en/{SLUG}/updates").text
    assert f'<a href="/en/{SLUG}#outcome">What became of the demand</a>' in page
    with time_machine.travel(BEGIN + timedelta(days=99), tick=False):
        publish_outcome(slug=SLUG, publish=False)
        assert len(entries(read(client))) == 1
        assert feed_updated(client) == written(BEGIN + timedelta(days=99))


def test_the_newest_fifty_are_in_it(site: Site, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(feeding, "MOST", 2)
    for number in range(3):
        with time_machine.travel(BEGIN + timedelta(days=number), tick=False):
            told(str(number) * 22, en=Words(f"Number {number}", "It was said."))
    assert [texts(entry, "title") for entry in entries(read(client))] == [["Number 2"], ["Number 1"]]


def test_signs_that_xml_has_none_for_are_left_out() -> None:
    entry = Entry(
        id=identity("a"), address="https://example.org/a", title="A\x00\x0b\ufffe\uffff\ud800B", language="en",
        published=BEGIN, updated=BEGIN, html="<p>\U0001f54a\x1f</p>",
    )  # fmt: skip
    feed = Feed(
        id=identity("b"), language="en", title="T", address="https://example.org/f", page="https://example.org/",
        updated=BEGIN, authors=["Skies"], entries=[entry],
    )  # fmt: skip
    document = atom(feed)
    assert problems(document, address="https://example.org/f") == []
    assert texts(entries(document)[0], "title") == ["AB"]
    assert texts(entries(document)[0], "content") == ["<p>\U0001f54a</p>"]
    assert UNLAWFUL.search("\t\n a\U0010ffff") is None


def test_an_identity_is_of_its_parts_and_of_nothing_else() -> None:
    assert identity("a", "b") == identity("a", "b")
    assert len({identity("a", "b"), identity("b", "a"), identity("ab"), identity("a", "b", "")}) == 4
