"""What keeps a mailout from beginning is a sentence, with nothing sent; what a mail server refuses is counted."""

from collections.abc import Callable
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pyrage.x25519 import Identity

from campaign.lists.sealed_format import SealedLine
from campaign.vault.envelope import seal_to
from tests.lists.lists import person
from tests.lists.mailing import ADDRESSES, HOLDER, LINES, Laptop, Relay, line
from tests.ports import free_port


def test_refused_for_good_and_put_off(laptop: Laptop, relay: Relay) -> None:
    answers = {
        "nour0": ["550 5.1.1 no such user nour0@example.org"],
        "nour1": ["451 4.7.1 greylisted", "250 OK"],
    }
    answers["nour2"] = ["451 4.7.1 greylisted"] * 4
    relay.answers = lambda address: (answers.get(address.split("@")[0]) or ["250 OK"]).pop(0)
    done = laptop.mailout("--confirm", "4")
    assert relay.to == ["nour3@example.org", "nour1@example.org"]
    assert [round(seconds) for seconds in laptop.slept if seconds > 1] == [60, 300, 900]
    assert done.output.splitlines()[-3:] == [
        "2 sent", "1 refused for good (550)", "1 put off by the mail server: run the same command again later",
    ]  # fmt: skip
    assert "nour" not in done.output.replace("nour.key", "")
    again = laptop.mailout("--confirm", "1")
    assert (again.exit_code, relay.to[2:]) == (0, ["nour2@example.org"])


@pytest.mark.parametrize("answer", ["554 relaying denied", "451 too many"])
def test_a_server_that_takes_nobody_ends_it_and_nobody_is_lost(
    laptop: Laptop, relay: Relay, answer: str
) -> None:
    laptop.listed([line(number) for number in range(12)])
    relay.answers = lambda address: answer
    done = laptop.mailout("--confirm", "12")
    assert (done.exit_code, done.stderr) == (2, (
        f"The mail server accepted none of the last 10 ({answer[:3]}). Run the same command again later: it "
            "continues where this one ended.\n"
    ))  # fmt: skip
    assert done.stdout.splitlines()[-2:] == [
        "0 sent", "10 put off by the mail server: run the same command again later",
    ]  # fmt: skip
    relay.answers = lambda address: "250 OK"
    assert laptop.mailout("--confirm", "12").output.splitlines()[-1] == "12 sent"
    assert sorted(relay.to) == sorted(f"nour{number}@example.org" for number in range(12))


def other_key(laptop: Laptop) -> None:
    (laptop.home / "nour.key").write_text(str(Identity.generate()))


def swapped(laptop: Laptop) -> None:
    laptop.listed([line(0), line(1, sealed=line(2).sealed)])


def cut(laptop: Laptop) -> None:
    raw = (laptop.home / "list.sealed").read_bytes()
    (laptop.home / "list.sealed").write_bytes(raw[: len(raw) // 2])


def elsewhere(laptop: Laptop) -> None:
    ends = line(1).unsubscribe
    assert ends is not None
    laptop.listed([line(0), line(1, unsubscribe=ends.replace("petition", "evil"))])


def without_link(laptop: Laptop) -> None:
    laptop.listed([line(0), line(1, unsubscribe=None)])


def no_address(laptop: Laptop) -> None:
    known = line(1)
    record = person(1, address="a@example.org, nour1@example.org")
    sealed = seal_to(record.packed(), record_id=known.record_id, recipients=[HOLDER.to_public()])
    laptop.listed([line(0), SealedLine(**{**vars(known), "sealed": sealed})])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            other_key,
            "This key doesn't open list.sealed: it was sealed to others, or its first record was changed. Nothing was "
            "written.",
        ),
        (
            swapped,
            "Line 3 of list.sealed contains a different record from the one it names. Someone changed the file. "
            "Nothing was written.",
        ),
        (cut, "list.sealed is incomplete: its last line is missing. Get another copy of it from the server."),
        (
            elsewhere,
            "Line 3 of list.sealed ends updates at a different site from the others. Someone changed the file.",
        ),
        (without_link, "Line 3 of list.sealed has no address that ends updates. Export the list again."),
        (no_address, "Line 3 of list.sealed contains no mail address."),
    ],
)
def test_a_list_or_key_that_is_wrong(laptop: Laptop, change: Callable[[Laptop], None], said: str) -> None:
    change(laptop)
    assert laptop.refused("--confirm", "2") == f"{said}\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--smtp", "http://127.0.0.1"], "--smtp has to be smtp://HOST:PORT or smtps://USER@HOST."),
        (["--smtp", "smtp://"], "--smtp has to be smtp://HOST:PORT or smtps://USER@HOST."),
        (["--smtp", "smtp://127.0.0.1:x"], "--smtp has to be smtp://HOST:PORT or smtps://USER@HOST."),
        (
            ["--smtp", "smtps://anna:word@127.0.0.1"],
            "Leave the password out of --smtp, where others may see it: you will be asked for it.",
        ),
        (
            ["--smtp", "smtp://127.0.0.1:1"],
            "The mail server 127.0.0.1 did not let us in (ConnectionRefusedError). Nothing was sent.",
        ),
        (["--from-address", "nobody"], "'nobody' is not an email address."),
        (["--test-to", "me"], "'me' is not an email address."),
    ],
)
def test_what_was_given_is_wrong(laptop: Laptop, more: list[str], said: str) -> None:
    assert laptop.refused("--confirm", "4", *more) == f"{said}\n"


def test_another_campaigns_list(laptop: Laptop) -> None:
    assert (
        laptop.refused("--confirm", "4", slug="other") == "list.sealed is the list of skies, not of other.\n"
    )


def test_a_list_of_nobody_who_asked(laptop: Laptop) -> None:
    laptop.listed(LINES[-1:])
    assert (
        laptop.refused("--confirm", "0")
        == "Nobody in list.sealed asked for updates, or is to be told of a removal.\n"
    )


def test_without_tls_nothing_leaves_this_computer(
    laptop: Laptop, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.lists.mail_servers.is_loopback", lambda host: False)
    assert laptop.refused("--confirm", "4") == (
        "This mail server offers no TLS: addresses would cross the network readable by anyone on the way. Use "
        "smtps://, or another port.\n"
    )


def signs_in(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    right = (given.login, given.password) == (b"anna", b"p@ss: word")
    return AuthResult(success=right, handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_password_is_asked_for(laptop: Laptop, relay: Relay) -> None:
    port = free_port()
    strict = Controller(
        relay,
        hostname="127.0.0.1",
        port=port,
        authenticator=signs_in,
        auth_required=True,
        auth_require_tls=False,
    )
    strict.start()
    try:
        smtp = f"smtp://anna@127.0.0.1:{port}"
        wrong = laptop.mailout("--smtp", smtp, "--confirm", "4", given="word\n")
        assert (wrong.exit_code, wrong.stderr, relay.got) == (
            2, "The mail server 127.0.0.1 did not let us in (535). Nothing was sent.\n", [],
        )  # fmt: skip
        right = laptop.mailout("--smtp", smtp, given="p@ss: word\n4\n")
        assert (right.exit_code, relay.to) == (0, ADDRESSES)
        assert "p@ss" not in right.output + wrong.output
    finally:
        strict.stop()
