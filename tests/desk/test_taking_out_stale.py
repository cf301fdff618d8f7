"""Taking signatures out from a page that is stale, sent twice, another's or rubbish."""

import pytest

from campaign.moderation import actions as moderation
from campaign.moderation import background
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.signing.models import InvalidatedSignature, Invalidation
from campaign.tally import queries as tally_queries
from tests.cast import Site
from tests.desk.signing_site import alert, organiser, words, worked, wrong
from tests.desk.test_taking_out import BEGIN, HOUR, LIST, NEW, carried, counted, indexes, rule, weeded
from tests.moderation.crowd import crowd
from tests.moderation.removals import gather_begun
from tests.tables import count, dump

__all__ = ["weeded"]


@pytest.mark.long
@pytest.mark.parametrize("typed", ["", "11", "13", "twelve", "-12", "9" * 40])
def test_another_number_changes_nothing(weeded: Site, typed: str) -> None:
    desk = organiser(weeded)
    page = counted(desk, rule("VA"))
    answer = desk.post(LIST, {**carried(page), "number": typed})
    assert (answer.status_code, wrong(answer.text)) == (422, {"number": "Type 12, or change the rules."})
    assert count(Invalidation) == 0


def test_a_page_that_is_stale_says_what_differs(weeded: Site) -> None:
    desk = organiser(weeded)
    page = counted(desk, rule("FR"))
    listed = tuple(tally_queries.signatures_at(weeded.campaign.id, indexes("FR")[:5]).values())
    last = moderation_queries.newest_signature(weeded.campaign.id)
    background.begin_batch(
        campaign=weeded.campaign, parts=[(Sought(listed=listed), 5)], reason="legal", last=last
    )
    worked()
    answer = desk.post(LIST, {**carried(page), "number": "30"})
    assert (answer.status_code, alert(answer.text)) == (
        409,
        "Nothing was changed. When you counted, 30 matched; now it is 25: some have withdrawn since, or are "
        "among those already removed.",
    )
    assert count(Invalidation) == 1
    desk.post(LIST, {**carried(answer.text), "number": "25"})
    assert count(Invalidation) == 2


def test_the_same_form_sent_twice_begins_once(weeded: Site) -> None:
    desk = organiser(weeded)
    form = {**carried(counted(desk, rule("VA"))), "number": "12"}
    desk.post(LIST, form)
    assert "0 of 12 have been collected" in words(desk.post(LIST, form).text)
    gather_begun()  # all are named, and the hold hasn't begun
    assert "12 of 12 have been collected" in words(desk.post(LIST, form).text)
    assert count(Invalidation) == 1
    worked()
    assert desk.post(LIST, form).status_code == 409
    assert count(Invalidation) == 1


def test_those_who_sign_meanwhile_are_not_meant(weeded: Site) -> None:
    desk = organiser(weeded)
    form = {**carried(counted(desk, rule("VA"))), "number": "12"}
    crowd(weeded, 2, country="VA", domain="forged.example", at=BEGIN + 2 * HOUR)
    desk.post(LIST, form)
    worked()
    assert count(InvalidatedSignature) == 12


def test_those_of_others_and_numbers_that_are_none_are_not_there(weeded: Site) -> None:
    other = Site(weeded.app, "other").open_campaign("other")
    number = moderation.begin_invalidation(
        campaign=other.campaign.id, sought=Sought(country="FR"), reason="fraud", last=1, wanted=1
    )
    desk = organiser(weeded)
    desk.get(LIST)
    before = dump()
    for key in (number, 10**6, 2**63 - 1, 2**63, 10**30, "x", -1):
        for verb in ("stop", "go-on", "undo"):
            desk.get("/desk/account")  # a page with a form
            assert desk.post(f"{LIST}/{key}/{verb}").status_code == 404
    after = dump()
    for each in (before, after):
        each.pop("desk_sessions", None)
        each.pop("audit_entries")  # that somebody tried is there
    assert after == before


def test_rubbish_in_hidden_fields_begins_nothing(weeded: Site) -> None:
    desk = organiser(weeded)
    form = carried(counted(desk, rule("VA")))
    for name, word in (("last", "x"), ("last", ""), ("counted", "²"), ("last", "9" * 30), ("reason", "?")):
        assert desk.post(LIST, {**form, name: word, "number": "12"}).status_code in {409, 422}
        desk.get(NEW)
    assert count(Invalidation) == 0
