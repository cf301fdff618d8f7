"""Updates: written, then public in each language, corrected with a note, and taken back."""

from datetime import date, timedelta

import pytest

from campaign.audit.models import AuditEntry
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases.actions.discarding import discard_campaign
from campaign.releases.models import CorrectionKind
from campaign.updates import actions
from campaign.updates import queries as updates_queries
from campaign.updates.models import Update, UpdateText
from campaign.updates.wording import Words
from tests.cast import SLUG, Client, Site, heading
from tests.desk.walking import plain
from tests.refused import refused
from tests.tables import rows
from tests.updates.telling import KEY, MET, MET_IN_ARABIC, publish, told, write

ALL = f"/en/{SLUG}/updates"
ONE = f"{ALL}/{KEY}"
DAY = date(2016, 9, 26)

TERMINAL = "At a terminal that is"


def test_nobody_reads_it_before_it_is_published(site: Site, client: Client) -> None:
    write(day=DAY)
    assert client.get(ONE).status_code == 404
    assert "There are no updates yet." in plain(client.get(ALL).text)
    assert "The Council has met" not in client.get(f"/en/{SLUG}").text
    publish()
    page = client.get(ONE)
    assert (page.status_code, heading(page.text)) == (200, "The Council has met")
    assert (
        "<p>It met on Monday.</p>\n<ul>\n<li>Fifteen members spoke.</li>\n<li>None objected.</li>\n</ul>"
        in page.text
    )
    assert "Skies · 26 September 2016" in plain(page.text)


def test_it_has_a_place_on_the_campaigns_page_and_on_the_page_of_all(site: Site, client: Client) -> None:
    told("a" * 22, day=DAY, en=Words("The older one", "It was said first."))
    told(day=DAY + timedelta(days=1))
    campaign = client.get(f"/en/{SLUG}").text
    assert "The newest update The Council has met 27 September 2016 It met on Monday." in plain(campaign)
    assert f'href="/en/{SLUG}/updates"' in campaign
    assert "The older one" not in campaign
    page = plain(client.get(ALL).text)
    assert page.index("The Council has met 27 September 2016") < page.index("The older one 26 September 2016")


def test_a_page_without_updates_is_as_it_was(site: Site, client: Client) -> None:
    assert "pdate" not in plain(client.get(f"/en/{SLUG}").text)
    assert "atom" not in client.get(f"/en/{SLUG}").text


def test_each_reads_it_in_her_language_else_as_the_release_is(site: Site, client: Client) -> None:
    told(en=MET, ar=MET_IN_ARABIC)
    assert heading(client.get(f"/ar/{SLUG}/updates/{KEY}").text) == "اجتمع المجلس"
    told("b" * 22, en=Words("In English alone", "Nobody has translated it."))
    there = client.get(f"/ar/{SLUG}/updates/{'b' * 22}").text
    assert '<article lang="en" dir="ltr">\n<h1>In English alone</h1>' in there
    told("c" * 22, ar=MET_IN_ARABIC)
    assert '<article lang="ar" dir="rtl">\n<h1>اجتمع المجلس</h1>' in client.get(f"{ALL}/{'c' * 22}").text


def test_after_the_close_too(site: Site, client: Client) -> None:
    releases.close_campaign(slug=SLUG)
    told()
    assert client.get(ONE).status_code == 200
    assert "The newest update The Council has met" in plain(client.get(f"/en/{SLUG}").text)


def test_a_draft_campaign_has_none(site: Site) -> None:
    releases.publish(
        slug="soon", language="en", headline="Soon", place=None, day=DAY, demand="Stop.", body="It is time."
    )  # fmt: skip
    actions.write(slug="soon", key=KEY, day=DAY, words={"en": MET})
    with refused("Updates can be published once the campaign is open."):
        actions.publish(slug="soon", key=KEY)
    assert site.client().get(f"/en/soon/updates/{KEY}").status_code == 404


def test_what_is_changed_later_is_read_once_it_is_published_with_its_note(site: Site, client: Client) -> None:
    told(day=DAY)
    write(day=DAY, en=Words("The Council has met", "It met on Tuesday."))
    assert "It met on Monday." in client.get(ONE).text
    with refused(f"People have read this. Say whether you correct a spelling or a fact. {TERMINAL} --kind."):
        publish()
    with refused(f"Say in each language what was corrected. Missing: en. {TERMINAL} --corrected."):
        publish(kind=CorrectionKind.FACT)
    publish(kind=CorrectionKind.FACT, en="It met on Tuesday, not on Monday.")
    page = plain(client.get(ONE).text)
    today = f"{clock.today().day} {clock.today():%B %Y}"
    assert f"It met on Tuesday. Corrected on {today}: It met on Tuesday, not on Monday." in page
    assert f"· corrected on {today}" in plain(client.get(ALL).text)


