"""What a request says about where it comes from counts only as far as the hops we trust (architecture.md, case 6)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.lib import clock
from tests.cast import AMELIE, SLUG, Site, heading
from tests.limits.limited import site_with

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
    assert set(re.findall(r"https?://[^/\s\"<]+", page.text)) == {"http://127.0.0.1:8000"}
    sent = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()}, headers=elsewhere)
    assert sent.status_code == 200
    with site.app.app_context():
        (mail,) = site.deliver()
    assert mail.link.startswith("http://127.0.0.1:8000/en/c/")
