"""An app for commands has no page until something of one is asked for."""

import sys
from pathlib import Path

import pytest
from flask import render_template

from campaign import app_for_commands
from campaign.app import Site
from campaign.extensions import all_tables
from campaign.releases.signed import SIGNED
from campaign.tables import MODULES
from tests.beginnings import settings_for

SOURCES = Path(__file__).parents[2] / "campaign"


@pytest.fixture
def app(tmp_path: Path) -> Site:
    return app_for_commands(settings_for(tmp_path, ""))


def test_it_has_none_at_first(app: Site) -> None:
    assert list(app.blueprints) == []
    assert len(app.later) == 3  # languages, what rooms tell each other, pages


def test_what_rooms_tell_each_other_is_told_when_it_is_asked_for(app: Site) -> None:
    assert callable(app.extensions[SIGNED])
    assert list(app.blueprints) == []
    with pytest.raises(KeyError, match=r"^'what nobody tells'$"):
        app.extensions["what nobody tells"]


def test_a_template_has_what_every_template_has(app: Site) -> None:
    with app.app_context():
        crontab = render_template("running/crontab", settings=app.config["SETTINGS"], tell="desk@example.org")
    assert "MAILTO=desk@example.org\n" in crontab
    assert "releases" in app.blueprints


def test_a_request_finds_each_page(app: Site) -> None:
    assert app.test_client().get("/healthz", base_url="http://127.0.0.1:8000").status_code == 503


def test_all_tables_are_those_of_every_module_that_has_one(app: Site) -> None:
    having = {
        ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts)
        for path in SOURCES.rglob("*.py")
        if "__tablename__ =" in path.read_text()
    }
    assert having == set(MODULES)
    with app.app_context():
        assert {"campaigns", "organisers", "rehearsals"} <= set(all_tables().tables)
    assert having <= set(sys.modules)
