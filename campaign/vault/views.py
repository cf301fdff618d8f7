"""The page of holders: keys and lists in a browser."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from flask_babel import force_locale, gettext
from markupsafe import Markup

from campaign.lib.languages import DEFAULT, LANGUAGES, Language
from campaign.web import public_page

vault = Blueprint("vault", __name__)


@dataclass(frozen=True)
class Part:
    """The page in one language: what its program shows, and what stands there where that can't run."""

    code: str
    locale: str
    title: str
    needed: str
    unscripted: str
    views: Markup


@vault.get("/holder.html")
@public_page
def holder() -> Any:
    """Each language in one document: its address names none, and its bytes are the same for everyone.

    So it may be kept by every cache, and whoever compares two copies of it needn't know who asked for them.
    """
    parts = [_part(language) for language in LANGUAGES.values()]
    with force_locale(LANGUAGES[DEFAULT].locale):
        return render_template("vault/holder.html", parts=parts, titles=[part.title for part in parts])


def _part(language: Language) -> Part:
    with force_locale(language.locale):
        return Part(
            code=language.code,
            locale=language.locale.replace("_", "-"),
            title=gettext("Keys and lists"),
            needed=gettext(
                "This page needs Chrome 105, Firefox 115 or Safari 16, or a newer version of one of these, and "
                "an address that "
                "begins with https. On your own computer, the commands do the same."
            ),
            unscripted=gettext(
                "To make a key or open a list in the browser, this page needs JavaScript. On your own computer, "
                "these commands do the same:"
            ),
            views=Markup(render_template("vault/holder_views.html")),  # noqa: S704 - a template of ours
        )
