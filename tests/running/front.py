"""The program as the public meets it: the printed file of nginx in front of it, a mail server behind it."""

import ctypes
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from campaign import create_app
from campaign.extensions import db
from tests.cast import Site
from tests.conftest import settings_for
from tests.patience import PATIENCE, until
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
HOST = "skies.example.org"
MAIN = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/main.error.log;
{user}
worker_rlimit_nofile 20000;
events {{ worker_connections {connections}; }}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/temporary;
    include {folder}/site.conf;
}}
"""


@dataclass
class Mails:
    """A mail server that keeps what it gets."""

    got: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append(envelope.content.decode())
        return "250 OK"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Any
    text: str


@dataclass
class Front:
    """nginx, the program and the mail server, each on a free port of this machine."""

    folder: Path
    instance: Path
    port: int
    inner: int
    plain: int
    mails: Mails
    controller: Controller
    programs: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)  # what else of the printed file is smaller here
    connections: int = 1000  # that nginx has room for
    onion: str = ""  # the address of an onion service, and then nginx listens for its Tor too
    onion_port: int = 0

    @property
    def base(self) -> str:
        """What visitors type."""
        return f"https://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings, as a public site has them."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "CAMPAIGN_INSTANCE": str(self.instance),
            "CAMPAIGN_BIND": f"127.0.0.1:{self.inner}",
            "CAMPAIGN_BASE_URL": self.base,
            "CAMPAIGN_MAIL_URL": f"smtp://127.0.0.1:{self.controller.port}",
            "CAMPAIGN_TRUSTED_PROXIES": "1",
            "CAMPAIGN_SEQUENCE_SECONDS": "1",
            "CAMPAIGN_SIGN_LIMITS": "7 per minute",
            "CAMPAIGN_WORKERS": "1",
            "CAMPAIGN_ONION": self.onion,
        }

    def campaign(self, *words: str) -> str:
        """One command; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "campaign", *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def start(self) -> None:
        """The program, then nginx on its printed file, of which only places and addresses are this machine's."""
        command = [sys.executable, "-m", "campaign", "run", "--no-example"]
        self._run(command, env=self.environment, cwd=ROOT, preexec_fn=no_new_code)
        printed = self._adapted(self.campaign("deploy", "print", "nginx"))
        (self.folder / "site.conf").write_text(printed + self._for_tor())
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            MAIN.format(folder=self.folder, user=user, connections=self.connections)
        )
        certify(self.folder)
        self._run(["/usr/sbin/nginx", "-c", str(self.folder / "nginx.conf")])
        until(self._is_up, said="it never came up")

    def _is_up(self) -> bool:
        with suppress(OSError):
            return self.get("/healthz").status == 200
        return False

    def _adapted(self, printed: str) -> str:
        adapted = re.sub(r"^ *listen \[::\].*\n", "", printed, flags=re.MULTILINE)
        for ours, here in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            (f"listen {self.port} ", f"listen 127.0.0.1:{self.port} "),
            (f"/etc/letsencrypt/live/{HOST}/", f"{self.folder}/"),
            ("/var/log/nginx/", f"{self.folder}/"),
            ("/var/cache/nginx-campaign", f"{self.folder}/cache"),
            *self.changed.items(),
        ):
            assert ours in adapted
            adapted = adapted.replace(ours, here)
        return adapted

    def _for_tor(self) -> str:
        if not self.onion:
            return ""
        self.onion_port = free_port()
        printed = self.campaign("deploy", "print", "onion").replace("/var/log/nginx/", f"{self.folder}/")
        return printed.replace("listen 127.0.0.1:8090;", f"listen 127.0.0.1:{self.onion_port};")

    def get(self, path: str, **headers: str) -> Answer:
        """A page, through nginx."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: dict[str, str], **more: Any) -> Answer:
        """A form, through nginx."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        } | more.pop("headers", {})
        return self.ask("POST", path, body=urlencode(fields), headers=headers, **more)

    def ask(
        self,
        method: str,
        path: str,
        *,
        address: str = "127.0.0.1",
        body: str | None = None,
        headers: Any = (),
    ) -> Answer:
        """A request from one of this machine's own addresses, over TLS that is checked."""
        connection = http.client.HTTPConnection(HOST, self.port)
        connection.sock = self.open(address=address)
        return _answer(connection, method, path, body, dict(headers))

    def open(self, *, address: str = "127.0.0.1") -> ssl.SSLSocket:
        """A connection over TLS on which nothing is said yet."""
        raw = socket.create_connection(
            ("127.0.0.1", self.port), timeout=PATIENCE, source_address=(address, 0)
        )
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        return trust.wrap_socket(raw, server_hostname=HOST)

    def ask_plain(self, path: str, *, port: int, **headers: str) -> Answer:
        """A GET without TLS: nginx's port 80, or the program behind it."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        return _answer(connection, "GET", path, None, {"Host": f"{HOST}:{self.port}", **headers})

    def end(self, *, which: int | None = None) -> None:
        """Stop the program (0), nginx (1), or all, and the mail server."""
        for program in self.programs if which is None else [self.programs[which]]:
            program.send_signal(signal.SIGTERM)
            try:
                program.wait(timeout=PATIENCE)
            finally:
                program.kill()
                program.wait()
        if which is None:
            self.controller.stop()

    def logs(self) -> bytes:
        """All that nginx has written anywhere."""
        return b"\n".join(
            file.read_bytes() for file in self.folder.rglob("*") if file.is_file() and file.suffix != ".pem"
        )

    def _run(self, command: list[str], **more: Any) -> None:
        out = (self.folder / f"program-{len(self.programs)}.out").open("wb")
        self.programs.append(
            subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, **more)
        )
        out.close()


def _answer(connection: Any, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return Answer(answer.status, answer.headers, text)


def no_new_code() -> None:
    """As the printed unit of systemd has it: no memory that was written becomes code (MemoryDenyWriteExecute)."""
    ctypes.CDLL(None).prctl(65, 1, 0, 0, 0)  # PR_SET_MDWE, since Linux 6.3


def front(folder: Path, instance: Path) -> Front:
    """Ports and mail server for one; `start` starts it."""
    mails = Mails()
    port, inner, plain, mail_port = (free_port() for _ in range(4))
    controller = Controller(mails, hostname="127.0.0.1", port=mail_port)
    controller.start()
    return Front(folder, instance, port, inner, plain, mails, controller)


@contextmanager
def behind_nginx(tmp_path_factory: pytest.TempPathFactory, migrated: Path, **more: Any) -> Iterator[Front]:
    """One with an open campaign, started; `more` is what else of a Front is set before it starts."""
    instance, folder = tmp_path_factory.mktemp("instance"), tmp_path_factory.mktemp("nginx")
    shutil.copy(migrated, instance / "campaign.sqlite3")
    made = replace(front(folder, instance), **more)
    app = create_app(settings_for(instance, "", CAMPAIGN_BASE_URL=made.base))
    with app.app_context():
        Site(app).with_keys().open_campaign()
        db.session.remove()
        db.engine.dispose()
    try:
        made.start()
        yield made
    finally:
        made.end()


def certify(folder: Path) -> None:
    """A certificate that signs itself, under the names that certbot gives its files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
