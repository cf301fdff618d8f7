"""The whole program, running in a folder of its own with the example campaign; and a browser that sends it anything."""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from tests.ports import free_port
from tests.proof.world import make_holder

ROOT = Path(__file__).parents[2]
SLUG = "demo"
STARTS_WITHIN = 180
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]*)"')
PASSWORD = "lantern orchard seventeen"


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where the connection ended without an answer."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Browser:
    """One visitor: she keeps the desk's cookies, and sends whatever she is told to."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **more: str) -> Answer:
        """One request on a connection of its own. What no request can hold is escaped."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Host": f"localhost:{self.port}",  # by its number the machine leads to its name
            "Sec-Fetch-Site": "same-origin",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        try:
            connection.request(method, quote(path, safe="/?&=%:@+,;~!$'()*#[]"), body, headers | more)
            came = connection.getresponse()
            text = came.read().decode("utf-8", "replace")
        except (http.client.HTTPException, OSError):
            return Answer(0, {}, "")
        finally:
            connection.close()
        for cookie in came.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(came.status, {name.lower(): value for name, value in came.headers.items()}, text)

    def get(self, path: str) -> Answer:
        """A page; redirects are followed, ten at most."""
        answer = self.ask("GET", path)
        for _ in range(10):
            if answer.status not in {302, 303}:
                break
            to = urlsplit(answer.headers["location"])
            answer = self.ask("GET", to.path + (f"?{to.query}" if to.query else ""))
        return answer

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """A form, as a browser sends it."""
        body = urlencode(fields, errors="surrogatepass").encode()
        return self.ask("POST", path, body, **{"Content-Type": FORM})


@dataclass
class Standing:
    """Its port, its folder and its first process."""

    port: int
    folder: Path
    environment: Mapping[str, str]
    program: "subprocess.Popen[bytes]"

    def campaign(self, *words: str) -> str:
        """A command beside it; its output."""
        return subprocess.run(
            [sys.executable, "-m", "campaign", *words],
            env=dict(self.environment), cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
        ).stdout  # fmt: skip

    def browser(self) -> Browser:
        """A stranger's."""
        return Browser(self.port)

    def owner(self, name: str = "rima") -> Browser:
        """One in which an owner of the campaign is signed in."""
        told = self.campaign(
            "organiser", "invite", f"{name}@example.org", "--role", "owner", "--campaign", SLUG
        )
        link = re.search(r"https?://\S+", told)
        assert link, told
        browser, path = self.browser(), urlsplit(link[0]).path
        token = csrf(browser.get(path).text)
        browser.post(path, {"csrf_token": token, "name": name.title(), "password": PASSWORD})
        browser.post("/desk/account/later", {"csrf_token": csrf(browser.get("/desk/account").text)})
        assert is_in(browser)
        return browser

    def processes(self) -> list[int]:
        """The program's, all of them."""
        parents: dict[int, int] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        ours = {self.program.pid}
        while more := {each for each, parent in parents.items() if parent in ours} - ours:
            ours |= more
        return sorted(ours)

    def memory(self) -> int:
        """Bytes that its processes have for themselves and share, each shared one by its part."""
        return sum(_kilobytes(each) for each in self.processes()) * 1024

    def descriptors(self) -> int:
        """Files and sockets that its processes hold open."""
        count = 0
        for each in self.processes():
            with suppress(OSError):
                count += sum(1 for _ in Path(f"/proc/{each}/fd").iterdir())
        return count

    def faults(self) -> list[str]:
        """Lines of its log that tell of a fault."""
        log = (self.folder / "program.log").read_text(errors="replace").splitlines()
        return [line for line in log if "request failed" in line or "Traceback" in line]


def _kilobytes(pid: int) -> int:
    with suppress(OSError):
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(re.findall(r"^Pss:\s+(\d+) kB", rolled, re.MULTILINE)[0])
    return 0


def is_in(browser: Browser) -> bool:
    """Whether somebody is signed in there."""
    return "/desk/sign-out" in browser.get("/desk/account").text


def csrf(page: str) -> str:
    """The token of a page's forms."""
    token = TOKEN.search(page)
    return unescape(token[1]) if token else ""


@contextmanager
def standing(database: str = "", **settings: str) -> Iterator[Standing]:
    """`campaign run` until the block ends; what it writes goes with it, but for a PostgreSQL `database`, by its URL."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="standing") as name:
        folder = Path(name)
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "CAMPAIGN_INSTANCE": name, "CAMPAIGN_BIND": f"127.0.0.1:{port}",
            "CAMPAIGN_SIGN_LIMITS": "1000000 per minute", **settings,
        }  # fmt: skip
        if database:
            environment["CAMPAIGN_DATABASE_URL"] = database
            make_holder(environment)
        with (folder / "program.log").open("wb") as log:
            program = subprocess.Popen(
                [sys.executable, "-m", "campaign", "run"],
                env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        there = Standing(port, folder, environment, program)
        try:
            ends = time.monotonic() + STARTS_WITHIN
            while there.browser().ask("GET", f"/en/{SLUG}").status != 200:
                assert program.poll() is None, (folder / "program.log").read_text()[-2000:]
                assert time.monotonic() < ends, "it never came up"
                time.sleep(0.2)
            yield there
        finally:
            program.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                program.wait(timeout=30)
            program.kill()
            program.wait()
