"""`campaign check` goes the way of visitors: through the base URL, under an address that it invents."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from campaign.checks import GOOD, NOTE, WRONG
from campaign.checks import visitors as visiting
from campaign.checks.visitors import visitors
from campaign.lib import clock
from campaign.limits.models import RefusalKind
from campaign.limits.refusals import note_refusal, write_refusals
from campaign.web.forwarded import Forwarded
from tests.cast import change
from tests.patience import PATIENCE
from tests.ports import free_port

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HOST = "skies.example.org"


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log(self, *_: Any) -> None:
        return


@contextmanager
def served(app: Callable[..., Any]) -> Iterator[int]:
    """The app at a port of this machine, as HOST leads to it."""
    server = make_server("127.0.0.1", 0, app, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join(timeout=PATIENCE)
    server.server_close()


@pytest.fixture(autouse=True)
def led_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a line in /etc/hosts would do."""
    asked = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **named: asked("127.0.0.1" if host == HOST else host, *more, **named),
    )


def told(app: Flask, around: Callable[..., Any] | None = None, **settings: Any) -> dict[str, list[str]]:
    """What is found by standing, with the app behind `around`; the clock's line is left out."""
    with served(around or app) as port:
        change(app, base_url=f"http://{HOST}:{port}", **settings)
        found = [each for each in visitors() if not each.sentence.startswith("Clock: this machine and skies")]
    return {
        standing: [each.sentence.replace(str(port), "PORT") for each in found if each.standing == standing]
        for standing in (GOOD, NOTE, WRONG)
    }


def test_a_site_that_is_reached_directly(app: Flask) -> None:
    assert told(app, bind="0.0.0.0:80") == {
        GOOD: [
            f"Visitors: http://{HOST}:PORT leads here, and Host is passed on.",
            "Proxy: an invented X-Forwarded-For changes nothing.",
        ],
        NOTE: [],
        WRONG: [],
    }


def test_proxies_that_are_counted_but_not_there(app: Flask) -> None:
    change(app, trusted_proxies=1)
    init_web_hops(app)
    assert told(app)[WRONG] == [
        "Proxy: an invented X-Forwarded-For is believed, so anyone gets past all limits. CAMPAIGN_TRUSTED_PROXIES is "
        "1; it has to be the number of proxies, each of which has to set the header.",
    ]


def test_more_proxies_counted_than_there_are(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that says who asks, as the printed nginx does; two are counted, so nobody is believed."""
    monkeypatch.setattr(visiting, "_our_address", lambda: "203.0.113.9")
    change(app, trusted_proxies=2)
    init_web_hops(app, 2)

    def around(environ: Any, start: Any) -> Any:
        return app({**environ, "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, start)

    assert told(app, around)[WRONG] == [
        "Proxy: all visitors look like the proxy itself and share one budget. CAMPAIGN_TRUSTED_PROXIES is 2, and fewer "
        "proxies than that say who is asking; with the printed nginx alone it is 1.",
    ]


@pytest.mark.parametrize(("days", "standing"), [(3, WRONG), (12, NOTE), (40, None)])
def test_a_certificate_near_its_end(
    app: Flask, monkeypatch: pytest.MonkeyPatch, days: int, standing: str
) -> None:
    monkeypatch.setattr(visiting, "_certificate_days", lambda: float(days))
    found = told(app, bind="0.0.0.0:80")
    said = f"Visitors: the certificate of http://{HOST}:PORT ends in {days} days, and isn't renewed yet. "
    assert {key: [each for each in lines if "certificate" in each] for key, lines in found.items()} == {
        key: [f"{said}certbot renew --dry-run"] if key == standing else [] for key in (GOOD, NOTE, WRONG)
    }


def init_web_hops(app: Flask, hops: int = 1) -> None:
    """The middleware that believes proxies, as an app of these settings has it from its start."""
    app.wsgi_app = Forwarded(app.wsgi_app, hops=hops)  # type: ignore[method-assign]


def test_a_proxy_that_keeps_the_host_to_itself(app: Flask) -> None:
    def around(environ: Any, start: Any) -> Any:
        return app({**environ, "HTTP_HOST": "127.0.0.1:8000"}, start)

    assert told(app, around, trusted_proxies=1)[WRONG] == [
        f"Host: the proxy doesn't pass on what was asked for; this site answers to {HOST}:PORT alone. "
        "campaign deploy print nginx shows how.",
    ]


def unreadable(what: str) -> str:
    return (
        f"Proxy: {what} came without an address that can be read, and all such visitors share one budget. "
        "CAMPAIGN_TRUSTED_PROXIES is 1; the proxy that is that many hops away has to write the visitor's address into "
        "X-Forwarded-For."
    )


@pytest.mark.parametrize("written", ["unknown", "_hidden", "203.0.113.9, ", "203.0.113.999"])
def test_a_proxy_that_writes_no_address(app: Flask, written: str) -> None:
    init_web_hops(app)

    def around(environ: Any, start: Any) -> Any:
        return app({**environ, "HTTP_X_FORWARDED_FOR": written}, start)

    assert told(app, around, trusted_proxies=1)[WRONG] == [unreadable("this look")]


def test_one_that_writes_ports_is_good(app: Flask) -> None:
    init_web_hops(app)

    def around(environ: Any, start: Any) -> Any:
        return app({**environ, "HTTP_X_FORWARDED_FOR": "192.0.2.77, 203.0.113.9:51234"}, start)

    assert told(app, around, trusted_proxies=1)[WRONG] == []


def test_forms_of_these_days_that_brought_no_address(app: Flask) -> None:
    unserved(app, trusted_proxies=1)
    with time_machine.travel(clock.now() - 2 * clock.DAY):
        note_refusal(kind=RefusalKind.UNREADABLE)
        write_refusals()
    assert [each.standing for each in visitors()] == [NOTE]
    for ago in (1, 0):
        with time_machine.travel(clock.now() - ago * clock.DAY):
            note_refusal(kind=RefusalKind.UNREADABLE)
            write_refusals()
    first, *_ = visitors()
    assert (first.standing, first.sentence) == (
        WRONG,
        unreadable(f"2 forms since {clock.today() - clock.DAY}"),
    )


def test_something_else_answers(app: Flask) -> None:
    def around(_environ: Any, start: Any) -> Any:
        start("502 Bad Gateway", [])
        return [b""]

    assert told(app, around, trusted_proxies=1)[WRONG] == [
        f"Visitors: something else answers at http://{HOST}:PORT, or the program is down (502).",
    ]


def test_a_bind_that_others_reach_past_the_proxy(app: Flask) -> None:
    unserved(app, bind="10.0.0.2:8000", trusted_proxies=1)
    first, *_ = visitors()
    assert (first.standing, first.sentence) == (
        NOTE,
        "Proxy: anyone who reaches 10.0.0.2:8000 past the proxy can invent an address. Let a firewall admit only "
        "the proxy.",
    )


def unserved(app: Flask, **settings: Any) -> str:
    """Give the app a base URL at which nobody answers."""
    base = f"http://{HOST}:{free_port()}"
    change(app, base_url=base, **settings)
    return base


def test_a_site_that_nobody_reaches_from_here(app: Flask) -> None:
    base = unserved(app, trusted_proxies=1)
    assert [(each.standing, each.sentence) for each in visitors()] == [
        (
            NOTE,
            f"Visitors: {base} can't be reached from this machine (ConnectionRefusedError), so Host and proxy "
            "were not tested. Open it from elsewhere.",
        )
    ]
