"""A thank-you is shown, or a mail sent, only after the commit that makes it true (architecture.md, rule 1)."""

import pytest
from sqlalchemy.exc import OperationalError

from campaign.mail import delivering
from campaign.mail.models import Mailing, Message
from campaign.mail.transports import Folder
from campaign.signing import actions as signing
from campaign.signing.models import Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading, typed_back
from tests.tables import count, dump, no_commits, rows

SORRY = "We can’t accept this right now"


def test_a_submission_that_was_not_stored_is_not_thanked_for(site: Site, client: Client) -> None:
    token, before = client.token(), dump()
    with no_commits():
        answer = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()})
    assert (answer.status_code, typed_back(answer.text)) == (503, AMELIE.typed())
    assert SORRY in answer.text
    assert answer.headers["Retry-After"] == "60"
    assert dump() == before
    assert site.deliver() == []
    assert client.sign(AMELIE).status_code == 200
    assert [letter.to for letter in site.deliver()] == ["amelie@example.org"]


def test_a_button_whose_work_was_not_stored_says_so(site: Site, client: Client) -> None:
    for button in ("confirmation", "correction", "rejection", "stop", "withdrawal"):
        client.sign(NOUR, email=f"{button}@example.org")
        (letter,) = site.deliver()
        if button == "withdrawal":
            client.press(letter.link, "confirmation")
        title, stood = heading(client.get(letter.link).text), dump()
        fields = {"token": client.token(letter.path), "name": "Nour H.", "country": "LB"}
        with no_commits():
            answer = client.post(f"{letter.path}/{button}", fields)
        assert (button, answer.status_code) == (button, 503)
        assert SORRY in answer.text
        assert dump() == stood
        assert heading(client.get(letter.link).text) == title
        assert client.post(f"{letter.path}/{button}", fields).status_code == 200
        assert dump() != stood


def test_no_mail_goes_out_that_was_not_written_down(site: Site, client: Client) -> None:
    client.sign(NOUR)
    before = dump()
    with no_commits(), pytest.raises(OperationalError):
        signing.mail_submissions()
    assert dump() == before
    assert list(site.folder.glob("*.eml")) == []
    assert [letter.to for letter in site.deliver()] == ["nour@example.org"]
    assert (count(Message), count(Mailing)) == (1, 1)


def test_a_mail_that_went_out_unrecorded_goes_again_as_the_same_mail(site: Site, client: Client) -> None:
    client.sign(NOUR)
    signing.mail_submissions()

    class Cut(Folder):
        """The machine stops when the mail is out."""

        def send(self, message: object) -> None:
            super().send(message)  # type: ignore[arg-type]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        delivering.deliver(transport=Cut(site.folder))
    (first,) = site.folder.glob("*.eml")
    sent = first.read_text()
    assert [row["state"] for row in rows(Message)] == ["waiting"]
    assert delivering.deliver(transport=Folder(site.folder)) == 1
    (again,) = site.folder.glob("*.eml")
    assert without_date(again.read_text()) == without_date(sent)
    assert [row["state"] for row in rows(Message)] == ["sent"]
    assert count(Submission, state="waiting") == 1


def without_date(mail: str) -> list[str]:
    return [line for line in mail.splitlines() if not line.startswith("Date:")]
