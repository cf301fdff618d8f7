"""The figures of the overview: of days and weeks, the same for known addresses, exact behind a link."""

import re
from datetime import timedelta

import time_machine
from sqlalchemy import delete

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.running import heart
from campaign.signing import actions as signing
from campaign.signing.models import Survey
from tests.cast import AMELIE, NOUR, SLUG, Client, Site
from tests.desk.signing_site import BASE, cells, organiser, words, worked
from tests.desk.test_overview import BEGIN
from tests.moderation.crowd import crowd
from tests.organisers.browser import Desk
from tests.tables import rows


def test_figures_of_today_of_the_week_and_of_each_day(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN - timedelta(days=2), tick=False):
        crowd(site, 4, country="FR", domain="gmail.com", at=clock.now())
    crowd(site, 5, country="FR", domain="gmail.com", at=BEGIN - timedelta(days=8))
    with time_machine.travel(BEGIN, tick=False):
        crowd(site, 3, country="FR", domain="gmail.com", at=BEGIN)
        site.number()
        client.sign(AMELIE)
        worked()
        page = organiser(site).get(BASE + "/").text
    said = words(page)
    assert "12 signatures in the public count Confirmed today 3 In the last seven days 7" in said
    assert "Sent today: 4. Of these, confirmed: 3." in said
    assert ["20 October 2026", "4", "3"] in cells(page)
    assert "and not confirmed, or not yet 1 " in said


def test_forms_of_known_and_of_stopped_addresses_move_each_figure_as_any_other_does(
    site: Site, client: Client
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        site.signed(AMELIE)
        signing.stop(token=site.signed(NOUR).rpartition("/")[2])
    moved = []
    with time_machine.travel(BEGIN + timedelta(hours=1), tick=False):
        heart.beat()
        desk = organiser(site)
        site.deliver()
        for email in ("new@example.org", AMELIE.email, NOUR.email):
            before = figures(desk)
            client.sign(AMELIE, email=email)
            queued = figures(desk)
            signing.mail_submissions()
            written = figures(desk)
            site.deliver()
            moved.append([difference(before, then) for then in (queued, written, figures(desk))])
    assert moved[0] == moved[1] == moved[2]
    assert any(moved[0][2])


def difference(before: list[int], after: list[int]) -> list[int]:
    return [now - then for then, now in zip(before, after, strict=True)]


def figures(desk: Desk) -> list[int]:
    """Every number on the overview, in order."""
    db.session.execute(delete(Survey))  # so that it is taken anew in the same moment
    db.session.commit()
    worked()
    page = desk.get(BASE + "/").text
    shown = re.sub(r"<(svg|head).*?</\1>", "", page, flags=re.S)
    return [int(number) for number in re.findall(r"\d+", words(shown))]


def test_exact_figures_stand_behind_a_link_that_says_what_quoting_does(site: Site) -> None:
    crowd(site, 3, country="VA", domain="gmail.com", at=BEGIN)
    site.number()
    desk = organiser(site)
    link = "Not for the press, not for missions: a change of one points to a person."
    page = desk.get(BASE + "/").text
    assert link in page
    assert "Holy See" not in page
    page = desk.get(f"{BASE}/countries").text
    assert link in page
    assert "Holy See" not in page
    assert Act.EXACT_FIGURES not in [row["act"] for row in rows(AuditEntry)]
    page = desk.post(f"{BASE}/countries").text
    assert link in page
    assert cells(page) == [["Holy See", "3"]]
    noted = rows(AuditEntry)[-1]
    assert (noted["act"], noted["who"], noted["campaign"]) == (Act.EXACT_FIGURES, "Organiser (1)", SLUG)


def test_a_viewer_sees_what_the_public_sees(site: Site, client: Client) -> None:
    crowd(site, 25, country="FR", domain="gmail.com", at=BEGIN)
    site.number()
    client.sign(AMELIE, wait=0)
    worked()
    page = organiser(site, Role.VIEWER).get(BASE + "/").text
    assert cells(page) == [["France", "20"], ["Others, and not shown by country", "5"]]
    for word in ("Health", "Where it gets stuck", "Exact figures", "What to do next", "Confirmed today"):
        assert word not in page
