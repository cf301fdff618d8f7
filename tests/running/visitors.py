"""Who signs behind nginx, by the mail that the front keeps."""

import base64
import re
from email import message_from_string
from email.message import Message
from html import unescape
from urllib.parse import urlsplit

from tests.cast import SLUG
from tests.patience import until
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

    def mails() -> list[Message]:
        return [
            each for raw in site.mails.got if (each := message_from_string(raw))["To"] == canary(number).email
        ]

    until(mails, said="no mail")
    body, is_packed = str(mails()[0].get_payload()), "base64" in str(mails()[0]["Content-Transfer-Encoding"])
    text = base64.b64decode(body).decode() if is_packed else body
    (found,) = re.findall(r"^https?://\S+$", text.replace("\r\n", "\n"), re.MULTILINE)
    return str(found)


def confirm(site: Front, number: int) -> None:
    path = urlsplit(link(site, number)).path
    page = site.get(path)
    assert site.post(f"{path}/confirmation", {"token": hidden(page.text, "token")}).status == 200
