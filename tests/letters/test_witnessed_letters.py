"""Letters are made at a checkpoint that witnesses have seen, and their page says who had seen it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.letters import gathering
from campaign.lib import clock
from campaign.releases.witnessing import offer_checkpoints
from campaign.settings import Witness
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, SLUG, Client, Site
from tests.letters.desk import FOUR, count, issue, make_once
from tests.refused import refused
from tests.tally.watchers import name, watching

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NOWHERE = Witness(
    "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X", "http://127.0.0.1:1"
)


def size(site: Site) -> int:
    """Of what is published."""
    newest = tally_queries.published_checkpoint(site.campaign.id)
    assert newest is not None
    return newest.size


def stated(site: Site, *, minutes: int = 0) -> int:
    """The size that letters are made at, so many minutes from now."""
    with time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=True):
        return gathering.last_stated(site.campaign).size


def letter(site: Site, client: Client, folder: Path, shelf: Path) -> str:
    """The page of a letter that is made and issued now."""
    issue(site, make_once(site, folder, shelf))
    return client.get(f"/en/{SLUG}/letters/FR/{stated(site)}").text


def test_where_no_witness_is_named_a_letter_waits_for_none(
    site: Site, client: Client, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    count(site, FOUR)
    assert stated(site) == size(site)
    page = letter(site, client, tmp_path / "out", tmp_path_factory.getbasetemp() / "letters")
    assert "<dt>Witnesses of the log</dt><dd>No witness.</dd>" in page
    assert "What the witnesses signed:" not in page


def test_a_letter_is_made_at_the_checkpoint_that_was_seen_and_its_page_says_by_whom(
    site: Site, client: Client, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    count(site, FOUR)
    with watching(tmp_path / "w1", tally_queries.verifier(site.campaign.id) or "") as one:
        name(site.app, one)
        offer_checkpoints()
    before = size(site)
    site.signed(AMELIE)
    site.number()
    assert size(site) > before
    assert stated(site) == before
    page = letter(site, client, tmp_path / "out", tmp_path_factory.getbasetemp() / "letters")
    assert "<dt>Witnesses of the log</dt><dd>Seen by witness.example on " in page
    (line,) = tally_queries.cosigned_lines(site.campaign.id, before)
    assert f'What the witnesses signed: <bdi dir="ltr" class="address">{line.strip()}' in page
    name(site.app)
    assert client.get(f"/en/{SLUG}/letters/FR/{before}").text == page


def test_it_waits_for_a_witness_an_hour_and_then_says_seen_by_none(
    site: Site, client: Client, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    count(site, FOUR)
    name(site.app, NOWHERE)
    waits = (
        f"{SLUG}: no witness has seen the log yet. Letters wait for one, an hour at most; "
        "look again in ten minutes."
    )
    with refused(waits):
        stated(site)
    with refused(waits):
        stated(site, minutes=5)  # the log began when the copy that this site is of was made
    assert stated(site, minutes=61) == size(site)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=True):
        page = letter(site, client, tmp_path / "out", tmp_path_factory.getbasetemp() / "later-letters")
    assert "<dt>Witnesses of the log</dt><dd>Seen by none.</dd>" in page


def test_one_that_was_seen_long_ago_gives_way_after_an_hour(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    with watching(tmp_path / "w1", tally_queries.verifier(site.campaign.id) or "") as one:
        name(site.app, one)
        offer_checkpoints()
    before = size(site)
    site.signed(AMELIE)
    site.number()
    assert stated(site, minutes=59) == before
    assert stated(site, minutes=61) == size(site)
