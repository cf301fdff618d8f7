"""A misprint in a demand that people have signed: the demand stays, and a note under the text says so."""

from datetime import date, timedelta

import pytest
import time_machine

from campaign.audit.models import AuditEntry
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import CorrectionKind, TextNote
from tests.cast import NOUR, SLUG, Site
from tests.tables import rows


def note(sentence: str, **more: str) -> None:
    releases.note_misprint(slug=SLUG, language="en", sentences={"en": sentence, **more})


def corrections(site: Site) -> list[tuple[date, str]]:
    return releases_queries.corrections(site.campaign.id, "en")


def test_a_note_stands_under_the_text_by_its_day_and_the_demand_stays(site: Site) -> None:
    site.signed(NOUR)
    before = releases_queries.text_for(site.campaign.id, "en").sha256
    with time_machine.travel(clock.now(), tick=False) as now:
        note(" The demand says\n“bomb” for\0 “bombing”. ")
        first = clock.today()
        now.shift(timedelta(days=1))
        note("And “no” for “not”.")
        assert corrections(site) == [
            (clock.today(), "And “no” for “not”."),
            (first, "The demand says “bomb” for “bombing”."),
        ]
    assert releases_queries.text_for(site.campaign.id, "en").sha256 == before
    assert [row["act"] for row in rows(AuditEntry)][-2:] == ["note", "note"]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (" \n", "releases/what-was-corrected"),
        ("x" * 301, "releases/long-correction"),
    ],
)
def test_a_note_is_a_sentence(site: Site, sentence: str, reason: str) -> None:
    site.signed(NOUR)
    with pytest.raises(Refusal) as refused:
        note(sentence)
    assert refused.value.reason == reason
    assert corrections(site) == []


def test_what_nobody_signed_is_corrected_itself(site: Site) -> None:
    with pytest.raises(Refusal) as refused:
        note("The demand says “bomb”.")
    assert (refused.value.reason, refused.value.facts) == ("releases/unsigned-demand", {"language": "en"})


def test_a_note_goes_with_the_words_that_it_was_made_under(site: Site) -> None:
    site.signed(NOUR)
    note("The demand names “Nour”.")
    text = releases_queries.text_for(site.campaign.id, "en")
    releases.take_in(
        slug=SLUG, language="en", headline="Clear them", place=None, day=text.date, demand=text.demand,
        body=text.body, kind=CorrectionKind.SPELLING,
    )  # fmt: skip
    releases.publish_drafts(slug=SLUG)
    assert len(corrections(site)) == 1
    releases.withdraw_text(slug=SLUG, sha256=text.sha256)
    assert corrections(site) == []
    assert rows(TextNote) == []
