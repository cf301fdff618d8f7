"""The overview: what to do next, how it stands, and for whom it is."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pyrage.x25519 import Identity
from sqlalchemy import event

from campaign.backup import actions as backup
from campaign.desk.next_steps import Facts, NextStep, next_steps
from campaign.extensions import db
from campaign.releases import actions as releases
from campaign.running import heart
from campaign.vault import actions as vault
from tests.cast import AMELIE, SLUG, Client, Site, heading
from tests.desk.signing_site import BASE, organiser, words, worked
from tests.moderation.crowd import crowd

BEGIN = datetime(2026, 10, 20, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, []),
        ({"holders": 0}, [NextStep.NO_HOLDER]),
        ({"holders": 1}, [NextStep.ONE_HOLDER]),
        ({"log_stopped": True}, [NextStep.LOG_STOPPED]),
        ({"worker_silent": True}, [NextStep.WORKER_SILENT]),
        ({"worker_silent": True, "mail_minutes": 20}, [NextStep.WORKER_SILENT]),
        ({"mail_minutes": 20}, [NextStep.MAIL_SLOW]),
        ({"has_text": False, "is_draft": True}, [NextStep.NO_TEXT]),
        ({"is_draft": True}, [NextStep.NOT_OPEN]),
        ({"is_taken_down": True}, [NextStep.TAKEN_DOWN]),
        ({"unproved": ("rima",)}, [NextStep.HOLDER_UNPROVED]),
        ({"held": 3}, [NextStep.HELD]),
        ({"held": 3, "is_closed": True}, []),
        ({"stopped": 1}, [NextStep.STOPPED]),
        ({"closes_in": 8}, []),
        ({"closes_in": 7}, [NextStep.CLOSING]),
        ({"closes_in": 0}, [NextStep.CLOSING]),
        ({"is_closed": True, "is_end_open": True, "holders": 1}, [NextStep.ENDED]),
        ({"is_closed": True, "holders": 0}, []),
        (
            {
                "is_closed": True,
                "is_end_open": True,
                "log_stopped": True,
                "worker_silent": True,
                "backup_days": None,
                "unproved": ("rima",),
            },
            [NextStep.ENDED, NextStep.LOG_STOPPED, NextStep.WORKER_SILENT],
        ),
        ({"backup_days": None}, [NextStep.BACKUP_NEVER]),
        ({"backup_days": 7}, []),
        ({"backup_days": 8}, [NextStep.BACKUP_OLD]),
        ({"drafts": 1}, [NextStep.TEXT_WAITS]),
        ({"is_stated": True}, [NextStep.NO_LETTERS]),
        ({"is_stated": True, "letters": 193}, []),
        (
            {"is_stated": True, "backup_days": None, "held": 1, "closes_in": 1, "log_stopped": True},
            [NextStep.LOG_STOPPED, NextStep.HELD, NextStep.CLOSING],
        ),
    ],
)
def test_the_most_urgent_steps_come_first_and_three_at_most(
    facts: dict[str, Any], steps: list[NextStep]
) -> None:
    assert next_steps(Facts(**facts)) == steps


def test_each_step_can_be_wanted() -> None:
    everything = Facts(
        holders=0, unproved=("rima",), log_stopped=True, mail_minutes=20, has_text=False, is_taken_down=True, drafts=1,
        held=1, stopped=1, closes_in=1, backup_days=None, is_stated=True,
    )  # fmt: skip
    others = Facts(holders=1, worker_silent=True, is_draft=True, backup_days=9, is_end_open=True)
    assert set(next_steps(everything, most=99)) | set(next_steps(others, most=99)) == set(NextStep)


def test_every_step_has_its_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = organiser(site)
    for step in NextStep:
        monkeypatch.setattr("campaign.desk.overview_views.next_steps", lambda facts, step=step: [step])
        page = desk.get(BASE + "/").text
        assert f'data-step="{step}"><p>' in page


def test_a_step_leads_to_the_page_where_it_is_taken(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, led = organiser(site), {}
    for step in NextStep:
        monkeypatch.setattr("campaign.desk.overview_views.next_steps", lambda facts, step=step: [step])
        for href in re.findall(r'class="act" href="([^"]+)"', desk.get(BASE + "/").text):
            led[step] = heading(desk.get(href).text)
    keys, text = "Who holds the keys?", "Text"
    assert led == {
        NextStep.NO_HOLDER: keys, NextStep.HOLDER_UNPROVED: keys, NextStep.ONE_HOLDER: keys, NextStep.NO_TEXT: text,
        NextStep.TAKEN_DOWN: text, NextStep.TEXT_WAITS: text, NextStep.HELD: "Held forms",
        NextStep.STOPPED: "Removed from the count",
        NextStep.ENDED: "The end", NextStep.CLOSING: "Settings", NextStep.NOT_OPEN: "Settings",
        NextStep.NO_LETTERS: "Letters",
    }  # fmt: skip


def test_a_quiet_site_says_that_it_is_well(site: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        heart.beat()
        backup.note_made()
        vault.add(name="second", recipient=str(_another()), proved=True)
        worked()
        said = words(organiser(site).get(BASE + "/").text)
    assert "What to do next" not in said
    assert (
        "Worker It is working. Mail It is being sent as it should. Keys What signers give is sealed to: skies "
        ", second ." in said
    )
    assert "Log It is running. Last backup 20 October 2026, 09:20 UTC" in said


def _another() -> Any:
    return Identity.generate().to_public()


def test_what_is_wrong_stands_first_with_its_button(site: Site, client: Client) -> None:
    client.sign(AMELIE, wait=0)
    client.sign(AMELIE, wait=0)
    page = organiser(site).get(BASE + "/").text
    said = words(page)
    assert "Nothing is being mailed or counted: the server’s worker is silent." in said
    assert "2 forms are held: check whether people sent them. View them" in said
    assert page.count('class="next"') == 3
    assert "Held Sent within two seconds: 2. View them" in said


def test_it_takes_as_many_queries_for_many_as_for_few(site: Site, client: Client) -> None:
    desk = organiser(site)
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    counted = []
    for number in (1, 40):
        crowd(site, number, country="FR", domain="gmail.com", at=BEGIN)
        site.number()
        for _ in range(number):
            client.sign(AMELIE, wait=0)
        worked()
        desk.get(BASE + "/")
        seen.clear()
        desk.get(BASE + "/")
        counted.append(sum(statement.startswith("SELECT") for statement in seen))
    # The statement behind the figures is one more, from the twentieth signature on.
    assert counted[1] <= counted[0] + 1
    assert counted[0] < 40


def test_a_draft_without_a_text_and_a_campaign_near_its_end(site: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        heart.beat()
        backup.note_made()
        vault.add(name="second", recipient=str(_another()), proved=True)
        releases.change(slug=SLUG, closes=BEGIN.date() + timedelta(days=3))
        said = words(organiser(site).get(BASE + "/").text)
    assert "The campaign closes within 3 days." in said


def test_one_sentence_leads_to_what_to_do_when_somebody_is_gone(site: Site) -> None:
    desk = organiser(site)
    page = desk.get(BASE + "/").text
    assert (
        f'<a href="{BASE}/people/gone">Somebody’s phone or computer is gone, or somebody is detained</a>'
        in page
    )
    assert heading(desk.get(f"{BASE}/people/gone").text) == "A phone is gone, or somebody is detained"
