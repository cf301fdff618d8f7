"""Over a limit: told when to come back, nothing typed is lost, and being refused costs nothing."""

import json
import re
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask, g
from sqlalchemy import func, select

from campaign.extensions import db
from campaign.lib import count_file, limit_fallback
from campaign.lib.limit_storage import FileStorage
from campaign.limits import budgets
from campaign.signing.models import Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading, hidden
from tests.conftest import settings_for
from tests.limits.limited import post, site_with, statuses

NOON = datetime(2016, 9, 24, 12, 0, 20, tzinfo=UTC)
FORM = f"/en/{SLUG}/submissions"


@pytest.fixture
def site(tmp_path: Path, migrated_sqlite: Path) -> Site:
    return site_with(tmp_path, migrated_sqlite, SIGN_LIMITS="2 per minute;5 per hour;100 per day")


@pytest.fixture
def client(site: Site) -> Client:
    return site.client()


def notice(html: str) -> str:
    """What the page says above the form."""
    (found,) = re.findall(r'id="answer-title"><strong>(.*?)</strong>', html)
    return unescape(found)


def submissions(site: Site) -> int:
    with site.app.app_context():
        return db.session.scalar(select(func.count(Submission.id))) or 0


def test_the_third_in_a_minute_is_told_when_to_come_back_and_then_gets_through(
    site: Site, client: Client
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [client.sign(person, wait=0).status_code for person in (AMELIE, NOUR)] == [200, 200]
        clock.shift(10)
        refused = client.sign(AMELIE, wait=0)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "50")
        assert notice(refused.text) == (
            "Many people are signing from your network. Try again in about 1 minute. What you typed is still here."
        )
        clock.shift(50)
        assert client.sign(AMELIE, wait=0).status_code == 200
    assert submissions(site) == 3


