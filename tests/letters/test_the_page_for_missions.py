"""The page for missions: the published checkpoint, commands that hold when they are run, growth and removals."""

import re
import shlex
import socket
import subprocess
import sys
import threading
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest
import time_machine
from flask import Flask
from werkzeug.serving import make_server

from campaign import create_app
from campaign.extensions import db
from campaign.tally import actions, entries, tree
from campaign.tally import queries as tally_queries
from campaign.tally.models import Checkpoint, StatedDay
from tests.backup.lost import Backup
from tests.cast import AMELIE, SLUG, Client, Site, heading
from tests.conftest import settings_for
from tests.letters.desk import FOUR, count, issue, make
from tests.tables import rows, statements
from tests.tally.test_last_seen import crash, run
from tests.tally.test_the_sequencer import confirm

PAGE = f"/en/{SLUG}/verify"
BEGUN = datetime(2016, 10, 1, 12, tzinfo=UTC)
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Shown:
    """What stands on the page."""

    html: str

    @classmethod
    def at(cls, client: Client, path: str = PAGE) -> "Shown":
        answer = client.get(path)
        assert answer.status_code == 200
        return cls(answer.text)

    def facts(self) -> list[str]:
        """The values of the list about the checkpoint."""
        return [bare(value) for value in re.findall(r"<dd>(.*?)</dd>", self.html)]

    def command(self, name: str) -> str:
        (found,) = re.findall(rf'<pre class="command" id="{name}" dir="ltr"><code>(.*?)</code>', self.html)
        return unescape(found)

    def growth(self) -> list[tuple[str, int]]:
        """(day, total) as the table has them."""
        return [
            (day, int(total.replace(",", "")))
            for day, total in re.findall(
                r'<time datetime="(.*?)">.*?<td class="figure">(.*?)</td>', self.html
            )
        ]

    def removed(self) -> list[tuple[str, str]]:
        """(words, figure) of each line of the last table, its sum with it."""
        table = self.html.partition('<table id="removed">')[2].partition("</table>")[0]
        return re.findall(r'<th scope="row">(.*?)[<].*?<td class="figure">(.*?)</td>', table)