def test_a_spelling_has_no_note_and_a_further_language_is_no_correction(site: Site, client: Client) -> None:
    told(en=MET)
    write(en=MET, ar=MET_IN_ARABIC)
    publish()
    write(en=Words("The Council met", MET.body), ar=MET_IN_ARABIC)
    publish(kind=CorrectionKind.SPELLING)
    assert heading(client.get(ONE).text) == "The Council met"
    assert "orrected" not in client.get(ONE).text


def test_what_was_taken_back_says_so_where_it_was(site: Site, client: Client) -> None:
    told(day=DAY)
    actions.take_back(slug=SLUG, key=KEY)
    today = f"{clock.today().day} {clock.today():%B %Y}"
    said = f"This update was taken back It was dated 26 September 2016. Taken back on {today}."
    answer = client.get(ONE)
    assert answer.status_code == 410
    assert said in plain(answer.text)
    assert said in plain(client.get(ALL).text)
    for page in (ONE, ALL, f"/en/{SLUG}"):
        assert "The Council has met" not in client.get(page).text
    with refused("This update was taken back. Write a new one."):
        write()
    assert [(row["headline"], row["shown_headline"]) for row in rows(UpdateText)] == [
        ("The Council has met", "")
    ]
    actions.discard(slug=SLUG, key=KEY)
    assert rows(UpdateText) == []
    assert client.get(ONE).status_code == 410


def test_a_draft_is_deleted_whole_and_what_is_public_is_not(site: Site) -> None:
    write()
    actions.discard(slug=SLUG, key=KEY)
    assert (rows(Update), rows(UpdateText)) == ([], [])
    told()
    with refused("The public reads this update. Take it back first."):
        actions.discard(slug=SLUG, key=KEY)
    with refused("There is no such update."):
        actions.take_back(slug=SLUG, key="y" * 22)


def test_it_is_taken_down_with_the_text_and_back_with_it(site: Site, client: Client) -> None:
    told()
    releases.take_down(slug=SLUG)
    assert client.get(ONE).status_code == 410
    for page in (ONE, ALL, f"/en/{SLUG}"):
        assert "The Council has met" not in client.get(page).text
    assert "It is not shown for now." in plain(client.get(ALL).text)
    releases.put_back(slug=SLUG)
    assert client.get(ONE).status_code == 200


def test_a_day_to_come_waits_for_its_day(site: Site) -> None:
    write(day=clock.today() + timedelta(days=1))
    with refused("The day of an update can’t be later than today when it is published."):
        publish()


def test_pages_are_kept_as_other_public_pages_are(site: Site, client: Client) -> None:
    told()
    usual = client.get(f"/en/{SLUG}/tally").headers["Cache-Control"]
    for address in (ALL, ONE, f"{ALL}.atom", f"{ONE}.md"):
        answer = client.get(address)
        assert (address, answer.headers["Cache-Control"], answer.headers.get("Set-Cookie")) == (
            address,
            usual,
            None,
        )
    actions.take_back(slug=SLUG, key=KEY)
    assert "max-age" not in client.get(ONE).headers.get("Cache-Control", "")


def test_another_campaigns_update_isnt_read_here(site: Site, client: Client) -> None:
    site.open_campaign("second")
    actions.write(slug="second", key=KEY, day=DAY, words={"en": MET})
    actions.publish(slug="second", key=KEY)
    assert client.get(ONE).status_code == 404
    told(en=Words("Another", "With the same key."))
    assert heading(client.get(ONE).text) == "Another"
    assert heading(client.get(f"/en/second/updates/{KEY}").text) == "The Council has met"


def test_what_was_done_is_noted_and_what_changes_nothing_isnt(site: Site) -> None:
    told()
    publish()
    actions.take_back(slug=SLUG, key=KEY)
    actions.take_back(slug=SLUG, key=KEY)
    actions.discard(slug=SLUG, key=KEY)
    number = rows(Update)[0]["id"]
    noted = [(row["act"], row["facts"]) for row in rows(AuditEntry) if row["act"].startswith("update-")]
    assert noted == [
        ("update-write", {"languages": ["en"], "number": number}),
        ("update-publish", {"languages": ["en"], "number": number}),
        ("update-take-back", {"number": number}),
        ("update-discard", {"number": number}),
    ]


def test_a_campaign_has_room_for_five_hundred(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    write()
    with refused("A campaign has at most 1 updates."):
        write("y" * 22)
    write(en=Words("Changed", "It is the same one."))
    assert updates_queries.count(site.campaign.id) == 1


def test_a_draft_campaign_that_is_deleted_takes_its_drafts_along(site: Site) -> None:
    releases.publish(
        slug="soon", language="en", headline="Soon", place=None, day=DAY, demand="Stop.", body="It is time."
    )  # fmt: skip
    actions.write(slug="soon", key=KEY, day=DAY, words={"en": MET})
    told(KEY)
    discard_campaign(slug="soon")
    assert (len(rows(Update)), len(rows(UpdateText))) == (1, 1)
