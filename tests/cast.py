"""The cast: a site with one open campaign, signers in Damascus and Paris, and the mails they get."""

import email
import email.policy
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import time_machine
from flask import Flask, has_app_context
from pyrage.x25519 import Identity
from werkzeug.test import TestResponse

from campaign.audit.actors import Actor, ActorKind, acting, who_acts
from campaign.extensions import db
from campaign.lib import clock
from campaign.mail import delivering
from campaign.mail.transports import Folder
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.signing import actions as signing
from campaign.vault import actions as vault
from campaign.vault import day_keys, shared
from tests.patience import PATIENCE

T = TypeVar("T")
TESTER = Actor(ActorKind.COMMAND, "the test")  # whose acts are those of a test itself
KEY = Identity.generate()  # the holder's, in every test
SLUG = "clear-skies"
DEMAND = "We ask Member States to protect civilians by a nationwide no-bomb zone."


@dataclass(frozen=True)
class Person:
    """Somebody who may sign."""

    name: str
    email: str
    country: str

    def typed(self, **changes: str) -> dict[str, str]:
        """What she types into the form."""
        given = {"name": self.name, "email": self.email, "country": self.country, "consent": "y"}
        return {name: value for name, value in (given | changes).items() if value is not None}


NOUR = Person("نور الحسن", "nour@example.org", "SY")
AMELIE = Person("Amélie D.", "amelie@example.org", "FR")


