"""The printed file of nginx in front of the real program: networks, links, cache, big bodies, what its log holds."""

import json
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cast import SLUG
from tests.checks.names import name_server
from tests.patience import PATIENCE, until
from tests.running.front import HOST, ROOT, Front, behind_nginx
from tests.running.visitors import PAGE, confirm, link, sign
from tests.vault.canaries import canary, hits


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Front]:
    with behind_nginx(tmp_path_factory, migrated_sqlite) as made:
        yield made


@pytest.fixture(scope="module")
def page(site: Front) -> str:
    """The campaign's page, opened long enough ago for a form of it to be sent."""
    opened = site.get(PAGE).text
    time.sleep(2.1)
    return opened


def total(text: str) -> int:
    return int(json.loads(text)["total"])


def test_five_sign_behind_it_and_the_kept_tally_follows(site: Front, page: str) -> None:
    assert total(site.get(f"/{SLUG}/tally.json").text) == 0
    assert [sign(site, page, number) for number in range(5)] == [200] * 5
    for number in range(5):
        assert link(site, number).startswith(f"{site.base}/en/c/")
        confirm(site, number)

    def has_followed() -> bool:
        site.get(f"/{SLUG}/tally.json")  # so that nginx keeps what is about to be old
        return total(site.ask_plain(f"/{SLUG}/tally.json", port=site.inner).text) == 5

    until(has_followed)
    time.sleep(1 + 1 + 1)  # the interval, what the program keeps an answer for, and nginx's rounding
    assert total(site.get(f"/{SLUG}/tally.json").text) == 5


def test_networks_are_the_clients_and_no_header_changes_them(site: Front, page: str) -> None:
    def refused(address: str, **headers: str) -> list[bool]:
        return [sign(site, page, 20 + each, address=address, headers=headers) == 429 for each in range(9)]

    assert refused("127.0.0.2") == [False] * 7 + [True] * 2
    forged = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9", "X-Real-IP": "203.0.113.9"}
    assert refused("127.0.0.2", **forged) == [True] * 9
    assert refused("127.0.0.3", **forged) == [False] * 7 + [True] * 2


def test_a_page_is_made_once_an_interval_whatever_cookie_or_query_comes(site: Front) -> None:
    address = f"{PAGE}/tally"
    first = site.get(address).text
    logged, began = len(lines(site)), time.monotonic()
    assert [site.get(f"{address}?from={each}", Cookie=f"a={each}").text for each in range(20)] == [first] * 20
    kept = [line.split()[-1] for line in lines(site)[logged:]]
    intervals = 1 + (time.monotonic() - began) // 1
    assert (len(kept), kept.count("HIT") >= 20 - intervals) == (20, True)


def test_tiles_of_the_log_are_kept_and_the_checkpoint_for_an_interval(site: Front) -> None:
    size = site.get(f"/{SLUG}/log/checkpoint").text.splitlines()[1]
    tile = f"/{SLUG}/log/tile/entries/000.p/{size}"
    before, answers = len(lines(site)), [site.get(tile) for _ in range(2)]
    assert [(answer.status, answer.headers["Cache-Control"]) for answer in answers] == [
        (200, "public, max-age=31536000, immutable")
    ] * 2
    time.sleep(2.1)  # the interval, and the rest of the second in which nginx began to count it
    assert (site.get(tile).text, site.get(f"/{SLUG}/log/checkpoint").status) == (answers[0].text, 200)
    kept = [(line.split()[2], line.split()[-1]) for line in lines(site)[before:]]
    assert kept == [(tile, "MISS"), (tile, "HIT"), (tile, "HIT"), (f"/{SLUG}/log/checkpoint", "EXPIRED")]


def test_packed_and_plain_are_kept_apart(site: Front) -> None:
    page = f"{PAGE}/verify"
    plain = [site.get(page).headers["Content-Encoding"] for _ in range(2)]
    packed = [
        site.ask("HEAD", page, headers={"Accept-Encoding": given}).headers["Content-Encoding"]
        for given in ("gzip, br", "br, gzip")
    ]
    assert (plain, packed) == ([None, None], ["gzip", "gzip"])


def test_a_style_sheet_comes_by_brotli_out_of_the_same_store(site: Front) -> None:
    came = [
        site.ask("HEAD", "/static/site.css?a", headers={"Accept-Encoding": takes}).headers["Content-Encoding"]
        for takes in ("gzip, deflate, br", "gzip", "br", "identity")
    ]
    assert came == ["br", "gzip", "br", None]
    kept = [line.split()[-1] for line in lines(site)[-4:]]
    assert kept == ["MISS", "MISS", "HIT", "MISS"]


def test_a_crowd_behind_one_address_is_let_in(site: Front) -> None:
    assert {site.get(PAGE).status for _ in range(150)} == {200}


def test_what_is_too_big_is_refused_at_the_door(site: Front) -> None:
    answer = site.post(f"{PAGE}/submissions", {"name": "x" * 70_000})
    assert answer.status == 413
    assert "nginx" in answer.text


def test_no_file_of_nginx_ever_holds_what_is_brought_to_the_desk(site: Front) -> None:
    folder = site.folder / "bodies"
    folder.rename(site.folder / "away")
    folder.touch()  # no folder: whatever nginx would put there fails
    try:
        answer = site.post("/desk/uploads/skies/paper", {"name": "x" * 1_000_000})
    finally:
        folder.unlink()
        (site.folder / "away").rename(folder)
    assert answer.status == 413  # by the program, which waits for no file of whoever isn't signed in
    assert "nginx" not in answer.text


