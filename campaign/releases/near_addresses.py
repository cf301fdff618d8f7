"""What addresses of campaigns are taken for: another language's case, a slug alone, capitals, one slip.

Only of campaigns that the public sees; near to a draft nothing stands.
"""

import re
from collections.abc import Iterator

from flask import Flask

from campaign.lib.languages import LANGUAGES
from campaign.lib.negotiation import best_of
from campaign.lib.pasted import bare
from campaign.lib.slips import nearest
from campaign.releases import queries
from campaign.releases.actions.publishing import OUR_WORDS
from campaign.releases.speaking_pages import languages_at
from campaign.spoken import readers_language
from campaign.web import briefly
from campaign.web.near import add_spellings

TOKENS = frozenset({"c", "p", "u"})  # what stands between a language and a token
FORM = "submissions"  # where a form posts to; shown again with a mistake, its page has this address
MOST_PARTS = 6
TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def init_app(app: Flask) -> None:
    """Let addresses that lead nowhere be looked at with the campaigns' in mind."""
    add_spellings(app, spellings)


def spellings(path: str) -> Iterator[str]:
    """The addresses of pages of a campaign that this one is near to."""
    parts = [bare(part) for part in path.split("/") if part]
    if not 1 <= len(parts) <= MOST_PARTS or not all(parts):
        return
    language = _language(parts[0])
    if language and len(parts) == 1:
        yield f"/{language}"
    elif language and parts[1].lower() in TOKENS:
        yield "/".join(["", language, parts[1].lower(), *parts[2:]])
    elif language:
        yield from _pages(language, parts[1:])
    else:
        yield from _pages(None, parts)
        behind = parts[1:] if TAG.fullmatch(parts[0]) else parts  # a language that we haven't, or none
        if behind and behind[0].lower() in TOKENS:
            yield "/".join(["", readers_language(), behind[0].lower(), *behind[1:]])
        yield from _pages(None, behind)


def _language(part: str) -> str | None:
    return best_of([part], tuple(LANGUAGES))


def _slug(part: str) -> str | None:
    slugs: list[str] = briefly("public slugs", queries.public_slugs)
    return nearest(part, slugs)


def _pages(language: str | None, parts: list[str]) -> Iterator[str]:
    """In the reader's language where the address names none."""
    if not parts or parts[0].lower() in OUR_WORDS or not (slug := _slug(parts[0])):
        return
    language = language or readers_language(languages_at(slug))
    rest = [part for part in parts[1:] if part != FORM]
    for end in (rest, [part.lower() for part in rest]):
        yield "/".join(["", language, slug, *end])
        if rest:
            yield "/".join(["", slug, *end])
