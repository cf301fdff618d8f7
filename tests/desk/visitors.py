"""Whoever sends what was made up: signed in, with the token of her session; and all pages that links lead to."""

import re
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

from campaign.organisers.roles import Role
from tests.cast import Site
from tests.organisers.browser import DESK, Desk, member

SITE_OWNER, NOBODY = "site owner", "nobody"
LINK = re.compile(r'href="(/desk/[^"#?]*)')
NUMBERS = count()


@dataclass
class Visitor:
    """Somebody with a role, or nobody. Whoever was signed out, stopped or throttled is followed by another such."""

    site: Site
    role: str
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.come()

    def come(self) -> None:
        """From a network of her own, freshly signed in, with the token of her session."""
        number = next(NUMBERS)
        address = f"198.18.{number // 250}.{number % 250}"
        if self.role == NOBODY:
            self.desk = Desk(self.site.app, address)
            self.desk.get("/desk/sign-in")
            return
        campaign, role = (None, Role.OWNER) if self.role == SITE_OWNER else (self.site.campaign.id, self.role)
        self.desk = member(
            self.site.app, f"{role}{number}@example.org", Role(role), campaign, address=address
        )
        assert self.desk.get("/desk/account").request.path == "/desk/account"

    def sends(self, case: Any) -> Any:
        """The answer to a request that schemathesis made up."""
        answer = Context().run(
            case.call, DESK, session=self.desk.browser, app=self.site.app,
            headers={**self.desk.headers, "X-CSRF-Token": self.desk.token},
            environ_base={"REMOTE_ADDR": self.desk.address},
        )  # fmt: skip
        if self._is_out(answer.status_code):
            self.come()
        return answer

    def _is_out(self, status: int) -> bool:
        if self.role == NOBODY:
            return False
        led_away = status in {302, 403} and self.desk.send("GET", "/desk/account").status_code != 200
        return led_away or status == 429


def pages_from(desk: Desk, first: str) -> Iterator[tuple[str, str]]:
    """(address, page) of all that links lead to."""
    ahead, seen = [first], {first}
    while ahead:
        address = ahead.pop()
        answer = desk.get(address)
        if answer.mimetype == "text/html":
            yield address, answer.text
            links = dict.fromkeys(map(unescape, LINK.findall(answer.text)))
            ahead += [link for link in links if link not in seen]
            seen.update(links)
