"""At each file-system call of a publication, checkpoint, backup and restore: killed before and after, EIO, ENOSPC."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.proof.databases import PostgreSQL
from tests.proof.program import ROOT, installed
from tests.proof.shim import compiled
from tests.proof.turn import Turn

OPERATIONS = ("publication", "checkpoint", "backup", "restore")
TIMES = {"once": len(OPERATIONS), "proof": len(OPERATIONS), "full": len(OPERATIONS)}
AT_ONCE = 1  # its seed says which


def run(turn: Turn) -> None:
    """Each on a copy of the same site again and again; what recovers is the same command, or the worker's turn."""
    operation = OPERATIONS[turn.seed % len(OPERATIONS)]
    with tempfile.TemporaryDirectory(prefix="proofcalls") as folder:
        _all_calls(turn, operation, Path(folder))


def _all_calls(turn: Turn, operation: str, folder: Path) -> None:
    environment = {
        **os.environ, "PYTHONPATH": f"{installed()}:{ROOT}", "LD_PRELOAD": str(compiled(folder)),
    }  # fmt: skip
    words = [sys.executable, "-P", "-m", "tests.proof.calling", operation, str(folder)]
    words += ["--every", str(turn.every), "--first", str(turn.first)]
    if isinstance(turn.database, PostgreSQL):
        words += ["--server", f"postgresql+psycopg://postgres@127.0.0.1:{turn.database.port}"]
    process = subprocess.Popen(words, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    attempts = 0
    for line in process.stdout:
        told = json.loads(line)
        if "calls" in told:
            turn.tell(f"    {operation}: {told['calls']} calls")
            turn.most(f"calls of a {operation}", told["calls"])
            continue
        attempts += 1
        turn.count(f"faults in a {operation}")
        if attempts % 50 == 0:
            turn.tell(f"    {attempts} faults, at call {told['nth']}")
        where = f"{operation}, {told['way']} at call {told['nth']} ({told['call']})"
        for each in told["broken"]:
            turn.broken.append(f"{where}: {each}")
            turn.tell(f"    {turn.broken[-1]}")
        if told["traceback"]:
            turn.count("tracebacks")
            turn.tell(f"    {where}: {told['traceback']}")
    turn.require(process.wait() == 0 and attempts, f"{operation} could not be tried")
