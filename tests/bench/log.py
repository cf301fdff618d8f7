"""The log at a million entries: appended by the sequencer in its database, proved from, exported and verified."""

import os
import secrets
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

from campaign.extensions import db
from campaign.releases import queries as releases_queries
from campaign.tally import actions, tree
from campaign.tally import queries as tally_queries
from campaign.tally.actions.sequencing import BATCH
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.proofs import Tree, included
from tests.bench import checking
from tests.bench.report import Report
from tests.bench.stage import ROOT, SLUG, Stage
from tests.bench.watching import watch

ENTRIES = 1_000_000

SMALL = 1_000
SAMPLES = 15
VERIFIER = ROOT / "static" / "verify.py"
NUMBERS = count(1)


def measure(stage: Stage, report: Report) -> None:
    """The figures of the issue; each batch is one transaction of the embedded database, `synchronous=FULL`."""
    with stage.app.app_context():
        campaign = releases_queries.campaign(SLUG).id
        report.figure("leaves hashed into the tree, no database", _pure(), "/s")
        early = min(_numbered(campaign, SMALL) for _ in range(SAMPLES))
        size = SAMPLES * SMALL
        spent = 0.0
        while size < ENTRIES:
            spent += _numbered(campaign, BATCH)
            size += BATCH
        report.figure("entries appended a second", (size - SAMPLES * SMALL) / spent, "/s", least=20_000)
        late = min(_numbered(campaign, SMALL) for _ in range(SAMPLES))
        report.figure(f"a batch of {SMALL:,} at the start", early * 1_000, "ms")
        report.figure(f"a batch of {SMALL:,} behind {ENTRIES:,} entries", late * 1_000, "ms")
        report.figure("the later batch against the earlier", late / early, most=1.5)
        report.figure("an inclusion proof, 99 % within", _proof(campaign) * 1_000, "ms", most=5)
        actions.publish(campaign=campaign, slug=SLUG)
        _verify(stage, report)


def _pure() -> float:
    lines = [b"signature %064x" % number for number in range(200_000)]
    begun = time.perf_counter()
    append(Edge(), map(leaf_hash, lines))
    return len(lines) / (time.perf_counter() - begun)


def _numbered(campaign: int, some: int) -> float:
    """Seconds of the sequencer's action for a batch: order, numbers, counts, figures, tree, checkpoint, commit."""
    waiting = [(next(NUMBERS), secrets.token_hex(32), "FR") for _ in range(some)]
    actions.append_signatures(campaign=campaign, signatures=waiting)
    begun = time.perf_counter()
    grown = actions.sequence(campaign=campaign, unstated=frozenset())
    seconds = time.perf_counter() - begun
    if grown < some:
        raise SystemExit(f"{grown} of {some} entries were numbered")
    return seconds


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


def _verify(stage: Stage, report: Report) -> None:
    folder = stage.folder / "mirror"
    seconds, _, _ = _run(stage, "-m", "campaign", "log", "export", SLUG, str(folder))
    report.figure(f"export of {ENTRIES:,} entries", seconds, "s")
    key = tally_queries.verifier(releases_queries.campaign(SLUG).id)
    seconds, memory, used = _run(stage, "-I", str(VERIFIER), str(folder), "--key", key)
    report.figure(f"verify.py on {ENTRIES:,} entries", seconds, "s", most=8)
    report.figure(f"verify.py on {ENTRIES:,} entries, memory", memory, "MB", most=300)
    checking.measure(folder, key, ENTRIES, report, python=used)


def _run(stage: Stage, *words: str) -> tuple[float, float, float]:
    """(seconds, megabytes at most, seconds of processor time) of a Python of its own."""
    environment = {**os.environ, **stage.environment(), "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, cwd=Path("/")
    )
    most, used = watch(child.pid, " ".join(words))  # the kernel's own most is at first that of who started it
    return time.perf_counter() - begun, most, used
