"""Who hears of what failed on a deployed machine, and what another computer asks it."""

import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from flask import Flask

from tests.running.test_deploying import printed, unit

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_nights_copies_and_who_hears_of_what_failed(app: Flask, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "campaign"
    for part, command in (("night", "night"), ("failed", "tell-failed %i")):
        lines = unit(app, "--part", part, "--tell", "me@example.org")
        assert (lines["Type"], lines["ExecStart"]) == (
            "oneshot",
            f"{program} {command} --tell me@example.org",
        )
        assert lines["ReadWritePaths"] == str(tmp_path)
        assert not {"Restart", "WantedBy", "ExecStartPre"} & lines.keys()
        assert printed(app, "systemd", "--part", part) == (
            2, "", f"--part {part} mails somebody when something has failed: add --tell ADDRESS.\n",
        )  # fmt: skip
        assert printed(app, "systemd", "--part", part, "--tell", "o'hara@example.org") == (
            2, "", "o'hara@example.org can't be used in this file: no space, quote, $ or backslash.\n",
        )  # fmt: skip


@pytest.mark.parametrize("part", ["all", "web", "worker", "night"])
def test_somebody_hears_of_each_part_that_fails_but_of_the_telling_itself(app: Flask, part: str) -> None:
    telling = ["--tell", "me@example.org"]
    assert unit(app, "--part", part, *telling)["OnFailure"] == "campaign-failed@%n.service"
    assert "OnFailure" not in unit(app, "--part", "failed", *telling)


def test_when_the_nights_copies_are_made(app: Flask) -> None:
    lines = unit(app, "--part", "timer")
    assert (lines["OnCalendar"], lines["Persistent"]) == ("*-*-* 04:30:00 UTC", "true")


def test_what_another_computer_asks(app: Flask) -> None:
    code, file, said = printed(app, "cron", "--tell", "me@example.org")
    assert (code, said, file.splitlines()[1:]) == (
        0,
        "",
        [
            "MAILTO=me@example.org",
            '*/15 * * * * curl -fsS --max-time 30 https://skies.example.org/healthz | grep -q \'"status":"ok"\' || '
            "echo 'https://skies.example.org is not well: see campaign check'",
        ],
    )
    assert printed(app, "cron", "--tell", "o'hara@example.org") == (
        2, "", "o'hara@example.org can't be used in this file: no space, quote, $ or backslash.\n",
    )  # fmt: skip
    base = "http://127.0.0.1:8000"
    assert printed(app, "cron", "--tell", "me@example.org", base_url=base) == (
        2, "", f"CAMPAIGN_BASE_URL is {base}; it has to be what visitors will type, as https://…\n",
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b'{"status":"ok"}', ""),
        (b'{"status":"slow"}', "http://127.0.0.1:{port} is not well: see campaign check\n"),
        (None, "http://127.0.0.1:{port} is not well: see campaign check\n"),
    ],
)
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed here")
def test_the_line_cries_when_the_site_is_not_well(app: Flask, answer: bytes | None, says: str) -> None:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if answer and self.path == "/healthz" else 503)
            self.end_headers()
            self.wfile.write(answer or b"")

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        _, file, _ = printed(app, "cron", "--tell", "me@example.org")
        here = f"http://127.0.0.1:{server.server_port}"
        line = file.splitlines()[-1].removeprefix("*/15 * * * * ").replace("https://skies.example.org", here)
        run = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True)
        server.shutdown()
    assert run.stdout == says.format(port=server.server_port)
