"""What a public page says of itself to programs that show links, and to those that look for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request

from campaign.current import settings
from campaign.lib.languages import ALWAYS_ON, LANGUAGES
from campaign.pictures import queries
from campaign.pictures.drawing import SIZE
from campaign.pictures.sharing import is_shared
from campaign.releases.models import Campaign
from campaign.web import briefly
from campaign.web.filters import page_language
from campaign.web.translated import READING

LIST = "releases.front"  # the same for all who read one language, and public without being kept
WIDTH, HEIGHT = SIZE


@dataclass(frozen=True)
class About:
    """`picture` is an address; None while none is drawn, and where links are shown without."""

    url: str
    site: str
    locale: str
    other_locales: tuple[str, ...]
    picture: str | None
    width: int = WIDTH
    height: int = HEIGHT


def init_app(app: Flask) -> None:
    """Let the layout ask."""
    app.jinja_env.globals["about_page"] = about_page


def about_page(campaign: Any = None) -> About | None:
    """Of the page being made; None for whatever isn't the same for everyone: drafts, answers to forms, pages behind
    links of mails, the desk.
    """
    if request.method not in READING or not (g.get("public") or request.endpoint == LIST):
        return None
    language = page_language()
    path = f"/{language}" if request.endpoint == LIST else request.path
    picture = picture_path(campaign, language) if campaign else None
    return About(
        url=f"{settings().base_url}{path}",
        site=settings().host,
        locale=LANGUAGES[language].in_previews,
        other_locales=tuple(LANGUAGES[code].in_previews for code in _languages(campaign) if code != language),
        picture=f"{settings().base_url}{picture}" if picture else None,
    )


def _languages(campaign: Campaign | None) -> Sequence[str]:
    return campaign.languages if campaign else ALWAYS_ON


def picture_path(campaign: Campaign, language: str) -> str | None:
    """Where on the site the picture of links in a language is; its name changes with it."""
    if not is_shared(campaign):
        return None
    name = briefly(("shared", campaign.id, language), lambda: queries.shared_name(campaign.id, language))
    return f"/{language}/{campaign.slug}/shared/{name}.png" if name else None
