"""Pasting and mending at the desk without JavaScript: the fields of a form as a page shows them, and its buttons."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from tests.cast import Site
from tests.organisers.browser import Desk

RELEASE = """FOR IMMEDIATE RELEASE

Give the river back

GENEVA, 13 May 2025 – Sixty villages demand that the gates upstream are opened.

“The fish lay on the stones,” said the teacher of Manbij.

They ask Member States to:
- send engineers to the gates;
- publish the levels every week.

– ENDS –

Notes to editors:
The gates were built in 1987.
"""
DEMAND = "We ask Member States to open the gates of the river."


class _Fields(HTMLParser):
    """What a browser would send of the form whose action ends so."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action, self._within, self._area = action, False, ""
        self.fields: dict[str, Any] = {}
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        if tag == "form":
            self._within = (its.get("action") or "").partition("#")[0].endswith(self._action)
            self.address = (its.get("action") or "").partition("#")[0] if self._within else self.address
        elif self._within and tag == "textarea":
            self._area = its["name"] or ""
            self.fields[self._area] = ""
        elif self._within and tag == "input" and its.get("name") and _is_sent(its):
            self.fields.setdefault(str(its["name"]), []).append(its.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        if tag == "form":
            self._within = False


def _is_sent(its: dict[str, str | None]) -> bool:
    """Whether a browser sends this input: no file is chosen, and a box only where it is ticked."""
    return its.get("type") != "file" and (its.get("type") not in {"checkbox", "radio"} or "checked" in its)


def form(page: str, action: str) -> tuple[str, dict[str, Any]]:
    """Where a form goes, and what is in its fields."""
    parser = _Fields(action)
    parser.feed(page)
    assert parser.address, f"no form {action}"
    return parser.address, parser.fields


def press(desk: Desk, action: str, **typed: Any) -> Any:
    """Type into the form of the page that is shown whose address ends so, and press its button."""
    address, fields = form(desk.page.text, action)
    return desk.post(
        address, {**fields, **typed}, content_type="multipart/form-data" if "uploads" in address else None
    )


def at(site: Site, rest: str = "") -> str:
    return f"/desk/campaigns/{site.slug}/text{rest}"


def paste(desk: Desk, site: Site, text: str = RELEASE, language: str = "en", **more: Any) -> Any:
    """Paste a text, and see what was understood."""
    desk.get(at(site, f"/{language}/paste"))
    return press(desk, "/reading", text=text, **more)


def said(page: str) -> list[str]:
    """The sentences that answer a form."""
    found = re.findall(r'<p class="(?:notice|summary|error)"(?! data-restored)[^>]*>([^<]+)</p>', page)
    return [unescape(each).strip() for each in found]


def changed(page: str) -> list[tuple[str, str]]:
    """What is shown as gone and as new, in order."""
    return [(tag, unescape(words)) for tag, words in re.findall(r"<(del|ins)>([^<]*)</", page)]
