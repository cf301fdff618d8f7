"""What browsers and crawlers ask every site for, whatever stands on it, and the names to search countries by."""

from base64 import b64decode
from typing import Any

from flask import Blueprint, Response, jsonify

from campaign.lib.country_search import names_to_search_by
from campaign.lib.languages import LANGUAGES
from campaign.web.caching import public_page

DAY = 86_400
# 32 pixels square, as a PNG within an ICO: sky, paper, and the line between them.
HORIZON = b64decode(
    "AAABAAEAICAAAAEAGAB7AAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAgCAAAA/BjtowAAAEJJREFUeNpjuPPsFU0Rw6gF"
    "oxaMWjBqwagFoxbQxYJ+Ly6yEc0tEJWUIYgGtwW/fnwmiBiIUUQJGrVg1IJRC+hgAQBTezKDqdW9BgAAAABJRU5ErkJggg=="
)
PRIVATE = ("c", "p", "u")  # what stands before a token: the pages behind it are for one person

site_files = Blueprint("site_files", __name__)


@site_files.get("/robots.txt")
@public_page
def robots() -> Any:
    """Campaigns may be found; what is behind a link in a mail, and the organisers' side, may not."""
    closed = ["/desk", "/mail", *(f"/{language}/{word}/" for language in LANGUAGES for word in PRIVATE)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@site_files.get("/countries.json")
@public_page
def country_names() -> Any:
    """What static/page.js finds countries by, beside the names that stand in the page."""
    return jsonify(names_to_search_by())


@site_files.get("/favicon.ico")
def favicon() -> Any:
    """The horizon, small: asked for beside what is no page of ours, a PDF for one."""
    icon = Response(HORIZON, content_type="image/x-icon")
    icon.headers["Cache-Control"] = f"public, max-age={DAY}"
    return icon
