"""In which language words are said: that of the page being made, or of the mail."""

from collections.abc import Sequence

from babel import Locale
from flask import Flask, g, request
from flask_babel import Babel, get_locale

from campaign.lib.languages import ALWAYS_ON, DEFAULT, LANGUAGES
from campaign.lib.negotiation import best_of

babel = Babel()  # type: ignore[no-untyped-call]  # this one has no types


def init_app(app: Flask) -> None:
    """Let an app say words."""
    default = LANGUAGES[DEFAULT].locale
    babel.init_app(app, locale_selector=locale, default_locale=default)  # type: ignore[no-untyped-call]  # as above


def locale() -> str:
    """The CLDR locale of the page being made: of the organiser at the desk, of its address, else the reader's own."""
    if not request:
        return LANGUAGES[DEFAULT].locale
    if g.get("organiser"):
        return LANGUAGES[g.organiser.language].locale
    language = (request.view_args or {}).get("language") or request.path.split("/")[1]
    if language not in LANGUAGES:
        language = request.args.get("language", "")
        if language not in (g.get("page_languages") or LANGUAGES):
            language = readers_language()
    return LANGUAGES[language].locale


def readers_language(offered: Sequence[str] | None = None) -> str:
    """The page language that the reader's browser likes best, of those offered, or of those of the page."""
    tags = [tag for tag, quality in request.accept_languages if quality]
    return best_of(tags, offered or g.get("page_languages") or ALWAYS_ON) or DEFAULT


def spoken() -> Locale:
    """The locale in which words are said now: the page's, or the mail's that is being written."""
    current = get_locale()
    assert current is not None  # nothing is said without an app
    return current
