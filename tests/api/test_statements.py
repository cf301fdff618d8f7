"""The count as programs read it: nothing finer than the tally's page, and no time finer than the day."""

import json
import re
from datetime import UTC, datetime, timedelta

import time_machine

from campaign.api import statements
from campaign.extensions import transaction
from campaign.tally.models import StatedDay
from tests.api.shapes import HERE, Reader
from tests.api.test_answers import everything
from tests.cast import Client, Site
from tests.letters.desk import FOUR, count

DAY = datetime(2016, 10, 1, 12, 20, tzinfo=UTC)
MOMENT = re.compile(r"\d\d:\d\d|\d{4}-\d\d-\d\dT")
PATH = f"{HERE}/statements"


def stated_on_two_days(site: Site) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
    with time_machine.travel(DAY + timedelta(days=3), tick=False):
        count(site, {"FR": 21})
    with time_machine.travel(DAY + timedelta(days=4), tick=False):
        count(site, {"DE": 3})


def test_days_and_the_figures_of_the_last_statement_alone(site: Site, reader: Reader) -> None:
    stated_on_two_days(site)
    assert reader.reads(PATH) == {
        "campaign": "clear-skies",
        "total": 54,
        "paper": None,
        "as_of": "2016-10-05",
        "last": {
            "date": "2016-10-04",
            "taken_in": 51,
            "countries": {"FR": 30, "DE": 10},
            "not_shown": 11,
        },
        "days": [{"date": "2016-10-04", "taken_in": 51}, {"date": "2016-10-01", "taken_in": 30}],
        "next": None,
    }


def test_before_the_first_statement_there_is_the_total_alone(site: Site, reader: Reader) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, {"FR": 13})
    told = reader.reads(PATH)
    assert (told["total"], told["last"], told["days"]) == (13, None, [])


def test_a_country_that_is_withheld_has_no_figure(site: Site, reader: Reader) -> None:
    site.open_campaign("quiet", withhold=["FR"])
    site.slug = "quiet"
    count(site, FOUR)
    last = reader.reads("/campaigns/quiet/statements")["last"]
    assert "FR" not in last["countries"]
    assert last["not_shown"] + sum(last["countries"].values()) == last["taken_in"] == 30


def test_days_have_pages(site: Site, reader: Reader) -> None:
    stated_on_two_days(site)
    earlier = reader.reads(f"{PATH}/before:2016-10-04")
    assert earlier["days"] == [{"date": "2016-10-01", "taken_in": 30}]
    assert reader.reads(f"{PATH}/before:2016-10-01")["days"] == []


def test_a_long_history_goes_on_behind_its_page(site: Site, reader: Reader) -> None:
    stated_on_two_days(site)
    with transaction() as session:
        session.add_all(
            StatedDay(
                campaign_id=site.campaign.id,
                day=DAY.date() - timedelta(days=ago),
                position=0,
                taken_in=20,
            )
            for ago in range(1, statements.DAYS + 1)
        )
    first = reader.reads(PATH)
    assert len(first["days"]) == statements.DAYS
    assert first["next"].endswith(f"/before:{first['days'][-1]['date']}")
    second = reader.reads(first["next"].partition("/api/v1")[2])
    assert [len(second["days"]), second["next"]] == [2, None]


def test_no_answer_has_a_time_finer_than_the_day(full: Site, client: Client) -> None:
    for path in everything(full):
        told = client.get(f"/api/v1{path}").text
        told = told.replace("127.0.0.1:8000", "").replace("+00:00", "")
        times = MOMENT.findall(re.sub(r"after:\w+:\d+|before:\S+", "", told))
        assert (path, times) == (path, [])


def test_no_answer_has_a_commitment_of_a_signature(full: Site, client: Client) -> None:
    lines = client.get("/clear-skies/log/tile/entries/000.p/36").data
    commitments = re.findall(rb"signature ([0-9a-f]{64})", lines)
    told = json.dumps([client.get(f"/api/v1{path}").json for path in everything(full)])
    assert [each for each in commitments if each.decode() in told] == []


def test_the_figures_for_programs_stay_as_they_were(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
    assert client.get("/clear-skies/tally.json").text == (
        '{"as_of":"2016-10-01T12:20:00Z","size":33,"stated":{"countries":{"DE":10,"FR":10},"date":"2016-10-01",'
        '"not_shown":10,"size":33,"taken_in":30},"total":30}\n'
    )
