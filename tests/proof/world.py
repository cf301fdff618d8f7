"""One site on an instance of its own: program, database and mail server, a crowd, and the ledger beside them."""

import itertools
import json
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from campaign import config, create_app
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.extensions import db
from campaign.running.setting_up import set_up
from campaign.vault.identities import write_identity
from tests.cast import KEY, SLUG, Site
from tests.ports import free_port
from tests.proof.crowd import Crowd
from tests.proof.databases import Database, PostgreSQL
from tests.proof.ledger import Ledger
from tests.proof.post import Post
from tests.proof.program import Program, environment_for, held
from tests.proof.shim import Control
from tests.proof.verdict import Verdict, judge, note

PROOF = Actor(ActorKind.COMMAND, "proof")
QUICKEN = 61  # seconds, just more than the first wait for another attempt
PATIENCE = 150  # seconds that something may take on a busy machine
_names = itertools.count()


class Broken(Exception):
    """A promise that didn't hold, in a sentence."""


class World:
    """`seed` decides all that is chance in it; `more` are settings of the program."""

    def __init__(
        self, database: Database, seed: int, *, rate: float = 8, url: str = "", **more: str
    ) -> None:  # fmt: skip
        self.database, self.chance = database, random.Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="proof"))
        self.instance = self.folder / "instance"
        self.instance.mkdir(mode=0o700, exist_ok=True)
        self.control = Control(self.folder, self.instance)
        self.ledger = Ledger(self.folder / "ledger.jsonl")
        self.port = free_port()
        self.crowd = Crowd(self.port, self.ledger, rate=rate)
        self.post = Post(self.ledger, self.crowd.mailed)
        self.recoveries: list[float] = []
        self.samples: list[tuple[float, dict[str, tuple[int, int]]]] = []
        self.settings = self._settings(url) | more
        self.program = Program(
            environment_for(self.instance, **self.settings, **self.control.environment), self.folder
        )
        self._ended, self._quickened, self._step = threading.Event(), 0.0, QUICKEN

    def __enter__(self) -> "World":
        try:
            open_campaign(self.program.environment)
            write_identity(self.folder / "identity.txt", KEY)
            self.begin()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """The program runs, the crowd comes, and somebody looks at the checkpoint three times a second."""
        self.program.start()
        self.until(lambda: self.crowd.ask("GET", f"/en/{SLUG}").status == 200, "the program came up")
        threading.Thread(target=self._watch, daemon=True).start()
        self.crowd.come.set()

    def close(self) -> None:
        """End all of it; nothing stays."""
        self._ended.set()
        self.crowd.end()
        with suppress(Exception):
            self.program.stop()
        self.program.kill_all()
        self.post.close()
        self.ledger.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def read(self, path: str) -> bytes | None:
        """A page's bytes; None where it isn't there, also after some attempts."""
        for _ in range(4):
            answer = self.crowd.ask("GET", path)
            if answer.status == 200:
                return answer.page.encode()
            if answer.status == 404:
                return None
            time.sleep(0.5)
        return None

    def until(self, holds: Callable[[], Any], what: str, *, seconds: float = PATIENCE) -> float:
        """Wait for it; how long that took. Raises Broken."""
        begun = time.monotonic()
        while not holds():
            if time.monotonic() - begun > seconds:
                raise Broken(f"never so within {seconds:.0f} s: {what}")
            time.sleep(0.1)
        return time.monotonic() - begun

    def recovered(self, since: float) -> float:
        """Wait until a form and a confirmation that were begun after it were answered, and it was numbered on.

        Nobody helps meanwhile. Returns the seconds from `since`, and notes them.
        """

        def all_of_it() -> bool:
            self._quicken()
            thanked = self.ledger.since(lambda ledger: ledger.thanked, since)
            confirmed = self.ledger.since(lambda ledger: ledger.confirmed, since)
            numbered = confirmed and max(self.ledger.checkpoints.values(), default=0) > confirmed
            return bool(thanked and numbered)

        self.until(all_of_it, "forms, confirmations and counting went on again")
        took = time.monotonic() - since
        self.recoveries.append(took)
        return took

    def settle(self) -> Verdict:
        """Nobody new comes; all who are there get through; then the ledger is held against what is shown."""
        self.crowd.come.clear()
        with suppress(Broken):
            self.until(self._at_rest, "everybody got through", seconds=240)
        verdict = judge(self.ledger, self.read, SLUG)
        try:
            self.until(self._is_counted, "the count is right", seconds=15)
        except Broken:
            verdict.broken.append(f"{self._expected()} confirmed and {self._counted()} are counted")
        checked = self.program.command("tally", "--check", check=False)
        if checked.stdout != f"{SLUG}: agrees\n":
            verdict.broken.append(f"tally --check: {checked.stdout}{checked.stderr}")
        return verdict

    def _at_rest(self) -> bool:
        self._quicken()
        ledger = self.ledger
        if self.crowd.waiting() or set(ledger.thanked) - ledger.refused - set(ledger.confirmed):
            return False
        return self._counted() == self._expected()

    def _counted(self) -> object:
        """The total that everybody is shown."""
        return json.loads(self.read(f"/{SLUG}/tally.json") or b"{}").get("total")

    def _is_counted(self) -> bool:
        """Whether nobody is shown another total: each process of the web keeps the page for a second."""
        return all(self._counted() == self._expected() for _ in range(10))

    def _expected(self) -> int:
        """The total by the ledger."""
        return len(self.ledger.confirmed) - len(self.ledger.withdrawn)

    def _quicken(self) -> None:
        """A mail that was refused for now waits a minute: the program's clock goes on by that, if mails lack."""
        now = time.monotonic()
        mailed = {mail.to for mail in list(self.ledger.mails)} | self.ledger.refused
        lacking = [
            1 for address, answered in list(self.ledger.thanked.items())
            if address not in mailed and now - answered.at > 8
        ]  # fmt: skip
        if not lacking:
            self._step = QUICKEN
        elif now - self._quickened > 6:
            self._quickened = now
            self.control.move_clock(ahead=self.control.ahead + self._step)
            self._step = min(2 * self._step, 64 * QUICKEN)

    def _settings(self, url: str) -> dict[str, str]:
        chosen = url
        if isinstance(self.database, PostgreSQL) and not url:
            chosen = named_database(self.database)
        named = {"CAMPAIGN_DATABASE_URL": chosen} if chosen else {}
        return named | {
            "CAMPAIGN_BIND": f"127.0.0.1:{self.port}",
            "CAMPAIGN_MAIL_URL": f"smtp://127.0.0.1:{self.post.port}",
            "CAMPAIGN_SIGN_LIMITS": "1000000 per minute",
            "CAMPAIGN_MAIL_PER_HOUR": "1000000",
            "CAMPAIGN_SEQUENCE_SECONDS": "1",
            "CAMPAIGN_WORKERS": "2",
        }

    def _watch(self) -> None:
        turn = 0
        while not self._ended.wait(0.33):
            answer = self.crowd.ask("GET", f"/{SLUG}/log/checkpoint", seconds=5)
            if answer.status == 200:
                self.ledger.see(answer.page)
            turn += 1
            if turn % 6 == 0:
                parts = self.program.parts()
                self.samples.append((time.monotonic(), {name: _sum(each) for name, each in parts.items()}))


