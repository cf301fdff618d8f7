"""Holders' keys, secrets, networks and time, letters and lists: what is done with them leaves its row."""

from pathlib import Path

import pytest
import time_machine
from pyrage.x25519 import Identity

from campaign.lib import clock
from campaign.limits import widening
from campaign.lists.export import export
from campaign.signing import actions as signing
from campaign.vault import actions as vault
from campaign.vault import day_keys, shared, trusted_time
from tests.audit.test_what_is_noted import DAY, noting
from tests.cast import AMELIE, KEY, NOUR, SLUG, Site
from tests.letters.desk import FOUR, count, issue, make
from tests.letters.desk import run as run_letters
from tests.tally.test_last_seen import run


def test_holders_and_the_servers_secrets(site: Site) -> None:
    recipient = str(Identity.generate().to_public())
    key = {"key": recipient[:12]}
    with noting(of=None) as told:
        vault.add(name="Amal", recipient=recipient)
        vault.add(name="Amal", recipient=recipient)
        vault.write_drill(name="Amal")
        vault.retire(name="Amal", keep_last=True)
        vault.retire(name="Amal", keep_last=True)
        shared.replace("forms")
        day_keys.destroy([clock.today() - DAY])
    yesterday = (clock.today() - DAY).isoformat()
    assert told == [
        ("key-add", key),
        ("key-drill", key),
        ("key-retire", key),
        ("secret-rotate", {"purpose": "forms"}),
        ("key-destroy", {"day": yesterday, "purpose": "mail"}),
    ]
    with noting() as told, time_machine.travel(clock.now(), tick=False):
        assert run(site.app, pytest.MonkeyPatch(), "log", "new-key", SLUG)[0] == 0  # the same key
    assert told == []


def test_networks_time_and_what_goes(site: Site) -> None:
    site.signed(AMELIE)
    day = clock.today() + DAY
    with time_machine.travel(clock.now(), tick=False):
        now = clock.now().isoformat(timespec="seconds")
        with noting(of=None) as told:
            widening.widen(network="203.0.113.0/24", until=day)
            widening.narrow(network="203.0.113.0/24")
            trusted_time.accept()
            signing.purge()
        assert told == [
            ("limits-widen", {"day": day.isoformat()}),
            ("limits-narrow", {}),
            ("clock-accept", {"moment": now}),
            ("purge", 0, {}),
        ]
    with noting() as told:
        signing.forget(campaign=site.campaign, address=AMELIE.email)
        signing.forget(campaign=site.campaign, address="nobody@example.org")
    assert told == [("forget", {})] * 2


def test_letters_and_what_comes_back(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    contacts = tmp_path / "missions.csv"
    contacts.write_text("code,address,source,date\nFR,fr@example.org,https://example.org,2016-09-01\n")
    with noting(of=None) as told:
        assert run_letters(site, "missions", "import", contacts).code == 0
        assert run_letters(site, "missions", "language", "en", "--only", "FR").code == 0
    assert told == [
        ("missions-import", {"countries": ["FR"]}),
        ("missions-language", {"countries": ["FR"], "language": "en"}),
    ]
    with noting() as told:
        folder = make(site, tmp_path / "letters")
        issued = issue(site, folder)
        assert issued.code == 0, issued.said
        assert issue(site, folder).code == 0
        assert run_letters(site, "letters", "send", SLUG, "--test-to", "me@example.org").code == 0
        assert run_letters(site, "letters", "send", SLUG, "--confirm", "1").code == 0
        assert run_letters(site, "letters", "stop", SLUG).code == 0
        assert run_letters(site, "letters", "stop", SLUG).code == 0
        for _ in range(2):
            run_letters(site, "letters", "reply", SLUG, "FR", "--position", "supports")
            run_letters(site, "letters", "reply", SLUG, "FR", "--remove")
    sha256 = issued.said.split()[-1]
    size = told[0][1].pop("size")
    today = clock.today().isoformat()
    answers = [
        ("letters-answer", {"countries": ["FR"], "day": today, "position": "supports"}),
        ("letters-unanswer", {"countries": ["FR"]}),
    ]
    assert told == [
        ("letters-make", {"day": "2016-10-03", "letters": 2}),
        ("letters-issue", {"letters": 2, "sha256": sha256, "size": size}),
        ("letters-specimen", {"countries": ["FR"]}),
        ("letters-send", {"countries": ["FR"], "letters": 1, "size": size}),
        ("letters-stop", {"countries": ["FR"], "letters": 1}),
        *answers,
        *answers,
    ]


def test_a_list_opened_here_and_a_backup(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.signed(NOUR)
    site.number()
    with noting() as told:
        for words in (("--sealed", "a.sealed"), ("--removed", "--sealed", "b.sealed")):
            *options, name = words
            assert run(site.app, monkeypatch, "export", SLUG, *options, str(tmp_path / name))[0] == 0
        assert export(campaign=site.campaign, identity=KEY, out=tmp_path / "c.csv", country="SY") == 1
    assert told == [
        ("export", 0, {"kind": "sealed"}),
        ("export", 0, {"kind": "removed"}),
        ("export", ["country"], 0, {"kind": "opened"}),
    ]
    with noting(of=None) as told:
        assert run(site.app, monkeypatch, "backup", str(tmp_path / "all.backup"))[0] == 0
    assert told == [("backup", {"kind": "sealed"})]
