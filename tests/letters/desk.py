"""Organisers at their terminal: a campaign that thirty people from four countries have signed, and its commands."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from campaign.extensions import transaction
from campaign.letters.list_cli import list_campaigns
from campaign.missions.cli import missions
from campaign.moderation.letters_cli import letters
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from tests.cast import SLUG, Person, Site

FOUR = {"FR": 13, "DE": 11, "SY": 4, "JO": 2}
ROOM = {"letters": letters, "missions": missions}


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    said: str


def sign(site: Site, people: dict[str, int], *, batch: str = "a") -> None:
    """Let so many people of each country sign and confirm, then number their entries."""
    client = site.client()
    for code, count in people.items():
        for n in range(count):
            client.sign(Person(f"Signer {n}", f"{batch}{n}.{code.lower()}@example.org", code), slug=site.slug)
    for mail in site.deliver():
        client.press(mail.link, "confirmation")
    site.number()


def count(site: Site, people: dict[str, int]) -> None:
    """The same without the forms and the mails: the log's own verb, then the sequencer."""
    first = tally_queries.public_tally(site.campaign.id).size * 1000
    codes = [code for code, number in people.items() for _ in range(number)]
    with transaction():
        for signature, code in enumerate(codes, start=site.campaign.id * 1_000_000 + first):
            tally.append_signature(
                campaign=site.campaign.id, signature=signature, commitment=secrets.token_hex(32), country=code
            )
    site.number()


def run(site: Site, *words: Any) -> Answer:
    """`campaign letters …`, `campaign missions …` or `campaign list`."""
    first, *rest = map(str, words)
    command: click.Command = list_campaigns if first == "list" else ROOM[first]
    result = site.app.test_cli_runner().invoke(command, rest)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.output)


def make(site: Site, out: Path, *more: str, slug: str = SLUG, only: str = "FR,SY") -> Path:
    """A set of letters dated 3 October 2016."""
    answer = run(site, "letters", "make", slug, "--out", out, "--only", only, "--date", "2016-10-03", *more)
    assert answer.code == 0, answer.said
    return out


def make_once(site: Site, out: Path, shelf: Path) -> Path:
    """The same as `make`, of a campaign with the same figures each time: made once, then copied."""
    if not shelf.exists():
        make(site, shelf)
    shutil.copytree(shelf, out)
    return out


def issue(site: Site, folder: Path, *, slug: str = SLUG) -> Answer:
    """Issue a set."""
    return run(site, "letters", "issue", slug, "--from", folder)


def listed(folder: Path) -> list[list[str]]:
    """The lines of letters.csv, without its head and its hashes."""
    return [line.split(",")[:-1] for line in (folder / "letters.csv").read_text().splitlines()[1:]]