@dataclass
class Client:
    """A browser without JavaScript: it fetches a page, waits, fills its form in and posts it."""

    app: Flask
    address: str = "203.0.113.7"
    headers: dict[str, str] = field(default_factory=lambda: {"Sec-Fetch-Site": "same-origin"})

    def get(self, path: str, **more: Any) -> TestResponse:
        """A page."""
        return self.send("GET", path, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> TestResponse:
        """A form, sent as a browser sends it."""
        headers = {**self.headers, **more.pop("headers", {})}
        return self.send("POST", path, data=data or {}, headers=headers, **more)

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        """A request in a context of its own, as a server gives it: no `g`, no session is left from the one before."""
        if has_app_context():
            db.session.rollback()  # what the test read so far is let go, so that it sees what comes now
        browser = self.app.test_client(use_cookies=False)
        ours = {
            "environ_base": {"REMOTE_ADDR": self.address},
            "base_url": self.app.config["SETTINGS"].base_url,
        }
        more = ours | more
        return Context().run(browser.open, path, method=method, buffered=True, **more)

    def token(self, path: str = f"/en/{SLUG}") -> str:
        """The stamped token of the first form on a page."""
        return hidden(self.get(path).text, "token")

    def sign(
        self, person: Person, *, language: str = "en", slug: str = SLUG, wait: float = 5, **changes: Any
    ) -> TestResponse:
        """Open the page, take one's time, send the form."""
        # A clock that stands: on a slow machine the page would be stamped after the form is sent, or the form be slow.
        sent = clock.now()
        with time_machine.travel(sent - timedelta(seconds=wait), tick=False):
            token = self.token(f"/{language}/{slug}")
        with time_machine.travel(sent, tick=False):
            return self.post(f"/{language}/{slug}/submissions", {"token": token, **person.typed(**changes)})

    def press(self, link: str, button: str, **fields: str) -> TestResponse:
        """Open the page behind a mail link and press one of its buttons: `confirmation`, `withdrawal`…"""
        path = urlsplit(link).path
        return self.post(f"{path}/{button}", {"token": self.token(path), **fields})


def change(app: Flask, **settings: Any) -> None:
    """Let other settings be in force in the app from here on."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **settings)


@contextmanager
def in_force(app: Flask, **settings: Any) -> Iterator[None]:
    """The same for a while."""
    before = app.config["SETTINGS"]
    change(app, **settings)
    try:
        yield
    finally:
        app.config["SETTINGS"] = before


@dataclass
class Site:
    """The app, its worker's chores, and its mail folder."""

    app: Flask
    slug: str = SLUG

    @property
    def settings(self) -> Any:
        """The app's settings."""
        return self.app.config["SETTINGS"]

    def with_keys(self) -> "Site":
        """The server's secrets, a holder who has proved her key, and the keys of the day's mail."""
        shared.make_missing(lost=(), opened=())
        vault.add(name="skies", recipient=str(KEY.to_public()), proved=True)
        day_keys.prepare()
        return self

    def open_campaign(self, slug: str = SLUG, **facts: Any) -> "Site":
        """Publish and open a campaign in English."""
        releases.publish(
            slug=slug, language="en", headline=f"Clear the skies ({slug})", place="New York", day=date(2016, 9, 24),
            demand=DEMAND, body="Hospitals were hit.\n\nWe ask for action.",
        )  # fmt: skip
        releases.change(
            slug=slug, organisers=["Skies"], contact="press@example.org", **({"withhold": []} | facts)
        )
        releases.open_campaign(slug=slug, alone=True)
        return self

    @property
    def campaign(self) -> Any:
        """The campaign row."""
        return releases_queries.campaign(self.slug)

    def client(self, address: str = "203.0.113.7") -> Client:
        """A browser somewhere."""
        return Client(self.app, address)

    def deliver(self) -> list["Letter"]:
        """Let the worker write and send what is due; the mails that arrived just now."""
        before = set(self.folder.glob("*.eml"))
        while signing.mail_submissions():
            pass
        line = Folder(self.folder)
        while delivering.deliver(transport=line):
            pass
        new = sorted(set(self.folder.glob("*.eml")) - before, key=lambda file: file.stat().st_mtime_ns)
        return [Letter.read(file) for file in new]

    def number(self) -> int:
        """Let the sequencer number what waits."""
        return sequencer.number_entries()

    @property
    def folder(self) -> Path:
        """Where this site's mail arrives."""
        return Path(self.settings.instance) / "mail"

    def signed(self, person: Person, **changes: Any) -> str:
        """Have a person sign and confirm; her link."""
        client = self.client()
        client.sign(person, **changes)
        (letter,) = self.deliver()
        client.press(letter.link, "confirmation")
        return letter.link


@dataclass(frozen=True)
class Letter:
    """A mail as it arrived."""

    to: str
    subject: str
    body: str
    message: Any

    @property
    def link(self) -> str:
        """The link, alone on its line."""
        (found,) = re.findall(r"^https?://\S+$", self.body, re.MULTILINE)
        return str(found)

    @property
    def path(self) -> str:
        """The link's path."""
        return urlsplit(self.link).path

    @classmethod
    def read(cls, file: Path) -> "Letter":
        """Parse a file of the folder."""
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        return cls(message["To"], message["Subject"], message.get_content().replace("\r\n", "\n"), message)


def hidden(html: str, name: str) -> str:
    """The value of the first hidden field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no hidden field {name}"
    return unescape(found[1])


def typed_back(html: str) -> dict[str, str]:
    """What stands in the fields of a page's form: text, the chosen country, `y` for a ticked box."""
    inputs = re.findall(r'<input id="f-\w+" name="(\w+)"[^>]*?value="([^"]*)"', html)
    ticked = re.findall(r'<input type="checkbox"[^>]*name="(\w+)"[^>]*\bchecked\b', html)
    chosen = re.findall(r'<option value="(\w+)" selected', html)
    return {
        **{name: unescape(value) for name, value in inputs if value},
        **dict.fromkeys(ticked, "y"),
        **dict(zip(["country"], chosen, strict=False)),
    }


def marked(html: str) -> list[str]:
    """The fields that a page says are to be mended, in order."""
    return re.findall(r'<(?:input|select)\b[^>]*name="(\w+)"[^>]*aria-invalid="true"', html)


def at_once(work: Callable[[int], T], times: int, *, threads: int = 16) -> list[T]:
    """`work` called `times` times from many threads that start together."""
    ready, actor = threading.Barrier(threads), who_acts()

    def begin(number: int) -> T:
        if number < threads:
            ready.wait(timeout=PATIENCE)
        with acting(actor):
            return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(times)))


def heading(html: str) -> str:
    """The one h1 of a page."""
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found)).strip()
