"""Every route that changes something is limited, whichever room it is in."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, NumberConverter

from campaign.counts import limiter
from campaign.limits import budgets
from tests.cast import Site
from tests.limits.limited import site_with

SAFE = {"GET", "HEAD", "OPTIONS"}
MOST = 11  # one a day for signing, ten for all others together


@pytest.fixture
def site(tmp_path: Path, migrated_sqlite: Path) -> Site:
    return site_with(tmp_path, migrated_sqlite, SIGN_LIMITS="1 per day")


def changing(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, an address) of every route that changes something."""
    adapter = app.url_map.bind("127.0.0.1")
    return [
        (rule.endpoint, method, adapter.build(rule.endpoint, arguments(rule), method=method))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - SAFE)
    ]


def arguments(rule: Rule) -> dict[str, Any]:
    """Something that fits each part of the route."""
    found: dict[str, Any] = {}
    for name, converter in rule._converters.items():
        if isinstance(converter, AnyConverter):
            found[name] = min(converter.items)
        else:
            found[name] = 1 if isinstance(converter, NumberConverter) else "x" * 22
    return found


def unlimited(app: Flask, *only: str) -> list[str]:
    """The endpoints, of all or of these, that still answer after as many requests as all budgets together allow."""
    found = []
    for number, (endpoint, method, path) in enumerate(changing(app)):
        if only and endpoint not in only:
            continue
        client, network = app.test_client(use_cookies=False), {"REMOTE_ADDR": f"203.0.113.{number}"}
        codes = [client.open(path, method=method, environ_base=network).status_code for _ in range(MOST)]
        if codes[-1] != 429:
            found.append(endpoint)
    return found


def test_every_route_that_changes_something_is_limited(site: Site) -> None:
    with time_machine.travel("2016-09-24 12:00:00Z", tick=False):
        assert {"signing.submit", "signing.confirm"} <= {endpoint for endpoint, _, _ in changing(site.app)}
        assert unlimited(site.app) == []


def test_a_new_route_is_limited_without_asking_and_none_can_be_exempt(site: Site) -> None:
    site.app.add_url_rule("/new/<int:number>", "new", lambda number: "changed", methods=["PUT"])
    site.app.add_url_rule("/exempt", "exempt", exempt, methods=["POST"])
    with time_machine.travel("2016-09-24 12:00:00Z", tick=False):
        assert {"new", "exempt"} <= {endpoint for endpoint, _, _ in changing(site.app)}
        assert unlimited(site.app, "new", "exempt") == []


def test_a_route_that_is_not_limited_would_be_told(site: Site) -> None:
    hooks = site.app.before_request_funcs[None]
    hooks.remove(budgets.require_budget)
    assert unlimited(site.app, "signing.submit") == ["signing.submit"]


PROGRAM = """
import sys
from campaign.limits import budgets, refusals, requests
from campaign import app_for_commands, config
app = app_for_commands(config.load({}))
imported = len(app.before_request_funcs)
requests.init_app(app)
print(imported, app.before_request_funcs[None][0].__name__, "campaign.signing" in sys.modules)
"""


def test_limits_are_switched_on_by_init_app_and_by_no_import() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert said.stdout == "0 require_budget False\n"


@limiter.exempt
def exempt() -> str:
    """What must not be written, and changes nothing."""
    return "changed"
