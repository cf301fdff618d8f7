"""A letter that can't be written, or a line that fails as nobody foresaw: it ends in plain words, and the others go."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.letters.models import Sending
from campaign.mail import transports
from tests.cast import Site
from tests.letters.post import Missions, all_at_once, deliver_all, mailbox, sending, states


@pytest.mark.parametrize(
    "address", ["fr@example.org\r\nBcc: x@example.org", "=?utf-8?q?a=0D=0Ax?=@missions.example.org"]
)
def test_a_letter_that_cannot_be_written_is_refused(
    site: Site, folder: Path, server: Missions, address: str
) -> None:
    all_at_once(site, folder)
    with transaction() as session:
        session.execute(update(Sending).where(Sending.country == "FR").values(address=address))
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "refused", "SY": "sent"}
    assert (sending("FR")["answer"], sending("FR")["attempts"]) == ("ValueError", 1)
    assert sorted(envelope.rcpt_tos[0] for envelope in server.got) == [mailbox("DE"), mailbox("SY")]


def test_a_fault_with_the_mail_on_the_line_leaves_a_doubt(
    site: Site, folder: Path, server: Missions, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = transports.Server.send

    def fail(line: transports.Server, message: EmailMessage) -> None:
        whole(line, message)
        if message["To"] == mailbox("FR"):
            raise KeyError(message["To"])

    monkeypatch.setattr(transports.Server, "send", fail)
    all_at_once(site, folder)
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "unknown", "SY": "sent"}
    assert (sending("FR")["answer"], len(server.got)) == ("KeyError", 3)