def bare(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def grown(site: Site) -> Site:
    """Six days with figures, two of them on the second; six signatures removed on the last."""
    for number, day in enumerate([0, 1, 1, 2, 5, 9]):
        with time_machine.travel(BEGUN + timedelta(days=day, hours=number), tick=False):
            confirm(site, "FR", 20 + number, first=1000 * number)
            site.number()
    for signature, reason in enumerate(["withdrawn"] * 3 + ["fraud"] + ["duplicate"] * 2):
        actions.append_withdrawal(campaign=site.campaign.id, signature=signature, country="FR", reason=reason)
    with time_machine.travel(BEGUN + timedelta(days=10), tick=False):
        site.number()
    return site


def lines(site: Site) -> list[entries.Line]:
    return [entries.parse(line) for _, line, _ in tally_queries.lines(site.campaign.id)]


def test_it_shows_the_published_checkpoint_and_its_key(site: Site, client: Client) -> None:
    grown(site)
    origin, size, root = client.get(f"/{SLUG}/log/checkpoint").text.splitlines()[:3]
    shown = Shown.at(client)
    assert (size, root) == ("149", b64encode(tree.edge_at(site.campaign.id, 149).root()).decode())
    assert shown.facts() == ["129", "149", "11 October 2016, 12:00 UTC", origin, root]
    assert shown.command("key") == str(tree.verifier(origin)) == tally_queries.verifier(site.campaign.id)
    for link in ("log/checkpoint", "tally.json", f"texts/{entries.parse(first_line(site)).hash}"):
        assert shown.html.count(f'href="/{SLUG}/{link}"') == 1
        assert client.get(f"/{SLUG}/{link}").status_code == 200


def first_line(site: Site) -> str:
    """The first behind the rules."""
    return next(line for at, line, _ in tally_queries.lines(site.campaign.id) if at == 1)


def test_growth_is_the_logs_last_tally_line_of_each_day(site: Site, client: Client) -> None:
    grown(site)
    stated = [line.stated for line in lines(site) if line.stated]
    assert len(stated) == 6
    wanted = {one.day.isoformat(): one.taken_in for one in stated}
    assert list(wanted.values()) == [20, 63, 86, 110, 135]
    shown = Shown.at(client)
    assert shown.growth() == list(wanted.items())
    assert len(re.findall(r'<polyline points="([^"]*)"', shown.html)[0].split()) == 5


def test_removals_are_the_logs_withdrawals_by_reason(site: Site, client: Client) -> None:
    grown(site)
    assert Counter(line.reason for line in lines(site) if line.reason) == {
        "withdrawn": 3, "duplicate": 2, "fraud": 1,
    }  # fmt: skip
    assert Shown.at(client).removed() == [
        ("Withdrawn by the signer", "3"), ("The same person twice", "2"), ("Forged", "1"),
        ("For a legal reason", "0"), ("Total", "6"),
    ]  # fmt: skip


def test_where_nothing_was_removed_or_stated_it_says_so(site: Site, client: Client) -> None:
    confirm(site, "FR", 3)
    site.number()
    shown = Shown.at(client)
    assert (shown.growth(), shown.removed()) == ([], [])
    assert "<figure" not in shown.html
    assert shown.html.count("Nothing: every signature ever counted is still counted.") == 1
    assert shown.html.count("The log has stated no figures yet.") == 1


def test_one_day_is_a_row_without_a_line(site: Site, client: Client) -> None:
    with time_machine.travel(BEGUN, tick=False):
        confirm(site, "FR", 20)
        site.number()
    shown = Shown.at(client)
    assert shown.growth() == [("2016-10-01", 20)]
    assert "<figure" not in shown.html


def test_nothing_is_shown_before_it_is_published(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Newer figures of the same day and the next, and a removal, are logged but in no published checkpoint."""
    with time_machine.travel(BEGUN, tick=False):
        confirm(site, "FR", 45)
        site.number()
    before = Shown.at(client)
    assert before.growth() == [("2016-10-01", 45)]
    with monkeypatch.context() as patch:
        patch.setattr("campaign.tally.actions.publishing._mark_published", crash)
        for number in range(2):
            with time_machine.travel(BEGUN + timedelta(days=number), tick=False):
                confirm(site, "FR", 30, first=500 * (number + 1))
                actions.append_withdrawal(
                    campaign=site.campaign.id, signature=number, country="FR", reason="fraud"
                )
                with pytest.raises(OSError, match="crash"):
                    site.number()
    assert [one.stated.taken_in for one in lines(site) if one.stated] == [45, 75, 105]
    assert Shown.at(client) == before
    site.number()
    after = Shown.at(client)
    assert (after.growth(), after.removed()[-1]) == (
        [("2016-10-01", 75), ("2016-10-02", 105)],
        ("Total", "2"),
    )


def test_before_the_first_checkpoint_there_is_nothing_to_type(site: Site, client: Client) -> None:
    db.session.execute(db.update(Checkpoint).values(published=False))
    db.session.commit()
    shown = Shown.at(client)
    assert shown.facts() == []
    assert "<pre" not in shown.html
    assert shown.html.count("There is no checkpoint yet") == 1


def test_what_is_proved_and_what_is_not_stands_there_in_both_languages(site: Site, client: Client) -> None:
    english, arabic = Shown.at(client), Shown.at(client, f"/ar/{SLUG}/verify")
    assert (heading(english.html), heading(arabic.html)) == (
        "Check the count yourself", "تحققوا من العدد بأنفسكم",
    )  # fmt: skip
    for html, words in (
        (english.html, "It never proves that a person is who they say they are."),
        (arabic.html, "ولا يُثبت السجل أبداً أن شخصاً ما هو من يقول إنه هو."),
    ):
        assert html.count(words) == 1
    # An audit by a sample that others draw can't be done yet.
    assert [word for word in ("audit", "auditor") if word in english.html] == []
    assert "تدقيق" not in arabic.html
    assert english.command("check") == arabic.command("check")


def test_the_longest_page_stays_small(site: Site, client: Client) -> None:
    """A hundred days are the most rows there are: one more, and they become weeks."""
    with time_machine.travel(BEGUN, tick=False):
        confirm(site, "FR", 20)
        site.number()
    sizes = []
    for number in range(1, 101):
        day = BEGUN.date() - timedelta(days=number)
        db.session.add(StatedDay(campaign_id=site.campaign.id, day=day, position=0, taken_in=10**6 - number))
        if number >= 99:
            db.session.commit()
            shown = Shown.at(client, f"/ar/{SLUG}/verify")
            assert len(shown.html.encode()) < 30_000
            sizes.append(shown.html.count("<time "))
    assert sizes == [100, 15]


@sqlite_only
def test_a_draft_and_an_unknown_campaign_have_no_such_page(site: Site, client: Client) -> None:
    assert client.get("/en/nowhere/verify").status_code == 404
    site.campaign.state = "draft"
    db.session.commit()
    assert client.get(PAGE).status_code == 404


@sqlite_only
def test_every_page_that_states_a_count_leads_there(site: Site, client: Client, tmp_path: Path) -> None:
    count(site, FOUR)
    issue(site, make(site, tmp_path / "letters"))
    for path in ("", "/tally", "/letters", "/letters/FR/33"):
        assert (path, client.get(f"/en/{SLUG}{path}").text.count(f'href="{PAGE}"')) == (path, 1)


def test_it_costs_the_same_however_long_the_log_is(site: Site, client: Client) -> None:
    """Two looks at one numbered line each, and the newest checkpoint; neither entries nor checkpoints are counted."""
    said = []
    for _ in range(2):
        grown(site) if not said else confirm(site, "DE", 300, first=50_000)
        site.number()
        with statements() as heard:
            client.get(PAGE)
        said.append(heard)
    assert said[0] == said[1]
    assert sum("FROM entries" in statement for statement in said[0]) == 2
    assert [s for s in said[0] if "count(" in s.lower() or "sum(" in s.lower()] == []


def test_each_checkpoint_keeps_what_was_removed_up_to_it(site: Site) -> None:
    grown(site)
    assert rows(Checkpoint)[-1]["size"] == 149
    assert rows(Checkpoint)[-1]["removed"] == {"withdrawn": 3, "fraud": 1, "duplicate": 2}


def test_the_next_log_after_a_restored_backup_has_the_same_history(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every entry moves along by one place; days and removals go with them."""
    grown(site)
    before = Shown.at(client)
    backup = Backup()
    confirm(site, "DE", 5, first=20_000)
    site.number()
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    backup.restore()
    assert run(site.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))[0] == 0
    shown = Shown.at(client)
    assert (shown.growth(), shown.removed()) == (before.growth(), before.removed())
    assert shown.facts()[3] == f"{before.facts()[3]}-2"
    placed = {row["day"]: row["position"] for row in rows(StatedDay)}
    tallies = [(n, entries.parse(line).stated) for n, line, _ in tally_queries.lines(site.campaign.id)]
    assert placed == {stated.day: n for n, stated in tallies if stated}


@pytest.fixture
def served(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Site]:
    """A site at the address that its pages name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
    (tmp_path / "campaign.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    app: Flask = create_app(settings_for(tmp_path, "", CAMPAIGN_BASE_URL=base))
    server = make_server("127.0.0.1", int(base.rpartition(":")[2]), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    with app.app_context():
        site = Site(app).with_keys().open_campaign()
        thread.start()
        yield site
        server.shutdown()
        thread.join()
        server.server_close()
        db.session.remove()
        db.engine.dispose()


def typed(command: str, folder: Path, answers: str = "") -> list[str]:
    """Run a command of the page in a folder; what it said, once it ended with 0."""
    python, *words = shlex.split(command)
    assert python == "python3"
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, input=answers, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_commands_hold_when_they_are_run(served: Site, tmp_path: Path) -> None:
    client, folder = served.client(), tmp_path / "mission"
    link = served.signed(AMELIE)
    count(served, FOUR)
    issue(served, make(served, tmp_path / "letters"))
    served.number()
    shown = Shown.at(client)

    folder.mkdir()
    curl, option, name, url = shlex.split(shown.command("download"))
    assert (curl, option, name) == ("curl", "-fo", "verify.py")
    with urlopen(url, timeout=20) as file:
        (folder / name).write_bytes(file.read())
    (folder / "FR.pdf").write_bytes((tmp_path / "letters" / "FR.pdf").read_bytes())
    (folder / "receipt.txt").write_bytes(client.get(f"{link}/receipt").data)

    verified = f"verified with {shown.command('key')}"
    counted = typed(shown.command("check"), folder)
    assert (counted[0].split(";")[0], counted[-1]) == (
        f"{shown.facts()[3]}: 35 entries, 31 signatures count", verified,
    )  # fmt: skip
    letter = typed(shown.command("letter"), folder)
    assert (letter[2].split(",")[0], letter[-1]) == ("FR.pdf FR=10", verified)
    person = f"{AMELIE.name}\n{AMELIE.email}\nFR\n"
    assert typed(shown.command("receipt"), folder, person)[-1] == verified
    for _ in range(2):
        assert typed(shown.command("watch"), folder)[-1] == verified
    assert (folder / "last-checkpoint").read_bytes() == client.get(f"/{SLUG}/log/checkpoint").data
