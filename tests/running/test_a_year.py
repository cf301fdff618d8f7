"""A campaign's year under a moved clock: at each step the count, the log and the public pages say the same."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from itertools import count as count_from
from pathlib import Path
from typing import Any

import pytest
import time_machine

from campaign.extensions import db
from campaign.mail import transports
from campaign.releases.figures import check, public_figures
from campaign.running import schedule
from campaign.running.verify_cli import verifier
from campaign.signing.models import Signature, Submission
from campaign.tally.last_seen import LogStopped
from campaign.vault import trusted_time
from tests.backup.lost import Backup
from tests.cast import SLUG, Site, change, heading
from tests.letters.desk import make
from tests.letters.post import GREYLISTS, REFUSES, Missions, addressed, deliver, mailbox, served, states
from tests.moderation.crowd import crowd
from tests.tables import count
from tests.tally.test_last_seen import run
from tests.vault.canaries import canary, everything, hits

BEGIN = datetime(2026, 1, 12, 9, 20, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIVE = ("DE", "FR", "JO", "SY", "US")


class Year:
    """The site with its calendar, its commands, and everything that it ever printed."""

    def __init__(self, site: Site, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.site, self.patch, self.folder = site, patch, folder
        self.said = io.StringIO()
        self.links: dict[int, str] = {}
        self.numbers = count_from(1)

    def run(self, *words: Any, typed: str = "") -> str:
        """A command that succeeds."""
        code, said = run(self.site.app, self.patch, *map(str, words), typed=typed)
        self.said.write(said)
        assert code == 0, said
        return said

    def work(self) -> None:
        """Two turns of every chore of the worker, as one makes work for the other; it never stood still."""
        trusted_time.accept()
        for chore in 2 * schedule.chores():
            chore.work()

    def sign(self, numbers: range) -> None:
        """Canaries sign and confirm."""
        client = self.site.client()
        for number in numbers:
            client.sign(canary(number))
        for letter in self.site.deliver():
            number = next(n for n in numbers if canary(n).email == letter.to)
            self.links[number] = letter.link
            client.press(letter.link, "confirmation")
        self.work()

    def agrees(self) -> dict[str, Any]:
        """`tally --check`, JSON, page and an exported log, all of one mind; the public figures."""
        db.session.rollback()
        assert check(self.site.campaign) == []
        assert "agrees" in self.run("tally", SLUG, "--check")
        client = self.site.client()
        shown: dict[str, Any] = json.loads(client.get(f"/{SLUG}/tally.json").text)
        assert shown == public_figures(self.site.campaign)
        assert f"{shown['total']:,}" in client.get(f"/en/{SLUG}/tally").text
        log = self.folder / f"log {next(self.numbers)}"
        self.run("log", "export", SLUG, log)
        key = self.run("log", "key", SLUG).strip()
        claims = [
            f"{code}={figure}" for code, figure in (shown["stated"] or {"countries": {}})["countries"].items()
        ]
        with redirect_stdout(self.said):
            assert (
                verifier().main([str(log), "--key", key, "--claim", f"total={shown['total']}", *claims]) == 0
            )
        return shown


@pytest.fixture
def server() -> Iterator[Missions]:
    with served() as found:
        yield found


@pytest.mark.full
def test_a_year(
    app: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, server: Missions
) -> None:
    year = Year(Site(app), monkeypatch, tmp_path_factory.mktemp("desk"))
    with redirect_stdout(year.said), redirect_stderr(year.said):
        with time_machine.travel(BEGIN, tick=False):
            _opens(year)
        with time_machine.travel(BEGIN + 20 * DAY, tick=False):
            _is_attacked_and_weeded(year)
        with time_machine.travel(BEGIN + 60 * DAY, tick=False) as clock:
            _sends_letters(year, server, clock)
        with time_machine.travel(BEGIN + 120 * DAY, tick=False):
            _loses_its_machine(year)
        with time_machine.travel(BEGIN + 200 * DAY, tick=False):
            _closes(year)
        with time_machine.travel(BEGIN + 291 * DAY, tick=False):
            _is_purged(year)
    assert hits([("printed", year.said.getvalue().encode())]) == []


def _opens(year: Year) -> None:
    site = year.site.with_keys().open_campaign(withhold=["IR"], closes=(BEGIN + 300 * DAY).date())
    change(site.app, hold_seconds=3600)
    assert year.agrees()["total"] == 0
    year.sign(range(24))
    year.site.client().press(year.links[3], "withdrawal")
    crowd(site, 40, country="FR", domain="example.org", at=BEGIN)
    year.work()
    assert year.agrees()["total"] == 63
    year.run("pause", SLUG)
    assert "form" not in heading(year.site.client().get(f"/en/{SLUG}").text)
    year.run("open", SLUG)


def _is_attacked_and_weeded(year: Year) -> None:
    crowd(year.site, 60, country="VA", domain="forged.example", at=BEGIN + 20 * DAY)
    year.work()
    assert year.agrees()["stated"]["countries"]["VA"] == 60
    assert "forged" not in year.run("unusual", SLUG)  # it tells by tags, never by names
    words = ("invalidate", SLUG, "--country", "VA", "--domain", "forged.example", "--reason", "fraud")
    assert run(year.site.app, year.patch, *words, "--confirm", "59")[0] == 2
    assert year.agrees()["total"] == 123
    year.run(*words, "--confirm", "60")
    year.work()
    assert year.agrees()["total"] == 123  # it can still be undone
    with time_machine.travel(BEGIN + 20 * DAY + 2 * HOUR, tick=False):
        year.work()
        shown = year.agrees()
        assert (shown["total"], shown["stated"]["countries"].get("VA")) == (63, None)
        page = year.site.client().get(f"/en/{SLUG}/tally").text
        assert "60" in page.split("removed", 1)[1]


def _sends_letters(year: Year, server: Missions, clock: Any) -> None:
    year.patch.setattr(transports, "TIMEOUT", 0.3)
    addressed(year.site, year.folder, *FIVE)
    folder = make(year.site, year.folder / "letters", only=",".join(FIVE))
    server.answers = {mailbox("US"): REFUSES, mailbox("DE"): GREYLISTS}
    server.hangs = {mailbox("JO"): "RCPT"}
    assert (
        run(year.site.app, year.patch, "letters", "send", SLUG, "--from", str(folder), "--confirm", "9")[0]
        == 2
    )
    year.run("letters", "send", SLUG, "--from", folder, "--except", "SY", "--per-hour", 3600, "--confirm", 4)
    for _ in range(12):
        deliver(year.site, server.url)
        clock.shift(timedelta(seconds=30))
    assert states(year.site) == {"DE": "queued", "FR": "sent", "JO": "queued", "US": "refused"}
    server.answers, server.hangs = {}, {}
    for _ in range(12):
        clock.shift(HOUR)
        deliver(year.site, server.url)
    assert states(year.site) == {"DE": "sent", "FR": "sent", "JO": "sent", "US": "refused"}
    got = sorted(recipient for envelope in server.got for recipient in envelope.rcpt_tos)
    assert got == [mailbox("DE"), mailbox("FR"), mailbox("JO")]
    reply = ("letters", "reply", SLUG, "FR", "--position", "supports", "--note", "They will raise it.")
    year.run(*reply)
    year.work()
    assert "They will raise it." not in year.site.client().get(f"/en/{SLUG}/letters").text
    year.run(*reply, "--publish")
    year.work()
    page = year.site.client().get(f"/en/{SLUG}/letters").text
    assert "They will raise it." in page
    assert mailbox("FR") not in page
    year.agrees()


def _loses_its_machine(year: Year) -> None:
    """A backup is restored that lacks a day: who withdrew on it stays withdrawn."""
    backup = Backup()
    year.run("backup", year.folder / "campaign.backup")
    assert hits([("backup", (year.folder / "campaign.backup").read_bytes())]) == []
    year.site.client().press(year.links[5], "withdrawal")
    year.sign(range(40, 44))
    before = year.agrees()
    year.run("log", "export", SLUG, year.folder / "mirror")
    backup.restore()
    year.site.client().press(year.links[6], "withdrawal")
    with pytest.raises(LogStopped):
        year.work()
    said = year.run("log", "resume", SLUG, "--last", year.folder / "mirror")
    assert "Withdrawn again: 1." in said
    year.work()
    assert year.agrees()["total"] == before["total"] - 4 - 1
    assert heading(year.site.client().get(year.links[5]).text) == "Your signature is withdrawn"


def _closes(year: Year) -> None:
    client = year.site.client()
    client.sign(canary(50))
    (late,) = year.site.deliver()
    year.run("close", SLUG, "--confirm", SLUG)
    year.work()
    shown = year.agrees()
    page = client.press(late.link, "confirmation").text
    assert heading(page) == "The campaign has closed"
    assert "Nothing was counted" in page
    assert year.agrees() == shown
    client.press(year.links[7], "withdrawal")
    year.work()
    assert year.agrees()["total"] == shown["total"] - 1
    assert hits(place for place in everything(year.site) if not place[0].endswith(".eml")) == []


def _is_purged(year: Year) -> None:
    before = public_figures(year.site.campaign)
    year.work()
    assert year.agrees() == before
    assert (count(Submission), count(Signature, sealed=None, copy=None)) == (0, count(Signature))
    assert year.run("purge", "--dry-run").count(": 0\n") == 2
    page = year.site.client().get(f"/en/{SLUG}/letters").text
    assert "They will raise it." in page
