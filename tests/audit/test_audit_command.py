"""`campaign audit`: who did what, the newest first, and all of it as a file for a spreadsheet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from campaign.audit import actions as audit
from campaign.audit.actors import WORKER, Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind
from campaign.audit.queries import AT_A_LOOK
from tests.cast import SLUG, Site
from tests.tally.test_last_seen import run

NOON = datetime(2026, 10, 1, 12, 34, tzinfo=UTC)


@pytest.fixture
def acts(site: Site) -> Site:
    with time_machine.travel(NOON, tick=False):
        with acting(Actor(ActorKind.ORGANISER, "=Amal")):
            audit.note(Act.WITHHOLD, campaign="other", countries=["SY", "IR"])
            audit.note(
                Act.INVALIDATE, campaign="other", rules=[RuleKind.DOMAIN, RuleKind.DAY], people=47, number=3
            )
        with acting(WORKER):
            audit.note(Act.INVALIDATE_END, campaign="other", people=4, number=3, reason="fraud")
    return site


def test_it_lists_what_is_asked_for(acts: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(acts.app, monkeypatch, "audit", "--campaign", "other")
    lines = [" ".join(line.split()[1:]) for line in said.splitlines()]
    assert (code, lines) == (
        0,
        [
            "WHEN (UTC) FROM WHO CAMPAIGN ACT FACTS",
            "2026-10-01 12:34 worker worker other invalidate-end fewer than ten people, number 3, reason fraud",
            "2026-10-01 12:34 organiser =Amal other invalidate by day and domain, at least 40 people, number 3",
            "2026-10-01 12:34 organiser =Amal other withhold countries SY IR",
        ],
    )
    assert run(acts.app, monkeypatch, "audit", "--act", "purge") == (0, "Nothing like that was recorded.\n")
    code, said = run(
        acts.app, monkeypatch, "audit", "--from", "worker", "--since", "2026-10-01", "--until", "2026-10-01"
    )
    assert (code, [line.split()[6] for line in said.splitlines()[1:]]) == (0, ["invalidate-end"])


def test_older_ones_are_a_page_further(acts: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(AT_A_LOOK):
        audit.note(Act.INVALIDATE_UNDO, campaign="other", number=number)
    code, said = run(acts.app, monkeypatch, "audit", "--campaign", "other")
    *listed, last = said.splitlines()
    assert (code, len(listed)) == (0, 1 + AT_A_LOOK)
    assert last == f"Older ones: --before {listed[-1].split()[0]}"
    code, said = run(acts.app, monkeypatch, "audit", "--campaign", "other", "--before", last.split()[-1])
    assert (code, [line.split()[6] for line in said.splitlines()[1:]]) == (
        0,
        ["invalidate-end", "invalidate", "withhold"],
    )


def test_the_file_is_safe_in_a_spreadsheet(
    acts: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "audit.csv"
    assert run(acts.app, monkeypatch, "audit", "--campaign", "other", "--out", str(out)) == (
        0,
        f"3 acts in {out}\n",
    )
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_bytes()[:3] == b"\xef\xbb\xbf"
    first, *lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert first == "number,when,from,who,campaign,act,rules,people,facts"
    assert [line.partition(",")[2] for line in lines] == [
        "2026-10-01T12:34:00+00:00,worker,worker,other,invalidate-end,,fewer than ten,"
        '"{""number"": 3, ""reason"": ""fraud""}"',
        '2026-10-01T12:34:00+00:00,organiser,\'=Amal,other,invalidate,day domain,at least 40,"{""number"": 3}"',
        '2026-10-01T12:34:00+00:00,organiser,\'=Amal,other,withhold,,,"{""countries"": [""SY"", ""IR""]}"',
    ]
    before = out.read_bytes()
    assert run(acts.app, monkeypatch, "audit", "--out", str(out)) == (
        2,
        f"{out} already exists. Choose another name, or move it away.\n",
    )
    assert out.read_bytes() == before
    missing = tmp_path / "nowhere" / "audit.csv"
    assert run(acts.app, monkeypatch, "audit", "--out", str(missing)) == (
        2,
        f"{missing} can't be written: No such file or directory.\n",
    )


def test_a_command_says_whose_it_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", "amal")
    assert run(site.app, monkeypatch, "pause", SLUG)[0] == 0
    code, said = run(site.app, monkeypatch, "audit", "--act", "pause")
    assert (code, said.splitlines()[1].split()[3:]) == (0, ["command", "amal", SLUG, "pause"])
