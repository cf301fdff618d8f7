"""The example campaign with a history, and the walk of a stranger who checks it: `campaign demo`, export, verify.py."""

import re
import threading
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.progress import untold
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.releases import queries as releases_queries
from campaign.releases.example_campaign import publish_example
from campaign.releases.figures import check
from campaign.running.demo import SPAN, demo, flood, schedule, weights
from campaign.running.worker import work
from campaign.signing import actions as signing
from campaign.signing.actions import Invented
from campaign.signing.models import Signature
from campaign.signing.records import Record
from campaign.tally import entries
from campaign.tally import queries as tally_queries
from campaign.vault.models import Holder
from tests.cast import Site, change
from tests.patience import PATIENCE
from tests.tables import dump, rows, unsealed

INVENTED = Invented("Invented signer 1", "invented-1@example.org", "FR", "en", False)


def kinds(app: Flask) -> Counter[str]:
    """How many lines of each kind the example's log has."""
    db.session.rollback()
    return Counter(
        line.split()[0] for _, line, _ in tally_queries.lines(releases_queries.campaign("demo").id)
    )


def days(app: Flask) -> list[str]:
    db.session.rollback()
    lines = (line for _, line, _ in tally_queries.lines(releases_queries.campaign("demo").id))
    return [line.split()[1] for line in lines if line.startswith("tally ")]


@pytest.mark.long
def test_it_signs_numbers_and_publishes_over_six_weeks(app: Flask) -> None:
    heard: list[int] = []
    campaign, gone = demo(count=700, progress=heard.append)
    found = kinds(app)
    assert (sum(heard), gone) == (700, 7)
    assert (found["text"], found["signature"], found["withdrawal"]) == (2, 700, 7)
    newest = tally_queries.public_tally(campaign.id)
    assert (newest.total, newest.size) == (693, sum(found.values()))
    assert tally_queries.waiting_count(campaign.id) == 0
    assert check(campaign) == []
    stated = days(app)
    assert stated == sorted(stated)
    assert stated[0] < (clock.today() - timedelta(weeks=4)).isoformat()
    assert stated[-1] >= (clock.today() - timedelta(weeks=1)).isoformat()
    assert clock.now() - SPAN - clock.HOUR < campaign.opened_at < clock.now() - SPAN + clock.HOUR


def test_a_flood_is_of_one_country_and_two_hours(app: Flask) -> None:
    demo(count=40, progress=untold)
    before = kinds(app)["signature"]
    campaign, gone = demo(count=120, progress=untold, crowd=flood("LB"))
    came = sorted(rows(Signature), key=lambda row: row["id"])[-120:]
    assert (gone, kinds(app)["signature"] - before) == (0, 120)
    assert {row["country"] for row in came} == {"LB"}
    assert all(row["hour"] >= clock.hour(clock.now() - 3 * clock.HOUR) for row in came)
    assert {Record.unpacked(unsealed(row)).address.partition("@")[2] for row in came} == {"flood.example"}
    assert check(campaign) == []


def test_a_flood_needs_a_country(app: Flask) -> None:
    with pytest.raises(Refusal) as refused:
        flood("XX")
    assert sentence(refused.value) == "'XX' is not a country code; write it like FR."


@pytest.mark.full
def test_again_it_adds_as_many_more_and_the_days_do_not_go_back(app: Flask) -> None:
    for total, gone in ((300, 3), (600, 6)):
        demo(count=300, progress=untold)
        found = kinds(app)
        assert (found["signature"], found["withdrawal"]) == (total, gone)
    stated = days(app)
    assert stated == sorted(stated)
    assert check(releases_queries.campaign("demo")) == []


@pytest.mark.long
def test_each_signature_has_a_sealed_record_that_its_entry_commits_to(app: Flask) -> None:
    campaign, _ = demo(count=150, progress=untold)
    head = tally_queries.head(campaign.id)
    lines = {line for _, line, _ in tally_queries.lines(campaign.id)}
    standing = [row for row in rows(Signature) if row["state"] == "counted"]
    records = [Record.unpacked(unsealed(row)) for row in standing]
    assert [record.country for record in records] == [row["country"] for row in standing]
    commitments = {entries.hashed_line("signature", record.commitment(head.origin)) for record in records}
    assert len(commitments & lines) == len(standing) == 149
    assert {record.name.rpartition(" ")[0] for record in records} == {"Invented signer", "توقيع تجريبي"}
    assert all(re.fullmatch(r"invented-[0-9a-f]{16}@example\.org", record.address) for record in records)
    (left,) = [row for row in rows(Signature) if row["state"] == "withdrawn"]
    assert (left["record_id"], left["sealed"], left["address_tag"]) == (None, None, None)


@pytest.mark.full
def test_a_worker_beside_it_disturbs_nothing(app: Flask) -> None:
    change(app, sequence_seconds=0)
    stopping = threading.Event()
    publish_example()
    worker = threading.Thread(target=work, args=(app, stopping), daemon=True)
    worker.start()
    try:
        demo(count=800, progress=untold)
    finally:
        stopping.set()
        worker.join(timeout=PATIENCE)
    found = kinds(app)
    assert (found["signature"], found["withdrawal"]) == (800, 8)
    assert check(releases_queries.campaign("demo")) == []
    assert days(app)[0] < clock.today().isoformat()


def test_a_site_that_others_reach_is_refused_and_left_alone(app: Flask) -> None:
    change(app, base_url="https://sign.example.org")
    before = dump()
    with pytest.raises(Refusal) as refused:
        demo(count=10, progress=untold)
    assert sentence(refused.value) == (
        "Invented signatures are for this machine's own address only; CAMPAIGN_BASE_URL is https://sign.example.org. "
        "Nothing was written."
    )
    assert dump() == before


def test_without_a_holder_of_keys_nothing_is_written(app: Flask) -> None:
    db.session.execute(delete(Holder))
    db.session.commit()
    before = dump()
    with pytest.raises(Refusal) as refused:
        demo(count=10, progress=untold)
    assert sentence(refused.value) == (
        "Nobody holds a key yet, so nothing could be sealed. "
        "See: campaign keys new --help, campaign keys add --help"
    )
    assert dump() == before


def test_only_an_open_example_takes_invented_signatures(site: Site) -> None:
    with pytest.raises(Refusal) as refused:
        signing.confirm_invented(campaign=site.campaign, signers=[INVENTED])
    assert sentence(refused.value) == (
        "clear-skies takes no invented signatures: only the example does, while it is open."
    )
    assert rows(Signature) == []


@pytest.mark.parametrize("count", [1, 20, 41, 30_000, 200_000])
def test_a_schedule_has_everyone_once_in_order(count: int) -> None:
    end = clock.now()
    steps = list(schedule(count, end - SPAN, end))
    assert sum(some for _, some in steps) == count
    assert max(some for _, some in steps) <= 1_000
    assert [moment for moment, _ in steps] == sorted(moment for moment, _ in steps)
    assert steps[-1][0] <= end


def test_every_member_state_may_be_among_them() -> None:
    assert len(weights()) == 194  # 193 and "I prefer not to say"
