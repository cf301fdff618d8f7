"""Web machines, a worker, PostgreSQL with a replica, Valkey and nginx, each on a machine of its own, under load.

`python -m tests.proof.machines` prints throughput by web machines, then takes one away under load, then the database.
Two cores carry all of them here: so more machines aren't faster, and what each part computes for a form is the figure.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import load
from tests.cast import SLUG
from tests.proof.cluster import WEB, Cluster
from tests.proof.network import spent
from tests.proof.turn import Turn

FORMS = 600
TIERS = ("web", "database", "replica", "valkey", "front")
VERIFIER = Path(__file__).parents[2] / "static" / "verify.py"


@dataclass
class Figures:
    """What was measured, by name, and what didn't hold."""

    of: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def put(self, name: str, value: float) -> None:
        """Print it, too, as a run takes minutes."""
        self.of[name] = value
        print(f"  {name:<66} {value:10,.2f}", flush=True)


def throughput(cluster: Cluster, figures: Figures, forms: int) -> None:
    """Forms a second with one, two and three web machines, and what each part computes for one of them."""
    number = 1_000_000
    for many in range(1, len(WEB) + 1):
        cluster.pass_on_to(WEB[:many])
        token = cluster.aged_token()
        before = {tier: computed(cluster, tier) for tier in TIERS}
        requests = [cluster.form(number + n, token) for n in range(forms)]
        number += forms
        with cluster.network["front"].inside():
            sent = load.run(iter(requests), port=cluster.port)
        if set(sent.statuses) != {200}:
            figures.broken.append(f"forms were answered {dict(sent.statuses)} by {many} machines")
        figures.put(f"{many} web machines: forms a second", sent.rate)
        figures.put(f"{many} web machines: 99 % within, ms", sent.percentile(0.99))
        for tier in TIERS:
            each = 1_000 * (computed(cluster, tier) - before[tier]) / forms
            figures.put(f"{many} web machines: {tier}, processor for a form, ms", each)


def computed(cluster: Cluster, tier: str) -> float:
    """Seconds of a processor of a part, all of its machines together."""
    names = WEB if tier == "web" else [tier]
    return sum(spent(cluster.network[name]) for name in names)


def one_taken_away(cluster: Cluster, figures: Figures) -> None:
    """A web machine vanishes while people sign; nobody helps; it comes back later."""
    begun = time.monotonic()
    cluster.network[WEB[1]].lose()
    figures.put("a web machine gone: all went on after, s", cluster.recovered(begun))
    cluster.network[WEB[1]].back()
    cluster.serve(WEB[1])
    begun = time.monotonic()
    figures.put("and with it back: all went on after, s", cluster.recovered(begun))


def worker_taken_away(cluster: Cluster, figures: Figures) -> None:
    """The worker's machine vanishes and comes back with its disk; forms are taken meanwhile."""
    cluster.network["worker"].lose()
    begun = time.monotonic()
    cluster.until(lambda: cluster.ledger.since(lambda ledger: ledger.thanked, begun), "a form was taken")
    figures.put("no worker: a form was taken after, s", time.monotonic() - begun)
    cluster.network["worker"].back()
    begun = time.monotonic()
    cluster.work()
    figures.put("the worker back: all went on after, s", cluster.recovered(begun))


def copied_from_the_replica(cluster: Cluster, figures: Figures) -> None:
    """The log is exported from the replica, and a stranger's verifier passes it."""
    folder = cluster.folder / "mirror"
    exported = cluster.command("log", "export", SLUG, str(folder), on="replica")
    key = cluster.command("log", "key", SLUG).stdout.strip()
    checked = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(folder), "--key", key], capture_output=True, text=True
    )
    if exported.returncode or checked.returncode:
        figures.broken.append(f"the replica's log: {exported.stderr}{checked.stdout}{checked.stderr}")
    note = folder / "log" / "checkpoint"
    size = int(note.read_text().split("\n")[1]) if note.exists() else 0
    figures.put("entries exported from the replica, and verified", size)
    agrees = cluster.command("tally", SLUG, "--check", on="replica")
    if agrees.stdout != f"{SLUG}: agrees\n":
        figures.broken.append(f"tally --check on the replica: {agrees.stdout}{agrees.stderr}")


def database_taken_away(cluster: Cluster, figures: Figures) -> None:
    """The database's machine vanishes under load; then the steps of docs/replica.md, and nothing else."""
    gone = time.monotonic()
    cluster.network["database"].lose()
    cluster.until(lambda: cluster.refused_since(gone), "a form was refused", seconds=60)
    figures.put("the database gone: a form was told so after, s", time.monotonic() - gone)
    begun = time.monotonic()
    cluster.fail_over()
    figures.put("the steps took, s", time.monotonic() - begun)
    figures.put("and all went on after them within, s", cluster.recovered(time.monotonic()))


def measured(*, forms: int = FORMS, seed: int = 1) -> Figures:
    """All of it in one run, judged by a ledger outside of the program."""
    figures = Figures()
    with Cluster(seed) as cluster:
        apart = "network namespaces" if cluster.network.apart else "loopback addresses: no namespaces here"
        print(f"seed {seed}, {os.cpu_count()} cores, {apart}", flush=True)
        cluster.recovered(time.monotonic())
        one_taken_away(cluster, figures)
        worker_taken_away(cluster, figures)
        copied_from_the_replica(cluster, figures)
        database_taken_away(cluster, figures)
        verdict = cluster.settle()
        for name, value in verdict.figures.items():
            figures.put(name, value)
        figures.broken += verdict.broken
    with Cluster(seed) as cluster:
        cluster.crowd.come.clear()
        throughput(cluster, figures, forms)
    return figures


def run(turn: Turn) -> None:
    """As a part of the proof."""
    figures = measured(seed=turn.seed)
    turn.figures.update(figures.of)
    turn.broken.extend(figures.broken)


def main() -> int:
    """The exit code tells whether all of it held."""
    words = argparse.ArgumentParser(prog="python -m tests.proof.machines", description=__doc__)
    words.add_argument("--forms", type=int, default=FORMS)
    words.add_argument("--seed", type=int, default=1)
    chosen = words.parse_args()
    figures = measured(forms=chosen.forms, seed=chosen.seed)
    print("\n".join(["", *figures.broken]) if figures.broken else "\nEvery promise held.")
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main())
