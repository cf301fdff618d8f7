"""A process is killed before or after a commit: nobody was thanked for what isn't there, and what is there stays.

See architecture.md, rule 1.
"""

import os
import signal
import subprocess
import sys
from typing import Any
from urllib.parse import urlencode

import pytest

from campaign.signing.models import Signature, Submission
from tests.cast import NOUR, SLUG, Client, Letter, Site, heading
from tests.patience import PATIENCE
from tests.tables import count

# Answers one request as the web does, and is killed by itself where it is told to; then nothing is said.
PROGRAM = """
import os, signal, sys
from campaign import create_app
from campaign.extensions import db

moment, path, body = sys.argv[1:]
app = create_app(serving=True)
with app.app_context():
    dialect = db.engine.dialect
commit = dialect.do_commit

def committing(connection):
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    commit(connection)
    if moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)

dialect.do_commit = committing
answer = app.test_client(use_cookies=False).post(
    path, data=body, content_type="application/x-www-form-urlencoded", headers={"Sec-Fetch-Site": "same-origin"},
    base_url=app.config["SETTINGS"].base_url,
)
print("answered", answer.status_code, flush=True)
"""


def killed(site: Site, moment: str, path: str, **fields: str) -> tuple[int, str]:
    """How the process ended, and what it answered."""
    settings: Any = site.settings
    environment = {
        **os.environ, "CAMPAIGN_INSTANCE": str(settings.instance), "CAMPAIGN_DATABASE_URL": settings.database_url,
        "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
    }  # fmt: skip
    command = [sys.executable, "-c", PROGRAM, moment, path, urlencode(fields)]
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return ended.returncode, ended.stdout


@pytest.mark.long
@pytest.mark.parametrize(("moment", "stored"), [("before", 0), ("after", 1)])
def test_a_form_is_there_or_nobody_was_thanked_for_it(
    site: Site, client: Client, moment: str, stored: int
) -> None:
    token = client.token()
    ended = killed(site, moment, f"/en/{SLUG}/submissions", token=token, **NOUR.typed(updates="y"))
    assert ended == (-signal.SIGKILL, "")
    assert count(Submission) == stored
    assert client.sign(NOUR).status_code == 200
    assert [letter.to for letter in site.deliver()] == [NOUR.email]


@pytest.mark.long
@pytest.mark.parametrize(("moment", "counted"), [("before", 0), ("after", 1)])
def test_a_signature_is_there_or_nobody_was_thanked_for_it(
    site: Site, client: Client, moment: str, counted: int
) -> None:
    letter = link_of(site, client, NOUR.email)
    client.press(link_of(site, client, "first@example.org").link, "confirmation")
    token = client.token(letter.path)
    assert killed(site, moment, f"{letter.path}/confirmation", token=token) == (-signal.SIGKILL, "")
    assert (count(Signature), count(Submission)) == (1 + counted, 1 - counted)
    said = heading(client.press(letter.link, "confirmation").text)
    assert said == ("You have confirmed already" if counted else "Thank you. Your signature is confirmed.")
    assert (count(Signature), site.number()) == (2, 2)


@pytest.mark.long
def test_who_is_not_killed_answers(site: Site, client: Client) -> None:
    token = client.token()
    answered = killed(site, "never", f"/en/{SLUG}/submissions", token=token, **NOUR.typed())
    assert answered == (0, "answered 200\n")
    assert count(Submission) == 1


def link_of(site: Site, client: Client, email: str) -> Letter:
    client.sign(NOUR, email=email)
    (letter,) = site.deliver()
    return letter
