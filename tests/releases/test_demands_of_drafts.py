"""A demand that was signed stays as it was signed, whatever draft waits."""

import pytest

from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases.models import Draft, Text
from campaign.releases.signed import signed_revisions
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.letters.desk import sign
from tests.refused import refused
from tests.releases.test_drafts import ARABIC, SPELLING, both, take_in
from tests.releases.test_publishing import run, same_app  # noqa: F401 - a fixture
from tests.tables import count

__all__ = ["both"]


def test_the_first_signature_under_a_language_fixes_its_demand_and_no_other(both: Site) -> None:
    both.signed(AMELIE)
    signed = "People have signed this demand; it can no longer be changed. Publish another campaign for another demand."
    with refused(signed):
        take_in(demand="We ask for other things.", **SPELLING)
    better = "نطالب الدول الأعضاء بحماية جميع المدنيين."
    take_in(**ARABIC | {"demand": better}, **SPELLING)
    actions.publish_drafts(slug=SLUG)
    both.signed(NOUR, language="ar")
    with refused(signed):
        take_in(**ARABIC, **SPELLING)
    rows = db.session.execute(db.select(Text.language, Text.revision, Text.signed).order_by(Text.id))
    assert [tuple(row) for row in rows] == [("en", 1, True), ("ar", 1, False), ("ar", 2, True)]


def test_a_demand_signed_while_its_draft_waits_stays(both: Site) -> None:
    take_in(**ARABIC | {"demand": "نطالب الدول الأعضاء بحماية جميع المدنيين."}, **SPELLING)
    both.signed(NOUR, language="ar")
    with pytest.raises(Refusal) as refusal:
        actions.publish_drafts(slug=SLUG)
    assert refusal.value.reason == "releases/signed-demand"
    assert count(Draft) == 1


def test_who_sent_the_form_under_a_demand_that_was_corrected_since_is_not_counted_under_it(
    both: Site, client: Client
) -> None:
    client.sign(NOUR, language="ar")
    (letter,) = both.deliver()
    take_in(**ARABIC | {"demand": "نطالب الدول الأعضاء بحماية جميع المدنيين."}, **SPELLING)
    actions.publish_drafts(slug=SLUG)
    answer = client.press(letter.link.replace("/ar/", "/en/"), "confirmation")
    assert (answer.status_code, heading(answer.text)) == (409, "Something has changed in the meantime")
    assert "Nothing was counted. The demand has been corrected since you sent the form." in answer.text
    both.number()
    assert tally_queries.public_tally(both.campaign.id).total == 0


def test_how_many_signed_under_each_revision_is_told_in_complete_tens(both: Site) -> None:
    sign(both, {"FR": 11, "SY": 2})
    take_in(**SPELLING)
    actions.publish_drafts(slug=SLUG)
    sign(both, {"DE": 9}, batch="b")
    link = both.signed(NOUR, language="ar")
    told = [(each.language, each.revision, each.at_least) for each in signed_revisions(both.campaign.id)]
    assert told == [("en", 1, 10), ("ar", 1, 0), ("en", 2, 0)]
    both.signed(AMELIE)
    assert [each.at_least for each in signed_revisions(both.campaign.id)] == [10, 0, 10]
    both.client().press(link, "withdrawal")
    assert [each.at_least for each in signed_revisions(both.campaign.id)] == [10, 0, 10]
