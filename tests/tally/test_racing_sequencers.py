"""Two sequencers in processes of their own, many times at once: one log comes of it, and nothing forks."""

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from campaign import create_app
from campaign.extensions import db
from campaign.releases.figures import check
from campaign.tally import actions, tree
from campaign.tally import queries as tally_queries
from campaign.tally.actions import LostTurn
from campaign.tally.checkpoints import open_checkpoint
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.models import Checkpoint
from campaign.tally.proofs import Tree, consistent
from tests.cast import Site
from tests.conftest import settings_for
from tests.patience import PATIENCE
from tests.tally.test_the_sequencer import LINE, confirm

ROUNDS = pytest.mark.parametrize("rounds", [25, pytest.param(100, marks=pytest.mark.full)])
WAIT = PATIENCE


def race(
    instance: Path,
    database_url: str,
    campaign: int,
    rounds: int,
    meet: Barrier,
    said: "multiprocessing.Queue[str]",
) -> None:
    """Number what waits, each time at the same moment as the other; then say how often that went which way."""
    app = create_app(settings_for(instance, database_url))
    with app.app_context():
        db.session.execute(db.text("SELECT 1"))  # connected before the first race
        for _ in range(rounds):
            db.session.rollback()
            meet.wait(timeout=WAIT)
            try:
                done = actions.sequence(campaign=campaign, unstated=frozenset())
                said.put("numbered" if done else "found nothing")
            except LostTurn:
                said.put("lost")
            meet.wait(timeout=WAIT)
        db.session.remove()
        db.engine.dispose()


def raced(site: Site, database_url: str, rounds: int) -> Counter[str]:
    """Three people sign before each race; how many sequencers numbered, came too late, or lost their turn."""
    start = multiprocessing.get_context("spawn")
    meet, said = start.Barrier(3), start.Queue()
    words = (Path(site.settings.instance), database_url, site.campaign.id, rounds, meet, said)
    racers = [start.Process(target=race, args=words) for _ in range(2)]
    for racer in racers:
        racer.start()
    for number in range(rounds):
        confirm(site, "FR", 3, first=3 * number)
        meet.wait(timeout=WAIT)
        meet.wait(timeout=WAIT)
    heard = Counter(said.get(timeout=WAIT) for _ in range(2 * rounds))
    for racer in racers:
        racer.join(timeout=WAIT)
        assert racer.exitcode == 0
    db.session.rollback()  # what this process read before is a snapshot
    return heard


@pytest.mark.long
@ROUNDS
def test_many_races_and_one_log(site: Site, database_url: str, rounds: int) -> None:
    heard = raced(site, database_url, rounds)
    assert (heard["numbered"], heard.total()) == (rounds, 2 * rounds)
    numbered = list(tally_queries.lines(site.campaign.id))
    lines = [line for _, line, _ in numbered]
    assert [position for position, _, _ in numbered] == list(range(len(lines)))
    signatures = sorted(line for line in lines if line.startswith("signature"))
    assert signatures == [LINE.format(number) for number in range(3 * rounds)]
    assert site.number() == 0
    assert check(site.campaign) == []
    agree(site.campaign.id, [leaf_hash(line.encode()) for line in lines], rounds)


def agree(campaign: int, leaves: list[bytes], rounds: int) -> None:
    """The tree and every checkpoint have the root of the lines, and each checkpoint continues the one before."""
    head = tally_queries.head(campaign)
    key = tree.verifier(head.origin)
    notes = db.select(Checkpoint.note).where(Checkpoint.campaign_id == campaign).order_by(Checkpoint.size)
    trees = [open_checkpoint(note, key=key) for note in db.session.scalars(notes)]
    assert len(trees) == rounds + 1
    assert trees[-1].size == head.size == len(leaves)
    assert tree.edge_at(campaign, head.size).root() == trees[-1].root
    assert [each.root for each in trees] == [append(Edge(), leaves[: each.size])[0].root() for each in trees]

    def tile(level: int, number: int, _width: int) -> bytes:
        return tally_queries.tile(campaign, level, number)

    for old, new in pairwise(trees):
        proof = Tree(new.size, tile).consistency(old.size)
        assert consistent(old=old.size, old_root=old.root, size=new.size, root=new.root, proof=proof)


def test_a_snapshot_from_before_another_published_is_no_older_copy(site: Site) -> None:
    """What this process has read may be older than the copy that the other has just replaced; the database isn't."""
    confirm(site, "FR", 3)
    campaign = site.campaign.id
    tally_queries.exact_counts(campaign)  # from here on the session reads this moment
    before = tally_queries.numbered_tally(campaign).size
    with ThreadPoolExecutor(1) as other:

        def numbered() -> int:
            with site.app.app_context():
                return site.number()

        assert other.submit(numbered).result() == 3
    actions.require_continuation(campaign=campaign, slug=site.slug)
    assert tally_queries.numbered_tally(campaign).size == before + 3
