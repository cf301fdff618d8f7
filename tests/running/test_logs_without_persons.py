"""The whole program while people sign, fail and tear at it: what it prints names nobody and holds no link."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.patience import PATIENCE, until
from tests.ports import free_port
from tests.running.test_the_whole import ROOT, Program, field, links
from tests.vault.canaries import canary, hits

PAGE = "/en/demo"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    port = free_port()
    instance = tmp_path / "instance"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(instance),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_SIGN_LIMITS": "100 per minute",
        "CAMPAIGN_WORKERS": "1",
    }
    with (tmp_path / "printed").open("wb") as printed:
        running = subprocess.Popen(
            [sys.executable, "-m", "campaign", "run"],
            env=environment, cwd=ROOT, stdout=printed, stderr=printed, start_new_session=True,
        )  # fmt: skip
    made = Program(environment, port, instance, running)
    try:
        made.wait("/healthz", "ok")
        yield made
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=PATIENCE)


def typed(program: Program, number: int, **changes: str) -> dict[str, str]:
    page = program.get(PAGE)[1]
    hidden = {name: field(page, name) for name in ("token", "text")}
    return {**hidden, "website": "", **canary(number).typed(), **changes}


def test_it_prints_nothing_of_anybody(program: Program, tmp_path: Path) -> None:
    program.wait(PAGE, "Example")
    forms = [typed(program, number) for number in range(4)]
    time.sleep(2.1)
    assert [program.post(f"{PAGE}/submissions", form)[0] for form in forms] == [200] * 4
    assert program.post(f"{PAGE}/submissions", {**forms[0], "country": "??"})[0] == 422
    assert program.post(f"{PAGE}/submissions", {**forms[0], "token": canary(0).email})[0] == 403
    assert program.get(f"/en/{canary(1).email}?name={canary(1).email}")[0] == 404
    paths = [urlsplit(link).path for link in links(program, 4)]
    confirmed = {"token": field(program.get(paths[0])[1], "token")}
    assert program.post(f"{paths[0]}/confirmation", confirmed)[0] == 200
    with sqlite3.connect(program.instance / "campaign.sqlite3", timeout=PATIENCE) as database:
        for table in ("submissions", "signatures"):
            database.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    database.close()
    assert program.get(paths[1])[0] == 503
    assert program.post(f"{PAGE}/submissions", forms[1])[0] == 503
    printed = until_said(tmp_path / "printed", "chore failed")
    (program.instance / "keys" / "forms.key").write_text("broken\n")
    time.sleep(1.2)  # a running process looks at its secrets every second
    assert program.post(f"{PAGE}/submissions", forms[2])[0] == 500
    printed = until_said(tmp_path / "printed", "request failed")
    said = {
        event["event"]
        for event in map(json.loads, filter(lambda line: line[:1] == "{", printed.splitlines()))
    }
    assert said == {"chore failed", "database away", "request failed"}
    assert hits([("printed", printed.encode())]) == []
    assert [path for path in paths if path.rpartition("/")[2] in printed] == []


def until_said(file: Path, wanted: str) -> str:
    until(lambda: wanted in file.read_text())
    return file.read_text()
