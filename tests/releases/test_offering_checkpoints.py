"""Checkpoints are offered to witnesses, and `log/witnessed` is served beside `log/checkpoint`."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.checks.witnesses import witnesses
from campaign.extensions import db
from campaign.lib import clock
from campaign.releases.witnessing import offer_checkpoints
from campaign.settings import Witness
from campaign.tally import queries as tally_queries
from campaign.tally.actions import resuming
from campaign.tally.checkpoints import text_of
from campaign.tally.cosignatures import cosignatures, read_witness
from campaign.tally.models import CosignedCheckpoint, WitnessProblem, WitnessView
from campaign.witness import memory
from tests.cast import AMELIE, NOUR, SLUG, Client, Person, Site
from tests.tables import rows
from tests.tally.watchers import name, watching

LATER = 1 << 40


@pytest.fixture
def witness(site: Site, tmp_path: Path) -> Iterator[Witness]:
    """Named by the site, and watching its log."""
    signs(site, AMELIE)
    with watching(tmp_path / "w1", tally_queries.verifier(site.campaign.id) or "") as one:
        name(site.app, one)
        yield one


def signs(site: Site, person: Person) -> int:
    """Signs, is numbered and published; the size then."""
    site.signed(person)
    site.number()
    checkpoint = tally_queries.published_checkpoint(site.campaign.id)
    assert checkpoint is not None
    return checkpoint.size


def offered(minutes: int = 0) -> None:
    """The worker's look at which witnesses are due, so many minutes from now."""
    with time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=True):
        offer_checkpoints()


def seen(client: Client, *keys: Witness) -> tuple[int, list[str]]:
    """The size of log/witnessed, and who cosigned it."""
    note = client.get(f"/{SLUG}/log/witnessed").text
    made = cosignatures(note, keys=[read_witness(key.key) for key in keys], now=LATER)
    return int(note.split("\n")[1]), [each.key.name for each in made]


def problem(site: Site, witness: Witness) -> WitnessProblem | None:
    """Why it didn't cosign."""
    view = tally_queries.witness_view(site.campaign.id, witness.key)
    assert view is not None
    return view.problem


def standings() -> list[tuple[str, str]]:
    """What `campaign check` says of witnesses."""
    return [(each.standing, each.sentence) for each in witnesses()]


def test_without_witnesses_nothing_is_there(site: Site, client: Client) -> None:
    signs(site, AMELIE)
    offered()
    assert client.get(f"/{SLUG}/log/witnessed").status_code == 404
    assert standings() == []


def test_the_newest_is_cosigned_and_served(site: Site, client: Client, witness: Witness) -> None:
    assert client.get(f"/{SLUG}/log/witnessed").status_code == 404
    assert standings() == [
        (
            "note ",
            f"Witness: witness.example and {SLUG}: it has not been asked so far. Is the worker running?",
        )
    ]
    offered()
    note = client.get(f"/{SLUG}/log/witnessed").text
    assert note.startswith(client.get(f"/{SLUG}/log/checkpoint").text)
    size = int(note.split("\n")[1])
    assert seen(client, witness) == (size, ["witness.example"])
    assert standings() == [
        ("good ", f"Witness: witness.example and {SLUG}: it has seen {size} entries; asked 0 minutes ago.")
    ]


def test_none_is_asked_more_often_than_every_ten_minutes(
    site: Site, client: Client, witness: Witness
) -> None:
    offered()
    before = seen(client, witness)
    size = signs(site, NOUR)
    offered(9)
    assert seen(client, witness) == before
    offered(11)
    assert seen(client, witness) == (size, ["witness.example"])


def test_a_log_that_does_not_grow_is_cosigned_again_after_a_day(site: Site, witness: Witness) -> None:
    offered()
    for minutes, moves in ((60, False), (25 * 60, True)):
        before = rows(CosignedCheckpoint)[0]["seen_at"]
        offered(minutes)
        assert (rows(CosignedCheckpoint)[0]["seen_at"] > before) is moves, minutes


