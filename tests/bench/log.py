"""The log: appended to by the sequencer in its database, proved from, counted again, exported and verified."""

import secrets
import time
from itertools import count

from campaign.extensions import db
from campaign.releases import queries as releases_queries
from campaign.tally import actions, tree
from campaign.tally import queries as tally_queries
from campaign.tally.actions.sequencing import BATCH
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.proofs import Tree, included
from tests.bench import checking
from tests.bench.databases import ROOT, SQLITE
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.stage import SLUG, Stage
from tests.bench.watching import Spent, commanded, run

MILLION = 1_000_000
BROWSED = 100_000  # below, the browser's start is all that there is to measure
SMALL = 1_000
SAMPLES, BATCHES, LEAST = 9, 4, 20_000
VERIFIER = ROOT / "static" / "verify.py"
NUMBERS = count(100_000_000)  # no signature of the stage has such a one


def measure(stage: Stage, report: Report, floors: Floors) -> None:
    """What is asked of a million lines is asked there; each batch is one transaction, durable when it ends."""
    with stage.app.app_context():
        key = releases_queries.campaign(SLUG).id
        pure = _pure()
        report.figure("leaves hashed into the tree, no database", pure, "/s")
        seconds, computed = map(min, zip(*(_numbered(key, SMALL) for _ in range(SAMPLES)), strict=True))
        name = f"numbering a batch of {SMALL:,}"
        report.figure(name, 1_000 * seconds, "ms", computed=1_000 * computed, is_flat=True)
        rate = BATCHES * BATCH / sum(_numbered(key, BATCH)[0] for _ in range(BATCHES))
        report.figure("entries appended a second", rate, "/s", least=LEAST, floor=pure)
        report.figure("an inclusion proof, 99 % within", _proof(key) * 1_000, "ms", most=5)
        actions.publish(campaign=key, slug=SLUG)
        size = tally_queries.head(key).size
        verifier = tally_queries.verifier(key)
    _recount(stage, report, floors, size)
    _verify(stage, report, floors, size, verifier)


def _pure() -> float:
    lines = [b"signature %064x" % number for number in range(200_000)]
    begun = time.perf_counter()
    append(Edge(), map(leaf_hash, lines))
    return len(lines) / (time.perf_counter() - begun)


def _numbered(campaign: int, some: int) -> tuple[float, float]:
    """(seconds, processor's) of the sequencer's action for a batch: order, numbers, counts, tree, checkpoint."""
    waiting = [(next(NUMBERS), secrets.token_hex(32), "FR") for _ in range(some)]
    actions.append_signatures(campaign=campaign, signatures=waiting)
    begun, before = time.perf_counter(), time.process_time()
    grown = actions.sequence(campaign=campaign, unstated=frozenset())
    seconds, computed = time.perf_counter() - begun, time.process_time() - before
    if grown < some:
        raise SystemExit(f"{grown} of {some} entries were numbered")
    return seconds, computed


def _proof(campaign: int) -> float:
    """Seconds for a proof, its tiles read from the database; of 300 entries anywhere all but 1 % take less."""
    size = tally_queries.head(campaign).size
    root = tree.edge_at(campaign, size).root()
    taken = []
    for _ in range(300):
        index = secrets.randbelow(size)
        db.session.expunge_all()  # or a tile might come from memory
        begun = time.perf_counter()
        proof = Tree(
            size, lambda level, number, _: tally_queries.tile(campaign, level, number) or b""
        ).inclusion(index)
        taken.append(time.perf_counter() - begun)
        tile = tally_queries.tile(campaign, 0, index // 256) or b""
        leaf = tile[index % 256 * 32 :][:32]
        if not included(leaf=leaf, index=index, size=size, proof=proof, root=root):
            raise SystemExit(f"the proof of entry {index} doesn't hold")
    return sorted(taken)[297]


def _recount(stage: Stage, report: Report, floors: Floors, size: int) -> None:
    """What is counted again of the whole log; the floor of both is the hash of each line."""
    asked = size >= MILLION
    spent = commanded(stage, "tally", SLUG, "--check")
    report.figure(
        "tally --check", spent.seconds, "s", most=4 if asked else None, computed=spent.computed,
        floor=floors.line * size / 1e6,
    )  # fmt: skip
    spent = commanded(stage, "unusual", SLUG)
    report.figure("unusual", spent.seconds, "s", most=2 if asked else None, computed=spent.computed)


def _verify(stage: Stage, report: Report, floors: Floors, size: int, key: str) -> None:
    folder, asked, floor = stage.folder / "mirror", size >= MILLION, floors.line * size / 1e6
    spent = commanded(stage, "log", "export", SLUG, str(folder))
    _told(report, f"export of {size:,} entries", spent, most=5 if asked else None, floor=floor)
    spent = run("-I", str(VERIFIER), str(folder), "--key", key, environment={})
    _told(report, f"verify.py on {size:,} entries", spent, most=8 if asked else None, floor=floor)
    report.figure(f"verify.py on {size:,} entries, memory", spent.most, "MB", most=300)
    if stage.database == SQLITE and stage.size >= BROWSED:
        with stage.app.app_context():
            checking.measure(folder, key, size, report, python=spent.computed)


def _told(report: Report, name: str, spent: Spent, *, most: float | None, floor: float) -> None:
    report.figure(name, spent.seconds, "s", most=most, computed=spent.computed, floor=floor)
