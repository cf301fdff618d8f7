"""A site with limits of one's choice, for the tests of limits."""

import shutil
from pathlib import Path
from typing import Any

from flask import Flask

from campaign import create_app
from tests.cast import AMELIE, SLUG, Client, Person, Site
from tests.conftest import settings_for

DEFAULT = "20 per minute;200 per hour;2000 per day"


def site_with(folder: Path, migrated: Path, **given: str) -> Site:
    """A site on SQLite with the cast's campaign open; `given` are settings without their prefix."""
    shutil.copy(migrated, folder / "campaign.sqlite3")
    environment = {"CAMPAIGN_SIGN_LIMITS": DEFAULT} | {
        f"CAMPAIGN_{name}": value for name, value in given.items()
    }
    app: Flask = create_app(settings_for(folder, "", **environment))
    with app.app_context():
        return Site(app).with_keys().open_campaign()


def post(client: Client, person: Person = AMELIE, *, token: str = "", **changes: Any) -> int:
    """The status of one submission; without a token it is taken as far as the limits."""
    return client.post(f"/en/{SLUG}/submissions", {"token": token, **person.typed(**changes)}).status_code


def statuses(client: Client, times: int) -> list[int]:
    """Which answers a number of submissions get, each once, in order."""
    return list(dict.fromkeys(post(client) for _ in range(times)))
