"""What the public reads on the pages of letters: who was written to, when, and what was answered."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.letters import queries as letters_queries
from campaign.letters.models import Reply, Sending
from campaign.lib import clock
from tests.cast import SLUG, Client, Site
from tests.letters.desk import Answer, issue, run
from tests.letters.post import send
from tests.tables import rows


def reply(site: Site, country: str, *more: str) -> Answer:
    return run(site, "letters", "reply", SLUG, country, "--publish", *more)


def fates(html: str) -> dict[str, list[str]]:
    """What is stored under each State's name."""
    lines = re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>(.*?)</th>', html)
    return {
        name: [unescape(one) for one in re.findall(r"<span[^>]*>(.*?)</span>", rest)] for name, rest in lines
    }


def become(**states: str) -> None:
    """Let letters have come to this, on 4 October 2016."""
    with transaction() as session, time_machine.travel("2016-10-04T14:00:00Z", tick=False):
        for country, state in states.items():
            ended = update(Sending).where(Sending.country == country)
            session.execute(ended.values(state=state, ended_at=clock.now()))


def test_letters_that_were_never_mailed_say_nothing_of_it(site: Site, client: Client, folder: Path) -> None:
    issue(site, folder)
    page = client.get(f"/en/{SLUG}/letters").text
    assert fates(page) == {"France": [], "Germany": [], "Syrian Arab Republic": []}


def test_the_public_reads_to_whom_letters_went_and_what_was_answered(
    site: Site, client: Client, folder: Path
) -> None:
    assert send(site, folder, "--confirm", 3).code == 0
    become(FR="sent", DE="bounced", SY="unknown")
    said = reply(
        site, "fr", "--position", "supports", "--date", "2016-10-10", "--note", "By letter of that day."
    )
    assert (said.code, said.said) == (
        0,
        f"France, to the letter dated 2016-10-03: supports. Public now: http://127.0.0.1:8000/en/{SLUG}/letters\n",
    )
    page = client.get(f"/en/{SLUG}/letters").text
    assert fates(page) == {
        "France": [
            "Sent on 4 October 2016",
            "Answered on 10 October 2016",
            "Our reading: it supports the demand. <bdi>By letter of that day.</bdi>",
        ],
        "Germany": ["Could not be delivered"],
        "Syrian Arab Republic": ["Not certain that it was delivered"],
    }
    assert (
        "Sent to one mission by email. One letter could not be delivered. One mission has answered." in page
    )
    assert "missions.example.org" not in page
    size = letters_queries.newest_set(site.campaign.id).size
    own = client.get(f"/en/{SLUG}/letters/FR/{size}").text
    assert re.findall(r"<dd>(Sent on .*?|Answered.*?)<", own) == [
        "Sent on 4 October 2016",
        "Answered on 10 October 2016",
    ]
    assert "<p>Our reading: it supports the demand. <bdi>By letter of that day.</bdi></p>" in own
    assert "missions.example.org" not in own


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("queued", "Waiting to be sent"),
        ("sending", "Waiting to be sent"),
        ("refused", "Could not be delivered"),
    ],
)
def test_each_state_is_said_in_words(site: Site, client: Client, folder: Path, state: str, said: str) -> None:
    assert send(site, folder, "--confirm", 3).code == 0
    become(FR=state)
    assert fates(client.get(f"/en/{SLUG}/letters").text)["France"] == [said]


@pytest.mark.parametrize(
    ("position", "said"),
    [
        ("none", "Our reading: it states no position."),
        ("acknowledged", "Our reading: it acknowledges the letter."),
        ("declines", "Our reading: it declines the demand."),
    ],
)
def test_each_position_is_said_in_words_as_our_reading(
    site: Site, client: Client, folder: Path, position: str, said: str
) -> None:
    issue(site, folder)
    assert reply(site, "FR", "--position", position, "--date", "2016-10-10").code == 0
    assert fates(client.get(f"/en/{SLUG}/letters").text)["France"] == ["Answered on 10 October 2016", said]


def test_a_second_answer_takes_the_firsts_place_and_can_be_taken_back(site: Site, folder: Path) -> None:
    issue(site, folder)
    reply(site, "FR", "--position", "acknowledged", "--date", "2016-10-10")
    reply(site, "FR", "--position", "supports", "--date", "2016-10-12")
    assert [(row["country"], row["position"]) for row in rows(Reply)] == [("FR", "supports")]
    assert reply(site, "FR", "--remove").said == "Taken back.\n"
    assert reply(site, "FR", "--remove").said == "No answer of FR was recorded.\n"
    assert rows(Reply) == []


