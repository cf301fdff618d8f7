"""The commands on the page for missions hold when they are run."""

import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask
from werkzeug.serving import make_server

from campaign import create_app
from campaign.extensions import db
from tests.cast import AMELIE, SLUG, Site
from tests.conftest import settings_for
from tests.letters.desk import FOUR, count, issue, make
from tests.letters.test_the_page_for_missions import Shown
from tests.patience import PATIENCE
from tests.ports import free_port


@pytest.fixture
def served(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Site]:
    """A site at the address that its pages name."""
    base = f"http://127.0.0.1:{free_port()}"
    (tmp_path / "campaign.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    app: Flask = create_app(settings_for(tmp_path, "", CAMPAIGN_BASE_URL=base))
    server = make_server("127.0.0.1", int(base.rpartition(":")[2]), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    with app.app_context():
        site = Site(app).with_keys().open_campaign()
        thread.start()
        yield site
        server.shutdown()
        thread.join()
        server.server_close()
        db.session.remove()
        db.engine.dispose()


def typed(command: str, folder: Path, answers: str = "") -> list[str]:
    """Run a command of the page in a folder; what it said, once it ended with 0."""
    python, *words = shlex.split(command)
    assert python == "python3"
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, input=answers, capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_commands_hold_when_they_are_run(served: Site, tmp_path: Path) -> None:
    client, folder = served.client(), tmp_path / "mission"
    link = served.signed(AMELIE)
    count(served, FOUR)
    issue(served, make(served, tmp_path / "letters"))
    served.number()
    shown = Shown.at(client)

    folder.mkdir()
    curl, option, name, url = shlex.split(shown.command("download"))
    assert (curl, option, name) == ("curl", "-fo", "verify.py")
    with urlopen(url, timeout=PATIENCE) as file:
        (folder / name).write_bytes(file.read())
    (folder / "FR.pdf").write_bytes((tmp_path / "letters" / "FR.pdf").read_bytes())
    (folder / "receipt.txt").write_bytes(client.get(f"{link}/receipt").data)

    verified = f"verified with {shown.command('key')}"
    counted = typed(shown.command("check"), folder)
    assert (counted[0].split(";")[0], counted[-1]) == (
        f"{shown.facts()[3]}: 35 entries, 31 signatures count", verified,
    )  # fmt: skip
    letter = typed(shown.command("letter"), folder)
    assert (letter[2].split(",")[0], letter[-1]) == ("FR.pdf FR=10", verified)
    person = f"{AMELIE.name}\n{AMELIE.email}\nFR\n"
    assert typed(shown.command("receipt"), folder, person)[-1] == verified
    for _ in range(2):
        assert typed(shown.command("watch"), folder)[-1] == verified
    assert (folder / "last-checkpoint").read_bytes() == client.get(f"/{SLUG}/log/checkpoint").data
