"""What became of the demand: written after the close, and public once it is published."""

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.press import ending
from campaign.releases import actions as releases
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from tests.cast import SLUG, Client, Site, hidden
from tests.desk.twice import published_and_hidden
from tests.desk.walking import plain
from tests.organisers.browser import Desk
from tests.press.ending import END, REPORT, closed, sends
from tests.refused import refused
from tests.tables import rows


def test_an_outcome_is_public_once_it_is_published(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    rima.get(f"{END}/outcome")
    page = sends(
        rima, f"{END}/outcome", **{"words-en": "The Council has met.\r\n\r\nIt will meet again."}
    ).text
    assert "Not public: only people at this desk read it." in plain(page)
    assert "What became" not in client.get(f"/en/{SLUG}").text
    sends(rima, f"{END}/outcome/published", publish="yes")
    shown = plain(client.get(f"/en/{SLUG}").text)
    assert "What became of the demand The Council has met. It will meet again." in shown
    assert 'lang="en" dir="ltr"><p>The Council has met.</p>' in client.get(f"/ar/{SLUG}").text
    sends(rima, f"{END}/outcome", **{"words-en": "It has met twice."})
    assert "It has met twice." not in client.get(f"/en/{SLUG}").text
    sends(rima, f"{END}/outcome/published", publish="no")
    assert "The Council has met." not in client.get(f"/en/{SLUG}").text
    assert [row["act"] for row in rows(AuditEntry)][-4:] == [
        Act.OUTCOME_WRITE, Act.OUTCOME_PUBLISH, Act.OUTCOME_WRITE, Act.OUTCOME_HIDE,
    ]  # fmt: skip


def test_two_who_write_the_outcome_at_once_lose_nothing(site: Site, rima: Desk) -> None:
    closed(site)
    rima.get(f"{END}/outcome")
    write_outcome(slug=SLUG, words={"en": "Noor wrote this."})
    answer = sends(rima, f"{END}/outcome", **{"words-en": "Rima wrote that."})
    assert answer.status_code == 409
    assert "Noor wrote this." in plain(answer.text)
    assert ">\nRima wrote that.</textarea>" in answer.text
    sends(rima, f"{END}/outcome", **{"words-en": "Rima wrote that."})
    assert ">\nRima wrote that.</textarea>" in rima.page.text


def test_an_outcome_that_is_sent_twice_is_saved_once(site: Site, rima: Desk) -> None:
    closed(site)
    version = hidden(rima.get(f"{END}/outcome").text, "version")
    for _press in range(2):
        answer = rima.post(f"{END}/outcome", {"version": version, "words-en": "It  has met. \r\n"})
        assert answer.status_code == 200
        assert "Saved. Read it once more" in plain(answer.text)
    assert [row["act"] for row in rows(AuditEntry)].count(Act.OUTCOME_WRITE) == 1


def test_a_button_that_is_pressed_twice_says_the_same(site: Site, rima: Desk) -> None:
    closed(site)
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    acts = published_and_hidden(rima, f"{END}/outcome")
    assert (acts.count(Act.OUTCOME_PUBLISH), acts.count(Act.OUTCOME_HIDE)) == (1, 1)


def test_an_outcome_that_cant_be_keeps_what_was_typed(site: Site, rima: Desk) -> None:
    closed(site)
    rima.get(f"{END}/outcome")
    answer = sends(rima, f"{END}/outcome", **{"words-en": "x" * 4_001})
    assert answer.status_code == 422
    assert "At most 4000 characters fit there." in plain(answer.text)
    assert "x" * 4_001 in answer.text
    with refused("Nothing is written yet about what became of the demand."):
        publish_outcome(slug=SLUG, publish=True)


def test_an_outcome_is_taken_down_with_the_campaign(site: Site, client: Client) -> None:
    closed(site)
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    publish_outcome(slug=SLUG, publish=True)
    ending.publish_report(slug=SLUG)
    releases.take_down(slug=SLUG)
    assert "The Council has met." not in client.get(f"/en/{SLUG}").text
    assert "The Council has met." not in client.get(REPORT).text
