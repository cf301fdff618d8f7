"""`campaign check` on mail: one is sent, the sender's records are asked, a telling sender is named."""

import socket
from collections.abc import Iterator
from pathlib import Path

import dns.exception
import pytest
from flask import Flask

from campaign.checks import GOOD, NOTE, WRONG
from campaign.checks.mail import telltale
from campaign.checks.sender import Names, _dmarc, _spf, sender
from campaign.lib.mail_targets import mail_target
from tests.cast import Site, change
from tests.checks.names import name_server
from tests.checks.test_check import PUBLIC, checked
from tests.mail.test_delivery import Mission, mission
from tests.ports import free_port

__all__ = ["mission"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DOMAIN = "skies.example.org"


def mails(app: Flask, url: str, to: str = "us@example.org") -> tuple[int, list[str]]:
    """The exit code and what is said of the mail that was sent."""
    target = mail_target(url, instance=app.config["SETTINGS"].instance)
    code, lines = checked(
        app, "--mail-to", to, "--dkim", "one", mail_url=target, mail_from=f"petition@{DOMAIN}"
    )
    return code, [line for line in (*lines["good"], *lines["WRONG"]) if f" {to}" in line or f"'{to}" in line]


def test_one_is_sent_and_asked_after(app: Flask, mission: tuple[Mission, str]) -> None:
    server, url = mission
    assert mails(app, url) == (
        0,
        [
            "Mail: 127.0.0.1 accepted one for us@example.org. Check whether it arrived, and whether it went to "
            "the spam folder."
        ],
    )
    (got,) = server.got
    assert (got.mail_from, got.rcpt_tos) == (f"petition@{DOMAIN}", ["us@example.org"])
    assert b"Subject: A mail to try\r\n" in got.content


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("550 no", "550): it doesn't let this sender write to this address"),
        ("451 later", "451): see what its operator says about this answer"),
    ],
)
def test_a_server_that_says_no(app: Flask, mission: tuple[Mission, str], answer: str, why: str) -> None:
    server, url = mission
    server.at_recipient = answer
    assert mails(app, url) == (1, [f"Mail: 127.0.0.1 did not accept one for us@example.org ({why}."])


def test_nobody_listens(app: Flask) -> None:
    url = f"smtp://127.0.0.1:{free_port()}"
    assert mails(app, url) == (
        1,
        [
            "Mail: 127.0.0.1 did not accept one for us@example.org (ConnectionRefusedError): nothing is "
            "listening there on this port."
        ],
    )


def test_a_folder_and_an_address_that_is_none(app: Flask) -> None:
    assert mails(app, "folder:") == (0, ["Mail: one for us@example.org is in the folder."])
    assert mails(app, "folder:", to="us@x\nBcc: all")[0] == 1


@pytest.mark.parametrize("setting", ["folder:", "folder:letters", "folder:letters/", "folder:{elsewhere}/"])
def test_the_folder_is_the_one_that_the_setting_names(app: Flask, tmp_path: Path, setting: str) -> None:
    url = setting.format(elsewhere=tmp_path / "elsewhere")
    folder = {"folder:": "mail", "folder:{elsewhere}/": "elsewhere"}.get(setting, "letters")
    assert mails(app, url) == (0, ["Mail: one for us@example.org is in the folder."])
    (file,) = (app.config["SETTINGS"].instance / folder).glob("*.eml")
    assert b"To: us@example.org" in file.read_bytes()


def answers(records: dict[str, list[str]], app: Flask, selector: str | None = "one") -> list[tuple[str, str]]:
    change(app, **PUBLIC)
    with name_server(records) as names:
        return [(each.standing, each.sentence) for each in sender(selector=selector, name_server=names)]


def test_a_domain_that_says_nothing(app: Flask) -> None:
    assert answers({}, app) == [
        (
            WRONG,
            f"SPF: {DOMAIN} doesn't say who may send for it, so its mail looks forged. Add a TXT record.",
        ),
        (
            WRONG,
            f"DKIM: one._domainkey.{DOMAIN} has no key, so no signature of your mail server is believed.",
        ),
        (WRONG, f"DMARC: _dmarc.{DOMAIN} says nothing; large mail services refuse much of such mail."),
    ]


def test_records_that_help_nobody(app: Flask) -> None:
    records = {
        DOMAIN: ["v=spf1 +all"],
        f"one._domainkey.{DOMAIN}": ["v=DKIM1; p="],
        f"_dmarc.{DOMAIN}": ["v=DMARC1; p=none; rua=mailto:us@example.org"],
    }
    assert answers(records, app) == [
        (WRONG, f"SPF: {DOMAIN} lets everybody send for it: v=spf1 +all"),
        (WRONG, f"DKIM: the key at one._domainkey.{DOMAIN} has been revoked."),
        (NOTE, f"DMARC: _dmarc.{DOMAIN} only watches (p=none); p=quarantine protects your name."),
    ]


def test_two_records_and_a_policy_of_the_parent(app: Flask) -> None:
    records = {DOMAIN: ["v=spf1 -all", "v=spf1 mx -all"], "_dmarc.example.org": ["v=DMARC1; p=reject"]}
    with name_server(records) as server:
        names = Names(server)
        found = [_spf(names, DOMAIN), _dmarc(names, DOMAIN)]
    assert [(each.standing, each.sentence) for each in found] == [
        (WRONG, f"SPF: {DOMAIN} has 2 records; with more than one, none counts."),
        (GOOD, "DMARC: _dmarc.example.org says v=DMARC1; p=reject"),
    ]


def test_without_a_selector_the_key_is_not_asked_for(app: Flask) -> None:
    assert answers({}, app, selector=None)[1] == (
        NOTE,
        "DKIM: not checked; --dkim SELECTOR checks it, with the selector that your mail server signs with.",
    )


@pytest.fixture
def mute() -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{silent.getsockname()[1]}"


def test_nobody_answers(app: Flask, mute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.checks.sender.SECONDS", 0.3)
    change(app, **PUBLIC)
    assert [(each.standing, each.sentence) for each in sender(selector=None, name_server=mute)] == [
        (NOTE, f"Sender: SPF, DKIM and DMARC of {DOMAIN} could not be looked up (LifetimeTimeout)."),
    ]
    with pytest.raises(dns.exception.DNSException):
        Names(mute).texts(DOMAIN, "v=spf1")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("petition@example.org", []),
        ("post@aleppo.example", ["aleppo"]),
        ("Clear the Skies <post@example.org>", ["clear", "skies"]),
        ("info@clearskies.example", ["clear", "clearskies", "skies"]),
        ("oppo@example.org", []),
    ],
)
def test_a_sender_that_gives_the_cause_away(address: str, words: list[str], app: Flask) -> None:
    assert telltale(address, {"aleppo", "clear", "skies", "clearskies", "opp", "zone"} - {"opp"}) == words


def test_the_words_are_those_of_the_campaigns(site: Site) -> None:
    _, lines = checked(site.app, mail_from="post@clear-skies.example")
    assert [line for line in lines["note"] if line.startswith("Sender:")] == [
        "Sender: post@clear-skies.example gives the cause away (clear, skies) to anyone who glances at a "
        "signer's list of "
        "mails. A neutral CAMPAIGN_MAIL_FROM protects those who sign at risk."
    ]
    _, lines = checked(site.app, mail_from="petition@example.org")
    assert [line for line in lines["note"] if line.startswith("Sender:")] == []
