"""An organiser's computer and her mail server, for tests of updates: what each knows and how it answers."""

import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from pyrage.x25519 import Identity

from campaign.cli import campaign
from campaign.lists.sealed_format import SealedLine, write_sealed
from campaign.lists.unsubscribe_links import unsubscribe_token
from tests.lists.lists import HEADER, person, sealed_line

ROOT = Path(__file__).parents[2]
HOLDER = Identity.generate()
SITE = "https://petition.example.org"
ENGLISH = (
    "# The Council meets on Monday\n\nDear all,\n\nread [what we wrote](https://skies.example.org/a_b).\n"
)
ARABIC = "# المجلس يجتمع يوم الاثنين\n\nأعزاءنا،\n\nشكراً لكم.\n"


@dataclass
class Relay:
    """An organiser's mail server, which answers as told and remembers what it took."""

    answers: Callable[[str], str] = lambda address: "250 OK"
    got: list[tuple[str, Any]] = field(default_factory=list)
    lines: int = 0
    url: str = ""

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, host: str, responses: Any) -> Any:
        self.lines += 1
        session.host_name = host
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.answers(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        (to,) = envelope.rcpt_tos
        self.got.append((to, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [address for address, _ in self.got]

    def mail_to(self, address: str) -> Any:
        (found,) = (message for to, message in self.got if to == address)
        return found


def link(number: int, language: str | None) -> str:
    token = unsubscribe_token(b"k" * 32, campaign=1, signature=number, record_id=bytes(16))
    return f"{SITE}/{language if language in {'en', 'ar'} else 'en'}/u/{token}"


def line(
    number: int, *, language: str | None = "en", holder: Identity = HOLDER, updates: str = "", **changes: Any
) -> SealedLine:
    """One whom the list has as asking for updates; `updates` is what her own record says."""
    known = sealed_line(person(number, updates=updates), holder)
    ends = link(number, language)
    return SealedLine(
        **{**vars(known), "language": language, "wants_updates": True, "unsubscribe": ends, **changes}
    )


LINES = [
    line(0, language="ar"),
    line(1),
    line(2, language="fr"),
    line(3, language=None),
    line(4, wants_updates=False, unsubscribe=None),
]
ADDRESSES = [f"nour{number}@example.org" for number in range(4)]


@dataclass
class Laptop:
    """An organiser's computer: a folder with list, key and text, and a home of its own."""

    home: Path
    relay: Relay
    slept: list[float] = field(default_factory=list)

    def set_up(self) -> "Laptop":
        """A list, a key, and an update in two languages."""
        self.listed(LINES)
        (self.home / "nour.key").write_text(f"{HOLDER}\n")
        (self.home / "update.md").write_text(ENGLISH)
        (self.home / "update.ar.md").write_text(ARABIC)
        return self

    def listed(self, lines: list[SealedLine], name: str = "list.sealed") -> Path:
        write_sealed(self.home / name, header=HEADER, lines=lines)
        return self.home / name

    def words(
        self, *more: str, listed: str = "list.sealed", slug: str = "skies", text: str = "update.md"
    ) -> list[str]:
        """The command; what `more` says counts."""
        usual = [
            "--from", listed, "--identity", "nour.key", "--smtp", self.relay.url, "--per-hour", "1000000",
            "--from-address", "Skies <news@skies.example>",
        ]  # fmt: skip
        return ["mailout", slug, text, *usual, *more]

    def mailout(self, *more: str, given: str = "", **named: str) -> Result:
        return CliRunner().invoke(campaign, self.words(*more, **named), input=given)

    def refused(self, *more: str, **named: str) -> str:
        """What is said; nobody got anything and nothing lies there that didn't before."""
        before, got = sorted(self.home.rglob("*")), list(self.relay.got)
        done = self.mailout(*more, **named)
        assert (done.exit_code, sorted(self.home.rglob("*")), self.relay.got) == (2, before, got), done.output
        assert "nour1@" not in done.output
        return done.stderr

    def marks(self) -> list[str]:
        """How each step was marked, in order."""
        raw = (self.home / "list.sealed.mailout").read_text()
        return [line.split()[1] for line in raw.splitlines()[1:]]