@pytest.mark.parametrize(
    ("country", "more", "said"),
    [
        ("FR", [], "Which --position? One of none, acknowledged, supports, declines; or --remove."),
        (
            "IT",
            ["--position", "supports", "--date", "2016-10-10"],
            "No letter to Italy, dated 2016-10-10 or before, was issued. Nothing was recorded.",
        ),
        (
            "FR",
            ["--position", "supports", "--date", "2016-10-02"],
            "No letter to France, dated 2016-10-02 or before, was issued. Nothing was recorded.",
        ),
        ("Q1", ["--position", "supports"], "'Q1' is not the code of a State; France is FR."),
        (
            "FR",
            ["--position", "supports", "--note", "x" * 501],
            "The note is longer than 500 characters. Nothing was recorded.",
        ),
    ],
)
def test_answers_that_cannot_be_are_refused(
    site: Site, folder: Path, country: str, more: list[str], said: str
) -> None:
    issue(site, folder)
    answer = reply(site, country, *more)
    assert (answer.code, answer.said, rows(Reply)) == (2, f"{said}\n", [])


def test_an_answer_from_the_future_is_refused(site: Site, folder: Path) -> None:
    issue(site, folder)
    day = clock.today() + timedelta(days=2)
    assert reply(site, "FR", "--position", "none", "--date", str(day)).said == (
        f"The day {day} is still to come. Nothing was recorded.\n"
    )


def test_a_note_is_shown_as_text(site: Site, client: Client, folder: Path) -> None:
    issue(site, folder)
    reply(site, "FR", "--position", "none", "--note", "<script>alert(1)</script>")
    shown = fates(client.get(f"/en/{SLUG}/letters").text)["France"][1]
    assert shown == "Our reading: it states no position. <bdi><script>alert(1)</script></bdi>"
    assert "<script>alert" not in client.get(f"/en/{SLUG}/letters").text


def test_an_answer_is_a_draft_until_publish_is_said(site: Site, client: Client, folder: Path) -> None:
    issue(site, folder)
    said = run(site, "letters", "reply", SLUG, "FR", "--position", "supports", "--date", "2016-10-10").said
    assert said == (
        "France, to the letter dated 2016-10-03: supports. "
        "A draft: the same with --publish lets the public read it.\n"
    )
    assert fates(client.get(f"/en/{SLUG}/letters").text)["France"] == []


@pytest.mark.parametrize(("more", "words"), [([], []), (["--agreed"], ["We agree."])])
def test_our_reading_comes_after_a_missions_words_where_it_agreed_that_they_are_public(
    site: Site, client: Client, folder: Path, more: list[str], words: list[str]
) -> None:
    issue(site, folder)
    reply(site, "FR", "--position", "supports", "--date", "2016-10-10", "--words", "We agree.", *more)
    page = client.get(f"/en/{SLUG}/letters").text
    reading = "Our reading: it supports the demand."
    assert fates(page)["France"] == ["Answered on 10 October 2016", *(f"“{each}”" for each in words), reading]
    assert '<p class="hint">Were you misquoted? Write to press@example.org.</p>' in page
    size = letters_queries.newest_set(site.campaign.id).size
    own = client.get(f"/en/{SLUG}/letters/FR/{size}").text
    answer = own[own.index("</dl>") : own.index("Read the letter (PDF)")]
    told = re.findall(r"<(?:h2|p[^>]*)>([^<]+)</", answer)
    quoted = ["In the mission’s own words", *(f"“{each}”" for each in words)] if words else []
    assert told == [*quoted, reading, "Were you misquoted? Write to press@example.org."]


def test_how_it_came_and_what_it_agreed_to_are_written_down(site: Site, folder: Path) -> None:
    issue(site, folder)
    said = ["--position", "none", "--date", "2016-10-10", "--words", "We agree."]
    kept = []
    for more in (
        [],
        ["--form", "call", "--consent", "no"],
        ["--form", "meeting", "--agreed"],
        ["--consent", "yes"],
    ):
        assert reply(site, "FR", *said, *more).code == 0
        kept += [(row["form"], row["consent"]) for row in rows(Reply)]
    assert kept == [("mail", "unasked"), ("call", "no"), ("meeting", "yes"), ("mail", "yes")]
    assert reply(site, "FR", *said, "--agreed", "--consent", "no").said == (
        "--agreed and --consent no contradict each other. Nothing was recorded.\n"
    )
