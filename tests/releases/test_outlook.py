"""What happens next, as the page says it below the demand and the tally below the count."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from campaign.audit.models import AuditEntry
from campaign.extensions import transaction
from campaign.letters.models import Letter, LetterSet, Reply, Sending
from campaign.lib.refusal import Refusal
from campaign.releases import actions as releases
from campaign.releases.actions.addressing import write_to
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.facts_cli import set_facts
from campaign.releases.models import Addressees
from tests.cast import SLUG, Client, Site
from tests.tables import rows

NOW = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)
ENDS = date(2027, 3, 24)


def said(client: Client, language: str = "en", path: str = "") -> str:
    """The line, as words with the marks of isolated names."""
    page = client.get(f"/{language}/{SLUG}{path}").text
    lines = re.findall(r'<p class="outlook"[^>]*>(.*?)</p>', page)
    return lines[0].partition(' <span class="hint">')[0] if lines else ""


@pytest.mark.parametrize(
    ("whom", "states", "then"),
    [
        (None, [], ""),
        (Addressees.ALL, [], " Then <bdi>Rooftop Watch</bdi> will write to all UN missions."),
        (Addressees.SECURITY_COUNCIL, [],
         " Then <bdi>Rooftop Watch</bdi> will write to the members of the Security Council."),
        (Addressees.CHOSEN, ["FR"], " Then <bdi>Rooftop Watch</bdi> will write to this mission: <bdi>France</bdi>."),
        (Addressees.CHOSEN, ["SY", "FR"], " Then <bdi>Rooftop Watch</bdi> will write to these missions: "
         "<bdi>France</bdi> and <bdi>Syrian Arab Republic</bdi>."),
        (Addressees.CHOSEN, ["FR", "DE", "SY", "LB", "TR", "JO", "IQ"],
         " Then <bdi>Rooftop Watch</bdi> will write to the missions of 7 States."),
    ],
)  # fmt: skip
def test_while_it_can_be_signed(
    site: Site, client: Client, whom: Addressees | None, states: list[str], then: str
) -> None:
    releases.change(slug=SLUG, closes=ENDS, organisers=["Rooftop Watch"])
    write_to(slug=SLUG, addressees=whom, states=states)
    assert said(client) == f"Open until 24 March 2027.{then}"
    assert said(client, path="/tally") == said(client)


def test_names_of_any_number_and_script_stand_for_themselves(site: Site, client: Client) -> None:
    names = ["A & B <i>", "منظمة", "Doctors of the Old City"]
    releases.change(slug=SLUG, closes=ENDS, organisers=names)
    write_to(slug=SLUG, addressees=Addressees.ALL, states=[])
    named = "<bdi>A &amp; B &lt;i&gt;</bdi>, <bdi>منظمة</bdi> and <bdi>Doctors of the Old City</bdi>"
    assert said(client) == f"Open until 24 March 2027. Then {named} will write to all UN missions."
    assert "<bdi>A &amp; B &lt;i&gt;</bdi>" in said(client, "ar")


def test_paused_and_closed(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, closes=ENDS)
    pause_campaign(slug=SLUG)
    assert said(client) == "It closes on 24 March 2027."
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        releases.close_campaign(slug=SLUG)
    assert said(client) == "It closed on 4 October 2026."


def test_once_missions_were_written_to(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, closes=ENDS)
    write_to(slug=SLUG, addressees=Addressees.ALL, states=[])
    send(site, {"FR": NOW, "SY": NOW, "DE": None})
    assert said(client) == (
        "Open until 24 March 2027. 2 missions were written to on 1 October 2026; none has answered yet."
    )
    send(site, {"LB": NOW + timedelta(days=2)}, answered=("FR", "LB"), drafts=("LB",))
    assert (
        said(client)
        == "Open until 24 March 2027. 3 missions were written to by 3 October 2026; 1 has answered."
    )
    send(site, {}, answered=("SY",))
    releases.close_campaign(slug=SLUG)
    assert said(client).endswith("3 missions were written to by 3 October 2026; 2 have answered.")


def test_a_command_chooses_whom(site: Site) -> None:
    assert "decided later  →  all missions" in answer(site, "all")
    assert "all missions  →  members of the Security Council" in answer(site, "council")
    assert "members of the Security Council  →  FR, SY" in answer(site, "sy, fr")
    assert "FR, SY  →  decided later" in answer(site, "later")
    assert "→" not in answer(site, "later")
    notes = [row["facts"] for row in rows(AuditEntry) if "addressees" in str(row["facts"])]
    assert len(notes) == 4
    unknown = answer(site, "FR,GL,XX", code=2)
    assert unknown.endswith("No State with a mission to the United Nations has this code: GL, XX.\n")
    assert answer(site, ",", code=2).endswith("Choose at least one State to write to.\n")


def answer(site: Site, whom: str, code: int = 0) -> str:
    given = site.app.test_cli_runner().invoke(set_facts, [SLUG, "--write-to", whom])
    assert given.exit_code == code, given.output
    return given.output


def test_once_it_is_closed_that_stands(site: Site) -> None:
    releases.close_campaign(slug=SLUG)
    with pytest.raises(Refusal, match="releases/closed-for-changes"):
        write_to(slug=SLUG, addressees=Addressees.ALL, states=[])


def send(
    site: Site,
    when: dict[str, datetime | None],
    *,
    answered: tuple[str, ...] = (),
    drafts: tuple[str, ...] = (),
) -> None:
    """As if letters of one set had left at these times, None for one that waits, and some were answered.

    The public doesn't read answers that are `drafts`.
    """
    with transaction() as session:
        issued = session.scalar(select(LetterSet.id))
        if issued is None:
            row = LetterSet(
                campaign_id=site.campaign.id, size=1, total=1, as_at=NOW.date(), territories=False, date=NOW.date(),
                stated="", texts=[], organisers=[], manifest="", sha256="0" * 64, made_at=NOW,
            )  # fmt: skip
            session.add(row)
            session.flush()
            issued = row.id
        for country, ended in when.items():
            session.add(
                Letter(set_id=issued, country=country, language="en", stated=10, sha256="0" * 64, pdf=b"")
            )
            session.flush()
            session.add(
                Sending(
                    set_id=issued,
                    country=country,
                    round=1,
                    state="sent" if ended else "queued",
                    address="a@example.org",
                    record_id=country.encode() * 8,
                    per_hour=10,
                    office_hours=False,
                    due_at=NOW,
                    ended_at=ended,
                )
            )
        for country in answered:
            session.add(
                Reply(
                    set_id=issued, country=country, position="supports", date=NOW.date(), note="",
                    form="mail", words="", consent="unasked", published=country not in drafts,
                )
            )  # fmt: skip


def test_the_page_says_when_the_last_day_ends(site: Site) -> None:
    releases.change(slug=site.slug, closes=date(2099, 3, 24))
    page = site.client().get(f"/en/{site.slug}").text
    assert 'Open until 24 March 2099. <span class="hint">The last day ends at midnight UTC.</span>' in page
