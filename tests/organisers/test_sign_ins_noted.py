"""The list of acts says who signed in, in which hour and with what; wrong tries are counted by account and day."""

import re
import threading
from collections import Counter
from datetime import timedelta

import time_machine

from campaign.audit import queries as audit_queries
from campaign.audit.actors import WORKER, acting
from campaign.audit.acts import Act
from campaign.lib import clock
from campaign.organisers import queries as organisers_queries
from campaign.organisers import wrong_tries
from campaign.organisers.roles import Role
from campaign.vault import trusted_time
from tests.cast import Site, heading
from tests.organisers.browser import PASSWORD, Desk, code_of, member
from tests.organisers.test_signing_in import RIMA, rima, shown_codes

__all__ = ["rima"]


def kinds() -> list[str]:
    """With what people signed in, the first one first."""
    return [
        each.facts["kind"] for each in reversed(audit_queries.newest(audit_queries.Sought(act=Act.SIGN_IN)))
    ]


def number() -> int:
    """Of Rima."""
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    return owner.id


def counted() -> list[tuple[str, int]]:
    """By day, once what is in memory was written."""
    wrong_tries.write_wrong_tries()
    return [(day.isoformat(), count) for day, count in wrong_tries.wrong_tries(number())]


def test_each_with_its_kind_of_factor_to_the_hour(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        secret = rima.with_codes()
        codes = shown_codes(rima.post("/desk/recovery-codes").text)
        now.shift(60)
        other = Desk(site.app)
        other.sign_in(RIMA)
        assert kinds() == []
        other.post("/desk/code", {"code": code_of(secret)})
        third = Desk(site.app)
        third.sign_in(RIMA)
        third.get("/desk/recovery")
        third.post("/desk/recovery", {"code": codes[0]})
        assert kinds() == ["codes", "recovery-code"]
        newest = audit_queries.newest(audit_queries.Sought(act=Act.SIGN_IN))
        owner = organisers_queries.by_email(RIMA)
        assert owner is not None
        assert {(each.who, each.at, each.campaign) for each in newest} == {
            (owner.audit_name, clock.hour(clock.now()), None)
        }


def test_a_new_browser_is_noted_to_the_hour_too(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False):
        Desk(site.app).sign_in(RIMA)
        (entry,) = audit_queries.newest(audit_queries.Sought(act=Act.NEW_BROWSER))
        assert entry.at == clock.hour(clock.now())


def test_a_password_alone_is_said_to_be_one(site: Site, rima: Desk) -> None:
    Desk(site.app).sign_in(RIMA)
    assert kinds() == ["password"]


def test_it_stands_in_the_campaigns_list_and_on_her_own_page(site: Site) -> None:
    with time_machine.travel("2026-11-30T21:42:10Z", tick=False):
        lina = member(site.app, "lina@example.org", Role.OWNER, site.campaign.id)
        Desk(site.app).sign_in("lina@example.org")
        page = lina.get("/desk/account").text
        sentence = "30 November 2026, in the hour from 21:00 UTC · with a password alone"
        assert sentence in re.sub("<[^>]+>", "", page)
        listed = lina.get(f"/desk/campaigns/{site.slug}/acts?act=sign-in").text
        assert "signed in" in listed.partition("<tbody>")[2]
        assert "Lina" in listed.partition("<tbody>")[2]


def test_wrong_passwords_and_codes_are_counted_by_day(site: Site) -> None:
    with time_machine.travel("2026-11-29T20:00:00Z", tick=False) as now:
        trusted_time.accept()
        secret = member(site.app, RIMA, Role.OWNER, site.campaign.id).with_codes()
        now.shift(60)
        other = Desk(site.app)
        other.sign_in(RIMA, "wrong horse battery")
        other.sign_in(f" {RIMA.upper()} ", "wrong horse battery")
        other.sign_in(RIMA)
        other.post("/desk/code", {"code": "000000"})
        other.get("/desk/recovery")
        other.post("/desk/recovery", {"code": "abcd-efgh"})
        assert counted() == [("2026-11-29", 4)]
        other.get("/desk/code")
        assert heading(other.post("/desk/code", {"code": code_of(secret)}).text) == "Overview"
        now.shift(timedelta(days=1))
        Desk(site.app).sign_in(RIMA, "wrong horse battery")
        assert counted() == [("2026-11-30", 1), ("2026-11-29", 4)]


def test_signing_in_saying_who_it_is_and_unknown_addresses_count_for_nobody(site: Site, rima: Desk) -> None:
    rima.get("/desk/again")
    rima.post("/desk/again", {"password": PASSWORD})
    Desk(site.app).sign_in(RIMA)
    Desk(site.app).sign_in("nobody@example.org", PASSWORD)
    Desk(site.app).sign_in("", "")
    assert counted() == []
    rima.get("/desk/again")
    rima.post("/desk/again", {"password": "wrong horse battery"})
    assert [count for _, count in counted()] == [1]


def test_once_the_day_is_over_the_list_of_acts_has_the_number_and_no_address(site: Site, rima: Desk) -> None:
    with time_machine.travel("2026-11-29T20:00:00Z", tick=False) as now:
        trusted_time.accept()
        other = Desk(site.app)
        for _ in range(3):
            other.sign_in(RIMA, "wrong horse battery")
        counted()
        with acting(WORKER):
            assert wrong_tries.note_wrong_tries() == 0
            now.shift(timedelta(days=1))
            trusted_time.accept()
            assert (wrong_tries.note_wrong_tries(), wrong_tries.note_wrong_tries()) == (1, 0)
        (entry,) = audit_queries.newest(audit_queries.Sought(act=Act.WRONG_TRIES))
        assert (entry.who, entry.facts) == ("worker", {"day": "2026-11-29", "number": 3, "person": number()})
        other.sign_in(RIMA)
        other.post("/desk/account/later")
        page = re.sub("</?time[^>]*>", "", other.get("/desk/account").text)
        assert "<p>Wrong passwords and codes at your account, by day:</p>" in page
        assert "<li>29 November 2026: 3</li>" in page
        now.shift(timedelta(days=15))
        trusted_time.accept()
        with acting(WORKER):
            wrong_tries.note_wrong_tries()
        assert counted() == []


def test_what_is_kept_in_memory_is_bounded_and_loses_none_to_threads() -> None:
    unwritten, today = wrong_tries.none_yet(), clock.today()
    one = Counter({(1, today): 1})
    many = [threading.Thread(target=lambda: [unwritten.add(one) for _ in range(500)]) for _ in range(4)]
    for thread in many:
        thread.start()
    for thread in many:
        thread.join()
    assert unwritten.counts[1, today] == 2_000
    for key in range(wrong_tries.MOST_APART + 10):
        unwritten.add(Counter({(key, today): 1}))
    assert len(unwritten.counts) == wrong_tries.MOST_APART
