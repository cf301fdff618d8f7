"""A server's answer that comes too late: whoever decided meanwhile has the last word."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine

from campaign.audit.models import AuditEntry
from campaign.letters import actions as letters
from campaign.letters.models import Sending
from campaign.lib import clock
from campaign.mail.transports import Refused
from tests.cast import Site
from tests.letters.post import Missions, deliver, mailbox, send, sending
from tests.tables import rows

LATE = timedelta(minutes=11)


@dataclass
class Hanging:
    """A line that hangs for eleven minutes, while a person sends the letter again, and only then has an answer."""

    site: Site
    folder: Path
    answer: Refused | None

    def send(self, message: EmailMessage) -> None:
        with time_machine.travel(clock.now() + LATE):
            assert letters.doubt_lost() == 1
            assert (rows(AuditEntry)[-1]["act"], rows(AuditEntry)[-1]["facts"]) == (
                "letters-doubt",
                {"letters": 1},
            )
            assert (
                send(self.site, self.folder, "--except", "DE,SY", "--again", "FR", "--confirm", 1).code == 0
            )
        if self.answer:
            raise self.answer

    def close(self) -> None: ...


@pytest.mark.parametrize("answer", [Refused("451", final=False), Refused("550", final=True), None])
def test_a_late_answer_changes_nothing(
    site: Site, folder: Path, server: Missions, answer: Refused | None
) -> None:
    assert send(site, folder, "--except", "DE,SY", "--confirm", 1).code == 0
    assert letters.deliver_letters(transport=Hanging(site, folder, answer))
    assert [(row["round"], row["state"]) for row in rows(Sending)] == [(1, "unknown"), (2, "queued")]
    with time_machine.travel(clock.now() + 2 * LATE):
        deliver(site, server.url)
    assert [envelope.rcpt_tos for envelope in server.got] == [[mailbox("FR")]]
    assert sending("FR")["state"] == "sent"
