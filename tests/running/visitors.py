"""Who signs behind nginx, by the mail that the front keeps."""

import base64
import email
import re
import time
from html import unescape
from urllib.parse import urlsplit

from tests.cast import SLUG
from tests.running.front import Front
from tests.vault.canaries import canary

PAGE = f"/en/{SLUG}"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def sign(site: Front, page: str, number: int, **more: object) -> int:
    fields = {name: hidden(page, name) for name in ("token", "text")}
    typed = canary(number).typed(website="")
    return site.post(f"{PAGE}/submissions", fields | typed, **more).status


def link(site: Front, number: int) -> str:
    """The link in the mail to a person, once it is there."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        for raw in site.mails.got:
            message = email.message_from_string(raw)
            if message["To"] == canary(number).email:
                body = message.get_payload()
                text = (
                    base64.b64decode(body).decode()
                    if "base64" in str(message["Content-Transfer-Encoding"])
                    else body
                )
                (found,) = re.findall(r"^https?://\S+$", text.replace("\r\n", "\n"), re.MULTILINE)
                return str(found)
        time.sleep(0.1)
    raise AssertionError("no mail")


def confirm(site: Front, number: int) -> None:
    path = urlsplit(link(site, number)).path
    page = site.get(path)
    assert site.post(f"{path}/confirmation", {"token": hidden(page.text, "token")}).status == 200
