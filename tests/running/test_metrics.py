"""`/metrics`: what stands in the database at the moment of asking, for this machine and those who are named."""

import dataclasses
from collections.abc import Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from campaign import create_app
from campaign.extensions import db
from campaign.lib.networks import Networks
from campaign.mail.models import Message
from campaign.releases import actions as releases
from campaign.running.heart import beat
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, change
from tests.vault.canaries import canary, hits

HERE = {"REMOTE_ADDR": "127.0.0.1"}


def read(site: Site) -> dict[str, float]:
    """Each sample: `name`, or `name/label`."""
    answer = site.client("127.0.0.1").get("/metrics")
    assert answer.status_code == 200
    return {
        "/".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_every_figure_is_that_of_the_moment(site: Site) -> None:
    site.signed(AMELIE)
    site.number()
    site.signed(canary(1))
    site.client().sign(NOUR)
    beat()
    found = read(site)
    assert 0 <= found.pop("campaign_worker_heartbeat_age_seconds") < 10
    assert 0 <= found.pop("campaign_queue_oldest_seconds/submissions") < 10
    assert found == {
        "campaign_limits_storage_up": 1,
        "campaign_queue_waiting/submissions": 1,
        "campaign_queue_waiting/mails": 0,
        "campaign_queue_waiting/entries": 1,
        "campaign_queue_oldest_seconds/mails": 0,
        "campaign_queue_oldest_seconds/entries": 0,
        "campaign_mails/waiting": 0,
        "campaign_mails/refused": 0,
        "campaign_mails/sent": 2,
        "campaign_mails/failed": 0,
        f"campaign_public_total/{SLUG}": 1,
        f"campaign_log_entries/{SLUG}": 3,
    }


def test_closed_campaigns_stay(site: Site) -> None:
    site.signed(AMELIE)
    site.number()
    releases.close_campaign(slug=SLUG)
    site.number()
    found = read(site)
    assert (found[f"campaign_public_total/{SLUG}"], found[f"campaign_log_entries/{SLUG}"]) == (1, 4)


def test_mails_that_were_refused_are_told_from_those_that_wait(site: Site) -> None:
    site.signed(AMELIE)
    db.session.execute(update(Message).values(state="waiting", attempts=2, ended_at=None))
    db.session.commit()
    found = read(site)
    assert (found["campaign_mails/waiting"], found["campaign_mails/refused"]) == (1, 1)


def test_nothing_personal_is_in_it(site: Site) -> None:
    for number in range(4):
        site.signed(canary(number))
    text = site.client("127.0.0.1").get("/metrics").data
    assert hits([("metrics", text), ("health", site.client().get("/healthz").data)]) == []
    assert b"SY" not in text
    assert b"203.0.113" not in text


@pytest.mark.parametrize(
    ("address", "headers", "code"),
    [
        ("203.0.113.7", {}, 404),
        ("198.51.100.9", {}, 200),
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        ("127.0.0.1", {"Via": "1.1 varnish"}, 404),
        ("127.0.0.1", {"CF-Connecting-IP": "203.0.113.7"}, 404),
        ("127.0.0.1", {"True-Client-IP": "203.0.113.7"}, 404),
        ("127.0.0.1", {"Host": "10.0.0.3:8000"}, 200),
        ("127.0.0.1", {"Host": "[::1]:8000"}, 200),
        ("127.0.0.1", {"Host": "rebound.example"}, 400),
    ],
)
def test_who_may_read_it(site: Site, address: str, headers: dict[str, str], code: int) -> None:
    change(site.app, metrics_from=Networks(["198.51.100.0/24"]))
    assert Client(site.app, address).get("/metrics", headers=headers).status_code == code


def test_a_proxy_that_says_nothing_of_itself_is_known_by_the_host(site: Site) -> None:
    """It passes on what was asked for, and the site answers to that; who watches from here asks by address."""
    public = create_app(dataclasses.replace(site.settings, base_url="https://skies.example.org"))

    def ask(host: str) -> int:
        return Client(public, "127.0.0.1").get("/metrics", headers={"Host": host}).status_code

    with public.app_context():
        assert [ask(host) for host in ("skies.example.org", "127.0.0.1:8000", "localhost")] == [404, 200, 200]
        db.session.remove()
        db.engine.dispose()


def test_an_address_is_a_host_for_these_two_pages_alone(client: Client) -> None:
    ask: Callable[[str], int] = lambda path: client.get(path, headers={"Host": "10.0.0.3"}).status_code  # noqa: E731
    assert [ask(path) for path in ("/healthz", "/metrics", f"/en/{SLUG}")] == [503, 404, 400]
