"""The mail folder as a page: for this machine's own user, and for nobody else."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from campaign.lib import clock
from campaign.lib.mail_targets import MailServer, mail_target
from campaign.mail import actions
from campaign.mail.composing import Mail, as_message
from campaign.mail.transports import transport
from tests.cast import AMELIE, NOUR, Client, Site, change


def test_the_newest_mail_stands_first_with_its_link(site: Site, client: Client) -> None:
    for person in (NOUR, AMELIE):
        client.sign(person)
        site.deliver()
    page = client.get("/mail", base_url="http://127.0.0.1:8000").text
    assert page.index("amelie@example.org") < page.index("nour@example.org")
    assert page.count('href="http://127.0.0.1:8000/en/c/') == 2


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}, {"X-Real-IP": "203.0.113.9"}],
)
def test_what_was_forwarded_sees_nothing(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/mail", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"bind": "0.0.0.0:8000"},
        {"base_url": "https://skies.example.org"},
        {"mail_url": MailServer("127.0.0.1", 25)},
    ],
)
def test_a_site_that_others_reach_has_no_such_page(site: Site, changes: dict[str, Any]) -> None:
    change(site.app, **changes)
    assert site.client().get("/mail").status_code == 404


@pytest.mark.parametrize("setting", ["folder:", "folder:letters", "folder:letters/", "folder:{elsewhere}/"])
def test_the_page_shows_the_folder_that_mail_goes_to(site: Site, tmp_path: Path, setting: str) -> None:
    url = setting.format(elsewhere=tmp_path / "elsewhere")
    target = mail_target(url, instance=site.settings.instance)
    change(site.app, mail_url=target)
    letter = Mail("nour@example.org", "Please confirm", "Hello", "en", actions.new_record_id().hex())
    with closing(transport(target)) as line:
        line.send(as_message(letter, sender="petition@example.org", host="example.org", date=clock.now()))
    page = site.client().get("/mail", base_url="http://127.0.0.1:8000").text
    assert re.findall(r'<bdi dir="ltr">(.*?)</bdi>', page) == ["nour@example.org"]