def named_database(place: PostgreSQL) -> str:
    """A new database there, under a name of its own; its URL."""
    return place.fresh(f"proof_{next(_names)}")


def open_campaign(environment: Mapping[str, str]) -> None:
    """A database in shape, secrets, a holder's key and the cast's campaign, as the commands would make them."""
    with _site(environment) as site:
        site.with_keys().open_campaign()


def make_holder(environment: Mapping[str, str]) -> None:
    """All but the campaign: on PostgreSQL nobody holds a key until somebody adds one."""
    with _site(environment) as site:
        site.with_keys()


@contextmanager
def _site(environment: Mapping[str, str]) -> Iterator[Site]:
    ours = {name: value for name, value in environment.items() if name.startswith("CAMPAIGN_")}
    app = create_app(config.load(ours))
    with app.app_context(), acting(PROOF):
        set_up()
        yield Site(app)
        db.session.remove()
        db.engine.dispose()


def size_seen(ledger: Ledger) -> int:
    """Entries of the newest checkpoint that anybody was shown."""
    return max((note(each)[1] for each in list(ledger.checkpoints)), default=0)


def _sum(processes: list[int]) -> tuple[int, int]:
    each = [held(process) for process in processes]
    return sum(size for size, _ in each), sum(number for _, number in each)
