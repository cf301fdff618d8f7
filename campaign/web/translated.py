"""Where a page stands in another language."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import g, redirect, request
from flask.globals import request_ctx
from werkzeug.wrappers import Response

from campaign.current import asked, settings
from campaign.lib.languages import ALWAYS_ON, DESK_LANGUAGES, LANGUAGES, Language
from campaign.spoken import spoken

BEHIND = "language"  # …?language=ar
READING = ("GET", "HEAD")
ORGANISERS = ("desk", "mail")  # first words of addresses that organisers alone come to


@dataclass(frozen=True)
class Elsewhere:
    """The same page in another language, by its own address."""

    language: Language
    address: str


def other_languages() -> list[Elsewhere]:
    """The page being made in each other language that it is in; none at the desk, which speaks the organiser's own.

    Where the address isn't for everyone, and in errors, which are the same bytes at any, the link says the language
    alone: `?language=ar`.
    """
    if g.get("organiser"):
        return []
    here = str(spoken()).split("_")[0]
    alone = not g.get("public")
    others = [LANGUAGES[code] for code in g.get("page_languages", ALWAYS_ON) if code != here]
    return [Elsewhere(each, f"?{BEHIND}={each.code}" if alone else _translated(each.code)) for each in others]


def alternates() -> list[Elsewhere]:
    """A campaign's public page in each language that it is in, its own among them, by absolute addresses.

    What crawlers and browsers are told; none where the address isn't for everyone, or names no campaign.
    """
    arguments = request.view_args or {}
    if not g.get("public") or not {"slug", "language"} <= arguments.keys():
        return []
    site = settings().base_url.rstrip("/")
    spoken_here = [LANGUAGES[code] for code in g.get("page_languages", ALWAYS_ON)]
    return [Elsewhere(each, site + _translated(each.code)) for each in spoken_here]


def speak_to_organisers() -> None:
    """What organisers alone come to is in the desk's languages: its doors, and whatever is refused there."""
    if asked().path.split("/")[1] in ORGANISERS:
        g.page_languages = tuple(DESK_LANGUAGES)


def turn_to_language() -> Response | None:
    """`?language=ar` behind the address of a page leads to where that stands in Arabic."""
    request = asked()
    if request.method not in READING or not request.query_string:
        return None
    code, first = request.args.get(BEHIND, ""), request.path.split("/")[1]
    if code in LANGUAGES and first in LANGUAGES and first != code:
        return redirect(_translated(code))
    return None


def _translated(code: str) -> str:
    path = _page(request.path)
    _, first, *rest = path.split("/")
    if first not in LANGUAGES:
        return f"{quote(path)}?{BEHIND}={code}"
    return quote("/".join(["", code, *rest]))


def _page(path: str) -> str:
    """The address itself, or where it only takes a form that of the page before it, which can be opened."""
    routes = request_ctx.url_adapter
    while routes and (methods := routes.allowed_methods(path)) and "GET" not in methods:
        path = path.rpartition("/")[0]
    return path
