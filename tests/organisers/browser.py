"""An organiser's browser without JavaScript: it keeps the desk's cookie, and fills in the forms that it is shown."""

import re
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from campaign.desk.gate import PUT_OFF
from campaign.extensions import db
from campaign.organisers import actions
from campaign.organisers.roles import Role
from tests.cast import hidden

PASSWORD = "lantern orchard seventeen"
DESK = "http://localhost:8000"
KEY = re.compile(r'<p class="code" dir="ltr">([A-Z0-9 -]+)</p>')


@dataclass
class Desk:
    """The desk in one browser."""

    app: Flask
    address: str = "203.0.113.7"
    headers: dict[str, str] = field(default_factory=lambda: {"Sec-Fetch-Site": "same-origin"})
    base_url: str = DESK

    def __post_init__(self) -> None:
        self.browser: FlaskClient = self.app.test_client()
        self.page: Any = None

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        """A request in a context of its own, with the cookies so far."""
        if has_app_context():
            db.session.rollback()
        ours = {"environ_base": {"REMOTE_ADDR": self.address}, "base_url": self.base_url}
        self.page = Context().run(self.browser.open, path, method=method, buffered=True, **(ours | more))
        return self.page  # type: ignore[no-any-return]

    def get(self, path: str, **more: Any) -> TestResponse:
        """A page; redirects are followed."""
        answer = self.send("GET", path, **more)
        while answer.status_code in {302, 303}:
            answer = self.send("GET", _path(answer.headers["Location"]))
        return answer

    def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """A form of the page that is shown now; redirects are followed."""
        headers = {**self.headers, **more.pop("headers", {})}
        data = {"csrf_token": self.token, **(fields or {})}
        answer = self.send("POST", path, data=data, headers=headers, **more)
        while answer.status_code in {302, 303}:
            answer = self.send("GET", _path(answer.headers["Location"]))
        return answer

    @property
    def token(self) -> str:
        """The token of the forms of this page; of the desk's first page where none was opened yet."""
        if self.page is None:
            self.get("/desk/")
        return hidden(self.page.text, "csrf_token") if "csrf_token" in self.page.text else ""

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        """With a password."""
        self.get("/desk/sign-in")
        return self.post("/desk/sign-in", {"email": email, "password": password})

    def with_codes(self) -> str:
        """Set one-time codes up; the app's secret."""
        self.get("/desk/codes")
        page = self.post("/desk/codes", {"setup": "authenticator"}).text
        secret = KEY.search(page)
        assert secret
        action = re.search(r'action="(/desk/codes/[^"]+)"', page)
        assert action
        self.post(action[1], {"code": code_of(secret[1])})
        return secret[1]


def code_of(secret: str) -> str:
    """What an app shows now."""
    return str(TOTP(key=secret.replace("-", "").replace(" ", "")).generate().token)


def _path(location: str) -> str:
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def member(app: Flask, email: str, role: Role, campaign_id: int | None, **more: Any) -> Desk:
    """Somebody with that role, whose browser is signed in."""
    link = _path(actions.invite(email=email, role=role, campaign_id=campaign_id))
    desk = Desk(app, **more)
    desk.get(link)
    taken_up = {"csrf_token": desk.token, "name": email.partition("@")[0].title(), "password": PASSWORD}
    desk.send("POST", link, data=taken_up, headers=desk.headers)
    # What "Later" does, without the three pages on the way there: most tests of the desk begin here.
    with desk.browser.session_transaction("/desk/", base_url=desk.base_url) as session:
        session[PUT_OFF] = True
    desk.page = None
    return desk
