"""What `make bench` measures is still there: it runs by hand alone, so nothing else would tell."""

import importlib
import os
import pkgutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from campaign import config, create_app
from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.lists.export import export
from campaign.releases import figures
from campaign.releases import queries as releases_queries
from campaign.signing.models import Submission
from campaign.tally import queries as tally_queries
from campaign.vault.identities import read_identities
from tests import bench
from tests.bench import building, load, processes
from tests.bench.databases import SQLITE
from tests.bench.report import Report

MODULES = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "unsealed"]


class Echo(BaseHTTPRequestHandler):
    """Answers what it was asked: with a length, or in chunks."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """In two chunks."""
        self._head("Transfer-Encoding", "chunked")
        self.wfile.write(b"3\r\nyes\r\n")
        self.wfile.flush()
        self.wfile.write(b"1\r\n!\r\n0\r\n\r\n")

    def do_POST(self) -> None:
        """The body again."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._head("Content-Length", str(len(body)))
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _head(self, name: str, value: str) -> None:
        self.send_response(200)
        self.send_header(name, value)
        self.end_headers()


@pytest.fixture
def echo() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize("name", MODULES)
def test_each_part_of_it_finds_what_it_imports(name: str) -> None:
    assert importlib.import_module(f"tests.bench.{name}").__doc__


def test_a_figure_is_told_with_its_floor_and_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.figure("opening", 3, "s", most=2, computed=4, floor=2)
    report.figure("answers", 50, "/s", floor=100)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["opening", "3.00", "s", "4.00", "2", "2.0", "x", "at", "most", "2", "SHORT"],
        ["answers", "50.00", "/s", "100", "2.0", "x"],
    ]
    assert len(report.short) == 1
    assert report.close() == 1


def test_what_grows_with_the_count_fails_it(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    for size, milliseconds in ((1_000, 2.0), (100_000, 3.1)):
        report.head("", "sqlite", size)
        report.figure("a look", 9.0, "ms", computed=milliseconds, is_flat=True)
        report.figure("a page", 100 / milliseconds, "/s", is_flat=size == 1_000)
        report.figure("a list", milliseconds, "s")
    assert report.grown() == ["sqlite a look: 2.00 with 1,000 signatures, 3.10 with 100,000"]
    assert report.close() == 1
    assert "Grows with the count:" in capsys.readouterr().out


def test_what_stays_the_same_passes(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    for size, milliseconds in ((1_000, 2.0), (100_000, 2.9)):
        report.head("", "postgresql", size)
        report.figure("a look", milliseconds, "ms", is_flat=True)
    assert report.close() == 0
    assert capsys.readouterr().out.endswith("\nEvery figure was reached, and none grows that shouldn't.\n")


def test_what_is_measured_on_is_a_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "KEPT", tmp_path / "kept")
    for name in ("one", "two"):  # the second is a copy of what is kept
        assert building.copied(1_000, SQLITE, tmp_path / name, name) == {}
    assert len(list((tmp_path / "kept").iterdir())) == 1
    with create_app(config.load({"CAMPAIGN_INSTANCE": str(tmp_path / "two")})).app_context():
        campaign = releases_queries.campaign(building.SLUG)
        assert campaign is not None
        assert figures.check(campaign) == []
        (identity,) = read_identities(tmp_path / "two" / building.KEY, passphrase=str)
        with acting(building.BENCH):
            opened = export(campaign=campaign, out=tmp_path / "list.csv", identity=identity)
        assert opened == tally_queries.public_tally(campaign.id).total == 990
        assert db.session.scalar(db.select(db.func.count(Submission.id))) == 20
        db.session.remove()
        db.engine.dispose()


def test_any_address_is_asked(
    echo: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"http://localhost:{echo}/petition?a=1"
    for more in ([], ["--field", "email=load{n}@example.org", "--header", "X-A: b"], ["--status", "201"]):
        words = ["load", address, "--requests", "20", "--connections", "3", *more]
        monkeypatch.setattr("sys.argv", words)
        assert load.main() == ("201" in words)
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in said] == [address] * 3
    assert [line.rpartition("statuses ")[2] for line in said] == ["{200: 20}"] * 3


def test_a_form_is_posted_with_its_number(echo: int) -> None:
    requests = (
        load._request(load.urlsplit(f"http://127.0.0.1:{echo}/sign"), ["email=load{n}@example.org"], [], n)
        for n in range(3)
    )
    answers: list[bytes] = []
    load.run(requests, address=load.Address(echo), connections=1, keep=answers)
    bodies = [answer.partition(b"\r\n\r\n")[2] for answer in answers]
    assert bodies == [
        b"email=load0%40example.org",
        b"email=load1%40example.org",
        b"email=load2%40example.org",
    ]


FORKING = """
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork() == 0:
    while time.process_time() < 0.3:
        pass
    print(flush=True)
    signal.pause()
signal.pause()
"""


def test_what_a_server_forked_and_nobody_waited_for_is_ours_all_the_same() -> None:
    server = subprocess.Popen([sys.executable, "-c", FORKING], stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.readline()  # the child has computed
    (child,) = processes.children(server.pid)
    before = processes.computed_here()
    processes.stop(server)
    os.kill(child, signal.SIGKILL)
    server.stdout.close()
    assert 0.2 < processes.computed_here() - before < 1.5
