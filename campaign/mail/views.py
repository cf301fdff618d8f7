"""The mail folder as a page: what a newcomer's own machine would have sent. Loopback only."""

import email
import email.policy
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, render_template, request

from campaign.current import settings
from campaign.lib.hosts import is_loopback
from campaign.lib.mail_targets import MailFolder
from campaign.lib.proxies import passed_on

mail_folder = Blueprint("mail_folder", __name__)
NEWEST = 50


@mail_folder.get("/mail")
def folder() -> Any:
    """The newest fifty mails. 404 wherever anyone but this machine's own user could ask."""
    target = settings().mail_url
    if not isinstance(target, MailFolder) or not _private():
        abort(404)
    files = sorted(target.path.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return render_template("mail/folder.html", mails=[_read(file) for file in files[:NEWEST]])


def _private() -> bool:
    host = request.host.rpartition(":")[0] if ":" in request.host.rpartition("]")[2] else request.host
    return (
        settings().loopback
        and is_loopback(settings().bind_host)
        and is_loopback(host.strip("[]"))
        and not passed_on(name for name, _ in request.headers)
    )


def _read(file: Path) -> dict[str, Any]:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body()
    text = (body.get_content() if body else "").replace("\r\n", "\n")
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "language": message["Content-Language"] or "en",
        "paragraphs": text.strip().split("\n\n"),
    }
