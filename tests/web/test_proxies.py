"""What a request says about where it comes from counts only as far as the hops we trust (architecture.md, case 6)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.lib import clock
from campaign.limits import queries as limits_queries
from campaign.limits.models import RefusalKind, Refusals
from campaign.limits.refusals import write_refusals
from tests.cast import AMELIE, SLUG, Site, heading
from tests.limits.limited import site_with
from tests.tables import rows

OWN, ONE, TWO = "203.0.113.7", "198.51.100.1", "198.51.100.2"


def answers(site: Site, forwarded: list[str], header: str = "X-Forwarded-For") -> list[int]:
    """The statuses of one submission for each value of the header, all from one proxy's address, at one a minute."""
    client = site.client(OWN)
    path = f"/en/{SLUG}/submissions"
    return [client.post(path, AMELIE.typed(), headers={header: value}).status_code for value in forwarded]


def behind(folder: Path, migrated: Path, hops: int) -> Site:
    return site_with(folder, migrated, TRUSTED_PROXIES=str(hops), SIGN_LIMITS="1 per day")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_without_trusted_proxies_the_header_is_ignored(
    tmp_path: Path, migrated_sqlite: Path, header: str
) -> None:
    site = behind(tmp_path, migrated_sqlite, 0)
    assert answers(site, [ONE, TWO, "nonsense"], header) == [403, 429, 429]


def test_with_one_hop_the_right_most_counts_and_what_stands_left_of_it_is_the_visitors_own_claim(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    site = behind(tmp_path, migrated_sqlite, 1)
    assert answers(site, [ONE, f"{TWO}, {ONE}", f"9.9.9.9, {TWO}, {ONE}"]) == [403, 429, 429]
    assert answers(site, [f"{ONE}, {TWO}", TWO]) == [403, 429]


def test_with_two_hops_the_second_from_the_right_counts(tmp_path: Path, migrated_sqlite: Path) -> None:
    site = behind(tmp_path, migrated_sqlite, 2)
    assert answers(site, [f"{ONE}, {TWO}", f"9.9.9.9, {ONE}, 10.0.0.1", f"{TWO}, 10.0.0.1"]) == [
        403,
        429,
        403,
    ]


WITH_PORTS = [
    "203.0.113.7:51234", "203.0.113.8:1025", "[2001:db8:5::1]:443", "198.51.100.9, 203.0.113.9:51234",
    '"[2001:db8:6::1]"', "::ffff:203.0.113.10", "fe80::1%eth0", '"203.0.113.11:80"', "2002:cb00:710c::1",
]  # fmt: skip


def test_however_a_proxy_writes_it_each_visitor_has_a_network_of_her_own(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    site = behind(tmp_path, migrated_sqlite, 1)
    assert answers(site, WITH_PORTS) == [403] * len(WITH_PORTS)
    plain = [
        "203.0.113.7",
        "203.0.113.8:2",
        "2001:db8:5::9",
        "203.0.113.9",
        "2001:db8:6::2",
        "203.0.113.10",
        "fe80::2",
    ]
    assert answers(site, [*plain, "203.0.113.11", "203.0.113.12:9"]) == [429] * len(WITH_PORTS)


def test_what_a_visitor_writes_to_the_left_swallows_nothing(tmp_path: Path, migrated_sqlite: Path) -> None:
    site = behind(tmp_path, migrated_sqlite, 1)
    forged = [f'"{TWO}, {ONE}', f'for="[::1, {ONE}', f'"a\\", {ONE}', f",,, {ONE}"]
    assert answers(site, forged) == [403, 429, 429, 429]


def test_who_has_no_address_that_can_be_read_is_counted(tmp_path: Path, migrated_sqlite: Path) -> None:
    site = behind(tmp_path, migrated_sqlite, 1)
    assert answers(site, ["unknown", "_hidden", ONE, "-", f"{ONE}, "]) == [403, 429, 403, 429, 429]
    with site.app.app_context():
        write_refusals()
        assert limits_queries.counted_since(clock.today(), RefusalKind.UNREADABLE) == 4
        kinds = {(row["kind"], row["network"] == "") for row in rows(Refusals)}
    assert kinds == {
        (RefusalKind.UNREADABLE, True),
        (RefusalKind.ELSEWHERE, False),
        (RefusalKind.LIMITED, False),
    }


def test_other_headers_than_the_trusted_one_are_ignored_behind_a_proxy_too(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    site = behind(tmp_path, migrated_sqlite, 1)
    assert answers(site, [ONE, TWO], "X-Real-IP") == [403, 429]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "a b", ""])
def test_a_host_that_is_not_ours_is_refused(tmp_path: Path, migrated_sqlite: Path, host: str) -> None:
    client = behind(tmp_path, migrated_sqlite, 0).client()
    answer = client.get(f"/en/{SLUG}", headers={"Host": host})
    assert (answer.status_code, heading(answer.text)) == (400, "We couldn’t read this request")
    assert "evil" not in answer.text


@pytest.mark.parametrize("hops", [0, 1])
def test_neither_host_nor_forwarded_host_gets_into_a_link(
    tmp_path: Path, migrated_sqlite: Path, hops: int
) -> None:
    site = behind(tmp_path, migrated_sqlite, hops)
    client = site.client()
    with time_machine.travel(clock.now() - timedelta(seconds=5)):
        token = client.token()
    elsewhere = {"Host": "localhost:9999", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    page = client.get(f"/en/{SLUG}", headers=elsewhere)
    assert page.status_code == 200
    assert set(re.findall(r"https?://[^/\s\"<]+", page.text)) == {
        "http://127.0.0.1:8000",
        "https://schema.org",
    }
    sent = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()}, headers=elsewhere)
    assert sent.status_code == 200
    with site.app.app_context():
        (mail,) = site.deliver()
    assert mail.link.startswith("http://127.0.0.1:8000/en/c/")
