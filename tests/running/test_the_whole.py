"""The whole program as its users meet it: publish the real release, thirty people sign by mail, the count, the list."""

import csv
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy.engine import make_url

from campaign.vault.identities import write_identity
from tests.cast import KEY, Letter
from tests.patience import PATIENCE, until
from tests.ports import free_port
from tests.releases.pasted import HEADLINE, OURS

ROOT = Path(__file__).parents[2]
DEMAND = "We call on Member States to protect civilians through a nationwide no-bomb zone."
PEOPLE = ["FR"] * 13 + ["DE"] * 10 + ["SY"] * 4 + ["SE"] * 3


@dataclass
class Program:
    """`campaign run` on a port of its own, and `campaign …` beside it."""

    environment: dict[str, str]
    port: int
    instance: Path
    running: "subprocess.Popen[bytes]"

    def campaign(self, *words: str) -> str:
        """One command; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "campaign", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[int, str]:
        """A page over a real connection."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """A form as a browser without Sec-Fetch headers sends it."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def wait(self, path: str, wanted: str) -> str:
        """Until the page says what is wanted."""
        said = [""]

        def is_said() -> bool:
            with suppress(OSError):
                status, said[0] = self.get(path)
                return status == 200 and re.search(wanted, said[0]) is not None
            return False

        until(is_said, said=f"{path} never said {wanted}")
        return said[0]


@pytest.fixture
def program(database_url: str, tmp_path: Path) -> Iterator[Program]:
    """One for this test alone."""
    with run(database_url, tmp_path) as running:
        yield running


@contextmanager
def run(database_url: str, folder: Path) -> Iterator[Program]:
    """The program on that database until the block ends; it stops then when it is told to."""
    port = free_port()
    plain = make_url(database_url).render_as_string(hide_password=False).replace("+psycopg", "")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(folder),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_DATABASE_URL": plain,
        "CAMPAIGN_SIGN_LIMITS": "100 per minute",
    }
    if not database_url.startswith("sqlite"):
        add_holder(environment, folder)
    running = subprocess.Popen(
        [sys.executable, "-m", "campaign", "run"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    made = Program(environment, port, folder, running)
    try:
        made.wait("/healthz", "ok")
        yield made
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=PATIENCE) == 0
    finally:
        running.kill()
        running.wait()


def add_holder(environment: dict[str, str], folder: Path) -> None:
    """Only the embedded database gets a key by itself."""
    write_identity(folder / "keys" / "first-identity.txt", KEY)
    public = folder / "public.txt"
    public.write_text(f"# name: skies\n{KEY.to_public()}\n")
    public.chmod(0o600)
    subprocess.run(
        [sys.executable, "-m", "campaign", "keys", "add", str(public)], env=environment, cwd=ROOT, check=True
    )


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


@pytest.mark.long
def test_thirty_people_sign_and_every_figure_agrees(program: Program, tmp_path: Path) -> None:
    assert "Example. Signatures here are not delivered to anyone." in program.get("/en/demo")[1]
    program.campaign(
        "publish", str(OURS), "--slug", "aleppo", "--date", "2016-09-24", "--demand", DEMAND, "--withhold", "SY",
        "--organiser", "Syrian civil society",
    )  # fmt: skip
    program.campaign("open", "aleppo")
    page = program.wait("/en/aleppo", HEADLINE)
    token, text = field(page, "token"), field(page, "text")
    time.sleep(2.1)
    for number, country in enumerate(PEOPLE):
        status, sent = program.post(
            "/en/aleppo/submissions",
            {
                "token": token, "text": text, "name": f"=Person {number}"[1:], "email": f"p{number}@example.org",
                "country": country, "consent": "y", "website": "",
            },
        )  # fmt: skip
        assert status == 200
        assert "One step left" in sent
    for link in links(program, len(PEOPLE)):
        path = urlsplit(link).path
        token = field(program.get(path)[1], "token")
        assert "Your signature is confirmed" in program.post(f"{path}/confirmation", {"token": token})[1]
    public = json.loads(program.wait("/aleppo/tally.json", '"total":30'))
    stated = public["stated"]
    assert public["total"] == 30
    assert stated["not_shown"] == stated["taken_in"] - sum(stated["countries"].values())
    exact = json.loads(program.campaign("tally", "aleppo", "--format", "json"))
    assert exact == {"total": 30, "countries": {"DE": 10, "FR": 13, "SE": 3, "SY": 4}, "waiting": 0}
    assert program.campaign("tally", "--check") == "aleppo: agrees\ndemo: agrees\n"
    out = tmp_path / "list.csv"
    assert program.campaign("export", "aleppo", "--out", str(out)).splitlines()[-1] == (
        "This file contains names and political opinions. Keep it encrypted. Delete it once it has served its purpose."
    )
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert sorted(row["country"] for row in rows) == sorted(PEOPLE)
    open_to_others = [path for path in [out, *program.instance.rglob("*")] if path.stat().st_mode & 0o077]
    assert open_to_others == []


def links(program: Program, count: int) -> list[str]:
    """The links in the mail folder, once all mails are there."""
    folder = program.instance / "mail"
    until(lambda: len(list(folder.glob("*.eml"))) >= count)
    found = [Letter.read(file).link for file in folder.glob("*.eml")]
    assert len(found) == count
    return found


def test_a_second_program_on_the_same_port_is_refused_in_a_sentence(
    standing: Program, tmp_path_factory: pytest.TempPathFactory
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "campaign", "run"],
        env={**standing.environment, "CAMPAIGN_INSTANCE": str(tmp_path_factory.mktemp("another"))},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert second.returncode == 2
    assert f"Can't listen at 127.0.0.1:{standing.port}" in second.stderr
