"""Updates from an organiser's computer over a real mail server: each in her language, none twice, once a week."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner, Result
from pyrage.x25519 import Identity

from campaign.cli import campaign
from campaign.lib import clock
from campaign.signing import mailing_out
from campaign.signing.models import Signature
from campaign.signing.sealed_export import export_sealed
from campaign.signing.sealed_lists import SealedLine, write_sealed
from campaign.signing.unsubscribing import unsubscribe_token
from campaign.vault.envelope import seal_to
from tests.cast import KEY, NOUR, SLUG, Site
from tests.tables import rows
from tests.vault.lists import HEADER, person, sealed_line

ROOT = Path(__file__).parents[2]
HOLDER = Identity.generate()
SITE = "https://petition.example.org"
ENGLISH = (
    "# The Council meets on Monday\n\nDear all,\n\nread [what we wrote](https://skies.example.org/a_b).\n"
)
ARABIC = "# المجلس يجتمع يوم الاثنين\n\nأعزاءنا،\n\nشكراً لكم.\n"
BEGAN = "2016-10-01 09:00:00Z"


@dataclass
class Relay:
    """An organiser's mail server, which answers as told and remembers what it took."""

    answers: Callable[[str], str] = lambda address: "250 OK"
    got: list[tuple[str, Any]] = field(default_factory=list)
    lines: int = 0
    url: str = ""

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, host: str, responses: Any) -> Any:
        self.lines += 1
        session.host_name = host
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.answers(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        (to,) = envelope.rcpt_tos
        self.got.append((to, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [address for address, _ in self.got]

    def mail_to(self, address: str) -> Any:
        (found,) = (message for to, message in self.got if to == address)
        return found


@pytest.fixture
def relay() -> Iterator[Relay]:
    handler = Relay()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def link(number: int, language: str | None) -> str:
    token = unsubscribe_token(b"k" * 32, campaign=1, signature=number)
    return f"{SITE}/{language if language in {'en', 'ar'} else 'en'}/u/{token}"


def line(
    number: int, *, language: str | None = "en", holder: Identity = HOLDER, **changes: Any
) -> SealedLine:
    """One who asked for updates."""
    known = sealed_line(person(number), holder)
    ends = link(number, language)
    return SealedLine(
        **{**vars(known), "language": language, "wants_updates": True, "unsubscribe": ends, **changes}
    )


LINES = [
    line(0, language="ar"),
    line(1),
    line(2, language="fr"),
    line(3, language=None),
    line(4, wants_updates=False, unsubscribe=None),
]
ADDRESSES = [f"nour{number}@example.org" for number in range(4)]


@dataclass
class Laptop:
    """An organiser's computer: a folder with list, key and text, and a home of its own."""

    home: Path
    relay: Relay

    def listed(self, lines: list[SealedLine], name: str = "list.sealed") -> Path:
        write_sealed(self.home / name, header=HEADER, lines=lines)
        return self.home / name

    def words(
        self, *more: str, listed: str = "list.sealed", slug: str = "skies", text: str = "update.md"
    ) -> list[str]:
        given = {
            "--from": listed, "--identity": "nour.key", "--smtp": self.relay.url, "--per-hour": "1000000",
            "--from-address": "Skies <news@skies.example>",
        }  # fmt: skip
        given |= dict(zip(more[::2], more[1::2], strict=False)) if "--again" not in more else {}
        words = [word for pair in given.items() for word in pair]
        return ["mailout", slug, text, *words, *(more if "--again" in more else ())]

    def mailout(self, *more: str, given: str = "", **named: str) -> Result:
        return CliRunner().invoke(campaign, self.words(*more, **named), input=given)

    def refused(self, *more: str, **named: str) -> str:
        """What is said; nobody got anything and nothing lies there that didn't before."""
        before, got = sorted(self.home.rglob("*")), list(self.relay.got)
        done = self.mailout(*more, **named)
        assert (done.exit_code, sorted(self.home.rglob("*")), self.relay.got) == (2, before, got), done.output
        assert "nour1@" not in done.output
        return done.stderr

    def marks(self) -> list[str]:
        """How each step was marked, in order."""
        raw = (self.home / "list.sealed.mailout").read_text()
        return [line.split()[1] for line in raw.splitlines()[1:]]


@pytest.fixture
def laptop(tmp_path: Path, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    made = Laptop(tmp_path, relay)
    made.listed(LINES)
    (tmp_path / "nour.key").write_text(f"{HOLDER}\n")
    (tmp_path / "update.md").write_text(ENGLISH)
    (tmp_path / "update.ar.md").write_text(ARABIC)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    slept: list[float] = []
    monkeypatch.setattr(mailing_out.time, "sleep", slept.append)
    return made


def test_each_gets_one_mail_in_her_language(laptop: Laptop, relay: Relay) -> None:
    done = laptop.mailout("--confirm", "4")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (relay.to, relay.lines) == (ADDRESSES, 1)
    said = done.output.splitlines()
    assert said[-6:-2] == [
        "1 in ar: المجلس يجتمع يوم الاثنين",
        "3 in en: The Council meets on Monday",
        f"The links that end updates lead to {SITE}",
        "4 would get it. At 1,000,000 an hour it takes 1 min.",
    ]
    assert said[-1] == "4 sent"
    subjects = [message["Subject"] for _, message in relay.got]
    assert subjects == ["المجلس يجتمع يوم الاثنين"] + ["The Council meets on Monday"] * 3
    assert relay.mail_to("nour1@example.org").get_content().replace("\r\n", "\n") == (
        "Dear all,\n\nread what we wrote <https://skies.example.org/a_b>.\n\n---\n"
        "You get this because you asked for updates when you signed. To get no more\nof them, open:\n"
        f"{link(1, 'en')}\n"
    )
    arabic = relay.mail_to("nour0@example.org")
    assert arabic.get_content().replace("\r\n", "\n").endswith(f"\n{link(0, 'ar')}\n")
    assert "تصلكم" in arabic.get_content()
    assert arabic["Content-Language"] == "ar"


def test_the_headers(laptop: Laptop, relay: Relay) -> None:
    laptop.mailout("--confirm", "4")
    message = relay.mail_to("nour1@example.org")
    raw = message.as_bytes(policy=email.policy.default.clone(max_line_length=998)).decode()
    lines = [
        each for each in raw.partition("\n\n")[0].splitlines() if not each.startswith(("Date", "Message-ID"))
    ]
    assert lines[:9] == [
        "From: Skies <news@skies.example>",
        "To: nour1@example.org",
        "Subject: The Council meets on Monday",
        "Auto-Submitted: auto-generated",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 7bit",
        "MIME-Version: 1.0",
        "Content-Language: en",
        "Reply-To: Skies <news@skies.example>",
    ]
    assert lines[9:11] == [
        f"List-Unsubscribe: <{link(1, 'en')}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]
    ids = [str(message["Message-ID"]) for _, message in relay.got]
    assert {len(each) for each in ids} == {len(f"<{'0' * 32}@skies.example>")}
    assert len(set(ids)) == 4


def test_a_header_with_a_long_link_stays_on_one_line() -> None:
    signer = mailing_out.Signer(
        b"r" * 16, "a@example.org", "en", f"https://{'long.' * 30}org/en/u/{'x' * 32}"
    )
    update = mailing_out.Update("en", "Hello", "Hello\n")
    raw = mailing_out.letter(update, signer, sender="b@example.org", message_id="1" * 32).as_bytes()
    assert f"\r\nList-Unsubscribe: <{signer.unsubscribe}>\r\n".encode() in raw


def test_the_number_has_to_be_typed(laptop: Laptop, relay: Relay) -> None:
    for typed in ("", "y", "3", "-4", "44"):
        done = laptop.mailout(given=f"{typed}\n")
        assert (done.exit_code, done.stderr, relay.got) == (2, "That is not 4. Nothing was sent.\n", [])
    assert not (laptop.home / "list.sealed.mailout").exists()
    assert laptop.refused("--confirm", "5") == "That is not 4. Nothing was sent.\n"
    assert laptop.mailout(given="4\n").output.splitlines()[-1] == "4 sent"


def test_a_rehearsal_goes_to_one_address_and_counts_for_nothing(laptop: Laptop, relay: Relay) -> None:
    done = laptop.mailout("--test-to", "me@skies.example")
    assert (done.exit_code, relay.to) == (0, ["me@skies.example"] * 2)
    assert [message["Subject"] for _, message in relay.got] == [
        "The Council meets on Monday", "المجلس يجتمع يوم الاثنين",
    ]  # fmt: skip
    assert relay.got[0][1]["List-Unsubscribe"] == f"<{SITE}/en/u/{'x' * 32}>"
    assert not (laptop.home / "home").exists()
    assert laptop.mailout("--confirm", "4").exit_code == 0


def test_once_a_week_whatever_the_list_and_the_text(laptop: Laptop, relay: Relay) -> None:
    with time_machine.travel(BEGAN, tick=False) as moved:
        assert laptop.mailout("--confirm", "4").exit_code == 0
        (laptop.home / "other.md").write_text("# More\n\nNews.\n")
        laptop.listed(LINES, "other.sealed")
        (laptop.home / "moved").mkdir()
        moved.shift(timedelta(days=6, hours=14))
        for named in (
            {"text": "other.md"},
            {"listed": "other.sealed"},
            {"text": "other.md", "listed": "other.sealed"},
        ):
            assert laptop.refused("--confirm", "4", **named) == (
                "This campaign's signers were written to on 1 October 2016. Updates go out once a week at most: again "
                "from 8 October 2016. To go on with a mailout that was interrupted, take the same list and the same "
                "text.\n"
            )
        again = laptop.mailout("--confirm", "4")
        assert (again.exit_code, again.output.splitlines()[-1]) == (0, "Nobody is left to write to.")
        moved.shift(timedelta(hours=2))
        assert laptop.mailout("--confirm", "4", text="other.md").exit_code == 0
    assert len(relay.got) == 8


def test_an_old_mailout_does_not_go_on_within_a_week_of_another(laptop: Laptop, relay: Relay) -> None:
    relay.answers = lambda address: "451 later" if "nour3" in address else "250 OK"
    with time_machine.travel(BEGAN, tick=False) as moved:
        laptop.mailout("--confirm", "4")
        moved.shift(timedelta(days=7))
        laptop.listed(LINES, "other.sealed")
        (laptop.home / "other.md").write_text("# More\n\nNews.\n")
        laptop.mailout("--confirm", "4", text="other.md", listed="other.sealed")
        moved.shift(timedelta(days=1))
        assert "written to on 8 October 2016" in laptop.refused("--confirm", "1")
        moved.shift(timedelta(days=6))
        relay.answers = lambda address: "250 OK"
        assert laptop.mailout("--confirm", "1").output.splitlines()[-1] == "1 sent"
    assert relay.to.count("nour3@example.org") == 1


@pytest.mark.parametrize("state", ["file", "home"])
def test_either_of_its_two_places_is_enough(laptop: Laptop, state: str) -> None:
    laptop.mailout("--confirm", "4")
    (laptop.home / "other.md").write_text("# More\n\nNews.\n")
    if state == "home":
        (laptop.home / "list.sealed.mailout").unlink()
    else:
        next((laptop.home / "home").rglob("*.json")).unlink()
    assert "once a week at most" in laptop.refused("--confirm", "4", text="other.md")


def test_what_it_keeps_names_nobody(laptop: Laptop) -> None:
    laptop.mailout("--confirm", "4")
    kept = [laptop.home / "list.sealed.mailout", *(laptop.home / "home").rglob("*.json")]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]
    private = [word for each in range(5) for word in (person(each).name, person(each).address)]
    private += [each.record.hex() for each in LINES] + ["skies", "petition", "Council", "المجلس"]
    for path in kept:
        raw = path.read_bytes()
        assert [
            word for word in private if word.encode() in raw or word in path.stem.removesuffix(".sealed")
        ] == []
    assert laptop.marks() == ["sending", "sent"] * 4


def test_refused_for_good_and_put_off(laptop: Laptop, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "nour0": ["550 5.1.1 no such user nour0@example.org"],
        "nour1": ["451 4.7.1 greylisted", "250 OK"],
    }
    answers["nour2"] = ["451 4.7.1 greylisted"] * 4
    relay.answers = lambda address: (answers.get(address.split("@")[0]) or ["250 OK"]).pop(0)
    slept: list[float] = []
    monkeypatch.setattr(mailing_out.time, "sleep", slept.append)
    done = laptop.mailout("--confirm", "4")
    assert relay.to == ["nour3@example.org", "nour1@example.org"]
    assert [round(seconds) for seconds in slept if seconds > 1] == [60, 300, 900]
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
        f"The mail server took none of the last 10 ({answer[:3]}). Run the same command again later: it goes on where "
        "this one ended.\n"
    ))  # fmt: skip
    assert done.stdout.splitlines()[-2:] == [
        "0 sent", "10 put off by the mail server: run the same command again later",
    ]  # fmt: skip
    relay.answers = lambda address: "250 OK"
    assert laptop.mailout("--confirm", "12").output.splitlines()[-1] == "12 sent"
    assert sorted(relay.to) == sorted(f"nour{number}@example.org" for number in range(12))


def test_killed_in_the_middle_it_goes_on_and_nobody_gets_two(laptop: Laptop, relay: Relay) -> None:
    laptop.listed([line(number) for number in range(40)])
    gone = 0
    while len(relay.got) < 25:
        left = laptop.mailout("--confirm", "0").output.splitlines()
        (count,) = (row.split()[0] for row in left if " would get it" in row)
        started = len(relay.got)
        running = subprocess.Popen(
            [sys.executable, "-m", "campaign", *laptop.words("--confirm", count, "--per-hour", "36000")],
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
        "1 may have got it when it was interrupted, or not. They are left out; --again writes to them too.",
        "Nobody is left to write to.",
    ]
    laptop.mailout("--again", "--confirm", "1")
    assert relay.to == [*ADDRESSES, "nour3@example.org"]
    assert relay.got[-1][1]["Message-ID"] == id_before
    assert laptop.marks()[-3:] == ["sending", "sending", "sent"]


def test_a_line_that_breaks_while_sending(
    laptop: Laptop, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mailing_out.Server.send
    broken = iter([True])

    def send(self: Any, message: Any) -> None:
        if "nour1" in message["To"] and next(broken, False):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        whole(self, message)

    monkeypatch.setattr(mailing_out.Server, "send", send)
    done = laptop.mailout("--confirm", "4")
    assert relay.to == ["nour0@example.org", "nour2@example.org", "nour3@example.org"]
    assert done.output.splitlines()[-2:] == [
        "3 sent", "1 may have got it or not, since the line broke: --again writes to them too",
    ]  # fmt: skip


def test_two_at_once(laptop: Laptop, relay: Relay) -> None:
    laptop.listed([line(number) for number in range(40)])
    words = laptop.words("--confirm", "40", "--per-hour", "36000")
    running = subprocess.Popen(
        [sys.executable, "-m", "campaign", *words], cwd=laptop.home, stdout=subprocess.DEVNULL,
        env={"PYTHONPATH": str(ROOT), "HOME": str(laptop.home / "home")},
    )  # fmt: skip
    while not relay.got:
        assert running.poll() is None
        os.sched_yield()
    counted = laptop.mailout("--confirm", "0").output.splitlines()
    (count,) = (row.split()[0] for row in counted if " would get it" in row)
    for _ in range(3):  # the count moves on while we look
        second = laptop.mailout("--confirm", count)
        if "That is not" not in second.stderr:
            break
        count = second.stderr.split()[3].rstrip(".")
    assert second.stderr in {
        "Another program on this computer is sending to this campaign's signers.\n",
        f"That is not {count}. Nothing was sent.\n",
    }
    assert running.wait(timeout=60) == 0
    assert sorted(relay.to) == sorted(f"nour{number}@example.org" for number in range(40))


def test_no_faster_than_agreed(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(mailing_out.time, "sleep", slept.append)
    monkeypatch.setattr(mailing_out.time, "monotonic", lambda: sum(slept))
    done = laptop.mailout("--confirm", "4", "--per-hour", "500")
    assert (done.exit_code, [round(each, 3) for each in slept]) == (0, [7.2, 7.2, 7.2])


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
    sealed = seal_to(record.packed(), record=known.record, recipients=[HOLDER.to_public()])
    laptop.listed([line(0), SealedLine(**{**vars(known), "sealed": sealed})])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            other_key,
            "This key doesn't open list.sealed: it was sealed to others, or its first record was changed.",
        ),
        (swapped, "Line 3 of list.sealed holds another record than it says. Someone changed the file."),
        (cut, "list.sealed is cut: its last line is missing. Take another copy of it from the server."),
        (
            elsewhere,
            "Line 3 of list.sealed ends updates at another site than the others. Someone changed the file.",
        ),
        (without_link, "Line 3 of list.sealed has no address that ends updates. Export the list anew."),
        (no_address, "Line 3 of list.sealed holds no mail address."),
    ],
)
def test_a_list_or_key_that_is_wrong(laptop: Laptop, change: Callable[[Laptop], None], said: str) -> None:
    change(laptop)
    assert laptop.refused("--confirm", "2").removesuffix(" Nothing was written.\n").rstrip("\n") == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--smtp", "http://127.0.0.1"], "--smtp may be smtp://HOST:PORT or smtps://USER@HOST."),
        (["--smtp", "smtp://"], "--smtp may be smtp://HOST:PORT or smtps://USER@HOST."),
        (["--smtp", "smtp://127.0.0.1:x"], "--smtp may be smtp://HOST:PORT or smtps://USER@HOST."),
        (
            ["--smtp", "smtps://anna:word@127.0.0.1"],
            "Leave the password out of --smtp, where others may see it: you are asked for it.",
        ),
        (
            ["--smtp", "smtp://127.0.0.1:1"],
            "The mail server 127.0.0.1 did not let us in (ConnectionRefusedError). Nothing was sent.",
        ),
        (["--from-address", "nobody"], "'nobody' is no mail address."),
        (["--test-to", "me"], "'me' is no mail address."),
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
    assert laptop.refused("--confirm", "0") == "Nobody in list.sealed asked for updates.\n"


def test_without_tls_nothing_leaves_this_computer(
    laptop: Laptop, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.signing.mail_servers._is_here", lambda host: False)
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


@pytest.mark.parametrize("raw", [b"", b"{}\n", b"\xff\n", b'{"campaign/mailout/v1": {}}\n'])
def test_a_damaged_state_stops_it(laptop: Laptop, raw: bytes) -> None:
    (laptop.home / "list.sealed.mailout").write_bytes(raw)
    assert laptop.refused("--confirm", "4") == (
        "list.sealed.mailout is damaged. It says who got the update, so nothing can be sent without it.\n"
    )


def test_the_state_of_another_campaign(laptop: Laptop) -> None:
    laptop.mailout("--confirm", "4")
    ends = link(1, "en").replace("petition", "other")
    site = [SealedLine(**{**vars(each), "unsubscribe": ends}) for each in LINES]
    laptop.listed(site)
    assert laptop.refused("--confirm", "4") == (
        "list.sealed.mailout belongs to another campaign. Give the list another name.\n"
    )


def test_from_the_servers_list_to_the_one_click(site: Site, laptop: Laptop, relay: Relay) -> None:
    site.signed(NOUR, updates="y", language="ar")
    export_sealed(campaign=site.campaign, out=laptop.home / "real.sealed", wants_updates=True)
    (laptop.home / "nour.key").write_text(str(KEY))
    done = laptop.mailout("--confirm", "1", listed="real.sealed", slug=SLUG)
    assert (done.exit_code, relay.to) == (0, [NOUR.email])
    message = relay.mail_to(NOUR.email)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    there = urlsplit(message["List-Unsubscribe"].strip("<>"))
    assert f"{there.scheme}://{there.netloc}" == site.settings.base_url
    answer = replace(site.client(), headers={}).post(
        there.path, message["List-Unsubscribe-Post"], content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, [row["wants_updates"] for row in rows(Signature)]) == (200, [False])
    with time_machine.travel(clock.now() + timedelta(days=8), tick=True):
        (laptop.home / "update.md").write_text("# More\n\nNews.\n")
        laptop.mailout("--confirm", "1", listed="real.sealed", slug=SLUG)
        assert relay.to == [NOUR.email] * 2  # a list of before doesn't know
        (laptop.home / "real.sealed").unlink()
        assert export_sealed(campaign=site.campaign, out=laptop.home / "real.sealed", wants_updates=True) == 0
