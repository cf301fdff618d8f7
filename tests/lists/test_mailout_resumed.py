"""However a mailout ends, the same command goes on, and nobody gets it twice."""

import os
import signal
import socket
import subprocess
import sys
from typing import Any

import pytest

from campaign.lists import delivery
from campaign.lists.journal import planned
from campaign.lists.sealed_format import SealedLine
from campaign.lists.update_texts import fingerprint, read_updates
from tests.lists.mailing import ADDRESSES, LINES, ROOT, SITE, Laptop, Relay, line, link


def test_killed_in_the_middle_it_goes_on_and_nobody_gets_two(laptop: Laptop, relay: Relay) -> None:
    laptop.listed([line(number) for number in range(40)])
    gone = 0
    while len(relay.got) < 25:
        left = laptop.mailout("--confirm", "0").output.splitlines()
        (count,) = (row.split()[0] for row in left if " would get it" in row)
        started = len(relay.got)
        running = subprocess.Popen(
            [sys.executable, "-m", "campaign", *laptop.words("--confirm", count, "--per-hour", "18000")],
            cwd=laptop.home, env={"PYTHONPATH": str(ROOT), "HOME": str(laptop.home / "home")},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while len(relay.got) < started + 5:
            assert running.poll() is None
            os.sched_yield()
        running.send_signal(signal.SIGKILL)
        running.wait()
        gone += 1
    left = laptop.mailout("--confirm", "0").output.splitlines()
    (count,) = (row.split()[0] for row in left if " would get it" in row)
    done = laptop.mailout("--confirm", count)
    assert (done.exit_code, gone >= 2) == (0, True), done.output
    assert len(relay.to) == len(set(relay.to))
    uncertain = [
        row.split()[0] for row in done.output.splitlines() if row.endswith("--again writes to them too.")
    ]
    missing = 40 - len(relay.to)
    assert missing <= int([*uncertain, "0"][0]) <= gone
    if uncertain:
        again = laptop.mailout("--again", "--confirm", uncertain[0])
        assert again.output.splitlines()[-1] == f"{uncertain[0]} sent"
    assert set(relay.to) == {f"nour{number}@example.org" for number in range(40)}


def test_cut_between_marking_and_sending_she_is_asked_about(laptop: Laptop, relay: Relay) -> None:
    laptop.mailout("--confirm", "4")
    state = laptop.home / "list.sealed.mailout"
    first, id_before = (
        state.read_bytes().splitlines(keepends=True),
        relay.mail_to("nour3@example.org")["Message-ID"],
    )
    state.write_bytes(b"".join(first[:-1]) + first[-1][:-4])  # the last "sent" was cut
    done = laptop.mailout("--confirm", "1")
    assert done.output.splitlines()[-2:] == [
        "1 may or may not have got it when it was interrupted. They are left out; --again writes to them too.",
        "Nobody is left to write to.",
    ]
    laptop.mailout("--again", "--confirm", "1")
    assert relay.to == [*ADDRESSES, "nour3@example.org"]
    assert relay.got[-1][1]["Message-ID"] == id_before
    assert laptop.marks()[-3:] == ["sending", "sending", "sent"]


def test_a_line_that_breaks_while_sending(
    laptop: Laptop, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = delivery.Server.send
    broken = iter([True])

    def send(self: Any, message: Any) -> None:
        if "nour1" in message["To"] and next(broken, False):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        whole(self, message)

    monkeypatch.setattr(delivery.Server, "send", send)
    done = laptop.mailout("--confirm", "4")
    assert relay.to == ["nour0@example.org", "nour2@example.org", "nour3@example.org"]
    assert done.output.splitlines()[-2:] == [
        "3 sent", "1 may or may not have got it, because the connection broke: --again writes to them too",
    ]  # fmt: skip


def test_two_at_once(laptop: Laptop, relay: Relay) -> None:
    mail = fingerprint(read_updates(laptop.home / "update.md", language="en"))
    first = planned(listed=laptop.home / "list.sealed", campaign=f"{SITE}/skies", mail=mail)
    with first.begun():
        assert laptop.refused("--confirm", "4") == (
            "Another program on this computer is sending to this campaign's signers.\n"
        )
    assert laptop.mailout("--confirm", "4").output.splitlines()[-1] == "4 sent"


@pytest.mark.parametrize("raw", [b"", b"{}\n", b"\xff\n", b'{"campaign/mailout/v1": {}}\n'])
def test_a_damaged_state_stops_it(laptop: Laptop, raw: bytes) -> None:
    (laptop.home / "list.sealed.mailout").write_bytes(raw)
    assert laptop.refused("--confirm", "4") == (
        "list.sealed.mailout is damaged. It says who got the update, so nothing can be sent without it.\n"
    )


def test_a_mark_that_is_unknown_is_taken_for_none_of_ours(laptop: Laptop, relay: Relay) -> None:
    laptop.mailout("--confirm", "4")
    state = laptop.home / "list.sealed.mailout"
    state.write_bytes(state.read_bytes().replace(b" sent", b" gone"))
    assert laptop.refused("--confirm", "0") == (
        "list.sealed.mailout is damaged. It says who got the update, so nothing can be sent without it.\n"
    )
    assert relay.to == ADDRESSES


def test_the_state_of_another_campaign(laptop: Laptop) -> None:
    laptop.mailout("--confirm", "4")
    ends = link(1, "en").replace("petition", "other")
    site = [SealedLine(**{**vars(each), "unsubscribe": ends}) for each in LINES]
    laptop.listed(site)
    assert laptop.refused("--confirm", "4") == (
        "list.sealed.mailout belongs to another campaign. Give the list another name.\n"
    )
