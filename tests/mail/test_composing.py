"""A mail as bytes: its headers stay single, it has one recipient, and its link stays whole.

See architecture.md, case 10.
"""

import email
import email.policy

import pytest

from campaign.lib import clock
from campaign.mail.composing import Mail, as_message

LINK = "https://example.org/ar/c/" + "x" * 32


def mail(**changes: str) -> Mail:
    given = {
        "to": "nour@example.org",
        "subject": "يرجى تأكيد عنوانك",
        "body": f"اضغط\n\n{LINK}\n",
        "language": "ar",
        "record_id": "ab" * 16,
    }
    return Mail(**(given | changes))


def sent(given: Mail) -> email.message.Message:
    message = as_message(given, sender="petition@example.org", host="example.org", date=clock.now())
    return email.message_from_bytes(message.as_bytes(), policy=email.policy.default)


def test_every_header_stands_once() -> None:
    found = sent(mail())
    assert sorted(found.keys()) == [
        "Auto-Submitted", "Content-Language", "Content-Transfer-Encoding", "Content-Type",
        "Date", "From", "MIME-Version", "Message-ID", "Subject", "To",
    ]  # fmt: skip
    assert found["To"] == "nour@example.org"
    assert found["Subject"] == "يرجى تأكيد عنوانك"
    assert found["Content-Language"] == "ar"
    assert found["Message-ID"] == f"<{'ab' * 16}@example.org>"


@pytest.mark.parametrize("body", [f"Press\n\n{LINK}\n", f"اضغط\n\n{LINK}\n"])
def test_the_link_is_alone_on_its_line(body: str) -> None:
    assert sent(mail(body=body)).get_content().splitlines()[2] == LINK


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "nour@example.org\r\nBcc: amelie@example.org"},
        {"to": "nour@example.org\nBcc: amelie@example.org"},
        {"subject": "Hello\r\nBcc: amelie@example.org"},
        {"language": "en\r\nBcc: amelie@example.org"},
    ],
)
def test_a_line_break_in_a_header_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        as_message(mail(**changes), sender="petition@example.org", host="example.org", date=clock.now())


@pytest.mark.parametrize(
    "to",
    [
        "=?utf-8?q?=6Eour?=@example.org",
        "=?utf-8?q?a=2Cb?=@example.org",
        "nour@example.org, amelie@example.org",
        "Nour <nour@example.org>",
    ],
)
def test_what_a_header_reads_as_another_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match="can't be written into a header"):
        as_message(mail(to=to), sender="petition@example.org", host="example.org", date=clock.now())


def test_the_longest_address_is_one_recipient_on_one_line() -> None:
    longest = "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".org"
    assert [address.addr_spec for address in sent(mail(to=longest))["To"].addresses] == [longest]


def test_a_mail_comes_back_from_the_vault_as_it_went_in() -> None:
    given = mail(stop_tag="cd" * 32)
    assert Mail.unpacked(given.packed()) == given
