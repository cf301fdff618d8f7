"""Signatures taken out of the count at the desk, without JavaScript: chosen, counted, begun, stopped, undone."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine

from campaign.signing.models import InvalidatedSignature, Invalidation, Signature
from campaign.tally import queries as tally_queries
from campaign.tally.entries import EntryKind
from campaign.tally.models import Entry
from tests.cast import Site, change, heading
from tests.desk.signing_site import BASE, alert, cells, organiser, words, worked, wrong
from tests.moderation.crowd import crowd
from tests.moderation.removals import gather_begun
from tests.organisers.browser import Desk
from tests.tables import count, rows

BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIST = f"{BASE}/signatures/invalidations"
NEW, COUNT = f"{LIST}/new", f"{LIST}/count"


@pytest.fixture
def weeded(site: Site) -> Site:
    """A site that holds for an hour; 30 from France, 12 forged ones from the Vatican, 3 from Germany."""
    change(site.app, hold_seconds=3600)
    crowd(site, 30, country="FR", domain="example.org", at=BEGIN)
    crowd(site, 12, country="VA", domain="forged.example", at=BEGIN + 2 * HOUR)
    crowd(site, 3, country="DE", domain="example.org", at=BEGIN + 2 * HOUR)
    site.number()
    return site


def rule(country: str = "", day: str = "", since: str = "", domain: str = "") -> dict[str, str]:
    return {"country": country, "day": day, "since": since, "domain": domain}


def fields(*rules: dict[str, str], reason: str = "fraud", indexes: str = "", **more: Any) -> dict[str, Any]:
    """As a browser sends the form."""
    names = ("country", "day", "since", "domain")
    return {
        **{name: [each[name] for each in rules] for name in names},
        "reason": reason, "indexes": indexes, "step": "count", **more,
    }  # fmt: skip


def carried(html: str) -> dict[str, Any]:
    """The hidden fields of the form that begins."""
    form = re.search(rf'<form method="post" action="{LIST}#answer">(.*?)</form>', html, re.S)
    assert form, "no form that begins"
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[1]):
        found.setdefault(name, []).append(unescape(value))
    found.pop("csrf_token")
    return found


def indexes(country: str) -> list[int]:
    """Where the signatures from there stand in the log."""
    of_them = [row for row in rows(Entry) if row["kind"] == EntryKind.SIGNATURE and row["country"] == country]
    return sorted(row["position"] for row in of_them)


def counted(desk: Desk, *rules: dict[str, str], **more: Any) -> str:
    """The page that says how many match."""
    desk.get(NEW)
    return desk.post(COUNT, fields(*rules, **more)).text


def test_the_whole_way_by_rule(weeded: Site) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        desk = organiser(weeded)
        page = counted(desk, rule("VA"))
        assert heading(page) == "12 signatures match"
        said = words(page)
        assert "Reason: Forged. It stays in the log for good" in said
        assert (
            "The log shows which entries are removed, and the next figures show that they were from that "
            "country" in said
        )
        assert "They will count for 60 more minutes, during which all of it can be undone." in said
        assert count(Invalidation) == 0
        page = desk.post(LIST, {**carried(page), "number": "12"}).text
        assert "Started. Until they are removed from the count, all of it can be undone." in page
        assert "0 of 12 have been collected; all of them still count." in words(page)
        worked()
        said = words(desk.get(LIST).text)
        assert "12 signatures will be removed from the count after 1 October 2026 13:20 UTC." in said
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        worked()
        weeded.number()
        desk = organiser_again(weeded)
        assert "12 signatures have been removed from the count for good." in desk.get(LIST).text
        tally = tally_queries.public_tally(weeded.campaign.id)
        assert (tally.total, tally.removed) == (33, {"fraud": 12})


def organiser_again(site: Site) -> Desk:
    """The same one later, when her session is over."""
    desk = Desk(site.app)
    desk.sign_in("organiser@example.org")
    desk.post("/desk/account/later")
    return desk


def test_several_rules_and_a_list_in_one_batch(weeded: Site) -> None:
    desk = organiser(weeded)
    listed = "\n".join(map(str, indexes("FR")[:4] + indexes("DE")))
    page = counted(desk, rule("VA"), rule(domain="forged.example"), indexes=listed)
    assert cells(page) == [["Holy See", "12"], ["· forged.example", "0"], ["Those listed by index", "7"]]
    desk.post(LIST, {**carried(page), "number": "19"})
    worked()
    assert [row["wanted"] for row in rows(Invalidation)] == [12, 0, 7]
    assert count(InvalidatedSignature) == 19


def test_a_further_rule_keeps_what_was_typed(weeded: Site) -> None:
    desk = organiser(weeded)
    desk.get(NEW)
    page = desk.post(COUNT, fields(rule("VA", domain="forged.example"), indexes="5 6", step="add")).text
    assert page.count("<legend>Rule") == 2
    assert 'value="forged.example"' in page
    assert "5 6</textarea>" in page
    assert '<option value="VA" selected>' in page
    assert 'value="fraud" checked' in page
    page = desk.post(COUNT, fields(*[rule("VA")] * 5, step="add")).text
    assert page.count("<legend>Rule") == 5
    assert 'value="add"' not in page


def test_rules_can_be_changed_after_counting(weeded: Site) -> None:
    desk = organiser(weeded)
    page = counted(desk, rule("VA"))
    page = desk.post(COUNT, {**carried(page), "step": "change"}).text
    assert heading(page) == "Remove signatures from the count"
    assert '<option value="VA" selected>' in page


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        (fields(rule("XX")), "country-0", "“XX” is not a country code; write it like FR."),
        (fields(rule(day="yesterday")), "day-0", "Write the day like 2016-09-24."),
        (fields(rule(since="2026-10-01T99")), "since-0", "Write the hour like 2016-09-24 14:00."),
        (fields(rule(since="9999-12-31T23:00")), "since-0", "Write the hour like 2016-09-24 14:00."),
        (fields(rule("FR"), rule(domain="a b")), "domain-1", "“a b” is not a mail domain; write it like "
         "example.org."),
        (fields(rule(domain="00000000")), "domain-0", "No domain tag begins with 00000000."),
        (fields(indexes="3 x"), "indexes", "“x” is not an index in the log; write whole numbers, one per line."),
        (fields(indexes=str(2**63)), "indexes", ("“9223372036854775808” is not an index in the log; write whole "
            "numbers, one per line.")),
        (fields(indexes="0"), "indexes", "There is no signature in the log at 0."),
        (fields(indexes="7777"), "indexes", "There is no signature in the log at 7777."),
        (fields(rule("FR"), reason="spite"), "reason", "Choose a reason: it stays in the log for good."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_at_its_place(
    weeded: Site, given: dict[str, Any], field: str, said: str
) -> None:
    desk = organiser(weeded)
    desk.get(NEW)
    answer = desk.post(COUNT, given)
    assert answer.status_code == 422
    assert wrong(answer.text)[field] == said
    for word in [*given["day"], *given["since"], *given["domain"]]:
        assert not word or f'value="{word}"' in answer.text
    assert f"{given['indexes']}</textarea>" in answer.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (fields(rule()), "Which? Fill in at least one field of a rule, or give indexes."),
        (fields(rule("SE")), "No signature that counts matches. Nothing was changed."),
        (fields(*[rule("FR")] * 7), "At most 5 rules at a time."),
    ],
)
def test_what_means_nobody_or_everybody_is_refused(weeded: Site, given: dict[str, Any], said: str) -> None:
    desk = organiser(weeded)
    desk.get(NEW)
    answer = desk.post(COUNT, given)
    assert (answer.status_code, alert(answer.text)) == (422, said)


@pytest.mark.parametrize(
    "given",
    [rule("DE", day="2026-10-01"), rule("DE", since="2026-10-01T11:00"), rule("SE", day="2026-10-01")],
)
def test_a_country_is_crossed_with_no_time_below_ten_be_it_none(weeded: Site, given: dict[str, str]) -> None:
    desk = organiser(weeded)
    desk.get(NEW)
    answer = desk.post(COUNT, fields(given))
    assert (answer.status_code, alert(answer.text)) == (
        422,
        "Fewer than ten match. So few from one country at one time could be recognised, so the desk doesn’t say how "
        "many: widen the rule, or give their indexes.",
    )


def test_it_can_be_stopped_gone_on_with_and_undone(weeded: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.moderation.actions.gathering.BATCH", 5)
    desk = organiser(weeded)
    desk.post(LIST, {**carried(counted(desk, rule("VA"))), "number": "12"})
    (number,) = (row["id"] for row in rows(Invalidation))
    gather_begun()
    page = desk.post(f"{LIST}/{number}/stop").text
    assert "Stopped: 5 of 12 have been collected, and all of them still count." in words(page)
    worked()
    assert count(InvalidatedSignature) == 5
    assert "Removing signatures was stopped part-way: continue, or undo it." in desk.get(f"{BASE}/").text
    desk.get(LIST)
    desk.post(f"{LIST}/{number}/go-on")
    worked()
    desk.get(LIST)
    page = desk.post(f"{LIST}/{number}/undo").text
    assert "Undone. All of them still count." in page
    assert (count(InvalidatedSignature), count(Signature, state="counted")) == (0, 45)
    desk.get("/desk/account")
    answer = desk.post(f"{LIST}/{number}/undo")
    assert (answer.status_code, alert(answer.text)) == (409, f"Removal {number} is undone.")


def test_on_this_machine_they_leave_at_once_and_the_page_says_so(site: Site) -> None:
    crowd(site, 2, country="VA", domain="forged.example", at=BEGIN)
    page = counted(organiser(site), rule("VA"))
    assert "They are removed from the count at once: this site is on this computer alone." in page
