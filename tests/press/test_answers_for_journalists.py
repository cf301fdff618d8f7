"""Answers for journalists: written at the desk, public when somebody has published them, never lost."""

import pytest

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.organisers.roles import Role
from campaign.press import actions
from campaign.press import queries as press_queries
from campaign.press.models import PressQuestion
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, Client, Site, hidden
from tests.desk.twice import published_and_hidden
from tests.desk.walking import HERE, owner, plain
from tests.letters.desk import FOUR, count
from tests.organisers.browser import Desk, member
from tests.refused import refused
from tests.tables import rows

DESK = f"/desk/campaigns/{SLUG}/press"
PAYING = f"{DESK}/answers/en/paying"


@pytest.fixture
def noor(site: Site) -> Desk:
    """An organiser of the cast's campaign."""
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def save(desk: Desk, path: str, words: str) -> str:
    """Open an answer, type, save; the page that comes."""
    desk.get(path)
    return desk.post(path, {"words": words, "version": hidden(desk.page.text, "version")}).text


def publish(desk: Desk, path: str, which: str = "yes") -> str:
    """Press the button below the answer that is shown now."""
    fields = {"publish": which, "version": hidden(desk.page.text, "version")}
    return desk.post(f"{path}/published", fields).text


def public(client: Client, language: str = "en") -> str:
    return plain(client.get(f"/{language}/{SLUG}/press").text)


def test_the_form_of_an_answer_is_of_its_language_whatever_the_desks(client: Client, noor: Desk) -> None:
    there = f"{DESK}/answers/ar/paying"
    page = noor.get(there).text
    assert f'<form method="post" action="{there}#answer"' in page
    assert "Answer for journalists, in Arabic" in plain(page)
    page = save(noor, there, "لا أحد يدفع.")
    assert f'action="{there}/published#answer"' in page
    assert "/answers/en/" not in page
    assert [(row.language, row.words) for row in press_queries.written(noor_campaign())] == [
        ("ar", "لا أحد يدفع.")
    ]


def noor_campaign() -> int:
    campaign = releases_queries.campaign(SLUG)
    assert campaign
    return campaign.id


def test_an_answer_is_public_once_it_is_published(client: Client, noor: Desk) -> None:
    page = save(noor, PAYING, "Two members of {organisers}.\n\nNobody else.")
    assert "Not public: only people at this desk read it." in plain(page)
    assert "Two members of Skies." in plain(page)
    assert "Who pays" not in public(client)
    publish(noor, PAYING)
    assert "Who pays for this? Two members of Skies. Nobody else." in public(client)
    page = save(noor, PAYING, "One member.")
    assert "The public reads an earlier wording. What you changed since then is not public." in plain(page)
    assert "Two members of Skies." in public(client)
    publish(noor, PAYING)
    assert "Who pays for this? One member." in public(client)
    publish(noor, PAYING, "no")
    assert "Who pays" not in public(client)
    acts = [(row["act"], row["facts"]) for row in rows(AuditEntry) if str(row["act"]).startswith("press")]
    assert acts[:2] == [
        (Act.PRESS_ANSWER, {"language": "en", "question": "paying"}),
        (Act.PRESS_ANSWER_PUBLISH, {"language": "en", "question": "paying"}),
    ]
    assert acts[-1][0] == Act.PRESS_ANSWER_HIDE


def test_figures_in_an_answer_are_those_of_now(site: Site, client: Client, noor: Desk) -> None:
    count(site, FOUR)
    save(noor, PAYING, "{total} people, at { total } places.")
    publish(noor, PAYING)
    assert "30 people, at 30 places." in public(client)
    count(site, {"FR": 20})
    assert "50 people, at 50 places." in public(client)


def test_the_answers_that_come_with_it_tell_this_campaigns_facts(
    site: Site, client: Client, noor: Desk
) -> None:
    count(site, FOUR)
    for question in ("real", "signer", "exact", "removed"):
        noor.get(f"{DESK}/answers/en/{question}")
        publish(noor, f"{DESK}/answers/en/{question}")
    page = public(client)
    assert "The total is exact: 30 on " in page
    assert "Each takes in at least 20 new signatures at once." in page
    assert "No signature has been removed from the count. Each removal is in the public log" in page
    assert "Having signed could harm people. So we name nobody" in page
    assert "{" not in page
    arabic = client.get(f"/ar/{SLUG}/press").text
    assert 'id="answers"' not in arabic


def test_where_nobody_is_harmed_whoever_wants_to_speak_is_asked(site: Site) -> None:
    site.open_campaign("free", at_risk=False)
    desk = member(site.app, "noor@example.org", Role.ORGANISER, releases_queries.campaign("free").id)  # type: ignore[union-attr]  # just opened
    page = plain(desk.get("/desk/campaigns/free/press/answers/en/signer").text)
    assert "Write to press@example.org: we can ask people who wanted to hear from us" in page