def test_a_witness_that_forgot_nothing_tells_where_it_stands(
    site: Site, client: Client, witness: Witness
) -> None:
    """The database doesn't know what the witness cosigned: it is told, and offers from there."""
    offered()
    with db.session.begin_nested():
        db.session.delete(tally_queries.witness_view(site.campaign.id, witness.key))
    db.session.commit()
    size = signs(site, NOUR)
    offered(11)
    assert seen(client, witness) == (size, ["witness.example"])


def test_one_that_is_away_harms_nobody(site: Site, client: Client, witness: Witness, tmp_path: Path) -> None:
    away = Witness(str(memory.make(tmp_path / "w2", "away.example").verifier), "http://127.0.0.1:1")
    name(site.app, away, witness)
    offered()
    assert seen(client, away, witness)[1] == ["witness.example"]
    assert problem(site, away) == WitnessProblem.UNREACHED
    assert standings()[0] == ("note ", f"Witness: away.example and {SLUG}: it doesn't answer as it should.")


def test_one_that_does_not_watch_the_log_yet(site: Site, tmp_path: Path) -> None:
    signs(site, AMELIE)
    with watching(tmp_path / "w2") as other:
        name(site.app, other)
        offered()
        assert problem(site, other) == WitnessProblem.UNKNOWN
        assert standings() == [
            (
                "note ",
                f"Witness: witness.example and {SLUG}: it doesn't watch this log yet: tell who runs it the log's key, "
                f"campaign log key {SLUG}.",
            )
        ]


def test_one_whose_key_is_another_is_not_believed(
    site: Site, client: Client, witness: Witness, tmp_path: Path
) -> None:
    other = memory.make(tmp_path / "w2", "other.example")
    mistaken = Witness(str(other.verifier), witness.url)
    name(site.app, mistaken)
    offered()
    assert problem(site, mistaken) == WitnessProblem.BAD_ANSWER
    assert client.get(f"/{SLUG}/log/witnessed").status_code == 404


def test_a_witness_that_has_seen_more_says_that_the_database_is_old(site: Site, witness: Witness) -> None:
    offered()
    here = tally_queries.published_checkpoint(site.campaign.id)
    assert here is not None
    view = tally_queries.witness_view(site.campaign.id, witness.key)
    assert view is not None
    view.size = here.size + 1200
    db.session.commit()
    assert standings() == [
        (
            "WRONG",
            f"Witness: witness.example and {SLUG}: it has seen {here.size + 1200:,} entries, and there are {here.size} "
            "here. Is this database old? Find the newest checkpoint anyone has, and run: "
            f"campaign log resume {SLUG} --last FILE-OR-ADDRESS",
        )
    ]


def test_the_newest_of_those_with_the_most_cosignatures_is_served(
    site: Site, client: Client, witness: Witness, tmp_path: Path
) -> None:
    key = tally_queries.verifier(site.campaign.id) or ""
    with watching(tmp_path / "w2", key, name="second.example") as second:
        name(site.app, witness, second)
        offered()
        first = seen(client, witness, second)
        assert first[1] == ["witness.example", "second.example"]
    size = signs(site, NOUR)
    offered(11)
    assert seen(client, witness, second) == first
    signs(site, Person("Li", "li@example.org", "CN"))
    offered(26 * 60)
    later = seen(client, witness, second)
    assert later[0] > size
    assert later[1] == ["witness.example"]


def test_a_copy_of_the_log_has_it_too(site: Site, client: Client, witness: Witness, tmp_path: Path) -> None:
    from campaign.running.log_copies import copy_log

    offered()
    copy_log(campaign=site.campaign, folder=tmp_path / "copy")
    assert (tmp_path / "copy/log/witnessed").read_text() == client.get(f"/{SLUG}/log/witnessed").text
    name(site.app)
    copy_log(campaign=site.campaign, folder=tmp_path / "copy")
    assert not (tmp_path / "copy/log/witnessed").exists()


def test_what_was_said_of_a_lost_log_is_not_said_of_the_next(
    site: Site, client: Client, witness: Witness
) -> None:
    offered()
    here = tally_queries.published_checkpoint(site.campaign.id)
    assert here is not None
    resuming.begin_next(campaign=site.campaign.id, lost=text_of(here.note))
    assert rows(CosignedCheckpoint) == []
    assert rows(WitnessView) == []
    assert client.get(f"/{SLUG}/log/witnessed").status_code == 404