def test_everything_typed_is_kept_with_a_fresh_token_and_stored_nowhere(site: Site, client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = client.token()
        statuses(client, 2)
        clock.shift(5)
        refused = client.post(FORM, {"token": token, **NOUR.typed(updates="y")})
        page = refused.text
        assert refused.headers["Cache-Control"] == "no-store"
        assert [
            unescape(value) for value in re.findall(r'id="f-(?:name|email)"[^>]* value="([^"]*)"', page)
        ] == [
            NOUR.name,
            NOUR.email,
        ]
        assert re.findall(r'value="(\w\w)" selected', page) == ["SY"]
        assert sorted(re.findall(r'name="(\w+)"[^>]* checked', page)) == ["consent", "updates"]
        assert hidden(page, "token") != token
        clock.shift(60)
        fields = {"token": hidden(page, "token"), **NOUR.typed()}
        assert heading(client.post(FORM, fields).text) == "One step left: open your email"


def test_a_correction_of_the_address_still_corrects_after_the_wait(site: Site, client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = client.token()
        clock.shift(5)
        sent = client.post(FORM, {"token": token, **NOUR.typed(email="slip@example.org")})
        correction = {"token": token, "replaces": hidden(sent.text, "replaces"), **NOUR.typed()}
        statuses(client, 1)
        refused = client.post(FORM, correction)
        assert refused.status_code == 429
        clock.shift(60)
        again = {
            "token": hidden(refused.text, "token"),
            "replaces": hidden(refused.text, "replaces"),
            **NOUR.typed(),
        }
        assert client.post(FORM, again).status_code == 200
    with site.app.app_context():
        assert [mail.to for mail in site.deliver()] == [NOUR.email]
        assert sorted(db.session.scalars(select(Submission.state))) == ["expired", "waiting"]


def test_a_refused_request_uses_up_nothing_of_the_longer_windows(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [post(client) for _ in range(50)].count(429) == 48
        clock.shift(60)
        assert statuses(client, 2) == [403]
        clock.shift(60)
        assert [post(client) for _ in range(2)] == [403, 429], "five an hour"


def test_another_network_does_not_feel_it(site: Site, client: Client) -> None:
    assert statuses(client, 3) == [403, 429]
    assert post(site.client("203.0.113.8")) == 403


def test_buttons_share_ten_times_the_budget_apart_from_the_form(client: Client) -> None:
    assert statuses(client, 3) == [403, 429]
    buttons = ("confirmation", "correction", "rejection", "withdrawal", "stop")
    answers = [client.post(f"/en/c/{'x' * 22}/{button}").status_code for button in buttons * 5]
    assert [answer == 429 for answer in answers] == [False] * 20 + [True] * 5


def test_on_a_button_the_refusal_is_a_page_that_says_when(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        for _ in range(20):
            client.post(f"/en/c/{'x' * 22}/stop")
        refused = client.post(f"/en/c/{'x' * 22}/stop")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert refused.headers["Cache-Control"] == "no-store"
    assert heading(refused.text) == "Too many requests from your network"
    assert "Nothing was changed. Try again in about 1 minute." in refused.text


def test_reading_is_never_limited(client: Client) -> None:
    assert {client.get(f"/en/{SLUG}").status_code for _ in range(30)} == {200}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=%91", "application/x-www-form-urlencoded"),
        (b"x" * 65_537, "application/x-www-form-urlencoded"),
        (b"a&" * 10_000, "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_what_is_no_form_of_ours_is_refused_without_being_read(
    client: Client, body: bytes, kind: str
) -> None:
    statuses(client, 2)
    refused = client.post(FORM, body, content_type=kind)
    assert (refused.status_code, heading(refused.text)) == (429, "Too many requests from your network")


def test_posts_from_other_sites_count_too(site: Site, client: Client) -> None:
    client.headers = {"Sec-Fetch-Site": "cross-site"}
    assert statuses(client, 3) == [403, 429]


def test_no_address_stands_in_the_file_of_limits(site: Site, tmp_path: Path) -> None:
    addresses = [ip_address("203.0.113.7"), ip_address("2001:db8:5:6::7")]
    for address in addresses:
        post(site.client(str(address)))
    written = b"".join(file.read_bytes() for file in tmp_path.glob("limits.sqlite3*"))
    assert written.count(b"/signing/2/1/minute") >= 2
    # Texts and bytes that stand beside keyed hashes by no chance: three signs of one did.
    telling = [b"203.0.113", b"2001:db8:5", b"20010db8", *(address.packed for address in addresses)]
    assert [text for text in telling if text in written] == []


def test_the_budget_for_mail_slows_mail_and_not_signing(tmp_path: Path, migrated_sqlite: Path) -> None:
    site = site_with(tmp_path, migrated_sqlite, MAIL_PER_HOUR="1")
    with site.app.app_context(), time_machine.travel(NOON, tick=False) as clock:
        answers = [heading(site.client().sign(person).text) for person in (AMELIE, NOUR)]
        assert answers == ["One step left: open your email"] * 2
        assert [mail.to for mail in site.deliver()] == [AMELIE.email]
        clock.shift(3601)
        assert [mail.to for mail in site.deliver()] == [NOUR.email]


def lock(file: Path) -> sqlite3.Connection:
    FileStorage(f"limits-file://{file}").incr("made", 60)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    return holder


BREAKAGES: dict[str, tuple[Callable[[Path], Any], Callable[[Path, Any], Any]]] = {
    "locked": (lock, lambda file, holder: holder.close()),
    "damaged": (lambda file: file.write_bytes(b"no database" * 1000), lambda file, _: None),
    "a folder": (lambda file: file.mkdir(), lambda file, _: file.rmdir()),
}


@pytest.mark.long
@pytest.mark.parametrize(("breaks", "mends"), BREAKAGES.values(), ids=BREAKAGES)
def test_with_its_file_out_of_order_each_worker_has_its_share_until_it_is_mended(
    breaks: Any, mends: Any, tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_file, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(limit_fallback, "RETRY_SECONDS", 0.5)
    client = site_with(tmp_path, migrated_sqlite, SIGN_LIMITS="8 per day", WORKERS="4").client()
    broken = breaks(tmp_path / "limits.sqlite3")
    assert [post(client) for _ in range(5)] == [403, 403, 429, 429, 429]
    mends(tmp_path / "limits.sqlite3", broken)
    time.sleep(0.6)
    assert [post(client) for _ in range(10)] == [403] * 8 + [429] * 2


def told() -> dict[str, list[str]]:
    """What each network may send in the request that is made up here."""
    windows: dict[str, list[str]] = {}
    for item, (network, _) in budgets.of_request():
        windows.setdefault(network, []).append(str(item))
    return windows


def test_the_default_is_the_one_that_the_issue_names(app: Flask) -> None:
    known = settings_for(Path("/nowhere"), "", CAMPAIGN_SIGN_LIMITS="")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], sign_limits=known.sign_limits)
    with app.test_request_context(FORM, method="POST", environ_base={"REMOTE_ADDR": "2001:db8::1"}):
        assert told() == {
            g.network: ["20 per 1 minute", "200 per 1 hour", "2000 per 1 day"],
            g.wider_network: ["200 per 1 minute", "2000 per 1 hour", "20000 per 1 day"],
        }
    with app.test_request_context("/en/c/x/stop", method="POST", environ_base={"REMOTE_ADDR": "203.0.113.7"}):
        assert told() == {g.network: ["200 per 1 minute", "2000 per 1 hour", "20000 per 1 day"]}


def test_the_count_stays_right_when_someone_is_refused(site: Site, client: Client) -> None:
    statuses(client, 3)
    assert json.loads(client.get(f"/{SLUG}/tally.json").text)["total"] == 0