def test_the_plain_port_leads_to_the_other(site: Front) -> None:
    answer = site.ask_plain(f"{PAGE}?x=1", port=site.plain, Host=HOST)
    assert (answer.status, answer.headers["Location"]) == (301, f"{site.base}{PAGE}?x=1")


def test_a_foreign_host_is_refused(site: Front) -> None:
    assert site.get(PAGE, Host="evil.example").status == 400


def test_every_port_that_is_claimed_gets_the_one_copy(site: Front) -> None:
    def copies() -> int:
        return sum(file.is_file() for file in (site.folder / "cache").rglob("*"))

    page = site.get(f"{PAGE}/tally").text
    before = copies()
    hosts = [*(f"{HOST}:{port}" for port in range(1, 40)), HOST, HOST.upper(), f"{HOST}.", f"{HOST}.:9"]
    answers = [site.get(f"{PAGE}/tally", Host=host) for host in hosts]
    assert {(answer.status, answer.text) for answer in answers} == {(200, page)}
    assert copies() == before


def test_metrics_are_not_for_visitors(site: Front) -> None:
    hosts = ("127.0.0.1", HOST, f"{HOST}:{site.port}")
    near = [site.ask_plain("/metrics", port=site.inner, Host=host).status for host in hosts]
    assert (site.get("/metrics").status, near) == (404, [200, 400, 404])


def test_check_goes_the_way_of_visitors(site: Front) -> None:
    found = f"'127.0.0.1' if host == '{HOST}' else host"  # as a line in /etc/hosts would have it
    command = (
        "import socket; asked = socket.getaddrinfo; "
        f"socket.getaddrinfo = lambda host, *more, **named: asked({found}, *more, **named); "
        "from campaign.cli import main; main()"
    )
    environment = site.environment | {"SSL_CERT_FILE": str(site.folder / "fullchain.pem")}
    with name_server({}) as names:
        done = subprocess.run(
            [sys.executable, "-c", command, "check", "--name-server", names],
            env=environment, cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
    assert [
        line
        for line in done.stdout.splitlines()
        if re.match(r"\w+ +(Visitors|Host|Proxy|Clock|Worker)", line)
    ] == [
        "good   Worker: it is alive.",
        f"good   Visitors: {site.base} leads here, and Host is passed on.",
        f"good   Clock: this machine and {HOST} agree.",
        "good   Proxy: an invented X-Forwarded-For changes nothing.",
    ]


# The last one: it stops the program.
def test_nothing_personal_in_what_nginx_writes_even_when_the_program_is_away(site: Front) -> None:
    secret = urlsplit(link(site, 0)).path.rpartition("/")[2]
    kept = site.get(f"{PAGE}/tally").text
    for path in (
        f"/en/c/{secret}?x={secret}",
        f"/en/C/{secret}",
        f"/{secret}",
        f"/x//en/./c/{secret}",
        f"/en/u/{secret}",
    ):
        site.get(path)
    site.end(which=0)
    time.sleep(1.1)
    assert site.get(f"/en/c/{secret}").status == 502
    assert site.post(f"{PAGE}/submissions", canary(1).typed()).status == 502
    assert site.get(f"{PAGE}/tally").text == kept
    written = site.logs()
    assert hits([("nginx", written)]) == []
    assert secret.encode() not in written
    assert b"127.0.0." not in (site.folder / "campaign.log").read_bytes()
    assert lines(site)[-2].split()[1:4] == ["POST", f"{PAGE}/submissions", "502"]
    assert lines(site)[-3].split()[1:4] == ["GET", "-", "502"]
    assert set(re.findall(r"(?m)^\S+", "\n".join(lines(site)))) <= set(hours())
    assert (site.folder / "campaign.error.log").read_bytes() == b""


def lines(site: Front) -> list[str]:
    """nginx writes its line when an answer has gone: all those before are there with that of a last one, left out."""

    def written() -> list[str]:
        return (site.folder / "campaign.log").read_text().splitlines()

    def is_last(line: str) -> bool:
        return line.split()[1] == "OPTIONS"

    before = len(list(filter(is_last, written())))
    site.ask("OPTIONS", "/healthz")
    until(lambda: len(list(filter(is_last, written()))) > before)
    return [line for line in written() if not is_last(line)]


def hours() -> list[str]:
    return [time.strftime("%Y-%m-%dT%H", time.localtime(time.time() - back)) for back in (0, 3600)]


@pytest.mark.parametrize(
    ("cipher", "is_taken"),
    [
        ("ECDHE-ECDSA-AES128-GCM-SHA256", True), ("ECDHE-ECDSA-CHACHA20-POLY1305", True),
        ("ECDHE-ECDSA-AES128-SHA256", False), ("ECDHE-ECDSA-AES256-SHA", False),
    ],
)  # fmt: skip
def test_of_tls_12_it_takes_ciphers_that_forget_their_keys_and_see_what_was_changed(
    site: Front, cipher: str, is_taken: bool
) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as raw:
        if is_taken:
            with context.wrap_socket(raw, server_hostname=HOST) as line:
                assert line.cipher() == (cipher, "TLSv1.2", line.cipher()[2])
            return
        with pytest.raises(ssl.SSLError, match=r"HANDSHAKE_FAILURE|handshake failure"):
            context.wrap_socket(raw, server_hostname=HOST)
