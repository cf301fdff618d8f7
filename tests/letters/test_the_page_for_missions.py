"""The page for missions: the published checkpoint, commands that hold when they are run, growth and removals."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine

from campaign.extensions import db
from campaign.tally import actions, entries, tree
from campaign.tally import queries as tally_queries
from campaign.tally.models import Checkpoint, StatedDay
from tests.cast import SLUG, Client, Site, heading
from tests.letters.desk import FOUR, count, issue, make
from tests.tally.test_last_seen import crash
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
