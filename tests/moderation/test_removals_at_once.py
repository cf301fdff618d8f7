"""Who withdraws while organisers remove: one of them lets the signature leave, and row and log say which."""

import threading

import pytest
import time_machine

from campaign.extensions import db
from campaign.moderation import actions as moderation
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.releases.figures import check, public_figures
from campaign.signing import actions as signing
from campaign.signing.actions import leaving
from campaign.signing.models import Signature
from campaign.tally import queries as tally_queries
from campaign.tally.models import Entry
from tests.cast import AMELIE, Client, Person, Site, at_once
from tests.moderation.removals import BEGIN, HOUR, invalidate, worked
from tests.patience import PATIENCE
from tests.tables import rows


@pytest.mark.long
def test_withdrawing_while_the_worker_lets_leave_writes_one_line_each(holding: Site) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=True):
        people = [Person("A. B.", f"mine{n}@example.org", "LB") for n in range(12)]
        tokens = [holding.signed(person).rpartition("/")[2] for person in people]
        holding.number()
        invalidate(holding, country="LB")

    def leave(turn: int) -> None:
        with holding.app.app_context():
            if turn % 4 == 3:
                moderation.remove_due()
            else:
                signing.withdraw(token=tokens[turn % 12])

    with time_machine.travel(BEGIN + 5 * HOUR, tick=True):
        at_once(leave, 16, threads=16)
        assert worked(holding) == 12
        assert sum(tally_queries.public_tally(holding.campaign.id).removed.values()) == 12
    assert public_figures(holding.campaign)["total"] == 42


@pytest.mark.long
def test_a_removal_that_commits_while_she_withdraws_says_the_same_in_row_and_log(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL lets both begin: the row that she read as counted is looked at again as it is written."""
    link = site.signed(AMELIE)
    site.number()
    found = Sought(country="FR")
    campaign, last = site.campaign.id, moderation_queries.newest_signature(site.campaign.id)
    number = moderation.begin_invalidation(
        campaign=campaign, sought=found, reason="fraud", last=last, wanted=1
    )
    while moderation.gather(campaign=campaign, number=number):
        pass
    looked, removed, leave = threading.Event(), threading.Event(), leaving.leave

    def late(signature: Signature, *, reason: str) -> None:
        assert signature.state == "counted"
        looked.set()
        removed.wait(
            2 if database() == "sqlite" else 20
        )  # where one writer waits for the other, she is first
        leave(signature, reason=reason)

    monkeypatch.setattr(leaving, "leave", late)
    pressing = threading.Thread(target=lambda: client.press(link, "withdrawal"))
    pressing.start()
    assert looked.wait(PATIENCE)
    while moderation.remove_due():
        pass
    removed.set()
    pressing.join()
    site.number()
    (row,), (line,) = rows(Signature), [each["line"] for each in rows(Entry) if each["kind"] == "withdrawal"]
    assert (row["state"], line.split()[2]) in {("invalidated", "fraud"), ("withdrawn", "withdrawn")}
    assert database() == "sqlite" or row["state"] == "invalidated"
    assert check(site.campaign) == []


def database() -> str:
    return db.engine.dialect.name
