"""`campaign letters bounces`: failed deliveries, by our own id or by the recipient; all else is skipped."""

import mailbox
import tracemalloc
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine

from campaign.audit.models import AuditEntry
from campaign.letters.bounces import Report, Skipped, parse_report, read_reports
from campaign.lib import clock
from tests.cast import SLUG, Client, Site
from tests.letters.desk import FOUR, count, make_once, run
from tests.letters.post import addressed, deliver, send, sending, served, states
from tests.letters.post import mailbox as mailbox_of
from tests.tables import rows

RECORD = "ab" * 16


def dsn(
    *,
    record: str | None = RECORD,
    to: str = "fr@missions.example.org",
    action: str = "failed",
    status: str = "5.1.1",
    whole: bool = False,
) -> bytes:
    """A report as a mail server writes it."""
    returned = f"From: petition@example.org\nTo: {to}\n" + (
        f"Message-ID: <{record}@example.org>\n" if record else ""
    )
    return f"""From: MAILER-DAEMON@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=="

--==
Content-Type: text/plain; charset=utf-8

It could not be delivered.

--==
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Original-Recipient: rfc822;{to}
Final-Recipient: rfc822; <{to.upper()}>
Action: {action}
Status: {status} (no such mailbox)

--==
Content-Type: {"message/rfc822" if whole else "text/rfc822-headers"}

{returned}
--==--
""".encode()


NESTED_PARTS = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1500)
)
NESTED_MAILS = b"Content-Type: message/rfc822\n\n" * 1500


def other() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Out of office"
    message.set_content("Back on Monday.")
    return message.as_bytes()


def test_a_mail_an_mbox_a_maildir_and_a_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(dsn())
    box = mailbox.mbox(tmp_path / "box")
    maildir = mailbox.Maildir(tmp_path / "maildir")
    for raw in (dsn(), other()):
        box.add(raw)
        maildir.add(raw)
    box.close()
    before = (tmp_path / "box").read_bytes()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.eml").write_bytes(other())

    def kinds(name: str) -> list[str]:
        return sorted(type(found).__name__ for found in read_reports(tmp_path / name))

    assert {name: kinds(name) for name in ("one.eml", "box", "maildir", "folder")} == {
        "one.eml": ["Report"],
        "box": ["Report", "Skipped"],
        "maildir": ["Report", "Skipped"],
        "folder": ["Skipped"],
    }
    assert list(read_reports(tmp_path / "box"))[1] == Skipped("box, mail 2")
    assert (tmp_path / "box").read_bytes() == before


