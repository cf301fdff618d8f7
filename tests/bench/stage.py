"""A site with many signatures on a fresh database, and the real server in front of it."""

import http.client
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask

from campaign import config, create_app
from campaign.app import app_without_pages
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.running.setting_up import set_up
from campaign.settings import Settings
from campaign.signing.models import Signature
from campaign.signing.records import Record
from campaign.tally.models import Entry
from campaign.vault import actions as vault
from campaign.vault import day_keys
from campaign.vault import queries as vault_queries
from campaign.vault.first_identity import make_first
from campaign.vault.identities import new_identity
from campaign.vault.sealing import seal
from tests.running.served import server_command

SLUG = "bench"
BENCH = Actor(ActorKind.COMMAND, "bench")
COUNTRIES = ("FR", "DE", "US", "GB", "SE", "TR", "LB", "JO", "CA", "NL", "BE", "ES", "IT", "EG", "ZZ")
ROOT = Path(__file__).parents[2]
BATCH = 5_000
STARTS_WITHIN = 60  # seconds; other work on the machine makes a start slow


class Stage:
    """Everything stands in a temporary folder and goes with it; `more` are settings besides those of every bench."""

    def __init__(self, size: int, **more: str) -> None:
        self.size = size
        self.more = more
        self.folder = Path(tempfile.mkdtemp(prefix="bench"))
        self.port = free_port()
        self.settings = self._settings()
        self.app: Flask = create_app(self.settings)
        self.servers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Stage":
        with self.app.app_context(), acting(BENCH):
            set_up()
            make_first()
            if not vault_queries.holders():  # on PostgreSQL none is made
                vault.add(name="bench", recipient=str(new_identity().to_public()), proved=True)
            day_keys.prepare()
            self._publish()
            self._sign()
        try:
            self.serve("campaign.running.rsgi:app", self.port, f"/en/{SLUG}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.terminate()
            server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def serve(self, app: str, port: int, path: str) -> None:
        """Start the production server on an app and wait until it answers."""
        with app_without_pages(self._settings(port)).app_context():
            command = [app if word == "campaign.running.rsgi:app" else word for word in server_command()]
        environment = {**os.environ, **self.environment(port), "PYTHONPATH": str(ROOT)}
        self.servers.append(subprocess.Popen(command, env=environment, cwd=ROOT))
        for _ in range(STARTS_WITHIN * 20):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        sys.exit("The server did not start.")

    def computed(self) -> float:
        """What the server and its web processes have computed, in seconds of a processor; their desks aren't in it."""
        masters = [server.pid for server in self.servers]
        workers = [child for master in masters for child in _children(master)]
        return sum(map(_computed, masters + workers))

    def environment(self, port: int | None = None) -> dict[str, str]:
        """Settings as variables."""
        return {
            "CAMPAIGN_INSTANCE": str(self.folder),
            "CAMPAIGN_BIND": f"127.0.0.1:{port or self.port}",
            "CAMPAIGN_SIGN_LIMITS": "900000 per minute",
            **self.more,
        }

    def _settings(self, port: int | None = None) -> Settings:
        return config.load(self.environment(port))

    def _publish(self) -> None:
        example = releases_queries.campaign(SLUG)
        assert example is None
        releases.publish(
            slug=SLUG, language="en", headline="Clear the skies", place="New York", day=date(2016, 9, 24),
            demand="We ask Member States to protect civilians by a nationwide no-bomb zone.",
            body="\n\n".join([" ".join(["Hospitals were hit, and those who dig survivors out too."] * 4)] * 6),
        )  # fmt: skip
        releases.change(slug=SLUG, organisers=["Skies"], goal=1_000_000, withhold=[])
        releases.open_campaign(slug=SLUG)

    def _sign(self) -> None:
        campaign = releases_queries.campaign(SLUG)
        assert campaign is not None
        text = releases_queries.text_for(campaign.id, "en").sha256
        for first in range(0, self.size, BATCH):
            rows = [self._row(campaign.id, text, n) for n in range(first, min(first + BATCH, self.size))]
            with transaction() as session:
                session.execute(db.insert(Signature), [row for row, _ in rows])
                session.execute(db.insert(Entry), [entry for _, entry in rows])
        while sequencer.number_entries():
            pass

    def _row(self, campaign: int, text: str, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        record_id, country = secrets.token_bytes(16), COUNTRIES[number * 7 % len(COUNTRIES)]
        given = Record(
            campaign=SLUG, name=f"Signer {number}", address=f"signer{number}@example.org", country=country,
            consent="I agree that Skies stores my name, email address, country and support for this demand.",
            consent_version="1", s=secrets.token_hex(32), text=text,
        )  # fmt: skip
        signature = {
            "id": number + 1, "campaign_id": campaign, "state": "counted", "record_id": record_id,
            "address_tag": sha256(record_id).digest(), "domain_tag": b"d" * 32, "stop_tag": b"s" * 32,
            "token_hash": sha256(b"t" + record_id).digest(), "sealed": seal(given.packed(), record_id=record_id),
            "copy": b"c" * 300, "text": text, "language": "en", "country": country, "wants_updates": number % 3 == 0,
            "hour": clock.hour(clock.now() - timedelta(hours=number % 500)),
        }  # fmt: skip
        entry = {
            "campaign_id": campaign, "kind": "signature", "line": f"signature {sha256(record_id).hexdigest()}",
            "country": country, "signature_id": number + 1, "waiting_since": clock.now(),
        }  # fmt: skip
        return signature, entry


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _children(process_id: int) -> list[int]:
    return [
        int(child) for child in Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    ]


def _computed(process_id: int) -> float:
    """Its own seconds of a processor, in the program and in the kernel for it."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
