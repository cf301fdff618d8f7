"""What /holder.html says in each language of pages, and the same page as one file that needs no network."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from flask import render_template
from flask_babel import force_locale, gettext
from markupsafe import Markup

from campaign.lib.countries import UNSAID, codes
from campaign.lib.languages import DEFAULT, DESK_LANGUAGES, LANGUAGES, Language
from campaign.web.one_file import as_one_file

SCRIPTS = "holder-floor.js", "holder.js"


@dataclass(frozen=True)
class Part:
    """The page in one language: what its program shows, and what stands there where that can't run."""

    code: str
    locale: str
    title: str
    needed: str
    unscripted: str
    views: Markup


def served() -> str:
    """The page as the site serves it: the same bytes for everyone."""
    facts = _facts(
        offline=False,
        file_sha256=sha256(page_file()).hexdigest(),
        codes=" ".join(sorted(codes())),
        unsaid=UNSAID,
    )
    with force_locale(LANGUAGES[DEFAULT].locale):
        return render_template("vault/holder.html", **facts)


@cache
def page_file() -> bytes:
    """The page as a file, `holder-file.html`: the same bytes on every site of this version, whatever its settings."""
    facts = _facts(offline=True)
    with force_locale(LANGUAGES[DEFAULT].locale):
        return as_one_file("vault/holder_file.html", scripts=SCRIPTS, **facts)


def _facts(*, offline: bool, **served: str) -> dict[str, Any]:
    """`served` is what only the page of a site says."""
    parts = [_part(language, offline=offline, **served) for language in DESK_LANGUAGES.values()]
    return {"parts": parts, "titles": [part.title for part in parts], "offline": offline}


def _part(language: Language, **facts: Any) -> Part:
    with force_locale(language.locale):
        return Part(
            code=language.code,
            locale=language.locale.replace("_", "-"),
            title=gettext("Keys and lists"),
            needed=_needed(offline=facts["offline"]),
            unscripted=gettext(
                "To make a key or open a list in the browser, this page needs JavaScript. On your own computer, "
                "these commands do the same:"
            ),
            views=Markup(render_template("vault/holder_views.html", desk_languages=DESK_LANGUAGES, **facts)),  # nosec B704 # noqa: S704 - a template of ours
        )


def _needed(*, offline: bool) -> str:
    if offline:
        return gettext(
            "This page needs Chrome 105, Firefox 115 or Safari 16, or a newer version of one of these. On your own "
            "computer, the commands do the same."
        )
    return gettext(
        "This page needs Chrome 105, Firefox 115 or Safari 16, or a newer version of one of these, and "
        "an address that "
        "begins with https. On your own computer, the commands do the same."
    )
