"""`campaign check`: a sentence for each thing, exit code 1 when something is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from pyrage.x25519 import Identity

from campaign.checks.cli import check
from campaign.extensions import db
from campaign.lib.mail_targets import MailServer
from campaign.running.heart import beat
from campaign.vault import actions, day_keys
from campaign.vault.models import MailKey
from tests.cast import Site, change
from tests.checks.names import name_server
from tests.tables import rows

RECORDS = {
    "skies.example.org": ["hello", "v=spf1 include:mail.example.org -all"],
    "one._domainkey.skies.example.org": ["v=DKIM1; k=rsa; p=MIIB"],
    "_dmarc.skies.example.org": ["v=DMARC1; p=quarantine"],
}
PUBLIC = {
    "base_url": "https://skies.example.org",
    "mail_url": MailServer("mail.example.org", 465, tls=True, user="us", password="secret"),
    "mail_from": "petition@skies.example.org",
    "trusted_proxies": 1,
}
UNREACHED = (
    "Visitors: https://skies.example.org can't be reached from this machine (gaierror), so Host and proxy were "
    "not tested. Open it from elsewhere."
)


def checked(app: Flask, *words: str, **settings: object) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and the lines by their first word; names are asked of a server here."""
    change(app, **settings)
    with name_server(RECORDS) as names:
        done = app.test_cli_runner().invoke(check, ["--name-server", names, *words])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    lines: dict[str, list[str]] = {"good": [], "note": [], "WRONG": []}
    for line in done.output.splitlines():
        standing, _, sentence = line.partition(" ")
        lines[standing].append(sentence.strip())
    return done.exit_code, lines


def subjects(sentences: list[str]) -> list[str]:
    """Without the comparison of clocks, which only a database elsewhere allows."""
    return [sentence for sentence in sentences if not sentence.startswith("Clock:")]


def test_a_trial_on_this_machine_is_all_right(app: Flask) -> None:
    code, lines = checked(app)
    good = ["Settings", "Database", "Permissions", "Disk", "Limits", "Keys"]
    assert (code, [line.split(":")[0] for line in subjects(lines["good"])], lines["WRONG"]) == (0, good, [])
    assert lines["note"] == [
        "Worker: it has not been seen so far; nothing is being mailed or counted.",
        "Keys: there is one holder. If the only key is lost, so is the list; two are safer.",
        "Mail: it stays on this machine, in a folder. Nobody outside gets any.",
    ]


def test_a_public_site_with_two_proved_holders_and_a_mail_server(app: Flask) -> None:
    actions.add(name="maya", recipient=str(Identity.generate().to_public()), proved=True)
    beat()
    code, lines = checked(app, "--dkim", "one", **PUBLIC)
    assert (code, lines["note"], lines["WRONG"]) == (0, [UNREACHED], [])
    assert subjects(lines["good"])[-6:] == [
        "Limits: posts are counted in a file, for one machine.",
        "Keys: what signers give is sealed to skies, maya.",
        "Mail: it is sent through mail.example.org, from petition@skies.example.org.",
        "SPF: skies.example.org says v=spf1 include:mail.example.org -all",
        "DKIM: there is a key at one._domainkey.skies.example.org.",
        "DMARC: _dmarc.skies.example.org says v=DMARC1; p=quarantine",
    ]


def test_what_is_wrong_on_a_public_site(app: Flask) -> None:
    actions.add(name="maya", recipient=str(Identity.generate().to_public()))
    day_keys.destroy([row["day"] for row in rows(MailKey)])
    code, lines = checked(app, **PUBLIC | {"trusted_proxies": 0})
    assert (code, lines["WRONG"]) == (
        1,
        [
            "Worker: it has not been seen so far; nothing is being mailed or counted.",
            "Keys: not proved yet: maya. campaign keys drill --write FILE",
            "Mail: there is no key for today's mail. Is the worker running?",
            "Proxy: only a proxy on this machine reaches 127.0.0.1:8000, and it isn't counted, so all visitors look "
            "like one and share one budget. CAMPAIGN_TRUSTED_PROXIES=1",
        ],
    )


def test_nobody_to_seal_to_is_wrong_anywhere(site: Site) -> None:
    actions.retire(name="skies", keep_last=False)
    code, lines = checked(site.app)
    assert (code, lines["WRONG"]) == (
        1,
        ["Keys: nobody holds one, so nobody can sign. campaign keys add FILE"],
    )


def test_an_older_shape_of_the_database(app: Flask, later: Callable[[], str]) -> None:
    db.session.remove()
    number = later()
    code, lines = checked(app)
    said = f"Database: its shape is {int(number) - 1:04d}, this version's is {number}. campaign migrate"
    assert (code, lines["WRONG"]) == (1, [said])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_is_away(app: Flask, tmp_path: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    for file in tmp_path.glob("campaign.sqlite3*"):
        file.unlink()
    (tmp_path / "campaign.sqlite3").mkdir()
    assert checked(app) == (
        1,
        {
            "good": [f"Settings: visitors come to http://127.0.0.1:8000; the instance is {tmp_path}."],
            "note": [],
            "WRONG": ["Database: it can't be used (OperationalError). Is it there?"],
        },
    )