def test_who_pays_is_not_made_up(site: Site, noor: Desk) -> None:
    page = plain(noor.get(PAYING).text)
    assert "Publish it" not in page
    answer = noor.post(
        f"{PAYING}/published", {"publish": "yes", "version": hidden(noor.page.text, "version")}
    )
    assert answer.status_code == 422
    assert "Nothing is written here yet, so there is nothing to publish." in plain(answer.text)
    with refused("Nothing is written here yet, so there is nothing to publish."):
        actions.publish_answer(slug=SLUG, language="en", question=PressQuestion.PAYING, publish=True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("We are {many}.", "There is no figure called many. In braces can be: total, day, time,"),
        ("x" * 2_001, "At most 2000 characters fit there."),
        ("a\u202eb", "It contains invisible characters."),
    ],
)
def test_an_answer_that_cant_be_keeps_what_was_typed(noor: Desk, typed: str, sentence: str) -> None:
    noor.get(PAYING)
    answer = noor.post(PAYING, {"words": typed, "version": hidden(noor.page.text, "version")})
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert typed in answer.text
    assert press_queries.answer(1, "en", PressQuestion.PAYING) is None


def test_two_who_write_at_once_lose_nothing(site: Site, noor: Desk) -> None:
    rima = member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)
    rima.get(PAYING)
    save(noor, PAYING, "Noor wrote this.")
    answer = rima.post(PAYING, {"words": "Rima wrote that.", "version": hidden(rima.page.text, "version")})
    assert answer.status_code == 409
    assert "Noor wrote this." in plain(answer.text)
    assert ">\nRima wrote that.</textarea>" in answer.text
    row = press_queries.answer(site.campaign.id, "en", PressQuestion.PAYING)
    assert row
    assert row.words == "Noor wrote this."
    rima.post(PAYING, {"words": "Rima wrote that.", "version": hidden(rima.page.text, "version")})
    db.session.expire_all()
    row = press_queries.answer(site.campaign.id, "en", PressQuestion.PAYING)
    assert row
    assert row.words == "Rima wrote that."


@pytest.mark.parametrize("typed", ["Two  members. ", ""])
def test_an_answer_that_is_sent_twice_is_saved_once(noor: Desk, typed: str) -> None:
    save(noor, PAYING, "At first.")
    version = hidden(noor.page.text, "version")
    for _press in range(2):
        answer = noor.post(PAYING, {"words": typed, "version": version})
        assert answer.status_code == 200
        assert "Saved. Read it below" in plain(answer.text)
    assert [row["act"] for row in rows(AuditEntry)].count(Act.PRESS_ANSWER) == 2


def test_a_button_that_is_pressed_twice_says_the_same(noor: Desk) -> None:
    save(noor, PAYING, "Two members.")
    acts = published_and_hidden(noor, PAYING)
    assert (acts.count(Act.PRESS_ANSWER_PUBLISH), acts.count(Act.PRESS_ANSWER_HIDE)) == (1, 1)


def test_nothing_is_published_that_was_not_seen(site: Site, client: Client, noor: Desk) -> None:
    save(noor, PAYING, "Two members.")
    seen = hidden(noor.page.text, "version")
    actions.write_answer(slug=SLUG, language="en", question=PressQuestion.PAYING, words="A ministry.")
    answer = noor.post(f"{PAYING}/published", {"publish": "yes", "version": seen})
    assert answer.status_code == 409
    assert "Who pays" not in public(client)


def test_an_emptied_answer_is_the_one_that_came_with_it(noor: Desk) -> None:
    there = f"{DESK}/answers/en/exact"
    assert "As it reads today Ask us." in plain(save(noor, there, "Ask us."))
    page = plain(save(noor, there, ""))
    assert "The total is exact: 0 on" in page
    row = press_queries.answer(1, "en", PressQuestion.EXACT)
    assert row
    assert row.words is None


def test_markup_in_an_answer_is_text(client: Client, noor: Desk) -> None:
    save(noor, PAYING, "<script>alert(1)</script> {{ 7 * 7 }}")
    page = noor.page.text
    assert "<script>alert" not in page
    assert "There is no figure called 7 * 7." in plain(page)
    save(noor, PAYING, "<b>us</b>")
    publish(noor, PAYING)
    assert "&lt;b&gt;us&lt;/b&gt;" in client.get(f"/en/{SLUG}/press").text


def test_a_session_that_ended_gives_back_what_was_typed(noor: Desk) -> None:
    noor.get(PAYING)
    answer = noor.send("POST", PAYING, data={"words": "Long words."}, headers=noor.headers)
    assert answer.status_code == 403
    assert ">\nLong words.</textarea>" in answer.text
    assert f"next={PAYING}" in answer.text


@pytest.mark.parametrize("path", ["answers/en/why", "answers/xx/real", "answers/en/REAL"])
def test_what_is_no_question_is_not_there(noor: Desk, path: str) -> None:
    assert noor.get(f"{DESK}/{path}").status_code == 404
    noor.get(PAYING)
    assert noor.post(f"{DESK}/{path}", {"words": "x"}).status_code == 404


def test_viewers_read_what_can_be_said_and_change_nothing(site: Site) -> None:
    count(site, FOUR)
    viewer = member(site.app, "vera@example.org", Role.VIEWER, site.campaign.id)
    page = viewer.get(DESK).text
    assert "at least 10 live in France." in plain(page)
    assert "/press/answers/" not in page
    assert viewer.get(PAYING).status_code == 404


def test_a_draft_campaign_may_prepare_its_answers_and_be_deleted(site: Site) -> None:
    rima = owner(site)
    page = save(rima, f"{HERE}/press/answers/en/paying", "We do.")
    assert "We do." in page
    assert "becomes public when the campaign opens" in plain(rima.get(f"{HERE}/press").text)
    releases.discard_campaign(slug="hope")
    assert rows(press_queries.PressAnswer) == []
