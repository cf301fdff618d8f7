"""Headers that are written without being read again are those that Python's own policy writes."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from itertools import product

import pytest

from campaign.mail.composing import POLICY, Mail, as_message

WRITTEN = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)
SENDER = "Petition <petition@example.org>"
LONG = f"{'x' * 60}@{'y' * 60}.example"
ADDRESSES = ["nour@example.org", "n.h+list@ex-ample.org", "o'brien@example.org", "_a_@example.org", LONG]
SUBJECTS = ["Please confirm", "يرجى تأكيد عنوانك: " + "ب" * 60, "Word " * 40]
BODIES = ["Press\n\nhttps://example.org/en/c/" + "x" * 32 + "\n", "اضغط\n" * 9, "a\x0bb\u2028c\n"]
NAMES = ["", "Clear; skies", "أحمد و كريم"]
ANSWERS = ["", "press@example.org"]


def by_the_policy(mail: Mail) -> bytes:
    """The same mail with every header read by the policy."""
    message = EmailMessage(policy=POLICY)
    name, address = mail.sender_name, parseaddr(SENDER)[1]
    message["From"] = Address(display_name=name, addr_spec=address) if name else SENDER
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(WRITTEN)
    message["Message-ID"] = f"<{mail.record_id}@example.org>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message.set_content(mail.body, cte="7bit" if mail.body.isascii() else "base64")
    message["Content-Language"] = mail.language
    return message.as_bytes()


def mail(to: str, subject: str, body: str, name: str, answers: str) -> Mail:
    return Mail(to=to, subject=subject, body=body, language="ar", record_id="ab" * 16,
                sender_name=name, reply_to=answers)  # fmt: skip


def test_all_kinds_of_mails_are_written_as_the_policy_writes_them() -> None:
    for parts in product(ADDRESSES, SUBJECTS, BODIES, NAMES, ANSWERS):
        letter = mail(*parts)
        written = as_message(letter, sender=SENDER, host="example.org", date=WRITTEN).as_bytes()
        assert (parts, written) == (parts, by_the_policy(letter))


@pytest.mark.parametrize(
    "address",
    ["a@example.org, b@example.org", "=?utf-8?q?a?=@example.org", "a@example.org\nBcc: b@example.org"],
)
def test_an_address_that_a_header_would_take_for_another_is_not_written(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        as_message(mail(address, "Hello", "Hello\n", "", ""), sender=SENDER, host="example.org", date=WRITTEN)


def test_a_subject_of_two_lines_is_not_written() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        as_message(
            mail("nour@example.org", "a\nBcc: b@example.org", "Hello\n", "", ""),
            sender=SENDER, host="example.org", date=WRITTEN,
        )  # fmt: skip