@pytest.mark.parametrize("line", [b"y" * 76 + b"\n", b"From " * 20])  # in lines, or in one
def test_a_mail_of_any_size_is_read_in_flat_memory(tmp_path: Path, line: bytes) -> None:
    with (tmp_path / "box").open("wb") as box:
        box.write(b"From x\n" + dsn(whole=True).removesuffix(b"--==--\n") + b"12345")
        box.writelines(line for _ in range(30_000_000 // len(line)))
        box.write(b"\nFrom x\n" + other() + b"\nFrom x\n" + dsn(to="de@missions.example.org"))
    tracemalloc.start()
    found = list(read_reports(tmp_path / "box"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [
        Report("box, mail 1", "failed", "5.1.1", RECORD, frozenset({"fr@missions.example.org"})),
        Skipped("box, mail 2"),
        Report("box, mail 3", "failed", "5.1.1", RECORD, frozenset({"de@missions.example.org"})),
    ]
    assert peak < 15_000_000


@pytest.fixture
def sent(site: Site, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters to France and Syria, delivered; a folder for what comes back."""
    count(site, FOUR)
    addressed(site, tmp_path, "FR", "SY")
    folder = make_once(site, tmp_path / "out", tmp_path_factory.getbasetemp() / "letters")
    assert send(site, folder, "--confirm", 2, "--per-hour", 3600).code == 0
    with served() as server:
        deliver(site, server.url)
        with time_machine.travel(clock.now() + clock.HOUR):
            deliver(site, server.url)
    assert states(site) == {"FR": "sent", "SY": "sent"}
    (tmp_path / "back").mkdir()
    return tmp_path / "back"


def read(site: Site, *given: Any) -> list[str]:
    answer = run(site, "letters", "bounces", SLUG, *given)
    assert answer.code == 0
    return answer.said.splitlines()


def test_letters_bounce_by_the_id_of_their_mail(site: Site, sent: Path) -> None:
    back = dsn(record=sending("FR")["record_id"].hex(), to="forwarded@example.com")
    (sent / "1.eml").write_bytes(back)
    (sent / "2.eml").write_bytes(back)
    (sent / "3.eml").write_bytes(other())
    assert read(site, sent) == [
        "3.eml: not a delivery report, skipped",
        "1.eml: France bounced, 5.1.1",
        "2.eml: France: already known",
        "1 marked as bounced.",
    ]
    assert states(site) == {"FR": "bounced", "SY": "sent"}


def test_by_their_address_they_bounce_only_when_told(site: Site, sent: Path) -> None:
    """Anyone can write a report that names a mission's address."""
    (sent / "1.eml").write_bytes(dsn(record=None, to=mailbox_of("SY").upper()))
    assert read(site, sent) == [
        "1.eml: matches SY by its address only; --by-address marks it",
        "0 marked as bounced.",
    ]
    assert states(site) == {"FR": "sent", "SY": "sent"}
    assert read(site, sent, "--by-address") == [
        "1.eml: Syrian Arab Republic bounced, 5.1.1",
        "1 marked as bounced.",
    ]
    assert states(site) == {"FR": "sent", "SY": "bounced"}
    assert read(site, sent)[0] == "1.eml: Syrian Arab Republic: already known"


def test_a_mark_can_be_taken_back(site: Site, client: Client, sent: Path) -> None:
    (sent / "1.eml").write_bytes(dsn(record=None))
    before, page = sending("FR"), client.get(f"/en/{SLUG}/letters").text
    with time_machine.travel(clock.now() + 3 * clock.DAY):
        assert read(site, sent, "--by-address")[-1] == "1 marked as bounced."
    assert read(site, "--undo", "fr") == ["France, the letter dated 2016-10-03: sent, as before its mark."]
    assert sending("FR")["state"] == "sent"
    assert abs(sending("FR")["ended_at"] - before["ended_at"]) < clock.HOUR
    assert client.get(f"/en/{SLUG}/letters").text == page
    assert read(site, "--undo", "FR") == ["No letter to FR is marked as bounced."]
    acts = [(row["act"], row["facts"]) for row in rows(AuditEntry) if "bounce" in row["act"]]
    assert acts == [(act, {"countries": ["FR"]}) for act in ("letters-bounce", "letters-unbounce")]


def test_a_place_has_to_be_named(site: Site) -> None:
    answer = run(site, "letters", "bounces", SLUG)
    assert (answer.code, answer.said) == (
        2,
        "From which PLACE? A mail, an mbox, a Maildir or a folder of mails; or --undo FR.\n",
    )


@pytest.mark.parametrize(
    ("back", "said"),
    [
        ({"record": "cd" * 16}, "about none of these letters, skipped"),  # another mail to the same address
        ({"record": None, "to": "signer@example.org"}, "about none of these letters, skipped"),
        ({"record": None, "action": "delayed"}, "France is delayed, not failed; skipped"),
    ],
)
def test_other_reports_mark_nothing(site: Site, sent: Path, back: dict[str, Any], said: str) -> None:
    (sent / "1.eml").write_bytes(dsn(**back))
    assert read(site, sent) == [f"1.eml: {said}", "0 marked as bounced."]
    assert states(site) == {"FR": "sent", "SY": "sent"}


@pytest.mark.parametrize(
    "nested", [NESTED_PARTS, NESTED_MAILS, dsn(to="x@example.org").replace(b"\nTo:", b"\n" + NESTED_PARTS)]
)
def test_parts_in_parts_without_end_are_no_report(site: Site, sent: Path, nested: bytes) -> None:
    (sent / "1.eml").write_bytes(nested)
    (sent / "2.eml").write_bytes(dsn(record=sending("FR")["record_id"].hex()))
    assert read(site, sent)[-2:] == ["2.eml: France bounced, 5.1.1", "1 marked as bounced."]
    assert states(site) == {"FR": "bounced", "SY": "sent"}


@pytest.mark.parametrize(
    "boundary",
    [b"*=undefined''b", b"*=idna''%ffb", b"*=a%00''b", b"*=punycode''%ff-%ff", b"*" + b"1" * 5_000 + b"*=us-ascii''b"],
)  # fmt: skip
def test_a_boundary_in_letters_that_nobody_has_is_no_report(boundary: bytes) -> None:
    assert len(list(parse_report("a", dsn()))) == 1
    assert list(parse_report("a", dsn().replace(b'boundary="=="', b"boundary" + boundary))) == []


@pytest.mark.long
@pytest.mark.parametrize("action", ["\x1b]0;yours\x07\x1b[2Jdelayed", "x" * 100_000, "gescheitert", ""])
def test_no_stranger_writes_on_the_terminal(site: Site, sent: Path, action: str) -> None:
    raw = dsn(record=sending("FR")["record_id"].hex(), action=action, status="5.٣.٣")
    (sent / "Un\x1b[2Jdelivered\u202e.eml").write_bytes(raw)
    assert read(site, sent) == [
        "Un�[2Jdelivered�.eml: France is of unknown state, not failed; skipped",
        "0 marked as bounced.",
    ]


def test_a_place_that_is_not_there_is_named(site: Site, tmp_path: Path) -> None:
    answer = run(site, "letters", "bounces", SLUG, tmp_path / "nowhere")
    assert (answer.code, answer.said) == (
        2,
        f"{tmp_path / 'nowhere'} can't be read: No such file or directory. Nothing was marked.\n",
    )
