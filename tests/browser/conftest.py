"""A real browser, the stage with a campaign in every state, and the program as `campaign run` starts it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import patience
from tests.browser.checks import Clerk
from tests.browser.holders import Desk, Holder, desk_served
from tests.browser.pressing import PATIENCE
from tests.browser.stage import Stage, staged
from tests.ports import free_port
from tests.tally.logs import PDF, honest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# The same without a window around its pages, which took three quarters of its time; it knows no preferences.
SHELL = shutil.which("chromium-headless-shell") or CHROMIUM
ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
AWAY = re.compile(
    r"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b"
)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Any]:
    """Ended with this package: other tests run event loops of their own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Any) -> Iterator[Browser]:
    """Debian's Chromium, without a window; where a page of this machine is open another one begins in its process."""
    found = playwright.chromium.launch(executable_path=SHELL, args=["--no-sandbox", "--process-per-site"])
    yield found
    found.close()


@pytest.fixture(scope="package")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Campaigns in every state, served from this process."""
    with staged(tmp_path_factory.mktemp("stage")) as found:
        yield found


@pytest.fixture(autouse=True)
def whose_site(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test asks of its site it asks that one, though another was set up after it."""
    with ExitStack() as sites:
        if "desk" in request.fixturenames:
            desk = request.getfixturevalue("desk")  # in some modules a site and the address of its door
            site = desk[0] if isinstance(desk, tuple) else desk
            sites.enter_context(site.app.app_context())
        if "stage" in request.fixturenames:
            sites.enter_context(request.getfixturevalue("stage").site.app.app_context())
        yield


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of one's own: `visit(width=390, height=844, java_script_enabled=False)`."""
    with ExitStack() as contexts:

        def opened(width: int = 1280, height: int = 720, **more: Any) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, **more)
            contexts.callback(context.close)
            return context.new_page()

        yield opened


@dataclass(frozen=True)
class Running:
    """The program, started as people start it."""

    base: str


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`campaign run` on a free port with an instance of its own and the example campaign."""
    bind = f"127.0.0.1:{free_port()}"
    environment = os.environ | {
        "CAMPAIGN_INSTANCE": str(tmp_path_factory.mktemp("instance")),
        "CAMPAIGN_BIND": bind,
        "CAMPAIGN_WORKERS": "1",
        "PYTHONPATH": str(ROOT),
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "campaign", "run"], env=environment, stdout=subprocess.DEVNULL
    )
    patience.until(lambda: _is_there(f"http://{bind}/healthz"))
    yield Running(f"http://{bind}")
    program.send_signal(signal.SIGTERM)
    assert program.wait(timeout=patience.PATIENCE) == 0


def _is_there(url: str) -> bool:
    with suppress(OSError), urlopen(url, timeout=patience.PATIENCE):
        return True
    return False


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A site with the doors of a desk, served from this process."""
    with desk_served(tmp_path_factory.mktemp("desk")) as served:
        yield served


@pytest.fixture(scope="package")
def english(browser: Browser, desk: Desk) -> Iterator[BrowserContext]:
    """Where pages in English are opened that keep nothing, one beside another that stays: a third less work each."""
    context = browser.new_context(locale="en")
    context.new_page().goto(f"{desk.base}/holder.html")
    yield context
    context.close()


@pytest.fixture
def in_english(english: BrowserContext) -> Iterator[Page]:
    """A page that no other test has seen."""
    page = english.new_page()
    yield page
    page.close()
    english.set_offline(False)
    english.clear_cookies()


@pytest.fixture
def holder(in_english: Page, desk: Desk, tmp_path: Path) -> Holder:
    """Somebody at the page for holders, in English, and nothing came through the doors yet."""
    desk.posts, desk.refuses, desk.invited = [], 0, "maya"
    return Holder(in_english, desk, tmp_path)


def npm(*words: str | Path, at: Path) -> "subprocess.CompletedProcess[str]":
    """npm of the wheel, which finds its node beside it."""
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
    return subprocess.run([BIN / "npm", *words], cwd=at, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="package")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of browser/, with what its lock file names installed anew and its hashes compared."""
    folder = tmp_path_factory.mktemp("built") / "browser"
    shutil.copytree(ROOT / "browser", folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    installed = npm("ci", at=folder)
    if installed.returncode and AWAY.search(installed.stderr):
        pytest.skip("The npm registry can't be reached, so nothing of it can be run.")
    assert installed.returncode == 0, installed.stderr
    return folder


@pytest.fixture
def log_folder(tmp_path: Path) -> Path:
    """An honest log of 329 entries."""
    return honest()[0].write(tmp_path / "copy")


@pytest.fixture
def letter_file(tmp_path: Path) -> Path:
    """A letter that was issued, under another name."""
    path = tmp_path / "renamed.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture(scope="package")
def saved(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, as a browser saves it."""
    path = tmp_path_factory.mktemp("saved") / "verify-file.html"
    path.write_bytes(desk.app.test_client().get("/verify-file.html", base_url=desk.base).data)
    return path


@pytest.fixture
def clerk(in_english: Page, desk: Desk) -> Clerk:
    """At the served page, in English."""
    return Clerk(in_english, f"{desk.base}/verify.html")


@pytest.fixture
def asked(visit: Callable[..., Page], saved: Path) -> list[str]:
    """What a page from disk asked for; filled by `at_home`."""
    return []


@pytest.fixture
def at_home(visit: Callable[..., Page], saved: Path, asked: list[str]) -> Clerk:
    """At the file, with the network cut and watched."""
    page = visit(locale="en", offline=True)
    page.on("request", lambda request: asked.append(request.url))
    return Clerk(page, saved.as_uri())
