"""Which languages the pages of an address are in: those of its campaign, or on the way in those of all of them.

Addresses in a language that is off lead to the English page.
"""

from urllib.parse import quote

from flask import Flask, g, redirect
from werkzeug.wrappers import Response

from campaign.current import asked
from campaign.lib.languages import DEFAULT
from campaign.releases import queries
from campaign.web import briefly
from campaign.web.translated import ORGANISERS, READING

WAYS_IN = ("releases.front", "api.way_in")


def init_app(app: Flask) -> None:
    """Look at each address that names a language before its page is made."""
    app.before_request(turn_to_spoken)


def languages_at(slug: str) -> tuple[str, ...] | None:
    """The languages of a public campaign's pages; None where there is none: of a draft nothing tells."""
    languages: tuple[str, ...] | None = briefly(("languages", slug), lambda: queries.languages_at(slug))
    return languages


def turn_to_spoken() -> Response | None:
    """Lead on where the campaign has no pages in the language of the address; what is posted is taken all the same."""
    request = asked()
    arguments = request.view_args or {}
    slug, language = arguments.get("slug"), arguments.get("language")
    _, first, *rest = request.path.split("/")  # at the desk a language is named further on
    if request.endpoint in WAYS_IN:
        g.page_languages = briefly("languages of the site", queries.languages_of_site)
    elif slug and first not in ORGANISERS and (languages := languages_at(slug)):
        g.page_languages = languages
    if first != language or request.method not in READING or language in g.get("page_languages", (language,)):
        return None
    return redirect(quote("/".join(["", DEFAULT, *rest])))
