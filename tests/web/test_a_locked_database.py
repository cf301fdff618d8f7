"""SQLite's lock held for too long: visitors are told within seconds, the worker and commands are more patient."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from campaign import create_app
from campaign.config import Settings
from campaign.extensions import db
from campaign.signing.models import Submission
from tests.cast import AMELIE, SLUG, Client, Site, typed_back
from tests.tables import count

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def patience(app: Flask) -> int:
    """Milliseconds for which a connection of this app waits."""
    with app.app_context(), db.engine.connect() as connection:
        waits = connection.execute(text("PRAGMA busy_timeout")).scalar_one()
        db.engine.dispose()
    return int(waits)


@SQLITE
def test_two_seconds_for_visitors_and_ten_for_others(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    assert [patience(create_app(settings, serving=serving)) for serving in (True, False)] == [2_000, 10_000]


@SQLITE
def test_what_the_server_imports_is_for_visitors(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAMPAIGN_INSTANCE", str(tmp_path))
    from campaign.running.wsgi import app

    assert patience(app) == 2_000


@SQLITE
def test_a_form_gets_a_503_and_is_taken_once_the_lock_is_gone(site: Site) -> None:
    served = create_app(site.settings, serving=True)
    with served.app_context():
        client = Client(served)
        token = client.token()
        with db.engine.connect().execution_options(immediate=True) as holder:
            holder.execute(text("SELECT 1"))
            answer = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert typed_back(answer.text) == AMELIE.typed()
        assert (
            "We can’t accept this right now, so nothing was stored. What you typed is still here"
            in answer.text
        )
        assert client.get(f"/en/{SLUG}").status_code == 200
        assert count(Submission) == 0
        again = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()})
        assert (again.status_code, count(Submission)) == (200, 1)
        db.session.remove()
        db.engine.dispose()
