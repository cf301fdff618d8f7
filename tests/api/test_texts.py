"""Texts: every revision with its hash, and its words as long as they may be read."""

from collections.abc import Callable

import pytest

from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.api.shapes import HERE, Reader
from tests.cast import DEMAND, SLUG, Site


@pytest.fixture
def both(site: Site, corrected: Callable[[str], None]) -> list[str]:
    """The hashes of two revisions."""
    corrected("Hospitals were hit again.")
    return releases_queries.text_hashes(site.campaign.id)


def standings(reader: Reader) -> list[tuple[int, str, str | None]]:
    texts = reader.reads(f"{HERE}/texts")["texts"]
    return [(each["revision"], each["standing"], each["headline"]) for each in texts]


def test_a_later_revision_replaces_an_earlier_one(both: list[str], reader: Reader) -> None:
    assert standings(reader) == [
        (1, "replaced", f"Clear the skies ({SLUG})"),
        (2, "current", "Clear the skies now"),
    ]
    one = reader.reads(f"{HERE}/texts/{both[0]}")
    assert (one["standing"], one["place"], one["date"]) == ("replaced", "New York", "2016-09-24")
    assert (one["demand"], one["body"]) == (DEMAND, "Hospitals were hit.\n\nWe ask for action.")


def test_what_is_withdrawn_leaves_its_hash(both: list[str], reader: Reader) -> None:
    releases.withdraw_text(slug=SLUG, sha256=both[0])
    assert standings(reader) == [(1, "withdrawn", None), (2, "current", "Clear the skies now")]
    listed = reader.reads(f"{HERE}/texts")["texts"]
    assert [each["sha256"] for each in listed] == both
    assert (
        reader.refused(f"{HERE}/texts/{both[0]}", 410)
        == "The people who published this text took it down. Its hash stays in the log."
    )


def test_while_a_campaign_is_taken_down_none_has_words(both: list[str], reader: Reader) -> None:
    releases.take_down(slug=SLUG)
    assert standings(reader) == [(1, "taken down", None), (2, "taken down", None)]
    for sha256 in both:
        reader.refused(f"{HERE}/texts/{sha256}", 410)
    told = reader.reads(HERE)
    assert (told["taken_down"], told["headlines"], told["current_texts"]) == (True, {}, [])
    assert reader.reads("/campaigns")["campaigns"][0]["headlines"] == {}


def test_a_hash_of_no_text_is_not_there(site: Site, reader: Reader) -> None:
    reader.refused(f"{HERE}/texts/{'0' * 64}", 404)
