"""Letters that were issued go again from what the database has of them, to the byte."""

import email
import email.policy
import shutil
from pathlib import Path

from sqlalchemy import update

from campaign.extensions import transaction
from campaign.tally.models import Entry
from tests.cast import SLUG, Site
from tests.letters.desk import run
from tests.letters.post import Missions, all_at_once, deliver_all, mailbox


def test_what_was_issued_goes_again_without_its_folder(site: Site, folder: Path, server: Missions) -> None:
    """As after a restored backup: the folder is in none, and the log may be another one's continuation."""
    refused = run(site, "letters", "send", SLUG, "--again", "FR")
    assert (refused.code, refused.said) == (
        2, f"No letters of {SLUG} have been issued yet, so --from has to name those to send.\n",
    )  # fmt: skip
    all_at_once(site, folder)
    deliver_all(site, server)
    with transaction() as session:
        session.execute(
            update(Entry).where(Entry.kind == "tally").values(kind="paper")
        )  # no tally stands there now
    shutil.rmtree(folder)
    answer = run(site, "letters", "send", SLUG, "--again", "FR", "--confirm", 1, "--per-hour", 3600)
    assert (answer.code, answer.said.splitlines()[-3:-2]) == (
        0, ["The set was issued before; its pages stay as they are."],
    )  # fmt: skip
    deliver_all(site, server)
    first, second = (mail for mail in server.got if mail.rcpt_tos == [mailbox("FR")])
    was, again = (
        email.message_from_bytes(each.content, policy=email.policy.default) for each in (first, second)
    )
    assert (was["Subject"], was.get_body().get_content()) == (
        again["Subject"],
        again.get_body().get_content(),
    )
    assert next(was.iter_attachments()).get_content() == next(again.iter_attachments()).get_content()
