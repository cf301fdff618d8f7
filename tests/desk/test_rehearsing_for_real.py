"""What is tried before the opening is tried for real where it can be; what nobody tried isn't said to be tried."""

import email
import email.policy
import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.backup import actions as backup
from campaign.jobs import leases
from campaign.jobs.runner import Telling, run_next
from campaign.letters import specimens
from campaign.lib import clock
from campaign.moderation import actions as moderation
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.running.schedule import job_kinds
from campaign.signing.models import Submission
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, Client, Site
from tests.desk.walking import HERE, ORGANISATION, answers, campaign, drafted, owner, plain, steps
from tests.organisers.browser import Desk
from tests.tables import dump, rows

PAGE = f"{HERE}/start/rehearsal"


@pytest.fixture
def rima(site: Site) -> Desk:
    desk = owner(site)
    desk.get(PAGE)
    return desk


def arrived(site: Site) -> list[Any]:
    """What the worker sends while it does what was asked for."""
    before = set(site.folder.glob("*.eml"))
    while run_next(kinds=job_kinds()):
        pass
    new = set(site.folder.glob("*.eml")) - before
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in new]


def test_a_specimen_letter_comes_to_ones_own_address(site: Site, rima: Desk) -> None:
    drafted()
    answers(rima, "organisation", ORGANISATION)
    rima.get(PAGE)
    rima.post(f"{PAGE}/letter", {"country": "FR"})
    assert "It is made and sent to rima@example.org." in rima.page.text
    assert "It is being made." in plain(rima.page.text)
    before = {name: many for name, many in dump().items() if name not in {"jobs", "audit_entries"}}
    (mail,) = arrived(site)
    assert {name: many for name, many in dump().items() if name not in {"jobs", "audit_entries"}} == before
    assert (mail["To"], mail["Subject"]) == ("rima@example.org", "A specimen letter")
    (pdf,) = mail.iter_attachments()
    assert pdf.get_filename() == "specimen-FR.pdf"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.get_content())).pages)
    assert "SPECIMEN" in words
    assert "Hospitals were hit." in words
    assert "R. K." in words
    assert f"Sent on {clock.today().day}" in plain(rima.get(PAGE).text)
    assert "0 of 6 tried" in rima.page.text  # whether it reads well, only she can say
    assert tally_queries.public_tally(campaign().id).total == 0
    noted = [row for row in rows(AuditEntry) if row["act"] == "letters-specimen"]
    assert [(row["campaign"], row["facts"]) for row in noted] == [("hope", {"countries": ["FR"]})]


def test_a_specimen_in_the_readers_language(site: Site, rima: Desk) -> None:
    drafted()
    row = organisers_queries.by_email("rima@example.org")
    assert row is not None
    organisers.change_language(organiser_id=row.id, language="ar")
    rima.get(PAGE)
    rima.post(f"{PAGE}/letter", {"country": "EG"})
    (mail,) = arrived(site)
    assert mail.get_body()["Content-Language"] == "ar"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["specimen-EG.pdf"]


def test_a_worker_that_is_killed_on_the_way_leads_to_the_same_mail(site: Site, rima: Desk) -> None:
    drafted()
    rima.post(f"{PAGE}/letter", {"country": "FR"})
    before = len(list(site.folder.glob("*.eml")))
    job = leases.take()
    assert job is not None
    for _ in range(2):
        specimens.make(job, Telling(job, lambda: False))
    assert len(list(site.folder.glob("*.eml"))) == before + 1  # a file is named by its Message-ID


@pytest.mark.parametrize("country", ["", "XX", "FR,DE", "TW"])
def test_a_letter_to_no_state_is_refused(site: Site, rima: Desk, country: str) -> None:
    drafted()
    rima.post(f"{PAGE}/letter", {"country": country})
    assert rima.page.status_code == 422
    assert "Not codes of Member or observer States:" in rima.page.text


def test_without_a_text_there_is_no_letter(site: Site, rima: Desk) -> None:
    rima.post(f"{PAGE}/letter", {"country": "FR"})
    assert rima.page.status_code == 422
    assert "There is no text yet, so there is nothing to say in a letter." in rima.page.text
    assert 'value="FR" selected' in rima.page.text


def by_rima() -> Any:
    """What happens in the block is done by her."""
    row = organisers_queries.by_email("rima@example.org")
    assert row is not None
    return acting(Actor(ActorKind.ORGANISER, row.audit_name))


def test_a_held_form_that_one_of_them_decided_is_seen(site: Site, client: Client, rima: Desk) -> None:
    client.sign(AMELIE, wait=0)
    client.sign(AMELIE, wait=0)
    one, other = (row["id"] for row in rows(Submission))
    moderation.refuse_held(campaign=site.campaign.id, numbers=[one])
    assert "Seen by the server" not in rima.get(PAGE).text
    assert "0 of 6 tried" in rima.page.text
    with by_rima():
        moderation.refuse_held(campaign=site.campaign.id, numbers=[other])
    assert plain(rima.get(PAGE).text).count("Seen by the server on") == 1
    assert "1 of 6 tried" in rima.page.text
    assert steps(rima.get(f"{HERE}/start").text)["Has it been tried?"] == "to do, 1 of 6 tried"


def test_a_backup_that_was_brought_back_here_is_seen(site: Site, rima: Desk) -> None:
    audit.note(Act.RESTORE, moment="2026-01-01T00:00:00+00:00")
    assert plain(rima.get(PAGE).text).count("Seen by the server on") == 1
    assert "1 of 6 tried" in rima.page.text


def test_a_backup_is_named_and_what_was_not_brought_back_is_not_tried(site: Site, rima: Desk) -> None:
    assert "Last backup: None yet." in plain(rima.page.text)
    with time_machine.travel(clock.now() + timedelta(seconds=1), tick=False):
        backup.note_made()
    said = plain(rima.get(PAGE).text)
    assert "Last backup: None yet." not in said
    assert "0 of 6 tried" in said
